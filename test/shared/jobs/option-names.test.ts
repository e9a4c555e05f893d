import { describe, expect, it } from "vitest";
import { checkOptionNames, flagOf } from "../../../shared/jobs/option-names.js";

describe("checkOptionNames", () => {
  const check = (options: Record<string, string | boolean>) => () => checkOptionNames(options, { scale: "value", report: "flag", modelFolder: "value" }, "rsr --help");

  it("takes known names with values where they belong", () => expect(check({ scale: "2", report: false, modelFolder: "x" })).not.toThrow());

  it.each<[Record<string, string | boolean>, string]>([
    [{ scle: "2" }, "did you mean --scale?"],
    [{ modelFoldr: "2" }, "did you mean --model-folder?"],
    [{ toString: "2" }, "see rsr --help"],
    [{ overwrite: true }, "give it to the batch as a whole"],
    [{ report: "on" }, "--report: expected true or false, got on"],
    [{ scale: true }, "--scale: expected a value, got true"],
  ])("refuses %j", (options, message) => expect(check(options)).toThrow(expect.objectContaining({ code: "bad-option", message: expect.stringContaining(message) })));
});

it("writes a name as its flag", () => expect(flagOf("lowPass")).toBe("--low-pass"));
