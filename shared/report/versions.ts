import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a result depends on beside its options: this program, the runtime of the networks, Node and the machine's kind. */
export interface Versions {
  readonly "domain-sr": string;
  readonly "onnxruntime-node": string;
  readonly node: string;
  readonly platform: string;
}

let known: Versions | undefined;

export function versions(): Versions {
  return (known ??= {
    "domain-sr": packageVersion(packageFile()),
    "onnxruntime-node": packageVersion(createRequire(import.meta.url).resolve("onnxruntime-node/package.json")),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
  });
}

/** package.json of this package, from the source as from a build. */
function packageFile(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("no package.json above the report");
    folder = parent;
  }
  return join(folder, "package.json");
}

function packageVersion(file: string): string {
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
