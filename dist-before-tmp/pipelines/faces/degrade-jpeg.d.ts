import type { JpegRoundTrip } from "../../shared/degradation/jpeg.js";
/** Baseline JPEG with halved chroma, as Pillow writes it and as the networks' training pairs went through. */
export declare const jpegRoundTrip: JpegRoundTrip;
