import { tiffDensity, tiffDirectory, tiffHeader } from "./read-photo-directory.js";
import { ascii, jpegSegments, pngChunks } from "./read-photo-segments.js";
/** Pixels per inch as the file states them, by its own header before EXIF; undefined where it states none. */
export function photoDensity(format, bytes, exif) {
    return stated(format, bytes) ?? exifDensity(exif);
}
function stated(format, bytes) {
    if (format === "jpeg") {
        const jfif = jpegSegments(bytes).segments.find(({ marker, data }) => marker === 0xe0 && data.length >= 12 && ascii(data, 0, 5) === "JFIF\0")?.data;
        const perUnit = jfif ? (jfif[8] << 8) | jfif[9] : 0;
        if (perUnit === 0 || (jfif[7] !== 1 && jfif[7] !== 2))
            return undefined;
        return jfif[7] === 2 ? perUnit * 2.54 : perUnit;
    }
    if (format === "png") {
        const data = pngChunks(bytes).find(({ name }) => name === "pHYs")?.data;
        if (data === undefined || data.length < 9 || data[8] !== 1)
            return undefined;
        const perMeter = new DataView(data.buffer, data.byteOffset).getUint32(0);
        return perMeter === 0 ? undefined : perMeter * 0.0254;
    }
    return format === "tiff" ? exifDensity(bytes) : undefined;
}
function exifDensity(exif) {
    const header = exif && tiffHeader(exif);
    const directory = header && tiffDirectory(exif, header, header.first);
    return directory && tiffDensity(directory, header.little);
}
/** What of the file beside its pixels finds no place in a Photo, one sentence each. */
export function lossNotes(format, bytes, tiff) {
    const notes = [];
    if (format === "jpeg") {
        const { segments } = jpegSegments(bytes);
        const has = (marker, start) => segments.some(({ marker: found, data }) => found === marker && ascii(data, 0, start.length) === start);
        if (has(0xed, "Photoshop 3.0\0"))
            notes.push("IPTC and Photoshop data are not kept");
        if (has(0xe2, "MPF\0"))
            notes.push("further pictures in the file (previews, depth, HDR gain map) are not kept");
        if (has(0xe1, "http://ns.adobe.com/xmp/extension/\0"))
            notes.push("the extended part of the XMP is not kept");
        if (has(0xfe, ""))
            notes.push("the JPEG comment is not kept");
    }
    if (format === "png" && pngChunks(bytes).some(({ name, data }) => ["tEXt", "zTXt"].includes(name) || (name === "iTXt" && ascii(data, 0, 17) !== "XML:com.adobe.xmp")))
        notes.push("text chunks of the PNG are not kept");
    if (tiff?.entries.some(({ tag }) => tag === 33723 || tag === 34377))
        notes.push("IPTC and Photoshop data are not kept");
    return notes;
}
//# sourceMappingURL=read-photo-notes.js.map