/** Indented JSON. It has no infinity: the PSNR of equal images is written as a word, not lost as null. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => (typeof v === "number" && !Number.isFinite(v) ? String(v) : v), 2);
}
