import sharp from "sharp";
/** Baseline JPEG with halved chroma, as Pillow writes it and as the networks' training pairs went through. */
export const jpegRoundTrip = async (pixels, { width, height, channels, quality }) => {
    const file = await sharp(pixels, { raw: { width, height, channels } }).jpeg({ quality, chromaSubsampling: "4:2:0" }).toBuffer();
    const decoded = sharp(file);
    return (channels === 1 ? decoded.toColourspace("b-w") : decoded).raw().toBuffer();
};
//# sourceMappingURL=degrade-jpeg.js.map