import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { mriSr } from "../../bin/mri-sr/program.js";
import { runProgram } from "../../bin/shared/main.js";
import { makeSeries } from "../pipelines/mri/make-study.js";
import { workFolder } from "../pipelines/mri/oracles.js";

vi.setConfig({ testTimeout: 60_000 });
const root = workFolder();
const study = join(root, "DOE^JANE");
const key = join(root, "key");
beforeAll(() => makeSeries(study, { slices: 3, rows: 32, columns: 32 }));

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const text: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockImplementation((part) => (text.push(String(part)), true)));
  try {
    return { code: await runProgram(mriSr(() => undefined), args), text: text.join("") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe("mri-sr deidentify", () => {
  it("copies a study and tells counts alone", async () => {
    const output = join(root, "copy");
    const { code, text } = await run("deidentify", study, "--output", output, "--deidentify-key", key, "--create-key", "--retain", "device,dates");
    expect(text).toContain("3 images de-identified");
    expect(text).toContain("warning: some objects do not say whether text is burned into their pixels");
    expect(text).not.toMatch(/DOE|PLANTED/);
    expect(code).toBe(0);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(readdirSync(output)).toHaveLength(1);
    vi.stubEnv("DOMAIN_SR_DEIDENTIFY_KEY", undefined);
    expect((await run("deidentify", study, "--output", join(root, "other"))).text).toContain("--deidentify: expected a secret, in --deidentify-key FILE or DOMAIN_SR_DEIDENTIFY_KEY, got none");
    vi.unstubAllEnvs();
  });
});

describe("mri-sr restore --deidentify", () => {
  it("names its output without the study's name", async () => {
    const { code, text } = await run(study, "--method", "zero-fill", "--deidentify", "basic", "--deidentify-key", key);
    expect(code).toBe(0);
    expect(text).not.toMatch(/DOE|PLANTED/);
    const [name] = readdirSync(root).filter((entry) => entry.endsWith("_mri-sr"));
    expect(name).toMatch(/^study-[0-9a-f]{12}_mri-sr$/);
    expect(text).toContain(`results and report.json are in ${name} beside the study`);
    const report = readFileSync(join(root, basename(name!), "report.json"), "utf8");
    expect(report).toContain("BurnedInAnnotation");
    expect(report).not.toMatch(/DOE|PLANTED/);
  });
});
