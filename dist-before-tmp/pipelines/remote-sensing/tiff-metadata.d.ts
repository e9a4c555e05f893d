/**
 * GDAL_METADATA (tag 42112): a flat list of items in XML; `sample` is a band, `role` what GDAL takes the item for.
 * GDAL escapes values twice (not attributes), and expects to find them so.
 */
export interface MetadataItem {
    readonly name: string;
    readonly sample?: number;
    readonly role?: string;
    readonly domain?: string;
    readonly value: string;
    /** Further attributes, verbatim. */
    readonly rest?: string;
}
export declare function unescape(text: string): string;
/** Items that cannot be understood are left out; the text is not trusted, so one pass and no backtracking. */
export declare function parseMetadata(xml: string | undefined): MetadataItem[];
export declare function formatMetadata(items: readonly MetadataItem[]): string | undefined;
/** The items that still hold for a choice of `bands`, renumbered; `added` replaces scene items of the same name. */
export declare function carriedMetadata(xml: string | undefined, bands: readonly number[], added: Record<string, string>, { keepValues }: {
    keepValues: boolean;
}): MetadataItem[];
