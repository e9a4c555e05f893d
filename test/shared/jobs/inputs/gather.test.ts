import { symlinkSync } from "node:fs";
import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { gather } from "../../../../shared/jobs/inputs/gather.js";
import { domain, testFolder } from "./fake-domain.js";

const { root, at, put } = testFolder();
for (const name of ["tree/b.in", "tree/a.in", "tree/deep/er/c.in", "tree/.hidden.in", "tree/deep/notes.txt", "tree/s1/study.txt", "tree/s1/x.in", "tree/[odd].in", "odd/name.xyz", "other/a.in", "photos (1)/[x]/p.in"]) put(name);
symlinkSync(at("tree"), at("tree/deep/circle"));
const pairs = async (inputs: string[], options = {}) => (await gather(domain, inputs, options)).map(({ input, output }) => [relative(root, input), relative(root, output)]);
const fault = (made: Promise<unknown>) => made.then(() => expect.unreachable(), (error: { code: string; message: string }) => [error.code, error.message] as const);

describe("gather", () => {
  it("finds the inputs of a folder, sorted, results beside them or in the same folders below another", async () => {
    expect(await pairs([at("tree")])).toEqual([["tree/[odd].in", "tree/[odd].out"], ["tree/a.in", "tree/a.out"], ["tree/b.in", "tree/b.out"], ["tree/deep/er/c.in", "tree/deep/er/c.out"], ["tree/s1", "tree/s1.out"]]);
    expect(await pairs([at("tree")], { output: at("out") })).toEqual([["tree/[odd].in", "out/[odd].out"], ["tree/a.in", "out/a.out"], ["tree/b.in", "out/b.out"], ["tree/deep/er/c.in", "out/deep/er/c.out"], ["tree/s1", "out/s1.out"]]);
    expect(await pairs([at("tree/s1")], { output: at("out") })).toEqual([["tree/s1", "out/s1.out"]]);
  });

  it("takes files as they are, by odd names too, and URLs", async () => {
    expect(await pairs([at("odd/name.xyz"), at("tree/[odd].in")])).toEqual([["odd/name.xyz", "odd/name.out"], ["tree/[odd].in", "tree/[odd].out"]]);
    expect(await gather(domain, ["https://host/x.in?a=*"], { output: at("out"), options: { scale: "2" } })).toEqual([{ input: "https://host/x.in?a=*", output: expect.stringContaining(at("out")), options: { scale: "2" } }]);
  });

  it("takes of a glob what are inputs, in matching folders too, and no hidden files", async () => {
    expect(await pairs([at("tree/**/*")], { output: at("out") })).toEqual([["tree/[odd].in", "out/[odd].out"], ["tree/a.in", "out/a.out"], ["tree/b.in", "out/b.out"], ["tree/deep/er/c.in", "out/deep/er/c.out"], ["tree/s1", "out/s1.out"]]);
    expect(await pairs([at("tree/{a,b}.in")])).toEqual([["tree/a.in", "tree/a.out"], ["tree/b.in", "tree/b.out"]]);
    expect(await pairs([at("tree/*.in")])).toEqual([["tree/[odd].in", "tree/[odd].out"], ["tree/a.in", "tree/a.out"], ["tree/b.in", "tree/b.out"]]);
    expect(await pairs([at("{tree/a,other/a}.in")])).toEqual([["other/a.in", "other/a.out"], ["tree/a.in", "tree/a.out"]]);
    expect(await pairs([at("photos (1)/[x]/*.in")], { output: at("out") })).toEqual([["photos (1)/[x]/p.in", "out/p.out"]]);
    expect(await pairs([at("tree/s*")])).toEqual([["tree/s1", "tree/s1.out"]]);
    expect(await pairs([at("t*/deep")])).toEqual([["tree/deep/er/c.in", "tree/deep/er/c.out"]]);
    expect(await pairs([relative(process.cwd(), at("tree/d*"))])).toEqual([["tree/deep/er/c.in", "tree/deep/er/c.out"]]);
  });

  it("has once what is asked for twice", async () => {
    const manifest = put("list.csv", "input\ntree/a.in\n");
    expect(await pairs([at("tree/a.in"), at("tree/*.in"), at("tree/a.in"), manifest])).toEqual([["tree/[odd].in", "tree/[odd].out"], ["tree/a.in", "tree/a.out"], ["tree/b.in", "tree/b.out"]]);
  });

  it("puts what two arguments find where the first says", async () => {
    const once = [["tree/deep/er/c.in", "out/er/c.out"], ["tree/s1", "out/s1.out"]];
    expect(await pairs([at("tree/deep"), at("tree/deep/er/*.in"), at("tree/s1")], { output: at("out") })).toEqual(once);
    expect(await pairs([at("tree/deep/er/*.in"), at("tree/deep"), at("tree/s1")], { output: at("out") })).toEqual([["tree/deep/er/c.in", "out/c.out"], once[1]]);
  });

  it("refuses by name two items with one output, and an output that is an input", async () => {
    expect(await fault(gather(domain, [at("tree/a.in"), at("other/a.in")], { output: at("out") }))).toEqual(["bad-option", expect.stringContaining(`${at("tree/a.in")}: output: expected one of its own, got ${at("out/a.out")}; it is that of ${at("other/a.in")} too`)]);
    const manifest = put("replace.csv", "input,output\ntree/b.in,tree/a.in\n");
    expect(await fault(gather(domain, [at("tree/a.in"), manifest]))).toEqual(["bad-option", expect.stringContaining("inputs are never replaced")]);
  });

  it("refuses wrong options, what is not there, and nothing", async () => {
    expect(await fault(gather(domain, [at("tree")], { options: { scale: "7" } }))).toEqual(["bad-option", expect.stringMatching(/got 5 with one.*\n.*\(and 4 more\): --scale: expected 1 to 4, got 7/)]);
    expect(await fault(gather(domain, [at("gone.in")]))).toEqual(["bad-input", expect.stringContaining("no such file")]);
    for (const nothing of [at("odd"), at("gone/*.in"), at("odd/*"), at("tree/.hid*")]) expect(await fault(gather(domain, [nothing]))).toEqual(["bad-input", expect.stringContaining("expected at least one input, got none")]);
    expect((await fault(gather(domain, [" "])))[0]).toBe("bad-input");
  });

  it("tells no path of a study, which may hold a patient's name", async () => {
    const mri = { ...domain, kind: "mri", unit: { one: "study", many: "studies" } } as const;
    put("day/DOE JANE/a.in");
    put("day/ROE RICHARD/a.in");
    const manifest = put("studies.csv", "input,output\nday/DOE JANE,o\nday/ROE RICHARD,o\n");
    const faults = await Promise.all([
      gather(mri, [at("day/DOE JANE/a.in"), at("day/ROE RICHARD/a.in")], { output: at("out") }), gather(mri, [at("day/DOE JANE/gone.in")]), gather(mri, [at("day/DOE JANE/*.xyz")]), gather(mri, [manifest]),
      gather(mri, [at("day")], { options: { scale: "9" } }),
    ].map(fault));
    expect(faults.map(([, message]) => message).join("\n")).not.toMatch(/DOE|ROE/);
    expect(faults[0]![1]).toContain("study 2 in the order of paths: output: expected one of its own; it is that of study 1 in the order of paths too");
    expect(faults[3]![1]).toContain("line 3: output: expected one of its own; it is that of line 2 too");
  });
});
