import { writeFile } from "node:fs/promises";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { register } from "../../bin/bfr/eval.js";
import { uniform } from "../golden/golden.js";
import { temporaryFolder } from "../pipelines/remote-sensing/tiff-fixture.js";
import { node, onnx } from "../tiny-models/onnx.js";
import { runCommand } from "./run-command.js";

const file = temporaryFolder();
const side = 72;
const levels = Uint8Array.from(uniform(3 * side * side, 3), (v, i) => 90 + 40 * Math.sin(i / 50) + 30 * v);
const save = (name: string, data: Uint8Array, width = side) => sharp(data, { raw: { width, height: data.length / 3 / width, channels: 3 } }).png().toFile(file(name));
const evaluation = (...args: string[]) => runCommand(register, "eval", "--reference", file("truth.png"), ...args);
interface Figures {
  readonly fidelity: { readonly psnr: number | string; readonly perceptual?: number; readonly octaves: readonly { readonly decibels: number }[] };
  readonly consistency: Record<"result" | "reference", { readonly rms: number; readonly max: number }>;
  readonly identity: { readonly result: number; readonly input: number };
}
const figures = async (...args: string[]) => JSON.parse(await evaluation("--json", ...args)) as Figures;

beforeAll(async () => {
  await save("truth.png", levels);
  await save("off.png", levels.map((v, i) => v + ((Math.floor(i / 3) + Math.floor(i / 3 / side)) % 2 ? 3 : -3)));
  await save("brighter.png", levels.map((v) => v + 5));
  await save("wide.png", levels, side / 2);
  await writeFile(file("means.onnx"), onnx({ inputs: { data: [1, 3, 112, 112] }, outputs: { vector: [1, 3] }, nodes: [node("GlobalAveragePool", ["data"], "pooled"), node("Flatten", ["pooled"], "vector")] }));
  await writeFile(file("distance.onnx"), onnx({
    inputs: { a: ["n", 3, "h", "w"], b: ["n", 3, "h", "w"] }, outputs: { d: ["n", 1, 1, 1] },
    nodes: [node("Sub", ["a", "b"], "difference"), node("Mul", ["difference", "difference"], "square"), node("ReduceMean", ["square"], "d", { axes: [1, 2, 3] })],
  }));
});

describe("bfr eval", () => {
  it("prints a table", async () => {
    const text = await evaluation("--input", file("off.png"), "--lr", file("brighter.png"));
    expect(text).toMatch(/^size +72x72$/m);
    expect(text).toMatch(new RegExp(`^PSNR +${(20 * Math.log10(255 / 3)).toFixed(2)} dB$`, "m"));
    expect(text).toMatch(/^spectrum +-?\d+\.\d\d dB at 0.25 to 0.5 cycles\/pixel$/m);
    expect(text).toMatch(/^consistency +rms 5\.00   max 5\.00 levels \(the reference's own: 5\.00, 5\.00\)$/m);
    expect(text).not.toContain("identity");
  });

  it("gives JSON, with infinity as a word", async () => {
    const equal = await figures("--input", file("truth.png"));
    expect(equal.fidelity.psnr).toBe("Infinity");
    expect(equal).not.toHaveProperty("consistency");
    for (const { decibels } of equal.fidelity.octaves) expect(Math.abs(decibels)).toBe(0);
  });

  it("takes what the result was made from at a smaller size", async () => {
    await sharp(file("truth.png")).resize(36, 36, { kernel: "cubic" }).png().toFile(file("small.png"));
    const { consistency } = await figures("--input", file("brighter.png"), "--lr", file("small.png"));
    expect(consistency.result.rms).toBeGreaterThan(4.5);
    expect(consistency.reference.rms).toBeLessThan(consistency.result.rms / 2);
  });

  it("asks a user's networks", async () => {
    const { fidelity, identity } = await figures("--input", file("brighter.png"), "--lr", file("off.png"), "--perceptual", file("distance.onnx"), "--embedding", file("means.onnx"));
    expect(fidelity.perceptual).toBeCloseTo((2 * 5 / 255) ** 2, 6);
    expect(identity.result).toBeLessThan(identity.input);
    expect(identity.input).toBeCloseTo(1, 4);
  });

  it.each([
    [["--input", "wide.png"], "wide.png: expected 72x72 like the reference, got 36x144"],
    [["--input", "off.png", "--lr", "wide.png"], "wide.png: expected 72x72, or smaller and of that shape, got 36x144"],
    [["--input", "none.png"], "none.png"],
    [["--input", "off.png", "--embedding", "none.onnx"], "--embedding none.onnx: expected a file that can be read, got ENOENT"],
  ])("refuses %j", async (args, message) => {
    await expect(evaluation(...args.map((arg) => (arg.startsWith("--") ? arg : file(arg))))).rejects.toThrow(message);
  });
});
