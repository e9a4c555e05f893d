import { stat, statfs } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { RestorationError } from "../../errors.js";
/** Headers read at a time: on a network mount each waits. */
const AT_ONCE = 8;
export async function estimate(domain, items, { cores = availableParallelism(), concurrency = 1, signal } = {}) {
    const wrong = [];
    const disks = new Map();
    const homes = new Map();
    const sum = { pixels: 0, bytes: 0, coreSeconds: 0 };
    const one = async (item, at) => {
        try {
            const { pixels, bytes, seconds } = await domain.estimate(item, signal);
            sum.pixels += pixels;
            sum.bytes += bytes;
            sum.coreSeconds += seconds;
            const folder = dirname(item.output);
            if (!homes.has(folder))
                homes.set(folder, standing(folder));
            const { device, ...home } = await homes.get(folder);
            const disk = disks.get(device) ?? { ...home, bytes: 0 };
            disks.set(device, disk);
            disk.bytes += bytes;
        }
        catch (error) {
            signal?.throwIfAborted();
            if (!(error instanceof RestorationError))
                throw error;
            wrong.push({ number: at + 1, input: item.input, reason: error.message });
        }
    };
    const queue = items.entries();
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (const [at, item] of queue) {
            signal?.throwIfAborted();
            await one(item, at);
        }
    }));
    const used = concurrency > 0 ? Math.min(cores, concurrency * Math.max(1, Math.floor(cores / concurrency))) : cores;
    return {
        unit: domain.unit.many, items: items.length, wrong: wrong.sort((a, b) => a.number - b.number),
        ...sum, disks: [...disks.values()], cores: used, seconds: sum.coreSeconds / used,
    };
}
/** For a person: a few lines, and at most `shown` of the wrong items. */
export function estimateText({ unit, items, wrong, pixels, bytes, disks, coreSeconds, cores, seconds }, { shown = 20 } = {}) {
    const lines = [
        `${items} ${unit}${wrong.length > 0 ? `, of which ${wrong.length} cannot be done` : ""}`,
        `pixels  ${count(pixels)}`,
        `disk    at most ${size(bytes)}`,
        ...disks.map(({ folder, bytes: of, free }) => `        ${folder}: at most ${size(of)} of ${size(free)} free${of > free ? ": MAY NOT FIT" : ""}`),
        `time    about ${duration(seconds)} on ${cores} core${cores === 1 ? "" : "s"} (${duration(coreSeconds)} of one)`,
        ...wrong.slice(0, shown).map(({ number, reason }) => `wrong   ${number}: ${reason}`),
        ...(wrong.length > shown ? [`        and ${wrong.length - shown} more`] : []),
    ];
    return lines.join("\n");
}
/** The folder that is there, at or above one that may not be, and the file system it is on. */
async function standing(folder) {
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory() && dirname(folder) !== folder)
        return standing(dirname(folder));
    const { bavail, bsize } = await statfs(folder);
    return { folder, device: found?.dev ?? 0, free: bavail * bsize };
}
function count(n) {
    return n >= 1e9 ? `${(n / 1e9).toFixed(1)} billion` : n >= 1e6 ? `${(n / 1e6).toFixed(1)} million` : String(n);
}
function size(bytes) {
    const [unit, of] = [["TB", 1e12], ["GB", 1e9], ["MB", 1e6]].find(([, each]) => bytes >= each) ?? ["kB", 1e3];
    return `${(bytes / of).toFixed(1)} ${unit}`;
}
function duration(seconds) {
    if (seconds < 60)
        return `${Math.ceil(seconds)} s`;
    const minutes = Math.round(seconds / 60);
    if (minutes < 60)
        return `${minutes} min`;
    return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${(minutes / 1440).toFixed(1)} days`;
}
//# sourceMappingURL=estimate.js.map