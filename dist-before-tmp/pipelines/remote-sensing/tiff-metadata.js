const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'" };
export function unescape(text) {
    return text.replace(/&(?:amp|lt|gt|quot|apos|#x[0-9a-fA-F]{1,6}|#[0-9]{1,7});/g, (entity) => {
        const known = entities[entity];
        if (known !== undefined)
            return known;
        const code = entity[2] === "x" ? Number.parseInt(entity.slice(3, -1), 16) : Number(entity.slice(2, -1));
        return code <= 0x10ffff ? String.fromCodePoint(code) : "";
    });
}
function escape(text) {
    return text
        .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")
        // XML 1.0 has no way to write other control characters.
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}
/** Items that cannot be understood are left out; the text is not trusted, so one pass and no backtracking. */
export function parseMetadata(xml) {
    const items = [];
    if (xml === undefined)
        return items;
    for (let at = xml.indexOf("<Item"), end = 0; at >= 0; at = xml.indexOf("<Item", end)) {
        const open = xml.indexOf(">", at);
        if (open < 0)
            break;
        const empty = xml[open - 1] === "/";
        const close = empty ? open : xml.indexOf("</Item>", open);
        if (close < 0)
            break;
        end = close;
        const attributes = new Map();
        for (const [, key, value] of xml.slice(at + 5, open).matchAll(/([\w:.-]{1,64})="([^"]*)"/g))
            attributes.set(key, unescape(value));
        const name = attributes.get("name");
        if (name === undefined)
            continue;
        const sample = attributes.get("sample");
        const role = attributes.get("role");
        const domain = attributes.get("domain");
        const rest = [...attributes].filter(([key]) => !["name", "sample", "role", "domain"].includes(key)).map(([key, value]) => ` ${key}="${escape(value)}"`).join("");
        items.push({
            name, value: empty ? "" : unescape(unescape(xml.slice(open + 1, close))),
            ...(sample !== undefined && /^\d+$/.test(sample) && { sample: Number(sample) }),
            ...(role !== undefined && { role }), ...(domain !== undefined && { domain }), ...(rest !== "" && { rest }),
        });
    }
    return items;
}
export function formatMetadata(items) {
    if (items.length === 0)
        return undefined;
    const lines = items.map(({ name, sample, role, domain, rest, value }) => {
        const attributes = [
            ` name="${escape(name)}"`, sample === undefined ? "" : ` sample="${sample}"`,
            role === undefined ? "" : ` role="${escape(role)}"`, domain === undefined ? "" : ` domain="${escape(domain)}"`, rest ?? "",
        ];
        return `  <Item${attributes.join("")}>${escape(escape(value))}</Item>\n`;
    });
    return `<GDALMetadata>\n${lines.join("")}</GDALMetadata>\n`;
}
/** Of other pixels than ours: statistics and histograms, old block structure, and pixel positions given elsewhere. */
function stale({ name, domain }) {
    return name.startsWith("STATISTICS_") || domain === "IMAGE_STRUCTURE" || domain === "DERIVED_SUBDATASETS" || domain === "GEOLOCATION" || domain === "RPC" || domain === "TILING_SCHEME";
}
/** The items that still hold for a choice of `bands`, renumbered; `added` replaces scene items of the same name. */
export function carriedMetadata(xml, bands, added, { keepValues }) {
    const items = parseMetadata(xml).filter((item) => !stale(item) && !(item.sample === undefined && item.domain === undefined && item.name in added));
    const carried = items.flatMap((item) => {
        if (item.sample === undefined)
            return [item];
        if (!keepValues && item.role === "offset")
            return [];
        return bands.flatMap((band, to) => (band === item.sample ? [{ ...item, sample: to }] : []));
    });
    return [...carried, ...Object.entries(added).map(([name, value]) => ({ name, value }))];
}
//# sourceMappingURL=tiff-metadata.js.map