import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** A page open in headless Chromium, spoken to over the browser's own pipe: no network, no driver package. */
export interface OpenPage {
  /** The value of an expression in the page, as JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** One press of a key, as the user's. */
  press(key: string): Promise<void>;
  /** The left button pressed at the first place, moved and let go at the last; in pixels of the window. */
  drag(...places: readonly (readonly [x: number, y: number])[]): Promise<void>;
  screenshot(options: { width: number; height: number }): Promise<Buffer>;
  /** Messages of the console, uncaught errors, and refusals of the content security policy. */
  readonly complaints: readonly string[];
  /** Addresses that the page asked for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const PROGRAMS = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"].filter((name) => name !== undefined);

/** Opens a file and waits until it and its visible pictures are loaded. Needs Debian's `chromium` or a CHROMIUM of your own. */
export async function openInChromium(file: string, { fragment = "", width = 1280, height = 900 }: { fragment?: string; width?: number; height?: number } = {}): Promise<OpenPage> {
  const profile = mkdtempSync(join(tmpdir(), "chromium-"));
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"];
  const child = await firstThatStarts(flags);
  const [, , , input, output] = child.stdio as unknown as [unknown, unknown, unknown, NodeJS.WritableStream, NodeJS.ReadableStream];

  const waiting = new Map<number, (reply: Reply) => void>();
  const listeners = new Set<(reply: Reply) => void>();
  const complaints: string[] = [];
  const requests: string[] = [];
  let rest = "";
  let sent = 0;
  output.setEncoding("utf8").on("data", (text: string) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop()!;
    for (const reply of messages.map((message) => JSON.parse(message) as Reply)) {
      if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
      else for (const listener of listeners) listener(reply);
    }
  });
  let session: string | undefined;
  const call = (method: string, params: object = {}): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const id = ++sent;
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result ?? {})));
      input.write(`${JSON.stringify({ id, method, params, ...(session !== undefined && { sessionId: session }) })}\0`);
    });
  listeners.add(({ method, params }) => {
    if (method === "Network.requestWillBeSent") requests.push((params!.request as { url: string }).url);
    else if (method === "Runtime.consoleAPICalled" || method === "Runtime.exceptionThrown" || method === "Log.entryAdded") complaints.push(JSON.stringify(params));
  });

  const { targetInfos } = (await call("Target.getTargets")) as { targetInfos: { targetId: string; type: string }[] };
  session = ((await call("Target.attachToTarget", { targetId: targetInfos.find(({ type }) => type === "page")!.targetId, flatten: true })) as { sessionId: string }).sessionId;
  for (const domain of ["Page", "Runtime", "Log", "Network"]) await call(`${domain}.enable`);
  await call("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  const loaded = new Promise<void>((resolve) => listeners.add(({ method }) => method === "Page.loadEventFired" && resolve()));
  await call("Page.navigate", { url: pathToFileURL(file).href + fragment });
  await loaded;

  return {
    complaints,
    requests,
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = (await call("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true })) as { result: { value: T }; exceptionDetails?: { text: string } };
      if (exceptionDetails) throw new Error(`in the page: ${JSON.stringify(exceptionDetails)}`);
      return result.value;
    },
    async press(key) {
      const code = { ArrowRight: 39, ArrowLeft: 37, Home: 36, End: 35 }[key] ?? 0;
      for (const type of ["rawKeyDown", "keyUp"]) await call("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: code });
    },
    async drag(...places) {
      const mouse = (type: string, [x, y]: readonly [number, number], buttons: number) => call("Input.dispatchMouseEvent", { type, x, y, button: "left", buttons, clickCount: 1 });
      await mouse("mousePressed", places[0]!, 1);
      for (const place of places.slice(1)) await mouse("mouseMoved", place, 1);
      await mouse("mouseReleased", places.at(-1)!, 0);
    },
    async screenshot(size) {
      await call("Emulation.setDeviceMetricsOverride", { ...size, deviceScaleFactor: 1, mobile: false });
      return Buffer.from(((await call("Page.captureScreenshot", { format: "png" })) as { data: string }).data, "base64");
    },
    async close() {
      const ended = once(child, "close");
      session = undefined;
      await call("Browser.close");
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function firstThatStarts(flags: readonly string[]) {
  for (const program of PROGRAMS) {
    const child = spawn(program, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    const started = await Promise.race([once(child, "spawn").then(() => true), once(child, "error").then(() => false)]);
    if (started) return child;
  }
  throw new Error(`no Chromium: tried ${PROGRAMS.join(", ")}; install Debian's chromium, or name yours in CHROMIUM`);
}
