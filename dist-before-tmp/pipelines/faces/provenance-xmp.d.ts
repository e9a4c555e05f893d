export interface XmpEdit {
    /** The record as JSON; without it the packet is only freed of what is stale. */
    readonly record?: string;
    /** What CreatorTool becomes where the packet has none: by XMP part 1 (8.4) it names the first tool. */
    readonly creatorTool: string;
}
/** The text of a packet, in whichever of UTF-8 and UTF-16 it is. */
export declare function xmpText(packet: Uint8Array): string;
/**
 * A packet with our properties beside the user's. What is there stays letter for letter, but for what is stale and for
 * our own earlier record. Undefined for a packet that is no well-formed RDF.
 */
export declare function mergeXmp(packet: string | undefined, { record, creatorTool }: XmpEdit): string | undefined;
/** Our record in a packet, as JSON text. */
export declare function recordOf(packet: string): string | undefined;
/** The packet without the white space that the XMP wrapper keeps for edits in place. */
export declare function withoutPadding(packet: string): string;
