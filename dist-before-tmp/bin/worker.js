#!/usr/bin/env node
import { runProgram } from "./shared/main.js";
import { worker } from "./worker/program.js";
process.exitCode = await runProgram(worker());
//# sourceMappingURL=worker.js.map