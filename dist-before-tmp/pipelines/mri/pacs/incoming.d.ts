/** What identifies an instance on disk. */
export interface Identity {
    readonly studyUid: string;
    readonly seriesUid: string;
    readonly sopClassUid: string;
    readonly sopInstanceUid: string;
    readonly transferSyntax: string;
}
/**
 * Names of what comes from a PACS: UIDs are patient data, so folders and files are named by the first 16 hexadecimal digits of their
 * SHA-256. Who knows a UID finds its folder; from the names alone no UID can be had. No table of both is kept.
 */
export declare function studyFolder(studyUid: string): string;
export declare function instanceFile(sopInstanceUid: string): string;
/** A hidden folder beside `folder`, on its file system and of this run alone; what killed runs left is removed. */
export declare function stagingBeside(folder: string): Promise<string>;
/** Writes one Part 10 object as it comes into `folder` and names it; an instance that comes twice is kept once. Throws bad-input where it is not DICOM. */
export declare function receive(folder: string, bytes: AsyncIterable<Uint8Array>, subject: string, wanted?: (identity: Identity) => boolean): Promise<{
    readonly identity: Identity;
    readonly bytes: number;
}>;
/** Gives a received file its name in `folder`. Throws bad-input, and removes it, where it is not DICOM or not `wanted`. */
export declare function keep(path: string, folder: string, subject: string, wanted?: (identity: Identity) => boolean): Promise<{
    readonly identity: Identity;
    readonly kept: string;
}>;
/** Identity of a Part 10 file; undefined for anything else, compressed files and data sets without preamble among it. Throws Unreadable where it is damaged. */
export declare function identify(path: string): Promise<Identity | undefined>;
/** A full disk may have room later, and a folder on the network be there again; system errors repeat paths, so only their code is told. */
export declare function diskError(error: unknown): unknown;
