import { exchange } from "./exchange.js";
import { receive } from "./incoming.js";
import { boundaryOf, readMultipart } from "./multipart-read.js";
import { nameOf } from "./place.js";
import { patience as usual, retrying } from "./retry.js";
/** transfer-syntax=*: pixels arrive as they are stored (PS3.18 8.7.3.5.2). */
const asStored = 'multipart/related; type="application/dicom"; transfer-syntax=*';
/**
 * Retrieves a series (PS3.18 10.4, WADO-RS) into `folder`, an instance at a time; when the answer breaks off, it is asked for again.
 * Throws bad-input where the server gives another series than the one asked for.
 */
export async function retrieveSeries(place, { studyUid, seriesUid }, folder, { patience = usual, signal } = {}) {
    const subject = `WADO-RS at ${nameOf(place)}`;
    const request = { place, path: `studies/${studyUid}/series/${seriesUid}`, service: "WADO-RS", accept: asStored, accepted: [200], patience, ...(signal && { signal }) };
    return retrying(() => exchange(request, async ({ headers, body }) => {
        const instances = new Set();
        let bytes = 0;
        for await (const part of readMultipart(body, boundaryOf(headers.get("content-type"), subject), subject)) {
            const { identity, bytes: size } = await receive(folder, part.body, subject, (it) => it.studyUid === studyUid && it.seriesUid === seriesUid);
            instances.add(identity.sopInstanceUid);
            bytes += size;
        }
        return { instances, bytes };
    }), patience, signal);
}
//# sourceMappingURL=wado.js.map