import { georeferenceTags, scaledGeoreference } from "./georef.js";
import { isFloat, sampleBytes } from "./raster.js";
import { nodataOf } from "./read.js";
import { fieldType } from "./tiff-directory.js";
import { carriedMetadata, formatMetadata } from "./tiff-metadata.js";
const largestBlock = 512;
const blockBytes = 16 * 2 ** 20;
/** Side of the largest blocks of at most 16 MiB, a power of two from 64 to 512. */
export function blockSizeFor(bands, type) {
    let side = largestBlock;
    while (side > 64 && side * side * bands * sampleBytes[type] > blockBytes)
        side /= 2;
    return side;
}
export function cogLayout({ scene, window, scale, bands, sampleType, descriptions, metadata, blockSize: given }) {
    const type = sampleType ?? scene.sampleType;
    const width = window.width * scale;
    const height = window.height * scale;
    const blockSize = given ?? blockSizeFor(bands.length, type);
    const levels = [];
    for (let w = width, h = height;; w = Math.ceil(w / 2), h = Math.ceil(h / 2)) {
        levels.push({ width: w, height: h, across: Math.ceil(w / blockSize), down: Math.ceil(h / blockSize) });
        if (w <= blockSize && h <= blockSize)
            break;
    }
    const nodataText = sampleType !== undefined && isFloat(sampleType) ? "nan" : scene.tags.nodataText;
    const nodata = nodataOf(nodataText, type);
    const missing = nodata ?? 0;
    return {
        type, blockSize, levels, nodata, missing,
        bands: bands.map((band) => scene.bands[band].interpretation),
        hasMask: scene.hasMask,
        fill: nodata ?? (isFloat(type) ? NaN : 0),
        common: commonTags(scene, { bands, type, nodataText, own: sampleType === undefined }),
        first: firstTags(scene, { window, scale, bands, metadata, own: sampleType === undefined, ...(descriptions && { descriptions }) }),
    };
}
export function shorts(tag, values) {
    return { tag, type: fieldType.short, count: values.length, bytes: new Uint8Array(Uint16Array.from(values).buffer) };
}
export function text(tag, value) {
    const bytes = new Uint8Array(Buffer.from(`${value}\0`, "utf8"));
    return { tag, type: fieldType.ascii, count: bytes.length, bytes };
}
function commonTags({ tags, bands: all }, { bands, type, nodataText, own }) {
    const leading = (count) => bands.length >= count && bands.slice(0, count).every((band, i) => band === i);
    const { photometric: from } = tags;
    const photometric = from === 2 && leading(3) ? 2 : from === 5 && leading(4) ? 5 : from === 0 && own ? 0 : 1;
    const colors = photometric === 2 ? 3 : photometric === 5 ? 4 : 1;
    const extra = bands.slice(colors).map((band) => {
        if (all[band].interpretation !== "alpha")
            return 0;
        return tags.extraSamples[band - (all.length - tags.extraSamples.length)] === 1 ? 1 : 2;
    });
    const format = isFloat(type) ? 3 : type.startsWith("int") ? 2 : 1;
    return [
        shorts(258, bands.map(() => sampleBytes[type] * 8)),
        shorts(262, [photometric]),
        shorts(277, [bands.length]),
        shorts(317, [isFloat(type) ? 3 : 2]),
        ...(extra.length > 0 ? [shorts(338, extra)] : []),
        shorts(339, bands.map(() => format)),
        ...(nodataText === undefined || nodataText === "" ? [] : [text(42113, nodataText)]),
    ];
}
function firstTags({ tags, georeference }, { window, scale, bands, metadata, descriptions, own }) {
    const added = { ...(tags.software && { SOURCE_SOFTWARE: tags.software }), ...metadata };
    const items = carriedMetadata(tags.metadata, bands, added, { keepValues: own })
        .filter(({ role }) => descriptions === undefined || role !== "description");
    descriptions?.forEach((value, sample) => items.push({ name: "DESCRIPTION", sample, role: "description", value }));
    const xml = formatMetadata(items);
    return [
        ...tags.verbatim.filter(({ tag }) => tags.photometric === 5 || (tag !== 332 && tag !== 333)),
        ...georeferenceTags(scaledGeoreference(georeference, window, scale)),
        text(305, "domain-sr"),
        ...(xml === undefined ? [] : [text(42112, xml)]),
    ];
}
//# sourceMappingURL=cog-layout.js.map