import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { expected } from "../errors.js";
import { openSessions } from "./session.js";
/** Throws bad-option naming `flag` where the file cannot be read or loaded, or has other ports than asked for. */
export async function openJudgingNetwork(path, { flag, inputs, advice }) {
    const name = basename(path);
    const wrong = (want, got, cause) => expected("bad-option", { subject: `${flag} ${name}`, want, got, advice, ...(cause === undefined ? {} : { cause }) });
    const bytes = await readFile(path).catch((cause) => {
        throw wrong("a file that can be read", cause.code, cause);
    });
    const sessions = await openSessions({ networks: { judge: bytes }, device: "cpu", threads: 1 }).catch((cause) => {
        throw wrong("a network that onnxruntime can load", cause.message, cause);
    });
    const ports = sessions.networks.judge;
    if (ports.inputs.length !== inputs || ports.outputs.length < 1) {
        await sessions.close();
        throw wrong(`${inputs} input${inputs === 1 ? "" : "s"} and an output`, `${ports.inputs.length} and ${ports.outputs.length}`);
    }
    return {
        name,
        async run(...given) {
            const results = await sessions.run("judge", Object.fromEntries(ports.inputs.map((port, i) => [port.name, given[i]]))).catch((cause) => {
                throw wrong(`a network that takes ${given.map(({ dims }) => dims.join("x")).join(" and ")}`, cause.message, cause);
            });
            return results[ports.outputs[0].name].data;
        },
        close: () => sessions.close(),
    };
}
/**
 * A user's own perceptual network from an ONNX file with two float32 inputs [n, 3, h, w] in -1..1 (LPIPS's range) and one
 * output that begins with n distances. Whoever opens it closes it.
 */
export async function openPerceptual(path) {
    const network = await openJudgingNetwork(path, { flag: "--perceptual", inputs: 2, advice: "give an ONNX file such as an exported LPIPS" });
    return {
        name: network.name, black: -1, white: 1, minimum: 64,
        distance: async (x, truth) => (await network.run(x, truth)).subarray(0, x.dims[0]),
        close: () => network.close(),
    };
}
//# sourceMappingURL=judging-network.js.map