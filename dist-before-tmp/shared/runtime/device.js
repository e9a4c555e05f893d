import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
/** Where networks run. A named device is used or refused; "auto" takes the first accelerator that works, else the cpu, and says so. */
export const DEVICES = ["auto", "cpu", "cuda", "tensorrt", "webgpu", "dml", "coreml"];
/** The order in which auto tries. Not tensorrt (builds engines for minutes), not webgpu (experimental; may be a software rasterizer). */
const ACCELERATORS = ["cuda", "dml", "coreml"];
const INSTALL = {
    cuda: "reinstall with ONNXRUNTIME_NODE_INSTALL=cuda12 (Linux x64; needs CUDA 12 and cuDNN 9), or choose --device cpu",
    tensorrt: "reinstall with ONNXRUNTIME_NODE_INSTALL=cuda12 and install TensorRT (Linux x64), or choose --device cpu",
    webgpu: "install a Vulkan loader and driver (libvulkan.so.1 on Linux), or choose --device cpu",
    dml: "use Windows with a DirectX 12 device, or choose --device cpu",
    coreml: "use macOS, or choose --device cpu",
};
/** What `device` means where the runtime offers `backends`. An unusable accelerator is left out here with a note if its library is missing. */
export function candidates(device, backends, installed = providerInstalled) {
    if (device !== "auto")
        return { providers: [device], notes: [] };
    const notes = [];
    const offered = ACCELERATORS.filter((name) => backends.some((backend) => backend.name === name));
    const usable = offered.filter((name) => {
        const present = backends.some((backend) => backend.name === name && backend.bundled) || installed(name);
        if (!present)
            notes.push(`${name}: not installed`);
        return present;
    });
    return { providers: [...usable, "cpu"], notes };
}
/** Why `device` cannot be asked for on this machine, or undefined; found before the runtime prints its own complaint. */
export function obstacle(device, backends, installed = providerInstalled) {
    const backend = backends.find(({ name }) => name === device);
    if (backend === undefined)
        return `onnxruntime has no ${device} on ${process.platform}-${process.arch}`;
    if (!backend.bundled && !installed(device))
        return `onnxruntime's ${device} library is not installed`;
    return undefined;
}
/** What to do about a device that does not load. */
export function deviceAdvice(device) {
    return device === "auto" || device === "cpu" ? "report this with the versions in use" : INSTALL[device];
}
/** The CUDA and TensorRT providers are separate libraries beside the binding, which a plain install does not download. */
export function providerInstalled(name) {
    const binaries = join(dirname(createRequire(import.meta.url).resolve("onnxruntime-node/package.json")), "bin");
    const library = { linux: `libonnxruntime_providers_${name}.so`, win32: `onnxruntime_providers_${name}.dll` }[process.platform];
    if (library === undefined || !existsSync(binaries))
        return false;
    return readdirSync(binaries).some((abi) => existsSync(join(binaries, abi, process.platform, process.arch, library)));
}
//# sourceMappingURL=device.js.map