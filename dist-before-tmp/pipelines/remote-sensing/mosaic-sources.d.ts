import type { Scene } from "./raster.js";
/** The files of a mosaic, opened as they are needed; those that nobody reads go when there are too many. */
export declare class MosaicSources {
    private readonly held;
    use<T>(path: string, work: (scene: Scene) => Promise<T>, signal?: AbortSignal): Promise<T>;
    private forget;
    private trim;
    close(): Promise<void>;
}
