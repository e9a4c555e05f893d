/** Keeps the answer for the last face: samples of one face share what does not depend on the seed. A failure is not kept. */
export function perFace(compute) {
    let last;
    return async (face, signal) => {
        if (last?.face !== face)
            last = { face, answer: compute(face, signal) };
        const asked = last;
        try {
            return await asked.answer;
        }
        catch (error) {
            if (last === asked)
                last = undefined;
            throw error;
        }
    };
}
//# sourceMappingURL=per-face.js.map