/** A scene as remote sensing sees it: bands of physical numbers, validity, and where the pixels lie. */
export type SampleType = "uint8" | "uint16" | "uint32" | "int8" | "int16" | "int32" | "float32" | "float64";
/** Pixels [col, col + width) x [row, row + height). */
export interface Window {
    readonly col: number;
    readonly row: number;
    readonly width: number;
    readonly height: number;
}
export interface RasterBlock {
    readonly window: Window;
    /** Per band, row-major, the numbers as stored (scale and offset not applied). */
    readonly bands: readonly Float64Array[];
    /** Per band, row-major; 1 = measured. 0 where nodata, NaN or infinite, masked, or (for bands other than alpha) alpha is 0. */
    readonly valid: readonly Uint8Array[];
}
export interface Band {
    readonly description?: string;
    readonly interpretation: "gray" | "red" | "green" | "blue" | "alpha" | "undefined";
    /** physical = stored * scale + offset. Kept, not applied. */
    readonly scale?: number;
    readonly offset?: number;
    readonly unit?: string;
}
/** x = a*col + b*row + c, y = d*col + e*row + f, with (0, 0) the outer corner of the first pixel. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
/** The georeferencing tags as stored, and the one affine they amount to (absent for ground control points, RPC, none). */
export interface Georeference {
    /** GeoKeyDirectory, GeoDoubleParams, GeoAsciiParams, verbatim. */
    readonly geoKeys?: {
        readonly directory: Uint16Array;
        readonly doubles?: Float64Array;
        readonly ascii?: Uint8Array;
    };
    /** Of the horizontal CRS where the keys name one. */
    readonly epsg?: number;
    /** Whether raster coordinates (i, j) name pixel centres (GTRasterType = PixelIsPoint) instead of corners. */
    readonly pixelIsPoint: boolean;
    readonly pixelScale?: readonly number[];
    /** Six numbers each: i, j, k, x, y, z. */
    readonly tiePoints?: readonly number[];
    /** ModelTransformation, 16 numbers, row-major. */
    readonly matrix?: readonly number[];
    /** RPCCoefficientTag 50844, 92 numbers. */
    readonly rpc?: readonly number[];
    readonly transform?: Affine;
}
/** A TIFF field with its value bytes in little-endian order. */
export interface RawTag {
    readonly tag: number;
    readonly type: number;
    readonly count: number;
    readonly bytes: Uint8Array;
}
/** What the output repeats of the input beside pixels and place. */
export interface CarriedTags {
    /** PhotometricInterpretation of the samples as read (YCbCr is read as RGB). */
    readonly photometric: number;
    /** ExtraSamples, one per band after the colour bands. */
    readonly extraSamples: readonly number[];
    /** GDAL_NODATA as written in the file, even where no sample can have that value. */
    readonly nodataText?: string;
    /** GDAL_METADATA, XML. */
    readonly metadata?: string;
    /** The program that wrote the scene. */
    readonly software?: string;
    /** ImageDescription, DateTime, ICC profile, ..., verbatim. */
    readonly verbatim: readonly RawTag[];
}
export interface Scene {
    /** File name, or host and path of a URL without its query. */
    readonly name: string;
    /** Paths and URLs that a mosaic's content depends on, in order; absent for a single file. */
    readonly files?: readonly string[];
    readonly width: number;
    readonly height: number;
    readonly sampleType: SampleType;
    /** Alpha included, marked by its interpretation. */
    readonly bands: readonly Band[];
    /** As the sample type can hold it (rounded to float32 there; NaN possible); absent where no sample can equal it. */
    readonly nodata: number | undefined;
    /** An internal mask (mask IFD) exists. */
    readonly hasMask: boolean;
    /** The size of the stored blocks: reading in multiples of it decodes every block once. */
    readonly blockWidth: number;
    readonly blockHeight: number;
    readonly georeference: Georeference;
    readonly tags: CarriedTags;
    /** Any unaligned window inside the scene; all bands by default, in the order asked. Throws RestorationError bad-input on damaged data. */
    read(window: Window, bands?: readonly number[], signal?: AbortSignal): Promise<RasterBlock>;
    close(): Promise<void>;
}
export declare const sampleBytes: Record<SampleType, number>;
/** Smallest and largest value; for floats the finite range. */
export declare const sampleRange: Record<SampleType, readonly [number, number]>;
export declare function isFloat(type: SampleType): boolean;
