import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expected } from "../errors.js";
import { renderPage } from "./page-html.js";
import { encodePicture } from "./page-picture.js";
/**
 * A report page as a folder that opens from a disk without a network: index.html and its pictures, nothing from elsewhere.
 * It is written under a temporary name beside `folder` and takes its place when complete. Throws bad-option where `folder`
 * exists and `overwrite` is not set.
 */
export async function createPage(folder, { overwrite = false } = {}) {
    const temporary = `${folder}.part-${randomBytes(4).toString("hex")}`;
    await mkdir(join(temporary, "pictures"), { recursive: true });
    const names = new Set();
    return {
        async picture(name, picture) {
            if (!/^[\w-]+$/.test(name) || names.has(name))
                throw new Error(`report page: expected a new picture name of letters, digits and hyphens, got ${name}`);
            names.add(name);
            const file = `pictures/${name}.png`;
            await writeFile(join(temporary, file), await encodePicture(picture));
            return { file, width: picture.width, height: picture.height };
        },
        async finish(page) {
            await writeFile(join(temporary, "index.html"), renderPage(page));
            if (overwrite)
                await rm(folder, { recursive: true, force: true });
            try {
                await rename(temporary, folder);
            }
            catch (cause) {
                await rm(temporary, { recursive: true, force: true });
                const code = cause.code;
                if (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "ENOTDIR")
                    throw cause;
                throw expected("bad-option", { subject: "report page", want: "a folder that does not exist yet", got: "one that does", advice: "move it away, or pass --overwrite", cause });
            }
        },
        discard: () => rm(temporary, { recursive: true, force: true }),
    };
}
//# sourceMappingURL=page-folder.js.map