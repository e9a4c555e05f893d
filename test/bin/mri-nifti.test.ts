import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { beforeAll, describe, expect, it } from "vitest";
import { register as registerDegrade } from "../../bin/mri-sr/degrade.js";
import { register as registerEval } from "../../bin/mri-sr/eval.js";
import { register as registerRestore } from "../../bin/mri-sr/restore.js";
import type { StudiesEvaluation } from "../../pipelines/mri/evaluate-studies.js";
import { makeSeries, seriesGeometry } from "../pipelines/mri/make-study.js";
import { python, workFolder } from "../pipelines/mri/oracles.js";
import { runCommand } from "./run-command.js";

const at = (name: string) => join(root, name);
const root = workFolder();
const spec = { slices: 4, rows: 64, columns: 48, pixelSpacing: [3, 3.5], orientation: "oblique" } as const;

/** The stored samples of a DICOM series as a NIfTI file of the same place, by another program. */
const toNifti = `
import sys, json, numpy as np, nibabel as nib
file, geometry, samples = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
g = geometry
data = np.fromfile(samples, '<i4').reshape(g['slices'], g['rows'], g['columns']).transpose(2, 1, 0).astype(np.float32)
r, c, p = np.array(g['rowDirection']), np.array(g['columnDirection']), np.array(g['positions'])
a = np.eye(4)
a[:3, 0], a[:3, 1], a[:3, 2], a[:3, 3] = r * g['pixelSpacing'][1], c * g['pixelSpacing'][0], (p[-1] - p[0]) / (len(p) - 1), p[0]
nib.save(nib.Nifti1Image(data, np.diag([-1, -1, 1, 1]) @ a), file)
print('{}')
`;

beforeAll(async () => {
  const { stored } = await makeSeries(at("dicom"), { ...spec, number: 4 });
  writeFileSync(at("samples"), new Uint8Array(stored.buffer));
  python(toNifti, at("truth.nii.gz"), JSON.stringify(seriesGeometry(spec)), at("samples"));
});

const register = (command: (program: Command, exit: (code: number) => void) => void) => (program: Command) => command(program, () => undefined);
const evaluated = async (...args: string[]) => JSON.parse(await runCommand(register(registerEval), "eval", "--json", ...args)) as StudiesEvaluation;

describe("NIfTI on the command line", () => {
  it("is compared with DICOM by its place alone", async () => {
    const { results } = await evaluated("--input", at("dicom"), "--reference", at("truth.nii.gz"));
    expect(results[0]!.fidelity).toMatchObject({ psnr: "Infinity", voxels: 4 * 64 * 48 });
  });

  it("is degraded, restored and measured, and stays on the truth's grid", async () => {
    await runCommand(registerDegrade, "degrade", at("truth.nii.gz"), "--output", at("low.nii.gz"), "--scale", "2");
    const said = await runCommand(register(registerRestore), "restore", at("low.nii.gz"), "--method", "zero-fill", "--output", at("restored"), "--report");
    expect(said).toContain("1 restored in ");
    const [folder] = readdirSync(at("restored")).filter((name) => name.startsWith("nifti-"));
    const result = join(at("restored"), folder!, "restored.nii.gz");
    expect(existsSync(result)).toBe(true);
    const page = readFileSync(join(at("restored"), "report/index.html"), "utf8");
    expect(page).toContain("hold nothing that the input does not");
    expect(page).toContain("float32, 32 bits");
    const { results } = await evaluated("--input", result, "--reference", at("truth.nii.gz"), "--lr", at("low.nii.gz"));
    const { fidelity, against } = results[0]!;
    expect(against!.scales).toEqual([2, 2]);
    expect(against!.consistency.relative).toBeLessThan(1e-6); // floating point in, floating point out
    expect(fidelity!.psnr).toBeGreaterThan(18); // a zero-filled phantom; a shift by half a voxel would cost 3 dB
    expect(fidelity!.detail!.decibels).toBeLessThan(-3);
    const shape = python<number[]>(`import sys, json, nibabel as nib; print(json.dumps(nib.load(sys.argv[1]).shape))`, result);
    expect(shape).toEqual([48, 64, 4]);
  });

  it("goes where a NIfTI file can go", async () => {
    await expect(runCommand(registerDegrade, "degrade", at("truth.nii.gz"), "--output", at("folder"))).rejects.toThrow("--output: expected a .nii or .nii.gz file for a NIfTI input");
  });
});
