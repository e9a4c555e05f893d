import type { Method, MethodContext } from "./method.js";
/**
 * DisC-Diff (Mao et al., MICCAI 2023): diffusion guided by a co-registered contrast of higher resolution, whose shared and own content
 * the network disentangles. Slices without a reference get zeros and are told so: the single-contrast branch.
 */
export declare function discDiff(context: MethodContext): Method;
