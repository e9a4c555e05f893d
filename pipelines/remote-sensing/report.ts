import type { Model } from "../../shared/runtime/model.js";
import type { Versions } from "../../shared/report/versions.js";
import { agreement, expectedResidual, NOISE_DEVIATIONS, type Residual } from "./consistency.js";
import type { Findings, Fingerprint } from "./journal.js";
import { withoutQuery, type TileOptions } from "./options.js";
import type { Scene, Window } from "./raster.js";
import type { SceneResult } from "./scene-run.js";
import type { BandStatistics } from "./statistics.js";

/** report.json of `rsr tile`: what was done, with what, and how well the result agrees with the input. */
export interface TileReport {
  readonly input: { readonly source: string; readonly identity: string; readonly width: number; readonly height: number; readonly sampleType: string };
  readonly output: { readonly path: string; readonly width: number; readonly height: number; readonly bytes: number; readonly deviation?: string };
  readonly options: Fingerprint;
  readonly model?: { readonly id: string; readonly version: string; readonly sha256: string; readonly device: string; readonly threads: number; readonly notes: readonly string[] };
  readonly versions: Versions;
  readonly bands: readonly BandReport[];
  readonly consistency: ConsistencyReport;
  readonly kernel?: NonNullable<Findings["kernel"]>;
  readonly work: { readonly tiles: number; readonly networkCalls: number; readonly resumed: boolean };
  readonly seconds: { readonly prepare: number; readonly tiles: number; readonly write: number };
  readonly warnings: readonly string[];
}

/** In the band's own numbers. */
export interface BandReport {
  readonly band: number;
  readonly offset: number;
  readonly gain: number;
  readonly noise: number;
  readonly residual: BandResidual;
}

/** |A(output) - input| of one band. */
export interface BandResidual {
  readonly max: number;
  readonly rms: number;
  /** Root mean square that the noise and the rounding of the input make alone. */
  readonly expected: number;
  /** max(0.5 quantisation step, three deviations of the noise), and the share of the pixels within it. */
  readonly bound: number;
  readonly within: number;
  readonly pixels: number;
  readonly clamped: number;
}

export interface ConsistencyReport {
  readonly enforced: boolean;
  /** Share of measured input pixels, over all bands, with |A(output) - input| <= max(0.5 quantisation step, three deviations of the noise). */
  readonly within: number;
  /** Root mean square of |A(output) - input| / expected over all bands: about 1 for the truth itself. */
  readonly rms: number;
}

export type ReportedModel = Pick<Model, "card" | "hash" | "device" | "threads" | "notes">;

export interface ReportParts {
  readonly options: Pick<TileOptions, "input" | "output" | "consistency">;
  readonly scene: Scene;
  readonly input: string;
  readonly window: Window;
  readonly bands: readonly number[];
  readonly model?: ReportedModel | undefined;
  readonly findings: Findings;
  readonly result: Omit<SceneResult, "cells">;
  readonly fingerprint: Fingerprint;
  readonly versions: Versions;
  readonly warnings: readonly string[];
  readonly resumed: boolean;
  readonly output: { readonly width: number; readonly height: number; readonly bytes: number };
  readonly deviation?: string;
  readonly seconds: TileReport["seconds"];
}

export function reportOf({ options, scene, model, findings, result, ...p }: ReportParts): TileReport {
  const bands = p.bands.map((band, b) => bandReport(band, findings.statistics.bands[b]!, result.residuals[b]!));
  const pixels = bands.reduce((sum, { residual }) => sum + residual.pixels, 0);
  const within = result.residuals.reduce((sum, residual) => sum + residual.within, 0);
  const squares = bands.reduce((sum, { residual: { rms, expected, pixels: count } }) => sum + count * (rms === 0 ? 0 : rms / expected) ** 2, 0);
  return {
    input: { source: withoutQuery(options.input), identity: p.input, width: scene.width, height: scene.height, sampleType: scene.sampleType },
    output: { path: options.output, ...p.output, ...(p.deviation !== undefined && { deviation: p.deviation }) },
    options: p.fingerprint,
    ...(model && { model: { id: model.card.id, version: model.card.version, sha256: model.hash, device: model.device, threads: model.threads, notes: model.notes } }),
    versions: p.versions,
    bands,
    consistency: { enforced: options.consistency, within: pixels === 0 ? 1 : within / pixels, rms: pixels === 0 ? 0 : Math.sqrt(squares / pixels) },
    ...(findings.kernel && { kernel: findings.kernel }),
    work: { tiles: result.tiles, networkCalls: result.networkCalls, resumed: p.resumed },
    seconds: p.seconds,
    warnings: p.warnings,
  };
}

function bandReport(band: number, statistics: BandStatistics, { count, max, sumOfSquares, within, clamped }: Residual): BandReport {
  return {
    band: band + 1,
    offset: statistics.offset,
    gain: statistics.gain,
    noise: statistics.noise,
    residual: {
      max, rms: count === 0 ? 0 : Math.sqrt(sumOfSquares / count), expected: expectedResidual(statistics),
      bound: agreement(statistics), within: count === 0 ? 1 : within / count, pixels: count, clamped,
    },
  };
}

/** A few lines for a person. */
export function summary(report: TileReport): string {
  const { output, bands, consistency, work, seconds, kernel } = report;
  const number = (v: number): string => Number(v.toPrecision(3)).toString();
  const lines = [
    `${output.path}: ${output.width}x${output.height}, ${(output.bytes / 2 ** 20).toFixed(1)} MiB, ${work.tiles} tiles, ${work.networkCalls} network calls, ${(seconds.prepare + seconds.tiles + seconds.write).toFixed(1)} s`,
  ];
  if (output.deviation !== undefined) lines.push(`${output.deviation}: standard deviation`);
  if (kernel && kernel.source === "predicted") lines.push(`blur kernel: predicted from ${kernel.windows} windows, which agree to ${number(kernel.agreement ?? 0)}; of ${number(kernel.width ?? 1)} times that width the result agrees best`);
  for (const { band, noise, residual: r } of bands) {
    const clamped = r.clamped > 0 ? `, ${r.clamped} pixels left out as clamped` : "";
    lines.push(`band ${band}: noise ${number(noise)}; |A(output) - input| rms ${number(r.rms)} (expected ${number(r.expected)}), max ${number(r.max)}, ${(100 * r.within).toFixed(2)} % within ${number(r.bound)}${clamped}`);
  }
  lines.push(`consistency ${consistency.enforced ? "on" : "off"}: ${(100 * consistency.within).toFixed(2)} % of the measurements within half a step or ${NOISE_DEVIATIONS} deviations of the noise; rms ${number(consistency.rms)} of what noise and rounding make`);
  return lines.join("\n");
}
