import { type Device } from "./device.js";
export interface RuntimeArray {
    readonly data: Float32Array;
    readonly dims: readonly number[];
}
export interface OpenRequest {
    readonly kind: "open";
    /** Number of the model among those that share the thread. */
    readonly set: number;
    readonly networks: Readonly<Record<string, Uint8Array>>;
    readonly device: Device;
    readonly threads: number;
}
export interface RunRequest {
    readonly kind: "run";
    readonly set: number;
    readonly network: string;
    readonly inputs: Readonly<Record<string, RuntimeArray>>;
    /** Arrays in shared memory that outputs are written to. */
    readonly into: Readonly<Record<string, RuntimeArray>>;
}
export type Request = (OpenRequest | RunRequest | {
    readonly kind: "release";
    readonly set: number;
} | {
    readonly kind: "close";
}) & {
    readonly id: number;
};
export interface PortInfo {
    readonly name: string;
    readonly type: string;
    readonly shape: readonly (number | string)[];
}
export interface Opened {
    readonly device: Exclude<Device, "auto">;
    readonly notes: readonly string[];
    readonly networks: Readonly<Record<string, {
        readonly inputs: readonly PortInfo[];
        readonly outputs: readonly PortInfo[];
    }>>;
}
export type Outputs = Readonly<Record<string, RuntimeArray>>;
/** Why an answer failed: the device cannot be used, a network cannot be read, or a run broke. */
export type FailureKind = "device" | "network" | "run";
export type Answer = {
    readonly id: number;
} & ({
    readonly ok: true;
    readonly value: Opened | Outputs | undefined;
} | {
    readonly ok: false;
    readonly failure: {
        readonly kind: FailureKind;
        readonly message: string;
        readonly network?: string;
    };
});
