import type { Versions } from "../../shared/report/versions.js";
import type { Registration } from "./register-shift.js";
import type { NoiseFinding } from "./volume-run.js";
import type { LeftOut, Provenance } from "./study.js";

/** Everything that the bytes of a series' result depend on, by name, so that a resume can tell whether it is done. */
export type Fingerprint = Readonly<Record<string, string>>;

/** report.json of `mri-sr`: what was done with each series, with what, and how well the results agree with the input. No patient data. */
export interface StudyReport {
  /** Of the job that did it. */
  readonly key?: string;
  /** Whether there is a page of pictures. */
  readonly page?: boolean;
  readonly versions: Versions;
  readonly series: readonly SeriesReport[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly string[];
  readonly seconds: number;
}

export type SeriesReport = DoneSeries | FailedSeries;

export interface DoneSeries {
  readonly key: string;
  readonly label: string;
  /** "skipped": an earlier run did it, with the same options, on the same files. */
  readonly outcome: "done" | "skipped";
  /** Below the output folder. */
  readonly folder: string;
  /** Of the standard deviation over the samples. */
  readonly deviation?: string;
  readonly fingerprint: Fingerprint;
  readonly grid: { readonly before: string; readonly after: string };
  /** The value that was 1 for the networks. */
  readonly high: number;
  /** Type and bits of the result's samples; and their scaling, where it is not the source's. */
  readonly stored: string;
  readonly noise?: Pick<NoiseFinding, "sigma" | "share" | "verdict" | "reason" | "distribution" | "given" | "denoised" | "native">;
  readonly reference?: { readonly key: string; readonly label: string; readonly registration?: Registration };
  readonly provenance: Provenance;
  /** A: what would have measured the input from the result. */
  readonly operator: string;
  /** Root mean square of A x - y over that of y: x as written, y the input, after denoising where that was done. */
  readonly consistency: number;
  readonly networkCalls: number;
  readonly files: number;
  readonly bytes: number;
  readonly warnings: readonly string[];
  readonly seconds: number;
}

export interface FailedSeries {
  readonly key: string;
  readonly label: string;
  readonly outcome: "failed";
  readonly problem: string;
}

/** A few lines for a person. */
export function summary({ series, leftOut, warnings, seconds }: StudyReport): string {
  const number = (v: number): string => Number(v.toPrecision(3)).toString();
  const lines = series.map((it) => {
    if (it.outcome === "failed") return `failed    ${it.label}: ${it.problem}`;
    const noise = it.noise === undefined ? "" : it.noise.denoised ? `, denoised (${number(100 * it.noise.share)} %)` : `, not denoised (${it.noise.verdict})`;
    return `${it.outcome.padEnd(8)}  ${it.label}: ${it.folder}, ${it.grid.after}${noise}${it.reference ? `, ${guided(it.reference)}` : ""}, k-space of the input kept to ${number(it.consistency)} as ${it.stored}, ${it.files} ${it.files === 1 ? "file" : "files"}, ${(it.bytes / 2 ** 20).toFixed(1)} MiB`;
  });
  for (const { outcome, what, reason } of leftOut) lines.push(`${outcome.padEnd(8)}  ${what}: ${reason}`);
  for (const warning of warnings) lines.push(`warning   ${warning}`);
  const done = series.filter(({ outcome }) => outcome === "done").length;
  const skipped = series.filter(({ outcome }) => outcome === "skipped").length;
  const failed = series.length - done - skipped;
  lines.push(`${done} restored${skipped > 0 ? `, ${skipped} done before` : ""}${failed > 0 ? `, ${failed} failed` : ""} in ${seconds.toFixed(1)} s. Not for primary diagnosis.`);
  return lines.join("\n");
}

/** "guided by series 4 (moved by 0.2, -0.5, 0 mm)" */
function guided({ label, registration }: NonNullable<DoneSeries["reference"]>): string {
  const moved = registration === undefined ? "" : registration.used ? ` (moved by ${registration.shift.map((mm) => Number(mm.toFixed(2))).join(", ")} mm)` : ` (not moved: ${registration.reason})`;
  return `guided by ${label.split(",")[0]}${moved}`;
}
