import { resolve } from "node:path";
import { domainToASCII, fileURLToPath } from "node:url";
import { expected } from "../../errors.js";
const wanted = "a folder, postgres://HOST/DATABASE or redis://HOST";
/** Reads `--queue`. Throws bad-option, without what may be a password. */
export function parsePlace(text) {
    const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(text)?.[1]?.toLowerCase(); // two letters at least: C: is a drive
    if (scheme === undefined) {
        if (text.trim() === "")
            throw refuse("an empty text");
        return { kind: "folder", folder: resolve(text), shown: resolve(text) };
    }
    if (scheme === "file") {
        const folder = attempt(() => fileURLToPath(text), "a file: URL that names no local folder");
        return { kind: "folder", folder, shown: folder };
    }
    if (!["postgres", "postgresql", "redis", "rediss"].includes(scheme))
        throw refuse(`a ${scheme}: URL`);
    const url = attempt(() => new URL(text), `a ${scheme}: URL that cannot be read`);
    if (!text.slice(scheme.length).startsWith("://"))
        throw refuse(`a ${scheme}: URL without //`);
    return scheme.startsWith("redis") ? redis(url) : postgres(url);
}
function postgres(url) {
    if (url.searchParams.has("options"))
        throw refuse("a postgres: URL with the parameter options", "leave it out: the schema is set by the queue");
    const host = url.hostname === "" ? "" : decodeURIComponent(url.hostname);
    return { kind: "postgres", url: url.href, shown: `postgres://${host}${url.port === "" ? "" : `:${url.port}`}${url.pathname === "/" ? "" : url.pathname}` };
}
function redis(url) {
    const secret = attempt(() => ({ username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }), "a redis: URL with a user or password that is not percent-encoded");
    const db = /^\/?(\d*)$/.exec(url.pathname)?.[1];
    if (url.hostname === "" || domainToASCII(url.hostname.replace(/^\[.*\]$/, "ip6")) === "")
        throw refuse("a redis: URL without a host");
    if (db === undefined)
        throw refuse("a redis: URL whose path is no database number", "give the number of the database, as in redis://HOST/0");
    if (url.search !== "" || url.hash !== "")
        throw refuse("a redis: URL with parameters", "leave out what follows ? and #; TLS is asked for by rediss:");
    const [host, port] = [url.hostname.replace(/^\[|\]$/g, ""), Number(url.port || 6379)];
    return {
        kind: "redis",
        host,
        port,
        db: Number(db || 0),
        tls: url.protocol === "rediss:",
        ...(secret.username !== "" && { username: secret.username }),
        ...(secret.password !== "" && { password: secret.password }),
        shown: `${url.protocol}//${url.hostname}:${port}/${db || 0}`,
    };
}
function attempt(read, got) {
    try {
        return read();
    }
    catch {
        throw refuse(got); // no cause: it quotes the URL
    }
}
function refuse(got, advice = "write special characters in a password percent-encoded") {
    return expected("bad-option", { subject: "--queue", want: wanted, got, advice });
}
//# sourceMappingURL=place.js.map