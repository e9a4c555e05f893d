import { stat } from "node:fs/promises";
import { openFolder } from "./folder-mosaic.js";
import { isUrl } from "./options.js";
import { openScene } from "./read.js";
import { openVrt } from "./vrt.js";
/**
 * What `--input` names: a GeoTIFF by path or URL, a VRT mosaic by either, or a folder of scenes on one grid. Whoever opened it closes
 * it. Throws bad-input for what cannot be read rightly.
 */
export async function openInput(input, options = {}) {
    if (/\.vrt$/i.test(isUrl(input) ? input.replace(/[?#].*$/, "") : input))
        return openVrt(input, options);
    if (!isUrl(input) && (await stat(input).then((found) => found.isDirectory(), () => false)))
        return openFolder(input, options);
    return openScene(input, options);
}
//# sourceMappingURL=open-input.js.map