import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boundaryOf, readMultipart } from "../../../../pipelines/mri/pacs/multipart-read.js";
import { multipartOf } from "../../../../pipelines/mri/pacs/multipart-write.js";
import { workFolder } from "../oracles.js";

const folder = workFolder();

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string | Buffer, { boundary = "b", size = 7 } = {}): Promise<[headers: Record<string, string>, body: string][]> {
  const parts: [Record<string, string>, string][] = [];
  for await (const { headers, body } of readMultipart(inPieces(Buffer.from(text as string, "latin1"), size), boundary, "PACS")) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    parts.push([Object.fromEntries(headers), Buffer.concat(chunks).toString("latin1")]);
  }
  return parts;
}

describe("a multipart body", () => {
  const two = "preamble\r\n--b  \r\nContent-Type: application/dicom;\r\n transfer-syntax=1.2\r\nX: y\r\n\r\nfirst\r\n--\r\n-b\r\n--b\r\n\r\n\r\n--b--\r\nepilogue";

  it.each([1, 2, 3, 5, 8, 1000])("is cut into its parts, whatever chunks of %d bytes cut", async (size) => {
    expect(await read(two, { size })).toEqual([[{ "content-type": "application/dicom; transfer-syntax=1.2", x: "y" }, "first\r\n--\r\n-b"], [{}, ""]]);
    expect(await read(two.slice("preamble\r\n".length), { size })).toHaveLength(2);
    expect(await read("--b--", { size })).toEqual([]);
  });

  it("passes over parts that nobody reads, or reads to their middle", async () => {
    const bodies: string[] = [];
    const names: (string | undefined)[] = [];
    const body = "\r\nx: no header\r\n\r\n".repeat(3);
    for await (const { headers, body: given } of readMultipart(inPieces(Buffer.from(`--b\r\nn: 1\r\n\r\na${body}\r\n--b\r\nn: 2\r\n\r\nb${body}\r\n--b\r\nn: 3\r\n\r\nc\r\n--b--`), 4), "b", "PACS")) {
      names.push(headers.get("n"));
      if (names.length === 1) continue;
      for await (const chunk of given) {
        bodies.push(Buffer.from(chunk).toString());
        break;
      }
    }
    expect(names).toEqual(["1", "2", "3"]);
    expect(bodies.map((text) => text[0])).toEqual(["b", "c"]);
  });

  it.each([two.slice(0, -12), "--b\r\n\r\nabc", "--b\r\nContent", "", "nothing of the kind"])("that ends too early may be asked for again: %j", async (text) => {
    await expect(read(text)).rejects.toMatchObject({ retry: true, message: "PACS: expected the end of the answer, got a part of it; try again later" });
  });

  it("with endless headers is refused", async () => {
    await expect(read(`--b\r\nX: ${"y".repeat(20_000)}`, { size: 4096 })).rejects.toThrow("PACS: expected the headers of a part, got more than 16 KiB");
  });

  it("holds no more than a chunk", async () => {
    let [given, most] = [0, 0];
    const stream = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from("--b\r\n\r\n");
      for (let i = 0; i < 200; i++) {
        given += 10_000;
        yield Buffer.alloc(10_000, 13);
      }
      yield Buffer.from("\r\n--b--");
    };
    let taken = 0;
    for await (const { body } of readMultipart(stream(), "b", "PACS")) {
      for await (const chunk of body) {
        taken += chunk.length;
        most = Math.max(most, given - taken);
      }
    }
    expect(taken).toBe(2_000_000);
    expect(most).toBeLessThan(20_000);
  });
});

describe("the media type of an answer", () => {
  it.each([
    ['multipart/related; type="application/dicom"; boundary=abc', "abc"],
    ['Multipart/Related;boundary="a;b c"; type=application/dicom', "a;b c"],
    ["multipart/related; Boundary = x", "x"],
  ])("gives the boundary: %s", (type, boundary) => {
    expect(boundaryOf(type, "PACS")).toBe(boundary);
  });

  it.each([["text/html", "text/html"], ["multipart/related", "multipart/related"], [null, "another type"], ["PLANTED name", "another type"]])("is refused where it is another: %s", (type, got) => {
    expect(() => boundaryOf(type, "PACS")).toThrow(`PACS: expected multipart/related with a boundary, got ${got}; check that`);
  });
});

it("files written as one body come back from it, and its length is the announced one", async () => {
  const contents = [Buffer.from("one"), Buffer.alloc(0), Buffer.alloc(700_000, "\r\n--")];
  const files = await Promise.all(contents.map(async (bytes, i) => {
    await writeFile(join(folder, String(i)), bytes);
    return { path: join(folder, String(i)), bytes: bytes.length };
  }));
  const { type, length, body } = multipartOf(files);
  for (let time = 0; time < 2; time++) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body()) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    expect(whole.length).toBe(length);
    const parts = await read(whole, { boundary: boundaryOf(type, "us"), size: 65_536 });
    expect(parts.map(([, text]) => text === contents[parts.findIndex(([, other]) => other === text)]!.toString("latin1"))).toEqual([true, true, true]);
    expect(parts.every(([headers]) => headers["content-type"] === "application/dicom")).toBe(true);
  }
});
