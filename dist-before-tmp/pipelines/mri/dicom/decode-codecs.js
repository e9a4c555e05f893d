import { createRequire } from "node:module";
const packages = {
    "jpeg-ls": { module: "@cornerstonejs/codec-charls/decodewasmjs", decoder: "JpegLSDecoder" },
    "jpeg-2000": { module: "@cornerstonejs/codec-openjpeg/decodewasmjs", decoder: "J2KDecoder" },
    "ht-jpeg-2000": { module: "@cornerstonejs/codec-openjph/wasmjs", decoder: "HTJ2KDecoder" },
    "jpeg": { module: "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs", decoder: "JPEGDecoder" },
};
const load = createRequire(import.meta.url);
const started = new Map();
/** What a decoder complained of during the call that runs now; it decodes on after some damage. */
let complaints = [];
/** Samples as the decoder leaves them: bytes up to 8 bits, little-endian 16-bit words above. Throws a plain Error on damage. */
export async function runCodec(codec, bytes) {
    const { module, decoder: name } = packages[codec];
    let running = started.get(codec);
    if (running === undefined) {
        const note = (text) => {
            if (!String(text).startsWith("[INFO]"))
                complaints.push(String(text));
        };
        running = load(module)({ print: note, printErr: note });
        started.set(codec, running);
    }
    const Decoder = (await running)[name];
    complaints = [];
    const decoder = new Decoder();
    try {
        decoder.getEncodedBuffer(bytes.length).set(bytes);
        decoder.decode();
        if (complaints.length > 0)
            throw new Error("complaints");
        const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
        return { samples: Uint8Array.from(decoder.getDecodedBuffer()), rows: height, columns: width, bits: bitsPerSample, components: componentCount };
    }
    catch {
        started.delete(codec); // an abort leaves the instance unusable
        throw new Error("a damaged codestream");
    }
    finally {
        try {
            decoder.delete();
        }
        catch {
            // of an aborted instance: its memory goes with it
        }
    }
}
//# sourceMappingURL=decode-codecs.js.map