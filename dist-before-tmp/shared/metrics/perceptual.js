import { expected } from "../errors.js";
import { affine } from "../tensor/loops.js";
import { concatChannels, sliceChannels } from "../tensor/layout.js";
import { requireComparable, requireRange } from "./psnr.js";
/**
 * Mean distance over items and band triplets. Data in [low, high] is scaled linearly to the network's black and white.
 * Bands are taken in threes as they stand; a remainder of one or two is filled up with its last band.
 */
export async function perceptualDistance(network, x, truth, { low, high }) {
    requireComparable(x, truth);
    requireRange(high - low);
    const [n, c, h, w] = x.dims;
    if (Math.min(h, w) < network.minimum) {
        throw expected("bad-input", { subject: network.name, want: `at least ${network.minimum} pixels a side`, got: `${h}x${w}`, advice: "compare a larger region" });
    }
    const gain = (network.white - network.black) / (high - low);
    const fed = (t) => affine(t, [gain, gain, gain], new Array(3).fill(network.black - gain * low));
    let sum = 0;
    let count = 0;
    for (let from = 0; from < c; from += 3) {
        const distances = await network.distance(fed(triplet(x, from)), fed(triplet(truth, from)));
        if (distances.length !== n) {
            throw expected("bad-model", { subject: network.name, want: `${n} distances for a batch of ${n}`, got: distances.length, advice: "check the network's output" });
        }
        for (let b = 0; b < n; b++)
            sum += distances[b];
        count += n;
    }
    return sum / count;
}
function triplet(x, from) {
    const last = x.dims[1] - 1;
    return concatChannels([0, 1, 2].map((k) => sliceChannels(x, Math.min(from + k, last), Math.min(from + k, last) + 1)));
}
//# sourceMappingURL=perceptual.js.map