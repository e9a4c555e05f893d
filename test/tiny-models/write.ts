import { join } from "node:path";
import { TINY_METHODS, tinyModel } from "./model-folder.js";

const target = process.argv[2];
if (target === undefined) throw new Error("usage: tsx test/tiny-models/write.ts FOLDER");
for (const method of TINY_METHODS) console.log(await tinyModel(method, join(target, `rs-${method}`)));
