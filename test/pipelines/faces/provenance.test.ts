import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { parseXml, textOf } from "../../../pipelines/faces/provenance-xml.js";
import { mergeXmp, recordOf, xmpText } from "../../../pipelines/faces/provenance-xmp.js";
import { provenanceOf, provenanceStatement, provenanceXmp, readProvenance, type ProvenanceInput } from "../../../pipelines/faces/provenance.js";
import { readPhoto } from "../../../pipelines/faces/read-photo.js";
import { writePhoto } from "../../../pipelines/faces/write-photo.js";
import { encode, extension, formats, jpegWithSegment, picture, temporaryFolder } from "./photo-files.js";

const { folder, save } = await temporaryFolder();

const input: ProvenanceInput = {
  method: "difface", models: [{ id: "bfr-prior", version: "1.0.0", sha256: "ab".repeat(32) }], seed: 7,
  options: { preset: "balanced", start: 20, only: null, name: 'Ünïcode <&> "quoted" 😀' }, faces: [{ index: 0, box: [1, 2, 3.5, 4] }], inputSha256: "cd".repeat(32),
};

/** A packet as Lightroom writes them: attributes and elements, a history, padding. */
const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="uuid:1" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
    xmlns:iptc='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmp:CreatorTool="Lightroom &amp; Co" xmp:Rating='5' tiff:Orientation="6" exif:PixelXDimension="24">
   <iptc:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture</iptc:DigitalSourceType>
   <xmp:Thumbnails><rdf:Alt><rdf:li rdf:parseType="Resource"><xmpGImg:image xmlns:xmpGImg="http://ns.adobe.com/xap/1.0/g/img/">OLDFACE</xmpGImg:image></rdf:li></rdf:Alt></xmp:Thumbnails>
   <!-- > a comment < --><dc:creator><rdf:Seq><rdf:li>Jörg</rdf:li></rdf:Seq></dc:creator>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
${" ".repeat(400)}
<?xpacket end="w"?>`;

const digitalSourceTypes = (text: string): readonly string[] => Array.from(text.matchAll(/digitalsourcetype\/(\w+)/g), ([, name]) => name!);

describe("in a file", () => {
  for (const format of formats) {
    it(`${format} gives back what was written, beside the user's XMP`, async () => {
      const plain = await encode(picture(24, 16, 3), "jpeg");
      const photo = await readPhoto(await save(`in-${format}.jpg`, jpegWithSegment(plain, "http://ns.adobe.com/xap/1.0/\0", Buffer.from(packet))));
      const path = join(folder, `out${extension[format]}`);
      await writePhoto(photo, path, { provenance: provenanceOf(input) });
      expect(await readProvenance(path)).toEqual({ statement: provenanceStatement, software: "domain-sr", version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string, ...input });
      const text = (await sharp(path).metadata()).xmpAsString!;
      expect(parseXml(text)?.local).toBe("xmpmeta");
      for (const kept of ["Lightroom &amp; Co", "xmp:Rating='5'", "<rdf:li>Jörg</rdf:li>", "<!-- > a comment < -->"]) expect(text).toContain(kept);
      for (const gone of ["tiff:Orientation=", "exif:PixelXDimension=", "OLDFACE", "digitalCapture"]) expect(text).not.toContain(gone);
      expect(digitalSourceTypes(text)).toEqual(["compositeWithTrainedAlgorithmicMedia"]);

      // A second run replaces the record and nothing else.
      const again = join(folder, `again${extension[format]}`);
      await writePhoto(await readPhoto(path), again, { provenance: provenanceOf({ ...input, seed: 8 }) });
      expect((await readProvenance(again))?.seed).toBe(8);
      const second = (await sharp(again).metadata()).xmpAsString!;
      expect(second.match(/:Record>/g)).toHaveLength(2);
      expect(second).toContain("<rdf:li>Jörg</rdf:li>");
    });
  }

  it("without a record gives none, and keeps the user's XMP", async () => {
    const photo = await readPhoto(await save("plain.jpg", jpegWithSegment(await encode(picture(8, 8, 3), "jpeg"), "http://ns.adobe.com/xap/1.0/\0", Buffer.from(packet))));
    const path = join(folder, "plain.png");
    await writePhoto(photo, path);
    expect(await readProvenance(path)).toBeUndefined();
    expect((await readFile(path)).includes("digitalCapture")).toBe(true);
  });

  it("that was tampered with is refused", async () => {
    const photo = await readPhoto(await save("t.png", await encode(picture(8, 8, 3), "png")));
    const path = join(folder, "tampered.webp");
    await writePhoto(photo, path, { provenance: provenanceOf(input) });
    const bytes = await readFile(path);
    bytes.write('"Seed"', bytes.indexOf('"seed"'));
    await expect(readProvenance(await save("tampered.webp", bytes))).rejects.toThrow(/expected a provenance record of domain-sr, got one that was changed/);
    await expect(readProvenance(await save("no.png", "text"))).rejects.toMatchObject({ code: "bad-input" });
    await expect(readProvenance(folder)).rejects.toThrow(/got not a file/);
  });
});

describe("merging", () => {
  const record = '{"a":1}';
  const creatorTool = "domain-sr 1";

  it("touches only what is ours or stale", () => {
    const merged = mergeXmp(packet, { record, creatorTool })!;
    const added = merged.slice(merged.indexOf("<rdf:Description xmlns:rdf="), merged.indexOf("</rdf:RDF>"));
    expect(added).toContain('rdf:about="uuid:1"');
    expect(added).not.toContain("CreatorTool");
    const untouched = packet.replace(' tiff:Orientation="6" exif:PixelXDimension="24"', "").replace(/<iptc:Digital.*Type>/, "").replace(/<xmp:Thumbnails>.*<\/xmp:Thumbnails>/, "");
    expect(merged.replace(added, "")).toBe(untouched);
    expect(recordOf(merged)).toBe(record);
  });

  it("makes a packet where there is none, and fills an empty one", () => {
    const fresh = mergeXmp(undefined, { record, creatorTool })!;
    expect(fresh).toContain("<xmp:CreatorTool>domain-sr 1</xmp:CreatorTool>");
    expect(recordOf(fresh)).toBe(record);
    const empty = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" />';
    const filled = mergeXmp(empty, { record, creatorTool })!;
    expect(recordOf(filled)).toBe(record);
    expect(filled.endsWith("</r:RDF>")).toBe(true);
    expect(mergeXmp(undefined, { creatorTool })).toBeUndefined();
  });

  it("leaves a picture that is generated altogether so", () => {
    expect(digitalSourceTypes(mergeXmp(packet.replace("digitalCapture", "trainedAlgorithmicMedia"), { record, creatorTool })!)).toEqual(["trainedAlgorithmicMedia"]);
  });

  it("reads UTF-16 and refuses what is no packet", () => {
    const little = Buffer.from(`\ufeff${packet.slice(packet.indexOf("<x:"))}`, "utf16le");
    expect(mergeXmp(xmpText(little), { record, creatorTool })).toContain("Jörg");
    expect(mergeXmp(xmpText(Buffer.from(little).swap16()), { record, creatorTool })).toContain("Jörg");
    for (const broken of ["", "text", "<a>", "<a></b>", "<a/><b/>", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "<a b=c/>", packet.replace("</dc:creator>", "")]) expect(mergeXmp(broken, { record, creatorTool }), broken.slice(0, 40)).toBeUndefined();
  });

  it("ends with long and odd packets too", () => { // backtracking would take minutes
    for (const odd of ["<".repeat(2e5), `<a ${"b ".repeat(1e5)}`, `<a ${'b="" '.repeat(1e5)}`, "<a>".repeat(1e5), `<!--${"-".repeat(2e5)}`, `<a${" ".repeat(2e5)}b`, `<a>${" ".repeat(2e5)}`]) expect(parseXml(odd)).toBeUndefined();
  });
});

describe("limits", () => {
  const faces = (count: number): ProvenanceInput["faces"] => Array.from({ length: count }, (_, index) => ({ index, box: [1, 2, 3, 4], note: "x".repeat(80) }));
  const listed = (bytes: Uint8Array | undefined): { faces: unknown[]; facesNotListed?: number } => JSON.parse(recordOf(xmpText(bytes!))!) as { faces: unknown[]; facesNotListed?: number };

  it("drop padding first, then faces, then the user's packet, each noted but the first", () => {
    const whole = provenanceXmp(Buffer.from(packet), provenanceOf(input), Infinity);
    expect(whole.notes).toEqual([]);
    const padded = provenanceXmp(Buffer.from(packet), provenanceOf(input), whole.packet!.length - 100);
    expect(padded.notes).toEqual([]);
    expect(padded.packet!.length).toBeLessThan(whole.packet!.length - 300);

    const many = provenanceXmp(Buffer.from(packet), provenanceOf({ ...input, faces: faces(2000) }), 65000);
    expect(many.packet!.length).toBeLessThanOrEqual(65000);
    expect(many.notes).toEqual(["the provenance lists 500 of 2000 faces: the format holds no longer record"]);
    expect(listed(many.packet)).toMatchObject({ facesNotListed: 1500 });
    expect(xmpText(many.packet!)).toContain("Jörg");

    const huge = provenanceXmp(Buffer.from(packet.replace("Jörg", "J".repeat(70000))), provenanceOf(input), 65000);
    expect(huge.notes).toEqual(["the XMP of the file does not fit into this format and was left out"]);
    expect(listed(huge.packet).facesNotListed).toBe(1);
  });
});

it("finds text and names by namespace", () => {
  const text = `<a:x xmlns:a="urn:1" a:k="1 &lt; 2"><y xmlns="urn:2">t&#252;r<!-- no --> &#x26;</y><z/></a:x>`;
  const root = parseXml(text)!;
  expect(root).toMatchObject({ namespace: "urn:1", local: "x", attributes: [{ local: "a" }, { namespace: "urn:1", local: "k", value: "1 < 2" }] });
  expect(root.children.map(({ namespace, local }) => [namespace, local])).toEqual([["urn:2", "y"], ["", "z"]]);
  expect(textOf(text, root.children[0]!)).toBe("tür &");
});
