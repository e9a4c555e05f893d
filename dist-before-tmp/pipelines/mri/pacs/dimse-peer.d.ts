import type { Socket } from "node:net";
import { type Library } from "./dimse-library.js";
/** What one end of an association does with what the other one asks for. */
export interface Host {
    /** Hidden files are written here while they come. */
    readonly spool: string;
    /** Whether an association is taken; absent on the end that asked for it. */
    readonly accept?: (association: {
        readonly calling: string;
        readonly called: string;
    }) => "yes" | "unknown-calling" | "unknown-called";
    /** Takes over a Part 10 file in the spool; gives the status that is answered. */
    readonly arrived: (path: string) => Promise<number>;
}
/**
 * One end of an association over a socket, either side. What is stored here arrives as a file of the received bytes behind file meta
 * information of our own: nothing is parsed and written again, which is what the library would do.
 */
export declare function openPeer(socket: Socket, host: Host, idleMs: number): Library.Scp;
/** Lossless before lossy, explicit before implicit, else as they are listed: the sender's first is what it has. */
export declare function preferred(offered: readonly string[]): string | undefined;
