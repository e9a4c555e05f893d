import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { transferSyntax } from "../dicom/transfer-syntax.js";
import { fileMeta } from "../dicom/write-file.js";
import { dimseLibrary, status } from "./dimse-library.js";
/**
 * One end of an association over a socket, either side. What is stored here arrives as a file of the received bytes behind file meta
 * information of our own: nothing is parsed and written again, which is what the library would do.
 */
export function openPeer(socket, host, idleMs) {
    const { Scp, Dataset, constants, responses } = dimseLibrary();
    const { PresentationContextResult: result, SopClass, RejectResult, RejectSource, RejectReason } = constants;
    const storage = new Set(Object.values(constants.StorageClass));
    const coming = new Map();
    const outcomes = new WeakMap();
    class Peer extends Scp {
        associationRequested(association) {
            const verdict = host.accept?.({ calling: association.getCallingAeTitle().trim(), called: association.getCalledAeTitle().trim() }) ?? "unknown-called";
            if (verdict !== "yes") {
                this.sendAssociationReject(RejectResult.Permanent, RejectSource.ServiceUser, verdict === "unknown-calling" ? RejectReason.CallingAeNotRecognized : RejectReason.CalledAeNotRecognized);
                return;
            }
            for (const { context } of association.getPresentationContexts()) {
                const abstract = context.getAbstractSyntaxUid();
                const chosen = preferred(context.getTransferSyntaxUids());
                if (abstract !== SopClass.Verification && !storage.has(abstract))
                    context.setResult(result.RejectAbstractSyntaxNotSupported);
                else if (chosen === undefined)
                    context.setResult(result.RejectTransferSyntaxesNotSupported);
                else
                    context.setResult(result.Accept, chosen);
            }
            this.sendAssociationAccept();
        }
        associationReleaseRequested() {
            this.sendAssociationReleaseResponse();
        }
        cEchoRequest(request, answer) {
            const response = responses.CEchoResponse.fromRequest(request);
            response.setStatus(status.success);
            answer(response);
        }
        createStoreWritableStream(context, request) {
            const path = join(host.spool, `.${randomUUID()}`);
            // the library does not keep the order of pieces behind a full stream, so it is never full: memory follows the instance
            const file = createWriteStream(path, { flags: "wx", flush: true, highWaterMark: 2 ** 31 - 1 });
            file.on("error", () => undefined);
            file.write(fileMeta({ sopClassUid: request.getAffectedSopClassUid(), sopInstanceUid: request.getAffectedSopInstanceUid(), transferSyntaxUid: context.getAcceptedTransferSyntaxUid() ?? "" }));
            coming.set(file, path);
            return file;
        }
        createDatasetFromStoreWritableStream(file, context, next) {
            const path = coming.get(file);
            const kept = finished(file).then(() => host.arrived(path)).catch(async () => {
                await rm(path, { force: true });
                return status.outOfResources;
            });
            void kept.then((code) => {
                coming.delete(file);
                const empty = new Dataset({}, context.getAcceptedTransferSyntaxUid());
                outcomes.set(empty, code);
                next(empty);
            });
        }
        cStoreRequest(request, answer) {
            const response = responses.CStoreResponse.fromRequest(request);
            response.setStatus(outcomes.get(request.getDataset()) ?? status.cannotUnderstand);
            answer(response);
        }
        abort() {
            socket.destroy();
        }
    }
    socket.setNoDelay(true); // command and data go in separate writes
    const peer = new Peer(socket, { connectTimeout: idleMs, associationTimeout: idleMs, pduTimeout: idleMs });
    socket.once("close", () => {
        for (const [file, path] of coming)
            if (!file.writableEnded)
                file.destroy().once("close", () => void rm(path, { force: true }));
    });
    return peer;
}
const lossy = new Set(["1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.91", "1.2.840.10008.1.2.4.203"]);
/** Lossless before lossy, explicit before implicit, else as they are listed: the sender's first is what it has. */
export function preferred(offered) {
    const rank = (uid) => (lossy.has(uid) ? 2 : uid === "1.2.840.10008.1.2" ? 1 : 0);
    return offered.filter((uid) => uid === "1.2.840.10008.1.2" || transferSyntax(uid) !== undefined).sort((a, b) => rank(a) - rank(b))[0];
}
//# sourceMappingURL=dimse-peer.js.map