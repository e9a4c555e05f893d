import type { SampleType } from "./raster.js";
import type { Layout } from "./read-layout.js";
import type { ByteSource } from "./tiff-source.js";
export type Samples = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;
export declare function samplesOver(type: SampleType, bytes: Uint8Array): Samples;
/** Decoded blocks of one image, the most recently used kept up to `cacheBytes`; blocks asked for twice at once are read once. */
export declare function blockReader(source: ByteSource, layout: Layout, cacheBytes: number): (index: number, signal?: AbortSignal) => Promise<Samples | undefined>;
