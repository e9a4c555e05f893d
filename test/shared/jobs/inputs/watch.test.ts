import { chmodSync, renameSync, rmSync, utimesSync } from "node:fs";
import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import type { Domain } from "../../../../shared/jobs/domain.js";
import { watch, type WatchOptions } from "../../../../shared/jobs/inputs/watch.js";
import { domain, testFolder } from "./fake-domain.js";

const { at, put } = testFolder();
let n = 0;

/** What is reported after each of some steps; a step is done after the look before it. */
async function looks(steps: readonly ((put_: (name: string, text?: string) => string, folder: string) => void)[], { of = domain, ...options }: WatchOptions & { of?: Domain } = {}) {
  const folder = at(`drop${++n}`);
  const into = (name: string, text?: string) => put(`drop${n}/${name}`, text);
  put(`drop${n}/.keep`);
  const stop = new AbortController();
  const seen: string[][] = [[]];
  const warnings: string[] = [];
  const left = [...steps];
  const wait = async (): Promise<void> => {
    const step = left.shift();
    if (step === undefined) return stop.abort();
    step(into, folder);
    seen.push([]);
  };
  for await (const item of watch(of, folder, { settle: 1, ...options, signal: stop.signal, wait, warn: (message) => warnings.push(message) })) seen.at(-1)!.push(relative(folder, item.input));
  return { seen, warnings, folder };
}
const nothing = () => undefined;

describe("watch", () => {
  it("reports an input once it has not changed over the looks asked for, and once", async () => {
    const { seen } = await looks([(put_) => put_("a.in", "1"), (put_) => put_("a.in", "12"), nothing, nothing, nothing, nothing], { settle: 2 });
    expect(seen).toEqual([[], [], [], [], ["a.in"], [], []]);
  });

  it("reports what lay there before, and again what has changed", async () => {
    const { seen } = await looks([(put_) => put_("a.in", "1"), nothing, (put_) => put_("a.in", "123"), nothing, (_, folder) => utimesSync(`${folder}/a.in`, 1e9, 1e9), nothing]);
    expect(seen).toEqual([[], [], ["a.in"], [], ["a.in"], [], ["a.in"]]);
  });

  it("leaves alone what is empty, hidden or being written under a temporary name", async () => {
    const { seen } = await looks([
      (put_) => ["a.in.part", ".b.in", "c.in~", "empty.in", "half.in", "half.in.crdownload"].forEach((name) => put_(name, name === "empty.in" ? "" : "x")), nothing, nothing,
      (_, folder) => (renameSync(`${folder}/a.in.part`, `${folder}/a.in`), rmSync(`${folder}/half.in.crdownload`)), nothing, nothing,
    ]);
    expect(seen.flat().sort()).toEqual(["a.in", "half.in"]);
    expect(seen.slice(0, 4).flat()).toEqual([]);
  });

  it("waits for all files of a study, and for their number", async () => {
    const { seen } = await looks([
      (put_) => put_("s/study.txt"), (put_) => put_("s/1", "1"), (put_) => put_("s/deep/2", "2"), (put_) => put_("s/.3.dcm.Ab12Cd"), (_, folder) => renameSync(`${folder}/s/.3.dcm.Ab12Cd`, `${folder}/s/3.dcm`), nothing,
      (_, folder) => rmSync(`${folder}/s/1`), nothing, nothing,
    ]);
    expect(seen).toEqual([[], [], [], [], [], [], ["s"], [], ["s"], []]);
  });

  it("keeps the folders below the drop folder, and takes no result for an input", async () => {
    const folder = at(`drop${n + 1}`);
    const outputs: string[] = [];
    const of: Domain = { ...domain, outputOf: (...given) => (outputs.push(domain.outputOf(...given)), outputs.at(-1)!) };
    const { seen } = await looks([(put_) => (put_("x/y/a.in"), put_("out/x/b.in")), nothing, nothing], { of, output: `${folder}/out` });
    expect([seen.flat(), outputs]).toEqual([["x/y/a.in"], [`${folder}/out/x/y/a.out`]]);
  });

  it("survives what vanishes, the drop folder too, without reporting anew what comes back as it was", async () => {
    const { seen, warnings } = await looks([
      (put_) => (put_("a.in"), put_("b.in")), nothing, (_, folder) => renameSync(folder, `${folder}-away`), nothing, nothing, (_, folder) => renameSync(`${folder}-away`, folder), nothing, nothing,
      (put_, folder) => (rmSync(`${folder}/b.in`), put_("c.in")), nothing,
    ]);
    expect(seen).toEqual([[], [], ["a.in", "b.in"], [], [], [], [], [], [], [], ["c.in"]]);
    expect(warnings).toEqual([expect.stringContaining("ENOENT")]);
  });

  it.skipIf(process.getuid?.() === 0)("warns once of a folder that cannot be read, and goes on with the others", async () => {
    const { seen, warnings, folder } = await looks([(put_, at_) => (put_("locked/x.in"), put_("a.in"), chmodSync(`${at_}/locked`, 0)), nothing, (put_) => put_("b.in"), nothing]);
    chmodSync(`${folder}/locked`, 0o700);
    expect(seen.flat()).toEqual(["a.in", "b.in"]);
    expect(warnings).toHaveLength(2); // by the look, and by the domain
  });

  it("goes on with the others where the domain cannot read a folder below", async () => {
    const of: Domain = { ...domain, discover: (folder, signal, unreadable) => (unreadable?.(new (class extends Error {})("locked: expected a folder") as never), domain.discover(folder, signal)) };
    const { seen, warnings } = await looks([(put_) => put_("a.in"), nothing, (put_) => put_("b.in"), nothing], { of });
    expect([seen.flat(), warnings]).toEqual([["a.in", "b.in"], ["locked: expected a folder"]]);
  });

  it("warns of items that the domain refuses, and does not report them", async () => {
    const { seen, warnings } = await looks([(put_) => (put_("a.in"), put_("b.in")), nothing, nothing], { options: { scale: "9" } });
    expect([seen.flat(), warnings]).toEqual([[], ["--scale: expected 1 to 4, got 9; see help"]]);
  });

  it("ends at once when it is told to while it waits", async () => {
    const stop = new AbortController();
    put("idle/.keep");
    const ended = watch(domain, at("idle"), { interval: 3600, signal: stop.signal }).next();
    setImmediate(() => stop.abort());
    expect(await ended).toEqual({ done: true, value: undefined });
  });

  it("looks for inputs only when something has changed", async () => {
    let asked = 0;
    const of: Domain = { ...domain, discover: (...given) => (asked++, domain.discover(...given)) };
    await looks([(put_) => put_("a.in"), ...Array.from({ length: 50 }, () => nothing)], { of });
    expect(asked).toBe(2);
  });
});
