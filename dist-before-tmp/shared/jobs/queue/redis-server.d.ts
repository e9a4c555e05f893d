import { type Backend, type Tell } from "./backend.js";
import type { Place } from "./place.js";
export declare function openRedis(place: Place & {
    readonly kind: "redis";
}, { connectTimeoutMs, tell }: {
    readonly connectTimeoutMs: number;
    readonly tell: Tell;
}): Promise<Backend>;
