/**
 * Threefry-2x32 with 20 rounds: a counter-based generator (Salmon et al. 2011), additions, rotations and exclusive-ors on 32-bit
 * words only, so that every machine agrees. Two words out for a two-word counter under a two-word key.
 */
export function threefry(key0, key1, counter0, counter1, rounds = 20) {
    const keys = [key0 | 0, key1 | 0, 0x1bd11bda ^ key0 ^ key1];
    let a = (counter0 + keys[0]) | 0;
    let b = (counter1 + keys[1]) | 0;
    for (let round = 0; round < rounds; round++) {
        const r = ROTATIONS[round % 8];
        a = (a + b) | 0;
        b = ((b << r) | (b >>> (32 - r))) ^ a;
        if (round % 4 === 3) {
            const injection = (round + 1) / 4;
            a = (a + keys[injection % 3]) | 0;
            b = (b + keys[(injection + 1) % 3] + injection) | 0;
        }
    }
    return [a >>> 0, b >>> 0];
}
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
//# sourceMappingURL=threefry.js.map