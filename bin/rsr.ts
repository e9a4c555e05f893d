#!/usr/bin/env node
import { rsr } from "./rsr/program.js";
import { runProgram } from "./shared/main.js";

process.exitCode = await runProgram(rsr());
