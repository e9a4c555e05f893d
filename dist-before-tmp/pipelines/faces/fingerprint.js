import { createHash } from "node:crypto";
import { extname } from "node:path";
import { versions } from "../../shared/report/versions.js";
/** What the bytes depend on. Paths, threads, other photographs and the order of the work are not among them. */
export function fingerprintOf({ input, photo, options, models, detector }) {
    const { method, knobs, aligned, upscale, only, minSize, samples, seed, quality } = options;
    const { "domain-sr": version, "onnxruntime-node": runtime } = versions();
    const on = (hash, device) => (device === undefined ? hash : `${hash} on ${device}`);
    return {
        version, input, method, ...Object.fromEntries(Object.entries(knobs).map(([name, value]) => [name, String(value)])),
        ...Object.fromEntries(models.map(({ id, hash, device }) => [`model ${id}`, on(hash, device)])),
        ...(detector && { detector: on(detector.sha256, detector.device) }),
        runtime, aligned: String(aligned), upscale: String(upscale), only: String(only), minSize: String(minSize), samples: String(samples), seed: String(seed),
        quality: String(quality ?? "default"), format: extname(photo).toLowerCase(),
    };
}
/**
 * SHA-256 (hex) of a fingerprint, whether or not it tells devices: those are found where the work is done, and a job is named
 * before. A device that was asked for by name counts, and so does whether a page is wanted.
 */
export function keyOf(fingerprint, { device, report }) {
    const lines = Object.entries(withoutDevices(fingerprint)).map(([name, value]) => JSON.stringify([name, value])).sort();
    return createHash("sha256").update([...lines, JSON.stringify(["asked", device, report])].join("\n")).digest("hex");
}
function withoutDevices(fingerprint) {
    return Object.fromEntries(Object.entries(fingerprint).map(([name, value]) => [name, hasDevice(name) ? value.split(" on ")[0] : value]));
}
/** The devices that a result was made on. */
export function devicesIn(fingerprint) {
    return Object.entries(fingerprint).flatMap(([name, value]) => (hasDevice(name) ? value.split(" on ").slice(1) : []));
}
function hasDevice(name) {
    return name === "detector" || name.startsWith("model ");
}
//# sourceMappingURL=fingerprint.js.map