import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected, RestorationError } from "../../shared/errors.js";
import { formatOfExtension } from "./outputs.js";

/** What `bfr` and `bfr detect` write beside photographs. */
const OURS = /_(bfr|faces)\.[^.]+$|_bfr_deviation\.png$/i;
const OUR_FOLDERS = /_bfr_report$/i;

/**
 * Paths of the photographs below a folder, sorted; hidden files and folders and our own results are left out. Links to files are
 * followed, links to folders are not: they may lead in a circle. Throws bad-input for what is no folder that can be read; `unreadable` is
 * told of one below instead.
 */
export async function discoverPhotos(folder: string, signal?: AbortSignal, unreadable?: (error: RestorationError) => void): Promise<string[]> {
  const found: string[] = [];
  await search(folder, { found, signal, unreadable });
  return found.sort();
}

async function search(folder: string, into: { readonly found: string[]; readonly signal: AbortSignal | undefined; readonly unreadable: ((error: RestorationError) => void) | undefined }): Promise<void> {
  throwIfAborted(into.signal);
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    throw expected("bad-input", { subject: folder, want: "a folder that can be read", got: cause.code, advice: "check the path and its permissions", cause });
  });
  for (const entry of entries) {
    const { name } = entry;
    if (name.startsWith(".")) continue;
    const path = join(folder, name);
    if (entry.isDirectory()) {
      if (!OUR_FOLDERS.test(name)) await search(path, into).catch((error: unknown) => {
        if (into.unreadable === undefined || !(error instanceof RestorationError) || error.code !== "bad-input") throw error;
        into.unreadable(error);
      });
    } else if (formatOfExtension(extname(name)) !== undefined && !OURS.test(name)) {
      if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path)))) into.found.push(path);
    }
  }
}

async function leadsToFile(link: string): Promise<boolean> {
  return stat(link).then((found) => found.isFile(), () => false);
}
