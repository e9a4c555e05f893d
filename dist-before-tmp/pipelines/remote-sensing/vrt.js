import { dirname, isAbsolute, resolve } from "node:path";
import { findTagByName, findTagsByName, getAttribute, removeTagsByName } from "xml-utils/index.js";
import { expected } from "../../shared/errors.js";
import { mosaicScene } from "./mosaic.js";
import { MosaicSources } from "./mosaic-sources.js";
import { georeferenceOf, sharedTags, tagsOf } from "./mosaic-tags.js";
import { isUrl } from "./options.js";
import { unescape } from "./tiff-metadata.js";
import { openSource } from "./tiff-source.js";
const LARGEST = 64 * 2 ** 20;
/** Of a pixel: what GDAL's decimal notation of a rectangle is off at most. */
const WHOLE = 0.01;
/** Elements that are understood, or that say nothing of the pixels. Any other is refused by its name. */
const KNOWN = new Set([
    "VRTDataset", "SRS", "GeoTransform", "Metadata", "MDI", "VRTRasterBand", "MaskBand", "NoDataValue", "HideNoDataValue", "ColorInterp", "Description", "UnitType", "Offset", "Scale",
    "SimpleSource", "ComplexSource", "SourceFilename", "SourceBand", "SourceProperties", "SrcRect", "DstRect", "NODATA", "UseMaskBand", "BlockXSize", "BlockYSize", "OverviewList",
    "Histograms", "HistItem", "HistMin", "HistMax", "BucketCount", "IncludeOutOfRange", "Approximate", "HistCounts",
]);
const TYPES = {
    Byte: "uint8", Int8: "int8", UInt16: "uint16", Int16: "int16", UInt32: "uint32", Int32: "int32", Float32: "float32", Float64: "float64",
};
/**
 * A GDAL VRT of simple and complex sources that lay files over one another pixel for pixel (as gdalbuildvrt writes them), by path or
 * URL. Throws bad-input naming what it has beyond that: resampling, scaling, warping, pixel functions, nested VRTs.
 */
export async function openVrt(input, { signal } = {}) {
    const file = await openSource(input, signal);
    let text;
    try {
        if (file.size > LARGEST)
            throw expected("bad-input", { subject: file.name, want: `a VRT of at most ${LARGEST / 2 ** 20} MiB`, got: `${file.size} bytes`, advice: "split it" });
        text = new TextDecoder().decode(await file.read(0, file.size, signal));
    }
    finally {
        await file.close();
    }
    const parsed = parse(text, { name: file.name, input });
    const sources = new MosaicSources();
    try {
        const scenes = new Map();
        for (const { path } of parsed.pieces)
            if (!scenes.has(path))
                scenes.set(path, await sources.use(path, async (scene) => scene, signal));
        return mosaicScene(mosaicOf(parsed, [...scenes.values()], { input, scenes }), sources);
    }
    catch (error) {
        await sources.close();
        throw error;
    }
}
function parse(xml, { name, input }) {
    const refuse = (want, got) => expected("bad-input", { subject: name, want, got, advice: "make it with gdalbuildvrt, or read it into a GeoTIFF with gdal_translate" });
    if (/<!(?:DOCTYPE|ENTITY)/i.test(xml))
        throw refuse("a VRT without a document type", "one with");
    const text = xml.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, "");
    for (const [, element] of text.matchAll(/<([A-Za-z_][\w:.-]*)/g))
        if (!KNOWN.has(element))
            throw refuse("a mosaic of simple sources", `the element ${element}`);
    const root = findTagByName(text, "VRTDataset");
    if (root?.inner == null)
        throw refuse("a VRTDataset", "none");
    if (attribute(root.outer, "subClass") !== undefined)
        throw refuse("a mosaic of simple sources", attribute(root.outer, "subClass"));
    const width = Number(attribute(root.outer, "rasterXSize"));
    const height = Number(attribute(root.outer, "rasterYSize"));
    if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0 && Math.max(width, height) < 2 ** 31))
        throw refuse("a raster size", `${width}x${height}`);
    const mask = findTagByName(text, "MaskBand")?.outer;
    if (mask !== undefined && contents(mask, "SourceBand").some((band) => !/^mask,/.test(band)))
        throw refuse("a MaskBand of its sources' masks", "another");
    const tags = findTagsByName(removeTagsByName(root.inner, "MaskBand"), "VRTRasterBand").map(({ outer }) => outer);
    if (tags.length === 0)
        throw refuse("at least one band", "none");
    const types = tags.map((tag) => {
        if (attribute(tag, "subClass") !== undefined)
            throw refuse("bands of simple sources", attribute(tag, "subClass"));
        const type = TYPES[attribute(tag, "dataType") ?? "Byte"];
        if (type === undefined)
            throw refuse(`samples of type ${Object.keys(TYPES).join(", ")}`, attribute(tag, "dataType"));
        return type;
    });
    const coefficients = content(text, "GeoTransform")?.split(",").map(Number);
    if (coefficients && (coefficients.length !== 6 || !coefficients.every(Number.isFinite)))
        throw refuse("six numbers of a GeoTransform", coefficients.join(", "));
    const [c, a, b, f, d, e] = (coefficients ?? []);
    const srs = content(text, "SRS");
    return {
        name, width, height, types,
        bands: tags.map(bandOf),
        nodataTexts: tags.map((tag) => content(tag, "NoDataValue")),
        transform: coefficients && [a, b, c, d, e, f],
        epsg: srs ? Number(/^EPSG:(\d+)$|(?:AUTHORITY\["EPSG","(\d+)"\]|ID\["EPSG",(\d+)\])\]\s*$/.exec(srs)?.slice(1).find(Boolean) ?? 0) : undefined,
        masked: mask !== undefined,
        pieces: grouped(tags.map((tag) => sourcesOf(tag, { input, refuse }))),
    };
}
function bandOf(tag) {
    const own = removeTagsByName(removeTagsByName(tag, "SimpleSource"), "ComplexSource");
    const number = (name) => (content(own, name) === undefined ? undefined : Number(content(own, name)));
    const interpretation = content(own, "ColorInterp")?.toLowerCase();
    const known = ["gray", "red", "green", "blue", "alpha"].find((candidate) => candidate === interpretation) ?? "undefined";
    const [description, unit, scale, offset] = [content(own, "Description"), content(own, "UnitType"), number("Scale"), number("Offset")];
    return { interpretation: known, ...(description && { description }), ...(unit && { unit }), ...(scale !== undefined && { scale }), ...(offset !== undefined && { offset }) };
}
/** The sources of a band in the order of the file. */
function sourcesOf(tag, { input, refuse }) {
    const found = ["SimpleSource", "ComplexSource"].flatMap((name) => findTagsByName(tag, name).map((source) => ({ ...source, complex: name === "ComplexSource" })));
    return found.sort((a, b) => a.start - b.start).map(({ outer, complex }) => {
        const file = content(outer, "SourceFilename");
        if (!file)
            throw refuse("a SourceFilename in each source", "none");
        const path = located(file, attribute(findTagByName(outer, "SourceFilename").outer, "relativeToVRT") === "1", input);
        if (path === undefined || /\.vrt$/i.test(path))
            throw refuse("files and http(s) URLs of GeoTIFFs", file);
        const band = Number(content(outer, "SourceBand") ?? "1");
        if (!Number.isInteger(band) || band < 1)
            throw refuse("numbers of bands", content(outer, "SourceBand"));
        const [from, to] = ["SrcRect", "DstRect"].map((name) => rectangle(findTagByName(outer, name)?.outer, name, refuse));
        if (from.width !== to.width || from.height !== to.height)
            throw refuse("sources pixel for pixel", `${from.width}x${from.height} as ${to.width}x${to.height}`);
        const nodata = complex ? content(outer, "NODATA") : undefined;
        const over = complex && content(outer, "UseMaskBand") === "true" ? "measured" : nodata === undefined ? "all" : { except: /nan/i.test(nodata) ? NaN : Number(nodata) };
        return { path, band: band - 1, from, at: { col: to.col, row: to.row }, over };
    });
}
function rectangle(tag, name, refuse) {
    const [col, row, width, height] = ["xOff", "yOff", "xSize", "ySize"].map((field) => {
        const value = Number(tag && attribute(tag, field));
        if (!(Math.abs(value - Math.round(value)) <= WHOLE))
            throw refuse(`a ${name} of whole pixels`, tag ?? "none");
        return Math.round(value);
    });
    if (!(width > 0 && height > 0))
        throw refuse(`a ${name} that is not empty`, `${width}x${height}`);
    return { col, row, width, height };
}
function located(file, relative, input) {
    const plain = file.replace(/^\/vsicurl\//, "");
    if (isUrl(plain))
        return plain;
    if (plain.startsWith("/vsi"))
        return undefined;
    if (!relative || isAbsolute(plain))
        return isUrl(input) ? undefined : resolve(plain);
    return isUrl(input) ? new URL(plain, input).href : resolve(dirname(input), plain);
}
/** One piece for the same rectangle in several bands, as long as every band keeps the order of its own. */
function grouped(bands) {
    const pieces = [];
    bands.forEach((sources, band) => {
        let last = -1;
        for (const { path, from, at, band: of, over } of sources) {
            const key = JSON.stringify([path, from, at]);
            let place = pieces.findIndex((known, i) => i > last && known.key === key && !known.piece.bands.has(band));
            if (place < 0)
                place = pieces.push({ key, piece: { path, from, at, bands: new Map() } }) - 1;
            pieces[place].piece.bands.set(band, { band: of, over });
            last = place;
        }
    });
    return pieces.map(({ piece }) => piece);
}
function mosaicOf(parsed, all, { input, scenes }) {
    const { name, width, height, types, bands, nodataTexts, transform, epsg, pieces } = parsed;
    const refuse = (subject, want, got) => expected("bad-input", { subject, want, got, advice: "make the VRT again with gdalbuildvrt, or read it into a GeoTIFF with gdal_translate" });
    const first = all[0];
    if (first === undefined)
        throw refuse(name, "at least one source", "none");
    const [type] = types;
    if (types.some((other) => other !== type))
        throw refuse(name, "bands of one type", types.join(", "));
    if (nodataTexts.some((text) => text !== nodataTexts[0]))
        throw refuse(name, "one nodata value for all bands", nodataTexts.map((text) => text ?? "none").join(", "));
    for (const { path, from, bands: used } of pieces) {
        const scene = scenes.get(path);
        if (scene.sampleType !== type)
            throw refuse(scene.name, `samples of ${type} as ${name} has`, scene.sampleType);
        for (const { band } of used.values())
            if (band >= scene.bands.length)
                throw refuse(scene.name, `a band ${band + 1}`, scene.bands.length);
        if (from.col < 0 || from.row < 0 || from.col + from.width > scene.width || from.row + from.height > scene.height)
            throw refuse(scene.name, `at least ${from.col + from.width}x${from.row + from.height} pixels`, `${scene.width}x${scene.height}`);
        const crs = scene.georeference;
        if (epsg !== undefined && (crs.geoKeys === undefined || (epsg > 0 && crs.epsg !== undefined && crs.epsg !== epsg)))
            throw refuse(scene.name, `the CRS of ${name}`, crs.epsg === undefined ? "none" : `EPSG:${crs.epsg}`);
    }
    return {
        name, width, height, bands, pieces,
        files: [input, ...scenes.keys()],
        sampleType: type,
        georeference: transform ? georeferenceOf(epsg === undefined ? { pixelIsPoint: false } : first.georeference, transform) : { pixelIsPoint: false },
        tags: tagsOf(bands, { nodataText: nodataTexts[0], verbatim: sharedTags(all) }),
        masked: parsed.masked || all.some(({ hasMask }) => hasMask),
        block: { width: first.blockWidth, height: first.blockHeight },
    };
}
function attribute(tag, name) {
    const value = getAttribute(tag, ` ${name}`);
    return value === undefined ? undefined : unescape(value);
}
/** The text of the first element of a name. */
function content(xml, name) {
    const inner = findTagByName(xml, name)?.inner;
    return inner == null ? undefined : unescape(inner.trim());
}
function contents(xml, name) {
    return findTagsByName(xml, name).map(({ inner }) => inner?.trim() ?? "");
}
//# sourceMappingURL=vrt.js.map