import type { JpegRoundTrip } from "../../shared/degradation/jpeg.js";

/** Baseline JPEG with halved chroma, as Pillow writes it and as the networks' training pairs went through. */
export const jpegRoundTrip: JpegRoundTrip = async (pixels, { width, height, channels, quality }) => {
  const { default: sharp } = await import("sharp");
  const file = await sharp(pixels, { raw: { width, height, channels } }).jpeg({ quality, chromaSubsampling: "4:2:0" }).toBuffer();
  const decoded = sharp(file);
  return (channels === 1 ? decoded.toColourspace("b-w") : decoded).raw().toBuffer();
};
