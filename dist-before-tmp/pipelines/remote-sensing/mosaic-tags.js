import { formatMetadata, parseMetadata } from "./tiff-metadata.js";
/** What a mosaic repeats of its files beside pixels: what is the same in all of them. */
/** Tags that every file has alike. */
export function sharedTags(scenes) {
    return scenes[0].tags.verbatim.filter((tag) => scenes.every(({ tags }) => tags.verbatim.some((other) => other.tag === tag.tag && Buffer.compare(other.bytes, tag.bytes) === 0)));
}
/** Of bands alone: items of one file do not hold for the others. */
export function bandItems({ tags }) {
    return parseMetadata(tags.metadata).filter(({ sample, role }) => sample !== undefined && role !== undefined);
}
/** The tags of bands that no TIFF directory describes. */
export function tagsOf(bands, { nodataText, verbatim }) {
    const rgb = ["red", "green", "blue"].every((color, i) => bands[i]?.interpretation === color);
    const metadata = formatMetadata(bands.flatMap(({ description, scale, offset, unit }, sample) => [
        ...item(sample, "DESCRIPTION", description), ...item(sample, "OFFSET", offset), ...item(sample, "SCALE", scale), ...item(sample, "UNITTYPE", unit),
    ]));
    return {
        photometric: rgb ? 2 : 1,
        extraSamples: bands.slice(rgb ? 3 : 1).map(({ interpretation }) => (interpretation === "alpha" ? 2 : 0)),
        ...(nodataText !== undefined && { nodataText }),
        ...(metadata !== undefined && { metadata }),
        verbatim,
    };
}
function item(sample, name, value) {
    return value === undefined ? [] : [{ name, sample, role: name.toLowerCase(), value: String(value) }];
}
/** The georeference of a scene's CRS with another affine: tags as GeoTIFF 1.1 writes it. */
export function georeferenceOf({ geoKeys, epsg, pixelIsPoint }, transform) {
    const [a, b, c, d, e, f] = transform;
    const half = pixelIsPoint ? 0.5 : 0;
    const x = c + half * (a + b);
    const y = f + half * (d + e);
    const common = { ...(geoKeys && { geoKeys }), ...(epsg !== undefined && { epsg }), pixelIsPoint, transform };
    if (b === 0 && d === 0 && a > 0 && e < 0)
        return { ...common, pixelScale: [a, -e, 0], tiePoints: [0, 0, 0, x, y, 0] };
    return { ...common, matrix: [a, b, 0, x, d, e, 0, y, 0, 0, 0, 0, 0, 0, 0, 1] };
}
/** Whether two files name the same CRS: by its code, else by all their keys. */
export function sameCrs(a, b) {
    if (a.epsg !== undefined || b.epsg !== undefined)
        return a.epsg === b.epsg;
    return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}
function bytesOf({ geoKeys }) {
    if (geoKeys === undefined)
        return Buffer.alloc(0);
    const { directory, doubles = new Float64Array(0), ascii = new Uint8Array(0) } = geoKeys;
    return Buffer.concat([new Uint8Array(Uint16Array.from(directory).buffer), new Uint8Array(Float64Array.from(doubles).buffer), ascii]);
}
//# sourceMappingURL=mosaic-tags.js.map