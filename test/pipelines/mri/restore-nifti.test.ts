import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { getField, niftiHeader } from "../../../pipelines/mri/nifti-header.js";
import type { NiftiField, NiftiHeader } from "../../../pipelines/mri/nifti-header.js";
import { parseRestoreOptions, type RawRestoreOptions } from "../../../pipelines/mri/options.js";
import { summary, type DoneSeries } from "../../../pipelines/mri/restore-report.js";
import { restoreStudy } from "../../../pipelines/mri/restore.js";
import { kspaceTruncate } from "../../../shared/degradation/kspace.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { tinyMriModel } from "../../tiny-models/mri.js";
import { python, workFolder } from "./oracles.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
const root = workFolder();
const at = (name: string): string => join(root, name);
const [slices, rows, columns] = [3, 44, 40];

/** Discs with sharp edges beside air at exactly zero; the first slice is empty. As integers, and as the same values in float32. */
const make = `
import sys, numpy as np, nibabel as nib
folder = sys.argv[1]
rng = np.random.default_rng(4)
i, j = np.mgrid[:40, :44]
def volume(top):
    disc = lambda k: np.where(np.hypot(i - 19, j - 21 - k) < 13, top * (0.55 + 0.2 * np.sin(i / 4) * np.cos(j / 5 + k) + 0.03 * rng.standard_normal(i.shape)), 0)
    return np.stack([np.zeros(i.shape), disc(1), disc(2)], -1)
for name, dtype, top, offset, kind in [('bright', np.uint16, 3000, 0, nib.Nifti1Image), ('dim', np.uint16, 300, 0, nib.Nifti1Image), ('bytes', np.uint8, 310, 0, nib.Nifti1Image),
                                       ('newer', np.uint16, 3000, 0, nib.Nifti2Image), ('floor', np.uint16, 3000, 1500, nib.Nifti1Image)]:
    data = np.clip(np.round(volume(top)) + offset, 0, np.iinfo(dtype).max)
    for suffix, type in [('', dtype), ('-float', np.float32)]:
        image = kind(data.astype(type), np.diag([-2, -2, 5, 1.])); image.set_data_dtype(type); image.header.set_xyzt_units('mm')
        nib.save(image, f'{folder}/{name}{suffix}.nii.gz')
print('{}')
`;

/** What nibabel reads, [slices, rows, columns]. */
const look = `
import sys, json, numpy as np, nibabel as nib
image = nib.load(sys.argv[1])
x = np.asanyarray(image.dataobj).astype(float)
print(json.dumps(dict(data=x.transpose(2, 1, 0).ravel().tolist(), dtype=str(image.get_data_dtype()), slope=float(image.dataobj.slope), inter=float(image.dataobj.inter))))
`;
interface Seen {
  readonly data: readonly number[];
  readonly dtype: string;
  readonly slope: number;
  readonly inter: number;
}

let denoiser: string;
beforeAll(async () => {
  python(make, root);
  denoiser = await tinyMriModel("r2d2plus", { folder: at("denoiser") });
});

const denoised = (): RawRestoreOptions => ({ method: "r2d2plus", model: denoiser, denoise: "auto", sigma: "3%" });

async function restore(name: string, output: string, raw: RawRestoreOptions = {}, how = denoised()): Promise<{ done: DoneSeries; seen: Seen; said: string; file: string }> {
  const input = at(`${name}.nii.gz`);
  const report = await restoreStudy(input, parseRestoreOptions(input, { output: at(output), device: "cpu", threads: "1", ...how, ...raw }));
  const [done] = report.series as readonly DoneSeries[];
  const file = join(at(output), done!.folder, "restored.nii.gz");
  return { done: done!, seen: python<Seen>(look, file), said: summary(report), file };
}

/** The measured band of what nibabel reads, from the denoised input as it was before any rounding. */
async function agreement(name: string, { data }: Seen): Promise<number> {
  const { seen: clean } = await restore(`${name}-float`, `${name}-clean`, { scale: "1" });
  const again = kspaceTruncate(2, { alignment: "center" }).apply(tensor([slices, 1, 2 * rows, 2 * columns], Float32Array.from(data))).data;
  return Math.sqrt(again.reduce((s, v, i) => s + (v - clean.data[i]!) ** 2, 0) / clean.data.reduce((s, v) => s + v * v, 0));
}
const header = async (file: string): Promise<NiftiHeader> => niftiHeader(gunzipSync(await readFile(file))) as NiftiHeader;

describe("a denoised NIfTI file of an unsigned type", () => {
  it.each([["bright", "uint16"], ["dim", "uint16"], ["bytes", "uint8"], ["newer", "uint16"]] as const)("keeps its type, and the measured band to 1e-3, with sharp edges beside air at zero: %s", async (name, type) => {
    const { done, seen, said } = await restore(name, name);
    expect(seen.dtype).toBe(type);
    expect(await agreement(name, seen)).toBeLessThan(1e-3);
    expect(done.consistency).toBeLessThan(1e-3);
    expect(Math.min(...seen.data)).toBeLessThan(-10);
    expect(seen.data.slice(0, 4 * rows * columns).every((v) => v === 0)).toBe(true); // and nothing but 0 where nothing was
    expect(Number.isInteger(seen.inter / seen.slope)).toBe(true);
    expect(seen.inter).toBeLessThan(-10);
    expect(said).toContain(`as ${done.stored}, 1 file`);
    expect(done.stored).toBe(`${type}, ${type === "uint8" ? 8 : 16} bits, under scl_slope ${seen.slope} and scl_inter ${seen.inter} for values beyond the source's range that the measured band needs`);
    expect(done.warnings).toEqual([]);
    if (type !== "uint8") expect(seen.slope).toBe(1);
  });

  it("keeps its scaling where the band needs no values below zero", async () => {
    const { done, seen, file } = await restore("floor", "floor");
    const fields = async (path: string) => { const found = await header(path); return (["scl_slope", "scl_inter", "datatype"] as const satisfies readonly NiftiField[]).map((field) => getField(found, field)); };
    expect(await fields(file)).toEqual(await fields(at("floor.nii.gz")));
    expect(done.stored).toBe("uint16, 16 bits");
    expect(await agreement("floor", seen)).toBeLessThan(1e-3);
  });

  it("has its uncertainty in float32 beside it, without the result's scaling, and is not done again", async () => {
    const { done, seen } = await restore("dim", "samples", { samples: "2" });
    expect(seen.inter).toBeLessThan(-10);
    const spread = python<Seen>(look, join(at("samples"), done.deviation!, "deviation.nii.gz"));
    expect([spread.dtype, spread.slope, spread.inter]).toEqual(["float32", 1, 0]);
    expect(Math.min(...spread.data)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...spread.data)).toBeLessThan(0.01);
    const { done: again, seen: kept } = await restore("dim", "samples", { samples: "2", resume: true });
    expect([again.outcome, again.stored]).toEqual(["skipped", done.stored]);
    expect(kept).toEqual(seen);
  });

  it("keeps the band where it is enlarged by zero-filling alone, and between slices", async () => {
    const { seen, done } = await restore("bright", "zero-fill", {}, { method: "zero-fill", denoise: "off" });
    expect([seen.dtype, seen.slope, seen.inter < -100]).toEqual(["uint16", 1, true]);
    expect(done.consistency).toBeLessThan(1e-3);
    const thin = await restore("bright", "thin", { throughPlane: "2" });
    expect(thin.seen.inter).toBeLessThan(-100);
    expect(thin.done.consistency).toBeLessThan(1e-3);
  });
});
