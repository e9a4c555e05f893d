import type { MethodName } from "../options.js";
import { discDiff } from "./disc-diff.js";
import type { Method, MethodContext } from "./method.js";
import { r2d2plus } from "./r2d2plus.js";
import { regression } from "./regression.js";
import { srdiff } from "./srdiff.js";

export { zeroFill } from "./zero-fill.js";

interface MethodKind {
  /** Draws from a distribution: presets and samples mean something. */
  readonly diffusion: boolean;
  readonly make: (context: MethodContext) => Method;
}

export const methods: Readonly<Record<Exclude<MethodName, "zero-fill">, MethodKind>> = {
  r2d2plus: { diffusion: true, make: r2d2plus },
  "disc-diff": { diffusion: true, make: discDiff },
  srdiff: { diffusion: true, make: srdiff },
  regression: { diffusion: false, make: regression },
};
