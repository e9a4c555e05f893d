import type { DataSet } from "dicom-parser";
import type { Vec3 } from "../volume.js";
import type { LeaveOut } from "./classify.js";
/** One slice: a classic object, or a frame of an Enhanced one. */
export interface Frame {
    /** 0-based. */
    readonly index: number;
    readonly position?: Vec3;
    /** Row direction, column direction as they stand in ImageOrientationPatient. */
    readonly orientation?: readonly number[];
    readonly spacing?: readonly [betweenRows: number, betweenColumns: number];
    readonly thickness?: number;
    readonly slope: number;
    readonly intercept: number;
    readonly echoTime?: number;
    readonly bValue?: number;
    /** Its terms from the third on: images of different kinds are never one volume. Compared, never printed. */
    readonly kind: string;
    /** What may tell slices at one place apart: name of an attribute -> value. Compared, never printed. */
    readonly apart: Readonly<Record<string, string>>;
    readonly leaveOut?: LeaveOut;
}
export declare function placeOf(plane: DataSet | undefined, orientationGroup: DataSet | undefined, measures: DataSet | undefined): Pick<Frame, "position" | "orientation" | "spacing" | "thickness">;
/** Absent means that stored values are the values (1 and 0); NaN stands for a slope or an intercept that cannot be used. */
export declare function rescaleOf(group: DataSet | undefined): Pick<Frame, "slope" | "intercept">;
/** 113085 DCM "Spatial resampling" among the derivation codes (CID 7203), or this software among the equipment. */
export declare function isProcessed(dataSet: DataSet): boolean;
