import { escapeXml, parseXml, textOf } from "./provenance-xml.js";
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XMP = "http://ns.adobe.com/xap/1.0/";
const TIFF = "http://ns.adobe.com/tiff/1.0/";
const EXIF = "http://ns.adobe.com/exif/1.0/";
const IPTC_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
const OURS = "urn:domain-sr:provenance:1.0/";
const sourceTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";
/** Mixed of a photograph and of what a network made (IPTC Digital Source Type). */
const composite = `${sourceTypes}compositeWithTrainedAlgorithmicMedia`;
/** Made by a network altogether: a restored face in it adds nothing to that. */
const generated = `${sourceTypes}trainedAlgorithmicMedia`;
/** Properties that are no longer true of a written photograph: rotation, size, pictures of the old face, parts not written. */
const stale = new Set([
    `${TIFF}Orientation`, `${TIFF}ImageWidth`, `${TIFF}ImageLength`, `${EXIF}PixelXDimension`, `${EXIF}PixelYDimension`, `${XMP}Thumbnails`,
    "http://ns.adobe.com/xmp/note/HasExtendedXMP", "http://ns.google.com/photos/1.0/container/Directory",
]);
const staleNamespaces = new Set(["http://ns.adobe.com/hdr-gain-map/1.0/", "http://ns.apple.com/HDRGainMap/1.0/"]);
/** The text of a packet, in whichever of UTF-8 and UTF-16 it is. */
export function xmpText(packet) {
    const encoding = packet[0] === 0xfe && packet[1] === 0xff ? "utf-16be" : packet[0] === 0xff && packet[1] === 0xfe ? "utf-16le" : packet[0] === 0 ? "utf-16be" : packet[1] === 0 ? "utf-16le" : "utf-8";
    return new TextDecoder(encoding).decode(packet);
}
/**
 * A packet with our properties beside the user's. What is there stays letter for letter, but for what is stale and for
 * our own earlier record. Undefined for a packet that is no well-formed RDF.
 */
export function mergeXmp(packet, { record, creatorTool }) {
    if (packet === undefined)
        return record === undefined ? undefined : fresh(description({ about: "", record, creatorTool, sourceType: composite }));
    const rdf = rdfOf(packet);
    if (rdf === undefined)
        return undefined;
    const found = properties(packet, rdf);
    const value = (name) => found.find((property) => property.name === name)?.value;
    const earlier = value(`${IPTC_EXT}DigitalSourceType`);
    const gone = found.filter(({ namespace, name }) => stale.has(name) || staleNamespaces.has(namespace)
        || (record !== undefined && (namespace === OURS || name === `${IPTC_EXT}DigitalSourceType`)));
    const added = record === undefined ? "" : description({
        about: about(rdf), record, sourceType: earlier === generated ? generated : composite,
        ...(value(`${XMP}CreatorTool`) === undefined && { creatorTool }),
    });
    const edits = gone.map(({ start, end }) => ({ start, end, text: "" }));
    if (added !== "") {
        if (rdf.empty)
            edits.push({ start: rdf.end - 2, end: rdf.end, text: `>${added}</${rdf.name}>` });
        else
            edits.push({ start: rdf.inner.end, end: rdf.inner.end, text: added });
    }
    edits.sort((a, b) => b.start - a.start);
    return edits.reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), packet);
}
/** Our record in a packet, as JSON text. */
export function recordOf(packet) {
    const rdf = rdfOf(packet);
    return rdf && properties(packet, rdf).find(({ name }) => name === `${OURS}Record`)?.value;
}
/** The packet without the white space that the XMP wrapper keeps for edits in place. */
export function withoutPadding(packet) {
    return packet.replace(/\s+(<\?xpacket end=)/u, "\n$1");
}
/** Top-level properties: attributes and children of the descriptions. */
function properties(packet, rdf) {
    return rdf.children.filter(isDescription).flatMap(({ attributes, children }) => [
        ...attributes.map(({ namespace, local, value, start, end }) => ({ namespace, name: namespace + local, value, start, end })),
        ...children.map((child) => ({ namespace: child.namespace, name: child.namespace + child.local, value: valueOf(packet, child), start: child.start, end: child.end })),
    ]);
}
function valueOf(packet, element) {
    return element.attributes.find(({ namespace, local }) => namespace === RDF && local === "resource")?.value ?? textOf(packet, element).trim();
}
const isDescription = ({ namespace, local }) => namespace === RDF && local === "Description";
function rdfOf(packet) {
    const root = parseXml(packet);
    if (root === undefined)
        return undefined;
    return [root, ...root.children].find(({ namespace, local }) => namespace === RDF && local === "RDF");
}
/** All descriptions of a packet speak of the same thing (XMP part 1, 7.4). */
function about(rdf) {
    return rdf.children.filter(isDescription).flatMap(({ attributes }) => attributes).find(({ namespace, local }) => local === "about" && (namespace === RDF || namespace === ""))?.value ?? "";
}
function description({ about: subject, record, creatorTool, sourceType }) {
    const tool = creatorTool === undefined ? "" : `<xmp:CreatorTool>${escapeXml(creatorTool)}</xmp:CreatorTool>`;
    return `<rdf:Description xmlns:rdf="${RDF}" xmlns:xmp="${XMP}" xmlns:Iptc4xmpExt="${IPTC_EXT}" xmlns:domainsr="${OURS}" rdf:about="${escapeXml(subject, { quotes: true })}">${tool}`
        + `<Iptc4xmpExt:DigitalSourceType>${sourceType}</Iptc4xmpExt:DigitalSourceType><domainsr:Record>${escapeXml(record)}</domainsr:Record></rdf:Description>`;
}
function fresh(content) {
    return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${RDF}">${content}</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>`;
}
//# sourceMappingURL=provenance-xmp.js.map