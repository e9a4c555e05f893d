import { createRequire } from "node:module";
import { expected } from "../../../shared/errors.js";
import { runCodec } from "./decode-codecs.js";
import { encodeRle } from "./write-rle.js";
const packages = {
    "jpeg-ls": { name: "@cornerstonejs/codec-charls", encoder: "JpegLSEncoder", decoder: "jpeg-ls" },
    "jpeg-2000": { name: "@cornerstonejs/codec-openjpeg", encoder: "J2KEncoder", decoder: "jpeg-2000" },
    "htj2k": { name: "@cornerstonejs/codec-openjph", encoder: "HTJ2KEncoder", decoder: "ht-jpeg-2000" },
};
const load = createRequire(import.meta.url);
const modules = new Map();
/**
 * One frame, compressed without loss; the decoder has given back the same samples. `cells` holds rows x columns little-endian
 * samples of bitsAllocated. Throws RestorationError "bad-option" where the encoder cannot hold them (JPEG 2000 of signed bytes).
 */
export async function encodeFrame(cells, format, codec) {
    const { rows, columns, bitsAllocated, bitsStored, signed } = format;
    if (codec === "rle")
        return encodeRle(cells, columns, bitsAllocated);
    const { name, encoder: className, decoder } = packages[codec];
    let module = modules.get(name);
    if (module === undefined) {
        // The packages are CommonJS without types; each exports a function that starts its WebAssembly.
        module = load(name)({ print: () => { }, printErr: () => { } });
        modules.set(name, module);
    }
    const encoder = new (await module)[className]();
    let encoded;
    try {
        const info = { width: columns, height: rows, bitsPerSample: bitsStored, componentCount: 1, isSigned: signed, isUsingColorTransform: false };
        // JPEG-LS knows no sign: the stored bits alone, as an unsigned number (PS3.5 8.2.3).
        encoder.getDecodedBuffer(info).set(codec === "jpeg-ls" ? storedBits(cells, format) : cells);
        encoder.setNearLossless?.(0);
        encoder.setQuality?.(true, 0);
        encoder.setDecompositions?.(Math.min(5, Math.floor(Math.log2(Math.min(rows, columns)))));
        encoder.encode();
        encoded = Buffer.from(encoder.getEncodedBuffer());
    }
    finally {
        encoder.delete();
    }
    const { samples } = await runCodec(decoder, encoded);
    if (Buffer.compare(storedBits(samples, format), storedBits(cells, format)) !== 0) {
        const got = `${signed ? "signed" : "unsigned"} samples of ${bitsStored} bits, ${rows}x${columns}`;
        throw expected("bad-option", { subject: `--transfer-syntax ${codec}`, want: "samples that its encoder keeps", got, advice: "use --transfer-syntax explicit" });
    }
    return encoded;
}
function storedBits(cells, { bitsAllocated, bitsStored }) {
    if (bitsStored === bitsAllocated)
        return cells;
    const out = cells.slice();
    const mask = 2 ** bitsStored - 1;
    const bytes = bitsAllocated / 8;
    for (let i = 0; i < out.length; i++)
        out[i] &= mask >>> (8 * (i % bytes));
    return out;
}
//# sourceMappingURL=write-codecs.js.map