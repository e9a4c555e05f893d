import { rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { readCard } from "../../shared/runtime/card.js";
import { versions } from "../../shared/report/versions.js";
import { writeReport } from "../../shared/report/report.js";
import { cogLayout } from "./cog-layout.js";
import { createCogPart, partRows, readCogPart } from "./cog-part.js";
import { joined } from "./consistency.js";
import { fingerprintOf } from "./fingerprint.js";
import { isDone, outputsOf } from "./job-done.js";
import { optionsOf } from "./job-options.js";
import { contextOf, place, refuseForeign, staged, stopped } from "./job-run.js";
import { findMethodModel, openMethod, requireScale } from "./models.js";
import { deviationPath, reportPath } from "./options.js";
import { reportOf } from "./report.js";
import { cogsOf, findingsOf, identityOf, openJob } from "./restore-job.js";
import { runScene } from "./scene-run.js";
import { agree, placeFolder, readAgreed, readSlab, requireAgreement, slabFolder } from "./slab-files.js";
import { requireSpace } from "./space.js";
import { writeStacItem } from "./stac.js";
import { createCog, spaceError } from "./write.js";
/** Slabs of at most `pixels` output pixels of all bands, but at least one row of blocks. */
export async function slabCount(item, pixels, signal) {
    const job = await openJob(optionsOf(item), signal);
    try {
        const { blockSize, bands, levels } = cogLayout(cogsOf(job, {}).main);
        const { width, down } = levels[0];
        return Math.ceil(down / Math.max(1, Math.floor(pixels / (width * blockSize * bands.length))));
    }
    finally {
        await job.scene.close();
    }
}
/** Computes the blocks of one slab into `common`, once: what stands there is left. */
export async function runSlab(item, key, part, context) {
    const options = optionsOf(item);
    if ((await isDone(options, key)) || (await readSlab(slabFolder(context.common, part), { key, of: part.of })))
        return;
    await computeSlab(options, key, part, context).catch((error) => Promise.reject(stopped(options, spaceError(options.output, error), context)));
}
async function computeSlab(options, key, part, context) {
    const { common, signal } = context;
    const started = performance.now();
    const job = await openJob(staged(options, context), signal);
    const { open, accept } = contextOf(options, key, context);
    const models = await openMethod({ ...job.options, signal, open }).catch((error) => job.scene.close().then(() => Promise.reject(error)));
    try {
        const { model } = models;
        if (model)
            requireScale(model, options.scale);
        const fingerprint = await fingerprintOf({ ...job, input: await identityOf(job, signal), model });
        accept(fingerprint);
        const agreed = (await readAgreed(common, key)) ?? (await find());
        requireAgreement(agreed, fingerprint, basename(options.output));
        const prepared = performance.now();
        await placeFolder(common, slabFolder(common, part), async (folder) => {
            const cogs = cogsOf(job, agreed.fingerprint);
            const rows = rowsOf(cogs.main, part);
            const writer = await createCogPart(join(folder, "data"), cogs.main, rows);
            const deviation = cogs.deviation && (await createCogPart(join(folder, "deviation"), cogs.deviation, rows));
            try {
                const result = await runScene({ ...job.options, models }, {
                    ...job, findings: agreed.findings, apart: true, writer, ...(deviation && { deviation }), measured: new Map(),
                    elsewhere: (measure) => !owns(job, { rows, blockSize: writer.blockSize, blocksDown: writer.blocksDown }, measure), onMeasured: async () => undefined, onTile: context.progress, signal,
                });
                const { residuals, tiles, networkCalls } = result;
                return { key, of: part.of, residuals, tiles, networkCalls, seconds: { prepare: (prepared - started) / 1000, tiles: (performance.now() - prepared) / 1000 } };
            }
            finally {
                await writer.finish();
                await deviation?.finish();
            }
        });
        async function find() {
            const warnings = [];
            const findings = await findingsOf(job, models, { warn: (message) => warnings.push(message), signal });
            return agree(common, { key, fingerprint, findings, ...(model && { model: { device: model.device, threads: model.threads, notes: model.notes } }), warnings });
        }
    }
    finally {
        await models.close();
        await job.scene.close();
    }
}
function rowsOf(options, part) {
    return partRows(cogLayout(options).levels[0].down, part);
}
/** A region is measured with the slab in which it starts. */
function owns({ window, options }, { rows, blockSize, blocksDown }, { row }) {
    const at = Math.min(blocksDown - 1, Math.max(0, Math.floor((row - window.row * options.scale) / blockSize)));
    return at >= rows.from && at < rows.to;
}
/** The file out of its slabs; a slab that is missing or damaged is computed here. `common` is removed once the output stands. */
export async function assembleSlabs(item, key, of, context) {
    const options = optionsOf(item);
    let outcome = { outputs: outputsOf(options), already: true, warnings: [] };
    if (!(await isDone(options, key))) {
        await refuseForeign(options, key, context);
        const warnings = await assemble(options, key, of, context).catch((error) => Promise.reject(stopped(options, spaceError(options.output, error), context)));
        outcome = await place(options, key, { context, warnings });
    }
    await rm(context.common, { recursive: true, force: true });
    return outcome;
}
async function assemble(options, key, of, context) {
    const { common, signal } = context;
    const { named, progress } = contextOf(options, key, context);
    const started = performance.now();
    const job = await openJob(staged(options, context), signal);
    const slabs = [];
    try {
        await requireSpace(job, progress);
        for (let index = 0; index < of; index++)
            slabs.push(await wholeSlab(job, options, key, { index, of }, context));
        const { fingerprint, findings, warnings, model } = (await readAgreed(common, key));
        const cogs = cogsOf(job, fingerprint);
        const { output } = job.options;
        const read = performance.now();
        const writer = await createCog(output, { ...cogs.main, blocks: slabs.map(({ data }) => data) });
        await writer.finish(signal);
        if (cogs.deviation)
            await (await createCog(deviationPath(output), { ...cogs.deviation, blocks: slabs.map(({ deviation }) => deviation) })).finish(signal);
        const records = slabs.map(({ record }) => record);
        const sum = (of) => records.reduce((total, record) => total + of(record), 0);
        const card = await findMethodModel(options).then((found) => found?.card);
        const report = reportOf({
            ...job, options: { ...options, output: named }, input: fingerprint.input, fingerprint, findings, warnings, versions: versions(), resumed: false,
            ...(card && model && { model: { ...model, card, hash: fingerprint["model-sha256"] } }),
            result: { residuals: job.bands.map((_, b) => records.map(({ residuals }) => residuals[b]).reduce(joined)), tiles: sum(({ tiles }) => tiles), networkCalls: sum(({ networkCalls }) => networkCalls) },
            output: { width: writer.width, height: writer.height, bytes: (await stat(output)).size },
            ...(cogs.deviation && { deviation: deviationPath(named) }),
            seconds: { prepare: sum(({ seconds }) => seconds.prepare) + (read - started) / 1000, tiles: sum(({ seconds }) => seconds.tiles), write: (performance.now() - read) / 1000 },
        });
        await writeReport(reportPath(output), report);
        await writeStacItem(output, { ...job, options: { ...options, output: named } }, report);
        return warnings;
    }
    finally {
        for (const slab of slabs)
            await closeSlab(slab);
        await job.scene.close();
    }
}
async function closeSlab({ data, deviation }) {
    await data.close();
    await deviation?.close();
}
async function wholeSlab(job, options, key, part, context) {
    const { common } = context;
    const found = await readWhole(job, key, part, common);
    if (found)
        return found;
    await rm(slabFolder(common, part), { recursive: true, force: true });
    await computeSlab(options, key, part, context);
    const made = await readWhole(job, key, part, common);
    if (made === undefined)
        throw new Error(`slab ${part.index} of ${part.of}: expected the blocks that were just written`);
    return made;
}
async function readWhole(job, key, part, common) {
    const folder = slabFolder(common, part);
    const record = await readSlab(folder, { key, of: part.of });
    const agreed = await readAgreed(common, key);
    if (record === undefined || agreed === undefined)
        return undefined;
    const cogs = cogsOf(job, agreed.fingerprint);
    const rows = rowsOf(cogs.main, part);
    const data = await readCogPart(join(folder, "data"), cogs.main, rows);
    const deviation = data && cogs.deviation && (await readCogPart(join(folder, "deviation"), cogs.deviation, rows));
    if (data && (!cogs.deviation || deviation))
        return { record, data, deviation };
    await data?.close();
    return undefined;
}
//# sourceMappingURL=slabs.js.map