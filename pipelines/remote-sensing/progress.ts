import { Presets, SingleBar } from "cli-progress";

/** What a run tells while it works: stages by name, tiles by count. */
export interface Progress {
  stage(name: string): void;
  tiles(done: number, of: number): void;
  warn(message: string): void;
  stop(): void;
}

export const silent: Progress = { stage: () => undefined, tiles: () => undefined, warn: () => undefined, stop: () => undefined };

/** A bar with rate and time left on a terminal; elsewhere about ten plain lines. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : lines((line) => stream.write(`${line}\n`));
}

function bar(stream: NodeJS.WriteStream): Progress {
  const drawn = new SingleBar(
    { stream, format: "{bar} {percentage}% | {value}/{total} tiles | {rate} | {eta_formatted} left", hideCursor: true, etaBuffer: 20, gracefulExit: false, stopOnComplete: true },
    Presets.shades_classic,
  );
  let started = 0;
  return {
    stage: (name) => void stream.write(`${name}\n`),
    tiles(done, of) {
      if (done === 0) {
        started = performance.now();
        if (of > 0) drawn.start(of, 0, { rate: "" });
      } else drawn.update(done, { rate: rate(done, started) });
    },
    warn: (message) => void stream.write(`${drawn.isActive ? "\n" : ""}warning: ${message}\n`),
    stop: () => drawn.stop(),
  };
}

/** Lines at every tenth of the tiles; a scene of few tiles has as many lines. */
export function lines(write: (line: string) => void): Progress {
  let started = 0;
  let told = 0;
  return {
    stage: write,
    tiles(done, of) {
      if (done === 0) {
        started = performance.now();
        return;
      }
      if (done < of && Math.floor((done * 10) / of) === told) return;
      told = Math.floor((done * 10) / of);
      const left = ((performance.now() - started) / done) * (of - done);
      write(`${done}/${of} tiles, ${rate(done, started)}${done < of ? `, ${duration(left)} left` : ""}`);
    },
    warn: (message) => write(`warning: ${message}`),
    stop: () => undefined,
  };
}

function rate(done: number, started: number): string {
  const perSecond = (1000 * done) / Math.max(1, performance.now() - started);
  return perSecond >= 1 ? `${perSecond.toFixed(1)} tiles/s` : `${(1 / perSecond).toFixed(1)} s/tile`;
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
