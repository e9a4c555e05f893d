import type { NetworkCard } from "./card.js";
import type { PortInfo } from "./session-worker.js";
/** Compares what a loaded network says of itself with its card. Throws bad-model naming the file and the port. */
export declare function comparePorts(file: string, card: NetworkCard, network: {
    readonly inputs: readonly PortInfo[];
    readonly outputs: readonly PortInfo[];
}): void;
