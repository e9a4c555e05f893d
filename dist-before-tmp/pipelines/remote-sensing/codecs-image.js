import { getDecoder } from "geotiff";
import sharp from "sharp";
/** JPEG and WEBP blocks. libjpeg (through sharp) decodes one and three components; geotiff's decoder any other number. */
const decodeSeconds = 60;
export async function decodeWebp(input, shape) {
    const { width, height, samples } = shape;
    if (samples !== 3 && samples !== 4)
        throw new Error(`WEBP with ${samples} bands`);
    const image = sharp(input, { limitInputPixels: width * height, failOn: "error" }).timeout({ seconds: decodeSeconds });
    const shaped = samples === 4 ? image.ensureAlpha() : image.removeAlpha();
    const { data, info } = await shaped.raw().toBuffer({ resolveWithObject: true });
    if (info.width !== width || info.height < shape.rows || info.channels !== samples) {
        throw new Error(`a WEBP image of ${info.width}x${info.height}x${info.channels} in a block of ${width}x${height}x${samples}`);
    }
    return data;
}
/**
 * TIFF Technical Note 2. The colour transform follows the TIFF's photometric tag, not the stream's own guess:
 * `ycbcr` converts to RGB, otherwise the components come out as they are.
 */
export async function decodeJpeg(input, shape) {
    const { width, height, rows, samples, tables, ycbcr } = shape;
    const parts = [...(tables ? segments(tables) : []), ...segments(input)];
    const frame = parts.find(({ marker }) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc);
    if (frame === undefined || frame.bytes.length < 10)
        throw new Error("a JPEG stream without a frame");
    const [precision, high, wide, components] = [frame.bytes[4], frame.bytes[5] * 256 + frame.bytes[6], frame.bytes[7] * 256 + frame.bytes[8], frame.bytes[9]];
    if (precision !== 8)
        throw new Error(`${precision}-bit JPEG`);
    if (wide !== width || high < rows || high > height || components !== samples) {
        throw new Error(`a JPEG image of ${wide}x${high}x${components} in a block of ${width}x${height}x${samples}`);
    }
    // Application segments could carry a profile, an orientation or another colour transform: only ours stays.
    const kept = parts.filter(({ marker }) => (marker < 0xe0 || marker > 0xef) && marker !== 0xfe).map(({ bytes }) => bytes);
    const adobe = Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, ycbcr ? 1 : 0);
    const stream = Buffer.concat([Uint8Array.of(0xff, 0xd8), ...(components === 3 ? [adobe] : []), ...kept]);
    if (components !== 1 && components !== 3) {
        const decoder = await getDecoder(7, { tileWidth: width, tileHeight: high, planarConfiguration: 1, bitsPerSample: 8, predictor: 1 });
        const plain = stream.buffer.slice(stream.byteOffset, stream.byteOffset + stream.byteLength);
        return new Uint8Array(await decoder.decode(plain));
    }
    const image = sharp(stream, { limitInputPixels: width * height, failOn: "error" }).timeout({ seconds: decodeSeconds });
    const { data, info } = await image.toColourspace(components === 1 ? "b-w" : "srgb").raw().toBuffer({ resolveWithObject: true });
    if (info.channels !== samples)
        throw new Error(`a JPEG image of ${info.channels} bands instead of ${samples}`);
    return data;
}
/** The marker segments of a stream up to its scans; these come as one last piece. Start and end of image are left out. */
function segments(stream) {
    const found = [];
    if (stream[0] !== 0xff || stream[1] !== 0xd8)
        throw new Error("no JPEG stream");
    let at = 2;
    while (at + 4 <= stream.length) {
        if (stream[at] !== 0xff)
            throw new Error("a damaged JPEG header");
        const marker = stream[at + 1];
        if (marker === 0xff) {
            at++;
            continue;
        }
        if (marker === 0xd9)
            break;
        if (marker === 0xda) {
            found.push({ marker, bytes: stream.subarray(at) });
            break;
        }
        const end = at + 2 + stream[at + 2] * 256 + stream[at + 3];
        if (end > stream.length)
            throw new Error("a truncated JPEG header");
        found.push({ marker, bytes: stream.subarray(at, end) });
        at = end;
    }
    return found;
}
//# sourceMappingURL=codecs-image.js.map