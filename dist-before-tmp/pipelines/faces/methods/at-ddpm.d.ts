import type { Method, MethodContext } from "./method.js";
/**
 * AT-DDPM (Nair, Mei & Patel 2023): a diffusion conditioned on the turbulent image and started from it, noised to the card's level;
 * DDIM in place of 60 ancestral steps.
 */
export declare function atDdpm({ models, knobs }: MethodContext): Method;
