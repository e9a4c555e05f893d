import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import { ramp, tiff } from "./tiff-fixture.js";

const closers: (() => void)[] = [];
afterAll(() => closers.forEach((close) => close()));

interface Server {
  readonly url: string;
  readonly requests: { readonly range: string | undefined; readonly sent: number }[];
}

/** A server of one file; `meddle` may answer instead. */
async function serve(bytes: Buffer, meddle: (n: number, request: IncomingMessage, response: ServerResponse) => boolean = () => false): Promise<Server> {
  const requests: Server["requests"] = [];
  const server = createServer((request, response) => {
    const { range } = request.headers;
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(range ?? "") ?? [];
    const part = bytes.subarray(Number(from), Number(to) + 1);
    requests.push({ range, sent: part.length });
    if (meddle(requests.length, request, response)) return;
    response.writeHead(206, { "content-range": `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`, etag: '"1"' }).end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/data/scene.tif`, requests };
}

const noise = (_: number, row: number, col: number): number => (Math.imul(row * 1021 + col, 2654435761) >>> 16) & 65535;
const scene = tiff({ width: 900, height: 900, type: "uint16", tile: [128, 128], compression: 8, value: noise });

describe("a scene on a web server", () => {
  it("is read by ranges: the window's tiles, not the file", async () => {
    const server = await serve(scene);
    const remote = await openScene(server.url);
    expect(remote.name).toMatch(/^127\.0\.0\.1:\d+\/data\/scene\.tif$/);
    const window = { col: 300, row: 300, width: 20, height: 15 };
    const block = await remote.read(window);
    expect([...block.bands[0]!].every((v, i) => v === noise(0, 300 + Math.floor(i / 20), 300 + (i % 20)))).toBe(true);
    expect(scene.length).toBeGreaterThan(1_500_000);
    expect(server.requests.reduce((sum, { sent }) => sum + sent, 0)).toBeLessThan(400_000);
    const before = server.requests.length;
    await remote.read(window);
    expect(server.requests.length).toBe(before);
    // A whole read takes neighbouring chunks in one request.
    await remote.read({ col: 0, row: 0, width: 900, height: 900 });
    expect(server.requests.length).toBeLessThan(60);
    await remote.close();
  });

  it("is asked again after a busy answer or a broken one", async () => {
    const server = await serve(tiff({ width: 30, height: 20 }), (n, _, response) => {
      if (n === 1) response.writeHead(503).end();
      if (n === 2) response.destroy();
      return n <= 2;
    });
    const remote = await openScene(server.url);
    const { bands } = await remote.read({ col: 1, row: 2, width: 1, height: 1 });
    expect(bands[0]![0]).toBe(ramp(0, 2, 1));
    expect(server.requests.length).toBe(3);
    await remote.close();
  });

  it("is refused where the server sends the whole file, has none, or changes it meanwhile", async () => {
    const whole = await serve(scene, (_, __, response) => Boolean(response.writeHead(200).end("II")));
    await expect(openScene(whole.url)).rejects.toThrow("expected a byte range (HTTP 206), got HTTP 200; the server does not serve byte ranges: download the file first");
    const missing = await serve(scene, (_, __, response) => Boolean(response.writeHead(404).end()));
    const error = await openScene(`${missing.url}?signature=secret`).catch((caught: Error) => caught);
    expect(error).toMatchObject({ code: "bad-input", message: expect.stringContaining("got HTTP 404; check the address and the rights to it") });
    expect((error as Error).message).not.toContain("secret");
    expect(missing.requests.length).toBe(1); // asking again would not help
    const changing = await serve(scene, (n, { headers }, response) => {
      if (n === 1) return false;
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(headers.range!)!;
      const part = scene.subarray(Number(from), Number(to) + 1);
      return Boolean(response.writeHead(206, { "content-range": `bytes ${from}-${Number(from) + part.length - 1}/${scene.length}`, etag: '"2"' }).end(part));
    });
    await expect(openScene(changing.url)).rejects.toThrow("a file that stays the same while it is read, got a new version");
    await expect(openScene("http://user:word@127.0.0.1/x.tif")).rejects.toThrow("a URL without a user name in it");
  });

  it("is left alone once the caller aborts", async () => {
    const server = await serve(scene);
    const remote = await openScene(server.url);
    const abort = new AbortController();
    const reading = remote.read({ col: 0, row: 0, width: 900, height: 900 }, undefined, abort.signal);
    abort.abort();
    await expect(reading).rejects.toThrow(/abort/i);
    await remote.close();
  });
});
