import type { Denoiser } from "../diffusion/plan.js";
import { type Card } from "./card.js";
import { type Device } from "./device.js";
import { type RunOptions } from "./session.js";
import type { SessionThread } from "./session-thread.js";
import type { RuntimeArray } from "./session-worker.js";
export { startSessionThread, type SessionThread } from "./session-thread.js";
export type { RuntimeArray } from "./session-worker.js";
export type { RunOptions } from "./session.js";
export interface OpenOptions {
    /** Default "auto". */
    readonly device?: Device;
    /** Intra-op threads. Default: all that the process may use. */
    readonly threads?: number;
    /** A thread that models share which run by turns; it is ended, after they are closed, by who started it. Default: one of its own. */
    readonly thread?: SessionThread;
    readonly signal?: AbortSignal;
}
/** A model's networks, loaded on a thread. Whoever opened it closes it. Several may be open at once. */
export interface Model {
    readonly card: Card;
    readonly folder: string;
    /** The device really used. */
    readonly device: Exclude<Device, "auto">;
    /** Why other devices were passed over, for the report. */
    readonly notes: readonly string[];
    readonly threads: number;
    /** SHA-256 over the hashes of all files that the card names. */
    readonly hash: string;
    /** One call of a network: float32 arrays by name, in and out. Inputs stay the caller's, except those named in `give`. */
    run(network: string, inputs: Readonly<Record<string, RuntimeArray>>, options?: RunOptions): Promise<Record<string, RuntimeArray>>;
    /**
     * D(z, t) of a network that takes z and t and gives x0, epsilon or v; the conditions are fed as they are at each call. A
     * network whose z has rank 2 sees [n, c*h*w]. `spare`: answers come in arrays of tensor/spare.ts, which the caller gives back.
     */
    denoiser(network: string, conditions: Readonly<Record<string, RuntimeArray>>, options?: {
        readonly spare?: boolean;
    }): Denoiser;
    /** A table that the card names under `data`, its hash checked. */
    data(name: string): Promise<Uint8Array<ArrayBuffer>>;
    /** Awaits the calls in progress, then frees the networks. */
    close(): Promise<void>;
}
/**
 * Opens the model of a folder: card, hashes, sessions, and the networks' own inputs and outputs against the card.
 * Throws bad-model, no-device (a named device that does not load; auto falls back and notes it), no-memory or aborted.
 */
export declare function openModel(folder: string, { device, threads, thread, signal }?: OpenOptions): Promise<Model>;
