import { bicubic } from "./bicubic.js";
import type { Method, MethodContext } from "./method.js";
export declare const methodNames: readonly ["ddsr", "tesr", "dmdc", "regression", "bicubic"];
export type MethodName = (typeof methodNames)[number];
interface MethodKind {
    /** Draws from a distribution: presets, steps and samples mean something. */
    readonly diffusion: boolean;
    /** Network calls of a tile before the first row of the plan. */
    readonly callsBefore: number;
    readonly make: (context: MethodContext) => Method;
}
export declare const methods: Record<Exclude<MethodName, "bicubic">, MethodKind>;
export { bicubic };
