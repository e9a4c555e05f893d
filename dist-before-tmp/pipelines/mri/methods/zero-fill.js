/** What a scanner console does: k-space is padded with zeros. No network, nothing made up. */
export const zeroFill = async ({ up }) => up;
//# sourceMappingURL=zero-fill.js.map