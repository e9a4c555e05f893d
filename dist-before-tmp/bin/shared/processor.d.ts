/** The module that a worker's processes run: TypeScript from source, JavaScript from a build. */
export declare const processorUrl: string;
