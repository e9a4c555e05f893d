/** Running sums of one pair of images. */
export class Fidelity {
    bands;
    #squares;
    #truths;
    #angles = 0;
    #angled = 0;
    #pixels = 0;
    constructor(bands) {
        this.bands = bands;
        this.#squares = new Float64Array(bands);
        this.#truths = new Float64Array(bands);
    }
    add({ x, truth, valid }) {
        for (let i = 0; i < valid.length; i++) {
            if (valid[i] === 0)
                continue;
            this.#pixels++;
            for (let b = 0; b < this.bands; b++) {
                const t = truth[b][i];
                const d = x[b][i] - t;
                this.#squares[b] += d * d;
                this.#truths[b] += t;
            }
        }
        const { sum, count } = spectralAngles({ x, truth, valid });
        this.#angles += sum;
        this.#angled += count;
    }
    /** Pixels that counted. */
    get pixels() {
        return this.#pixels;
    }
    /** Root mean square error of each band, in its own numbers. */
    get rmse() {
        return Array.from(this.#squares, (sum) => Math.sqrt(sum / this.#pixels));
    }
    /** 10 log10(range^2 / MSE) with the MSE over all bands; Infinity for equal images. */
    psnr(range) {
        const mse = this.#squares.reduce((sum, v) => sum + v, 0) / (this.#pixels * this.bands);
        return 10 * Math.log10(range ** 2 / mse);
    }
    /** The same, one figure a band. */
    psnrPerBand(range) {
        return this.rmse.map((rmse) => 20 * Math.log10(range / rmse));
    }
    /** Spectral angle mapper (Kruse et al. 1993): mean angle between the two pixel vectors, degrees. NaN for fewer than two bands. */
    get sam() {
        return this.bands < 2 ? NaN : this.#angles / this.#angled;
    }
    /**
     * Relative dimensionless global error (Wald 2000): (100 / scale) sqrt(mean over bands of (RMSE / mean of the reference)^2),
     * where scale = LR pixel / HR pixel. NaN where a band's mean is 0.
     */
    ergas(scale) {
        const relative = this.rmse.map((rmse, b) => {
            const mean = this.#truths[b] / this.#pixels;
            return mean === 0 ? NaN : (rmse / mean) ** 2;
        });
        return (100 / scale) * Math.sqrt(relative.reduce((sum, v) => sum + v, 0) / this.bands);
    }
}
/** Sum and number of the angles between pixel vectors, degrees. Pixels where one of the vectors is 0 have no angle and are left out. */
export function spectralAngles({ x, truth, valid }) {
    let total = 0;
    let count = 0;
    for (let i = 0; i < valid.length; i++) {
        if (valid[i] === 0)
            continue;
        let dot = 0;
        let xx = 0;
        let tt = 0;
        for (let b = 0; b < x.length; b++) {
            const a = x[b][i];
            const t = truth[b][i];
            dot += a * t;
            xx += a * a;
            tt += t * t;
        }
        if (xx === 0 || tt === 0)
            continue;
        // atan2 of the cross and dot products keeps small angles that acos would round away
        const cross = Math.sqrt(Math.max(0, xx * tt - dot * dot));
        total += cross <= 1e-7 * Math.abs(dot) ? exactAngle(x, truth, i, { dot, xx, tt }) : Math.atan2(cross, dot);
        count++;
    }
    return { sum: (total * 180) / Math.PI, count };
}
/** The angle of nearly parallel vectors, 2 asin(|u - v| / 2) of the unit vectors: |u|^2 |v|^2 - (u v)^2 cancels there. */
function exactAngle(x, truth, i, { dot, xx, tt }) {
    const nx = Math.sqrt(xx);
    const nt = Math.sqrt(tt);
    let square = 0;
    for (let b = 0; b < x.length; b++)
        square += (x[b][i] / nx - (Math.sign(dot) * truth[b][i]) / nt) ** 2;
    const angle = 2 * Math.asin(Math.min(1, Math.sqrt(square) / 2));
    return dot < 0 ? Math.PI - angle : angle;
}
/** How many side x side windows of a height x width image hold valid pixels alone. */
export function validWindows(valid, { height, width, side }) {
    const bad = new Int32Array((height + 1) * (width + 1)); // integral image of what is not valid
    for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++) {
            bad[(i + 1) * (width + 1) + j + 1] =
                bad[i * (width + 1) + j + 1] + bad[(i + 1) * (width + 1) + j] - bad[i * (width + 1) + j] + (valid[i * width + j] === 0 ? 1 : 0);
        }
    }
    let count = 0;
    for (let i = 0; i + side <= height; i++) {
        for (let j = 0; j + side <= width; j++) {
            const top = i * (width + 1) + j;
            const bottom = (i + side) * (width + 1) + j;
            if (bad[bottom + side] - bad[bottom] - bad[top + side] + bad[top] === 0)
                count++;
        }
    }
    return count;
}
//# sourceMappingURL=metrics.js.map