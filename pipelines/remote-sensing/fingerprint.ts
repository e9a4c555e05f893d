import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Card } from "../../shared/runtime/card.js";
import { presetPlan } from "../../shared/runtime/presets.js";
import { versions } from "../../shared/report/versions.js";
import type { Fingerprint } from "./journal.js";
import { givenKernel, type KernelOption } from "./kernel.js";
import { isUrl, withoutQuery, type TileOptions } from "./options.js";
import type { Scene, Window } from "./raster.js";

/** What of a model the bytes depend on: an open model, or a card that was read and a device that was asked for. */
export interface UsedModel {
  readonly card: Card;
  readonly hash: string;
  readonly device: string;
}

export interface FingerprintParts {
  readonly options: TileOptions;
  readonly scene: Pick<Scene, "width" | "height">;
  readonly outputBands: readonly number[];
  readonly window: Window;
  /** identify() of the input. */
  readonly input: string;
  readonly model?: UsedModel | undefined;
}

/** What the bytes depend on. Paths, threads and the order of the work are not among them. */
export async function fingerprintOf({ options, scene, outputBands, window, input, model }: FingerprintParts): Promise<Fingerprint> {
  const { "domain-sr": program, "onnxruntime-node": runtime } = versions();
  const { kernel, scale, preset, steps, seed, samples, tile, overlap, consistency } = options;
  return {
    version: program,
    input,
    method: options.method,
    ...(model && { model: `${model.card.id} ${model.card.version}`, "model-sha256": model.hash, runtime: `onnxruntime ${runtime} ${model.device}` }),
    scale: String(scale),
    ...(model?.card.diffusion && { preset, steps: String(presetPlan(model.card, { preset, ...(steps !== undefined && { steps }) }).length), seed: String(seed), samples: String(samples) }),
    kernel: await kernelText(kernel, scale),
    consistency: consistency ? "on" : "off",
    bands: outputBands.map((band) => band + 1).join(","),
    window: `${window.col},${window.row},${window.width},${window.height} of ${scene.width}x${scene.height}`,
    tile: String(tile),
    ...(model && { overlap: String(overlap) }),
  };
}

async function kernelText(kernel: KernelOption, scale: number): Promise<string> {
  if (kernel.kind === "auto") return "auto";
  if (kernel.kind === "gaussian") return `gaussian:${kernel.sigma1},${kernel.sigma2},${kernel.angle}`;
  const { data } = (await givenKernel(kernel, scale))!;
  return `file ${basename(kernel.path)} sha256 ${createHash("sha256").update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)).digest("hex")}`;
}

/**
 * SHA-256 (hex) of a job: its fingerprint without the device, which a job has only where it runs. What a server states of a file
 * tells its versions apart, not its files, so a URL counts too; a server that states nothing is taken at the whole URL.
 */
export function keyOf({ runtime, ...rest }: Fingerprint, input: string): string {
  const stated = /etag (?!none\b)|modified (?!unknown\b)/.test(rest.input ?? "");
  const entries = Object.entries({
    ...rest,
    ...(runtime !== undefined && { runtime: runtime.replace(/ \S+$/, "") }),
    ...(isUrl(input) && { url: stated ? withoutQuery(input) : input }),
  });
  return createHash("sha256").update(JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)))).digest("hex");
}

/** A fingerprint as items of GDAL_METADATA. */
export function metadataOf(fingerprint: Fingerprint): Record<string, string> {
  return Object.fromEntries(Object.entries(fingerprint).map(([name, value]) => [`DOMAIN_SR_${name.toUpperCase().replaceAll("-", "_")}`, value]));
}
