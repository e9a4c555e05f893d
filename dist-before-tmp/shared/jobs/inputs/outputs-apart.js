/** Two items with one output, and outputs that are inputs, be it of another item. */
export function findClashes(placed, { problems, naming }) {
    const inputs = new Map();
    for (const { place, item } of placed)
        if (!inputs.has(item.input))
            inputs.set(item.input, place);
    const taken = new Map();
    for (const { place, item: { output } } of placed) {
        const other = taken.get(output);
        if (other !== undefined)
            problems.add(place, `output: expected one of its own${naming.got(output)}; it is that of ${other} too; give it another`);
        else
            taken.set(output, place);
        const input = inputs.get(output);
        if (input !== undefined)
            problems.add(place, `output: expected another name than every input${naming.got(output)}; it is the input of ${input}, and inputs are never replaced`);
    }
}
/** Equal for items that ask for the same. */
export function sameness({ input, output, options }) {
    return JSON.stringify([input, output, Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
//# sourceMappingURL=outputs-apart.js.map