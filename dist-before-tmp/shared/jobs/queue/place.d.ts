/** Where a queue lives. `shown` is for messages: it holds neither user name nor password nor parameters. */
export type Place = {
    readonly kind: "folder";
    readonly folder: string;
    readonly shown: string;
} | {
    readonly kind: "postgres";
    readonly url: string;
    readonly shown: string;
} | {
    readonly kind: "redis";
    readonly host: string;
    readonly port: number;
    readonly db: number;
    readonly username?: string;
    readonly password?: string;
    readonly tls: boolean;
    readonly shown: string;
};
/** Reads `--queue`. Throws bad-option, without what may be a password. */
export declare function parsePlace(text: string): Place;
