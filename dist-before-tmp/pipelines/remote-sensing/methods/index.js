import { bicubic } from "./bicubic.js";
import { ddsr } from "./ddsr.js";
import { dmdc } from "./dmdc.js";
import { regression } from "./regression.js";
import { tesr } from "./tesr.js";
export const methodNames = ["ddsr", "tesr", "dmdc", "regression", "bicubic"];
export const methods = {
    ddsr: { diffusion: true, callsBefore: 1, make: ddsr },
    tesr: { diffusion: true, callsBefore: 1, make: tesr },
    dmdc: { diffusion: true, callsBefore: 0, make: dmdc },
    regression: { diffusion: false, callsBefore: 1, make: regression },
};
export { bicubic };
//# sourceMappingURL=index.js.map