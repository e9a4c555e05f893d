import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterAll } from "vitest";
import type { Patience } from "../../../../pipelines/mri/pacs/index.js";

/** For tests: waits that are over at once, and the usual number of attempts. */
export const impatience: Patience = { answerMs: 20_000, idleMs: 20_000, attempts: 3, pauseMs: 1, longestPauseMs: 5 };

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** A DICOMweb server on loopback that answers as told; `seen` are its requests. Ends with the test file. */
export async function webServer(answer: (request: Seen, response: ServerResponse, index: number) => unknown): Promise<{ readonly url: string; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const it = { method: request.method!, url: request.url!, headers: request.headers, body: Buffer.concat(chunks) };
    seen.push(it);
    answer(it, response, seen.length - 1);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}/dicom-web`, seen };
}

export function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/dicom+json" }).end(JSON.stringify(value));
}
