import sharp from "sharp";
/** Evenly spaced colours. The hues are told apart with every common colour blindness, and lightness alone orders them. */
const stops = {
    grey: [[0, 0, 0], [255, 255, 255]],
    difference: [[150, 205, 255], [35, 100, 215], [0, 0, 0], [215, 95, 15], [255, 215, 150]],
    spread: [[0, 0, 0], [64, 18, 112], [182, 48, 108], [245, 140, 48], [253, 250, 205]],
};
const tables = new Map();
/** The 256 colours of a map, interleaved RGB. */
function table(map) {
    let colours = tables.get(map);
    if (colours === undefined) {
        const given = stops[map];
        colours = new Uint8Array(3 * 256);
        for (let i = 0; i < 256; i++) {
            const at = (i / 255) * (given.length - 1);
            const k = Math.min(given.length - 2, Math.floor(at));
            for (let c = 0; c < 3; c++)
                colours[3 * i + c] = Math.round(given[k][c] + (at - k) * (given[k + 1][c] - given[k][c]));
        }
        tables.set(map, colours);
    }
    return colours;
}
/** The map as a CSS gradient, from its low end to its high one. */
export function gradient(map) {
    return `linear-gradient(to right, ${stops[map].map((rgb) => `rgb(${rgb.join(" ")})`).join(", ")})`;
}
/** Values [height, width] in the colours of a map. What is not a number is drawn as the low end. */
export function paint(values, { width, height, low, high, map }) {
    if (values.length !== width * height)
        throw new Error(`picture: expected ${width * height} values for ${width}x${height}, got ${values.length}`);
    if (!(high > low))
        throw new Error(`picture: expected high above low, got ${low} and ${high}`);
    const index = new Uint8Array(values.length);
    const gain = 255 / (high - low);
    for (let i = 0; i < values.length; i++)
        index[i] = Math.min(255, Math.max(0, Math.round((values[i] - low) * gain))) || 0;
    if (map === "grey")
        return { width, height, channels: 1, data: index };
    const colours = table(map);
    const data = new Uint8Array(3 * values.length);
    for (let i = 0; i < values.length; i++)
        data.set(colours.subarray(3 * index[i], 3 * index[i] + 3), 3 * i);
    return { width, height, channels: 3, data };
}
/** Lossless PNG. */
export async function encodePicture({ width, height, channels, data }) {
    const image = sharp(data, { raw: { width, height, channels } });
    return (channels === 1 ? image.toColourspace("b-w") : image).png({ compressionLevel: 9 }).toBuffer();
}
//# sourceMappingURL=page-picture.js.map