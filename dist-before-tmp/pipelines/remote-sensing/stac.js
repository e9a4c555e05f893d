import { stat } from "node:fs/promises";
import { basename, dirname, relative, sep } from "node:path";
import { writeReport } from "../../shared/report/report.js";
import { footprint, outline } from "./footprint.js";
import { scaledGeoreference } from "./georef.js";
import { deviationPath, isUrl, reportPath, stacPath, withoutQuery } from "./options.js";
import { isFloat } from "./raster.js";
import { nodataOf } from "./read.js";
const EXTENSIONS = ["projection/v1.1.0", "raster/v1.1.0", "processing/v1.1.0"].map((name) => `https://stac-extensions.github.io/${name}/schema.json`);
/** No photograph from the air is older: where nothing says when a scene was taken. */
const EARLIEST = "1858-01-01T00:00:00Z";
/**
 * A STAC 1.0.0 Item of an output: where it lies, when it was taken as far as the scene says, what was done with which programs, and
 * from what. References are relative to the item's own place. `geometry` is null where footprint() knows no closed form.
 */
export async function stacItem({ scene, window, options, bands, outputBands }, report) {
    const { output } = options;
    const { width, height } = report.output;
    const georeference = scaledGeoreference(scene.georeference, window, options.scale);
    const { epsg, transform } = georeference;
    const place = footprint(georeference, report.output);
    const corners = transform && outline(transform, report.output);
    const [xs, ys] = [corners?.map(([x]) => x) ?? [], corners?.map(([, y]) => y) ?? []];
    const resolution = transform && metres(epsg) ? { spatial_resolution: Math.hypot(transform[0], transform[3]) } : {};
    const nodata = nodataOf(scene.tags.nodataText, scene.sampleType);
    const source = sourceOf(options);
    return {
        type: "Feature",
        stac_version: "1.0.0",
        stac_extensions: EXTENSIONS,
        id: basename(output).replace(/\.tiff?$/i, ""),
        geometry: place?.geometry ?? null,
        ...(place && { bbox: place.bbox }),
        properties: {
            ...(await when(scene, options.input, report.input.identity)),
            "processing:software": { "domain-sr": report.versions["domain-sr"], ...(report.model && { "onnxruntime-node": report.versions["onnxruntime-node"], [report.model.id]: report.model.version }) },
            "processing:lineage": lineage(options, report),
            "proj:epsg": epsg ?? null,
            "proj:shape": [height, width],
            ...(transform && { "proj:transform": [...transform], "proj:bbox": [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], "proj:geometry": { type: "Polygon", coordinates: [corners] } }),
        },
        links: [{ rel: "derived_from", href: source, title: scene.name, ...(/\.tiff?$/i.test(source) && { type: "image/tiff; application=geotiff" }) }],
        assets: {
            data: { href: `./${basename(output)}`, type: COG, title: "Super-resolved scene", roles: ["data"], "raster:bands": outputBands.map((band) => rasterBand(scene.bands[band], { type: scene.sampleType, nodata, ...resolution })) },
            ...(report.output.deviation !== undefined && {
                deviation: { href: `./${basename(deviationPath(output))}`, type: COG, title: "Standard deviation over the samples", roles: ["data", "uncertainty"], "raster:bands": bands.map((band) => rasterBand(deviationOf(scene.bands[band]), { type: "float32", nodata: NaN, ...resolution })) },
            }),
            report: { href: `./${basename(reportPath(output))}`, type: "application/json", title: "What was done, and how well it agrees with the input", roles: ["metadata"] },
        },
    };
}
const COG = "image/tiff; application=geotiff; profile=cloud-optimized";
export async function writeStacItem(path, job, report) {
    await writeReport(stacPath(path), await stacItem(job, report));
}
/** Where the source is, seen from the item. */
function sourceOf({ input, output }) {
    if (isUrl(input))
        return withoutQuery(input);
    const path = relative(dirname(output), input).split(sep).map(encodeURIComponent).join("/");
    return path.startsWith("..") ? path : `./${path}`;
}
/** DateTime (TIFF 6.0: YYYY:MM:DD HH:MM:SS), else somewhen before the files were last written. */
async function when({ tags, files }, input, identity) {
    const raw = tags.verbatim.find(({ tag }) => tag === 306);
    const [, date, time] = /^(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)/.exec(raw ? Buffer.from(raw.bytes).toString("latin1") : "") ?? [];
    const text = `${date?.replaceAll(":", "-")}T${time}Z`;
    if (date !== undefined && Number.isFinite(Date.parse(text)))
        return { datetime: text };
    const written = [Date.parse(/, modified (.*)$/.exec(identity)?.[1] ?? "")];
    for (const file of files ?? [input])
        written.push(await stat(file).then(({ mtimeMs }) => mtimeMs, () => NaN));
    const last = Math.max(...written.filter(Number.isFinite));
    return { datetime: null, start_datetime: EARLIEST, end_datetime: new Date(Number.isFinite(last) ? last : Date.now()).toISOString() };
}
function lineage({ method, scale, samples, consistency }, { model }) {
    const how = model ? `${method} with the model ${model.id} ${model.version}` : method;
    const mean = samples > 1 ? `, mean of ${samples} samples` : "";
    return `Super-resolution x${scale} by ${how}${mean}; agreement with the input ${consistency ? "enforced" : "not enforced"}. Detail above the input's Nyquist frequency is plausible, not measured.`;
}
function rasterBand({ description, scale, offset, unit }, { type, nodata, ...more }) {
    return {
        data_type: type,
        ...(nodata !== undefined && { nodata: Number.isNaN(nodata) ? "nan" : Number.isFinite(nodata) ? nodata : nodata > 0 ? "inf" : "-inf" }),
        ...(!isFloat(type) && { bits_per_sample: Number(/\d+$/.exec(type)[0]) }),
        ...(scale !== undefined && { scale }), ...(offset !== undefined && { offset }), ...(unit !== undefined && { unit }), ...(description !== undefined && { description }),
        ...more,
    };
}
/** A deviation has no offset, and is no number of the band. */
function deviationOf({ description, scale, unit, interpretation }) {
    return { interpretation, description: `standard deviation${description === undefined ? "" : ` of ${description}`}`, ...(scale !== undefined && { scale }), ...(unit !== undefined && { unit }) };
}
/** Whether a CRS counts in metres: UTM and 3857; nothing is said of others. */
function metres(epsg) {
    return epsg === 3857 || (epsg !== undefined && [258, 326, 327].includes(Math.floor(epsg / 100)));
}
//# sourceMappingURL=stac.js.map