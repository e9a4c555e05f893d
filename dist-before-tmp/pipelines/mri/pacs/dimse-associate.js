import { connect } from "node:net";
import { tmpdir } from "node:os";
import { connect as connectTls } from "node:tls";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { expected } from "../../../shared/errors.js";
import { dimseLibrary, status } from "./dimse-library.js";
import { openPeer } from "./dimse-peer.js";
import { tlsOptions } from "./dimse-tls.js";
import { nameOf } from "./place.js";
import { patience as usual, retrying, Unavailable } from "./retry.js";
const deaf = { spool: tmpdir(), arrived: async () => status.cannotUnderstand };
/** Runs `use` on an association (PS3.8 7) of its own, with retries of the whole where it breaks. */
export async function associate(place, proposals, use, { patience = usual, signal, host = deaf } = {}) {
    return retrying(async () => {
        throwIfAborted(signal);
        const tls = place.tls === true ? await tlsOptions() : undefined;
        const socket = tls ? connectTls({ host: place.host, port: place.port, ...tls }) : connect({ host: place.host, port: place.port });
        const stop = () => void socket.destroy();
        signal?.addEventListener("abort", stop, { once: true });
        try {
            return await talk(place, socket, proposals, use, openPeer(socket, host, patience.answerMs));
        }
        catch (error) {
            throwIfAborted(signal);
            throw error;
        }
        finally {
            signal?.removeEventListener("abort", stop);
            socket.destroy();
        }
    }, patience, signal);
}
async function talk(place, socket, proposals, use, peer) {
    const { association: { Association } } = dimseLibrary();
    const association = new Association(place.calling, place.called);
    for (const { abstract, syntaxes, provider } of proposals) {
        const id = association.addPresentationContext(abstract);
        for (const syntax of syntaxes)
            association.addTransferSyntaxToPresentationContext(id, syntax);
        if (provider)
            association.getPresentationContext(id).setProviderRole(true);
    }
    let broke = () => undefined;
    const broken = new Promise((_, reject) => (broke = reject));
    broken.catch(() => undefined);
    let socketError;
    socket.on("error", (error) => (socketError ??= error));
    peer.on("networkError", () => void socket.destroy());
    socket.once("close", () => broke(connectionError(place, socketError)));
    const accepted = new Promise((resolve, reject) => {
        peer.on("associationAccepted", () => resolve());
        peer.on("associationRejected", (why) => reject(rejection(place, why)));
    });
    // over TLS not before the certificate has been checked
    socket.once(place.tls === true ? "secureConnect" : "connect", () => peer.sendAssociationRequest(association));
    await Promise.race([accepted, broken]);
    const done = await use({
        association,
        ask: (request, onPending) => Promise.race([broken, new Promise((resolve, reject) => {
                request.on("response", (response) => {
                    const code = response.getStatus();
                    if (code === status.pending || code === status.pendingWithWarning)
                        onPending?.(response);
                    else
                        resolve(response);
                });
                if (association.getAcceptedPresentationContextFromRequest(request) === undefined)
                    reject(expected("bad-input", { subject: nameOf(place), want: "a PACS that does what is asked", got: "one that refuses the kind of request", advice: "ask the PACS administrator" }));
                else
                    peer.sendRequests(request);
            })]),
    });
    const released = new Promise((resolve) => peer.on("associationReleaseResponse", () => resolve()));
    peer.sendAssociationReleaseRequest();
    await Promise.race([released, broken]).catch(() => undefined);
    return done;
}
function connectionError(place, error) {
    const code = typeof error?.code === "string" ? error.code : "a broken one";
    if (/ALERT/.test(code))
        return expected("bad-input", { subject: nameOf(place), want: "a PACS that takes our certificate", got: code, advice: "name PEM files in DOMAIN_SR_DIMSE_KEY and DOMAIN_SR_DIMSE_CERT", cause: error });
    if (/CERT|SIGNED|ISSUER|ERR_TLS|ERR_SSL|VERIFY/.test(code)) {
        return expected("bad-input", { subject: nameOf(place), want: "a certificate that is trusted", got: code, advice: "name the hospital's CA file in NODE_EXTRA_CA_CERTS", cause: error });
    }
    return new Unavailable(`${nameOf(place)}: expected an association, got ${code}; check the address and the PACS, try again later`, { cause: error });
}
/** PS3.8 9.3.4: result 2 is transient; source 1 is the service user. */
function rejection(place, { result, source, reason }) {
    const why = source === 1 && reason === 3 ? `it does not know the calling AE title ${place.calling}` : source === 1 && reason === 7 ? `it is not called ${place.called}` : `result ${result}, source ${source}, reason ${reason}`;
    if (result === 2)
        return new Unavailable(`${nameOf(place)}: expected an association, got a rejection for now (${why}); try again later`);
    return expected("bad-input", { subject: nameOf(place), want: "an association", got: `a rejection (${why})`, advice: "have the PACS administrator enter us, or check --aet and the address" });
}
/** Status as the standard lists it: four hexadecimal digits. */
export function codeOf(response) {
    return response.getStatus().toString(16).toUpperCase().padStart(4, "0");
}
//# sourceMappingURL=dimse-associate.js.map