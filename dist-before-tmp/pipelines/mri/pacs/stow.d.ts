import { type Dicomweb } from "./place.js";
import { type Call } from "./qido.js";
export interface Outgoing {
    readonly path: string;
    readonly bytes: number;
    readonly sopInstanceUid: string;
    readonly sopClassUid: string;
    readonly transferSyntax: string;
}
export interface Stored {
    readonly stored: number;
    /** The server had them already. */
    readonly already: number;
    /** Count by reason: a code of PS3.18 table I.2-2, as four hexadecimal digits, or "unnamed". */
    readonly failed: ReadonlyMap<string, number>;
    /** The server changed something: count by reason. */
    readonly warnings: ReadonlyMap<string, number>;
}
/** Stores files in one request (PS3.18 10.5, STOW-RS). What the server does not name in its answer has not been stored. */
export declare function store(place: Dicomweb, files: readonly Outgoing[], { patience, signal }?: Call): Promise<Stored>;
