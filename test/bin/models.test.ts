import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Command } from "commander";
import { registerModels } from "../../bin/shared/models.js";
import { writeModel, tinyModel } from "../tiny-models/model-folder.js";
import { scaled } from "../tiny-models/networks.js";
import { temporaryFolder } from "../pipelines/remote-sensing/tiff-fixture.js";
import { runCommand } from "./run-command.js";

const file = temporaryFolder();
const register = (program: Command) => registerModels(program, { task: "remote-sensing-sr", domain: "remote-sensing", channels: "bands at a time", none: "--method bicubic needs none" });

it("lists the remote-sensing models with what their cards say", async () => {
  const folder = file("models");
  await tinyModel("tesr", join(folder, "rs-tesr"));
  await writeModel({ model: scaled("up", "residual", 0.1) }, { folder: join(folder, "rs-plain"), card: { id: "rs-plain", figures: { blind: { psnr: 25.5 }, parameters: "2.0 M" }, limits: "RGB of 1 m" } });
  await writeModel({ model: scaled("up", "residual", 0.1) }, { folder: join(folder, "mri-other"), card: { id: "mri-other", task: "mri-sr" } });
  const text = await runCommand(register, "models", "--folder", folder);
  expect(text).toContain("rs-plain 1.0.0   --method tiny   Apache-2.0");
  expect(text).toContain("blind psnr 25.5; parameters 2.0 M");
  expect(text).toContain("limits: RGB of 1 m");
  expect(text).toContain("in stage1, denoiser");
  expect(text).not.toContain("mri-other");
  const [plain] = JSON.parse(await runCommand(register, "models", "--folder", folder, "--json")) as { id: string; bytes: number; sha256: string }[];
  expect(plain).toMatchObject({ id: "rs-plain", bytes: statSync(join(folder, "rs-plain/model.onnx")).size });
  expect(text).toContain(`sha256 ${plain!.sha256}`);
});

it("tells of a broken card and of a missing network", async () => {
  const folder = file("broken");
  mkdirSync(join(folder, "rs-torn"), { recursive: true });
  writeFileSync(join(folder, "rs-torn/card.json"), "{");
  await tinyModel("dmdc", join(folder, "rs-dmdc"));
  rmSync(join(folder, "rs-dmdc/denoiser.onnx"));
  const text = await runCommand(register, "models", "--folder", folder);
  expect(text).toContain("card.json: expected JSON");
  expect(text).toContain("rs-dmdc: expected denoiser.onnx in");
});

it("says so where none is installed", async () => {
  expect(await runCommand(register, "models", "--folder", file("nowhere"))).toContain("no models are installed");
});
