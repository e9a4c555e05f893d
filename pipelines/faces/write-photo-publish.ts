import { createHash, randomBytes } from "node:crypto";
import { link, lstat, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { expected, RestorationError } from "../../shared/errors.js";

/** Bytes written at a time. */
const writeBytes = 2 ** 23;

/** Throws bad-option for a folder, and without `overwrite` for whatever has the name. */
export async function refuseExisting(path: string, overwrite: boolean): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory()) throw expected("bad-option", { subject: path, want: "a file's name", got: "a folder", advice: "name the file in it" });
  if (found !== undefined && !overwrite) throw existing(path);
}

function existing(path: string): Error {
  return expected("bad-option", { subject: path, want: "a new file", got: "one that exists", advice: "choose another name or pass --overwrite" });
}

/** Writes a file under a temporary name, then gives it its own; without `overwrite` never over another file. Throws "bad-option", "no-space". */
export async function publish(path: string, parts: readonly Uint8Array[], overwrite: boolean): Promise<{ readonly bytes: number; readonly sha256: string }> {
  // short, as the name itself may be as long as names can be; of two machines' processes with one number each its own
  const temporary = join(dirname(path), `.${randomBytes(8).toString("hex")}.part`);
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    const file = await open(temporary, "w");
    try {
      for (const part of parts) {
        for (let at = 0; at < part.length; at += writeBytes) {
          const piece = part.subarray(at, at + writeBytes);
          hash.update(piece);
          await file.writeFile(piece);
          bytes += piece.length;
        }
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (overwrite) await rename(temporary, path);
    else {
      // link() fails where the name is taken; file systems without hard links take the rename.
      await link(temporary, path).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") throw existing(path);
        await refuseExisting(path, false);
        await rename(temporary, path);
      });
    }
    return { bytes, sha256: hash.digest("hex") };
  } catch (error) {
    throw writeError(path, error);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** What a file system answers to a change at `path`, in words for whoever can put it right; other errors as they are. */
export function writeError(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof RestorationError) return error;
  if (code === "ENOSPC" || code === "EDQUOT") return new RestorationError("no-space", `${path}: expected room for the file, got a full disk; free some or write elsewhere`, { cause: error, retry: true });
  if (code === "ENOENT" || code === "ENOTDIR") return expected("bad-option", { subject: path, want: "a name in an existing folder", got: "no such folder", advice: "create it first", cause: error });
  if (code === "ENAMETOOLONG") return expected("bad-option", { subject: path, want: "a name that the file system takes", got: `one of ${Buffer.byteLength(basename(path))} bytes`, advice: "choose a shorter one", cause: error });
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return expected("bad-option", { subject: path, want: "a place to write", got: code, advice: "check the folder's permissions", cause: error });
  return error;
}
