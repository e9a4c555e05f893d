import { createHash, randomUUID } from "node:crypto";
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expected, RestorationError } from "../../../shared/errors.js";
import { uid } from "../dicom/attributes.js";
import { openBytes, Unreadable } from "../dicom/byte-source.js";
import { readHeader } from "../dicom/header.js";

/** What identifies an instance on disk. */
export interface Identity {
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntax: string;
}

/**
 * Names of what comes from a PACS: UIDs are patient data, so folders and files are named by the first 16 hexadecimal digits of their
 * SHA-256. Who knows a UID finds its folder; from the names alone no UID can be had. No table of both is kept.
 */
export function studyFolder(studyUid: string): string {
  return `study-${digest(studyUid)}`;
}

export function instanceFile(sopInstanceUid: string): string {
  return `${digest(sopInstanceUid)}.dcm`;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** A hidden folder beside `folder`, on its file system and of this run alone; what killed runs left is removed. */
export async function stagingBeside(folder: string): Promise<string> {
  const target = resolve(folder);
  const [parent, mine] = [dirname(target), `.${basename(target)}-${hostname()}-`];
  try {
    await mkdir(parent, { recursive: true });
    for (const name of await readdir(parent)) {
      if (name.startsWith(mine) && !isRunning(Number(name.slice(mine.length).split("-")[0]))) await rm(join(parent, name), { recursive: true, force: true });
    }
    return await mkdtemp(join(parent, `${mine}${process.pid}-`));
  } catch (cause) {
    throw diskError(cause);
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Writes one Part 10 object as it comes into `folder` and names it; an instance that comes twice is kept once. Throws bad-input where it is not DICOM. */
export async function receive(folder: string, bytes: AsyncIterable<Uint8Array>, subject: string, wanted?: (identity: Identity) => boolean): Promise<{ readonly identity: Identity; readonly bytes: number }> {
  const path = join(folder, `.${randomUUID()}`);
  try {
    // opened before anything can fail, so that no file can be made after it was removed
    const file = await open(path, "wx");
    await pipeline(Readable.from(bytes, { objectMode: false }), file.createWriteStream({ flush: true }));
    const { identity, kept } = await keep(path, folder, subject, wanted);
    return { identity, bytes: (await stat(kept)).size };
  } catch (error) {
    await rm(path, { force: true });
    throw diskError(error);
  }
}

/** Gives a received file its name in `folder`. Throws bad-input, and removes it, where it is not DICOM or not `wanted`. */
export async function keep(path: string, folder: string, subject: string, wanted: (identity: Identity) => boolean = () => true): Promise<{ readonly identity: Identity; readonly kept: string }> {
  try {
    const identity = await identify(path);
    if (identity === undefined) throw expected("bad-input", { subject, want: "DICOM objects", got: "something else", advice: "see the log of the server" });
    if (!wanted(identity)) throw expected("bad-input", { subject, want: "the series asked for", got: "an object of another", advice: "see the log of the server" });
    const kept = join(folder, instanceFile(identity.sopInstanceUid));
    await rename(path, kept);
    return { identity, kept };
  } catch (error) {
    await rm(path, { force: true });
    throw error instanceof Unreadable ? expected("bad-input", { subject, want: "whole DICOM objects", got: error.message, advice: "see the log of the server", cause: error }) : diskError(error);
  }
}

/** Identity of a Part 10 file; undefined for anything else, compressed files and data sets without preamble among it. Throws Unreadable where it is damaged. */
export async function identify(path: string): Promise<Identity | undefined> {
  const source = await openBytes(path);
  try {
    if (source.size !== (await stat(path)).size || (await source.read(128, 4)).toString("latin1") !== "DICM") return undefined;
    const header = await readHeader(source, ({ elements }) => elements.x00200011 !== undefined || elements.x00200013 !== undefined);
    if (header === undefined) return undefined;
    const { dataSet, transferSyntax } = header;
    const [sopClassUid, sopInstanceUid, studyUid, seriesUid] = ["x00080016", "x00080018", "x0020000d", "x0020000e"].map((tag) => uid(dataSet, tag));
    if (sopClassUid === undefined || sopInstanceUid === undefined || studyUid === undefined || seriesUid === undefined) return undefined;
    return { studyUid, seriesUid, sopClassUid, sopInstanceUid, transferSyntax };
  } finally {
    await source.close();
  }
}

/** A full disk may have room later, and a folder on the network be there again; system errors repeat paths, so only their code is told. */
export function diskError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof RestorationError || typeof (error as NodeJS.ErrnoException | null)?.syscall !== "string") return error;
  if (code === "ENOSPC" || code === "EDQUOT") return new RestorationError("no-space", "--output: expected room for the study, got a full disk; free some and repeat", { cause: error, retry: true });
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOTDIR") return expected("bad-option", { subject: "--output", want: "a folder that can be written", got: code, advice: "choose another", cause: error });
  return new RestorationError("bad-input", `--output: expected a folder that works, got ${code}; try again later`, { cause: error, retry: true });
}
