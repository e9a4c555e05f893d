import type { Versions } from "../../shared/report/versions.js";
import type { DetectedFace } from "./face.js";
import type { PhotoFormat } from "./photo.js";

/** Everything that the bytes of a result depend on, by name, so that a resume can tell whether it is done. */
export type Fingerprint = Readonly<Record<string, string>>;

/** What a run of `bfr` did with each photograph, in the order given. */
export interface RunReport {
  readonly versions: Versions;
  readonly photos: readonly PhotoReport[];
  readonly seconds: number;
}

export type PhotoReport = DonePhoto | FailedPhoto;

/** The JSON beside a result: what was done with every face of one photograph, with what. Base names only, and nothing of its EXIF. */
export interface DonePhoto {
  /** "skipped": an earlier run did it, with the same options, on the same file. */
  readonly outcome: "done" | "skipped";
  readonly versions: Versions;
  readonly input: { readonly name: string; readonly sha256: string; readonly width: number; readonly height: number; readonly bits: 8 | 16; readonly format: PhotoFormat };
  readonly output: { readonly name: string; readonly sha256: string; readonly width: number; readonly height: number; readonly bytes: number; readonly format: PhotoFormat };
  /** 16-bit grey PNG on the result's grid: value / 65535 * `white` is the standard deviation over the samples, 1 the full range of a channel. */
  readonly deviation?: { readonly name: string; readonly white: number };
  /** Folder of the page of pictures. */
  readonly page?: string;
  readonly fingerprint: Fingerprint;
  readonly method: string;
  readonly models: readonly ModelReport[];
  readonly detector?: { readonly name: string; readonly sha256: string };
  readonly faces: readonly FaceReport[];
  /** What reading and writing changed or could not keep. */
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  readonly networkCalls: number;
  /** `load`: waited for the models, after the faces were found. Of several photographs they overlap: each waits for the others' calls too. */
  readonly seconds: { readonly read: number; readonly detect: number; readonly load: number; readonly restore: number; readonly write: number };
  readonly notice: string;
}

export interface ModelReport {
  readonly id: string;
  readonly version: string;
  /** Over all files of the model. */
  readonly sha256: string;
  readonly device: string;
}

export interface FaceReport {
  /** Place in reading order, from 1. */
  readonly index: number;
  /** In pixels of the upright input; absent for an aligned crop. */
  readonly found?: DetectedFace;
  /** Pixels of the photograph across the aligned square. */
  readonly nativeSide: number;
  /** Share of the aligned square that lies in the photograph, 0..1. */
  readonly inside?: number;
  /** "replaced" by the restored face; "changed": the restoration's difference was added, which keeps the photograph's own finer detail; "skipped". */
  readonly action: "replaced" | "changed" | "skipped";
  /** Why it was skipped. */
  readonly reason?: string;
  readonly settings?: Readonly<Record<string, number | string>>;
  /** Network calls of one sample. */
  readonly calls?: number;
  readonly seconds?: number;
  /** How well the result agrees with the input: width of the fitted blur (px of the 256), RMS of A(result) - input and the input's estimated noise (8-bit levels). */
  readonly consistency?: { readonly blur: number; readonly residual: number; readonly noise: number };
  /** Over the samples: mean correlation of their features, and whether they look like different people. */
  readonly identity?: { readonly agreement: number; readonly varies: boolean };
}

export interface FailedPhoto {
  readonly outcome: "failed";
  readonly input: { readonly name: string };
  readonly problem: string;
}

/** Said wherever a result is. */
export const notice = "Restored faces are partly made up by a network: they are not evidence of what a person looks like or who they are.";

/** A few lines for a person. `places` are the results' paths, as they are printed. */
export function summary({ photos, seconds }: RunReport, places: readonly string[]): string {
  const lines = photos.flatMap((photo, i) => {
    if (photo.outcome === "failed") return [`failed   ${photo.problem}`];
    const { width, height } = photo.output;
    return [
      `${photo.outcome.padEnd(7)}  ${places[i]}: ${width}x${height}, ${faceCount(photo.faces)}, ${plural(photo.networkCalls, "network call")}`,
      ...photo.faces.map((face) => `         ${faceLine(face)}`),
      ...(photo.outcome === "done" ? [...photo.notes.map((note) => `note     ${note}`), ...photo.warnings.map((warning) => `warning  ${warning}`)] : []),
    ];
  });
  const of = (outcome: PhotoReport["outcome"]): number => photos.filter((photo) => photo.outcome === outcome).length;
  const counts = [`${of("done")} restored`, ...(of("skipped") > 0 ? [`${of("skipped")} done before`] : []), ...(of("failed") > 0 ? [`${of("failed")} failed`] : [])];
  lines.push(`${counts.join(", ")} in ${seconds.toFixed(1)} s. ${notice}`);
  return lines.join("\n");
}

function faceLine({ index, nativeSide, action, reason, seconds, consistency, identity }: FaceReport): string {
  const side = `${Math.round(nativeSide)} px across`;
  if (action === "skipped") return `face ${index}: skipped, ${reason}`;
  const parts = [`face ${index}: ${action}`, side];
  if (consistency) parts.push(`differs from the input by ${short(consistency.residual)} levels after a blur of ${short(consistency.blur)} px (its noise: ${short(consistency.noise)})`);
  if (identity) parts.push(`samples agree to ${short(identity.agreement)}${identity.varies ? ": THE IDENTITY VARIES" : ""}`);
  if (seconds !== undefined) parts.push(`${seconds.toFixed(1)} s`);
  return parts.join(", ");
}

/** "2 of 3 faces restored". */
export function faceCount(faces: readonly FaceReport[]): string {
  const restored = faces.filter(({ action }) => action !== "skipped").length;
  return `${restored === faces.length ? plural(restored, "face") : `${restored} of ${plural(faces.length, "face")}`} restored`;
}

export function plural(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? "" : "s"}`;
}

/** Three significant digits. */
export function short(v: number): string {
  return Number(v.toPrecision(3)).toString();
}
