import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { copiesOf, doneBefore, hashOf, placeAt, placesOf, removeObsolete } from "../../../pipelines/faces/outputs.js";

const root = mkdtempSync(join(tmpdir(), "bfr-outputs-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = (...names: string[]) => join(root, ...names);
const none = { resume: false, overwrite: false, report: false } as const;
const photos = async (inputs: string[], options: Partial<Parameters<typeof placesOf>[1]> = {}) => (await placesOf(inputs, { ...none, ...options })).map(({ photo }) => photo);

describe("names of results", () => {
  it("stand beside the photographs, and everything else is named after them", async () => {
    expect(await placesOf([at("a", "Photo.JPG")], none)).toEqual([
      { input: at("a", "Photo.JPG"), photo: at("a", "Photo_bfr.JPG"), deviation: at("a", "Photo_bfr_deviation.png"), report: at("a", "Photo_bfr.json"), page: at("a", "Photo_bfr_report") },
    ]);
  });

  it("go to a folder or a file of --output", async () => {
    mkdirSync(at("there.jpg"));
    expect(await photos([at("x.jpeg"), at("y.png")], { output: at("new") })).toEqual([at("new", "x_bfr.jpeg"), at("new", "y_bfr.png")]);
    expect(await photos([at("x.jpeg")], { output: at("out.png") })).toEqual([at("out.png")]);
    expect(await photos([at("x.jpeg")], { output: `${at("odd.name")}/` })).toEqual([at("odd.name", "x_bfr.jpeg")]);
    expect(await photos([at("x.jpeg")], { output: at("there.jpg") })).toEqual([at("there.jpg", "x_bfr.jpeg")]);
  });

  it("end as the format does", async () => {
    expect(await photos([at("a.jpeg"), at("b.tiff"), at("scan"), at("c.v2")], { output: at("new") })).toEqual(["a_bfr.jpeg", "b_bfr.tiff", "scan_bfr.png", "c.v2_bfr.png"].map((name) => at("new", name)));
    expect(await photos([at("a.jpeg"), at("b.png")], { output: at("new"), format: "jpeg" })).toEqual([at("new", "a_bfr.jpeg"), at("new", "b_bfr.jpg")]);
  });

  it.each([
    [["a.jpg", "sub/a.jpg"], { output: "new" }, /a\.jpg: expected a result of its own, got .*a_bfr\.jpg, which is that of .*a\.jpg too; rename one/],
    [["a.jpg", "a.png"], {}, /expected a result of its own, got .*a_bfr\.json/], // their reports and deviations would collide
    [["a.jpg", "A.jpg"], { output: "new" }, /expected a result of its own/],
    [["a.jpg", "a_bfr.jpg"], { overwrite: true }, /a\.jpg: expected a result under another name than every input, got .*a_bfr\.jpg; .*never replaced/],
    [["a.jpg"], { output: "a.jpg", overwrite: true }, /never replaced/],
    [["a.jpg", "b.jpg"], { output: "c.jpg" }, /--output: expected a folder for 2 photographs, got .*c\.jpg/],
    [["a.jpg"], { output: "c.png", format: "jpeg" as const }, /--output: expected a name that ends in \.jpg with --format jpeg/],
    [["a.jpg"], { output: "c.gif" }, /--output: expected a folder, or a file that ends in \.jpg, \.png/],
    [["a.jpg", " "], {}, /INPUT: expected photographs/],
    [[`${"ä".repeat(113)}.jpg`], {}, /ä_bfr_deviation\.png: expected a name of at most 241 bytes, got one of 244; name a shorter --output/],
  ])("refuses %j with %j before any work", async (inputs, options, message) => {
    const given = { ...options, ...("output" in options && { output: at(options.output) }) };
    await expect(photos(inputs.map((name) => (name === " " ? name : at(name))), given)).rejects.toThrow(message);
  });

  it.each(["e_bfr.jpg", "e_bfr.json", "e_bfr_deviation.png", "e_bfr_report"])("refuse to replace %s, whether this run writes one or not", async (name) => {
    writeFileSync(at(name), JSON.stringify({ fingerprint: {}, output: {} }));
    await expect(photos([at("e.jpg")])).rejects.toThrow(`${at(name)}: expected a new name, got one that exists; choose another --output, pass --resume to keep what is done, or --overwrite`);
    for (const allowed of [{ overwrite: true }, { resume: true }]) expect(await photos([at("e.jpg")], allowed)).toEqual([at("e_bfr.jpg")]);
    rmSync(at(name));
  });

  it("never replace a photograph that has another name through a link", async () => {
    mkdirSync(at("real"));
    writeFileSync(at("real", "p.jpg"), "");
    symlinkSync(at("real"), at("linked"));
    symlinkSync(at("real", "p.jpg"), at("alias.jpg"));
    for (const [input, output] of [[at("real", "p.jpg"), at("linked", "p.jpg")], [at("linked", "p.jpg"), at("real", "p.jpg")], [at("alias.jpg"), at("real", "p.jpg")]] as const) {
      await expect(photos([input], { output, overwrite: true })).rejects.toThrow("photographs are never replaced");
    }
  });

  it("do not take the place of somebody's JSON, not even to overwrite", async () => {
    for (const content of ["[1, 2]", "null", "no JSON", '{"output": {}}']) {
      writeFileSync(at("labelled.json"), content);
      for (const allowed of [{ overwrite: true }, { resume: true }]) {
        await expect(photos([at("x.jpg")], { output: at("labelled.jpg"), ...allowed })).rejects.toThrow("labelled.json: expected a report of bfr or no file, as one is written there, got another file");
      }
    }
  });

  it("do not end as a file that is there and is no photograph", async () => {
    writeFileSync(at("notes.txt"), "");
    await expect(photos([at("a.jpg")], { output: at("notes.txt"), overwrite: true })).rejects.toThrow(/--output: expected a folder, or a file that ends in .*notes\.txt/);
  });

  it("are copies alone for bfr detect, whatever else has their stem", async () => {
    mkdirSync(at("copies"));
    writeFileSync(at("copies", "a_faces.json"), ""); // where its --json may go
    expect(await copiesOf([at("a.jpg"), at("a.png")], { output: at("copies"), overwrite: false })).toEqual([at("copies", "a_faces.jpg"), at("copies", "a_faces.png")]);
    writeFileSync(at("copies", "a_faces.jpg"), "");
    await expect(copiesOf([at("a.jpg")], { output: at("copies"), overwrite: false })).rejects.toThrow("a_faces.jpg: expected a new name, got one that exists; choose another --output, or pass --overwrite");
  });
});

describe("what an earlier run left", () => {
  const fingerprint = { method: "difface", seed: "0" };
  const make = async () => {
    rmSync(at("r_bfr.json"), { force: true });
    const [place] = await placesOf([at("r.jpg")], { ...none, overwrite: true });
    writeFileSync(place!.photo, "pixels");
    writeFileSync(place!.deviation, "map");
    mkdirSync(place!.page, { recursive: true });
    writeFileSync(place!.report, JSON.stringify({ outcome: "done", fingerprint, output: { sha256: await hashOf(place!.photo) } }));
    return place!;
  };

  it("counts as done only with the same options and bytes, and with all that is asked for", async () => {
    const place = await make();
    const all = { samples: 4, report: true };
    expect(await doneBefore(place, fingerprint, all)).toMatchObject({ outcome: "skipped", fingerprint });
    expect(await doneBefore(place, { ...fingerprint, seed: "1" }, all)).toBeUndefined();
    expect(await doneBefore(place, { ...fingerprint, more: "1" }, all)).toBeUndefined();
    writeFileSync(place.photo, "pixelz");
    expect(await doneBefore(place, fingerprint, all)).toBeUndefined();
    rmSync(place.page, { recursive: true });
    writeFileSync(place.photo, "pixels");
    expect(await doneBefore(place, fingerprint, all)).toBeUndefined();
    expect(await doneBefore(place, fingerprint, { samples: 4, report: false })).toMatchObject({ outcome: "skipped" });
    rmSync(place.photo);
    expect(await doneBefore(place, fingerprint, { samples: 1, report: false })).toBeUndefined();
    writeFileSync(place.report, "torn {");
    expect(await doneBefore(place, fingerprint, { samples: 1, report: false })).toBeUndefined();
  });

  it("goes where the new result has none of it", async () => {
    const place = await make();
    await removeObsolete(place, { samples: 2, report: true });
    expect([place.report, place.deviation, place.page].map(existsSync)).toEqual([false, true, true]);
    await removeObsolete(place, { samples: 1, report: false });
    expect([place.deviation, place.page, place.photo].map(existsSync)).toEqual([false, false, true]);
  });

  it("is told of where it cannot be removed", async () => {
    writeFileSync(at("file"), "");
    const place = placeAt(at("p.jpg"), at("file", "p_bfr.jpg"));
    await expect(removeObsolete(place, { samples: 1, report: false })).rejects.toMatchObject({ code: "bad-option", message: `${place.report}: expected a name in an existing folder, got no such folder; create it first` });
  });

  it("is not a folder of the same name that is no page", async () => {
    const place = await make();
    writeFileSync(join(place.page, "budget.txt"), "");
    await removeObsolete(place, { samples: 1, report: false });
    expect(existsSync(join(place.page, "budget.txt"))).toBe(true);
    expect(await photos([at("r.jpg")], { overwrite: true })).toEqual([place.photo]);
    await expect(photos([at("r.jpg")], { overwrite: true, report: true })).rejects.toThrow("r_bfr_report: expected a page of bfr or no folder, as one is written there, got something else");
  });
});
