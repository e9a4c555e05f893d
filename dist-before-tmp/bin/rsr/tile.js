import { defaults, methodNames, parseTileOptions, presetNames, restoreScene, summary } from "../../pipelines/remote-sensing/index.js";
import { jsonLines, progressOn } from "../../shared/report/progress.js";
import { onInterrupt } from "../shared/interrupt.js";
const unit = { one: "tile", many: "tiles" };
/** What is done with a scene; the batch has the same. */
export function sceneOptions(command) {
    return command
        .option("--method <name>", `${methodNames.join(", ")} (default: ${defaults.method})`)
        .option("--model <folder>", "a model of that method instead of the one that comes with it")
        .option("--scale <n>", `2, 3 or 4 (default: ${defaults.scale})`)
        .option("--preset <name>", `${presetNames.join(", ")}: from near the mean to near the true sharpness (default: ${defaults.preset}; detail with --samples)`)
        .option("--bands <list>", "such as 1,2,3 or 2-4, in output order; alpha always comes along (default: all)")
        .option("--window <col,row,width,height>", "a part, in input pixels; the same pixels as in the whole")
        .option("--bbox <minx,miny,maxx,maxy>", "a part, in the scene's CRS")
        .option("--samples <k>", "mean of k samples, and their standard deviation as <output>_std.tif")
        .option("--seed <n>", `default: ${defaults.seed}`)
        .option("--steps <n>", "sampling steps instead of the preset's")
        .option("--kernel <auto|file|gaussian:s1,s2,angle>", "blur of the scene, in output pixels and degrees (default: auto)")
        .option("--consistency <on|off>", "make the result agree with the input (default: on, for bicubic off)")
        .option("--tile <n>", `output pixels between tiles (default: ${defaults.tile})`)
        .option("--overlap <n>", `output pixels over which tiles are blended (default: ${defaults.overlap})`)
        .option("--device <name>", "auto, cpu, cuda, tensorrt, webgpu, dml, coreml (default: auto)")
        .option("--threads <n>", "of the networks (default: all cores)")
        .option("--stac", "describe the output in a STAC item beside it, <output>.stac.json");
}
export function register(program) {
    const tile = program
        .command("tile")
        .description("super-resolve a GeoTIFF scene into a Cloud Optimized GeoTIFF")
        .requiredOption("--input <file|url|folder>", "GeoTIFF, BigTIFF, COG or VRT mosaic, also over http(s); a folder of scenes on one grid is one mosaic")
        .option("--output <file>", "default: <input>_x<scale>.tif");
    sceneOptions(tile)
        .option("--resume", "continue an interrupted run to the same bytes")
        .option("--overwrite", "replace the output, and drop an interrupted run")
        .option("--json", "JSON lines on stdout: progress, then the report")
        .action(async ({ json, ...raw }) => {
        const options = parseTileOptions(raw);
        const progress = json ? jsonLines((line) => process.stdout.write(line), unit) : progressOn(process.stderr, unit);
        const report = await onInterrupt((signal) => restoreScene(options, { progress, signal }), () => progress.stage("stopping after the network calls in progress"));
        process.stdout.write(json ? `${JSON.stringify({ event: "done", report })}\n` : `${summary(report)}\n`);
    });
}
//# sourceMappingURL=tile.js.map