#!/usr/bin/env node
import { mriSr } from "./mri-sr/program.js";
import { runProgram } from "./shared/main.js";
let someFailed = 0;
const code = await runProgram(mriSr((exit) => (someFailed = exit)));
process.exitCode = code || someFailed;
//# sourceMappingURL=mri-sr.js.map