import { RestorationError } from "../../errors.js";
/** A datastore for BullMQ. */
export interface Backend {
    readonly shown: string;
    readonly connection: unknown;
    readonly factory: unknown;
    /** No more waiting for a server that is away: what is being asked fails. */
    giveUp(): void;
    close(): Promise<void>;
}
/** Of outages: `lost` warns once until `found`. */
export interface Tell {
    warn(message: string): void;
    lost(error: Error): void;
    found(): void;
    away(): boolean;
}
/** Whether the server may be back later: sockets, class 08, shut-downs and starts (57P), too many connections (53300). */
export declare function lost(error: unknown): boolean;
/** Throws bad-option (retry) where `connect` fails or takes too long; a RestorationError as it is. */
export declare function reachable<T>(shown: string, timeoutMs: number, connect: () => Promise<T>): Promise<T>;
/** The server answers, and says no. */
export declare function refusedBy(shown: string, message: string, cause: unknown): RestorationError;
export declare function telling(shown: string, warn: (message: string) => void): Tell;
