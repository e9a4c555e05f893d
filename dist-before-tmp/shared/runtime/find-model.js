import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expected, RestorationError } from "../errors.js";
import { readCard } from "./card.js";
/** models/ of this package, from the source as from a build. */
export function modelsFolder() {
    let folder = dirname(fileURLToPath(import.meta.url));
    while (!existsSync(join(folder, "package.json"))) {
        const parent = dirname(folder);
        if (parent === folder)
            throw new Error("no package.json above the runtime");
        folder = parent;
    }
    return join(folder, "models");
}
/** A model that comes with the package by its id, or any folder with a card by its path. Throws bad-option where neither exists. */
export async function findModel(idOrFolder, models = modelsFolder()) {
    const looksLikeId = /^[a-z0-9][a-z0-9.-]*$/.test(idOrFolder);
    if (looksLikeId && existsSync(join(models, idOrFolder, "card.json")))
        return join(models, idOrFolder);
    const folder = resolve(idOrFolder);
    if (await isFolder(folder))
        return folder;
    const ids = (await folders(models)).join(", ");
    throw expected("bad-option", { subject: "--model", want: `a folder with a card.json or one of ${ids || "(no models are installed)"}`, got: idOrFolder, advice: "the command models lists what is installed" });
}
/** Every model of the package, sorted by id; a broken card is listed with its problem. */
export async function listModels(models = modelsFolder()) {
    return Promise.all((await folders(models)).map(async (id) => {
        const folder = join(models, id);
        try {
            return { id, folder, card: await readCard(folder) };
        }
        catch (error) {
            if (error instanceof RestorationError)
                return { id, folder, problem: error.message };
            throw error;
        }
    }));
}
async function folders(models) {
    if (!(await isFolder(models)))
        return [];
    return (await readdir(models)).filter((name) => existsSync(join(models, name, "card.json"))).sort();
}
async function isFolder(path) {
    return stat(path).then((found) => found.isDirectory(), () => false);
}
//# sourceMappingURL=find-model.js.map