import { basename, relative, resolve, sep } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { RestorationError } from "../../errors.js";
import { foldersBelow, itemAt } from "./gather.js";
import { walk } from "./watch-tree.js";
/** Things warned of; beyond it the oldest may be told again. */
const WARNED = 1000;
/**
 * The inputs that arrive in a drop folder, and those that lie there: each when its size and time (of a study all its files' and their
 * number) have stayed the same over `settle` looks and it is not being written under a temporary name; again when it changes. By looking,
 * not by events, which network mounts do not send. Results below the folder are left alone. Ends when the signal says so.
 */
export async function* watch(domain, folder, options = {}) {
    const { interval = 2, settle = 2, signal, wait = pause } = options;
    const root = resolve(folder);
    const seen = new Map();
    const warn = once(options.warn ?? (() => undefined));
    let last;
    try {
        for (;;) {
            const tree = await walk(root, { signal, unreadable: (path, code) => warn(`${unreadableName(domain, relative(root, path) || basename(root))}: expected what can be read, got ${code}; it is left alone`) });
            if (tree.state !== last) {
                const found = await discovered(domain, root, options, warn);
                // looked at again where something vanished between the two
                last = found === undefined ? undefined : tree.state;
                if (found !== undefined)
                    keep(seen, found);
            }
            for (const input of settled(seen, tree, settle)) {
                const item = await itemOf(domain, root, input, { options, warn });
                if (item !== undefined)
                    yield item;
            }
            if (signal?.aborted)
                return;
            await wait(interval, signal);
        }
    }
    catch (error) {
        if (signal?.aborted)
            return;
        throw error;
    }
}
async function discovered(domain, root, { output, signal }, warn) {
    try {
        const gone = (error) => void (error.cause?.code !== "ENOENT" && warn(error.message));
        const results = output === undefined || resolve(output) === root ? undefined : `${resolve(output)}${sep}`;
        return (await domain.discover(root, signal, gone)).filter((input) => results === undefined || !input.startsWith(results));
    }
    catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof RestorationError))
            throw error;
        warn(error.message);
        return undefined;
    }
}
function keep(seen, found) {
    const there = new Set(found);
    for (const input of seen.keys())
        if (!there.has(input))
            seen.delete(input);
    for (const input of found)
        if (!seen.has(input))
            seen.set(input, { state: "", looks: 0 });
}
/** Inputs that have become settled with this look. */
function settled(seen, tree, settle) {
    const now = [];
    for (const [input, it] of seen) {
        const state = tree.stateOf(input) ?? "";
        it.looks = state !== "" && state === it.state ? it.looks + 1 : 0;
        it.state = state;
        if (state === "" || it.looks < settle || it.reported === state)
            continue;
        it.reported = state;
        now.push(input);
    }
    return now;
}
async function itemOf(domain, root, input, { options, warn }) {
    try {
        const item = itemAt(domain, input, { below: foldersBelow(root, input), ...options });
        domain.check(item);
        return item;
    }
    catch (error) {
        if (!(error instanceof RestorationError))
            throw error;
        warn(error.message);
        return undefined;
    }
}
/** Folders of patients are often named after them, and warnings go to logs. */
function unreadableName({ kind, unit }, path) {
    return kind === "mri" ? `something in the folder of ${unit.many}` : path;
}
function once(tell) {
    const told = new Set();
    return (message) => {
        if (told.has(message))
            return;
        if (told.size >= WARNED)
            told.delete(told.values().next().value);
        told.add(message);
        tell(message);
    };
}
async function pause(seconds, signal) {
    await after(1000 * seconds, undefined, signal && { signal });
}
//# sourceMappingURL=watch.js.map