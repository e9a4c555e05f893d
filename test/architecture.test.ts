import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

/** Folders of shared/ that each may import from (docs/design.md). A new folder gets a row here first. */
const SHARED: Record<string, readonly string[]> = {
  tensor: [],
  degradation: ["tensor"],
  diffusion: ["degradation", "tensor"],
  runtime: ["diffusion", "degradation", "tensor"],
  tiles: ["tensor"],
  metrics: ["degradation", "tensor"], // consistency is measured with an operator
  jobs: ["report"], // the names of units
  report: [],
};

/** Packages with one home. */
const HOMES: Record<string, string> = {
  "onnxruntime-node": "shared/runtime/",
  geotiff: "pipelines/remote-sensing/",
  bullmq: "shared/jobs/",
  pg: "shared/jobs/",
  ioredis: "shared/jobs/",
  "@electric-sql/pglite": "shared/jobs/",
  "csv-parse": "shared/jobs/inputs/",
  tinyglobby: "shared/jobs/inputs/",
};

type Sources = ReadonlyMap<string, string>;

/** Paths and packages that a source imports, types and dynamic imports included. */
function imports(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const found = code.matchAll(/(?:^|[;\s}])(?:import|export)\s[^;"'`]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\b(?:import|require)\(\s*["']([^"']+)["']\s*\)/gm);
  return Array.from(found, ([, from, bare, called]) => (from ?? bare ?? called)!);
}

/** What breaks the house rules, one line each. `sources` are the product's files by path; `packages` its dependencies. */
function violations(sources: Sources, packages: readonly string[]): string[] {
  const broken: string[] = [];
  for (const [file, source] of sources) {
    const pipelines = new Set<string>();
    for (const specifier of imports(source)) {
      const complain = (rule: string) => broken.push(`${file} imports ${specifier}: ${rule}`);
      if (!specifier.startsWith(".")) {
        const name = specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
        if (specifier.startsWith("node:")) continue;
        if (builtinModules.includes(name)) complain("builtins are written node:");
        else if (!packages.includes(name)) complain("not a dependency of the product");
        const home = HOMES[name];
        if (home !== undefined && !file.startsWith(home)) complain(`only ${home} may`);
        continue;
      }
      const target = resolved(file, specifier);
      if (!specifier.endsWith(".js")) complain("relative imports end in .js");
      else if (!sources.has(target)) complain("no such file");
      const [from, to] = [file.split("/"), target.split("/")];
      const rank = ["shared", "pipelines", "bin"];
      if (rank.indexOf(to[0]!) > rank.indexOf(from[0]!)) complain("imports go bin -> pipelines -> shared");
      if (!rank.includes(to[0]!)) complain("outside the product");
      if (to[0] === "pipelines") pipelines.add(to[1]!);
      if (from[0] === "pipelines" && to[0] === "pipelines" && from[1] !== to[1]) complain("pipelines do not know each other");
      if (from[0] === "shared" && to[0] === "shared" && to.length > 2) {
        const allowed = from.length > 2 ? [from[1]!, ...(SHARED[from[1]!] ?? [])] : [];
        if (!allowed.includes(to[1]!)) complain(`shared/${from[1]} may import ${allowed.slice(1).join(", ") || "nothing of shared/ but its top"}`);
      }
    }
    if (pipelines.size > 1 && !file.startsWith("bin/")) broken.push(`${file}: only bin/ sees more than one pipeline`);
    const folder = file.split("/");
    if (folder[0] === "shared" && folder.length > 2 && SHARED[folder[1]!] === undefined) broken.push(`${file}: shared/${folder[1]} has no row in this test`);
  }
  return broken;
}

/** A circle of imports as "a -> b -> a", or undefined. */
function circle(sources: Sources): string | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string | undefined => {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file].join(" -> ");
    if (done.has(file)) return undefined;
    path.push(file);
    for (const specifier of imports(sources.get(file) ?? "")) {
      const found = specifier.startsWith(".") ? visit(resolved(file, specifier)) : undefined;
      if (found !== undefined) return found;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of sources.keys()) {
    const found = visit(file);
    if (found !== undefined) return found;
  }
  return undefined;
}

function resolved(file: string, specifier: string): string {
  return normalize(join(dirname(file), specifier)).replace(/\.js$/, ".ts");
}

const root = join(import.meta.dirname, "..");
const product = new Map(
  ["bin", "pipelines", "shared"]
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .map((file) => [file, readFileSync(join(root, file), "utf8")]),
);
const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { dependencies: Record<string, string> };

describe("architecture", () => {
  it("holds the import directions of the design", () => {
    expect(product.size).toBeGreaterThan(20);
    expect(violations(product, Object.keys(dependencies))).toEqual([]);
  });

  it("has no circle of imports", () => {
    expect(circle(product)).toBeUndefined();
  });
});

describe("the check itself", () => {
  const house: [string, string][] = [
    ["shared/errors.ts", ""],
    ["shared/tensor/tensor.ts", ""],
    ["shared/runtime/model.ts", `import { x } from "../tensor/tensor.js";\nimport type { A } from "onnxruntime-node";`],
    ["shared/tiles/window.ts", `import {\n  a,\n  b,\n} from "../tensor/tensor.js";`],
    ["pipelines/faces/restore.ts", `import { m } from "../../shared/runtime/model.js";`],
    ["pipelines/mri/restore.ts", `// import "nothing";\n/* import { x } from "../faces/restore.js" */\nimport { join } from "node:path";`],
    ["bin/bfr.ts", `import { a } from "../pipelines/faces/restore.js";\nimport { b } from "../pipelines/mri/restore.js";`],
  ];
  const broken = (file: string, source: string) => violations(new Map([...house, [file, source]]), ["onnxruntime-node", "geotiff"]);

  it("accepts a house in order", () => {
    expect(violations(new Map(house), ["onnxruntime-node"])).toEqual([]);
  });

  it.each([
    ["shared/tensor/a.ts", `import { x } from "../runtime/model.js";`, "shared/tensor may import nothing of shared/ but its top"],
    ["shared/tiles/a.ts", `export type { M } from "../runtime/model.js";`, "shared/tiles may import tensor"],
    ["shared/errors2.ts", `import { x } from "./tensor/tensor.js";`, "may import nothing"],
    ["shared/extra/a.ts", ``, "shared/extra has no row in this test"],
    ["shared/tensor/a.ts", `import x from "../../pipelines/faces/restore.js";`, "imports go bin -> pipelines -> shared"],
    ["pipelines/faces/a.ts", `const x = await import("../mri/restore.js");`, "pipelines do not know each other"],
    ["pipelines/faces/a.ts", `import "../../bin/bfr.js";`, "imports go bin -> pipelines -> shared"],
    ["pipelines/faces/a.ts", `import { InferenceSession } from "onnxruntime-node";`, "only shared/runtime/ may"],
    ["pipelines/mri/a.ts", `import { fromFile } from "geotiff";`, "only pipelines/remote-sensing/ may"],
    ["shared/runtime/a.ts", `import { z } from "left-pad/deep";`, "not a dependency of the product"],
    ["shared/runtime/a.ts", `import fs from "fs/promises";`, "builtins are written node:"],
    ["shared/runtime/a.ts", `import { x } from "./model";`, "relative imports end in .js"],
    ["shared/runtime/a.ts", `import { x } from "./gone.js";`, "no such file"],
    ["bin/a.ts", `import { x } from "../test/x.js";`, "outside the product"],
  ])("finds a wrong import in %s: %s", (file, source, rule) => {
    expect(broken(file, source).join("\n")).toContain(rule);
  });

  it("finds circles", () => {
    expect(circle(new Map(house))).toBeUndefined();
    expect(circle(new Map([...house, ["shared/tensor/tensor.ts", `import type { M } from "../runtime/model.js";`]]))).toBe("shared/tensor/tensor.ts -> shared/runtime/model.ts -> shared/tensor/tensor.ts");
  });
});
