import { basename, dirname } from "node:path";
import { expected, RestorationError } from "../../shared/errors.js";
/**
 * Runs `work` so that its errors hold no path of the item: a batch's log and its queue outlive the terminal, and a study's folder may be
 * called like its patient. The cause, which may hold one, is left out. What the file system refuses becomes a RestorationError.
 */
export async function withoutPaths(item, work) {
    try {
        return await work();
    }
    catch (error) {
        throw cleaned(error, item);
    }
}
export function cleaned(error, { input, output }) {
    const { code, path, syscall, message } = error;
    if (error instanceof RestorationError) {
        const places = [[input, "STUDY"], [output, "--output"], [dirname(input), "the folder of STUDY"], [dirname(output), "the folder of --output"]];
        const text = places.reduce((said, [place, name]) => bare(said, place, name), message);
        return text === message && error.cause === undefined ? error : new RestorationError(error.code, text, { retry: error.retry });
    }
    if (typeof code !== "string" || (path === undefined && syscall === undefined))
        return error;
    if (code === "ENOSPC" || code === "EDQUOT")
        return Object.assign(expected("no-space", { subject: "--output", want: "room on the disk", got: code, advice: "free some and try again" }), { retry: true });
    if (code === "EACCES" || code === "EPERM" || code === "EROFS")
        return expected("bad-option", { subject: "--output", want: "a folder that can be written", got: code, advice: "check its permissions" });
    return new RestorationError("bad-input", `the study or its output: expected files that stay in place, got ${code} (${syscall ?? "file"}); check the disk and try again`, { retry: true });
}
function bare(message, path, name) {
    const all = path.length > 1 ? message.replaceAll(path, name) : message;
    // messages that name a file alone begin with it
    return all.startsWith(`${basename(path)}: `) ? `${name}${all.slice(basename(path).length)}` : all;
}
//# sourceMappingURL=job-errors.js.map