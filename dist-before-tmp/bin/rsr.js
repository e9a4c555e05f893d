#!/usr/bin/env node
import { rsr } from "./rsr/program.js";
import { runProgram } from "./shared/main.js";
let someFailed = 0;
const code = await runProgram(rsr((exit) => (someFailed = exit)));
process.exitCode = code || someFailed;
//# sourceMappingURL=rsr.js.map