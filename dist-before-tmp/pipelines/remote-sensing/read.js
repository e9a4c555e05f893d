import { expected } from "../../shared/errors.js";
import { readGeoreference } from "./georef.js";
import { isFloat, sampleRange } from "./raster.js";
import { blockReader } from "./read-blocks.js";
import { readLayout } from "./read-layout.js";
import { windowReader } from "./read-window.js";
import { damaged, readHeader } from "./tiff-directory.js";
import { parseMetadata } from "./tiff-metadata.js";
import { openSource } from "./tiff-source.js";
/** DocumentName, ImageDescription, Make, Model, DateTime, Artist, HostComputer, Copyright, ICC profile, InkSet and InkNames. */
const verbatimTags = [269, 270, 271, 272, 306, 315, 316, 332, 333, 33432, 34675];
/**
 * Opens a GeoTIFF or BigTIFF by path or by http(s) URL (read by ranges). Everything is checked that can be without
 * decoding pixels: layout, limits, and that every block lies inside the file.
 * Throws RestorationError "bad-input" with the cause for what cannot be read rightly.
 */
export async function openScene(path, { signal, cacheBytes = 96 * 2 ** 20 } = {}) {
    const source = await openSource(path, signal);
    try {
        return await sceneOf(source, cacheBytes, signal);
    }
    catch (error) {
        await source.close();
        throw error;
    }
}
async function sceneOf(source, cacheBytes, signal) {
    const { name } = source;
    const { littleEndian, directories } = await readHeader(source, signal);
    const main = directories[0];
    if (((await main.number(254)) ?? 0) & 4)
        throw expected("bad-input", { subject: name, want: "an image", got: "a mask only", advice: "give the scene that it belongs to" });
    const layout = await readLayout(source, main, { littleEndian });
    const type = layout.type; // only masks are bits
    const maskLayout = await findMask(source, directories, layout, littleEndian);
    const tags = await readTags(main, layout);
    const bands = bandsOf(layout, tags);
    const nodata = nodataOf(tags.nodataText, type);
    const alpha = bands.findIndex(({ interpretation }) => interpretation === "alpha");
    const image = { layout, block: blockReader(source, layout, cacheBytes) };
    const mask = maskLayout && { layout: maskLayout, block: blockReader(source, maskLayout, cacheBytes / 8) };
    const read = windowReader(image, { ...(mask && { mask }), ...(alpha >= 0 && { alpha }), ...(nodata !== undefined && { nodata }), float: isFloat(type) });
    const all = bands.map((_, band) => band);
    return {
        name, width: layout.width, height: layout.height, sampleType: type, bands, nodata, hasMask: mask !== undefined,
        blockWidth: layout.blockWidth, blockHeight: layout.blockHeight,
        georeference: await readGeoreference(name, main), tags,
        read: (window, chosen = all, abort) => read(window, chosen, abort),
        close: () => source.close(),
    };
}
/** The first mask directory (NewSubfileType bit 2) of the scene's own size, as GDAL writes internal masks. */
async function findMask(source, directories, { width, height }, littleEndian) {
    for (const directory of directories.slice(1)) {
        const kind = (await directory.number(254)) ?? 0;
        if ((kind & 4) === 0 || (await directory.number(256)) !== width || (await directory.number(257)) !== height)
            continue;
        const layout = await readLayout(source, directory, { littleEndian, mask: true });
        if (layout.samples !== 1 || (layout.type !== "bit" && layout.type !== "uint8"))
            throw damaged(source.name, "a mask of one 1 or 8-bit band", `${layout.samples} of ${layout.type}`);
        return layout;
    }
    return undefined;
}
async function readTags(main, layout) {
    const verbatim = [];
    for (const tag of verbatimTags) {
        const raw = await main.raw(tag);
        if (raw !== undefined)
            verbatim.push(raw);
    }
    const nodataText = await main.text(42113);
    const metadata = await main.text(42112);
    const software = await main.text(305);
    return {
        photometric: layout.photometric,
        extraSamples: [...((await main.numbers(338)) ?? [])],
        ...(nodataText !== undefined && { nodataText: nodataText.trim() }),
        ...(metadata !== undefined && { metadata }),
        ...(software !== undefined && { software }),
        verbatim,
    };
}
/** The samples' own value of GDAL_NODATA: undefined where the type has none. */
export function nodataOf(text, type) {
    const trimmed = text?.trim() ?? "";
    if (trimmed === "")
        return undefined;
    const number = /^[-+]?nan/i.test(trimmed) ? NaN : /^[-+]?inf/i.test(trimmed) ? (trimmed.startsWith("-") ? -Infinity : Infinity) : Number.parseFloat(trimmed);
    if (isFloat(type))
        return Number.isNaN(number) && !/nan/i.test(trimmed) ? undefined : type === "float32" ? Math.fround(number) : number;
    const [low, high] = sampleRange[type];
    return Number.isInteger(number) && number >= low && number <= high ? number : undefined;
}
function bandsOf({ samples, photometric }, { extraSamples, metadata }) {
    const items = parseMetadata(metadata);
    const ofBand = (sample, role) => items.find((item) => item.sample === sample && item.role === role)?.value;
    const finite = (text) => (text !== undefined && Number.isFinite(Number.parseFloat(text)) ? Number.parseFloat(text) : undefined);
    const colors = photometric === 2 ? 3 : photometric === 5 ? 4 : 1;
    return Array.from({ length: samples }, (_, i) => {
        const extra = extraSamples[i - Math.max(0, samples - extraSamples.length)];
        const named = ofBand(i, "colorinterp")?.toLowerCase();
        const implied = extra === 1 || extra === 2 ? "alpha" : photometric === 2 && i < 3 ? ["red", "green", "blue"][i] : photometric <= 1 && i === 0 ? "gray" : "undefined";
        const interpretation = i >= colors && extra === 0 && named === "alpha" ? "alpha" : isInterpretation(named) && implied !== "alpha" ? named : implied;
        const description = ofBand(i, "description");
        const scale = finite(ofBand(i, "scale"));
        const offset = finite(ofBand(i, "offset"));
        const unit = ofBand(i, "unittype");
        return {
            interpretation, ...(description !== undefined && { description }), ...(scale !== undefined && { scale }),
            ...(offset !== undefined && { offset }), ...(unit !== undefined && { unit }),
        };
    });
}
function isInterpretation(name) {
    return name === "gray" || name === "red" || name === "green" || name === "blue" || name === "alpha" || name === "undefined";
}
//# sourceMappingURL=read.js.map