import { expected } from "../../shared/errors.js";
import { fieldType } from "./tiff-directory.js";
/** Where the pixels lie: GeoTIFF 1.1 (OGC 19-008r4) tags read as they are, and moved exactly for a window and a factor. */
export const geoTag = { pixelScale: 33550, tiePoints: 33922, matrix: 34264, keys: 34735, doubles: 34736, ascii: 34737, rpc: 50844 };
export async function readGeoreference(name, directory) {
    const pixelScale = await directory.numbers(geoTag.pixelScale);
    const tiePoints = await directory.numbers(geoTag.tiePoints);
    const matrix = await directory.numbers(geoTag.matrix);
    const rpc = await directory.numbers(geoTag.rpc);
    const keys = await directory.numbers(geoTag.keys);
    const doubles = await directory.numbers(geoTag.doubles);
    const ascii = (await directory.raw(geoTag.ascii))?.bytes;
    const usable = (values, least, what, multiple = least) => {
        if (values === undefined)
            return undefined;
        if (values.length < least || !values.every(Number.isFinite)) {
            throw expected("bad-input", { subject: name, want: `${what} of at least ${least} finite numbers`, got: [...values.slice(0, 6)].join(", "), advice: "repair the georeference with gdal_edit.py" });
        }
        return [...values.subarray(0, values.length - (values.length % multiple))];
    };
    const scale = usable(pixelScale, 2, "a pixel scale", 1);
    const points = usable(tiePoints, 6, "tie points");
    const affine = usable(matrix, 16, "a model transformation");
    const model = usable(rpc, 92, "an RPC model");
    const keyAt = (id) => {
        for (let i = 4; keys !== undefined && i + 3 < keys.length; i += 4)
            if (keys[i] === id && keys[i + 1] === 0)
                return keys[i + 3];
        return undefined;
    };
    const epsg = [keyAt(3072), keyAt(2048)].find((code) => code !== undefined && code > 0 && code < 32767);
    const bare = {
        pixelIsPoint: keyAt(1025) === 2,
        ...(keys && { geoKeys: { directory: Uint16Array.from(keys), ...(doubles && { doubles }), ...(ascii && { ascii }) } }),
        ...(epsg !== undefined && { epsg }),
        ...(scale && scale[0] !== 0 && scale[1] !== 0 && { pixelScale: scale }),
        ...(points && { tiePoints: points }),
        ...(affine && { matrix: affine }),
        ...(model && { rpc: model }),
    };
    const transform = transformOf(bare);
    return transform === undefined ? bare : { ...bare, transform };
}
/** The corner-based affine of the tags, as GDAL reads them: a positive or negative y scale both mean north up. */
function transformOf({ pixelScale, tiePoints, matrix, pixelIsPoint }) {
    const half = pixelIsPoint ? 0.5 : 0;
    if (pixelScale !== undefined && tiePoints !== undefined) {
        const [i, j, , x, y] = tiePoints;
        const a = pixelScale[0];
        const e = -Math.abs(pixelScale[1]);
        return [a, 0, x - (i + half) * a, 0, e, y - (j + half) * e];
    }
    if (matrix !== undefined) {
        const [a, b, , c, d, e, , f] = matrix;
        return [a, b, c - half * (a + b), d, e, f - half * (d + e)];
    }
    return undefined;
}
/**
 * The georeference of `window` enlarged by `scale`. Raster coordinate i, counted from pixel centres where pixelIsPoint
 * (p = 1/2) and from corners otherwise (p = 0), becomes scale * (i + p - col) - p.
 */
export function scaledGeoreference(geo, window, scale) {
    const p = geo.pixelIsPoint ? 0.5 : 0;
    const { col, row } = window;
    /** Where output coordinate 0 lies in input coordinates. */
    const zero = { i: p / scale + col - p, j: p / scale + row - p };
    const moved = { ...geo };
    if (geo.transform !== undefined) {
        const [a, b, c, d, e, f] = geo.transform;
        moved.transform = [a / scale, b / scale, a * col + b * row + c, d / scale, e / scale, d * col + e * row + f];
    }
    if (geo.pixelScale !== undefined) {
        const [sx, sy, ...rest] = geo.pixelScale;
        moved.pixelScale = [sx / scale, sy / scale, ...rest];
    }
    if (geo.pixelScale !== undefined && geo.tiePoints !== undefined) {
        // One tie point says it all; it is tied to raster (0, 0) because many readers take that for granted.
        const [i, j, k, x, y, z] = geo.tiePoints;
        moved.tiePoints = [0, 0, k, x + (zero.i - i) * geo.pixelScale[0], y - (zero.j - j) * Math.abs(geo.pixelScale[1]), z];
    }
    else if (geo.tiePoints !== undefined) {
        moved.tiePoints = geo.tiePoints.map((value, at) => (at % 6 === 0 ? scale * (value + p - col) - p : at % 6 === 1 ? scale * (value + p - row) - p : value));
    }
    if (geo.matrix !== undefined) {
        moved.matrix = geo.matrix.map((value, at) => {
            const line = at - (at % 4);
            if (at < 12 && at % 4 < 2)
                return value / scale;
            if (at < 12 && at % 4 === 3)
                return value + geo.matrix[line] * zero.i + geo.matrix[line + 1] * zero.j;
            return value;
        });
    }
    if (geo.rpc !== undefined) {
        // Lines and samples of the rational model count from the centre of the first pixel, always.
        const rpc = [...geo.rpc];
        rpc[2] = scale * (rpc[2] + 0.5 - row) - 0.5;
        rpc[3] = scale * (rpc[3] + 0.5 - col) - 0.5;
        rpc[7] = scale * rpc[7];
        rpc[8] = scale * rpc[8];
        moved.rpc = rpc;
    }
    return moved;
}
/** The tags of a georeference, ready to be written. */
export function georeferenceTags(geo) {
    const tags = [];
    const doubles = (tag, values) => {
        if (values === undefined)
            return;
        tags.push({ tag, type: fieldType.double, count: values.length, bytes: new Uint8Array(Float64Array.from(values).buffer) });
    };
    doubles(geoTag.pixelScale, geo.pixelScale);
    doubles(geoTag.tiePoints, geo.tiePoints);
    doubles(geoTag.matrix, geo.matrix);
    doubles(geoTag.rpc, geo.rpc);
    if (geo.geoKeys !== undefined) {
        const { directory, doubles: numbers, ascii } = geo.geoKeys;
        tags.push({ tag: geoTag.keys, type: fieldType.short, count: directory.length, bytes: new Uint8Array(Uint16Array.from(directory).buffer) });
        doubles(geoTag.doubles, numbers);
        if (ascii !== undefined)
            tags.push({ tag: geoTag.ascii, type: fieldType.ascii, count: ascii.length, bytes: ascii });
    }
    return tags;
}
//# sourceMappingURL=georef.js.map