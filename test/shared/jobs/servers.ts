import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { chmod, chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A queue server of the tests' own on loopback. */
export interface Server {
  readonly place: string;
  /** Ends the server as a power switch would, and waits for its end. */
  kill(): Promise<void>;
  /** Again on the same port and files. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export const redisInstalled = spawnSync("redis-server", ["--version"]).status === 0;
const postgresPrograms = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").map((version) => `/usr/lib/postgresql/${version}/bin`).find((bin) => existsSync(join(bin, "initdb"))) : undefined;
export const postgresInstalled = postgresPrograms !== undefined;

export async function redisServer({ appendonly = true, password }: { appendonly?: boolean; password?: string } = {}): Promise<Server> {
  const [port, folder] = [await freePort(), await mkdtemp(join(tmpdir(), "redis-"))];
  const given = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", appendonly ? "yes" : "no", ...(password === undefined ? [] : ["--requirepass", password])];
  return server(`redis://${password === undefined ? "" : `:${encodeURIComponent(password)}@`}127.0.0.1:${port}`, folder, () => spawn("redis-server", given, { stdio: ["ignore", "pipe", "pipe"] }), /Ready to accept connections/);
}

/** Trusts everyone on loopback, the password included in `place` too. */
export async function postgresServer({ fsync = false }: { fsync?: boolean } = {}): Promise<Server> {
  const [port, folder] = [await freePort(), await mkdtemp(join(tmpdir(), "postgres-"))];
  const root = process.getuid?.() === 0; // which PostgreSQL refuses to be
  if (root) {
    const id = (flag: string) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
    await chown(folder, id("-u"), id("-g"));
    await chmod(folder, 0o700);
  }
  const as = (program: string, given: string[]): [string, string[]] => (root ? ["runuser", ["-u", "postgres", "--", program, ...given]] : [program, given]);
  const data = join(folder, "data");
  const made = spawnSync(...as(join(postgresPrograms!, "initdb"), ["-D", data, "-A", "trust", "-U", "postgres", "--no-sync"]), { encoding: "utf8", cwd: "/" });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const given = ["-D", data, "-p", String(port), "-k", folder, "-h", "127.0.0.1", "-c", `fsync=${fsync ? "on" : "off"}`];
  return server(`postgres://postgres:planted-secret@127.0.0.1:${port}/postgres`, folder, () => spawn(...as(join(postgresPrograms!, "postgres"), given), { stdio: ["ignore", "pipe", "pipe"], cwd: "/" }), /ready to accept connections/);
}

async function server(place: string, folder: string, launch: () => ChildProcess, ready: RegExp): Promise<Server> {
  let running: ChildProcess | undefined;
  const start = async () => {
    const child = launch();
    running = child;
    let said = "";
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += String(chunk);
        if (ready.test(said)) resolve();
      };
      child.stdout!.on("data", hear);
      child.stderr!.on("data", hear);
      child.once("exit", () => reject(new Error(`the server ended: ${said}`)));
      child.once("error", reject);
    });
  };
  const kill = async () => {
    const child = running;
    running = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    const noted = await readFile(join(folder, "data", "postmaster.pid"), "utf8").catch(() => undefined);
    process.kill(noted === undefined ? child.pid! : parseInt(noted), "SIGKILL"); // the server itself: runuser above it sees to its end
    await gone;
  };
  await start();
  return { place, kill, start, stop: () => kill().then(() => rm(folder, { recursive: true, force: true })) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
