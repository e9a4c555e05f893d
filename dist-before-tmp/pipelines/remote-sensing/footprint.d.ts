import type { Affine, Georeference } from "./raster.js";
/** Longitude and latitude on WGS84, degrees. */
export type LonLat = readonly [lon: number, lat: number];
export interface Footprint {
    readonly geometry: {
        readonly type: "Polygon";
        readonly coordinates: LonLat[][];
    } | {
        readonly type: "MultiPolygon";
        readonly coordinates: LonLat[][][];
    };
    /** west, south, east, north; west > east where it crosses the antimeridian (RFC 7946, 5.2). */
    readonly bbox: readonly [number, number, number, number];
}
/** The corners of a raster in its own CRS, counter-clockwise for north-up, closed. */
export declare function outline(transform: Affine, { width, height }: {
    readonly width: number;
    readonly height: number;
}, along?: number): (readonly [number, number])[];
/** The footprint on WGS84 of CRSs with a closed form: EPSG:4326, 3857, and UTM on WGS84 (326xx, 327xx) or ETRS89 (258xx); undefined for others. */
export declare function footprint({ epsg, transform }: Pick<Georeference, "epsg" | "transform">, size: {
    readonly width: number;
    readonly height: number;
}): Footprint | undefined;
/** Inverse transverse Mercator by Krueger's series in the third flattening (Karney 2011, to the third order: within a millimetre in a zone). */
export declare function fromUtm(easting: number, northing: number, { zone, south }: {
    readonly zone: number;
    readonly south: boolean;
}): LonLat;
