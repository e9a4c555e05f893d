import { type PicturedFace } from "./page-pictures.js";
import type { Photo } from "./photo.js";
import { type DonePhoto } from "./report.js";
export interface PhotoPage {
    readonly report: DonePhoto;
    readonly before: Photo;
    readonly after: Photo;
    /** The restored faces. */
    readonly faces: readonly PicturedFace[];
}
/**
 * The report page of `bfr --report`: a folder that opens offline, with a slider that wipes each face from before to after. Of the
 * file it names the base name only, and nothing of its EXIF. Throws bad-option where `folder` exists.
 */
export declare function writePhotoPage(folder: string, { report, before, after, faces }: PhotoPage, { overwrite }?: {
    overwrite?: boolean;
}): Promise<void>;
