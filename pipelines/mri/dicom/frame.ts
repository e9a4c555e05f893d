import type { DataSet } from "dicom-parser";
import type { Vec3 } from "../volume.js";
import { decimal, decimals } from "./attributes.js";
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

export function placeOf(plane: DataSet | undefined, orientationGroup: DataSet | undefined, measures: DataSet | undefined): Pick<Frame, "position" | "orientation" | "spacing" | "thickness"> {
  const position = decimals(plane, "x00200032");
  const orientation = decimals(orientationGroup, "x00200037");
  const spacing = decimals(measures, "x00280030");
  const thickness = decimal(measures, "x00180050");
  return {
    ...(position?.length === 3 && { position: position as unknown as Vec3 }),
    ...(orientation?.length === 6 && { orientation }),
    ...(spacing?.length === 2 && spacing.every((mm) => mm > 0) && { spacing: spacing as unknown as readonly [number, number] }),
    ...(thickness !== undefined && thickness > 0 && { thickness }),
  };
}

/** Absent means that stored values are the values (1 and 0); NaN stands for a slope or an intercept that cannot be used. */
export function rescaleOf(group: DataSet | undefined): Pick<Frame, "slope" | "intercept"> {
  const read = (tag: string, absent: number): number => ((group?.elements[tag]?.length ?? 0) === 0 ? absent : (decimal(group, tag) ?? NaN));
  const slope = read("x00281053", 1);
  return { slope: slope === 0 ? NaN : slope, intercept: read("x00281052", 0) };
}

/** 113085 DCM "Spatial resampling" among the derivation codes (CID 7203), or this software among the equipment. */
export function isProcessed(dataSet: DataSet): boolean {
  const has = (sequence: string, fits: (item: DataSet) => boolean): boolean => (dataSet.elements[sequence]?.items ?? []).some(({ dataSet: item }) => item !== undefined && fits(item));
  return has("x00089215", (item) => item.string("x00080100")?.trim() === "113085") || has("x0018a001", (item) => item.string("x0018a003")?.startsWith(restorationContribution) ?? false);
}

/** How the ContributionDescription (0018,A003) of every result begins. */
const restorationContribution = "MR image restoration";
