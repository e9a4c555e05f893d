import { rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { candidates, deviceAdvice, obstacle, providerInstalled, type Backend } from "../../../shared/runtime/device.js";
import { openModel } from "../../../shared/runtime/model.js";
import { tinyModel } from "../../tiny-models/model-folder.js";

const linux: Backend[] = [{ name: "cpu", bundled: true }, { name: "webgpu", bundled: true }, { name: "cuda", bundled: false }, { name: "tensorrt", bundled: false }];
const windows: Backend[] = [{ name: "cpu", bundled: true }, { name: "dml", bundled: true }];
const everything = () => true;
const nothing = () => false;

describe("devices", () => {
  it("auto tries installed accelerators, then the cpu, and says what is not installed", () => {
    expect(candidates("auto", linux, everything)).toEqual({ providers: ["cuda", "cpu"], notes: [] });
    expect(candidates("auto", linux, nothing)).toEqual({ providers: ["cpu"], notes: ["cuda: not installed"] });
    expect(candidates("auto", windows, nothing)).toEqual({ providers: ["dml", "cpu"], notes: [] });
  });

  it("a named device is the only candidate", () => {
    expect(candidates("webgpu", linux, everything).providers).toEqual(["webgpu"]);
  });

  it("finds out what is missing before the runtime is asked", () => {
    expect(obstacle("cuda", linux, nothing)).toBe("onnxruntime's cuda library is not installed");
    expect(obstacle("cuda", linux, everything)).toBeUndefined();
    expect(obstacle("coreml", linux, everything)).toBe(`onnxruntime has no coreml on ${process.platform}-${process.arch}`);
    expect(obstacle("cpu", linux, nothing)).toBeUndefined();
  });

  it.each(["dml", "cuda"] as const)("refuses %s where it is not, and says what to do", async (device) => {
    const missing = device === "dml" ? process.platform !== "win32" : process.platform !== "linux" || !providerInstalled("cuda");
    const folder = await tinyModel("dmdc");
    const opened = openModel(folder, { device }).then(async (model) => (await model.close(), model.device));
    if (missing) await expect(opened).rejects.toThrow(new RegExp(`--device ${device}: expected a device that loads, got .*; ${deviceAdvice(device).slice(0, 12)}.*--device cpu`));
    else expect(await opened.catch((error: { code: string }) => error.code)).toMatch(new RegExp(`${device}|no-device`));
    await rm(folder, { recursive: true });
  });

  it("auto opens somewhere", async () => {
    const folder = await tinyModel("dmdc");
    const model = await openModel(folder, { threads: 1 });
    expect(["cpu", "cuda", "dml", "coreml"]).toContain(model.device);
    if (model.device === "cpu" && process.platform === "linux" && process.arch === "x64") expect(model.notes.join()).toMatch(/^cuda: /);
    await model.close();
    await rm(folder, { recursive: true });
  });
});
