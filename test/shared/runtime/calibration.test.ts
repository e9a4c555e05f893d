import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calibrationOf, uncalibratedNote } from "../../../shared/runtime/calibration.js";
import { parseCard, type Card } from "../../../shared/runtime/card.js";

const cards = readdirSync("models").flatMap((id): Card[] => {
  if (id === "training") return [];
  return [parseCard(JSON.parse(readFileSync(`models/${id}/card.json`, "utf8")), id)];
});

describe("calibrationOf", () => {
  it("is the card's factor at the preset that it was measured at, and nothing at another", () => {
    const srdiff = cards.find(({ id }) => id === "mri-srdiff")!;
    const [measured] = Object.entries(srdiff.uncertainty!.factors) as [["detail", number]];
    expect(calibrationOf(srdiff, measured[0])).toBe(measured[1]);
    expect(calibrationOf({ ...srdiff, uncertainty: { factors: {} } }, "detail")).toBeUndefined();
    expect(calibrationOf(cards.find(({ id }) => id === "rs-regression"), "detail")).toBeUndefined();
    expect(uncalibratedNote("fidelity")).toContain("not calibrated at preset fidelity");
  });
});
