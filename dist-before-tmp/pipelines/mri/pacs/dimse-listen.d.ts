import { type Host } from "./dimse-peer.js";
export interface Listening {
    readonly port: number;
    /** Takes no new associations, and ends those that are open. */
    close(): Promise<void>;
}
/** A storage service class provider (PS3.4 B). With TLS and authorities named, callers must show a certificate of theirs; `prepare` comes before the first of them. */
export declare function listenOn(host: Host, { port, address, tls, idleMs, prepare }: {
    readonly port: number;
    readonly address?: string;
    readonly tls?: boolean;
    readonly idleMs?: number;
    readonly prepare?: (port: number) => Promise<void>;
}): Promise<Listening>;
