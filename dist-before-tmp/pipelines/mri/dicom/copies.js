import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { refuse, skip } from "./classify.js";
import { gather } from "./gather.js";
import { contentHash } from "./read-slices.js";
/**
 * Objects that came more than once, by SOP Instance UID. Where geometry and decoded pixels agree (whatever the transfer
 * syntax), the first is kept; where they do not, none: one of them is not what its UID says.
 */
export async function withoutCopies(images, signal) {
    const kept = [];
    const dropped = [];
    const drop = ({ file, seriesUid, seriesNumber }, leaveOut) => {
        dropped.push({ file, seriesUid, ...(seriesNumber !== undefined && { seriesNumber }), leaveOut });
    };
    for (const [, same] of gather(images, ({ sopInstanceUid }) => sopInstanceUid)) {
        if (same.length === 1) {
            kept.push(same[0]);
            continue;
        }
        const sound = [];
        for (const image of same) {
            throwIfAborted(signal);
            try {
                sound.push({ image, hash: await contentHash(image) });
            }
            catch (error) {
                drop(image, refuse(error instanceof Error ? error.message : "damaged pixels"));
            }
        }
        const differ = sound.some(({ hash }) => hash !== sound[0].hash);
        for (const [i, { image }] of sound.entries()) {
            if (differ)
                drop(image, refuse("different objects under one SOP Instance UID"));
            else if (i > 0)
                drop(image, skip("copies of objects that were read already"));
            else
                kept.push(image);
        }
    }
    return { kept, dropped };
}
//# sourceMappingURL=copies.js.map