/** Compares the converted network with the package itself, run by tfjs, on one 24 x 16 image: node check.mjs esrgan.onnx */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import ort from "onnxruntime-node";

const definition = createRequire(import.meta.url)("@upscalerjs/esrgan-thick/4x"); // its ESM build does not load in Node
const [onnx] = process.argv.slice(2);
const [height, width] = [24, 16];
const folder = join(dirname(fileURLToPath(import.meta.url)), "node_modules/@upscalerjs/esrgan-thick/models/x4");

definition.setup(tf);
const { modelTopology, weightsManifest } = JSON.parse(await readFile(join(folder, "model.json"), "utf8"));
const shards = await Promise.all(weightsManifest.flatMap(({ paths }) => paths).map((path) => readFile(join(folder, path))));
const model = await tf.loadLayersModel(tf.io.fromMemory({
  modelTopology, weightSpecs: weightsManifest.flatMap(({ weights }) => weights), weightData: new Uint8Array(Buffer.concat(shards)).buffer,
}));

const pixel = (c, i, j) => 0.5 + 0.3 * Math.sin(0.9 * i + c) * Math.cos(0.7 * j - c) + (i > 11 && j > 7 ? 0.15 : 0);
const nhwc = tf.tidy(() => tf.tensor4d(Float32Array.from({ length: height * width * 3 }, (_, k) => pixel(k % 3, Math.floor(k / 3 / width), Math.floor(k / 3) % width)), [1, height, width, 3]));
const expected = await model.predict(nhwc).data();

const session = await ort.InferenceSession.create(onnx);
const nchw = Float32Array.from({ length: 3 * height * width }, (_, k) => pixel(Math.floor(k / height / width), Math.floor(k / width) % height, k % width));
const { y } = await session.run({ x: new ort.Tensor("float32", nchw, [1, 3, height, width]) });

let worst = 0;
const plane = 16 * height * width;
for (let c = 0; c < 3; c++) for (let k = 0; k < plane; k++) worst = Math.max(worst, Math.abs(y.data[c * plane + k] - expected[k * 3 + c]));
console.log(`largest difference ${worst.toExponential(2)} on values of ${Math.min(...expected).toFixed(3)} to ${Math.max(...expected).toFixed(3)}`);
process.exitCode = worst < 1e-4 ? 0 : 1;
