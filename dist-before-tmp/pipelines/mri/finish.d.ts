import type { Alignment } from "../../shared/degradation/kspace.js";
import type { Storage } from "./study.js";
import type { Geometry, Vec3, Volume } from "./volume.js";
export interface Refinement {
    /** In-plane factor. */
    readonly scale: number;
    /** Factor between slices. */
    readonly throughPlane: number;
    /**
     * How the result's voxels lie on the input's. Center keeps the field of view to its edges: first voxels move by (1/s - 1)/2 of the
     * input's spacing (DICOM PS3.3 C.7.6.2.1.1 gives their centres). Corner keeps the first voxels where they are.
     */
    readonly alignment: Alignment;
}
/** Where the voxels of a result lie. A phantom's centre of mass in millimetres stays where it is under either alignment. */
export declare function refinedGeometry(geometry: Geometry, { scale, throughPlane, alignment }: Refinement): Geometry;
/** From one slice to the next; nothing for a single slice. */
export declare function sliceStep({ positions, slices }: Geometry): Vec3;
/** Source slices of each result slice: the one it lies in, or, between slices, all that the computation along the stack saw most of. */
export declare function sourcesOf(slices: number, throughPlane: number): number[][];
/** Real values that one slice's stored samples can stand for; no limits for floating point. */
export declare function storedRange({ type, bits, slope, intercept }: Storage, slice: number): readonly [low: number, high: number];
/** The mask of measured voxels on the result's grid: each source voxel's own. Other events are let in between slices. */
export declare function refinedMask({ geometry: { slices, rows, columns }, valid }: Volume, { scale, throughPlane }: Pick<Refinement, "scale" | "throughPlane">): Promise<Uint8Array | undefined>;
