/** Side of an aligned face, in pixels. */
export const FACE_SIDE = 256;
//# sourceMappingURL=face.js.map