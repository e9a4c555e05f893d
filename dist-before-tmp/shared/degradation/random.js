/** sfc32 (Doty-Humphrey 2010), seeded by both numbers; streams of one seed are independent of each other. */
export function randomStream(seed, stream) {
    if (!Number.isSafeInteger(seed))
        throw new Error(`randomStream: expected a whole seed, got ${seed}`);
    let a = seed | 0;
    let b = Math.floor(seed / 2 ** 32) | 0;
    let c = stream | 0;
    let counter = 1;
    const next = () => {
        const t = (((a + b) | 0) + counter) | 0;
        counter = (counter + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (((c << 21) | (c >>> 11)) + t) | 0;
        return t >>> 0;
    };
    // The state needs a dozen rounds to forget how plain the seed was.
    for (let i = 0; i < 15; i++)
        next();
    const uniform = () => next() / 2 ** 32;
    let spare;
    return {
        uniform,
        between: (low, high) => low + (high - low) * uniform(),
        normal: () => {
            if (spare !== undefined) {
                const value = spare;
                spare = undefined;
                return value;
            }
            // Box-Muller; 1 - u keeps the logarithm finite.
            const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
            const angle = 2 * Math.PI * uniform();
            spare = radius * Math.sin(angle);
            return radius * Math.cos(angle);
        },
    };
}
//# sourceMappingURL=random.js.map