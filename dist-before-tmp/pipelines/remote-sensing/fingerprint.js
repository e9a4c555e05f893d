import { createHash } from "node:crypto";
import { basename } from "node:path";
import { presetPlan } from "../../shared/runtime/presets.js";
import { versions } from "../../shared/report/versions.js";
import { givenKernel } from "./kernel.js";
import { isUrl, withoutQuery } from "./options.js";
/** What the bytes depend on. Paths, threads and the order of the work are not among them. */
export async function fingerprintOf({ options, scene, outputBands, window, input, model }) {
    const { "domain-sr": program, "onnxruntime-node": runtime } = versions();
    const { kernel, scale, preset, steps, seed, samples, tile, overlap, consistency } = options;
    return {
        version: program,
        input,
        method: options.method,
        ...(model && { model: `${model.card.id} ${model.card.version}`, "model-sha256": model.hash, runtime: `onnxruntime ${runtime} ${model.device}` }),
        scale: String(scale),
        ...(model?.card.diffusion && { preset, steps: String(presetPlan(model.card, { preset, ...(steps !== undefined && { steps }) }).length), seed: String(seed), samples: String(samples) }),
        kernel: await kernelText(kernel),
        consistency: consistency ? "on" : "off",
        bands: outputBands.map((band) => band + 1).join(","),
        window: `${window.col},${window.row},${window.width},${window.height} of ${scene.width}x${scene.height}`,
        tile: String(tile),
        ...(model && { overlap: String(overlap) }),
    };
}
async function kernelText(kernel) {
    if (kernel.kind === "auto")
        return "auto";
    if (kernel.kind === "gaussian")
        return `gaussian:${kernel.sigma1},${kernel.sigma2},${kernel.angle}`;
    const { data } = (await givenKernel(kernel));
    return `file ${basename(kernel.path)} sha256 ${createHash("sha256").update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)).digest("hex")}`;
}
/**
 * SHA-256 (hex) of a job: its fingerprint without the device, which a job has only where it runs. What a server states of a file
 * tells its versions apart, not its files, so a URL counts too; a server that states nothing is taken at the whole URL.
 */
export function keyOf({ runtime, ...rest }, input) {
    const stated = /etag (?!none\b)|modified (?!unknown\b)/.test(rest.input ?? "");
    const entries = Object.entries({
        ...rest,
        ...(runtime !== undefined && { runtime: runtime.replace(/ \S+$/, "") }),
        ...(isUrl(input) && { url: stated ? withoutQuery(input) : input }),
    });
    return createHash("sha256").update(JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)))).digest("hex");
}
/** A fingerprint as items of GDAL_METADATA. */
export function metadataOf(fingerprint) {
    return Object.fromEntries(Object.entries(fingerprint).map(([name, value]) => [`DOMAIN_SR_${name.toUpperCase().replaceAll("-", "_")}`, value]));
}
//# sourceMappingURL=fingerprint.js.map