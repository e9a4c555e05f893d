import { existsSync } from "node:fs";
import { join } from "node:path";
import { expected } from "../../shared/errors.js";
import { modelHash, readCard } from "../../shared/runtime/card.js";
import { findModel, modelsFolder } from "../../shared/runtime/find-model.js";
import { openModel } from "../../shared/runtime/model.js";
/** The model that denoises for whichever method asks. */
export const DENOISER = "r2d2plus";
/** Opens what a run needs. Throws bad-model where a model is missing or is one of another method. */
export async function openModels({ method, model, denoiser, denoise, enlarge, ...options }) {
    const opened = [];
    const close = async () => void (await Promise.all(opened.map((each) => each.close())));
    const open = async (name, given) => {
        const found = await openOne(name, given, options);
        opened.push(found);
        return found;
    };
    try {
        const own = needsOwn({ method, enlarge }) ? await open(method, model) : undefined;
        const cleaning = !denoise ? undefined : method === DENOISER ? own : await open(DENOISER, denoiser);
        return { method, ...(own && enlarge && { model: own }), ...(cleaning && { denoiser: cleaning }), close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
function needsOwn({ method, enlarge }) {
    return method !== "zero-fill" && (enlarge || method === DENOISER);
}
/** The models that openModels would open, from their cards alone. Throws bad-model where one is missing. */
export async function namedModels({ method, model, denoiser, denoise, enlarge }) {
    const name = async (of, given) => {
        const card = await readCard(await findOne(of, given));
        return { id: card.id, hash: modelHash(card) };
    };
    const own = needsOwn({ method, enlarge }) ? await name(method, model) : undefined;
    const cleaning = !denoise ? undefined : method === DENOISER ? own : await name(DENOISER, denoiser);
    return { ...(own && enlarge && { model: own }), ...(cleaning && { denoiser: cleaning }) };
}
async function findOne(method, given) {
    if (given === undefined && !existsSync(join(modelsFolder(), `mri-${method}`, "card.json"))) {
        throw expected("bad-model", {
            subject: `models/mri-${method}`, want: `the model of ${method === DENOISER ? "r2d2plus, which denoises" : method}`, got: "none",
            advice: method === DENOISER ? "install it, or pass --denoise off" : "install it, give a folder with --model, or choose --method zero-fill",
        });
    }
    return findModel(given ?? `mri-${method}`);
}
async function openOne(method, given, { device = "auto", threads, signal }) {
    const folder = await findOne(method, given);
    const model = await openModel(folder, { device: device, ...(threads !== undefined && { threads }), ...(signal && { signal }) });
    const { card } = model;
    const problem = card.method !== method ? { want: `a model of the method ${method}`, got: card.method }
        : card.channels !== 1 ? { want: "a model of one channel", got: card.channels }
            : card.normalization.low !== "zero" ? { want: "normalization that keeps zero", got: card.normalization.low }
                : undefined;
    if (problem === undefined)
        return model;
    await model.close();
    throw expected("bad-model", { subject: card.id, ...problem, advice: "choose another --model" });
}
/** Refuses a factor that the model was not made for. */
export function requireScales({ model }, factors) {
    for (const { flag, factor } of factors) {
        if (model === undefined || factor === 1 || model.card.scales.includes(factor))
            continue;
        throw expected("bad-option", { subject: flag, want: `one of 1, ${model.card.scales.join(", ")} for ${model.card.id}`, got: factor, advice: "choose another factor or method" });
    }
}
//# sourceMappingURL=models.js.map