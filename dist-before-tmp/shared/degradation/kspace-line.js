import { fftLine } from "../tensor/fft.js";
const made = new Map();
const KEPT = 64;
/**
 * `from` samples of a period to `to` others of it (not as many) through their spectrum: frequencies |k| < min/2 are kept, and
 * values keep their scale. An even shorter grid has one coefficient at its Nyquist frequency for the pair +-min/2 of the longer one: going down
 * takes their sum, going up gives each half. So down(up(y)) = y, and up(down(x)) is an orthogonal projection.
 */
export function lineOperator(from, to, { alignment, kind }) {
    const key = `${from} ${to} ${alignment} ${kind}`;
    let operator = made.get(key);
    if (operator === undefined) {
        if (made.size === KEPT)
            made.delete(made.keys().next().value);
        made.set(key, (operator = make(from, to, { alignment, kind })));
    }
    return operator;
}
function make(from, to, { alignment, kind }) {
    const input = new Float64Array(2 * from);
    const output = new Float64Array(2 * to);
    const forward = fftLine(from);
    const backward = fftLine(to);
    const shorter = Math.min(from, to);
    const pairs = Math.floor((shorter - 1) / 2); // frequencies +-1 .. +-pairs
    const nyquist = shorter % 2 === 0 ? shorter / 2 : 0;
    // resampling divides by `from` (of the inverse transform and of the scale together), the transpose by `to`
    const gain = 1 / (kind === "resample" ? from : to);
    const atNyquist = gain * (kind === "resample" && to > from ? 0.5 : 1);
    // of sample 0 of the output, in samples of the input
    const shift = alignment === "corner" ? 0 : 0.5 * (from / to) - 0.5;
    const cos = Float64Array.from({ length: shorter / 2 + 1 }, (_, k) => Math.cos((2 * Math.PI * k * shift) / from));
    const sin = Float64Array.from({ length: shorter / 2 + 1 }, (_, k) => Math.sin((2 * Math.PI * k * shift) / from));
    const add = (k, weight) => {
        const c = weight * cos[k], s = weight * sin[k];
        const up = 2 * k, down = 2 * (from - k); // +k and -k of the input
        const a = 2 * k, b = 2 * (to - k); // of the output; the same place where k is its Nyquist frequency
        output[a] += input[up] * s + input[up + 1] * c;
        output[a + 1] += input[up] * c - input[up + 1] * s;
        output[b] += input[down + 1] * c - input[down] * s;
        output[b + 1] += input[down] * c + input[down + 1] * s;
    };
    return {
        from,
        to,
        input,
        output,
        run() {
            forward(input);
            output.fill(0);
            // The inverse is the forward transform with re and im exchanged: the spectrum is put down exchanged, the result read so.
            output[0] = gain * input[1];
            output[1] = gain * input[0];
            for (let k = 1; k <= pairs; k++)
                add(k, gain);
            if (nyquist > 0)
                add(nyquist, atNyquist);
            backward(output);
        },
    };
}
//# sourceMappingURL=kspace-line.js.map