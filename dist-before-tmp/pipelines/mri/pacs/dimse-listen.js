import { once } from "node:events";
import { createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { expected } from "../../../shared/errors.js";
import { openPeer } from "./dimse-peer.js";
import { tlsOptions } from "./dimse-tls.js";
import { patience } from "./retry.js";
/** A storage service class provider (PS3.4 B). With TLS and authorities named, callers must show a certificate of theirs; `prepare` comes before the first of them. */
export async function listenOn(host, { port, address = "127.0.0.1", tls = false, idleMs = patience.answerMs, prepare }) {
    const sockets = new Set();
    let ready = () => undefined;
    const prepared = new Promise((resolve) => (ready = resolve));
    const take = (socket) => {
        sockets.add(socket);
        socket.on("error", () => undefined);
        socket.once("close", () => sockets.delete(socket));
        void prepared.then(() => {
            if (socket.destroyed)
                return;
            const peer = openPeer(socket, host, idleMs);
            Object.assign(peer, { connected: true, connectedTime: Date.now() }); // as the library's own server does for its peers
            peer.on("networkError", () => void socket.destroy());
        });
    };
    const options = tls ? await tlsOptions() : undefined;
    if (options && options.key === undefined)
        throw expected("bad-option", { subject: "--tls", want: "a key and a certificate", got: "none", advice: "name PEM files in DOMAIN_SR_DIMSE_KEY and DOMAIN_SR_DIMSE_CERT" });
    const server = options ? createTlsServer({ ...options, requestCert: options.ca !== undefined, rejectUnauthorized: options.ca !== undefined }, take) : createServer(take);
    server.on("tlsClientError", () => undefined);
    server.listen(port, address);
    await once(server, "listening").catch((cause) => {
        throw expected("bad-option", { subject: `port ${port}`, want: "a port that is free and allowed", got: cause.code, advice: "choose another", cause });
    });
    const close = async () => {
        const closed = once(server, "close");
        server.close();
        for (const socket of sockets)
            socket.destroy();
        await closed;
    };
    const bound = server.address().port;
    try {
        await prepare?.(bound);
    }
    catch (error) {
        await close();
        throw error;
    }
    ready();
    return { port: bound, close };
}
//# sourceMappingURL=dimse-listen.js.map