/** Larger prime factors cost more here than by Bluestein's way. */
const LARGEST_PRIME = 13;
/**
 * Stockham's self-sorting transform (Van Loan 1992, section 1.7) for lengths of small prime factors, decimated in frequency:
 * the image sizes of scanners (192, 320, 448, ...) at a power of two's cost. Undefined where a prime factor is above 13.
 */
export function mixedRadix(length) {
    const radices = factors(length);
    if (radices === undefined)
        return undefined;
    const stages = [];
    let left = length;
    for (const radix of radices) {
        stages.push({ radix, groups: left / radix, twiddles: unitRoots(left, left / radix, radix), roots: unitRoots(radix, radix, radix) });
        left /= radix;
    }
    const work = new Float64Array(2 * length);
    return (line) => {
        let from = line;
        let to = work;
        let done = 1;
        for (const stage of stages) {
            if (stage.radix === 2)
                by2(stage, done, from, to);
            else if (stage.radix === 4)
                by4(stage, done, from, to);
            else
                byAny(stage, done, from, to);
            done *= stage.radix;
            [from, to] = [to, from];
        }
        if (from !== line)
            line.set(from);
    };
}
function factors(length) {
    const found = [];
    let left = length;
    while (left % 4 === 0)
        (found.push(4), (left /= 4));
    for (let prime = 2; prime <= LARGEST_PRIME; prime++)
        while (left % prime === 0)
            (found.push(prime), (left /= prime));
    return left === 1 ? found : undefined;
}
function unitRoots(n, rows, cols) {
    const roots = new Float64Array(2 * rows * cols);
    for (let p = 0; p < rows; p++) {
        for (let j = 0; j < cols; j++) {
            const angle = (2 * Math.PI * ((p * j) % n)) / n;
            roots[2 * (p * cols + j)] = Math.cos(angle);
            roots[2 * (p * cols + j) + 1] = -Math.sin(angle);
        }
    }
    return roots;
}
function by2({ groups, twiddles }, done, x, y) {
    const half = 2 * done * groups;
    for (let p = 0; p < groups; p++) {
        const re = twiddles[4 * p + 2];
        const im = twiddles[4 * p + 3];
        let a = 2 * done * p;
        let at = 4 * done * p;
        for (let q = 0; q < done; q++, a += 2, at += 2) {
            const dr = x[a] - x[a + half];
            const di = x[a + 1] - x[a + half + 1];
            y[at] = x[a] + x[a + half];
            y[at + 1] = x[a + 1] + x[a + half + 1];
            y[at + 2 * done] = dr * re - di * im;
            y[at + 2 * done + 1] = dr * im + di * re;
        }
    }
}
function by4({ groups, twiddles }, done, x, y) {
    const jump = 2 * done * groups;
    const next = 2 * done;
    for (let p = 0; p < groups; p++) {
        const w1 = twiddles[8 * p + 2], v1 = twiddles[8 * p + 3];
        const w2 = twiddles[8 * p + 4], v2 = twiddles[8 * p + 5];
        const w3 = twiddles[8 * p + 6], v3 = twiddles[8 * p + 7];
        let a = 2 * done * p;
        let at = 8 * done * p;
        for (let q = 0; q < done; q++, a += 2, at += 2) {
            const b = a + jump, c = b + jump, d = c + jump;
            const sr = x[a] + x[c], si = x[a + 1] + x[c + 1];
            const dr = x[a] - x[c], di = x[a + 1] - x[c + 1];
            const tr = x[b] + x[d], ti = x[b + 1] + x[d + 1];
            const er = x[b + 1] - x[d + 1], ei = x[d] - x[b]; // -i (b - d)
            y[at] = sr + tr;
            y[at + 1] = si + ti;
            y[at + next] = (dr + er) * w1 - (di + ei) * v1;
            y[at + next + 1] = (dr + er) * v1 + (di + ei) * w1;
            y[at + 2 * next] = (sr - tr) * w2 - (si - ti) * v2;
            y[at + 2 * next + 1] = (sr - tr) * v2 + (si - ti) * w2;
            y[at + 3 * next] = (dr - er) * w3 - (di - ei) * v3;
            y[at + 3 * next + 1] = (dr - er) * v3 + (di - ei) * w3;
        }
    }
}
function byAny({ radix, groups, twiddles, roots }, done, x, y) {
    const jump = 2 * done * groups;
    for (let p = 0; p < groups; p++) {
        for (let j = 0; j < radix; j++) {
            const w = twiddles[2 * (p * radix + j)];
            const v = twiddles[2 * (p * radix + j) + 1];
            let a = 2 * done * p;
            let at = 2 * done * (p * radix + j);
            for (let q = 0; q < done; q++, a += 2, at += 2) {
                let re = 0;
                let im = 0;
                for (let k = 0; k < radix; k++) {
                    const c = roots[2 * (k * radix + j)];
                    const s = roots[2 * (k * radix + j) + 1];
                    const at = a + k * jump;
                    re += x[at] * c - x[at + 1] * s;
                    im += x[at] * s + x[at + 1] * c;
                }
                y[at] = re * w - im * v;
                y[at + 1] = re * v + im * w;
            }
        }
    }
}
//# sourceMappingURL=fft-mixed.js.map