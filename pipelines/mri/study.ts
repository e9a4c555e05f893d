import type { Geometry, Volume } from "./volume.js";

/** How voxels are kept in the file: the result leaves in the same form. */
export interface Storage {
  readonly type: "uint8" | "int8" | "uint16" | "int16" | "uint32" | "int32" | "float32" | "float64";
  /** Significant bits of an integer sample (BitsStored). */
  readonly bits: number;
  /** Per slice, real = slope * stored + intercept. */
  readonly slope: readonly number[];
  readonly intercept: readonly number[];
}

/** One restorable volume of the input: slices of one series that share a geometry and a meaning (echo, b-value, phase of time). */
export interface Stack {
  /** Stable over runs and safe to print: the first 8 hexadecimal digits of a hash of the series' UID (or file) and the group within it. */
  readonly key: string;
  readonly format: "dicom" | "nifti";
  /** For logs: numbers and controlled terms only ("series 4, 20 slices of 256x256, SE"), never free text from the file. */
  readonly label: string;
  readonly seriesNumber?: number;
  readonly seriesUid?: string;
  readonly geometry: Geometry;
  readonly storage: Storage;
  /** Slices were encoded in k-space (3-D imaging) rather than selected one by one. */
  readonly volumetric?: boolean;
  /** Decodes every slice. Throws bad-input where a pixel cell is damaged or needs a decoder that is missing. */
  read(options?: { readonly signal?: AbortSignal }): Promise<Volume>;
  /** Source objects, one entry for each slice in the order of geometry.positions; DICOM only. */
  readonly instances?: readonly Instance[];
}

/** The DICOM object, and the frame in it, that a slice came from. */
export interface Instance {
  readonly file: string;
  /** 0-based; 0 for a classic object. */
  readonly frame: number;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
}

/** What was found and left alone, and why; `refused` is MR that cannot be restored faithfully, `skipped` is everything else. */
export interface LeftOut {
  readonly outcome: "skipped" | "refused";
  /** Safe to print: a count of files or a series number, no free text from the files. */
  readonly what: string;
  readonly files: number;
  readonly reason: string;
}

export interface Study {
  readonly stacks: readonly Stack[];
  readonly leftOut: readonly LeftOut[];
}

/** How a result was made: goes into the format's own place and into the report. No patient data. */
export interface Provenance {
  readonly software: string;
  readonly version: string;
  readonly method: string;
  readonly model?: { readonly id: string; readonly version: string; readonly hash: string };
  readonly denoised?: { readonly model: string; readonly hash: string; readonly sigma: number; readonly alpha: number };
  readonly reference?: { readonly key: string; readonly seriesUid?: string };
  readonly scale: number;
  readonly throughPlane: number;
  readonly preset: string;
  readonly seed: number;
  readonly samples: number;
  readonly device: string;
}

/** A volume to be written beside its source. */
export interface Derived {
  readonly stack: Stack;
  readonly volume: Volume;
  /** How the result is stored. Default: as its source. In DICOM, slopes and intercepts are the source's. */
  readonly storage?: Storage;
  /** "deviation": per-voxel standard deviation over the samples, in the result's units. */
  readonly purpose: "result" | "deviation";
  /** For each slice of `volume`, the source slices that it was made from. */
  readonly sources: readonly (readonly number[])[];
  readonly provenance: Provenance;
}
