import { expected } from "../../shared/errors.js";
import { ascii, isoBoxes } from "./read-photo-segments.js";
const advice = "convert it to sRGB or attach an ICC profile first";
/** cICP and gAMA chunks of a PNG; an ICC profile or an sRGB chunk goes before gAMA (PNG, third edition, 4.3). */
export function pngColour(path, chunks) {
    const find = (name) => chunks.find((chunk) => chunk.name === name)?.data;
    const points = find("cICP");
    if (points !== undefined && points.length >= 4)
        return codePoints(path, points[0], points[1]);
    const gamma = find("gAMA");
    if (gamma === undefined || gamma.length < 4 || find("iCCP") !== undefined || find("sRGB") !== undefined)
        return "srgb";
    const value = new DataView(gamma.buffer, gamma.byteOffset).getUint32(0);
    // sRGB is written as 45455; 1/2.2 rounded either way and Apple's old 1/2.22 show the same.
    if (Math.abs(value - 45455) > 1000)
        throw expected("bad-input", { subject: path, want: "a gamma of 0.45455 or an ICC profile", got: `a gAMA of ${value / 100000}`, advice });
    return "srgb";
}
/** Every nclx colour box of an AVIF: the picture's and those of its auxiliary images have to agree. */
export function avifColour(path, bytes) {
    const meta = isoBoxes(bytes).find(({ name }) => name === "meta");
    if (meta === undefined)
        return "srgb";
    const properties = isoBoxes(bytes, meta.from + 4, meta.to).filter(({ name }) => name === "iprp").flatMap(({ from, to }) => isoBoxes(bytes, from, to)).filter(({ name }) => name === "ipco");
    const stated = new Set();
    let profile = false;
    for (const { name, from, to } of properties.flatMap((box) => isoBoxes(bytes, box.from, box.to))) {
        if (name !== "colr" || to - from < 4)
            continue;
        const kind = ascii(bytes, from, 4);
        if (kind === "prof" || kind === "rICC")
            profile = true;
        if (kind === "nclx" && to - from >= 8)
            stated.add(codePoints(path, (bytes[from + 4] << 8) | bytes[from + 5], (bytes[from + 6] << 8) | bytes[from + 7], profile));
    }
    return !profile && stated.has("p3") ? "p3" : "srgb";
}
function codePoints(path, primaries, transfer, profile = false) {
    const refuse = (got) => expected("bad-input", { subject: path, want: "colours of sRGB, Display P3 or an ICC profile", got, advice });
    if (transfer === 16 || transfer === 18)
        throw refuse(transfer === 16 ? "HDR (PQ, ST 2084)" : "HDR (HLG, BT.2100)");
    if (profile)
        return "srgb";
    // 1, 6, 13..15 share the curve of BT.709 or sRGB; 2 is unspecified; 0 and 3 are reserved.
    if (![0, 1, 2, 3, 6, 13, 14, 15].includes(transfer))
        throw refuse(`transfer characteristics ${transfer}`);
    if (primaries === 12)
        return "p3";
    if (![0, 1, 2, 3, 5, 6, 7].includes(primaries))
        throw refuse(`colour primaries ${primaries}`);
    return "srgb";
}
//# sourceMappingURL=read-photo-colour.js.map