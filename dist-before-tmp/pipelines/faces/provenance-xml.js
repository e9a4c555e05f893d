const token = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/\s*([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</gu;
const attribute = /\s+([^\s=<>/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gu;
/**
 * The root element of an XML text with namespaces, every part with its place, so that an edit can leave the rest as it
 * is (an XMP packet: XML 1.0 without a document type). Undefined where the text is not well-formed.
 */
export function parseXml(text) {
    const stack = [];
    let root;
    const close = (element, innerEnd, end) => {
        element.inner = { start: element.inner.start, end: innerEnd };
        element.end = end;
        const parent = stack.at(-1);
        if (parent === undefined)
            root = element;
        else
            parent.children.push(element);
    };
    token.lastIndex = 0;
    for (let match = token.exec(text); match !== null; match = token.exec(text)) {
        const [all, closing, name, attributes, slash] = match;
        const end = match.index + all.length;
        if (closing !== undefined) {
            const element = stack.pop();
            if (element === undefined || element.name !== closing)
                return undefined;
            close(element, match.index, end);
        }
        else if (name !== undefined) {
            if (root !== undefined)
                return undefined;
            const names = scope(stack.at(-1)?.names, attributes);
            const from = match.index + 1 + name.length;
            const found = Array.from(attributes.matchAll(attribute), (item) => {
                const [key, value] = [item[1], item[2] ?? item[3]];
                const start = from + item.index;
                return { ...qualified(key, names, ""), value: unescapeXml(value), start, end: start + item[0].length };
            });
            const element = { name, ...qualified(name, names, names.get("") ?? ""), attributes: found, children: [], inner: { start: end, end }, empty: slash === "/", start: match.index, end, names };
            if (slash === "/")
                close(element, end, end);
            else
                stack.push(element);
        }
        else if (all === "<") {
            return undefined; // a document type, or no XML
        }
        else if (stack.length === 0 && !all.startsWith("<") && all.replace(/[\s\ufeff\0]/gu, "") !== "") {
            return undefined;
        }
    }
    return stack.length === 0 ? root : undefined;
}
/** The element's character data, its own and that of what it holds. */
export function textOf(text, { inner }) {
    return unescapeXml(text.slice(inner.start, inner.end).replace(/<!--[\s\S]*?-->|<[^<>]*>/gu, ""));
}
/** Fit for element content, and for an attribute in double quotes where `quotes` says so. */
export function escapeXml(text, { quotes = false } = {}) {
    return text.replace(quotes ? /[&<>"]/gu : /[&<>]/gu, (character) => `&#${character.charCodeAt(0)};`);
}
function unescapeXml(text) {
    const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
    return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));/gu, (all, decimal, hex, name) => {
        const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : undefined;
        return code === undefined ? (named[name] ?? all) : code <= 0x10ffff ? String.fromCodePoint(code) : all;
    });
}
function scope(outer, attributes) {
    let names = outer ?? new Map();
    for (const [, name, double, single] of attributes.matchAll(attribute)) {
        const prefix = name === "xmlns" ? "" : /^xmlns:(.+)$/u.exec(name)?.[1];
        if (prefix !== undefined)
            names = new Map(names).set(prefix, unescapeXml(double ?? single));
    }
    return names;
}
function qualified(name, names, bare) {
    const colon = name.indexOf(":");
    if (colon < 0)
        return { namespace: bare, local: name };
    return { namespace: names.get(name.slice(0, colon)) ?? "", local: name.slice(colon + 1) };
}
//# sourceMappingURL=provenance-xml.js.map