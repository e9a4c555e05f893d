/** A redis-server or a private PostgreSQL cluster on loopback, for the benches: started, killed and started again on the same data. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmod, chown, mkdir, readdir } from "node:fs/promises";
import { createServer, connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface QueueServer {
  readonly url: string;
  /** Kill -9, a moment, and again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(kind: "redis" | "postgres", folder: string): Promise<QueueServer> {
  const port = await freePort();
  await mkdir(folder, { recursive: true });
  const run = kind === "redis" ? redis(folder, port) : await postgres(folder, port);
  let server = await up(run, port);
  return {
    url: kind === "redis" ? `redis://127.0.0.1:${port}` : `postgres://postgres@127.0.0.1:${port}/postgres`,
    async restart() {
      await killed(server);
      await delay(300);
      server = await up(run, port);
    },
    stop: () => killed(server),
  };
}

function redis(folder: string, port: number): () => ChildProcess {
  return () => spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"], { stdio: "ignore", detached: true });
}

/** PostgreSQL refuses to run as root. */
async function postgres(folder: string, port: number): Promise<() => ChildProcess> {
  const versions = (await readdir("/usr/lib/postgresql")).sort((a, b) => Number(b) - Number(a));
  const bin = `/usr/lib/postgresql/${versions[0]}/bin`;
  const root = process.getuid?.() === 0;
  const as = (command: string, args: readonly string[]): readonly [string, string[]] => (root ? ["runuser", ["-u", "postgres", "--", command, ...args]] : [command, [...args]]);
  const data = join(folder, "data");
  if (root) {
    const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"]).toString());
    await chown(folder, id("-u"), id("-g"));
    for (let it = join(folder, ".."); it !== "/" && it !== "/tmp"; it = join(it, "..")) await chmod(it, 0o755);
  }
  execFileSync(...as(join(bin, "initdb"), ["-D", data, "-A", "trust", "-U", "postgres", "--no-instructions"]), { stdio: "ignore" });
  return () => spawn(...as(join(bin, "postgres"), ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-k", folder]), { stdio: "ignore", detached: true });
}

async function up(run: () => ChildProcess, port: number): Promise<ChildProcess> {
  let server = run();
  for (let tries = 0; tries < 300; tries++) {
    if (await answers(port)) return server;
    await delay(100);
    // a killed PostgreSQL's backends hold its memory until they notice
    if (server.exitCode !== null || server.signalCode !== null) server = run();
  }
  throw new Error(`nothing answers on port ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

/** The whole process group: runuser does not pass a kill on. */
async function killed(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  try {
    process.kill(-server.pid!, "SIGKILL");
  } catch {
    return;
  }
  await ended;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
