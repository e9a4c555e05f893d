import { expected } from "../../shared/errors.js";
import { canDecode, compressionName, decodesToHostOrder } from "./codecs.js";
import { sampleBytes } from "./raster.js";
import { readPlaces } from "./read-places.js";
import { damaged } from "./tiff-directory.js";
/** Larger blocks would be decoded whole for any window in them. */
const maxBlockBytes = 256 * 2 ** 20;
const rawBlockBytes = 2 ** 20;
const foreign = {
    3: "a palette (colour table)", 4: "a transparency mask", 8: "CIELab", 9: "ICCLab", 10: "ITULab",
    32803: "a colour filter array", 32844: "LogL", 32845: "LogLuv", 34892: "raw sensor samples",
};
export async function readLayout(source, directory, { littleEndian, mask = false }) {
    const { name } = source;
    const scalar = async (tag, absent) => (await directory.number(tag)) ?? absent;
    const width = await scalar(256, 0);
    const height = await scalar(257, 0);
    if (!(width >= 1 && height >= 1 && width < 2 ** 31 && height < 2 ** 31))
        throw damaged(name, "an image of at least 1x1 pixels", `${width}x${height}`);
    const samples = await scalar(277, 1);
    if (!(samples >= 1 && samples <= 65535))
        throw damaged(name, "1 to 65535 bands", samples);
    const compression = await scalar(259, 1);
    const photometric = await scalar(262, 1);
    const type = await sampleTypeOf(name, directory, { samples, mask, compression });
    refuseForeign(name, { compression, photometric: mask ? 1 : photometric, type, reversed: (await scalar(266, 1)) === 2 });
    const config = await scalar(284, 1);
    if (config !== 1 && config !== 2)
        throw damaged(name, "planar configuration 1 or 2", config);
    const planar = config === 2 && samples > 1;
    const perPixel = planar ? 1 : samples;
    const tiled = directory.has(322) || directory.has(324);
    const blockWidth = tiled ? await scalar(322, 0) : width;
    const storedHeight = tiled ? await scalar(323, 0) : Math.min(height, await scalar(278, height));
    if (!(blockWidth >= 1 && storedHeight >= 1))
        throw damaged(name, "blocks of at least 1x1 pixels", `${blockWidth}x${storedHeight}`);
    const rowBytes = type === "bit" ? Math.ceil((blockWidth * perPixel) / 8) : blockWidth * perPixel * sampleBytes[type];
    const blockHeight = tiled || compression !== 1 ? storedHeight : rowsOfCut(storedHeight, Math.max(1, Math.floor(rawBlockBytes / rowBytes)), height);
    // Bits become bytes on the way out.
    const decoded = Math.max(rowBytes, blockWidth * perPixel) * blockHeight;
    if (decoded > maxBlockBytes) {
        throw expected("bad-input", {
            subject: name, want: `strips or tiles of at most ${maxBlockBytes / 2 ** 20} MiB`, got: `${blockWidth}x${blockHeight} pixels (${Math.ceil(decoded / 2 ** 20)} MiB)`,
            advice: "store it in tiles with gdal_translate -co TILED=YES, or the file is damaged",
        });
    }
    const predictor = [5, 8, 32946, 50000].includes(compression) ? await scalar(317, 1) : 1;
    const float = type === "float32" || type === "float64";
    if (![1, 2, 3].includes(predictor) || (predictor === 3 && !float) || (predictor !== 1 && type === "bit"))
        throw damaged(name, `a predictor for ${type} samples`, predictor);
    const shape = { width, height, blockWidth, storedHeight, blockHeight, rowBytes, tiled, compression, planes: planar ? samples : 1 };
    const tables = compression === 7 ? (await directory.raw(347))?.bytes : undefined;
    const lerc = compression === 34887 ? await directory.numbers(50674) : undefined;
    return {
        width, height, samples, type, planar, tiled, blockWidth, blockHeight, predictor,
        blocksAcross: Math.ceil(width / blockWidth),
        blocksDown: Math.ceil(height / blockHeight),
        swap: !littleEndian && predictor !== 3 && !decodesToHostOrder(compression),
        codec: {
            compression, ycbcr: photometric === 6,
            ...(tables && { jpegTables: tables }),
            ...(lerc && { lerc: [...lerc] }),
        },
        photometric: photometric === 6 ? 2 : photometric,
        place: await readPlaces(source, directory, shape),
    };
}
/** Uncompressed strips are cut into smaller ones, so that a scene stored as one strip is still read by windows. */
function rowsOfCut(stored, most, height) {
    if (stored <= most)
        return stored;
    if (stored >= height)
        return most;
    let rows = most;
    while (stored % rows !== 0)
        rows--;
    return rows;
}
async function sampleTypeOf(name, directory, { samples, mask, compression }) {
    const bits = (await directory.numbers(258)) ?? Float64Array.of(1);
    const formats = (await directory.numbers(339)) ?? Float64Array.of(1);
    for (const values of [bits, formats]) {
        if (values.length !== 1 && values.length < samples)
            throw damaged(name, `one value per band (${samples})`, values.length);
        if (values.some((value) => value !== values[0])) {
            throw expected("bad-input", { subject: name, want: "bands of one sample type", got: [...values.slice(0, 8)].join(", "), advice: "convert it with gdal_translate -ot" });
        }
    }
    const depth = bits[0];
    const format = formats[0];
    const kind = format === 1 || format === 4 ? "uint" : format === 2 ? "int" : format === 3 ? "float" : format === 5 || format === 6 ? "complex" : undefined;
    if (kind === undefined)
        throw damaged(name, "a known sample format", format);
    if (mask && kind === "uint" && depth === 1 && samples === 1)
        return "bit";
    const type = `${kind}${depth}`;
    if (type in sampleBytes)
        return type;
    const packed = depth % 8 !== 0 ? " packed into bits" : "";
    const advice = kind === "complex" ? "give amplitude or power instead" : compression === 1 || canDecode(compression) ? "convert it with gdal_translate -ot" : "convert it first";
    throw expected("bad-input", { subject: name, want: "8, 16 or 32-bit integers or 32 or 64-bit floats", got: `${type}${packed}`, advice });
}
function refuseForeign(name, { compression, photometric, type, reversed }) {
    const refuse = (want, got, advice = "convert it with gdal_translate") => {
        throw expected("bad-input", { subject: name, want, got, advice });
    };
    const image = compression === 7 || compression === 50001;
    if (!canDecode(compression)) {
        refuse("no, DEFLATE, LZW, PackBits, ZSTD, LERC, JPEG or WEBP compression", compressionName(compression), "recompress it with gdal_translate -co COMPRESS=DEFLATE");
    }
    if (photometric in foreign) {
        refuse("gray, RGB or multi-band samples", foreign[photometric], photometric === 3 ? "expand it with gdal_translate -expand rgb" : undefined);
    }
    if (photometric === 6 && !image)
        refuse("YCbCr only inside JPEG", `YCbCr with compression ${compressionName(compression)}`);
    if (image && type !== "uint8")
        refuse(`8-bit samples with ${compressionName(compression)} compression`, type);
    if (reversed && !image)
        refuse("FillOrder 1", "2 (bits reversed)");
}
//# sourceMappingURL=read-layout.js.map