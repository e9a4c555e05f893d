import { stat } from "node:fs/promises";
import { join } from "node:path";
import { modelHash } from "../../shared/runtime/card.js";
import { listModels } from "../../shared/runtime/find-model.js";
/** The sub-command `models`. */
export function registerModels(program, { task, domain, channels, none }) {
    program
        .command("models")
        .description(`list the ${domain} models that are installed`)
        .option("--folder <folder>", "another folder of models")
        .option("--json", "the cards as JSON")
        .action(async ({ folder, json }) => {
        const entries = (await listModels(folder)).filter((entry) => !("card" in entry) || entry.card.task === task);
        const described = await Promise.all(entries.map(describe));
        if (json)
            process.stdout.write(`${JSON.stringify(described, undefined, 2)}\n`);
        else
            process.stdout.write(`${described.length === 0 ? `no models are installed; ${none}` : described.map((it) => text(it, channels)).join("\n\n")}\n`);
    });
}
async function describe(entry) {
    const { id, folder } = entry;
    if (!("card" in entry))
        return { id, folder, problem: entry.problem };
    const { card } = entry;
    const files = [...Object.values(card.networks), ...Object.values(card.data ?? {})].map(({ file }) => file);
    const sizes = await Promise.all(files.map((file) => stat(join(folder, file)).then(({ size }) => size, () => undefined)));
    const missing = files.filter((_, i) => sizes[i] === undefined);
    return {
        id, folder, card, sha256: modelHash(card),
        bytes: sizes.reduce((sum, size) => sum + (size ?? 0), 0),
        ...(missing.length > 0 && { problem: `${id}: expected ${missing.join(", ")} in ${folder}, got no such file; install the model again` }),
    };
}
function text({ id, card, bytes, sha256, problem }, channels) {
    if (card === undefined)
        return `${id}\n  ${problem}`;
    const lines = [
        `${id} ${card.version}   --method ${card.method}   ${card.license}`,
        `  scales ${card.scales.join(", ")}; ${card.channels} ${channels}; ${(bytes / 2 ** 20).toFixed(1)} MiB in ${Object.keys(card.networks).join(", ")}`,
        `  sha256 ${sha256}`,
    ];
    const figures = headline(card.figures);
    if (figures.length > 0)
        lines.push(`  ${figures.slice(0, 12).join("; ")}`);
    lines.push(`  limits: ${card.limits}`);
    if (problem !== undefined)
        lines.push(`  ${problem}`);
    return lines.join("\n");
}
/** The numbers of a card's figures, one level of groups deep. */
function headline(figures) {
    return Object.entries(figures).flatMap(([name, value]) => {
        if (typeof value === "number" || typeof value === "string")
            return [`${name} ${value}`];
        if (typeof value !== "object" || value === null || Array.isArray(value))
            return [];
        return Object.entries(value).flatMap(([inner, v]) => (typeof v === "number" ? [`${name} ${inner} ${v}`] : []));
    });
}
//# sourceMappingURL=models.js.map