import { Presets, SingleBar } from "cli-progress";
export const silent = { stage: () => undefined, count: () => undefined, warn: () => undefined, stop: () => undefined };
/** A bar with rate and time left on a terminal; elsewhere about ten plain lines. `unit` names the items and one of them. */
export function progressOn(stream, unit) {
    return stream.isTTY ? bar(stream, unit) : lines((line) => stream.write(`${line}\n`), unit);
}
function bar(stream, unit) {
    const drawn = new SingleBar({ stream, format: `{bar} {percentage}% | {value}/{total} ${unit.many} | {rate} | {eta_formatted} left`, hideCursor: true, etaBuffer: 20, gracefulExit: false, stopOnComplete: true }, Presets.shades_classic);
    let started = 0;
    return {
        stage: (name) => void stream.write(`${name}\n`),
        count(done, of) {
            if (done === 0) {
                started = performance.now();
                if (of > 0)
                    drawn.start(of, 0, { rate: "" });
            }
            else
                drawn.update(done, { rate: rate(done, started, unit) });
        },
        warn: (message) => void stream.write(`${drawn.isActive ? "\n" : ""}warning: ${message}\n`),
        stop: () => drawn.stop(),
    };
}
/** Lines at every tenth of the items; few items have as many lines. */
export function lines(write, unit) {
    let started = 0;
    let told = 0;
    return {
        stage: write,
        count(done, of) {
            if (done === 0) {
                started = performance.now();
                return;
            }
            if (done < of && Math.floor((done * 10) / of) === told)
                return;
            told = Math.floor((done * 10) / of);
            const left = ((performance.now() - started) / done) * (of - done);
            write(`${done}/${of} ${unit.many}, ${rate(done, started, unit)}${done < of ? `, ${duration(left)} left` : ""}`);
        },
        warn: (message) => write(`warning: ${message}`),
        stop: () => undefined,
    };
}
/** One JSON object a line: {"event": "tiles", "done": 3, "of": 12} and the like. */
export function jsonLines(write, { many }) {
    const event = (value) => write(`${JSON.stringify(value)}\n`);
    return {
        stage: (name) => event({ event: "stage", name }),
        count: (done, of) => event({ event: many, done, of }),
        warn: (message) => event({ event: "warning", message }),
        stop: () => undefined,
    };
}
function rate(done, started, { one, many }) {
    const perSecond = (1000 * done) / Math.max(1, performance.now() - started);
    return perSecond >= 1 ? `${perSecond.toFixed(1)} ${many}/s` : `${(1 / perSecond).toFixed(1)} s/${one}`;
}
function duration(ms) {
    const seconds = Math.round(ms / 1000);
    if (seconds < 60)
        return `${seconds} s`;
    return seconds < 3600 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
//# sourceMappingURL=progress.js.map