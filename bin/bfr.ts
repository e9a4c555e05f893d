#!/usr/bin/env node
import { existsSync } from "node:fs";
import { startAhead } from "../shared/runtime/session-thread.js";

const [first] = process.argv.slice(2);
// one for a face's networks, one for the detector
const endSpare = first !== undefined && (first === "restore" || existsSync(first)) ? startAhead(2) : undefined;
try {
  const [{ bfr }, { runProgram }] = await Promise.all([import("./bfr/program.js"), import("./shared/main.js")]);
  let someFailed = 0;
  const code = await runProgram(bfr((exit) => (someFailed = exit)));
  process.exitCode = code || someFailed;
} finally {
  await endSpare?.();
}
