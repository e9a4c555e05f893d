import { once } from "node:events";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { RestorationError } from "../../../shared/errors.js";
import { listenOn } from "./dimse-listen.js";
import { dimseLibrary, status } from "./dimse-library.js";
import { diskError, identify, keep, studyFolder } from "./incoming.js";
/**
 * Takes what is stored to us (C-STORE) until the signal comes. A study is gathered in a hidden folder of `output` and gets its name, a rename,
 * when nothing more comes of it; what is not complete when we are stopped or killed is, some time after the next start.
 * Where the name is taken, by images that came before, the later ones get it with a number.
 */
export async function listen(options) {
    const { output, quietMs, signal, aet, accept, onStudy, onProblem } = options;
    dimseLibrary();
    const inbox = new Inbox(resolve(output), quietMs, { ...(onStudy && { onStudy }), ...(onProblem && { onProblem }) });
    const host = {
        get spool() {
            return inbox.folder;
        },
        accept: ({ calling, called }) => (called !== aet ? "unknown-called" : accept !== undefined && !accept.includes(calling) ? "unknown-calling" : "yes"),
        arrived: (path) => inbox.take(path),
    };
    await mkdir(output, { recursive: true }).catch((cause) => {
        throw diskError(cause);
    });
    const listener = await listenOn(host, {
        port: options.port, ...(options.address !== undefined && { address: options.address }), tls: options.tls ?? false,
        // the port is ours alone on this machine, so the folder is too
        prepare: (port) => inbox.open(`.incoming-${hostname()}-${port}`),
    });
    try {
        options.onReady?.(listener.port);
        if (!signal.aborted)
            await once(signal, "abort");
    }
    finally {
        await listener.close();
        await inbox.close();
    }
}
class Inbox {
    output;
    quietMs;
    tell;
    folder = "";
    timers = new Map();
    closed = false;
    /** Names are given one after the other: a study that is being finished takes nothing more. */
    last = Promise.resolve();
    constructor(output, quietMs, tell) {
        this.output = output;
        this.quietMs = quietMs;
        this.tell = tell;
    }
    /** Takes up what an earlier run left. */
    async open(name) {
        this.folder = join(this.output, name);
        await mkdir(this.folder, { recursive: true });
        for (const entry of await readdir(this.folder)) {
            if (entry.startsWith("."))
                await rm(join(this.folder, entry), { recursive: true, force: true });
            else
                this.wait(entry);
        }
    }
    async take(path) {
        return this.next(async () => {
            try {
                const identity = await identify(path);
                if (identity === undefined) {
                    await rm(path, { force: true });
                    return status.cannotUnderstand;
                }
                const study = studyFolder(identity.studyUid);
                await mkdir(join(this.folder, study), { recursive: true });
                await keep(path, join(this.folder, study), "C-STORE");
                this.wait(study);
                return status.success;
            }
            catch (error) {
                await rm(path, { force: true });
                const known = diskError(error);
                this.tell.onProblem?.(known instanceof RestorationError ? known.message : "an instance could not be kept");
                return known instanceof RestorationError && known.code === "bad-input" ? status.cannotUnderstand : status.outOfResources;
            }
        });
    }
    wait(study) {
        if (this.closed)
            return;
        clearTimeout(this.timers.get(study));
        this.timers.set(study, setTimeout(() => {
            this.timers.delete(study);
            void this.next(() => (this.timers.has(study) ? undefined : this.finish(study)));
        }, this.quietMs));
    }
    async finish(study) {
        try {
            const instances = (await readdir(join(this.folder, study))).length;
            const folder = await this.publish(study);
            this.tell.onStudy?.({ folder, instances });
        }
        catch (error) {
            const known = diskError(error);
            this.tell.onProblem?.(`${study}: ${known instanceof RestorationError ? known.message : "could not be given its name"}`);
            this.wait(study); // nothing is lost: it is tried again
        }
    }
    async publish(study) {
        for (let n = 1;; n++) {
            const folder = n === 1 ? study : `${study}-${n}`;
            try {
                await rename(join(this.folder, study), join(this.output, folder));
                return folder;
            }
            catch (error) {
                const code = error.code;
                if (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "ENOTDIR")
                    throw error;
            }
        }
    }
    next(work) {
        const done = this.last.then(work);
        this.last = done.catch(() => undefined);
        return done;
    }
    async close() {
        this.closed = true;
        for (const timer of this.timers.values())
            clearTimeout(timer);
        await this.last;
    }
}
//# sourceMappingURL=listen.js.map