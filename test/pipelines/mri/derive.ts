import type { Derived, Provenance, Stack } from "../../../pipelines/mri/study.js";
import type { Geometry, Vec3, Volume } from "../../../pipelines/mri/volume.js";

export const provenance: Provenance = {
  software: "domain-sr", version: "0.0.1", method: "srdiff", model: { id: "mri-srdiff", version: "1.0.0", hash: "ab".repeat(32) },
  scale: 2, throughPlane: 1, preset: "balanced", seed: 1, samples: 1, device: "cpu",
};

/** Every voxel repeated `scale` times in its plane and `throughPlane` times across, where voxel edges stay: the simplest new grid. */
export async function enlarge(stack: Stack, { scale = 2, throughPlane = 1, purpose = "result", storage, ...rest }: { scale?: number; throughPlane?: number; purpose?: Derived["purpose"]; storage?: Derived["storage"] } & Partial<Provenance> = {}): Promise<Derived> {
  const source = await stack.read();
  const from = source.geometry;
  const geometry = enlargedGeometry(from, scale, throughPlane);
  const { slices, rows, columns } = geometry;
  const data = new Float32Array(slices * rows * columns);
  const valid = source.valid && new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const slice = Math.floor(Math.floor(i / (rows * columns)) / throughPlane);
    const row = Math.floor((Math.floor(i / columns) % rows) / scale);
    const at = (slice * from.rows + row) * from.columns + Math.floor((i % columns) / scale);
    data[i] = purpose === "result" ? source.data[at]! : Math.abs(source.data[at]!) / 50;
    if (valid) valid[i] = source.valid![at]!;
  }
  const volume: Volume = { geometry, data, ...(valid && { valid }) };
  const sources = Array.from({ length: slices }, (_, slice) => [Math.floor(slice / throughPlane)]);
  return { stack, volume, purpose, sources, ...(storage && { storage }), provenance: { ...provenance, scale, throughPlane, ...rest } };
}

export function enlargedGeometry(from: Geometry, scale: number, throughPlane: number): Geometry {
  const { rowDirection: r, columnDirection: c, pixelSpacing: [down, across], sliceSpacing = 0 } = from;
  const normal: Vec3 = [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
  const edge = (1 / scale - 1) / 2;
  const positions = Array.from({ length: from.slices * throughPlane }, (_, slice): Vec3 => {
    const start = from.positions[Math.floor(slice / throughPlane)]!;
    const along = (((slice % throughPlane) + 0.5) / throughPlane - 0.5) * sliceSpacing;
    const at = (axis: 0 | 1 | 2): number => start[axis] + edge * (down * c[axis] + across * r[axis]) + along * normal[axis];
    return [at(0), at(1), at(2)];
  });
  return {
    ...from, slices: positions.length, rows: from.rows * scale, columns: from.columns * scale, pixelSpacing: [down / scale, across / scale], positions,
    ...(from.sliceSpacing !== undefined && { sliceSpacing: sliceSpacing / throughPlane }),
    ...(from.sliceThickness !== undefined && { sliceThickness: from.sliceThickness / throughPlane }),
  };
}
