import { createRedisBackend } from "bullmq";
import { Redis } from "ioredis";
import { reachable, refusedBy } from "./backend.js";
export async function openRedis(place, { connectTimeoutMs, tell }) {
    const { host, port, db, username, password, tls } = place;
    const options = { host, port, db, connectTimeout: connectTimeoutMs, ...(username !== undefined && { username }), ...(password !== undefined && { password }), ...(tls && { tls: { servername: host } }) };
    const info = await reachable(place.shown, connectTimeoutMs, () => ask(options, place.shown));
    for (const warning of warnings(info))
        tell.warn(`${place.shown}: ${warning}`);
    const connection = { ...options, maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(100 * 2 ** times, 2000) };
    return { shown: place.shown, connection, factory: createRedisBackend, giveUp: () => { }, close: () => Promise.resolve() };
}
/** One connection that gives up at its first failure; BullMQ's own would try for ever. */
async function ask(options, shown) {
    const client = new Redis({ ...options, replyMapping: "legacy", lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0, enableReadyCheck: false });
    let cause;
    client.on("error", (error) => (cause ??= error));
    try {
        await client.connect();
        return await client.info();
    }
    catch (error) {
        const reason = cause ?? error;
        if (/WRONGPASS|NOAUTH|NOPERM|ERR AUTH|invalid password|DB index|SSL|certificate|self-signed/i.test(reason.message))
            throw refusedBy(shown, reason.message, reason);
        throw reason;
    }
    finally {
        client.disconnect();
    }
}
function warnings(info) {
    const value = (key) => new RegExp(`^${key}:(.*?)\\r?$`, "m").exec(info)?.[1];
    return [
        ...(value("aof_enabled") === "0" ? ["jobs added shortly before the server is killed may be forgotten; set appendonly yes in its configuration"] : []),
        ...(![undefined, "noeviction"].includes(value("maxmemory_policy")) ? ["the server may drop jobs when its memory is full; set maxmemory-policy noeviction"] : []),
    ];
}
//# sourceMappingURL=redis-server.js.map