import { createHash } from "node:crypto";
/**
 * A UID that depends on its parts alone: 2.25 and the decimal form of a custom (version 8) UUID made from their SHA-256
 * (PS3.5 B.2, RFC 9562 5.8). The same source and the same processing give the same UID on every machine.
 */
export function uidOf(...parts) {
    const bytes = createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, 16);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    return `2.25.${BigInt(`0x${bytes.toString("hex")}`)}`;
}
//# sourceMappingURL=write-uid.js.map