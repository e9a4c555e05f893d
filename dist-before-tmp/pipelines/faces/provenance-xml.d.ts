/** Where something stands in the text: from `start` up to `end`. */
interface Span {
    readonly start: number;
    readonly end: number;
}
export interface XmlAttribute extends Span {
    readonly namespace: string;
    readonly local: string;
    readonly value: string;
}
export interface XmlElement extends Span {
    readonly name: string;
    readonly namespace: string;
    readonly local: string;
    readonly attributes: readonly XmlAttribute[];
    readonly children: readonly XmlElement[];
    /** Between the tags; both the end of the element where it is empty (`<a/>`). */
    readonly inner: Span;
    readonly empty: boolean;
}
/**
 * The root element of an XML text with namespaces, every part with its place, so that an edit can leave the rest as it
 * is (an XMP packet: XML 1.0 without a document type). Undefined where the text is not well-formed.
 */
export declare function parseXml(text: string): XmlElement | undefined;
/** The element's character data, its own and that of what it holds. */
export declare function textOf(text: string, { inner }: XmlElement): string;
/** Fit for element content, and for an attribute in double quotes where `quotes` says so. */
export declare function escapeXml(text: string, { quotes }?: {
    readonly quotes?: boolean;
}): string;
export {};
