/**
 * Kill -9 at random moments, then look at the outputs: every item there once, the bytes of an undisturbed run, nothing left over.
 *
 *   npm run build && npx tsx bench/chaos.ts [--places embedded,redis,postgres] [--kills 20] [--items 10] [--lock 3] [--seed 1]
 *     [--program rsr|bfr]
 *
 * --program: rsr, whose scenes are divided, or bfr, of whose photographs three are in one process. Victims: the batch command; a worker; a
 * process in which jobs run; the queue server. With the embedded queue the batch command is worker and server in one. Whatever died is
 * started again with the same command. --lock is that option of the commands, in seconds: how soon a dead worker's job is taken over.
 * redis-server and PostgreSQL are those of the machine, on loopback.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startServer, type QueueServer } from "./queue-server.js";

const { values: o } = parseArgs({
  options: {
    places: { type: "string", default: "embedded,redis,postgres" },
    victims: { type: "string", default: "batch,worker,job,server" },
    kills: { type: "string", default: "20" },
    items: { type: "string", default: "10" },
    lock: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
    program: { type: "string", default: "rsr" },
  },
});

type Victim = "batch" | "worker" | "job" | "server";
const root = fileURLToPath(new URL("..", import.meta.url));
const command = `${o.program}.js`;
const kind = o.program === "bfr" ? "faces" : "rsr";
const folder = await mkdtemp(join(tmpdir(), "chaos-"));

let state = Number(o.seed) >>> 0;
function random(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}

interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly output: () => string;
}

function start(command: string, args: readonly string[]): Running {
  const started = spawn(process.execPath, [join(root, "dist/bin", command), ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [started.stdout, started.stderr]) stream.on("data", (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4000)));
  return { process: started, ended: new Promise((resolve) => started.on("exit", resolve)), output: () => text };
}

/** Processes below one, by /proc. */
async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return text.split(" ").filter((it) => it !== "").map(Number);
}

async function manifest(name: string): Promise<{ path: string; out: string }> {
  const out = join(folder, name);
  await mkdir(out, { recursive: true });
  const lines = Array.from({ length: Number(o.items) }, (_, i) => (o.program === "bfr" ? photograph(out, i) : part(out, i)));
  const path = join(folder, `${name}.jsonl`);
  await writeFile(path, lines.map((line) => JSON.stringify(line)).join("\n"));
  return { path, out };
}

function part(out: string, i: number): object {
  return { input: join(root, "examples/scene.tif"), output: join(out, `part${i}.tif`), window: `${(i % 4) * 24},${Math.floor(i / 4) * 24},96,96`, method: "regression", scale: "2", ...(i % 3 === 2 && { tile: "64" }) };
}

function photograph(out: string, i: number): object {
  return { input: join(root, "examples/photo.jpg"), output: join(out, `${i}.png`), seed: String(i), samples: "2" };
}

/** Of every file below a folder, but the queue, reports (which tell times) and the summary. */
async function hashes(out: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
    const path = relative(out, join(entry.parentPath, entry.name));
    if (!entry.isFile() || path.startsWith(".domain-sr/queue/") || path === "batch-summary.jsonl") continue;
    found.set(path, /\.json$/.test(path) ? "report" : createHash("sha256").update(await readFile(join(out, path))).digest("hex"));
  }
  return found;
}

async function undisturbed(): Promise<Map<string, string>> {
  const { path, out } = await manifest("undisturbed");
  const run = start(command, ["batch", path, "--output", out]);
  if ((await run.ended) !== 0) throw new Error(`the undisturbed run failed: ${run.output()}`);
  return await hashes(out);
}

/** One batch to its end, with kills on the way; returns how many there were. */
async function round(name: string, victim: Victim, kills: number, server: QueueServer | undefined): Promise<{ killed: number; out: string }> {
  const { path, out } = await manifest(name);
  const queue = server === undefined ? [] : ["--queue", server.url];
  const batchArgs = ["batch", path, "--output", out, ...queue, "--lock", o.lock, "--part-pixels", "20000", ...(server === undefined ? [] : ["--concurrency", "0"])];
  const workerArgs = ["--kinds", kind, "--threads", "1", "--lock", o.lock, ...queue];
  const workers = server === undefined ? [] : [start("worker.js", workerArgs), start("worker.js", workerArgs)];
  let batch = start(command, batchArgs);
  let killed = 0;
  let over: number | null | undefined;
  // a command that finds no server at its start says so and ends; here as under a supervisor it is started again
  const early = (run: Running, code: number | null): boolean => code === 2 && run.output().includes("expected a queue server");
  const watch = (run: Running): void => void run.ended.then((code) => {
    if (run !== batch || code === null) return;
    if (!early(run, code)) return void (over = code);
    batch = start(command, batchArgs);
    watch(batch);
  });
  watch(batch);
  const keep = (i: number): void => {
    const run = workers[i]!;
    void run.ended.then((code) => {
      if (run !== workers[i] || !early(run, code)) return;
      workers[i] = start("worker.js", workerArgs);
      keep(i);
    });
  };
  workers.forEach((_, i) => keep(i));
  while (over === undefined) {
    await delay(300 + random() * 3000);
    if (over !== undefined || killed >= kills) {
      await delay(200);
      continue;
    }
    if (victim === "batch") {
      batch.process.kill("SIGKILL");
      await batch.ended;
      batch = start(command, batchArgs);
      watch(batch);
    } else if (victim === "worker") {
      const i = Math.floor(random() * workers.length);
      workers[i]!.process.kill("SIGKILL");
      await workers[i]!.ended;
      workers[i] = start("worker.js", workerArgs);
      keep(i);
    } else if (victim === "job") {
      const parents = server === undefined ? [batch] : workers;
      const pids = (await Promise.all(parents.map((it) => childrenOf(it.process.pid!)))).flat();
      if (pids.length === 0) continue;
      process.kill(pids[Math.floor(random() * pids.length)]!, "SIGKILL");
    } else await server!.restart();
    killed++;
  }
  for (const worker of workers) worker.process.kill("SIGTERM");
  const codes = await Promise.all(workers.map((worker) => worker.ended));
  if (over !== 0) throw new Error(`${name}: the batch ended with ${over}: ${batch.output()}`);
  if (codes.some((code) => code !== 0)) throw new Error(`${name}: workers ended with ${codes.join()}: ${workers.map((it) => it.output()).join("\n")}`);
  const clean = start(command, ["batch", "clean", "--output", out, ...queue]);
  if ((await clean.ended) !== 0) throw new Error(`${name}: clean: ${clean.output()}`);
  return { killed, out };
}

const truth = await undisturbed();
let bad = 0;
try {
  for (const place of o.places.split(",")) {
    for (const victim of o.victims.split(",") as Victim[]) {
      if (place === "embedded" && (victim === "worker" || victim === "server")) continue;
      const server = place === "embedded" ? undefined : await startServer(place as "redis" | "postgres", join(folder, `${place}-${victim}`));
      try {
        let killed = 0;
        for (let i = 0; killed < Number(o.kills); i++) {
          const done = await round(`${place}-${victim}-${i}`, victim, Number(o.kills) - killed, server);
          killed += done.killed;
          const found = await hashes(done.out);
          const wrong = [...new Set([...truth.keys(), ...found.keys()])].filter((file) => truth.get(file) !== found.get(file));
          bad += wrong.length;
          const attempts = (await readFile(join(done.out, "batch-summary.jsonl"), "utf8")).match(/"outcome":"(done|already)"/g)?.length;
          console.log(`${place}, ${victim} killed ${killed} times: ${wrong.length === 0 ? `${found.size} files as undisturbed, nothing else` : `WRONG: ${wrong.join(", ")}`}; ${attempts} of ${o.items} items in the last summary`);
          await rm(done.out, { recursive: true });
        }
      } finally {
        await server?.stop();
      }
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = bad === 0 ? 0 : 1;
