import type { Progress } from "../../shared/report/progress.js";

/** A photograph's own progress. What is told before its turn has come is told then; of counts, how far it is. */
export interface Turn {
  readonly progress: Progress;
  come(): void;
}

export function turnOn(progress: Progress): Turn {
  const held: (() => void)[] = [];
  let counted: { readonly done: number; readonly of: number } | undefined;
  let stopped = false;
  let here = false;
  const tell = (say: () => void): void => void (here ? say() : held.push(say));
  return {
    progress: {
      stage: (name) => tell(() => progress.stage(name)),
      warn: (message) => tell(() => progress.warn(message)),
      count(done, of) {
        if (here) progress.count(done, of);
        else counted = { done, of };
      },
      stop() {
        if (here) progress.stop();
        else stopped = true;
      },
    },
    come() {
      here = true;
      for (const say of held.splice(0)) say();
      if (counted !== undefined) progress.count(0, counted.of); // a rate that is told is that from here on
      if (counted !== undefined && counted.done > 0) progress.count(counted.done, counted.of);
      if (stopped) progress.stop();
    },
  };
}
