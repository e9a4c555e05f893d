/**
 * A UID that depends on its parts alone: 2.25 and the decimal form of a custom (version 8) UUID made from their SHA-256
 * (PS3.5 B.2, RFC 9562 5.8). The same source and the same processing give the same UID on every machine.
 */
export declare function uidOf(...parts: readonly string[]): string;
