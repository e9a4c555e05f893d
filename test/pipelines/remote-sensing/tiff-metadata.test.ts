import { describe, expect, it } from "vitest";
import { carriedMetadata, formatMetadata, parseMetadata } from "../../../pipelines/remote-sensing/tiff-metadata.js";

const xml = `<GDALMetadata>
  <Item name="SENSOR">A &amp;amp; B</Item>
  <Item name="DESCRIPTION" sample="0" role="description">blue</Item>
  <Item name="DESCRIPTION" sample="1" role="description">green &#x3bc;m</Item>
  <Item name="OFFSET" sample="1" role="offset">-0.1</Item>
  <Item name="SCALE" sample="1" role="scale">0.5</Item>
  <Item name="STATISTICS_MAXIMUM" sample="1">9</Item>
  <Item name="LINE_OFFSET" domain="GEOLOCATION">0</Item>
  <Item name="note" domain="mine" extra="1"/>
</GDALMetadata>`;

describe("GDAL metadata", () => {
  it("comes back as it was written", () => {
    const items = parseMetadata(xml);
    expect(items).toHaveLength(8);
    expect(items[0]).toEqual({ name: "SENSOR", value: "A & B" });
    expect(items[2]).toEqual({ name: "DESCRIPTION", sample: 1, role: "description", value: "green μm" });
    expect(parseMetadata(formatMetadata(items))).toEqual(items);
    const odd = [{ name: `a"<&>'`, value: "<Item name=\"x\">\u0001</Item>" }];
    expect(parseMetadata(formatMetadata(odd))).toEqual([{ name: `a"<&>'`, value: "<Item name=\"x\"></Item>" }]);
  });

  it("follows the chosen bands, drops what no longer holds, and takes the new items", () => {
    const items = carriedMetadata(xml, [1, 0], { SENSOR: "C", MODEL: "m" }, { keepValues: true });
    expect(items.map(({ name, sample, value }) => [name, sample, value])).toEqual([
      ["DESCRIPTION", 1, "blue"], ["DESCRIPTION", 0, "green μm"], ["OFFSET", 0, "-0.1"], ["SCALE", 0, "0.5"],
      ["note", undefined, ""], ["SENSOR", undefined, "C"], ["MODEL", undefined, "m"],
    ]);
    // A deviation has the unit of the samples but no offset.
    expect(carriedMetadata(xml, [1], {}, { keepValues: false }).map(({ role }) => role)).toEqual([undefined, "description", "scale", undefined]);
  });

  it("is read in one pass even where it is damaged", () => {
    const hostile = "<Item name=\"a\"".repeat(500_000) + "<Item>".repeat(500_000); // backtracking would take minutes
    expect(parseMetadata(hostile)).toEqual([]);
    expect(parseMetadata(`${hostile}</Item>`)).toHaveLength(1);
    expect(parseMetadata("<GDALMetadata><Item name='x'>y")).toEqual([]);
    expect(formatMetadata([])).toBeUndefined();
  });
});
