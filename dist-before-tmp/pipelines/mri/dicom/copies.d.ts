import type { Image } from "./image.js";
import type { Left } from "./stacks.js";
/**
 * Objects that came more than once, by SOP Instance UID. Where geometry and decoded pixels agree (whatever the transfer
 * syntax), the first is kept; where they do not, none: one of them is not what its UID says.
 */
export declare function withoutCopies(images: readonly Image[], signal?: AbortSignal): Promise<{
    kept: Image[];
    dropped: Left[];
}>;
