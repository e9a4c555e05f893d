import { bicubic } from "./bicubic.js";
import { ddsr } from "./ddsr.js";
import { dmdc } from "./dmdc.js";
import type { Method, MethodContext } from "./method.js";
import { regression } from "./regression.js";
import { tesr } from "./tesr.js";

export const methodNames = ["ddsr", "tesr", "dmdc", "regression", "bicubic"] as const;
export type MethodName = (typeof methodNames)[number];

interface MethodKind {
  /** Draws from a distribution: presets, steps and samples mean something. */
  readonly diffusion: boolean;
  /** Network calls of a tile before the first row of the plan. */
  readonly callsBefore: number;
  readonly make: (context: MethodContext) => Method;
}

export const methods: Record<Exclude<MethodName, "bicubic">, MethodKind> = {
  ddsr: { diffusion: true, callsBefore: 1, make: ddsr },
  tesr: { diffusion: true, callsBefore: 1, make: tesr },
  dmdc: { diffusion: true, callsBefore: 0, make: dmdc },
  regression: { diffusion: false, callsBefore: 1, make: regression },
};

export { bicubic };
