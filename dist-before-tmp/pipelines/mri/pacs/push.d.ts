import type { Place } from "./place.js";
import type { Call } from "./qido.js";
export interface PushOptions extends Call {
    /** Bytes of one request at most; a larger file goes alone. Default 64 MiB. */
    readonly batchBytes?: number;
    readonly onFiles?: (done: number, of: number) => void;
}
export interface Pushed {
    readonly stored: number;
    /** The PACS had them before. */
    readonly already: number;
    /** Count by reason code, four hexadecimal digits, or "unnamed". */
    readonly failed: Readonly<Record<string, number>>;
    /** Of what was stored, count by reason code: the PACS changed something. */
    readonly warnings: Readonly<Record<string, number>>;
    /** Files that are not DICOM, a DICOMDIR, or damaged: left alone. */
    readonly leftAlone: number;
}
/**
 * Sends every DICOM file below `folder`, unchanged. What the PACS lists already is not sent again, so a push that broke off is simply repeated.
 * Objects that it refuses are counted by reason; whatever stops all of them is thrown.
 */
export declare function pushFolder(target: Place, folder: string, options?: PushOptions): Promise<Pushed>;
