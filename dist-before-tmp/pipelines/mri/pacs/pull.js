import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { expected } from "../../../shared/errors.js";
import { publish } from "../../../shared/jobs/publish.js";
import { archive } from "./archive.js";
import { diskError, instanceFile, stagingBeside } from "./incoming.js";
import { nameOf } from "./place.js";
import { studyUid as checkedUid } from "./query.js";
import { Unavailable } from "./retry.js";
/**
 * Gets a study into `folder`, which appears under its name when all of it is there: every instance that the PACS lists of the wanted series.
 * Nothing is changed of what came: a file is the bytes that the PACS sent. A folder that holds whole series of the study is left as it is,
 * though others have come since. Throws bad-option where it holds something else, or a part of a series.
 */
export async function pullStudy(source, studyUid, folder, options = {}) {
    const { allSeries = false, overwrite = false, signal } = options;
    checkedUid(studyUid);
    const target = resolve(folder);
    const pacs = archive(source, options);
    const wanted = await wantedInstances(pacs, studyUid, allSeries, signal);
    if (wanted.size === 0)
        return { outcome: "nothing", newSeries: 0, series: 0, instances: 0, bytes: 0 };
    const there = await filesOf(target);
    if (there !== undefined && !overwrite) {
        const held = holding(there, wanted);
        if (held !== undefined)
            return held;
        throw expected("bad-option", { subject: "--output", want: "a new folder for the study, or one that holds what the PACS has", got: "one that holds something else", advice: "pass --overwrite to get the study anew" });
    }
    const own = options.staging === undefined ? await stagingBeside(target) : undefined;
    try {
        const staging = own ?? options.staging;
        const incoming = join(staging, `pull-${randomUUID()}`);
        await mkdir(incoming);
        let bytes = 0;
        for (const [seriesUid, instances] of wanted) {
            throwIfAborted(signal);
            const got = await pacs.retrieveSeries({ studyUid, seriesUid }, incoming);
            const missing = instances.filter((uid) => !got.instances.has(uid)).length;
            if (missing > 0)
                throw new Unavailable(`${nameOf(source)}: expected ${instances.length} objects of a series, got ${instances.length - missing}; try again when the study is complete there`);
            bytes += got.bytes;
        }
        // another run may have brought the same meanwhile
        const meanwhile = overwrite ? undefined : await filesOf(target);
        const held = meanwhile && holding(meanwhile, wanted);
        if (held !== undefined)
            return held;
        await publish([{ from: incoming, to: target }], { staging, replace: overwrite });
        return { outcome: "pulled", newSeries: 0, series: wanted.size, instances: [...wanted.values()].flat().length, bytes };
    }
    catch (error) {
        throw diskError(error);
    }
    finally {
        if (own !== undefined)
            await rm(own, { recursive: true, force: true });
    }
}
/** SOP Instance UIDs by series. */
async function wantedInstances(pacs, studyUid, allSeries, signal) {
    const wanted = new Map();
    for (const { seriesUid, modality } of await pacs.findSeries(studyUid)) {
        throwIfAborted(signal);
        if (!allSeries && modality !== "MR")
            continue;
        const series = { studyUid, seriesUid };
        const instances = await pacs.findInstances(series);
        if (instances.length > 0)
            wanted.set(seriesUid, instances);
    }
    return wanted;
}
/** Undefined where there is no folder. */
async function filesOf(folder) {
    return readdir(folder).catch((error) => {
        if (error.code === "ENOENT")
            return undefined;
        throw error.code === "ENOTDIR" ? expected("bad-option", { subject: "--output", want: "a folder", got: "a file of that name", advice: "choose another" }) : diskError(error);
    });
}
/** Undefined where the folder holds none of the series or a part of one. */
function holding(there, wanted) {
    const present = new Set(there);
    let [newSeries, instances] = [0, 0];
    for (const uids of wanted.values()) {
        const held = uids.filter((uid) => present.has(instanceFile(uid))).length;
        if (held === 0)
            newSeries += 1;
        else if (held < uids.length)
            return undefined;
        instances += held;
    }
    return instances === 0 ? undefined : { outcome: "already", newSeries, series: wanted.size - newSeries, instances, bytes: 0 };
}
//# sourceMappingURL=pull.js.map