/**
 * The opensr-test family (Aybar et al. 2024, "A Comprehensive Benchmark for Optical Remote Sensing Image
 * Super-Resolution"): does the result agree with the low resolution (reflectance, spectral, spatial), how much does it
 * add (synthesis), and is that right (hallucination, omission, improvement)?
 *
 * What differs from the original package, so that figures compare only with each other and not with its tables:
 * - the result is brought to low resolution by the stated A (blur + antialiased bicubic), there by antialiased bilinear;
 * - the low resolution is enlarged bicubically, there bilinearly;
 * - distances are absolute differences in units of the data's range, averaged over the bands (there normalised differences
 *   or LPIPS, by choice);
 * - nothing is matched before: neither histograms nor positions, so systematic errors count;
 * - no border is left out but pixels that are not valid; the gradient threshold is the 75th percentile of |HR - LR|,
 *   its "auto75".
 */
/** Its parameters: how far improvement and omission reach, how far hallucination does, and how soft the decision is. */
const IMPROVEMENT = 0.8;
const OMISSION = 0.8;
const HALLUCINATION = 0.4;
const TEMPERATURE = 0.25;
/** Soft membership of one pixel: softmin over its distances to the three corners of the triangle (result = truth, = LR, = neither). */
export function correctness({ reference, toTruth, toLow }) {
    if (reference === 0) {
        // Nothing to find: whatever was added is made up, and adding nothing omits nothing worth counting.
        return toLow > 0 ? { hallucination: 1, omission: 0, improvement: 0 } : { hallucination: 0, omission: 0.5, improvement: 0.5 };
    }
    const im = toTruth / reference;
    const om = toLow / reference;
    const excess = im + om - 1; // 0 on the straight way from LR to truth, by the triangle inequality never below
    const scores = [
        Math.exp(-im * om * HALLUCINATION),
        om + im * (1 - Math.exp(-excess * OMISSION)),
        im + om * (1 - Math.exp(-excess * IMPROVEMENT)),
    ];
    const least = Math.min(...scores);
    const [hallucination, omission, improvement] = scores.map((score) => Math.exp((least - score) / TEMPERATURE));
    const sum = hallucination + omission + improvement;
    return { hallucination: hallucination / sum, omission: omission / sum, improvement: improvement / sum };
}
/** Mean correctness of the pixels of which one distance at least is above the threshold. */
export class Correctnesses {
    threshold;
    #hallucination = 0;
    #omission = 0;
    #improvement = 0;
    #count = 0;
    #added = 0;
    #pixels = 0;
    constructor(threshold) {
        this.threshold = threshold;
    }
    add(triangle) {
        this.#pixels++;
        this.#added += triangle.toLow;
        if (!(Math.max(triangle.reference, triangle.toTruth, triangle.toLow) > this.threshold))
            return;
        const { hallucination, omission, improvement } = correctness(triangle);
        this.#hallucination += hallucination;
        this.#omission += omission;
        this.#improvement += improvement;
        this.#count++;
    }
    /** NaN where no pixel has detail. */
    get mean() {
        return { hallucination: this.#hallucination / this.#count, omission: this.#omission / this.#count, improvement: this.#improvement / this.#count };
    }
    /** Mean |result - enlarged LR|: higher adds more. */
    get synthesis() {
        return this.#added / this.#pixels;
    }
}
/** Quantiles of non-negative numbers in one pass: counts in bins of equal ratio, exact to 1 %. */
export class Quantiles {
    /** 70 bins an octave from 2^-60 to 2^60 of the unit; bin 0 holds what is smaller, 0 too. */
    #counts = new Float64Array(70 * 120 + 1);
    #total = 0;
    add(value) {
        const bin = value > 0 ? Math.floor(70 * (Math.log2(value) + 60)) + 1 : 0;
        this.#counts[Math.min(this.#counts.length - 1, Math.max(0, bin))]++;
        this.#total++;
    }
    /** `share` in 0..1. */
    at(share) {
        let left = share * this.#total;
        for (let bin = 0; bin < this.#counts.length; bin++) {
            left -= this.#counts[bin];
            if (left <= 0)
                return bin === 0 ? 0 : 2 ** ((bin - 0.5) / 70 - 60);
        }
        return NaN;
    }
}
//# sourceMappingURL=opensr.js.map