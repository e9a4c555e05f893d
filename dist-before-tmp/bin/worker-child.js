import { serveJobs } from "../shared/jobs/process.js";
/** The process in which a worker's jobs run; it loads the one pipeline that it is for. */
await serveJobs(async (kind) => {
    if (kind === "rsr")
        return (await import("../pipelines/remote-sensing/index.js")).domain;
    if (kind === "mri")
        return (await import("../pipelines/mri/index.js")).domain;
    return (await import("../pipelines/faces/index.js")).domain;
});
//# sourceMappingURL=worker-child.js.map