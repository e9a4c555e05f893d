import { describe, expect, it } from "vitest";
import { printable } from "../../../shared/report/printable.js";

describe("printable", () => {
  it("shows control characters instead of sending them, and leaves everything else", () => {
    expect(printable("a\u001b]0;x\u0007b\u009b2J\r\n.jpg")).toBe("a\\x1b]0;x\\x07b\\x9b2J\\x0d\\x0a.jpg");
    expect(printable("photo\u202egpj.exe")).toBe("photo\\u202egpj.exe");
    expect(printable("Zoë 写真 😀 – §.jpg")).toBe("Zoë 写真 😀 – §.jpg");
  });

  it("keeps lines where they are asked for", () => {
    expect(printable("one\n\ttwo\u001b", { lines: true })).toBe("one\n\ttwo\\x1b");
  });
});
