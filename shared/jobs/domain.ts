import type { RestorationError } from "../errors.js";
import type { Unit } from "../report/progress.js";
import type { WarmModels } from "./warm.js";

/** Which pipeline does a job; also which queue it waits in. */
export const kinds = ["rsr", "mri", "faces"] as const;
export type Kind = (typeof kinds)[number];

/** Jobs at a time in one process: of small ones, one is read and one written while others have the networks. */
export const jobsInProcess: Readonly<Record<Kind, number>> = { rsr: 1, mri: 1, faces: 3 };

/** Options as typed after a single command, by the flag's name in camelCase; flags without a value are true. */
export type RawOptions = Readonly<Record<string, string | boolean>>;

/** One input of a batch and what the single command would be told of it. JSON: the payload of its job. */
export interface Item {
  /** Absolute path, or URL. */
  readonly input: string;
  /** Absolute: a file, for a study a folder. */
  readonly output: string;
  readonly options: RawOptions;
}

export interface Estimate {
  /** Of all bands or slices that come out. */
  readonly pixels: number;
  /** On the disk of the output, at most. */
  readonly bytes: number;
  /** Of one core, a rough guess. */
  readonly seconds: number;
}

/** What a finished item tells its batch. JSON: the return value of its job. No patient data. */
export interface Outcome {
  /** Absolute paths of what was written, the main one first. */
  readonly outputs: readonly string[];
  /** Nothing was computed: an earlier run's result of the same input, options and model stands. */
  readonly already: boolean;
  readonly warnings: readonly string[];
}

export interface RunContext {
  /** An empty folder of this attempt alone, on the file system of the output. What is left in it is removed. */
  readonly staging: string;
  /** Models that stay open from job to job. */
  readonly warm: WarmModels;
  /** Threads of the networks, where the item's own options do not say. */
  readonly threads: number;
  /** Replace an output that is not this item's own. */
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
  readonly progress: (done: number, of: number) => void;
  readonly warn: (message: string) => void;
}

/** Where the parts of a divided item meet: a folder that all workers see. The last attempt to finish leaves the same bytes as the first. */
export interface PartContext extends RunContext {
  readonly common: string;
}

/**
 * What a pipeline gives to batches. Everything is idempotent: a queue may run an item twice, even at once. A result is made in
 * `staging` and published by rename; equal input, options and model give equal bytes.
 */
export interface Domain {
  readonly kind: Kind;
  readonly unit: Unit;
  /** Paths may name patients: summaries and messages speak of items by number and key. */
  readonly confidentialPaths?: boolean;
  /**
   * Sorted paths of the inputs below a folder; what is none is left alone. Throws bad-input for a folder that cannot be read; where `unreadable`
   * is given, it is told of one below `folder` instead, which is left out.
   */
  discover(folder: string, signal?: AbortSignal, unreadable?: (error: RestorationError) => void): Promise<string[]>;
  /** Where the result of `input` goes in `folder` (undefined: beside the input); `below` are the folders between an input's search root and it. */
  outputOf(input: string, place: { readonly folder?: string; readonly below?: string; readonly options: RawOptions }): string;
  /** Throws bad-option for what the single command would refuse before it reads the input; also for flags that it does not know. */
  check(item: Item): void;
  /** SHA-256 (hex) over the content of the input, the method, the options that matter to the bytes, and the model. */
  key(item: Item, signal?: AbortSignal): Promise<string>;
  /** Reads headers only. Throws bad-input for what cannot be done. */
  estimate(item: Item, signal?: AbortSignal): Promise<Estimate>;
  /** Whether the output of this key already stands. */
  done(item: Item, key: string): Promise<boolean>;
  run(item: Item, key: string, context: RunContext): Promise<Outcome>;
  /** Opens what `run` would open for such an item, whose faults are for `run` to tell. */
  ahead?(item: Item, context: Pick<RunContext, "warm" | "threads">): Promise<void>;
  /** How many parts of at most `pixels` output pixels each the item falls into; 1 where it is done as a whole. */
  parts?(item: Item, pixels: number, signal?: AbortSignal): Promise<number>;
  runPart?(item: Item, key: string, part: { readonly index: number; readonly of: number }, context: PartContext): Promise<void>;
  /** After all parts; gives the bytes that `run` would. */
  assemble?(item: Item, key: string, of: number, context: PartContext): Promise<Outcome>;
}
