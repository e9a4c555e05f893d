import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { expected } from "../../errors.js";
/**
 * One process per folder. Locks are numbered files of which the highest counts; it is created complete (by link, which fails
 * where it exists) and removed only after a higher one stands, so two starters that find the same dead holder cannot both win.
 * Throws bad-option (retry) where a living process holds the folder. Gives back what releases it.
 */
export async function lockFolder(folder) {
    await mkdir(folder, { recursive: true });
    const me = { pid: process.pid, started: await startOf(process.pid), host: hostname() };
    for (;;) {
        const last = (await numbers(folder)).at(-1) ?? 0;
        const holder = last === 0 ? undefined : await read(join(folder, `lock-${last}`));
        if (holder === "gone")
            continue;
        if (holder !== undefined && (await holds(holder)))
            throw held(folder, holder, last);
        const own = last + 1;
        if (!(await create(folder, own, me)))
            continue;
        const all = await numbers(folder);
        if (all.at(-1) !== own) {
            await rm(join(folder, `lock-${own}`), { force: true }); // the number had been used and removed while we looked
            continue;
        }
        for (const name of await readdir(folder))
            if (name.startsWith(".lock-") || Number(/^lock-(\d+)$/.exec(name)?.[1] ?? own) < own)
                await rm(join(folder, name), { force: true });
        return () => replace(folder, own, { ...me, pid: 0 });
    }
}
async function numbers(folder) {
    const found = (await readdir(folder)).map((name) => Number(/^lock-(\d+)$/.exec(name)?.[1] ?? 0));
    return found.filter((n) => n > 0).sort((a, b) => a - b);
}
async function create(folder, n, holder) {
    const draft = join(folder, `.lock-${holder.pid}-${n}`);
    await writeFile(draft, JSON.stringify(holder));
    try {
        await link(draft, join(folder, `lock-${n}`));
        return true;
    }
    catch (error) {
        if (["EEXIST", "ENOENT"].includes(error.code ?? ""))
            return false; // ENOENT: a winner swept our draft away
        throw error;
    }
    finally {
        await rm(draft, { force: true });
    }
}
async function replace(folder, n, holder) {
    const draft = join(folder, `.lock-${n}-released`);
    await writeFile(draft, JSON.stringify(holder));
    await rename(draft, join(folder, `lock-${n}`));
}
async function read(path) {
    try {
        const { pid, started, host } = JSON.parse(await readFile(path, "utf8"));
        return { pid, started, host };
    }
    catch (error) {
        if (error.code === "ENOENT")
            return "gone";
        if (error instanceof SyntaxError)
            return undefined; // cut off by a full disk or a power failure: nobody writes it in place
        throw error;
    }
}
async function holds({ pid, started, host }) {
    if (pid === 0)
        return false;
    if (host !== hostname())
        return true; // a process of another machine or container cannot be looked for
    try {
        process.kill(pid, 0);
    }
    catch (error) {
        if (error.code === "ESRCH")
            return false;
    }
    return (await startOf(pid)) === started;
}
/** Since boot, in clock ticks (proc(5), field 22 of stat; the name before it may hold spaces). "" for a zombie, too: it holds nothing. */
async function startOf(pid) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
}
function held(folder, { pid, host }, n) {
    const here = host === hostname();
    return expected("bad-option", {
        subject: basename(folder),
        want: "a queue folder that no other process uses",
        got: `one that process ${pid}${pid === process.pid && here ? " (this one)" : ""}${here ? "" : ` on ${host}`} holds`,
        advice: here ? "wait for it, stop it, or name a queue server with --queue for several processes" : `remove lock-${n} in it if that process is gone`,
        retry: true,
    });
}
//# sourceMappingURL=folder-lock.js.map