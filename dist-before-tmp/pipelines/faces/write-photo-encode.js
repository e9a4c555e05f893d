import sharp, {} from "sharp";
import { pngWith } from "./write-photo-splice.js";
/** Beyond this JPEGs take the standard Huffman tables: some 10 % larger, but their own would hold 12 bytes a pixel. */
const optimisedPixels = 32e6;
/** The pixels alone; libvips never sees a profile and so converts nothing. */
export function encodePixels(samples, format, quality) {
    const image = open(samples);
    if (format === "jpeg")
        return image.jpeg({ quality, chromaSubsampling: "4:4:4", optimiseCoding: samples.width * samples.height <= optimisedPixels }).toBuffer();
    if (format === "webp")
        return image.webp({ quality, lossless: quality === 100, smartSubsample: true, exact: true }).toBuffer();
    if (format === "tiff")
        return image.tiff({ compression: "deflate", predictor: "horizontal" }).toBuffer();
    return image.png().toBuffer();
}
/** AVIF's metadata are items among others: libvips takes them over from a PNG that carries them. 16 bits give 10. */
export async function encodeAvif(samples, extras, quality) {
    const png = await open(samples).png({ compressionLevel: 0 }).toBuffer();
    const wide = samples.data instanceof Uint16Array;
    const image = sharp(Buffer.concat(pngWith(png, extras)), { limitInputPixels: false, ignoreIcc: true })
        .toColourspace(wide ? "rgb16" : "srgb")
        .keepIccProfile().keepXmp();
    // Asked to keep EXIF, libvips makes some where there is none.
    return (extras.exif ? image.keepExif() : image)
        .avif({ quality, lossless: quality === 100, chromaSubsampling: "4:4:4", bitdepth: wide ? 10 : 8 })
        .toBuffer();
}
function open({ width, height, channels, data }) {
    const wide = data instanceof Uint16Array;
    return sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
        .toColourspace(channels <= 2 ? (wide ? "grey16" : "b-w") : wide ? "rgb16" : "srgb");
}
//# sourceMappingURL=write-photo-encode.js.map