import { resolve } from "node:path";
/** Options whose values are paths: a worker stands in another folder than who asked. */
const PATHS = ["model", "prior", "regression", "deidentifyKey"];
/** The options with paths made absolute from `base`. A kernel is a path where it is neither auto nor a formula. */
export function absolutePaths(options, base) {
    const isPath = (name, value) => PATHS.includes(name) || (name === "kernel" && value !== "auto" && !value.startsWith("gaussian:"));
    return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, typeof value === "string" && value !== "" && isPath(name, value) ? resolve(base, value) : value]));
}
//# sourceMappingURL=path-options.js.map