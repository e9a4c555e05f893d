import { type Backend, type Tell } from "./backend.js";
export declare function openPostgres(url: string, shown: string, { connectTimeoutMs, tell }: {
    readonly connectTimeoutMs: number;
    readonly tell: Tell;
}): Promise<Backend>;
