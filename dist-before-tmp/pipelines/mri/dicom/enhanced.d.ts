import type { DataSet } from "dicom-parser";
import type { LeaveOut } from "./classify.js";
import type { Frame } from "./frame.js";
/** The frames of an Enhanced MR object from its functional groups (PS3.3 C.7.6.16, C.8.13.5); a frame's own group overrides the shared one. */
export declare function enhancedFrames(dataSet: DataSet, count: number): Frame[] | LeaveOut;
