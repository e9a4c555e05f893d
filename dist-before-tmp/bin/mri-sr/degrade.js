import { Option } from "commander";
import { degradeStudy, parseSeries } from "../../pipelines/mri/index.js";
import { optionChecks } from "../../shared/options.js";
import { onInterrupt } from "../shared/interrupt.js";
export function register(program) {
    program
        .command("degrade")
        .argument("<study>", "folder, DICOM file or NIfTI file: the truth")
        .description("make test input: k-space truncated, noise added")
        .requiredOption("--output <place>", "folder for series, or a .nii.gz file for a NIfTI study")
        .addOption(new Option("--scale <factor>", "k-space keeps 1/factor of its rows and columns").choices(["1", "2", "3", "4"]).default("2"))
        .option("--noise <share>", "standard deviation as a share of the 99.5th percentile, such as 0.05 or 5%", "0")
        .addOption(new Option("--distribution <kind>", "noise of a magnitude image or of a real one").choices(["rician", "gaussian"]).default("rician"))
        .option("--series <list>", "series numbers or keys (default: all that could be restored)")
        .option("--seed <number>", "seed of the noise", "0")
        .option("--overwrite", "replace an output that exists")
        .action(async (study, raw) => {
        const { seed, wrong } = optionChecks("see mri-sr degrade --help");
        const noise = raw.noise.trim() === "" ? NaN : Number(raw.noise.replace(/%$/, "")) / (raw.noise.endsWith("%") ? 100 : 1);
        if (!(noise >= 0 && noise <= 1))
            throw wrong("--noise", "a share from 0 to 1, or from 0% to 100%", raw.noise);
        const options = {
            input: study, output: raw.output, scale: Number(raw.scale), noise, distribution: raw.distribution, seed: seed(raw.seed), overwrite: raw.overwrite ?? false,
            ...(raw.series !== undefined && { series: parseSeries(raw.series) }),
        };
        const records = await onInterrupt((signal) => degradeStudy(options, signal), () => process.stderr.write("stopping\n"));
        process.stdout.write(`${JSON.stringify(records, undefined, 2)}\n`);
    });
}
//# sourceMappingURL=degrade.js.map