import type { MethodName } from "../options.js";
import type { Method, MethodContext } from "./method.js";
export { zeroFill } from "./zero-fill.js";
interface MethodKind {
    /** Draws from a distribution: presets and samples mean something. */
    readonly diffusion: boolean;
    readonly make: (context: MethodContext) => Method;
}
export declare const methods: Readonly<Record<Exclude<MethodName, "zero-fill">, MethodKind>>;
