import { randomStream } from "../../../shared/degradation/random.js";
import type { Geometry, Vec3 } from "../../../pipelines/mri/volume.js";

export type Contrast = "t1" | "t2";

/** Relative signal of a tissue: air, bone, scalp, fluid, grey, white, lesion. */
const signals: Readonly<Record<Contrast, readonly number[]>> = {
  t1: [0, 0.08, 0.85, 0.22, 0.52, 0.74, 0.38],
  t2: [0, 0.06, 0.6, 0.95, 0.5, 0.36, 0.82],
};

/**
 * A head in patient coordinates (mm, LPS): skull, folded cortex, ventricles, lesions and fine texture. The anatomy depends
 * on the seed and the place alone, so two contrasts of one seed agree wherever their slices lie.
 */
export function phantom(seed: number): (contrast: Contrast, point: Vec3) => number {
  const random = randomStream(seed, 1);
  const waves = Array.from({ length: 5 }, () => ({
    k: [random.between(-0.25, 0.25), random.between(-0.25, 0.25), random.between(-0.25, 0.25)] as const,
    phase: random.between(0, 2 * Math.PI),
  }));
  const lesions = Array.from({ length: 6 }, () => ({
    at: [random.between(-40, 40), random.between(-50, 50), random.between(-20, 30)] as const,
    radius: random.between(2.5, 6),
  }));
  return (contrast, [x, y, z]) => {
    const signal = signals[contrast];
    const head = Math.hypot(x / 78, y / 96, z / 88);
    if (head > 1) return 0;
    if (head > 0.95) return signal[2]!;
    if (head > 0.88) return signal[1]!;
    let fold = 0;
    for (const { k, phase } of waves) fold += Math.sin(k[0] * x + k[1] * y + k[2] * z + phase);
    const texture = 1 + 0.06 * Math.sin(0.9 * x + 0.4 * fold) * Math.sin(0.8 * y - 0.3 * fold) + 0.03 * Math.sin(1.7 * (x + y) + 0.5 * z);
    const bias = 1 + 0.15 * Math.cos((x + 20) / 90) * Math.cos(y / 110);
    return tissue() * texture * bias;

    function tissue(): number {
      if (Math.hypot((Math.abs(x) - 9 - 0.12 * y) / 6, (y + 4) / 24, z / 22) < 1) return signal[3]!;
      for (const { at, radius } of lesions) if (Math.hypot(x - at[0], y - at[1], z - at[2]) < radius) return signal[6]!;
      if (head > 0.83) return signal[3]!;
      const depth = head + 0.045 * fold;
      if (depth > 0.8) return signal[3]!;
      return depth > 0.62 || Math.hypot(x / 26, (y - 8) / 22, z / 16) < 1 ? signal[4]! : signal[5]!;
    }
  };
}

/**
 * The phantom on the voxels of `geometry`, [slices, rows, columns], about 0-1: each voxel the mean of a few points in its
 * volume, with Rician noise of standard deviation `noise` in each channel.
 */
export function scan({ geometry, contrast, noise, seed }: { geometry: Geometry; contrast: Contrast; noise: number; seed: number }): Float32Array {
  const { slices, rows, columns, rowDirection, columnDirection, pixelSpacing, positions } = geometry;
  const head = phantom(seed);
  const random = randomStream(seed, contrast === "t1" ? 2 : 3);
  const out = new Float32Array(slices * rows * columns);
  const along = (at: Vec3, direction: Vec3, mm: number): Vec3 => [at[0] + mm * direction[0], at[1] + mm * direction[1], at[2] + mm * direction[2]];
  let to = 0;
  for (let slice = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++) {
      const start = along(positions[slice]!, columnDirection, row * pixelSpacing[0]);
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let sub = 0; sub < 4; sub++) {
          const point = along(along(start, rowDirection, (column + (sub % 2) / 2 - 0.25) * pixelSpacing[1]), columnDirection, ((sub >> 1) / 2 - 0.25) * pixelSpacing[0]);
          sum += head(contrast, point);
        }
        out[to++] = noise === 0 ? sum / 4 : Math.hypot(sum / 4 + noise * random.normal(), noise * random.normal());
      }
    }
  }
  return out;
}
