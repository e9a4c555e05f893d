import type { Device } from "./device.js";
import { SessionFailure, type SessionThread } from "./session-thread.js";
import type { Opened, Outputs, RuntimeArray } from "./session-worker.js";
export { SessionFailure };
/** Sessions of one model; calls are answered in the order they were made. */
export interface Sessions extends Opened {
    /**
     * Runs a network. Inputs are copied, except those in shared memory and those named in `give`, which are transferred and must be whole buffers.
     * A run in progress is awaited even when `signal` aborts, one that waits is dropped; both throw RestorationError "aborted".
     */
    run(network: string, inputs: Readonly<Record<string, RuntimeArray>>, options?: RunOptions): Promise<Outputs>;
    /** Awaits what was asked for, releases the sessions and ends the thread. May be called twice. */
    close(): Promise<void>;
}
export interface RunOptions {
    readonly signal?: AbortSignal;
    /** Inputs that the caller will not use again. */
    readonly give?: readonly string[];
    /** Outputs whose dims are known come in arrays of tensor/spare.ts, which the caller gives back. */
    readonly dims?: Readonly<Record<string, readonly number[]>>;
}
export interface SessionsOptions {
    /** A promise is awaited while the thread starts. */
    readonly networks: Networks | Promise<Networks>;
    readonly device: Device;
    readonly threads: number;
    /** One that others share and that its owner ends; by default one of their own, which ends with them. */
    readonly thread?: SessionThread;
}
type Networks = Readonly<Record<string, Uint8Array>>;
/** Throws SessionFailure of kind "device" or "network", and what `networks` rejects with. */
export declare function openSessions({ networks, device, threads, thread: shared }: SessionsOptions): Promise<Sessions>;
