import { expected } from "../../shared/errors.js";
import { tiffDirectories, tiffHeader, tiffNumbers, tiffValue } from "./read-photo-directory.js";
import { ascii, isoBoxes } from "./read-photo-segments.js";
const want = "a JPEG, PNG, WebP, TIFF or AVIF photograph";
/** What a file is by its first bytes, whatever its name; throws RestorationError "bad-input" that names what else it is. */
export function photoFormat(path, bytes) {
    const refuse = (got, advice) => expected("bad-input", { subject: path, want, got, advice });
    if (bytes.length === 0)
        throw refuse("an empty file", "copy it again from where it came");
    const starts = (text, at = 0) => ascii(bytes, at, text.length) === text;
    if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff)
        return "jpeg";
    if (starts("\x89PNG\r\n\x1a\n"))
        return "png";
    if (starts("RIFF") && starts("WEBP", 8))
        return "webp";
    if (starts("ftyp", 4))
        return isoFormat(bytes, refuse);
    if (starts("IIRO") || starts("IIRS") || starts("IIU\0") || starts("FUJIFILMCCD-RAW") || starts("FOVb") || starts("\0MRM"))
        throw refuse("a camera's raw file", developRaw);
    const header = tiffHeader(bytes);
    if (header !== undefined) {
        if (starts("CR", 8))
            throw refuse("a camera's raw file (CR2)", developRaw);
        return "tiff";
    }
    for (const [start, at, name, advice] of OTHERS)
        if (starts(start, at))
            throw refuse(name, advice);
    const text = new TextDecoder().decode(bytes.subarray(0, 4096)).trimStart();
    if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE svg|<svg)/i.test(text))
        throw refuse("an SVG drawing", "draw it to a PNG first");
    if (isText(bytes.subarray(0, 512)))
        throw refuse("text", "give the photograph itself");
    throw refuse(`bytes that begin ${Buffer.from(bytes.subarray(0, 8)).toString("hex")}`, "convert it to one of these first");
}
const developRaw = "develop it to a TIFF or JPEG first";
const convert = "convert it to PNG or TIFF first";
const OTHERS = [
    ["GIF8", 0, "a GIF", convert],
    ["BM", 0, "a Windows bitmap", convert],
    ["%PDF", 0, "a PDF document", "draw the page to a PNG first"],
    ["8BPS", 0, "a Photoshop document", "export it as TIFF first"],
    ["\0\0\0\x0cjP  ", 0, "a JPEG 2000 image", convert],
    ["\xff\x4f\xff\x51", 0, "a JPEG 2000 image", convert],
    ["\0\0\0\x0cJXL ", 0, "a JPEG XL image", convert],
    ["\xff\x0a", 0, "a JPEG XL image", convert],
    ["\x76\x2f\x31\x01", 0, "an OpenEXR image", convert],
    ["\x1f\x8b", 0, "a gzip archive", "unpack it first"],
    ["PK\x03\x04", 0, "a zip archive", "unpack it first"],
];
function isoFormat(bytes, refuse) {
    const box = isoBoxes(bytes)[0];
    const brands = [];
    for (let at = 8; at + 4 <= (box?.to ?? 0); at += 4)
        if (at !== 12)
            brands.push(ascii(bytes, at, 4));
    const [major] = brands;
    if (major === "avis")
        throw refuse("an AVIF image sequence", "extract a frame first: ffmpeg -i file.avif -frames:v 1 frame.png");
    if (brands.includes("avif"))
        return "avif";
    if (brands.some((brand) => ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"].includes(brand)))
        throw refuse("a HEIC image", "convert it to JPEG first (HEVC is not decoded here)");
    if (major === "crx ")
        throw refuse("a camera's raw file (CR3)", developRaw);
    throw refuse(`a media file of brand ${JSON.stringify(major ?? "")}`, "extract a frame first");
}
function isText(bytes) {
    return bytes.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}
/** The first picture's directory of a TIFF, once it is sure that it is the photograph: not raw data, not one page of many. */
export function tiffPhoto(path, bytes) {
    const refuse = (got, advice) => expected("bad-input", { subject: path, want: "a TIFF with one photograph", got, advice });
    const header = tiffHeader(bytes);
    const [directory, ...others] = tiffDirectories(bytes, header);
    if (directory === undefined)
        throw refuse("no directory of tags in the file", "copy it again; it is cut off or damaged");
    const { little } = header;
    const value = (tag) => tiffValue(directory, tag, little);
    // CFA and LinearRaw of the DNG specification; DNGVersion; a reduced picture first is how raw files begin.
    if ([32803, 34892].includes(value(262) ?? 0) || directory.entries.some(({ tag }) => tag === 50706) || ((value(254) ?? 0) & 1) === 1)
        throw refuse("a camera's raw file", developRaw);
    const bits = directory.entries.find(({ tag }) => tag === 258);
    const widest = bits ? Math.max(...tiffNumbers(bits, little)) : 1;
    const kind = value(339) ?? 1;
    if (kind !== 1 && kind !== 4)
        throw refuse(kind === 3 ? "floating-point samples" : `samples of format ${kind}`, "convert it to 16-bit RGB first");
    if (widest > 16 || (widest > 8 && widest < 16))
        throw refuse(`${widest}-bit samples`, "convert it to 16-bit RGB first");
    if ([8, 9, 10, 32844, 32845].includes(value(262) ?? 0))
        throw refuse("L*a*b* or LogLuv colours", "convert it to RGB first");
    // Bits of NewSubfileType: 1 a smaller copy, 4 a transparency mask.
    const pages = others.filter((other) => ((tiffValue(other, 254, little) ?? 0) & 5) === 0);
    if (pages.length > 0)
        throw refuse(`${pages.length + 1} pages`, "extract one first: tiffcp file.tif,0 page.tif");
    return { header, directory, notes: others.length > 0 ? ["smaller copies in the file are left out: they would show the old faces"] : [] };
}
//# sourceMappingURL=read-photo-format.js.map