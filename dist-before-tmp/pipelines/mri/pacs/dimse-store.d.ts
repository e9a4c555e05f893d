import type { Dimse } from "./place.js";
import type { Call } from "./qido.js";
import type { Outgoing, Stored } from "./stow.js";
/**
 * Stores files by C-STORE (PS3.4 B). The bytes of each data set go out as they lie in the file: a PACS that does not take a transfer
 * syntax does not get that file ("transfer-syntax" among the failures), for converting it with the library would drop private elements.
 */
export declare function store(place: Dimse, files: readonly Outgoing[], call?: Call): Promise<Stored>;
