import type { MapName } from "./page-picture.js";
/** What a report page says and shows. Every text is plain text; the page escapes it. */
export interface Page {
    readonly title: string;
    /** One or two sentences under the title. */
    readonly lead: string;
    /** Said before any picture: the limits of use, what was made up. */
    readonly notices: readonly Notice[];
    readonly sections: readonly Section[];
    /** About the whole run, after the sections. */
    readonly tables: readonly Table[];
}
export interface Notice {
    readonly tone: "warning" | "note";
    readonly title: string;
    readonly text: string;
}
/** One restored thing: a series, a scene, a photograph. */
export interface Section {
    /** Letters, digits and hyphens; unique on the page. `index.html#<id>-<n>` opens its n-th frame. */
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly comparison?: Comparison;
    readonly tables: readonly Table[];
}
/** Pictures of the same place side by side, one row of panels a frame. */
export interface Comparison {
    /** What a frame is: "slice", "window", "face". */
    readonly unit: string;
    /** Width over height of what a picture shows, in physical size. */
    readonly aspect: number;
    readonly panels: readonly Panel[];
    readonly frames: readonly Frame[];
    /** Index of the frame that is open at first. */
    readonly first: number;
    /** Two panels to lay over each other, with a slider that wipes from one to the other; the other panels stay beside them. */
    readonly wipe?: Wipe;
}
/** Indices of panels: `left` shows to the left of the divider, `right` to the right of it. */
export interface Wipe {
    readonly left: number;
    readonly right: number;
}
export interface Panel {
    readonly title: string;
    /** What is seen, in one sentence. */
    readonly caption: string;
    /** The colours of the panel, with the values at their ends and what is measured. */
    readonly scale?: {
        readonly map: MapName;
        readonly low: string;
        readonly high: string;
        readonly unit: string;
    };
}
export interface Frame {
    readonly label: string;
    /** One a panel; undefined where the frame has none. */
    readonly pictures: readonly (PictureFile | undefined)[];
}
export interface PictureFile {
    /** Relative to the page. */
    readonly file: string;
    readonly width: number;
    readonly height: number;
}
export interface Table {
    readonly title: string;
    readonly head?: readonly string[];
    readonly rows: readonly (readonly string[])[];
}
