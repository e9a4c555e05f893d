/** The module that a worker's processes run: TypeScript from source, JavaScript from a build. */
export const processorUrl = new URL(`../worker-child${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url).href;
//# sourceMappingURL=processor.js.map