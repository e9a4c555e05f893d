#!/usr/bin/env node
import { bfr } from "./bfr/program.js";
import { runProgram } from "./shared/main.js";
let someFailed = 0;
const code = await runProgram(bfr((exit) => (someFailed = exit)));
process.exitCode = code || someFailed;
//# sourceMappingURL=bfr.js.map