import { concatChannels } from "../../shared/tensor/layout.js";
import { resize } from "../../shared/tensor/resample.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { expected } from "../../shared/errors.js";
import { openJudgingNetwork } from "../../shared/runtime/judging-network.js";
/** Where the points lie in the FFHQ template on average. */
export const FFHQ_POINTS = [{ x: 0.377, y: 0.469 }, { x: 0.623, y: 0.469 }, { x: 0.5, y: 0.613 }, { x: 0.393, y: 0.725 }, { x: 0.611, y: 0.725 }];
/** Where ArcFace networks expect them (Deng et al. 2019), in pixels of 112. */
const ARCFACE_SIDE = 112;
const ARCFACE_POINTS = [{ x: 38.2946, y: 51.6963 }, { x: 73.5318, y: 51.5014 }, { x: 56.0252, y: 71.7366 }, { x: 41.5493, y: 92.3655 }, { x: 70.7299, y: 92.2041 }];
const BLACK = 127;
const STEP = 128;
/** An ONNX file with one input [1, 3, 112, 112], RGB as (level - 127) / 128 on ArcFace's template, and one output, the vector. */
export async function openEmbedding(path) {
    const network = await openJudgingNetwork(path, { flag: "--embedding", inputs: 1, advice: "give an ONNX face recognition network with inputs 1x3x112x112" });
    return {
        name: network.name,
        async embed(crop, points = FFHQ_POINTS) {
            const view = arcfaceView(crop, points);
            const data = view.data.map((v) => (255 * v - BLACK) / STEP);
            const vector = Float64Array.from(await network.run({ data, dims: view.dims }));
            const length = Math.hypot(...vector);
            if (!(length > 0 && Number.isFinite(length)))
                throw expected("bad-option", { subject: `--embedding ${network.name}`, want: "a vector of finite length above 0", got: length, advice: "check the network" });
            return vector.map((v) => v / length);
        },
        close: () => network.close(),
    };
}
/** Of two unit vectors: 1 for the same face. */
export function cosine(a, b) {
    return a.reduce((sum, v, i) => sum + v * b[i], 0);
}
/** A crop [1, c, s, s] on ArcFace's template, [1, 3, 112, 112]. Shrunk with antialiasing first, then sampled bilinearly. */
export function arcfaceView(crop, points) {
    const [, c, side] = crop.dims;
    const inPixels = (factor) => points.map(({ x, y }) => ({ x: factor * x, y: factor * y }));
    const { a, b } = similarity(ARCFACE_POINTS, inPixels(side));
    const near = Math.max(ARCFACE_SIDE, Math.round(side / Math.max(1, Math.hypot(a, b))));
    const shrunk = near < side ? resize(crop, { height: near, width: near, kernel: "bicubic" }) : crop;
    const at = similarity(ARCFACE_POINTS, inPixels(shrunk.dims[3]));
    const view = sampled(shrunk, at);
    return c === 3 ? view : concatChannels([view, view, view]);
}
/** The similarity that brings `from` nearest to `to`, least squares. */
export function similarity(from, to) {
    const mean = (points, axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length;
    const [fx, fy, tx, ty] = [mean(from, "x"), mean(from, "y"), mean(to, "x"), mean(to, "y")];
    let [along, across, power] = [0, 0, 0];
    from.forEach((p, i) => {
        const [x, y, u, v] = [p.x - fx, p.y - fy, to[i].x - tx, to[i].y - ty];
        along += x * u + y * v;
        across += x * v - y * u;
        power += x * x + y * y;
    });
    const [a, b] = [along / power, across / power];
    return { a, b, x0: tx - a * fx + b * fy, y0: ty - b * fx - a * fy };
}
function sampled(x, { a, b, x0, y0 }) {
    const [, c, h, w] = x.dims;
    const side = ARCFACE_SIDE;
    const out = tensor([1, c, side, side]);
    const within = (v, length) => Math.min(length - 1, Math.max(0, v));
    for (let i = 0; i < side; i++) {
        for (let j = 0; j < side; j++) {
            const [u, v] = [j + 0.5, i + 0.5]; // places; the first pixel's centre is 0.5
            const col = within(a * u - b * v + x0 - 0.5, w);
            const row = within(b * u + a * v + y0 - 0.5, h);
            const [left, top] = [Math.floor(col), Math.floor(row)];
            const [right, bottom] = [within(left + 1, w), within(top + 1, h)];
            const [fx, fy] = [col - left, row - top];
            for (let k = 0; k < c; k++) {
                const at = (r, q) => x.data[(k * h + r) * w + q];
                out.data[(k * side + i) * side + j] = (1 - fy) * ((1 - fx) * at(top, left) + fx * at(top, right)) + fy * ((1 - fx) * at(bottom, left) + fx * at(bottom, right));
            }
        }
    }
    return out;
}
//# sourceMappingURL=evaluate-identity.js.map