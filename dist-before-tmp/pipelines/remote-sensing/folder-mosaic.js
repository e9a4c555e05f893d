import { basename, resolve } from "node:path";
import { expected } from "../../shared/errors.js";
import { discoverScenes } from "./discover.js";
import { mosaicScene } from "./mosaic.js";
import { MosaicSources } from "./mosaic-sources.js";
import { bandItems, georeferenceOf, sameCrs, sharedTags } from "./mosaic-tags.js";
import { formatMetadata } from "./tiff-metadata.js";
/** Of a pixel: degrees in decimal notation are as far off the grid. */
const ALIGNED = 0.01;
/**
 * The GeoTIFFs below a folder as one scene, as gdalbuildvrt joins them: on one grid, a later file (sorted by path) over an earlier
 * one where it was measured. Throws bad-input naming the first file that does not fit.
 */
export async function openFolder(folder, { signal } = {}) {
    const files = (await discoverScenes(folder, signal)).filter((path) => !/\.vrt$/i.test(path));
    const name = basename(resolve(folder));
    if (files.length === 0)
        throw expected("bad-input", { subject: name, want: "a folder of GeoTIFFs", got: "one without", advice: "give a folder with scenes on one grid" });
    const sources = new MosaicSources();
    try {
        const scenes = [];
        for (const path of files)
            scenes.push(await sources.use(path, async (scene) => scene, signal));
        return mosaicScene(joined(name, files, scenes), sources);
    }
    catch (error) {
        await sources.close();
        throw error;
    }
}
function joined(name, files, scenes) {
    const first = scenes[0];
    const places = scenes.map((scene) => placeOf(scene, first));
    const left = Math.min(...places.map(({ col }) => col));
    const top = Math.min(...places.map(({ row }) => row));
    const pieces = scenes.map(({ width, height, bands }, i) => ({
        path: files[i],
        from: { col: 0, row: 0, width, height },
        at: { col: places[i].col - left, row: places[i].row - top },
        bands: new Map(bands.map((_, band) => [band, { band, over: "measured" }])),
    }));
    const [a, b, c, d, e, f] = first.georeference.transform;
    const { metadata: _, software: __, ...tags } = first.tags;
    const metadata = formatMetadata(bandItems(first));
    return {
        name, files, pieces,
        width: Math.max(...pieces.map(({ at, from }) => at.col + from.width)),
        height: Math.max(...pieces.map(({ at, from }) => at.row + from.height)),
        sampleType: first.sampleType,
        bands: first.bands,
        georeference: georeferenceOf(first.georeference, [a, b, c + left * a + top * b, d, e, f + left * d + top * e]),
        tags: { ...tags, verbatim: sharedTags(scenes), ...(metadata !== undefined && { metadata }) },
        masked: scenes.some(({ hasMask }) => hasMask),
        block: { width: first.blockWidth, height: first.blockHeight },
    };
}
/** Where a file lies on the first one's grid. */
function placeOf(scene, first) {
    const refuse = (want, got) => expected("bad-input", { subject: scene.name, want: `${want} as in ${first.name}`, got, advice: "warp it to the grid of the others with gdalwarp, or leave it out" });
    const { georeference: mine } = scene;
    const { georeference: theirs } = first;
    if (theirs.transform === undefined)
        throw expected("bad-input", { subject: first.name, want: "an affine georeference, which a mosaic needs", got: "none", advice: "process the files one by one" });
    if (mine.transform === undefined)
        throw refuse("an affine georeference", "none");
    if (!sameCrs(mine, theirs))
        throw refuse(`the CRS ${theirs.epsg === undefined ? "" : `EPSG:${theirs.epsg} `}`.trim(), mine.epsg === undefined ? "another" : `EPSG:${mine.epsg}`);
    if (scene.sampleType !== first.sampleType)
        throw refuse(first.sampleType, scene.sampleType);
    if (scene.bands.length !== first.bands.length)
        throw refuse(`${first.bands.length} bands`, scene.bands.length);
    for (const [b, band] of scene.bands.entries()) {
        for (const field of ["interpretation", "scale", "offset", "unit"]) {
            if (band[field] !== first.bands[b][field])
                throw refuse(`${field} ${first.bands[b][field] ?? "none"} of band ${b + 1}`, band[field] ?? "none");
        }
    }
    if (!Object.is(scene.nodata, first.nodata))
        throw refuse(`nodata ${first.nodata ?? "none"}`, scene.nodata ?? "none");
    const [a, b, c, d, e, f] = theirs.transform;
    const pixel = [mine.transform[0], mine.transform[1], mine.transform[3], mine.transform[4]];
    const size = Math.max(Math.abs(a), Math.abs(b), Math.abs(d), Math.abs(e));
    // over the whole file no pixel may drift off the grid
    const drift = (ALIGNED * size) / Math.max(scene.width, scene.height);
    if ([a, b, d, e].some((value, i) => Math.abs(value - pixel[i]) > drift))
        throw refuse(`pixels of ${a} x ${e}`, `${pixel[0]} x ${pixel[3]}`);
    const { col, row } = inPixels(mine.transform[2] - c, mine.transform[5] - f, theirs.transform);
    if (Math.abs(col - Math.round(col)) > ALIGNED || Math.abs(row - Math.round(row)) > ALIGNED)
        throw refuse("whole pixels away", `${col.toFixed(3)}, ${row.toFixed(3)} pixels`);
    return { col: Math.round(col), row: Math.round(row) };
}
function inPixels(x, y, [a, b, , d, e]) {
    const determinant = a * e - b * d;
    return { col: (e * x - b * y) / determinant, row: (a * y - d * x) / determinant };
}
//# sourceMappingURL=folder-mosaic.js.map