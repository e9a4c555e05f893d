import sharp from "sharp";
export function kernelShape({ size, data }) {
    const half = (size - 1) / 2;
    let [mx, my, xx, yy, xy] = [0, 0, 0, 0, 0];
    data.forEach((v, k) => {
        mx += v * ((k % size) - half);
        my += v * (Math.floor(k / size) - half);
    });
    data.forEach((v, k) => {
        const x = (k % size) - half - mx;
        const y = Math.floor(k / size) - half - my;
        xx += v * x * x;
        yy += v * y * y;
        xy += v * x * y;
    });
    const middle = (xx + yy) / 2;
    const spread = Math.hypot((xx - yy) / 2, xy);
    const angle = (Math.atan2(2 * xy, xx - yy) * 90) / Math.PI;
    return { sigma1: Math.sqrt(middle + spread), sigma2: Math.sqrt(Math.max(0, middle - spread)), angle: angle <= -90 ? angle + 180 : angle, dx: mx, dy: my };
}
const SHADES = " .:-=+*#%@";
/** The grid as characters, darkest for the largest value; rows and columns that hold nothing visible are cut, evenly on all sides. */
export function kernelText({ size, data }) {
    const peak = data.reduce((a, b) => Math.max(a, b), 0);
    const shade = (v) => Math.round((v / peak) * (SHADES.length - 1));
    const half = (size - 1) / 2;
    let reach = 0;
    data.forEach((v, k) => {
        if (shade(v) > 0)
            reach = Math.max(reach, Math.abs((k % size) - half), Math.abs(Math.floor(k / size) - half));
    });
    const lines = [];
    for (let i = half - reach; i <= half + reach; i++) {
        let line = "";
        for (let j = half - reach; j <= half + reach; j++)
            line += SHADES[shade(data[i * size + j])].repeat(2);
        lines.push(line.trimEnd());
    }
    return lines.join("\n");
}
/** The kernel as a gray picture, 0 black and its peak white, each value a square of `zoom` pixels. */
export async function kernelPng({ size, data }, { zoom = 16 } = {}) {
    const peak = data.reduce((a, b) => Math.max(a, b), 0);
    const pixels = Buffer.from(Uint8Array.from(data, (v) => Math.round((255 * v) / peak)));
    return sharp(pixels, { raw: { width: size, height: size, channels: 1 } }).resize(size * zoom, size * zoom, { kernel: "nearest" }).png().toBuffer();
}
//# sourceMappingURL=metrics-kernel.js.map