import { type KernelOption } from "./kernel.js";
import { type MethodName } from "./methods/index.js";
import { type Preset } from "../../shared/runtime/presets.js";
import type { Scene, Window } from "./raster.js";
/** As typed on the command line; every name is the flag's. */
export interface RawTileOptions {
    readonly input?: string;
    readonly output?: string;
    readonly method?: string;
    readonly model?: string;
    readonly scale?: string;
    readonly preset?: string;
    readonly bands?: string;
    readonly window?: string;
    readonly bbox?: string;
    readonly samples?: string;
    readonly seed?: string;
    readonly steps?: string;
    readonly kernel?: string;
    readonly consistency?: string;
    readonly tile?: string;
    readonly overlap?: string;
    readonly device?: string;
    readonly threads?: string;
    readonly stac?: boolean;
    readonly resume?: boolean;
    readonly overwrite?: boolean;
}
/** One run: the parsed command line, and the payload of a job. */
export interface TileOptions {
    readonly input: string;
    readonly output: string;
    readonly method: MethodName;
    /** Folder of the model; undefined for bicubic, and for the method's own. */
    readonly model?: string;
    readonly scale: number;
    readonly preset: Preset;
    /** From 1, in output order; undefined for all. */
    readonly bands?: readonly number[];
    readonly window?: Window;
    /** minx, miny, maxx, maxy in the scene's CRS. */
    readonly bbox?: readonly [number, number, number, number];
    readonly samples: number;
    readonly seed: number;
    readonly steps?: number;
    readonly kernel: KernelOption;
    readonly consistency: boolean;
    /** Output pixels. */
    readonly tile: number;
    readonly overlap: number;
    readonly device: string;
    readonly threads?: number;
    /** Describe the output in a STAC item beside it. */
    readonly stac: boolean;
    readonly resume: boolean;
    readonly overwrite: boolean;
}
export declare const defaults: {
    readonly method: "ddsr";
    readonly scale: 4;
    readonly preset: "balanced";
    readonly samples: 1;
    readonly seed: 0;
    readonly tile: 512;
    readonly overlap: 16;
    readonly device: "auto";
};
export declare function parseTileOptions(raw: RawTileOptions): TileOptions;
/** scene.tif -> scene_x4.tif beside it; a URL's last part, in the current folder. */
export declare function defaultOutput(input: string, scale: number): string;
export declare function deviationPath(output: string): string;
export declare function reportPath(output: string): string;
export declare function stacPath(output: string): string;
export declare function isUrl(input: string): boolean;
/** Signed URLs carry secrets in their query. */
export declare function withoutQuery(source: string): string;
/** `1,2,3`, `3-5` and mixtures; from 1. */
export declare function parseBands(text: string): number[];
/** Indices from 0 of the bands that are read and written. Alpha comes along, because it says which pixels there are. */
export declare function chosenBands(scene: Scene, bands: readonly number[] | undefined): number[];
/** The window of the scene that is asked for: --window as it stands, --bbox grown outward to whole pixels. */
export declare function chosenWindow(scene: Scene, { window, bbox }: Pick<TileOptions, "window" | "bbox">): Window;
