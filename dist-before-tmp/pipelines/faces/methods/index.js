import { atDdpm } from "./at-ddpm.js";
import { atVardiff } from "./at-vardiff.js";
import { bicubic } from "./bicubic.js";
import { difface } from "./difface.js";
import { diffbfr } from "./diffbfr.js";
import { dr2 } from "./dr2.js";
import { regression } from "./regression.js";
export const methods = {
    difface: { diffusion: true, make: difface },
    dr2: { diffusion: true, make: dr2 },
    diffbfr: { diffusion: true, make: diffbfr },
    "at-ddpm": { diffusion: true, make: atDdpm },
    "at-vardiff": { diffusion: true, make: atVardiff },
    regression: { diffusion: false, make: regression },
    bicubic: { diffusion: false, make: () => bicubic },
};
//# sourceMappingURL=index.js.map