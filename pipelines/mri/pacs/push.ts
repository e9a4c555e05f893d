import { stat } from "node:fs/promises";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { RestorationError } from "../../../shared/errors.js";
import { Unreadable } from "../dicom/byte-source.js";
import { gather } from "../dicom/gather.js";
import { walk } from "../dicom/walk.js";
import { archive, type Archive } from "./archive.js";
import { identify, type Identity } from "./incoming.js";
import type { Place } from "./place.js";
import type { Call } from "./qido.js";
import { Unavailable } from "./retry.js";
import type { Outgoing } from "./stow.js";

export interface PushOptions extends Call {
  /** Bytes of one request at most; a larger file goes alone. Default 64 MiB. */
  readonly batchBytes?: number;
  readonly onFiles?: (done: number, of: number) => void;
}

export interface Pushed {
  readonly stored: number;
  /** The PACS had them before. */
  readonly already: number;
  /** Count by reason code, four hexadecimal digits, or "unnamed". */
  readonly failed: Readonly<Record<string, number>>;
  /** Of what was stored, count by reason code: the PACS changed something. */
  readonly warnings: Readonly<Record<string, number>>;
  /** Files that are not DICOM, a DICOMDIR, or damaged: left alone. */
  readonly leftAlone: number;
}

interface Sendable extends Outgoing {
  readonly identity: Identity;
}

const directoryStorage = "1.2.840.10008.1.3.10";

/**
 * Sends every DICOM file below `folder`, unchanged. What the PACS lists already is not sent again, so a push that broke off is simply repeated.
 * Objects that it refuses are counted by reason; whatever stops all of them is thrown.
 */
export async function pushFolder(target: Place, folder: string, options: PushOptions = {}): Promise<Pushed> {
  const { batchBytes = 64 * 2 ** 20, onFiles, signal } = options;
  const pacs = archive(target, options);
  const { files } = await walk(folder, signal);
  const sendable: Sendable[] = [];
  for (const path of files) {
    throwIfAborted(signal);
    const identity = await identify(path).catch((error: unknown) => {
      if (error instanceof Unreadable) return undefined;
      throw error;
    });
    if (identity === undefined || identity.sopClassUid === directoryStorage) continue;
    sendable.push({ path, bytes: (await stat(path)).size, ...identity, identity });
  }
  // a copy of an instance in another folder is the same instance
  const once = [...new Map(sendable.map((it) => [it.sopInstanceUid, it])).values()];
  const missing = await notThere(pacs, once, signal);

  const sum = { stored: 0, already: once.length - missing.length, failed: {} as Record<string, number>, warnings: {} as Record<string, number>, leftAlone: files.length - sendable.length };
  let done = sum.already;
  onFiles?.(0, once.length);
  for (const batch of batches(missing, batchBytes)) {
    throwIfAborted(signal);
    const result = await pacs.store(batch);
    sum.stored += result.stored;
    sum.already += result.already;
    for (const [into, from] of [[sum.failed, result.failed], [sum.warnings, result.warnings]] as const) for (const [reason, count] of from) into[reason] = (into[reason] ?? 0) + count;
    done += batch.length;
    onFiles?.(done, once.length);
  }
  return sum;
}

/** Those that the PACS does not list. One that does not answer such questions gets all of them. */
async function notThere(pacs: Archive, files: readonly Sendable[], signal: AbortSignal | undefined): Promise<Sendable[]> {
  const missing: Sendable[] = [];
  for (const members of gather(files, ({ identity: { studyUid, seriesUid } }) => `${studyUid} ${seriesUid}`).values()) {
    throwIfAborted(signal);
    const { studyUid, seriesUid } = members[0]!.identity;
    const listed = await pacs.findInstances({ studyUid, seriesUid }).catch((error: unknown): string[] => {
      if (error instanceof Unavailable || !(error instanceof RestorationError) || error.code !== "bad-input") throw error;
      return [];
    });
    const there = new Set(listed);
    missing.push(...members.filter(({ sopInstanceUid }) => !there.has(sopInstanceUid)));
  }
  return missing;
}

function* batches(files: readonly Sendable[], most: number): Generator<Sendable[]> {
  let batch: Sendable[] = [];
  let bytes = 0;
  for (const file of files) {
    if (batch.length > 0 && bytes + file.bytes > most) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += file.bytes;
  }
  if (batch.length > 0) yield batch;
}
