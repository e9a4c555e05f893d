import type { Photo, PhotoFormat } from "./photo.js";
import type { Samples } from "./write-photo-encode.js";
/**
 * A photograph's values as they go into a file of `format`: interleaved, alpha last, one channel where a gray source is
 * still gray, 8 bits for JPEG and WebP, 10 of 16 for AVIF. What that loses goes into `notes`; alpha that the format
 * cannot hold throws "bad-option".
 */
export declare function photoSamples(photo: Photo, { format, path, notes, signal }: {
    readonly format: PhotoFormat;
    readonly path: string;
    readonly notes: string[];
    readonly signal?: AbortSignal;
}): Promise<Samples>;
/** Throws "bad-option" where a photograph shows through, for formats that cannot hold it. */
export declare function requireOpaque({ width, height, alpha, bits }: Pick<Photo, "width" | "height" | "alpha" | "bits">, { path, signal }: {
    readonly path: string;
    readonly signal?: AbortSignal;
}): Promise<void>;
