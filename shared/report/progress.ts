import { Presets, SingleBar } from "cli-progress";
import { printable } from "./printable.js";

/** What a run tells while it works: stages by name, its items (tiles, slices) by count. */
export interface Progress {
  stage(name: string): void;
  /** `done` = 0 starts a count. */
  count(done: number, of: number): void;
  warn(message: string): void;
  stop(): void;
}

/** The name of what is counted: { one: "tile", many: "tiles" }. */
export interface Unit {
  readonly one: string;
  readonly many: string;
}

export const silent: Progress = { stage: () => undefined, count: () => undefined, warn: () => undefined, stop: () => undefined };

/** A bar with rate and time left on a terminal; elsewhere about ten plain lines. `unit` names the items and one of them. */
export function progressOn(stream: NodeJS.WriteStream, unit: Unit): Progress {
  return stream.isTTY ? bar(stream, unit) : lines((line) => stream.write(`${line}\n`), unit);
}

function bar(stream: NodeJS.WriteStream, unit: Unit): Progress {
  const drawn = new SingleBar(
    { stream, format: `{bar} {percentage}% | {value}/{total} ${unit.many} | {rate} | {eta_formatted} left`, hideCursor: true, etaBuffer: 20, gracefulExit: false, stopOnComplete: true },
    Presets.shades_classic,
  );
  let started = 0;
  return {
    stage: (name) => void stream.write(`${printable(name)}\n`),
    count(done, of) {
      if (done === 0) {
        started = performance.now();
        if (of > 0) drawn.start(of, 0, { rate: "" });
      } else drawn.update(done, { rate: rate(done, started, unit) });
    },
    warn: (message) => void stream.write(`${drawn.isActive ? "\n" : ""}warning: ${printable(message)}\n`),
    stop: () => drawn.stop(),
  };
}

/** A count that took less than this, in ms, was over before it was told of: no rate. */
const NO_TIME = 2;

/** Lines at every tenth of the items; few items have as many lines. */
export function lines(write: (line: string) => void, unit: Unit): Progress {
  let started = 0;
  let told = 0;
  return {
    stage: (name) => write(printable(name)),
    count(done, of) {
      if (done === 0) {
        started = performance.now();
        return;
      }
      if (done < of && Math.floor((done * 10) / of) === told) return;
      told = Math.floor((done * 10) / of);
      const pace = rate(done, started, unit);
      const left = ((performance.now() - started) / done) * (of - done);
      write(`${done}/${of} ${unit.many}${pace && `, ${pace}`}${pace && done < of ? `, ${duration(left)} left` : ""}`);
    },
    warn: (message) => write(`warning: ${printable(message)}`),
    stop: () => undefined,
  };
}

/** One JSON object a line: {"event": "tiles", "done": 3, "of": 12} and the like. */
export function jsonLines(write: (line: string) => void, { many }: Unit): Progress {
  const event = (value: object): void => write(`${JSON.stringify(value)}\n`);
  return {
    stage: (name) => event({ event: "stage", name }),
    count: (done, of) => event({ event: many, done, of }),
    warn: (message) => event({ event: "warning", message }),
    stop: () => undefined,
  };
}

function rate(done: number, started: number, { one, many }: Unit): string {
  const passed = performance.now() - started;
  if (passed < NO_TIME) return "";
  const perSecond = (1000 * done) / passed;
  return perSecond >= 1 ? `${perSecond.toFixed(1)} ${many}/s` : `${(1 / perSecond).toFixed(1)} s/${one}`;
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
