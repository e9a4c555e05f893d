import { setTimeout as sleep } from "node:timers/promises";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { RestorationError } from "../../../shared/errors.js";
export const patience = { answerMs: 120_000, idleMs: 60_000, attempts: 4, pauseMs: 500, longestPauseMs: 60_000 };
/** What the same request may survive later. */
export class Unavailable extends RestorationError {
    constructor(message, { afterMs, cause } = {}) {
        super("bad-input", message, { cause, retry: true });
        this.afterMs = afterMs;
    }
    /** What the server asked for. */
    afterMs;
}
/** Runs `work` until it does not throw Unavailable, `attempts` times at most; then the last error is thrown. */
export async function retrying(work, { attempts, pauseMs, longestPauseMs }, signal) {
    for (let attempt = 1;; attempt++) {
        throwIfAborted(signal);
        try {
            return await work();
        }
        catch (error) {
            throwIfAborted(signal);
            if (!(error instanceof Unavailable) || attempt >= attempts)
                throw error;
            // spread, so that many workers do not come back at once
            const pause = error.afterMs ?? pauseMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
            await sleep(Math.min(pause, longestPauseMs), undefined, signal ? { signal } : {}).catch(() => throwIfAborted(signal));
        }
    }
}
//# sourceMappingURL=retry.js.map