import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../../..");

// The other tests run the thread from TypeScript; users run it as JavaScript, without tsx.
describe("compiled to JavaScript", () => {
  let folder: string;
  beforeAll(async () => {
    await mkdir(join(root, "node_modules/.cache"), { recursive: true });
    folder = await mkdtemp(join(root, "node_modules/.cache/build-test-")); // below node_modules, so that packages are found
    const files = ["shared/runtime/model.ts", "shared/runtime/session-worker.ts", "test/tiny-models/model-folder.ts"].map((file) => join(root, file));
    await writeFile(join(folder, "package.json"), '{"type":"module"}');
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions: { rootDir: root, outDir: folder }, files, include: [] }));
    await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  it("opens, runs, and lets the process end by itself though nobody closed the model", { timeout: 30_000 }, async () => {
    await writeFile(
      join(folder, "main.js"),
      `import { rmSync } from "node:fs";
       import { openModel } from "./shared/runtime/model.js";
       import { tinyModel } from "./test/tiny-models/model-folder.js";
       const where = await tinyModel("regression");
       const model = await openModel(where, { threads: 1, device: "cpu" });
       rmSync(where, { recursive: true });
       const up = { data: new Float32Array(3 * 32 * 32).fill(1), dims: [1, 3, 32, 32] };
       const { residual } = await model.run("model", { up, scale: { data: Float32Array.of(2), dims: [1, 1] } });
       console.log(residual.dims.join("x"));`,
    );
    const { stdout, stderr } = await run(process.execPath, [join(folder, "main.js")], { timeout: 20_000 });
    expect(stdout).toBe("1x3x32x32\n");
    expect(stderr).toBe("");
  });
});
