import type { Residual } from "./consistency.js";
import type { Findings, Fingerprint } from "./journal.js";
import type { ReportedModel } from "./report.js";
/** What all slabs of a scene go by: the first that needs it finds it out, so that machines need not agree in the last bit. */
export interface Agreed {
    readonly key: string;
    readonly fingerprint: Fingerprint;
    readonly findings: Findings;
    readonly model?: Omit<ReportedModel, "card" | "hash">;
    readonly warnings: readonly string[];
}
/** What a finished slab tells beside its blocks. */
export interface SlabRecord {
    readonly key: string;
    readonly of: number;
    /** Of each restored band, over the pixels that are this slab's to measure. */
    readonly residuals: readonly Residual[];
    readonly tiles: number;
    readonly networkCalls: number;
    readonly seconds: {
        readonly prepare: number;
        readonly tiles: number;
    };
}
export declare function slabFolder(common: string, { index, of }: {
    readonly index: number;
    readonly of: number;
}): string;
export declare function readAgreed(common: string, key: string): Promise<Agreed | undefined>;
/** What was agreed on: this, or what another wrote before. Throws no-device where it cannot be shared. */
export declare function agree(common: string, mine: Agreed): Promise<Agreed>;
/** Throws no-device where this machine would compute otherwise than the scene's first slab was. */
export declare function requireAgreement({ fingerprint: theirs }: Agreed, mine: Fingerprint, name: string): void;
export declare function readSlab(folder: string, { key, of }: {
    readonly key: string;
    readonly of: number;
}): Promise<SlabRecord | undefined>;
/**
 * A folder that appears whole, with its content.json, or not at all; of several the first stands: a rename onto a folder that holds
 * something fails on every file system, where links and exclusive opens do not work on all. `fill` may put more into it.
 */
export declare function placeFolder<T extends object>(common: string, folder: string, content: T | ((temporary: string) => Promise<T>)): Promise<void>;
