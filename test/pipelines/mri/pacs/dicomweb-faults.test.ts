import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { dicomwebPlace, findStudies, pullStudy, pushFolder } from "../../../../pipelines/mri/pacs/index.js";
import { makeSeries, type MadeSeries } from "../make-study.js";
import { workFolder } from "../oracles.js";
import { identify, type Identity } from "../../../../pipelines/mri/pacs/incoming.js";
import { impatience as patience, json, webServer, type Seen } from "./server.js";

const root = workFolder();
let made: MadeSeries;
let identities: Identity[];
let count = 0;
const output = (): string => join(root, `out-${count++}`, "study");

beforeAll(async () => {
  made = await makeSeries(join(root, "series"), { slices: 3, rows: 16, columns: 16 });
  identities = await Promise.all(made.files.map(async (file) => (await identify(file))!));
});
beforeEach(() => void vi.stubEnv("DOMAIN_SR_DICOMWEB_TOKEN", "PLANTED-TOKEN"));
afterEach(() => void vi.unstubAllEnvs());

const ui = (value: string) => ({ vr: "UI", Value: [value] });
const study = [{ "0020000D": ui("1.2.3") }];

/** Answers searches for the series; undefined for anything else. */
function searched({ url }: Seen): unknown {
  const { seriesUid } = identities[0]!;
  if (!url.includes("offset=0")) return url.includes("offset=") ? [] : undefined;
  if (/\/series\?/.test(url)) return [{ "0020000E": ui(seriesUid), "00080060": { vr: "CS", Value: ["MR"] } }];
  return /\/instances\?/.test(url) ? identities.map(({ sopInstanceUid }) => ({ "00080018": ui(sopInstanceUid) })) : undefined;
}

async function multipart(files: readonly string[]): Promise<Buffer> {
  const parts = await Promise.all(files.map(async (file) => Buffer.concat([Buffer.from("--x\r\nContent-Type: application/dicom\r\n\r\n"), await readFile(file), Buffer.from("\r\n")])));
  return Buffer.concat([...parts, Buffer.from("--x--\r\n")]);
}
const related = { "content-type": 'multipart/related; type="application/dicom"; boundary=x' };

describe("a search", () => {
  it("goes on after 503 and 429, waits as it is told, and carries the token", async () => {
    const { url, seen } = await webServer((_, response, i) => {
      if (i === 0) return response.writeHead(503, { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }).end("PLANTED");
      if (i === 1) return response.writeHead(429, { "retry-after": "0" }).end();
      return json(response, 200, i === 2 ? study : []);
    });
    expect(await findStudies(dicomwebPlace(url), { PatientID: "a b&c" }, { patience: { ...patience, pauseMs: 3_600_000, longestPauseMs: 3_600_000 } })).toEqual([{ studyUid: "1.2.3" }]);
    expect(seen[0]!.url).toBe("/dicom-web/studies?PatientID=a+b%26c&includefield=00080061&includefield=00201208&limit=200&offset=0");
    expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(new Set(["Bearer PLANTED-TOKEN"]));
    expect(seen).toHaveLength(4);
  });

  it("gives up after the attempts, and says that it may pass", async () => {
    const { url, seen } = await webServer((_, response) => response.writeHead(504).end());
    const failed = findStudies(dicomwebPlace(url), { PatientID: "PLANTED" }, { patience });
    await expect(failed).rejects.toMatchObject({ retry: true, code: "bad-input", message: `QIDO-RS at ${new URL(url).origin}: expected an answer, got status 504; try again later` });
    expect(seen).toHaveLength(3);
  });

  it.each([[400, "see the log of the server"], [401, "set DOMAIN_SR_DICOMWEB_TOKEN or DOMAIN_SR_DICOMWEB_AUTHORIZATION"], [404, "check the address and whether the study is there"], [500, "see the log of the server"]])("is not repeated after %d", async (status, advice) => {
    const { url, seen } = await webServer((_, response) => response.writeHead(status).end("PLANTED body"));
    await expect(findStudies(dicomwebPlace(url), { PatientID: "PLANTED" }, { patience })).rejects.toMatchObject({ retry: false, message: `QIDO-RS at ${new URL(url).origin}: expected an answer, got status ${status}; ${advice}` });
    expect(seen).toHaveLength(1);
  });

  it("goes page by page where the server gives fewer than asked for", async () => {
    const { url, seen } = await webServer(({ url: path }, response) => {
      const offset = Number(new URL(path, "http://x").searchParams.get("offset"));
      const uids = ["1.1", "1.2", "1.3", "1.4", "1.5"].slice(offset, offset + 2);
      response.setHeader("warning", offset + 2 < 5 ? '299 pacs "There are additional results that can be requested"' : "");
      json(response, 200, uids.map((uid) => ({ "0020000D": ui(uid) })));
    });
    expect((await findStudies(dicomwebPlace(url), { StudyDate: "20200101-" }, { patience })).map(({ studyUid }) => studyUid)).toEqual(["1.1", "1.2", "1.3", "1.4", "1.5"]);
    expect(seen).toHaveLength(4);
  });

  it("is no short list where the server holds back what it announced", async () => {
    const { url } = await webServer((_, response) => {
      response.setHeader("warning", '299 pacs "There are 7 additional results that can be requested"');
      json(response, 200, study);
    });
    await expect(findStudies(dicomwebPlace(url), { StudyDate: "20200101-" }, { patience })).rejects.toThrow("expected the matches that it announced, got no more of them");
  });

  it("repeats no word of an answer that is no JSON", async () => {
    const { url } = await webServer((_, response) => response.end("PLANTED page"));
    const error = await findStudies(dicomwebPlace(url), { PatientID: "1" }, { patience }).catch((it: unknown) => it);
    expect((error as Error).message).toContain("expected application/dicom+json, got something else");
    expect((error as Error).message).not.toContain("PLANTED");
  });

  it("refuses a UID that is none: it would go into addresses", async () => {
    const { url } = await webServer((_, response) => json(response, 200, [{ "0020000D": ui("../../1") }]));
    await expect(findStudies(dicomwebPlace(url), { PatientID: "1" }, { patience })).rejects.toThrow("expected a UID in each match");
  });

  it.each([["before its first byte", ""], ["after it", "["]])("ends when a body stands still %s", async (_, begin) => {
    const { url, seen } = await webServer((_, response) => void (response.writeHead(200).flushHeaders(), begin === "" || response.write(begin)));
    const failed = findStudies(dicomwebPlace(url), { PatientID: "1" }, { patience: { ...patience, idleMs: 40, attempts: 2 } });
    await expect(failed).rejects.toMatchObject({ retry: true, message: expect.stringContaining("expected an answer, got none for 0 s; try again later") as string });
    expect(seen).toHaveLength(2);
  });

  it("does not wait for ever for the first byte, and stops when it is told to", async () => {
    const asked = new AbortController();
    const { url } = await webServer((_, __, i) => void (i === 1 && asked.abort()));
    await expect(findStudies(dicomwebPlace(url), { PatientID: "1" }, { patience: { ...patience, answerMs: 40, attempts: 1 } })).rejects.toMatchObject({ retry: true });
    await expect(findStudies(dicomwebPlace(url), { PatientID: "1" }, { patience, signal: asked.signal })).rejects.toMatchObject({ code: "aborted" });
  });

  it("says that nobody is there", async () => {
    await expect(findStudies(dicomwebPlace("http://127.0.0.1:9"), { PatientID: "1" }, { patience })).rejects.toMatchObject({ retry: true });
  });
});

describe("a redirect", () => {
  it("to another origin is followed without the token", async () => {
    vi.stubEnv("DOMAIN_SR_DICOMWEB_HEADERS", '{"X-Api-Key": "PLANTED-KEY"}');
    const other = await webServer((_, response, i) => json(response, 200, i === 0 ? study : []));
    const { url, seen } = await webServer(({ url: path }, response) => response.writeHead(307, { location: `${new URL(other.url).origin}${path}` }).end());
    expect(await findStudies(dicomwebPlace(url), { PatientID: "1" }, { patience })).toHaveLength(1);
    expect(seen[0]!.headers).toMatchObject({ authorization: "Bearer PLANTED-TOKEN", "x-api-key": "PLANTED-KEY" });
    expect(other.seen).toHaveLength(2);
    for (const { headers } of other.seen) expect(JSON.stringify(headers)).not.toContain("PLANTED");
  });

  it.each([["http://pacs.example/", "an address without TLS"], ["http://", "nowhere"]])("to %s is not followed", async (location, got) => {
    const { url } = await webServer((_, response) => response.writeHead(302, { location }).end());
    await expect(findStudies(dicomwebPlace(url), { PatientID: "1" }, { patience })).rejects.toThrow(`got a redirect to ${got}`);
  });

  it("in a circle ends, and what is sent goes to no other origin", async () => {
    const circle = await webServer(({ url: path }, response) => response.writeHead(302, { location: path }).end());
    await expect(findStudies(dicomwebPlace(circle.url), { PatientID: "1" }, { patience })).rejects.toThrow("got more than 5 redirects");
    const other = await webServer((_, response) => json(response, 200, {}));
    const { url } = await webServer((request, response) => (request.method === "POST" ? response.writeHead(307, { location: other.url }).end() : json(response, 200, [])));
    await expect(pushFolder(dicomwebPlace(url), join(root, "series"), { patience })).rejects.toThrow("got a redirect of what was sent");
    expect(other.seen).toEqual([]);
  });
});

describe("a pull", () => {
  const pull = (url: string, folder: string) => pullStudy(dicomwebPlace(url), identities[0]!.studyUid, folder, { patience });

  it("asks again for an answer that broke off, and leaves nothing half done", async () => {
    const body = await multipart(made.files);
    const { url, seen } = await webServer((request, response, i) => {
      const found = searched(request);
      if (found !== undefined) return json(response, 200, found);
      response.writeHead(200, related);
      if (i > 4) return response.end(body);
      return response.write(body.subarray(0, body.length / 2), () => response.destroy());
    });
    const folder = output();
    expect(await pull(url, folder)).toMatchObject({ outcome: "pulled", series: 1, instances: 3 });
    expect(seen.filter(({ url: path }) => !path.includes("?"))).toHaveLength(2);
    expect(seen.at(-1)!.headers.accept).toBe('multipart/related; type="application/dicom"; transfer-syntax=*');
    const got = await Promise.all((await readdir(folder)).map(async (name) => (await readFile(join(folder, name))).toString("hex")));
    expect(got.sort()).toEqual((await Promise.all(made.files.map(async (file) => (await readFile(file)).toString("hex")))).sort());
    expect(await readdir(join(folder, ".."))).toEqual(["study"]);
  });

  it.each<[string, (body: Buffer) => { headers: Record<string, string>; body: Buffer | string }, string]>([
    ["a wrong media type", () => ({ headers: { "content-type": "text/html" }, body: "PLANTED" }), "expected multipart/related with a boundary, got text/html"],
    ["parts that are not DICOM", () => ({ headers: related, body: "--x\r\n\r\nPLANTED\r\n--x--" }), "expected DICOM objects, got something else"],
    ["an answer that always breaks off", (body) => ({ headers: related, body: body.subarray(0, 1000) }), "expected the end of the answer, got a part of it"],
    ["an object that is cut short", (body) => ({ headers: related, body: Buffer.concat([body.subarray(0, 400), Buffer.from("\r\n--x--")]) }), "DICOM objects, got"],
    ["objects that are missing", (body) => ({ headers: related, body: Buffer.concat([body.subarray(0, body.indexOf("\r\n--x")), Buffer.from("\r\n--x--")]) }), "expected 3 objects of a series, got 1"],
  ])("of %s makes no folder", async (_, make, message) => {
    const { headers, body } = make(await multipart(made.files));
    const { url } = await webServer((request, response) => {
      const found = searched(request);
      if (found !== undefined) return json(response, 200, found);
      return response.writeHead(200, headers).end(body);
    });
    const folder = output();
    const error = (await pull(url, folder).catch((it: unknown) => it)) as Error;
    expect(error.message).toContain(message);
    expect(error.message).not.toMatch(/PLANTED|2\.25/);
    expect(await readdir(join(folder, ".."))).toEqual([]);
  });

  it("of another study is refused", async () => {
    const { files } = await makeSeries(join(root, "other"), { slices: 1, rows: 16, columns: 16 }, { seed: 2 });
    const body = await multipart(files);
    const { url } = await webServer((request, response) => {
      const found = searched(request);
      return found !== undefined ? json(response, 200, found) : response.writeHead(200, related).end(body);
    });
    await expect(pull(url, output())).rejects.toThrow("expected the series asked for, got an object of another");
  });
});

describe("a push", () => {
  const item = (uid: string, more = {}) => ({ "00081155": ui(uid), ...more });
  const us = (value: number) => ({ vr: "US", Value: [value] });

  it("counts what the server refuses by reason, what it had and what it changed (409)", async () => {
    const [a, b, c] = identities.map(({ sopInstanceUid }) => sopInstanceUid) as [string, string, string];
    const { url, seen } = await webServer((request, response) => {
      if (request.method === "GET") return response.writeHead(404).end();
      return json(response, 409, {
        "00081198": { vr: "SQ", Value: [item(a, { "00081197": us(0xa700) }), item(b, { "00081197": us(0x0111) })] },
        "00081199": { vr: "SQ", Value: [item(c, { "00081196": us(0xb000) })] },
      });
    });
    expect(await pushFolder(dicomwebPlace(url), join(root, "series"), { patience })).toEqual({ stored: 1, already: 1, failed: { A700: 1 }, warnings: { B000: 1 }, leftAlone: 0 });
    const post = seen.find(({ method }) => method === "POST")!;
    expect(Number(post.headers["content-length"])).toBe(post.body.length);
    expect(seen.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("takes for failed what the answer does not name", async () => {
    const { url } = await webServer((request, response) => (request.method === "GET" ? json(response, 200, []) : json(response, 200, { "00081199": { vr: "SQ", Value: [item(identities[0]!.sopInstanceUid)] } })));
    expect(await pushFolder(dicomwebPlace(url), join(root, "series"), { patience })).toMatchObject({ stored: 1, failed: { unnamed: 2 } });
  });

  it("sends the whole batch again after 503, in batches of the bytes that were allowed", async () => {
    let busy = true;
    const { url, seen } = await webServer((request, response) => {
      if (request.method === "GET") return json(response, 200, []);
      if (busy) {
        busy = false;
        return response.writeHead(503).end();
      }
      return json(response, 200, { "00081199": { vr: "SQ", Value: identities.filter(({ sopInstanceUid }) => request.body.includes(sopInstanceUid)).map(({ sopInstanceUid }) => item(sopInstanceUid)) } });
    });
    expect(await pushFolder(dicomwebPlace(url), join(root, "series"), { patience, batchBytes: 1 })).toMatchObject({ stored: 3, failed: {} });
    const posts = seen.filter(({ method }) => method === "POST");
    expect(posts).toHaveLength(4);
    expect(posts[1]!.body.length).toBe(posts[0]!.body.length);
    expect(posts[1]!.body.includes((await readFile(made.files[0]!)).subarray(-500))).toBe(true);
  });

  it("refuses an answer that names nothing", async () => {
    const { url } = await webServer((request, response) => (request.method === "GET" ? json(response, 200, []) : response.writeHead(200).end("PLANTED")));
    await expect(pushFolder(dicomwebPlace(url), join(root, "series"), { patience })).rejects.toThrow("expected an answer that names what was stored, got something else");
  });
});
