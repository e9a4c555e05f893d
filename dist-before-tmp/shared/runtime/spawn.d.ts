import { Worker } from "node:worker_threads";
/**
 * A thread that runs `module`, a path ending in .js beside the source or the build of `from` (import.meta.url). A build has
 * plain JavaScript there; from source (tests, tsx) it is TypeScript, which Node 20 loads in a thread only through tsx.
 */
export declare function spawnThread(module: string, from: string): Worker;
