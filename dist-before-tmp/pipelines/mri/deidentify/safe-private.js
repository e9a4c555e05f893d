/**
 * Private elements that are known to be safe (PS3.15 E.3.10): of its table those of MR that say how the pixels were measured and to what
 * they scale. Creator, group, low byte of the element: representation.
 */
const safe = new Map([
    ["SIEMENS MR HEADER|0019|0C", "IS"], ["SIEMENS MR HEADER|0019|0D", "CS"], ["SIEMENS MR HEADER|0019|0E", "FD"], ["SIEMENS MR HEADER|0019|27", "FD"],
    ["Philips Imaging DD 001|2001|03", "FL"], ["Philips Imaging DD 001|2001|04", "CS"],
    ["Philips MR Imaging DD 001|2005|0D", "FL"], ["Philips MR Imaging DD 001|2005|0E", "FL"],
    ["Philips MR Imaging DD 001|2005|B0", "FL"], ["Philips MR Imaging DD 001|2005|B1", "FL"], ["Philips MR Imaging DD 001|2005|B2", "FL"],
    ["GEMS_ACQU_01|0019|BB", "DS"], ["GEMS_ACQU_01|0019|BC", "DS"], ["GEMS_ACQU_01|0019|BD", "DS"],
    ["GEMS_PARM_01|0043|2F", "SS"], ["GEMS_PARM_01|0043|39", "IS"],
]);
const terms = /^(NONE|DIRECTIONAL|BMATRIX|ISOTROPIC|[PROISAFHLM])?$/;
/** The safe private elements of a data set, and the creators that reserve their blocks. */
export function safePrivate(dataset) {
    const found = new Map();
    for (const [tag, element] of dataset) {
        const [group, block] = [tag >>> 16, (tag >>> 8) & 0xff];
        if (group % 2 === 0 || block < 0x10)
            continue;
        const creatorTag = group * 0x10000 + block;
        const creator = dataset.get(creatorTag);
        if (!(creator?.value instanceof Uint8Array))
            continue;
        const name = asciiOf(creator.value);
        const vr = safe.get(`${name}|${hex(group, 4)}|${hex(tag & 0xff, 2)}`);
        if (vr === undefined || !isOf(vr, element))
            continue;
        found.set(creatorTag, { vr: "LO", value: Buffer.from(name) });
        found.set(tag, { vr, value: element.value });
    }
    return found;
}
/** What a value is, not what it says it is: an implicit source has no representation to offer, and free text must not pass as a number. */
function isOf(vr, { vr: stated, value }) {
    if (!(value instanceof Uint8Array) || (stated !== vr && stated !== "UN"))
        return false;
    if (vr === "CS")
        return terms.test(asciiOf(value));
    if (vr === "DS" || vr === "IS")
        return /^[-+0-9.eE\\ ]*$/.test(asciiOf(value));
    const width = { FD: 8, FL: 4, SS: 2 }[vr];
    return value.length % width === 0 && value.length <= 9 * width;
}
function asciiOf(value) {
    return Buffer.from(value).toString("latin1").replace(/[\0 ]+$/, "");
}
function hex(value, digits) {
    return value.toString(16).toUpperCase().padStart(digits, "0");
}
//# sourceMappingURL=safe-private.js.map