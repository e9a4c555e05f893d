import { createHash } from "node:crypto";
import { access, link, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { RestorationError, expected } from "../../shared/errors.js";
import { syncFolder } from "../../shared/jobs/publish.js";
import { encodeBlock } from "./cog-block.js";
import { cogHeader, leaderBytes, trailerBytes } from "./cog-header.js";
import { cogLayout } from "./cog-layout.js";
import { makeOverview } from "./cog-overviews.js";
import { openSpool, writeAll } from "./cog-spool.js";
import { sampleBytes } from "./raster.js";
/**
 * A Cloud Optimized GeoTIFF at `path` for a scene's window: same CRS, tags and nodata, DEFLATE with predictor, overviews,
 * internal mask where the scene has one. The bytes do not depend on the order of the blocks nor on interruptions.
 * Throws RestorationError "bad-option" (output exists, unfinished run, folder) and, while writing, "no-space".
 */
export async function createCog(path, options) {
    const { resume = false, overwrite = false, bigTiff = "auto" } = options;
    const { scene, window, scale, bands } = options;
    if (!Number.isInteger(scale) || scale < 1 || bands.length === 0 || window.col + window.width > scene.width || window.row + window.height > scene.height) {
        throw new Error(`createCog: expected an integer scale, bands, and a window inside the scene, got ${scale}, ${bands.join()}, ${JSON.stringify(window)}`);
    }
    if (!overwrite)
        await refuseExisting(path);
    const layout = cogLayout(options);
    const own = await openSpool(`${path}.part`, { job: spoolJob(layout, options), count: countOf(layout), resume, overwrite }).catch((error) => Promise.reject(spaceError(path, error)));
    const spool = joined(own, options.blocks ?? []);
    return {
        ...blockWriter(path, layout, spool),
        async finish(signal) {
            const [{ across }] = layout.levels;
            for (let i = 0; i < countOf(layout); i++)
                if (!spool.has(i))
                    throw new Error(`finish: block ${i % across}, ${Math.floor(i / across)} was never written`);
            try {
                await assemble(path, { layout, spool, overwrite, bigTiff, ...(signal && { signal }) });
            }
            catch (error) {
                throw spaceError(path, error);
            }
            await spool.remove();
        },
        abort: () => spool.close(),
        discard: () => spool.remove(),
    };
}
/** Blocks of the full resolution. */
export function countOf({ levels: [full] }) {
    return full.across * full.down;
}
/** What the blocks of a spool are for. */
export function spoolJob(layout, { scene, window, scale, bands }) {
    const none = layout.levels.map(({ across, down }) => ({ image: new Float64Array(across * down), mask: new Float64Array(across * down) }));
    return createHash("sha256").update(cogHeader(layout, none).bytes).update(JSON.stringify([scene.name, window, scale, bands, layout.type])).digest("hex");
}
/** The writing half of a CogWriter: blocks of the full resolution into a spool. */
export function blockWriter(path, layout, spool) {
    const { blockSize, bands } = layout;
    const full = layout.levels[0];
    return {
        blockSize, width: full.width, height: full.height, blocksAcross: full.across, blocksDown: full.down,
        written: (col, row) => spool.has(row * full.across + col),
        async write(col, row, values, valid) {
            const width = Math.min(blockSize, full.width - col * blockSize);
            const height = Math.min(blockSize, full.height - row * blockSize);
            const fits = width > 0 && height > 0 && values.length === bands.length && valid.length === bands.length
                && [...values, ...valid].every(({ length }) => length === width * height);
            if (!fits)
                throw new Error(`write: expected ${bands.length} bands of ${width}x${height} for block ${col}, ${row}`);
            try {
                await spool.put(row * full.across + col, await encodeBlock(layout, { width, height, bands: values, valid }));
            }
            catch (error) {
                throw spaceError(path, error);
            }
        },
    };
}
/** A spool that also has the blocks of others. */
function joined(own, others) {
    if (others.length === 0)
        return own;
    const holder = (index) => (own.has(index) ? own : (others.find((blocks) => blocks.has(index)) ?? own));
    return { ...own, has: (index) => holder(index).has(index), sizes: (index) => holder(index).sizes(index), get: (index) => holder(index).get(index) };
}
/** The most that a job can take on disk: all samples incompressible. The spool is gone once the output is there. */
export function estimateCog({ width, height, bands, sampleType, hasMask }) {
    const pixels = width * height * (bands * sampleBytes[sampleType] + (hasMask ? 1 / 8 : 0));
    const output = Math.ceil(pixels * (4 / 3) * 1.001) + 2 ** 20;
    return { output, spool: output, total: 2 * output };
}
async function refuseExisting(path) {
    const exists = await access(path).then(() => true, () => false);
    if (exists)
        throw existing(path);
}
function existing(path) {
    return expected("bad-option", { subject: basename(path), want: "a new file", got: "one that exists", advice: "choose another --output or pass --overwrite" });
}
/** What a full or read-only disk throws, as an error that says so. */
export function spaceError(path, error) {
    const { code } = error;
    if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") {
        return expected("no-space", { subject: basename(path), want: "room on the disk for output and spool", got: code, advice: "free some and repeat with --resume", cause: error });
    }
    if (code === "EACCES" || code === "EROFS" || code === "EPERM") {
        return expected("bad-option", { subject: basename(path), want: "a folder that can be written to", got: code, advice: "choose another --output", cause: error });
    }
    return error;
}
const bufferBytes = 4 * 2 ** 20;
async function assemble(path, { layout, spool, overwrite, bigTiff, signal }) {
    // Overviews follow the full resolution in the same spool; a resume makes them again.
    const starts = [0];
    layout.levels.forEach(({ across, down }, level) => starts.push(starts[level] + across * down));
    for (let level = 1; level < layout.levels.length; level++) {
        await makeOverview(layout, level, {
            load: (index) => {
                signal?.throwIfAborted();
                return spool.get(starts[level - 1] + index);
            },
            keep: (index, block) => spool.put(starts[level] + index, block),
        });
    }
    const sizes = layout.levels.map(({ across, down }, level) => {
        const sized = Array.from({ length: across * down }, (_, i) => spool.sizes(starts[level] + i));
        return { image: Float64Array.from(sized, ({ image }) => image), mask: Float64Array.from(sized, ({ mask }) => mask) };
    });
    const header = cogHeader(layout, sizes, bigTiff);
    const temporary = join(spool.folder, "assembled.tif");
    const file = await open(temporary, "w");
    try {
        let pending = [header.bytes];
        let held = header.bytes.length;
        let at = 0;
        const flush = async () => {
            const bytes = Buffer.concat(pending);
            await writeAll(file, bytes, at);
            at += bytes.length;
            pending = [];
            held = 0;
        };
        for (let level = layout.levels.length - 1; level >= 0; level--) {
            for (let i = starts[level]; i < starts[level + 1]; i++) {
                signal?.throwIfAborted();
                for (const bytes of parts(await spool.get(i))) {
                    pending.push(...framed(bytes));
                    held += leaderBytes + bytes.length + trailerBytes;
                }
                if (held >= bufferBytes)
                    await flush();
            }
        }
        await flush();
        if (at !== header.fileBytes)
            throw new Error(`assemble: expected ${header.fileBytes} bytes, wrote ${at}`);
        await file.sync();
    }
    finally {
        await file.close();
    }
    await publish(temporary, path, overwrite);
}
function parts({ image, mask }) {
    return [image, mask].filter(({ length }) => length > 0);
}
function framed(bytes) {
    return [new Uint8Array(Uint32Array.of(bytes.length).buffer), bytes, bytes.subarray(bytes.length - trailerBytes)];
}
/** Gives the finished file its name; without `overwrite` atomically never over another file. */
async function publish(temporary, path, overwrite) {
    if (overwrite)
        await rename(temporary, path);
    else {
        try {
            await link(temporary, path);
            await rm(temporary);
        }
        catch (error) {
            const { code } = error;
            if (code === "EEXIST")
                throw existing(path);
            // File systems without hard links.
            await refuseExisting(path);
            await rename(temporary, path);
        }
    }
    await syncFolder(dirname(path));
}
//# sourceMappingURL=write.js.map