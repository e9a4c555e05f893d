import { subtract } from "../../shared/tensor/loops.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { cubicSampler } from "./align-sample.js";
import { footprint, scaleOf } from "./align.js";
import { distanceFromMiddle, maskAtDistance, shareMasks } from "./mask.js";
import { matchColors } from "./paste-colour.js";
/** Native side from which the photograph may hold detail that 256 pixels cannot: one and a half times as many. */
export const CHANGED_FROM = 384;
export function pasteAction({ nativeSide }) {
    return nativeSide < CHANGED_FROM ? "replaced" : "changed";
}
/**
 * A copy of the photograph with the restored faces in it, colours matched to their surroundings, edges feathered. Pixels
 * beyond the faces' masks keep their bytes; precision (8 or 16 bits), alpha and metadata are the photograph's. A gray
 * photograph stays gray. Where faces overlap each pixel is mostly that of the nearer face.
 */
export function pasteFaces(photo, restored, { upscale = 1 } = {}) {
    const data = photo.data.slice();
    const top = photo.bits === 8 ? 255 : 65535;
    const layers = restored.map((each) => faceLayer(each, upscale, photo));
    const own = photo.data;
    const { gray } = photo.source;
    blend(layers, photo, 3, (pixel, here, weights, count) => {
        for (let k = 0; k < count; k++) {
            const { layer, place, values } = here[k];
            layer.sample(place, 1, values);
            if (gray)
                values.fill(0.299 * values[0] + 0.587 * values[1] + 0.114 * values[2]);
        }
        for (let at = pixel * 3, c = 0; c < 3; c++, at++) {
            const before = own[at];
            let change = 0;
            for (let k = 0; k < count; k++) {
                const { layer, values } = here[k];
                // weighted changes: a face to be replaced changes the pixel into its own
                change += weights[k] * (layer.action === "changed" ? values[c] * top : values[c] * top - before);
            }
            const value = Math.round(before + change);
            if (value < 0)
                data[at] = 0;
            else if (value > top)
                data[at] = top;
            else
                data[at] = value;
        }
    });
    return { ...photo, data };
}
/** [1, 1, height, width] on the photograph's grid: the faces' `spread` (mean over channels) where their pixels went, 0 elsewhere. */
export function pasteMap(photo, restored, { upscale = 1 } = {}) {
    const map = tensor([1, 1, photo.height, photo.width]);
    const layers = restored.map(({ face, spread }) => layerOf(face.transform, upscale, photo, spread === undefined ? tensor([1, 1, 1, 1]) : channelMean(spread), "replaced"));
    blend(layers, photo, 1, (pixel, here, weights, count) => {
        let sum = 0;
        for (let k = 0; k < count; k++) {
            const { layer, place, values } = here[k];
            layer.sample(place, 1, values);
            sum += weights[k] * Math.max(0, values[0]);
        }
        map.data[pixel] = sum;
    });
    return map;
}
function faceLayer({ face, image }, upscale, photo) {
    const action = pasteAction(face);
    const matched = matchColors(image, face.image);
    return layerOf(face.transform, upscale, photo, action === "changed" ? subtract(matched, face.image) : matched, action);
}
function layerOf({ a, b, x0, y0 }, upscale, size, image, action) {
    const transform = { a: a * upscale, b: b * upscale, x0: x0 * upscale, y0: y0 * upscale };
    return { transform, square: transform.a * transform.a + transform.b * transform.b, action, sample: cubicSampler(image, Math.max(1, 1 / scaleOf(transform))), box: footprint(transform, size) };
}
/** Calls `paint` once for every pixel that some mask covers, with the layers there and their weights. */
function blend(layers, { width }, channels, paint) {
    const masks = new Float64Array(layers.length);
    const distances = new Float64Array(layers.length);
    const here = layers.map((layer) => ({ layer, place: new Float64Array(2), values: new Float64Array(channels) }));
    layers.forEach((first, index) => {
        const rivals = layers.map((layer, i) => ({ layer, i })).filter(({ layer, i }) => i === index || meet(layer.box, first.box));
        for (let row = first.box.top; row < first.box.bottom; row++) {
            for (let col = first.box.left; col < first.box.right; col++) {
                let count = 0;
                for (const { layer, i } of rivals) {
                    if (!within(layer.box, col, row))
                        continue;
                    if (i < index) {
                        count = 0; // painted with the earlier face
                        break;
                    }
                    const { a, b, x0, y0 } = layer.transform;
                    const [dx, dy] = [col + 0.5 - x0, row + 0.5 - y0];
                    const x = (a * dx + b * dy) / layer.square;
                    const y = (a * dy - b * dx) / layer.square;
                    const distance = distanceFromMiddle(x, y);
                    const mask = maskAtDistance(distance);
                    if (mask === 0)
                        continue;
                    masks[count] = mask;
                    distances[count] = distance;
                    const seen = here[count++];
                    seen.layer = layer;
                    seen.place[0] = x;
                    seen.place[1] = y;
                }
                if (count === 0)
                    continue;
                shareMasks(masks, distances, count);
                paint(row * width + col, here, masks, count);
            }
        }
    });
}
function meet(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
function within({ left, top, right, bottom }, col, row) {
    return col >= left && col < right && row >= top && row < bottom;
}
function channelMean({ data, dims: [, channels, height, width] }) {
    const plane = height * width;
    const mean = tensor([1, 1, height, width]);
    for (let i = 0; i < plane; i++) {
        let sum = 0;
        for (let c = 0; c < channels; c++)
            sum += data[c * plane + i];
        mean.data[i] = sum / channels;
    }
    return mean;
}
//# sourceMappingURL=paste.js.map