import { existsSync } from "node:fs";
import { join } from "node:path";
import { expected } from "../../shared/errors.js";
import { modelHash, readCard } from "../../shared/runtime/card.js";
import { findModel, modelsFolder } from "../../shared/runtime/find-model.js";
import { openModel, startSessionThread } from "../../shared/runtime/model.js";
export const methodNames = ["difface", "dr2", "diffbfr", "regression", "at-ddpm", "at-vardiff", "bicubic"];
/** What each method opens; none for bicubic. DR2 and DiffBFR ask the regression model how bad a face is. */
const needs = {
    difface: ["regression", "prior"],
    dr2: ["regression", "prior", "own"],
    diffbfr: ["regression", "prior", "own"],
    regression: ["regression"],
    "at-ddpm": ["own"],
    "at-vardiff": ["own"],
    bicubic: [],
};
/** Networks that a method's own model must have. */
const networksOf = {
    difface: ["denoiser"],
    dr2: ["model"],
    diffbfr: ["low", "full"],
    regression: ["model"],
    "at-ddpm": ["denoiser"],
    "at-vardiff": ["latent", "denoiser"],
    bicubic: [],
};
/**
 * Opens what a method needs; whoever opened it closes it. Throws bad-model where a model is missing or is one of another method,
 * bad-option where a model is given that the method has no use for, and what openModel throws.
 */
export async function openFaceModels(options) {
    const { method } = options;
    const given = foldersGiven(options);
    const roles = needs[method];
    if (roles.length === 0)
        return { method, close: async () => undefined };
    // A face's calls follow one another: one thread does for all, and loads onnxruntime once.
    const thread = startSessionThread();
    const opening = await Promise.allSettled(roles.map(async (role) => [role, await openRole(role, method, given[role], { ...options, thread })]));
    const opened = opening.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    const close = async () => {
        await Promise.all(opened.map(([, model]) => model.close()));
        await thread.end();
    };
    const failed = opening.find((each) => each.status === "rejected");
    if (failed === undefined)
        return { method, ...Object.fromEntries(opened), close };
    await close();
    throw failed.reason;
}
/** What `openFaceModels` would open, by their cards alone. Throws bad-model, bad-option as it does. */
export async function faceModelCards(options) {
    const given = foldersGiven(options);
    return Promise.all(needs[options.method].map(async (role) => {
        const card = await readCard(await folderOf(role, options.method, given[role]));
        return { id: card.id, hash: modelHash(card) };
    }));
}
function foldersGiven({ method, model, prior, regression }) {
    const main = method === "regression" ? "regression" : method === "difface" ? "prior" : needs[method].includes("own") ? "own" : undefined;
    const given = {};
    for (const [flag, folder, role] of [["--prior", prior, "prior"], ["--regression", regression, "regression"], ["--model", model, main]]) {
        if (folder === undefined)
            continue;
        if (role === undefined || !needs[method].includes(role))
            throw expected("bad-option", { subject: flag, want: `no such model for --method ${method}`, got: folder, advice: `leave out ${flag} or choose another --method` });
        if (given[role] !== undefined)
            throw expected("bad-option", { subject: flag, want: `one ${role} model`, got: `${given[role]} and ${folder}`, advice: "give one of them" });
        given[role] = folder;
    }
    return given;
}
async function folderOf(role, method, given) {
    const id = `bfr-${role === "own" ? method : role}`;
    if (given === undefined && !existsSync(join(modelsFolder(), id, "card.json"))) {
        throw expected("bad-model", { subject: `models/${id}`, want: `the ${role === "own" ? "networks" : role} of --method ${method}`, got: "none", advice: "install it, give a folder with --model, or choose --method bicubic" });
    }
    return findModel(given ?? id);
}
async function openRole(role, method, given, { device = "auto", threads, signal, thread }) {
    const model = await openModel(await folderOf(role, method, given), { device: device, thread, ...(threads !== undefined && { threads }), ...(signal && { signal }) });
    const problem = problemOf(model, role, method);
    if (problem === undefined)
        return model;
    await model.close();
    throw expected("bad-model", { subject: model.card.id, ...problem, advice: "choose another model folder" });
}
function problemOf({ card }, role, method) {
    // The prior's card names the method that it makes up with the regression.
    const named = role === "prior" ? "difface" : role === "regression" ? "regression" : method;
    // Whoever is not the regression asks it how bad a face is.
    const networks = role === "regression" && method !== "regression" ? ["model", "error"] : networksOf[named];
    if (card.task !== "face-restoration")
        return { want: "a model of the task face-restoration", got: card.task };
    if (card.method !== named)
        return { want: `a model of the method ${named}`, got: card.method };
    if (card.channels !== 3)
        return { want: "a model of three channels", got: card.channels };
    if (networks.some((name) => card.networks[name] === undefined))
        return { want: `the networks ${networks.join(" and ")}`, got: Object.keys(card.networks).join(", ") };
    return undefined;
}
/** The model of a role that a method cannot do without. */
export function modelOf(models, role) {
    const model = models[role];
    if (model === undefined)
        throw new Error(`method ${models.method}: expected its ${role} model to be open`);
    return model;
}
//# sourceMappingURL=models.js.map