import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
/**
 * A thread that runs `module`, a path ending in .js beside the source or the build of `from` (import.meta.url). A build has
 * plain JavaScript there; from source (tests, tsx) it is TypeScript, which Node 20 loads in a thread only through tsx.
 */
export function spawnThread(module, from) {
    if (!from.endsWith(".ts"))
        return new Worker(new URL(module, from), { execArgv: [] });
    const entry = new URL(module.replace(/\.js$/, ".ts"), from).href;
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm/api").replace(/\.cjs$/, ".mjs")).href; // its CommonJS half does not load in a thread
    return new Worker(`import(${JSON.stringify(tsx)}).then(({ tsImport }) => tsImport(${JSON.stringify(entry)}, ${JSON.stringify(entry)}))`, { eval: true, execArgv: [] });
}
//# sourceMappingURL=spawn.js.map