import { expected } from "../errors.js";
/** Compares what a loaded network says of itself with its card. Throws bad-model naming the file and the port. */
export function comparePorts(file, card, network) {
    for (const kind of ["inputs", "outputs"]) {
        const wanted = Object.keys(card[kind]).sort().join(", ");
        const found = network[kind].map(({ name }) => name).sort().join(", ");
        if (wanted !== found)
            throw mismatch(file, `the ${kind} of the card, ${wanted}`, found);
        for (const port of network[kind])
            comparePort(file, port, card[kind][port.name], kind);
    }
}
function comparePort(file, { name, type, shape }, wanted, kind) {
    if (type !== "float32")
        throw mismatch(file, `${name} as float32`, type);
    // The runtime does not always infer the shape of an output; an input's is always known.
    if (kind === "outputs" && shape.length === 0)
        return;
    const fits = shape.length === wanted.length && wanted.every((want, i) => agree(want, shape[i]));
    if (!fits)
        throw mismatch(file, `${name} of shape ${wanted.join("x")}`, shape.join("x") || "a scalar");
}
// A network may be more general than its card; a card that promises a free dimension must not meet a fixed one.
function agree(card, network) {
    return typeof network === "string" || network === card;
}
function mismatch(subject, want, got) {
    return expected("bad-model", { subject, want, got, advice: "the card does not describe this network; install the model again" });
}
//# sourceMappingURL=ports.js.map