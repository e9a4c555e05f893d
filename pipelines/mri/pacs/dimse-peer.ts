import { randomUUID } from "node:crypto";
import { createWriteStream, type WriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { transferSyntax } from "../dicom/transfer-syntax.js";
import { fileMeta } from "../dicom/write-file.js";
import { dimseLibrary, status, type Library } from "./dimse-library.js";

/** What one end of an association does with what the other one asks for. */
export interface Host {
  /** Hidden files are written here while they come. */
  readonly spool: string;
  /** Whether an association is taken; absent on the end that asked for it. */
  readonly accept?: (association: { readonly calling: string; readonly called: string }) => "yes" | "unknown-calling" | "unknown-called";
  /** Takes over a Part 10 file in the spool; gives the status that is answered. */
  readonly arrived: (path: string) => Promise<number>;
}

/**
 * One end of an association over a socket, either side. What is stored here arrives as a file of the received bytes behind file meta
 * information of our own: nothing is parsed and written again, which is what the library would do.
 */
export function openPeer(socket: Socket, host: Host, idleMs: number): Library.Scp {
  const { Scp, Dataset, constants, responses } = dimseLibrary();
  const { PresentationContextResult: result, SopClass, RejectResult, RejectSource, RejectReason } = constants;
  const storage = new Set(Object.values(constants.StorageClass as unknown as Record<string, string>));
  const coming = new Map<Writable, string>();
  const outcomes = new WeakMap<object, number>();

  class Peer extends Scp {
    override associationRequested(association: Library.association.Association): void {
      const verdict = host.accept?.({ calling: association.getCallingAeTitle().trim(), called: association.getCalledAeTitle().trim() }) ?? "unknown-called";
      if (verdict !== "yes") {
        this.sendAssociationReject(RejectResult.Permanent, RejectSource.ServiceUser, verdict === "unknown-calling" ? RejectReason.CallingAeNotRecognized : RejectReason.CalledAeNotRecognized);
        return;
      }
      for (const { context } of association.getPresentationContexts()) {
        const abstract = context.getAbstractSyntaxUid();
        const chosen = preferred(context.getTransferSyntaxUids());
        if (abstract !== SopClass.Verification && !storage.has(abstract)) context.setResult(result.RejectAbstractSyntaxNotSupported);
        else if (chosen === undefined) context.setResult(result.RejectTransferSyntaxesNotSupported);
        else context.setResult(result.Accept, chosen);
      }
      this.sendAssociationAccept();
    }

    override associationReleaseRequested(): void {
      this.sendAssociationReleaseResponse();
    }

    override cEchoRequest(request: Library.requests.CEchoRequest, answer: (response: Library.responses.CEchoResponse) => void): void {
      const response = responses.CEchoResponse.fromRequest(request);
      response.setStatus(status.success);
      answer(response);
    }

    override createStoreWritableStream(context: Library.association.PresentationContext, request: Library.requests.CStoreRequest): WriteStream {
      const path = join(host.spool, `.${randomUUID()}`);
      // the library does not keep the order of pieces behind a full stream, so it is never full: memory follows the instance
      const file = createWriteStream(path, { flags: "wx", flush: true, highWaterMark: 2 ** 31 - 1 });
      file.on("error", () => undefined);
      file.write(fileMeta({ sopClassUid: request.getAffectedSopClassUid(), sopInstanceUid: request.getAffectedSopInstanceUid(), transferSyntaxUid: context.getAcceptedTransferSyntaxUid() ?? "" }));
      coming.set(file, path);
      return file;
    }

    override createDatasetFromStoreWritableStream(file: Writable, context: Library.association.PresentationContext, next: (dataset: Library.Dataset) => void): void {
      const path = coming.get(file)!;
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

    override cStoreRequest(request: Library.requests.CStoreRequest, answer: (response: Library.responses.CStoreResponse) => void): void {
      const response = responses.CStoreResponse.fromRequest(request);
      response.setStatus(outcomes.get(request.getDataset() as object) ?? status.cannotUnderstand);
      answer(response);
    }

    override abort(): void {
      socket.destroy();
    }
  }

  socket.setNoDelay(true); // command and data go in separate writes
  const peer = new Peer(socket, { connectTimeout: idleMs, associationTimeout: idleMs, pduTimeout: idleMs });
  socket.once("close", () => {
    for (const [file, path] of coming) if (!file.writableEnded) file.destroy().once("close", () => void rm(path, { force: true }));
  });
  return peer;
}

const lossy = new Set(["1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.91", "1.2.840.10008.1.2.4.203"]);

/** Lossless before lossy, explicit before implicit, else as they are listed: the sender's first is what it has. */
export function preferred(offered: readonly string[]): string | undefined {
  const rank = (uid: string): number => (lossy.has(uid) ? 2 : uid === "1.2.840.10008.1.2" ? 1 : 0);
  return offered.filter((uid) => uid === "1.2.840.10008.1.2" || transferSyntax(uid) !== undefined).sort((a, b) => rank(a) - rank(b))[0];
}
