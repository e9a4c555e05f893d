/** Points along a side: a straight line in UTM is none in degrees. */
const ALONG = 8;
/** The corners of a raster in its own CRS, counter-clockwise for north-up, closed. */
export function outline(transform, { width, height }, along = 1) {
    const [a, b, c, d, e, f] = transform;
    const corners = [[0, 0], [0, height], [width, height], [width, 0]];
    const points = corners.flatMap(([col, row], i) => {
        const [toCol, toRow] = corners[(i + 1) % 4];
        return Array.from({ length: along }, (_, k) => [col + ((toCol - col) * k) / along, row + ((toRow - row) * k) / along]);
    });
    return [...points, points[0]].map(([col, row]) => [a * col + b * row + c, d * col + e * row + f]);
}
/** The footprint on WGS84 of CRSs with a closed form: EPSG:4326, 3857, and UTM on WGS84 (326xx, 327xx) or ETRS89 (258xx); undefined for others. */
export function footprint({ epsg, transform }, size) {
    const convert = epsg === undefined ? undefined : toLonLat(epsg);
    if (convert === undefined || transform === undefined)
        return undefined;
    const ring = outline(transform, size, ALONG).map(([x, y]) => convert(x, y));
    const lons = ring.map(([lon]) => lon);
    const lats = ring.map(([, lat]) => lat);
    const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
    if (![west, south, east, north].every(Number.isFinite) || south < -90 || north > 90 || east - west > 360)
        return undefined;
    const side = west < -180 ? -180 : east > 180 ? 180 : undefined;
    if (side === undefined)
        return { geometry: { type: "Polygon", coordinates: [oriented(ring)] }, bbox: [west, south, east, north] };
    const turn = side > 0 ? -360 : 360;
    const [within, beyond] = [clipped(ring, side, side < 0), clipped(ring, side, side > 0).map(([lon, lat]) => [lon + turn, lat])];
    const parts = [within, beyond].filter((part) => part.length > 3).map((part) => [oriented(part)]);
    const around = (lon) => (lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon);
    return { geometry: { type: "MultiPolygon", coordinates: parts }, bbox: [around(west), south, around(east), north] };
}
function toLonLat(epsg) {
    if (epsg === 4326)
        return (lon, lat) => [lon, lat];
    if (epsg === 3857)
        return (x, y) => [(x / RADIUS) * DEGREES, (2 * Math.atan(Math.exp(y / RADIUS)) - Math.PI / 2) * DEGREES];
    const zone = epsg % 100;
    const family = (epsg - zone) / 100;
    if ((family === 326 || family === 327) && zone >= 1 && zone <= 60)
        return (x, y) => fromUtm(x, y, { zone, south: family === 327 });
    if (family === 258 && zone >= 28 && zone <= 38)
        return (x, y) => fromUtm(x, y, { zone, south: false }); // ETRS89 is WGS84 within a metre
    return undefined;
}
const DEGREES = 180 / Math.PI;
/** Semi-major axis and flattening of WGS84. */
const RADIUS = 6378137;
const FLATTENING = 1 / 298.257223563;
/** Inverse transverse Mercator by Krueger's series in the third flattening (Karney 2011, to the third order: within a millimetre in a zone). */
export function fromUtm(easting, northing, { zone, south }) {
    const n = FLATTENING / (2 - FLATTENING);
    const scale = (0.9996 * RADIUS * (1 + n ** 2 / 4 + n ** 4 / 64)) / (1 + n);
    const xi = (northing - (south ? 1e7 : 0)) / scale;
    const eta = (easting - 5e5) / scale;
    const beta = [n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3, n ** 2 / 48 + n ** 3 / 15, (17 / 480) * n ** 3];
    let [x, y] = [xi, eta];
    beta.forEach((b, i) => {
        const k = 2 * (i + 1);
        x -= b * Math.sin(k * xi) * Math.cosh(k * eta);
        y -= b * Math.cos(k * xi) * Math.sinh(k * eta);
    });
    const conformal = Math.asin(Math.sin(x) / Math.cosh(y));
    const delta = [2 * n - (2 / 3) * n ** 2 - 2 * n ** 3, (7 / 3) * n ** 2 - (8 / 5) * n ** 3, (56 / 15) * n ** 3];
    const lat = delta.reduce((sum, d, i) => sum + d * Math.sin(2 * (i + 1) * conformal), conformal);
    return [zone * 6 - 183 + Math.atan2(Math.sinh(y), Math.cos(x)) * DEGREES, lat * DEGREES];
}
/** The part of a ring on one side of a meridian (Sutherland and Hodgman 1974), closed. */
function clipped(ring, lon, east) {
    const inside = ([x]) => (east ? x >= lon : x <= lon);
    const out = [];
    for (let i = 0; i + 1 < ring.length; i++) {
        const [from, to] = [ring[i], ring[i + 1]];
        if (inside(from))
            out.push(from);
        if (inside(from) !== inside(to))
            out.push([lon, from[1] + ((lon - from[0]) / (to[0] - from[0])) * (to[1] - from[1])]);
    }
    return out.length === 0 ? out : [...out, out[0]];
}
/** Counter-clockwise (RFC 7946, 3.1.6). */
function oriented(ring) {
    let area = 0;
    for (let i = 0; i + 1 < ring.length; i++)
        area += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    return area < 0 ? [...ring].reverse() : [...ring];
}
//# sourceMappingURL=footprint.js.map