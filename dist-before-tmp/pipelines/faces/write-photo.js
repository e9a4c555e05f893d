import { extname } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected, RestorationError } from "../../shared/errors.js";
import { provenanceXmp } from "./provenance.js";
import { ascii } from "./read-photo-segments.js";
import { encodeAvif, encodePixels } from "./write-photo-encode.js";
import { uprightExif } from "./write-photo-exif.js";
import { publish, refuseExisting } from "./write-photo-publish.js";
import { photoSamples, requireOpaque } from "./write-photo-samples.js";
import { jpegExifBytes, jpegWith, jpegXmpBytes, pngWith, tiffWith, webpWith } from "./write-photo-splice.js";
const extensions = { ".jpg": "jpeg", ".jpeg": "jpeg", ".jpe": "jpeg", ".jfif": "jpeg", ".png": "png", ".webp": "webp", ".tif": "tiff", ".tiff": "tiff", ".avif": "avif" };
/** Longest side that each format holds; PNG and TIFF hold any that fits into memory. */
const longestSide = { jpeg: 65535, webp: 16383, avif: 16384 };
/**
 * Writes an upright photograph with its source's ICC profile, EXIF, XMP and density, under a temporary name until it is
 * complete. Bits, grays and alpha are kept where the format has them; what it loses is noted, lost alpha is refused.
 * Same photograph and options, same bytes. Throws RestorationError: "bad-option", "no-space", "no-memory", "aborted".
 */
export async function writePhoto(photo, path, { format: named, quality, provenance, overwrite = false, signal } = {}) {
    throwIfAborted(signal);
    const format = formatOf(path, named, photo.source.format);
    requireQuality(format, quality);
    requireSides(photo, path, format);
    await refuseExisting(path, overwrite);
    const notes = [];
    const samples = await photoSamples(photo, { format, path, notes, ...(signal && { signal }) });
    const extras = extrasOf(photo, samples, { format, notes, ...(provenance && { provenance }) });
    throwIfAborted(signal);
    const parts = await encoded(path, samples, { format, extras, ...(quality !== undefined && { quality }) });
    throwIfAborted(signal);
    const done = await publish(path, parts, overwrite);
    return { path, format, ...done, notes };
}
/** What `writePhoto` would refuse of this photograph, `upscale` times as large, found before the work: sides, lost alpha. Throws "bad-option". */
export async function requireWritable(photo, path, { upscale = 1, signal } = {}) {
    const format = formatOf(path, undefined, photo.source.format);
    requireSides({ width: photo.width * upscale, height: photo.height * upscale }, path, format);
    if (format === "jpeg")
        await requireOpaque(photo, { path, ...(signal && { signal }) });
}
function requireSides({ width, height }, path, format) {
    const limit = longestSide[format] ?? Infinity;
    if (Math.max(width, height) > limit)
        throw expected("bad-option", { subject: path, want: `sides of at most ${limit} pixels in ${format.toUpperCase()}`, got: `${width} x ${height}`, advice: "write PNG or TIFF" });
}
/** The format that `writePhoto` would write at `path`. Throws RestorationError "bad-option". */
export function formatOf(path, named, source) {
    const extension = extname(path).toLowerCase();
    if (extension === "")
        return named ?? source;
    const format = extensions[extension];
    if (format === undefined)
        throw expected("bad-option", { subject: path, want: `an extension of ${Object.keys(extensions).join(", ")}`, got: extension, advice: "name the output otherwise" });
    if (named !== undefined && named !== format)
        throw expected("bad-option", { subject: path, want: `an extension of ${named}`, got: extension, advice: "let the name and the format agree" });
    return format;
}
function requireQuality(format, quality) {
    if (quality === undefined)
        return;
    if (format === "png" || format === "tiff")
        throw expected("bad-option", { subject: "quality", want: `none, as ${format.toUpperCase()} is lossless`, got: quality, advice: "leave it out" });
    if (!Number.isInteger(quality) || quality < 1 || quality > 100)
        throw expected("bad-option", { subject: "quality", want: "a whole number from 1 to 100", got: quality, advice: "95 is a good one for JPEG" });
}
/** Everything beside the pixels, as true of this photograph as it can be made. */
function extrasOf(photo, { channels }, { format, provenance, notes }) {
    const { icc, exif, xmp, density } = photo.source;
    let upright = exif && uprightExif(exif, photo);
    if (exif && !upright)
        notes.push("the EXIF block is damaged and was left out");
    if (upright && format === "jpeg" && upright.length > jpegExifBytes) {
        upright = undefined;
        notes.push("the EXIF block does not fit into a JPEG and was left out");
    }
    const packet = provenanceXmp(xmp, provenance, format === "jpeg" ? jpegXmpBytes : Infinity);
    notes.push(...packet.notes);
    const grayProfile = icc !== undefined && ascii(icc, 16, 4) === "GRAY";
    const fits = icc !== undefined && (grayProfile ? channels <= 2 : channels >= 3) && !(grayProfile && (format === "webp" || format === "avif"));
    if (icc && !fits)
        notes.push("the ICC profile is for one channel and was left out of the RGB file");
    return {
        ...(fits && { icc }), ...(upright && { exif: upright }), ...(packet.packet && { xmp: packet.packet }),
        ...(density !== undefined && density > 0.1 && density < 1e6 && { density }),
    };
}
async function encoded(path, samples, { format, extras, quality }) {
    try {
        if (format === "avif")
            return [await encodeAvif(samples, extras, quality ?? 85)];
        const bytes = await encodePixels(samples, format, quality ?? 95);
        if (format === "jpeg")
            return jpegWith(bytes, extras);
        if (format === "png")
            return pngWith(bytes, extras);
        if (format === "tiff")
            return tiffWith(bytes, extras);
        return webpWith(bytes, extras, { ...samples, alpha: samples.channels === 2 || samples.channels === 4 });
    }
    catch (error) {
        if (/memory/i.test(error.message))
            throw new RestorationError("no-memory", `${path}: not enough memory to encode ${samples.width} x ${samples.height} pixels; free some or crop the photograph`, { cause: error, retry: true });
        throw error;
    }
}
//# sourceMappingURL=write-photo.js.map