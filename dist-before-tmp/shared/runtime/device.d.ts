/** Where networks run. A named device is used or refused; "auto" takes the first accelerator that works, else the cpu, and says so. */
export declare const DEVICES: readonly ["auto", "cpu", "cuda", "tensorrt", "webgpu", "dml", "coreml"];
export type Device = (typeof DEVICES)[number];
export interface Backend {
    readonly name: string;
    readonly bundled: boolean;
}
export interface Candidates {
    /** Execution providers to try, first to last. */
    readonly providers: readonly Exclude<Device, "auto">[];
    readonly notes: readonly string[];
}
/** What `device` means where the runtime offers `backends`. An unusable accelerator is left out here with a note if its library is missing. */
export declare function candidates(device: Device, backends: readonly Backend[], installed?: (name: string) => boolean): Candidates;
/** Why `device` cannot be asked for on this machine, or undefined; found before the runtime prints its own complaint. */
export declare function obstacle(device: Exclude<Device, "auto">, backends: readonly Backend[], installed?: (name: string) => boolean): string | undefined;
/** What to do about a device that does not load. */
export declare function deviceAdvice(device: Device): string;
/** The CUDA and TensorRT providers are separate libraries beside the binding, which a plain install does not download. */
export declare function providerInstalled(name: string): boolean;
