import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
/** Files as one multipart/related body (PS3.18 8.6.1.2.1, RFC 2387), whose length is known before it is read. */
export function multipartOf(files) {
    // random, so that no file holds it
    const boundary = `domain-sr-${randomUUID()}`;
    const head = Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`);
    const tail = Buffer.from("\r\n");
    const end = Buffer.from(`--${boundary}--\r\n`);
    return {
        type: `multipart/related; type="application/dicom"; boundary=${boundary}`,
        length: files.reduce((sum, { bytes }) => sum + head.length + bytes + tail.length, end.length),
        body: async function* () {
            for (const { path, bytes } of files) {
                yield head;
                // a file that grew meanwhile must not break the announced length
                if (bytes > 0)
                    yield* createReadStream(path, { end: bytes - 1, highWaterMark: 256 * 1024 });
                yield tail;
            }
            yield end;
        },
    };
}
//# sourceMappingURL=multipart-write.js.map