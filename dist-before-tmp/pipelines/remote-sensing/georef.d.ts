import type { Georeference, RawTag, Window } from "./raster.js";
import type { Directory } from "./tiff-directory.js";
/** Where the pixels lie: GeoTIFF 1.1 (OGC 19-008r4) tags read as they are, and moved exactly for a window and a factor. */
export declare const geoTag: {
    readonly pixelScale: 33550;
    readonly tiePoints: 33922;
    readonly matrix: 34264;
    readonly keys: 34735;
    readonly doubles: 34736;
    readonly ascii: 34737;
    readonly rpc: 50844;
};
export declare function readGeoreference(name: string, directory: Directory): Promise<Georeference>;
/**
 * The georeference of `window` enlarged by `scale`. Raster coordinate i, counted from pixel centres where pixelIsPoint
 * (p = 1/2) and from corners otherwise (p = 0), becomes scale * (i + p - col) - p.
 */
export declare function scaledGeoreference(geo: Georeference, window: Pick<Window, "col" | "row">, scale: number): Georeference;
/** The tags of a georeference, ready to be written. */
export declare function georeferenceTags(geo: Georeference): RawTag[];
