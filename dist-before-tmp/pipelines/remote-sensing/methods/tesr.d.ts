import type { Method, MethodContext } from "./method.js";
/** TESR (Ali et al., Remote Sensing 15(9):2346, 2023): a window transformer restores, diffusion enhances what it leaves. */
export declare function tesr(context: MethodContext): Method;
