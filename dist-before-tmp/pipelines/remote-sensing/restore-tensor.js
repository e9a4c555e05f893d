import { findings } from "./findings.js";
import { memoryScene, memoryWriter } from "./memory.js";
import { defaults } from "./options.js";
import { runScene } from "./scene-run.js";
/**
 * The path of `rsr tile` for an array in memory: lr [1, bands, h, w] in any physical numbers. For evaluation and benchmarks;
 * `models` comes from openMethod and stays open.
 */
export async function restoreTensor(models, lr, o) {
    const { scale, seed = defaults.seed, samples = defaults.samples, kernel = { kind: "auto" }, signal } = o;
    const enforce = o.consistency ?? models.method !== "bicubic";
    const [, count, height, width] = lr.dims;
    const scene = memoryScene(lr, o.sampleType ?? "float32");
    const bands = Array.from({ length: count }, (_, band) => band);
    const abort = signal && { signal };
    const found = await findings(scene, bands, {
        models, scale, seed, kernel, warn: () => undefined, wantsKernel: models.method === "ddsr" || (enforce && models.method !== "bicubic"), ...abort,
    });
    const size = { bands: count, height: height * scale, width: width * scale };
    const writer = memoryWriter(size);
    const deviation = samples > 1 ? memoryWriter(size) : undefined;
    const { residuals, networkCalls } = await runScene({
        models, scale, preset: o.preset ?? defaults.preset, seed, samples, consistency: enforce, tile: o.tile ?? defaults.tile, overlap: o.overlap ?? defaults.overlap,
        ...(o.steps !== undefined && { steps: o.steps }),
    }, {
        scene, bands, outputBands: bands, window: { col: 0, row: 0, width, height }, findings: found, apart: false, writer, ...(deviation && { deviation }),
        measured: new Map(), onMeasured: async () => undefined, onTile: () => undefined, ...abort,
    });
    return { image: writer.result, ...(deviation && { deviation: deviation.result }), findings: found, residuals, networkCalls };
}
//# sourceMappingURL=restore-tensor.js.map