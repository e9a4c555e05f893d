import type { Page, PictureFile } from "./page.js";
import { type Picture } from "./page-picture.js";
export interface PageWriter {
    /** Writes one picture at once, so that memory does not grow with the page. `name` without extension. */
    picture(name: string, picture: Picture): Promise<PictureFile>;
    /** Writes index.html and gives the folder its name. */
    finish(page: Page): Promise<void>;
    /** Removes what was written. */
    discard(): Promise<void>;
}
/**
 * A report page as a folder that opens from a disk without a network: index.html and its pictures, nothing from elsewhere.
 * It is written under a temporary name beside `folder` and takes its place when complete. Throws bad-option where `folder`
 * exists and `overwrite` is not set.
 */
export declare function createPage(folder: string, { overwrite }?: {
    overwrite?: boolean;
}): Promise<PageWriter>;
