import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { expected } from "../../../shared/errors.js";
import { openPeer, type Host } from "./dimse-peer.js";
import { tlsOptions } from "./dimse-tls.js";
import { patience } from "./retry.js";

export interface Listening {
  readonly port: number;
  /** Takes no new associations, and ends those that are open. */
  close(): Promise<void>;
}

/** A storage service class provider (PS3.4 B). With TLS and authorities named, callers must show a certificate of theirs; `prepare` comes before the first of them. */
export async function listenOn(host: Host, { port, address = "127.0.0.1", tls = false, idleMs = patience.answerMs, prepare }: { readonly port: number; readonly address?: string; readonly tls?: boolean; readonly idleMs?: number; readonly prepare?: (port: number) => Promise<void> }): Promise<Listening> {
  const sockets = new Set<Socket>();
  let ready: () => void = () => undefined;
  const prepared = new Promise<void>((resolve) => (ready = resolve));
  const take = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
    void prepared.then(() => {
      if (socket.destroyed) return;
      const peer = openPeer(socket, host, idleMs);
      Object.assign(peer, { connected: true, connectedTime: Date.now() }); // as the library's own server does for its peers
      peer.on("networkError", () => void socket.destroy());
    });
  };
  const options = tls ? await tlsOptions() : undefined;
  if (options && options.key === undefined) throw expected("bad-option", { subject: "--tls", want: "a key and a certificate", got: "none", advice: "name PEM files in DOMAIN_SR_DIMSE_KEY and DOMAIN_SR_DIMSE_CERT" });
  const server = options ? createTlsServer({ ...options, requestCert: options.ca !== undefined, rejectUnauthorized: options.ca !== undefined }, take) : createServer(take);
  server.on("tlsClientError", () => undefined);
  server.listen(port, address);
  await once(server, "listening").catch((cause: NodeJS.ErrnoException) => {
    throw expected("bad-option", { subject: `port ${port}`, want: "a port that is free and allowed", got: cause.code, advice: "choose another", cause });
  });
  const close = async (): Promise<void> => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const bound = (server.address() as AddressInfo).port;
  try {
    await prepare?.(bound);
  } catch (error) {
    await close();
    throw error;
  }
  ready();
  return { port: bound, close };
}
