import { aeTitle, listen } from "../../pipelines/mri/pacs/index.js";
import { optionChecks } from "../../shared/options.js";
import { onInterrupt } from "../shared/interrupt.js";
export function register(program) {
    program
        .command("listen")
        .description("take studies that scanners and PACS send (C-STORE), each into a folder that appears when the study is complete")
        .requiredOption("--port <n>", "such as 11112")
        .option("--host <address>", "of this machine, that the port is opened on; 0.0.0.0 for all", "127.0.0.1")
        .option("--aet <title>", "our AE title", "DOMAIN-SR")
        .option("--accept <titles>", "calling AE titles that are taken, with commas (default: all)")
        .requiredOption("--output <folder>", "for study-<hash of its UID>; mri-sr batch --watch can take it from there")
        .option("--quiet <seconds>", "a study that nothing came of for so long is complete", "30")
        .option("--tls", "DICOM over TLS: PEM files in DOMAIN_SR_DIMSE_KEY and DOMAIN_SR_DIMSE_CERT; with DOMAIN_SR_DIMSE_CA callers need a certificate of theirs")
        .option("--json", "JSON lines on stdout")
        .action(async ({ json, ...raw }) => {
        const { whole, positive } = optionChecks("see mri-sr listen --help");
        const aet = aeTitle(raw.aet, "--aet");
        const told = (event, more, text) => process.stdout.write(json ? `${JSON.stringify({ event, ...more })}\n` : `${text}\n`);
        await onInterrupt((signal) => listen({
            port: whole("--port", raw.port, { from: 0, to: 65535 }), address: raw.host, aet, output: raw.output, quietMs: Math.min(2 ** 31 - 1, 1000 * positive("--quiet", raw.quiet)), tls: raw.tls ?? false, signal,
            ...(raw.accept !== undefined && { accept: raw.accept.split(",").map((title) => aeTitle(title, "--accept")) }),
            onReady: (port) => told("listening", { port }, `listening as ${aet} on ${raw.host}:${port}`),
            onStudy: ({ folder, instances }) => told("study", { folder, instances }, `${folder}: ${instances} instances`),
            onProblem: (message) => process.stderr.write(`warning: ${message}\n`),
        }), () => process.stderr.write("stopping\n"));
    });
}
//# sourceMappingURL=listen.js.map