import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { expected } from "../../../shared/errors.js";
import { publish } from "../../../shared/jobs/publish.js";
import { archive, type Archive, type SeriesUids } from "./archive.js";
import { diskError, instanceFile, stagingBeside } from "./incoming.js";
import { nameOf, type Place } from "./place.js";
import type { Call } from "./qido.js";
import { studyUid as checkedUid } from "./query.js";
import { Unavailable } from "./retry.js";

export interface PullOptions extends Call {
  /** Also what is not MR. */
  readonly allSeries?: boolean;
  /** Replaces a folder that holds something else than the study has now. */
  readonly overwrite?: boolean;
  /** An empty folder on the file system of the result, which the caller removes; default one beside the result. */
  readonly staging?: string;
}

export interface Pulled {
  /** "already": the folder holds all of it; "nothing": the study is not there, or has no series that is wanted. */
  readonly outcome: "pulled" | "already" | "nothing";
  readonly series: number;
  readonly instances: number;
  readonly bytes: number;
}

/**
 * Gets a study into `folder`, which appears under its name when all of it is there: every instance that the PACS lists of the wanted series.
 * Nothing is changed of what came: a file is the bytes that the PACS sent. Throws bad-option where `folder` holds something else.
 */
export async function pullStudy(source: Place, studyUid: string, folder: string, options: PullOptions = {}): Promise<Pulled> {
  const { allSeries = false, overwrite = false, signal } = options;
  checkedUid(studyUid);
  const target = resolve(folder);
  const pacs = archive(source, options);
  const wanted = await wantedInstances(pacs, studyUid, allSeries, signal);
  const names = [...wanted.values()].flat().map(instanceFile);
  if (names.length === 0) return { outcome: "nothing", series: 0, instances: 0, bytes: 0 };
  const there = await filesOf(target);
  if (there !== undefined && !overwrite) {
    if (holds(there, names)) return { outcome: "already", series: wanted.size, instances: names.length, bytes: 0 };
    throw expected("bad-option", { subject: "--output", want: "a new folder for the study, or one that holds what the PACS has", got: "one that holds something else", advice: "pass --overwrite to get the study anew" });
  }

  const own = options.staging === undefined ? await stagingBeside(target) : undefined;
  try {
    const staging = own ?? options.staging!;
    const incoming = join(staging, `pull-${randomUUID()}`);
    await mkdir(incoming);
    let bytes = 0;
    for (const [seriesUid, instances] of wanted) {
      throwIfAborted(signal);
      const got = await pacs.retrieveSeries({ studyUid, seriesUid }, incoming);
      const missing = instances.filter((uid) => !got.instances.has(uid)).length;
      if (missing > 0) throw new Unavailable(`${nameOf(source)}: expected ${instances.length} objects of a series, got ${instances.length - missing}; try again when the study is complete there`);
      bytes += got.bytes;
    }
    // another run may have brought the same meanwhile
    const meanwhile = await filesOf(target);
    if (meanwhile !== undefined && !overwrite && holds(meanwhile, names)) return { outcome: "already", series: wanted.size, instances: names.length, bytes: 0 };
    await publish([{ from: incoming, to: target }], { staging, replace: overwrite });
    return { outcome: "pulled", series: wanted.size, instances: names.length, bytes };
  } catch (error) {
    throw diskError(error);
  } finally {
    if (own !== undefined) await rm(own, { recursive: true, force: true });
  }
}

/** SOP Instance UIDs by series. */
async function wantedInstances(pacs: Archive, studyUid: string, allSeries: boolean, signal: AbortSignal | undefined): Promise<Map<string, string[]>> {
  const wanted = new Map<string, string[]>();
  for (const { seriesUid, modality } of await pacs.findSeries(studyUid)) {
    throwIfAborted(signal);
    if (!allSeries && modality !== "MR") continue;
    const series: SeriesUids = { studyUid, seriesUid };
    const instances = await pacs.findInstances(series);
    if (instances.length > 0) wanted.set(seriesUid, instances);
  }
  return wanted;
}

/** Undefined where there is no folder. */
async function filesOf(folder: string): Promise<readonly string[] | undefined> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error.code === "ENOTDIR" ? expected("bad-option", { subject: "--output", want: "a folder", got: "a file of that name", advice: "choose another" }) : diskError(error);
  });
}

function holds(there: readonly string[], names: readonly string[]): boolean {
  const present = new Set(there);
  return names.every((name) => present.has(name));
}
