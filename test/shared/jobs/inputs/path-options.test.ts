import { expect, it } from "vitest";
import { absolutePaths } from "../../../../shared/jobs/inputs/path-options.js";

it("makes paths absolute and leaves everything else", () => {
  expect(absolutePaths({ model: "mine/net", kernel: "blur.json", deidentifyKey: "/keys/a", scale: "2", report: true }, "/data")).toEqual({ model: "/data/mine/net", kernel: "/data/blur.json", deidentifyKey: "/keys/a", scale: "2", report: true });
  expect(absolutePaths({ kernel: "auto" }, "/data")).toEqual({ kernel: "auto" });
  expect(absolutePaths({ kernel: "gaussian:1,1,0" }, "/data")).toEqual({ kernel: "gaussian:1,1,0" });
});
