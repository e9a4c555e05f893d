import { mkdtemp, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { associate } from "./dimse-associate.js";
import { findInstances, refused } from "./dimse-find.js";
import { dimseLibrary, status, uncompressed } from "./dimse-library.js";
import { listenOn } from "./dimse-listen.js";
import { keep } from "./incoming.js";
import { nameOf } from "./place.js";
/** Study Root Query/Retrieve (PS3.4 C.6.2). */
const get = "1.2.840.10008.5.1.4.1.2.2.3";
const move = "1.2.840.10008.5.1.4.1.2.2.2";
/** Warning: sub-operations complete, one or more failures (PS3.4 table C.4-2). */
const someFailed = 0xb000;
/** One context for each, so that the PACS can send what it has; those that this software reads. */
const compressed = [".90", ".80", ".70", ".57", ".201", ".202", ".50", ".51", ".81", ".91"].map((end) => `1.2.840.10008.1.2.4${end}`).concat("1.2.840.10008.1.2.5", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99");
/** PS3.8 9.3.2.2: identifiers are odd and below 256. One is for C-GET itself. */
const mostContexts = 128;
/**
 * Retrieves a series into `folder`: by C-GET over our own association, or by C-MOVE to a port of ours, under our AE title, where the place
 * names one. The bytes of each data set are written as they came.
 */
export async function retrieveSeries(place, { studyUid, seriesUid }, folder, call = {}) {
    const classes = [...new Set((await findInstances(place, { studyUid, seriesUid }, call)).map((it) => it.sopClassUid).filter((uid) => uid !== undefined))];
    const subject = nameOf(place);
    const spool = await mkdtemp(join(folder, ".spool-"));
    try {
        const instances = new Set();
        let bytes = 0;
        let problem;
        const host = {
            spool,
            arrived: async (path) => {
                const { identity, kept } = await keep(path, folder, subject, (it) => it.studyUid === studyUid && it.seriesUid === seriesUid).catch((error) => {
                    problem ??= error;
                    throw error;
                });
                if (!instances.has(identity.sopInstanceUid))
                    bytes += (await stat(kept)).size;
                instances.add(identity.sopInstanceUid);
                return status.success;
            },
        };
        if (place.movePort === undefined)
            await byGet(place, { studyUid, seriesUid }, classes, { ...call, host });
        else
            await byMove(place, { studyUid, seriesUid }, host, place.movePort, call);
        if (problem !== undefined)
            throw problem; // the PACS only knows that something failed
        return { instances, bytes };
    }
    finally {
        await rm(spool, { recursive: true, force: true });
    }
}
async function byGet(place, { studyUid, seriesUid }, classes, call) {
    const { requests: { CGetRequest } } = dimseLibrary();
    const stored = (classes.length > 0 ? classes : usualClasses).flatMap((abstract) => [...uncompressed, ...compressed].map((syntax) => ({ abstract, syntaxes: [syntax], provider: true })));
    await associate(place, [{ abstract: get, syntaxes: uncompressed }, ...stored.slice(0, mostContexts - 1)], async ({ ask }) => {
        check(place, "C-GET", await ask(CGetRequest.createSeriesGetRequest(studyUid, seriesUid)));
    }, call);
}
async function byMove(place, { studyUid, seriesUid }, host, port, call) {
    const { requests: { CMoveRequest } } = dimseLibrary();
    const accept = ({ calling, called }) => (called !== place.calling ? "unknown-called" : calling !== place.called ? "unknown-calling" : "yes");
    const listener = await listenOn({ ...host, accept }, { port, tls: place.tls === true, ...(place.moveHost !== undefined && { address: place.moveHost }) });
    try {
        await associate(place, [{ abstract: move, syntaxes: uncompressed }], async ({ ask }) => {
            check(place, "C-MOVE", await ask(CMoveRequest.createSeriesMoveRequest(place.calling, studyUid, seriesUid)));
        }, call);
    }
    finally {
        await listener.close();
    }
}
/** What an archive of MR may hold, for a PACS that does not tell the classes of its instances: MR, Enhanced MR, Secondary Capture. */
const usualClasses = ["1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.4.1", "1.2.840.10008.5.1.4.1.1.7"];
/** Failures of single instances show in what has arrived. */
function check(place, operation, response) {
    const code = response.getStatus();
    if (code === status.success || code === someFailed)
        return;
    // A801H says that it does not know where to send to; some say it otherwise
    throw refused(place, operation, response, place.movePort === undefined ? "" : `, and have its administrator enter the AE title ${place.calling} with our host and port`);
}
//# sourceMappingURL=dimse-retrieve.js.map