import type { MethodName } from "../models.js";
import type { Method, MethodContext } from "./method.js";
interface MethodKind {
    /** Draws from a distribution: presets and samples mean something. */
    readonly diffusion: boolean;
    readonly make: (context: MethodContext) => Method;
}
export declare const methods: Readonly<Record<MethodName, MethodKind>>;
export {};
