import type { Affine, Band, CarriedTags, Georeference, RawTag, Scene } from "./raster.js";
import { type MetadataItem } from "./tiff-metadata.js";
/** What a mosaic repeats of its files beside pixels: what is the same in all of them. */
/** Tags that every file has alike. */
export declare function sharedTags(scenes: readonly Scene[]): RawTag[];
/** Of bands alone: items of one file do not hold for the others. */
export declare function bandItems({ tags }: Scene): MetadataItem[];
/** The tags of bands that no TIFF directory describes. */
export declare function tagsOf(bands: readonly Band[], { nodataText, verbatim }: {
    readonly nodataText: string | undefined;
    readonly verbatim: readonly RawTag[];
}): CarriedTags;
/** The georeference of a scene's CRS with another affine: tags as GeoTIFF 1.1 writes it. */
export declare function georeferenceOf({ geoKeys, epsg, pixelIsPoint }: Georeference, transform: Affine): Georeference;
/** Whether two files name the same CRS: by its code, else by all their keys. */
export declare function sameCrs(a: Georeference, b: Georeference): boolean;
