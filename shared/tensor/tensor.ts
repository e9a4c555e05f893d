/** Dense float32 samples, row-major NCHW. The one array type that crosses modules in shared/. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: Dims;
}

export type Dims = readonly [n: number, c: number, h: number, w: number];

export function size([n, c, h, w]: Dims): number {
  return n * c * h * w;
}

/** A tensor over `data`, or of zeros. Throws a plain Error where the length does not match: that is a bug of the caller. */
export function tensor(dims: Dims, data: Float32Array = new Float32Array(size(dims))): Tensor {
  if (data.length !== size(dims)) throw new Error(`tensor: expected ${size(dims)} samples for ${dims.join("x")}, got ${data.length}`);
  return { data, dims };
}
