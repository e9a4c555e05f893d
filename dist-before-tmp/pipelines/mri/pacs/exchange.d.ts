import { type Dicomweb } from "./place.js";
import { type Patience } from "./retry.js";
export interface Request {
    readonly place: Dicomweb;
    /** Below the base address, with its query. */
    readonly path: string;
    /** For errors: "QIDO-RS". */
    readonly service: string;
    readonly accept: string;
    /** Statuses that are answers; others are thrown. */
    readonly accepted: readonly number[];
    /** Sent by POST; asked for anew when a redirect has it sent again. */
    readonly upload?: {
        readonly type: string;
        readonly length: number;
        readonly body: () => AsyncIterable<Uint8Array>;
    };
    readonly patience: Patience;
    readonly signal?: AbortSignal;
}
export interface Answer {
    readonly status: number;
    readonly headers: Headers;
    readonly body: AsyncIterable<Uint8Array>;
}
/**
 * One request of a DICOMweb service (PS3.18 8), once. `use` gets the answer and must read what it wants of the body; the connection ends with it.
 * Throws Unavailable for what may pass, bad-input for what the server refuses; neither repeats a word of the address or of the answer.
 */
export declare function exchange<T>(request: Request, use: (answer: Answer) => Promise<T>): Promise<T>;
