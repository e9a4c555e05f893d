import { RestorationError } from "../../shared/errors.js";
/**
 * Runs `work` with a signal that Ctrl-C and SIGTERM abort. The work ends by itself between network calls; a thread inside one
 * must not be killed. A second Ctrl-C does not hurry it.
 */
export async function onInterrupt(work, told) {
    const controller = new AbortController();
    const stop = () => {
        if (controller.signal.aborted)
            return;
        told();
        controller.abort(new RestorationError("aborted", "stopped by the user", { retry: true }));
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    try {
        return await work(controller.signal);
    }
    finally {
        process.off("SIGINT", stop);
        process.off("SIGTERM", stop);
    }
}
//# sourceMappingURL=interrupt.js.map