import { describe, expect, it } from "vitest";
import { readManifest } from "../../../../shared/jobs/inputs/manifest.js";
import { domain, testFolder } from "./fake-domain.js";

const { at, put } = testFolder();
let n = 0;
const csv = (text: string | Uint8Array, options = {}) => readManifest(domain, put(`m${++n}/list.csv`, text), options);
const jsonl = (text: string, options = {}) => readManifest(domain, put(`m${++n}/list.jsonl`, text), options);
const problem = async (made: Promise<unknown>) => made.then(() => expect.unreachable(), (error: { code: string; message: string }) => [error.code, error.message] as const);

describe("a CSV manifest", () => {
  it("gives items with absolute paths, options by either spelling, and what the command line says where a cell is empty", async () => {
    const items = await csv('\uFEFFinput,output,scale,fine\r\n"a, b.in",out/a.out,2,true\r\n\r\n/abs/c.in,,,\r\nhttps://host/d.in,/o/d.out,"3",false\r\n', { options: { scale: "4" }, output: at("results") });
    const folder = at(`m${n}`);
    expect(items).toEqual([
      { input: `${folder}/a, b.in`, output: `${folder}/out/a.out`, options: { scale: "2", fine: true } },
      { input: "/abs/c.in", output: at("results/c.out"), options: { scale: "4" } },
      { input: "https://host/d.in", output: "/o/d.out", options: { scale: "3", fine: false } },
    ]);
  });

  it("takes a quoted header after a byte order mark", async () => {
    expect(await csv('\uFEFF"input","scale"\n"a.in","2"\n')).toEqual([{ input: at(`m${n}`, "a.in"), output: at(`m${n}`, "a.out"), options: { scale: "2" } }]);
  });

  it("tells of nothing after a quote out of place, where cells may be taken for others", async () => {
    const [, message] = await problem(csv('input,scale\na.in,"1"x\n"b.in",9\nc.in,9\n'));
    expect(message.split("\n").slice(1)).toEqual([expect.stringContaining("line 2: expected a line of CSV, got a quote that does not belong there; quotes within a quoted cell are doubled. The lines after it were not read")]);
  });

  it("takes names in kebab-case and camelCase for one option, and tells of both given", async () => {
    const [code, message] = await problem(csv("input,low-pass,lowPass\na.in,1,1\n"));
    expect([code, message]).toEqual(["bad-option", expect.stringContaining("line 1: expected columns of different names, got lowPass twice")]);
  });

  it("tells every wrong line by its number at once", async () => {
    const text = ["input,output,scale,scael", "a.in,same.out,1,", "b.in,same.out,9,", ",x.out,1,", "c.in,c.out", "d.in,d.out,1,2", "e.in,a.in,1,", '"h""h.in",h.out,1,', "i.in,h.out,2,", 'f.in,"f"g.out,1,', "k.in,k.out,9,"].join("\n");
    const [code, message] = await problem(csv(text));
    expect(code).toBe("bad-option");
    expect(message).toContain("list.csv: expected items without a fault, got 7 with one; correct the manifest; nothing was started");
    for (const line of [
      "line 3: --scale: expected 1 to 4, got 9", "line 4: input: expected a path or a URL, got none", "line 5: expected 4 cells, as many as the header has, got 2",
      "line 6: --scael: expected an option, got none of that name; did you mean --scale?", "line 7: output: expected another name than every input", "it is the input of line 2, and inputs are never replaced",
      "line 9: output: expected one of its own", "it is that of line 8 too", "line 10: expected a line of CSV, got a quote that does not belong there",
    ]) expect(message).toContain(line);
    expect(Array.from(message.matchAll(/^ {2}line (\d+):/gm), ([, line]) => Number(line))).toEqual([3, 4, 5, 6, 7, 9, 10]);
  });

  it("tells equal faults together and no more than twenty", async () => {
    const same = await problem(csv(`input,scael\n${Array.from({ length: 500 }, (_, i) => `${i}.in,2`).join("\n")}\n`));
    expect(same[1].split("\n")).toHaveLength(2);
    expect(same[1]).toContain("line 2 (and 499 more): --scael");
    const apart = await problem(csv(`input,scale\n${Array.from({ length: 50 }, (_, i) => `${i}.in,${i + 5}`).join("\n")}\n`));
    expect(apart[1].split("\n")).toHaveLength(22);
    expect([apart[1].includes("got 50 with one"), apart[1].endsWith("and 30 other faults")]).toEqual([true, true]);
  });

  it.each<[string, string | Uint8Array, string]>([
    ["no header", "a.in,b.out\n", "line 1: expected the name of a column"],
    ["another delimiter", "input;output\na.in;a.out\n", "with commas between"],
    ["no column input", "output,scale\na.out,1\n", "line 1: expected a column input"],
    ["a line of 10 MB", `input,scale\n${"x".repeat(10e6)},2\nb.in,1\n`, "line 2: expected a line of CSV, got more than 1048576 bytes"],
    ["a quote that is not closed", 'input,scale\n"a.in,1\nb.in,2\n', "got a quote that is not closed"],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x41, 0x00]), "expected a manifest in UTF-8, got other bytes"],
    ["a binary file", new Uint8Array([0x69, 0, 0, 0x0a]), "got a binary file"],
    ["a name that objects inherit", "input,constructor\na.in,1\n", "--constructor: expected an option"],
    ["a name that is none", "input,__proto__\na.in,1\n", "expected the name of a column"],
    ["a truth for a path", "input\ntrue\n", "input: expected a path or a URL, got true"],
  ])("refuses %s", async (_, text, message) => {
    const [code, told] = await problem(csv(text));
    expect([code, told]).toEqual(["bad-option", expect.stringContaining(message)]);
    expect(told.length).toBeLessThan(3000);
  });

  it("refuses an empty one and one that is not there", async () => {
    expect((await problem(csv("")))[0]).toBe("bad-input");
    expect((await problem(csv("input,output\n")))[0]).toBe("bad-input");
    expect(await problem(readManifest(domain, at("gone.csv")))).toEqual(["bad-option", expect.stringContaining("no such file")]);
  });

  it("reads 10,000 lines", async () => {
    const items = await csv(`input,output,scale\n${Array.from({ length: 10_000 }, (_, i) => `scenes/${i}.in,out/${i}.out,2`).join("\n")}\n`);
    expect([items.length, items[9999]!.input]).toEqual([10_000, at(`m${n}`, "scenes/9999.in")]);
  });
});

describe("a JSON lines manifest", () => {
  it("gives items; numbers as typed, null as not given", async () => {
    const items = await jsonl('\uFEFF{"input": "a.in", "output": "a.out", "scale": 2, "fine": true}\r\n\n{"input":"b.in","scale":null,"output":""}\n', { options: { scale: "3" } });
    const folder = at(`m${n}`);
    expect(items).toEqual([
      { input: `${folder}/a.in`, output: `${folder}/a.out`, options: { scale: "2", fine: true } },
      { input: `${folder}/b.in`, output: `${folder}/b.out`, options: { scale: "3" } },
    ]);
  });

  it("tells every wrong line by its number", async () => {
    const lines = ['{"input": "a.in", "scale": 9}', "{", "[1]", '{"output": "b.out"}', '{"input": "c.in", "scale": [1]}', '{"input": "d.in", "low-pass": 1, "lowPass": 2}', '{"input": "e.in", "__proto__": 1}', "null", `{"input": "${"x".repeat(10e6)}"}`];
    const [code, message] = await problem(jsonl(lines.join("\n")));
    expect(code).toBe("bad-option");
    for (const line of ["got 9 with one", "line 1: --scale", "line 2: expected a line of JSON", "line 3 (and 1 more): expected an object", "line 4: input: expected a path", "line 5: scale: expected text", "line 6: expected each name once", 'got "__proto__"', "line 9: expected a line of JSON, got 10"]) expect(message).toContain(line);
    expect(message.length).toBeLessThan(3000);
  });
});
