import type { Progress } from "../../shared/report/progress.js";

/** A photograph's own progress; what is told before its turn has come is told then. */
export interface Turn {
  readonly progress: Progress;
  come(): void;
}

export function turnOn(progress: Progress): Turn {
  const held: (() => void)[] = [];
  let here = false;
  const tell = (say: () => void): void => void (here ? say() : held.push(say));
  return {
    progress: {
      stage: (name) => tell(() => progress.stage(name)),
      count: (done, of) => tell(() => progress.count(done, of)),
      warn: (message) => tell(() => progress.warn(message)),
      stop: () => tell(() => progress.stop()),
    },
    come() {
      here = true;
      for (const say of held.splice(0)) say();
    },
  };
}
