/** What a result depends on beside its options: this program, the runtime of the networks, Node and the machine's kind. */
export interface Versions {
    readonly "domain-sr": string;
    readonly "onnxruntime-node": string;
    readonly node: string;
    readonly platform: string;
}
export declare function versions(): Versions;
