import { discDiff } from "./disc-diff.js";
import { r2d2plus } from "./r2d2plus.js";
import { regression } from "./regression.js";
import { srdiff } from "./srdiff.js";
export { zeroFill } from "./zero-fill.js";
export const methods = {
    r2d2plus: { diffusion: true, make: r2d2plus },
    "disc-diff": { diffusion: true, make: discDiff },
    srdiff: { diffusion: true, make: srdiff },
    regression: { diffusion: false, make: regression },
};
//# sourceMappingURL=index.js.map