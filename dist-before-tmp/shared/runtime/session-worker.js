/**
 * Thread that owns the sessions of one model or several: onnxruntime's create() and run() block the thread that calls them. Killing a thread inside run()
 * aborts the process, so it is never terminated: it ends when it is told to close and nothing is left to do.
 */
import { parentPort } from "node:worker_threads";
import { env, InferenceSession, listSupportedBackends, Tensor } from "onnxruntime-node";
import { give, takeBytes } from "../tensor/spare.js";
import { candidates, obstacle } from "./device.js";
class Failure extends Error {
    kind;
    network;
    constructor(kind, message, network) {
        super(message);
        this.kind = kind;
        this.network = network;
    }
}
const port = parentPort;
const sets = new Map();
port.on("message", (request) => void reply(request));
async function reply(request) {
    const { id } = request;
    try {
        const { value, transfer } = await answer(request);
        port.postMessage({ id, ok: true, value }, transfer);
    }
    catch (error) {
        const { kind = "run", network } = error instanceof Failure ? error : {};
        const message = error instanceof Error ? error.message : String(error);
        port.postMessage({ id, ok: false, failure: { kind, message, ...(network === undefined ? {} : { network }) } });
    }
    if (request.kind === "close")
        port.close(); // nothing else keeps the thread alive
}
async function answer(request) {
    switch (request.kind) {
        case "open":
            return { value: await open(request), transfer: [] };
        case "run": {
            const outputs = await run(request);
            return { value: outputs, transfer: [...new Set(Object.values(outputs).flatMap(({ data: { buffer } }) => (buffer instanceof ArrayBuffer ? buffer : [])))] };
        }
        case "release":
            await release(request.set);
            return { value: undefined, transfer: [] };
        case "close":
            for (const set of sets.keys())
                await release(set);
            return { value: undefined, transfer: [] };
    }
}
async function open({ set, networks, device, threads }) {
    env.logLevel = "fatal"; // failures come as exceptions; the runtime would print them as well
    const backends = listSupportedBackends();
    const { providers, notes: skipped } = candidates(device, backends);
    const notes = [...skipped];
    for (const provider of providers) {
        const missing = obstacle(provider, backends);
        if (missing !== undefined)
            throw new Failure("device", missing);
        let sessions;
        try {
            sessions = await create(set, networks, provider, threads);
        }
        catch (error) {
            await release(set);
            if (provider === "cpu")
                throw error;
            const message = oneLine(error instanceof Error ? error.message : String(error));
            if (device === "auto") {
                notes.push(`${provider}: ${message}`);
                continue;
            }
            // The same network on the cpu tells a bad file from a bad device.
            await create(set, networks, "cpu", threads);
            await release(set);
            throw new Failure("device", message);
        }
        return { device: provider, notes, networks: Object.fromEntries(Array.from(sessions, ([name, session]) => [name, ports(session)])) };
    }
    throw new Failure("device", `no provider for ${device}`);
}
async function create(set, networks, provider, threads) {
    const sessions = new Map();
    sets.set(set, sessions);
    for (const [name, bytes] of Object.entries(networks)) {
        try {
            sessions.set(name, await InferenceSession.create(bytes, sessionOptions(provider, threads)));
        }
        catch (error) {
            throw new Failure("network", oneLine(error instanceof Error ? error.message : String(error)), name);
        }
    }
    return sessions;
}
// Every key is present with a value: an option that is undefined makes create() throw.
function sessionOptions(provider, threads) {
    return {
        executionProviders: [provider],
        graphOptimizationLevel: "all",
        executionMode: "sequential",
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: 4,
        extra: { session: { intra_op: { allow_spinning: "0" } } }, // a third less CPU time for the same wall time
    };
}
function ports(session) {
    const info = (port) => ({ name: port.name, type: port.isTensor ? port.type : "not a tensor", shape: port.isTensor ? [...port.shape] : [] });
    return { inputs: session.inputMetadata.map(info), outputs: session.outputMetadata.map(info) };
}
async function run({ set, network, inputs, into }) {
    const session = sets.get(set)?.get(network);
    if (session === undefined)
        throw new Error(`no session for network ${network}`);
    const feeds = {};
    for (const [name, { data, dims }] of Object.entries(inputs))
        feeds[name] = new Tensor("float32", data.buffer instanceof ArrayBuffer ? data : own(data.length, data), dims);
    const fetches = {};
    for (const name of session.outputNames)
        fetches[name] = into[name] === undefined ? null : new Tensor("float32", own(into[name].data.length), into[name].dims);
    const outputs = {};
    for (const [name, value] of Object.entries(await session.run(feeds, fetches))) {
        const { data, dims } = into[name] ?? { data: value.data, dims: [...value.dims] };
        if (into[name] !== undefined)
            data.set(value.data);
        outputs[name] = { data, dims };
    }
    for (const buffer of new Set([...Object.values(feeds), ...Object.values(fetches)].flatMap((tensor) => (tensor === null ? [] : tensor.data.buffer))))
        give({ buffer });
    return outputs;
}
/** onnxruntime takes no shared memory. */
function own(length, contents) {
    const out = new Float32Array(takeBytes(4 * length).buffer);
    if (contents !== undefined)
        out.set(contents);
    return out;
}
async function release(set) {
    for (const session of sets.get(set)?.values() ?? [])
        await session.release();
    sets.delete(set);
}
function oneLine(message) {
    return message.replace(/\s+/g, " ").trim().slice(0, 300);
}
//# sourceMappingURL=session-worker.js.map