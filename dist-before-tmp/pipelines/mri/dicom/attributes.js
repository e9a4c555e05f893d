import { createHash } from "node:crypto";
/** Typed values of a data set. What is absent, empty or not of its kind is undefined; a value outside the file throws a plain string (the parser's way). */
/** DS, IS or other text of decimal numbers; all of them or none. */
export function decimals(dataSet, tag) {
    const text = dataSet?.string(tag);
    if (text === undefined || text.trim() === "")
        return undefined;
    const values = text.split("\\").map((part) => (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(part.trim()) ? Number(part) : NaN));
    return values.every(Number.isFinite) ? values : undefined;
}
export function decimal(dataSet, tag) {
    return decimals(dataSet, tag)?.[0];
}
export function unsigned(dataSet, tag) {
    return dataSet.elements[tag]?.length === 2 || (dataSet.elements[tag]?.length ?? 0) > 2 ? dataSet.uint16(tag) : undefined;
}
/** FD */
export function double(dataSet, tag, index = 0) {
    if ((dataSet?.elements[tag]?.length ?? 0) < 8 * (index + 1))
        return undefined;
    const value = dataSet.double(tag, index);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
}
/** UL */
export function unsignedLongs(dataSet, tag) {
    const length = dataSet?.elements[tag]?.length ?? 0;
    return Array.from({ length: Math.min(64, Math.floor(length / 4)) }, (_, i) => dataSet.uint32(tag, i) ?? 0);
}
/** CS: terms in capitals, without their padding. */
export function terms(dataSet, tag) {
    const text = dataSet?.string(tag);
    return text === undefined ? [] : text.split("\\").map((term) => term.trim().toUpperCase());
}
/** UI */
export function uid(dataSet, tag) {
    const text = dataSet?.string(tag)?.trim();
    return text === undefined || text === "" ? undefined : text;
}
/** The data set of the first item of a sequence. */
export function firstItem(dataSet, tag) {
    return dataSet?.elements[tag]?.items?.[0]?.dataSet;
}
/** A private element's tag in the block that `creator` reserved (PS3.5 7.8.1); undefined where the creator is not there. */
export function privateTag(dataSet, group, creator, element) {
    for (let block = 0x10; block <= 0xff; block += 1) {
        const reserved = `x${group}00${block.toString(16).padStart(2, "0")}`;
        if (dataSet.elements[reserved] === undefined)
            continue;
        if (dataSet.string(reserved)?.trim() === creator)
            return `x${group}${block.toString(16).padStart(2, "0")}${element}`;
    }
    return undefined;
}
/** 8 hexadecimal digits that stand for an identifier where it must not be printed itself. */
export function fingerprint(text) {
    return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
//# sourceMappingURL=attributes.js.map