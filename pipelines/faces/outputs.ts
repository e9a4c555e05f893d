import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, readdir, readFile, realpath, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { expected } from "../../shared/errors.js";
import type { RestoreOptions } from "./options.js";
import type { PhotoFormat } from "./photo.js";
import type { DonePhoto, Fingerprint } from "./report.js";
import { writeError } from "./write-photo-publish.js";

/** Where everything of one photograph goes. */
export interface Place {
  readonly input: string;
  /** The restored photograph; the others are named after it. */
  readonly photo: string;
  readonly deviation: string;
  readonly report: string;
  /** Folder of the page of pictures. */
  readonly page: string;
}

/** Extensions of the formats, the one that is written first. */
const extensions: Readonly<Record<PhotoFormat, readonly string[]>> = {
  jpeg: [".jpg", ".jpeg", ".jpe", ".jfif"],
  png: [".png"],
  webp: [".webp"],
  tiff: [".tif", ".tiff"],
  avif: [".avif"],
};

/** The format that an extension names, with its dot and in any case; undefined for another. */
export function formatOfExtension(extension: string): PhotoFormat | undefined {
  return (Object.keys(extensions) as PhotoFormat[]).find((format) => extensions[format].includes(extension.toLowerCase()));
}

/** Longest name of a result in bytes: what file systems take, less what a temporary name of the page adds. */
const LONGEST_NAME = 255 - ".part-00000000".length;

type NameOptions = Pick<RestoreOptions, "output" | "format" | "quality" | "resume" | "overwrite" | "report">;

/**
 * The results' names, decided before any work: photo.jpg gives photo_bfr.jpg beside it, or in the folder of --output. Throws
 * bad-option where two inputs would share a result, where a result would replace an input, and where one exists that neither
 * --overwrite nor --resume speak of, be it one that this run would not write: it would seem to belong to the new result. Also
 * where the name of the report or of the page is that of something else: photo.json beside photo.jpg may be anybody's.
 */
export async function placesOf(inputs: readonly string[], options: NameOptions): Promise<Place[]> {
  const photos = await photoNames(inputs, options, "bfr");
  const places = inputs.map((input, i) => placeAt(input, photos[i]!));
  await requireFree(places.map(({ input, photo, deviation, report, page }) => ({ input, names: [photo, report, deviation, page] })), options);
  for (const { report, page } of places) {
    if ((await exists(report)) && (await earlierReport(report)) === undefined) throw expected("bad-option", { subject: report, want: "a report of bfr or no file, as one is written there", got: "another file", advice: "choose another --output, or move it away" });
    if (options.report && (await exists(page)) && !(await isPage(page))) throw expected("bad-option", { subject: page, want: "a page of bfr or no folder, as one is written there", got: "something else", advice: "choose another --output, or move it away" });
  }
  return places;
}

/** The same for `bfr detect`, which writes nothing but photo_faces.jpg. */
export async function copiesOf(inputs: readonly string[], options: Pick<RestoreOptions, "output" | "overwrite">): Promise<string[]> {
  const copies = await photoNames(inputs, options, "faces");
  await requireFree(inputs.map((input, i) => ({ input, names: [copies[i]!] })), options);
  return copies;
}

async function photoNames(inputs: readonly string[], { output, format, quality }: Partial<NameOptions>, suffix: string): Promise<string[]> {
  if (inputs.some((input) => input.trim() === "") || inputs.length === 0) throw expected("bad-option", { subject: "INPUT", want: "photographs", got: "nothing", advice: "give bfr photo.jpg" });
  const file = output !== undefined && (await namesFile(output));
  if (file && inputs.length > 1) throw expected("bad-option", { subject: "--output", want: `a folder for ${inputs.length} photographs`, got: output, advice: "name a folder, or give one photograph" });
  if (file && format !== undefined && formatOfExtension(extname(output)) !== format) throw unlikeFormat(output, format);
  const names = inputs.map((input) => (file ? output : join(output ?? dirname(input), resultName(input, { format, suffix }))));
  if (quality !== undefined) refuseQuality(names);
  return names;
}

/** Everything of a photograph whose result is `photo`. */
export function placeAt(input: string, photo: string): Place {
  const stem = photo.slice(0, photo.length - extname(photo).length);
  return { input, photo, deviation: `${stem}_deviation.png`, report: `${stem}.json`, page: `${stem}_report` };
}

/** photo.jpg gives photo_bfr.jpg. */
export function resultName(input: string, { format, suffix }: { readonly format: PhotoFormat | undefined; readonly suffix: string }): string {
  const name = basename(input);
  const given = extname(name);
  const known = formatOfExtension(given);
  const stem = known === undefined ? name : name.slice(0, name.length - given.length);
  // what format a file of another name has is only known when it is read; PNG loses nothing of any
  const wanted = format ?? known ?? "png";
  const extension = wanted === known ? given : extensions[wanted][0]!;
  return `${stem}_${suffix}${extension}`;
}

/** A folder that exists is one, and so is a name without a photograph's extension. */
async function namesFile(output: string): Promise<boolean> {
  if (/[/\\]$/.test(output)) return false;
  const found = await stat(output).catch(() => undefined);
  if (found?.isDirectory()) return false;
  if (formatOfExtension(extname(output)) !== undefined) return true;
  if (found === undefined && extname(output) === "") return false;
  throw expected("bad-option", { subject: "--output", want: `a folder, or a file that ends in ${Object.values(extensions).map(([first]) => first).join(", ")}`, got: output, advice: "end a folder's name with a slash" });
}

interface Named {
  readonly input: string;
  /** Of everything that is written for it. */
  readonly names: readonly string[];
}

async function requireFree(results: readonly Named[], { resume, overwrite }: Partial<Pick<RestoreOptions, "resume" | "overwrite">>): Promise<void> {
  const inputs = new Set((await Promise.all(results.map(({ input }) => namesOfInput(input)))).flat());
  const taken = new Map<string, string>();
  for (const { input, names } of results) {
    requireShort(names);
    const own = await Promise.all(names.map(oneName));
    for (const [i, path] of own.entries()) {
      const name = names[i]!;
      if (inputs.has(path)) throw expected("bad-option", { subject: input, want: "a result under another name than every input", got: name, advice: "choose another --output; photographs are never replaced" });
      const other = taken.get(path);
      if (other !== undefined) throw expected("bad-option", { subject: input, want: "a result of its own", got: `${name}, which is that of ${other} too`, advice: "rename one of the photographs, or restore them in two runs with different --output" });
    }
    for (const path of own) taken.set(path, input);
  }
  if (resume || overwrite) return;
  const advice = resume === undefined ? "choose another --output, or pass --overwrite" : "choose another --output, pass --resume to keep what is done, or --overwrite";
  for (const name of results.flatMap(({ names }) => names)) {
    if (await exists(name)) throw expected("bad-option", { subject: name, want: "a new name", got: "one that exists", advice });
  }
}

/** Throws bad-option for a name that file systems do not take. */
export function requireShort(names: readonly string[]): void {
  for (const name of names) {
    const bytes = Buffer.byteLength(basename(name));
    if (bytes > LONGEST_NAME) throw expected("bad-option", { subject: name, want: `a name of at most ${LONGEST_NAME} bytes`, got: `one of ${bytes}`, advice: "name a shorter --output, or rename the photograph" });
  }
}

/** Whether what is written at `output` would take the place of `input`. */
export async function replaces(output: string, input: string): Promise<boolean> {
  return (await namesOfInput(input)).includes(await oneName(output));
}

/** As oneName: what it was given as, and what that may link to. */
async function namesOfInput(input: string): Promise<string[]> {
  return [await oneName(input), ...(await realpath(input).then((path) => [path.toLowerCase()], () => []))];
}

/** Of all the names of a file the same one, whatever links lead to its folder; in lower case, as some file systems do not tell case apart. */
async function oneName(path: string): Promise<string> {
  const folder = await realpath(dirname(path)).catch(() => resolve(dirname(path)));
  return join(folder, basename(path)).toLowerCase();
}

/** Of a result whose name is given: an extension that says its format, and options that fit it. Throws bad-option. */
export function requireResultName(photo: string, { format, quality }: Pick<RestoreOptions, "format" | "quality">): void {
  const named = formatOfExtension(extname(photo));
  const first = (of: PhotoFormat): string => extensions[of][0]!;
  if (named === undefined) throw expected("bad-option", { subject: "--output", want: `a file that ends in ${(Object.keys(extensions) as PhotoFormat[]).map(first).join(", ")}`, got: photo, advice: "name the photograph that is to be written" });
  if (format !== undefined && named !== format) throw unlikeFormat(photo, format);
  if (quality !== undefined) refuseQuality([photo]);
}

function unlikeFormat(photo: string, format: PhotoFormat): Error {
  return expected("bad-option", { subject: "--output", want: `a name that ends in ${extensions[format][0]} with --format ${format}`, got: photo, advice: "leave one of the two out" });
}

function refuseQuality(photos: readonly string[]): void {
  const lossless = photos.find((photo) => ["png", "tiff"].includes(formatOfExtension(extname(photo))!));
  if (lossless !== undefined) throw expected("bad-option", { subject: "--quality", want: "results in JPEG, WebP or AVIF", got: lossless, advice: "leave --quality out, or choose a --format with a loss" });
}

/** Makes the folder of a result where there is none. */
export async function makeFolderOf(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw expected("no-space", { subject: "--output", want: "a folder that can be made", got: `${dirname(path)}: ${cause.code}`, advice: "choose another", cause });
  });
}

/** Removes what an earlier run left and this one does not write, and its report, which would speak of another result. */
export async function removeObsolete(place: Place, options: Pick<RestoreOptions, "samples" | "report">): Promise<void> {
  await remove(place.report);
  await removeStale(place, options);
}

/** Removes what an earlier run left and one with these options does not write. Of a folder that is no page nothing. Throws bad-option where it cannot be removed. */
export async function removeStale({ deviation, page }: Place, options: Pick<RestoreOptions, "samples" | "report">): Promise<void> {
  if (options.samples === 1) await remove(deviation);
  if (!options.report && (await isPage(page))) await remove(page, { recursive: true });
}

async function remove(path: string, { recursive = false } = {}): Promise<void> {
  await rm(path, { recursive, force: true }).catch((error: unknown) => {
    throw writeError(path, error);
  });
}

/** Whether a folder holds what a page of pictures does and nothing else. */
async function isPage(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => undefined);
  return names !== undefined && names.every((name) => name === "index.html" || name === "pictures");
}

/** What an earlier run did with the same options on the same file, where all of it is still there. */
export async function doneBefore(place: Place, fingerprint: Fingerprint, options: Pick<RestoreOptions, "samples" | "report">): Promise<DonePhoto | undefined> {
  return wholeBefore(place, (earlier) => sameFingerprint(earlier, fingerprint), options);
}

/** The same for a fingerprint that `matches`. */
export async function wholeBefore({ photo, deviation, report, page }: Place, matches: (earlier: Fingerprint) => boolean, options: Pick<RestoreOptions, "samples" | "report">): Promise<DonePhoto | undefined> {
  const earlier = await earlierReport(report);
  if (earlier === undefined || !matches(earlier.fingerprint)) return undefined;
  if ((options.samples > 1 && !(await exists(deviation))) || (options.report && !(await exists(page)))) return undefined;
  return (await hashOf(photo).catch(() => undefined)) === earlier.output.sha256 ? { ...earlier, outcome: "skipped" } : undefined;
}

/** The report at `path`, where it is one of ours. */
export async function earlierReport(path: string): Promise<DonePhoto | undefined> {
  const found = await readFile(path, "utf8").then((text) => JSON.parse(text) as DonePhoto | null).catch(() => undefined);
  return typeof found?.fingerprint === "object" && typeof found.output === "object" ? found : undefined;
}

function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => a[name] === b[name]);
}

/** SHA-256 of a file's bytes. */
export async function hashOf(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
