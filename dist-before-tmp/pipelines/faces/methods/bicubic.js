/** The aligned face as it is, resampled and no more. No network. */
export const bicubic = async (face) => ({ image: face, calls: 0, settings: {} });
//# sourceMappingURL=bicubic.js.map