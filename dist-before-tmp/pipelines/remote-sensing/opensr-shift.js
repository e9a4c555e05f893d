import { fft2, fftFrequencies } from "../../shared/tensor/fft.js";
/** Frequencies that vote, cycles per pixel: the window swamps lower ones, aliasing and noise higher ones. */
const LOWEST = 2; // cycles a block
const HIGHEST = 0.4;
const FINE = 0.1;
/**
 * Sub-pixel shift by phase correlation (Kuglin & Hines 1975), over many blocks of the same place in both images: their
 * cross-power spectra are added, then whitened, and the peak of its inverse transform is searched between the pixels by
 * evaluating the sum there (Guizar-Sicairos et al. 2008).
 */
export class PhaseCorrelation {
    side;
    #re;
    #im;
    #hann;
    #blocks = 0;
    constructor(side) {
        this.side = side;
        this.#re = new Float64Array(side * side);
        this.#im = new Float64Array(side * side);
        this.#hann = Float64Array.from({ length: side }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / side));
    }
    get blocks() {
        return this.#blocks;
    }
    /** Both side x side, row-major, one number a pixel. */
    add(x, y) {
        const { side } = this;
        // two real images in one complex transform: x in the real part, y in the imaginary
        const re = this.#windowed(x);
        const im = this.#windowed(y);
        fft2(re, im, { height: side, width: side });
        for (let i = 0; i < side; i++) {
            for (let j = 0; j < side; j++) {
                const k = i * side + j;
                const m = ((side - i) % side) * side + ((side - j) % side);
                const xr = (re[k] + re[m]) / 2;
                const xi = (im[k] - im[m]) / 2;
                const yr = (im[k] + im[m]) / 2;
                const yi = (re[m] - re[k]) / 2;
                this.#re[k] += xr * yr + xi * yi; // X conj(Y)
                this.#im[k] += xi * yr - xr * yi;
            }
        }
        this.#blocks++;
    }
    #windowed(x) {
        const { side } = this;
        const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
        return x.map((v, k) => (v - mean) * this.#hann[Math.floor(k / side)] * this.#hann[k % side]);
    }
    /** Up to a quarter block either way; undefined where no block was added or nothing in them varies. */
    shift() {
        const { side } = this;
        const f = fftFrequencies(side);
        const waves = [];
        for (let i = 0; i < side; i++) {
            for (let j = 0; j < side; j++) {
                const radius = Math.hypot(f[i], f[j]);
                const size = Math.hypot(this.#re[i * side + j], this.#im[i * side + j]);
                if (radius * side < LOWEST || radius > HIGHEST || size === 0)
                    continue;
                waves.push({ fx: f[j], fy: f[i], re: this.#re[i * side + j] / size, im: this.#im[i * side + j] / size });
            }
        }
        if (waves.length === 0)
            return undefined;
        const height = (dx, dy) => {
            let sum = 0;
            for (const { fx, fy, re, im } of waves) {
                const phase = 2 * Math.PI * (fx * dx + fy * dy);
                sum += re * Math.cos(phase) - im * Math.sin(phase);
            }
            return sum;
        };
        let best = { dx: 0, dy: 0, height: height(0, 0) };
        const search = (around, step, reach) => {
            for (let u = -reach; u <= reach; u++) {
                for (let v = -reach; v <= reach; v++) {
                    const dx = around.dx + u * step;
                    const dy = around.dy + v * step;
                    const found = height(dx, dy);
                    if (found > best.height)
                        best = { dx, dy, height: found };
                }
            }
        };
        search(this.#wholePixel(waves), 0.5, 2);
        search(best, FINE, 6);
        search(best, FINE / 10, 6);
        search(best, FINE / 100, 6);
        return { dx: best.dx, dy: best.dy };
    }
    #wholePixel(waves) {
        const { side } = this;
        const re = new Float64Array(side * side);
        const im = new Float64Array(side * side);
        for (const wave of waves) {
            const k = ((Math.round(wave.fy * side) + side) % side) * side + ((Math.round(wave.fx * side) + side) % side);
            re[k] = wave.re;
            im[k] = wave.im;
        }
        fft2(re, im, { height: side, width: side }, true);
        const reach = Math.floor(side / 4);
        let at = { dx: 0, dy: 0 };
        let highest = -Infinity;
        for (let dy = -reach; dy <= reach; dy++) {
            for (let dx = -reach; dx <= reach; dx++) {
                const value = re[((dy + side) % side) * side + ((dx + side) % side)];
                if (value > highest) {
                    highest = value;
                    at = { dx, dy };
                }
            }
        }
        return at;
    }
}
//# sourceMappingURL=opensr-shift.js.map