import { createServer } from "node:net";
import { once } from "node:events";
import { resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openQueues } from "../../../shared/jobs/queue/open.js";
import { parsePlace } from "../../../shared/jobs/queue/place.js";
import { postgresInstalled, postgresServer, redisInstalled, redisServer, type Server } from "./servers.js";

describe("the place of a queue", () => {
  it.each([
    ["queue", { kind: "folder", folder: resolve("queue"), shown: resolve("queue") }],
    ["/data/a queue", { kind: "folder", folder: "/data/a queue" }],
    ["file:///data/a%20queue", { kind: "folder", folder: "/data/a queue" }],
    ["C:\\queue", { kind: "folder" }],
    ["postgres://me:planted@host:5433/jobs?sslmode=disable", { kind: "postgres", url: "postgres://me:planted@host:5433/jobs?sslmode=disable", shown: "postgres://host:5433/jobs" }],
    ["postgresql:///jobs?host=/run/postgresql", { kind: "postgres", shown: "postgres:///jobs" }],
    ["redis://host", { kind: "redis", host: "host", port: 6379, db: 0, tls: false, shown: "redis://host:6379/0" }],
    ["rediss://me:pl%40nted@host:6380/2", { kind: "redis", host: "host", port: 6380, db: 2, tls: true, username: "me", password: "pl@nted", shown: "rediss://host:6380/2" }],
    ["redis://[::1]:7000", { kind: "redis", host: "::1", port: 7000, shown: "redis://[::1]:7000/0" }],
  ])("is read from %s", (text, place) => {
    expect(parsePlace(text)).toMatchObject(place);
    expect(parsePlace(text).shown).not.toMatch(/planted|pl%40nted|me/);
  });

  it.each([
    ["", "an empty text"],
    ["http://planted@host", "a http: URL"],
    ["amqp://me:planted@host", "a amqp: URL"],
    ["postgres:planted", "a postgres: URL without //"],
    ["postgres://me:planted@host:port/jobs", "a postgres: URL that cannot be read"],
    ["postgres://me:planted@host/jobs?options=-csearch_path%3Dx", "a postgres: URL with the parameter options"],
    ["redis://me:planted@", "a redis: URL that cannot be read"],
    ["redis://:planted@host/jobs", "a redis: URL whose path is no database number"],
    ["redis://:planted%ZZ@host", "a redis: URL with a user or password that is not percent-encoded"],
    ["redis://host?password=planted", "a redis: URL with parameters"],
    ["file://planted/queue", "a file: URL that names no local folder"],
  ])("is refused as %s, without what may be a password", (text, got) => {
    const refused = (() => {
      try {
        return parsePlace(text);
      } catch (error) {
        return error as Error;
      }
    })();
    expect(refused).toMatchObject({ code: "bad-option", retry: false, message: expect.stringContaining(`--queue: expected a folder, postgres://HOST/DATABASE or redis://HOST, got ${got};`) as string });
    expect(JSON.stringify([refused, (refused as Error).message, String((refused as Error).cause)])).not.toContain("planted");
  });
});

describe("a server", () => {
  let server: Server | undefined;
  afterEach(() => server?.stop());

  it.each(["postgres", "redis"])("that is not there: %s", async (scheme) => {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address() as { port: number };
    probe.close();
    await expect(openQueues(`${scheme}://me:planted@127.0.0.1:${port}/0`)).rejects.toMatchObject({ code: "bad-option", retry: true, message: `--queue: expected a queue server at ${scheme}://127.0.0.1:${port}/0, got ECONNREFUSED; start it, or correct the address` });
  });

  it.each(["postgres", "redis"])("that accepts and says nothing is given up in time: %s", async (scheme) => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as { port: number };
    await expect(openQueues(`${scheme}://127.0.0.1:${port}/0`, { connectTimeoutMs: 300 })).rejects.toMatchObject({ code: "bad-option", retry: true });
    silent.close();
  });

  it.skipIf(!redisInstalled)("that wants another password: Redis", async () => {
    server = await redisServer({ password: "right" });
    await expect(openQueues(server.place.replace("right", "planted"))).rejects.toMatchObject({ code: "bad-option", retry: false, message: expect.stringContaining("WRONGPASS") as string });
    await expect(openQueues(server.place.replace("right", "planted"))).rejects.not.toMatchObject({ message: expect.stringContaining("planted") as string });
    const queues = await openQueues(server.place);
    expect(queues.shown).not.toContain("right");
    await queues.close();
  });

  it.skipIf(!redisInstalled)("that forgets when it is killed is warned of: Redis", async () => {
    server = await redisServer({ appendonly: false });
    const warnings: string[] = [];
    await (await openQueues(server.place, { warn: (message) => warnings.push(message) })).close();
    expect(warnings.join()).toContain("set appendonly yes");
  });

  it.skipIf(!postgresInstalled)("that has no such database: PostgreSQL", async () => {
    server = await postgresServer();
    await expect(openQueues(`${server.place}-other`)).rejects.toMatchObject({ code: "bad-option", retry: false, message: expect.stringContaining('database "postgres-other" does not exist') as string });
  });

  it.skipIf(!redisInstalled || !postgresInstalled).each([
    ["Redis", redisServer],
    ["PostgreSQL", postgresServer],
  ])("that is killed and comes back is waited for, and told of once: %s", async (_, start) => {
    server = await start();
    const warnings: string[] = [];
    const queues = await openQueues(server.place, { warn: (message) => warnings.push(message) });
    const queue = queues.queue<{ n: number }, number>("rsr");
    await queue.addBulk(Array.from({ length: 30 }, (_, n) => ({ name: "scene", data: { n }, opts: { jobId: `key-${n}` } })));
    const done = new Set<number>();
    let killed: Promise<void> | undefined;
    await new Promise<void>((resolve) => {
      const worker = queues.worker<{ n: number }, number>(
        "rsr",
        async ({ data: { n } }) => {
          if (n === 10) await (killed ??= server!.kill().then(() => server!.start()));
          done.add(n);
          return n;
        },
        { lockDuration: 1000, lockRenewTime: 400, stalledInterval: 300 },
      );
      worker.on("completed", () => void queue.getCompletedCount().then((count) => count === 30 && resolve()));
    });
    expect(done.size).toBe(30);
    expect(await queue.getFailedCount()).toBe(0);
    expect(warnings.filter((message) => message.includes("going on when the queue server is back"))).toHaveLength(1);
    expect(warnings.join()).not.toContain("planted");
    await queues.close();
  });

  it.skipIf(!redisInstalled || !postgresInstalled).each([
    ["Redis", redisServer],
    ["PostgreSQL", postgresServer],
  ])("that is gone for good does not keep the end waiting: %s", async (_, start) => {
    server = await start();
    const queues = await openQueues(server.place);
    await queues.queue("rsr").waitUntilReady();
    await queues.events("rsr").waitUntilReady();
    await queues.worker("rsr", () => Promise.reject(new Error("never called"))).waitUntilReady();
    await server.kill();
    await queues.close();
  });
});
