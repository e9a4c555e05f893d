import { type Library } from "./dimse-library.js";
import { type Host } from "./dimse-peer.js";
import { type Dimse } from "./place.js";
import type { Call } from "./qido.js";
/** One abstract syntax with the transfer syntaxes to choose one from. */
export interface Proposal {
    readonly abstract: string;
    readonly syntaxes: readonly string[];
    /** We are the ones that are stored to (C-GET). */
    readonly provider?: boolean;
}
export interface Associated {
    readonly association: Library.association.Association;
    /** Sends one request and gives its last response; `onPending` sees those before it. Throws Unavailable when the association breaks. */
    ask(request: Library.requests.Request, onPending?: (response: Library.responses.Response) => void): Promise<Library.responses.Response>;
}
/** Runs `use` on an association (PS3.8 7) of its own, with retries of the whole where it breaks. */
export declare function associate<T>(place: Dimse, proposals: readonly Proposal[], use: (associated: Associated) => Promise<T>, { patience, signal, host }?: Call & {
    readonly host?: Host;
}): Promise<T>;
/** Status as the standard lists it: four hexadecimal digits. */
export declare function codeOf(response: Library.responses.Response): string;
