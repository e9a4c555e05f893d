/** Where studies are got and sent: plain data, fit for the payload of a job. Secrets are not in it (credentials.ts). */
export type Place = Dicomweb | Dimse;
export interface Dicomweb {
    readonly protocol: "dicomweb";
    /** Base of the services, without the slash at the end: https://pacs.example/dicom-web */
    readonly url: string;
    /** The user accepts that patient data travel in the clear to a host other than this one. */
    readonly insecureHttp?: boolean;
}
/** An application entity (PS3.8): who is called where, and under which name. */
export interface Dimse {
    readonly protocol: "dimse";
    readonly host: string;
    readonly port: number;
    readonly called: string;
    readonly calling: string;
    /** DICOM over TLS (PS3.15 B.12). */
    readonly tls?: boolean;
    /** Retrieve by C-MOVE to this port of ours instead of C-GET: the PACS must know `calling` with our host and this port. */
    readonly movePort?: number;
    /** Address that the port is opened on; default loopback. */
    readonly moveHost?: string;
}
/** AE titles: 1 to 16 characters of the default repertoire without backslash, not spaces alone (PS3.5 6.2). */
export declare function aeTitle(text: string, subject: string): string;
/** Throws bad-option, without repeating the address: it may hold a password. */
export declare function dicomwebPlace(address: string, { insecureHttp }?: {
    readonly insecureHttp?: boolean;
}): Dicomweb;
/** `dimse://CALLED@host:port`, or dimses:// over TLS. Throws bad-option. */
export declare function dimsePlace(address: string, calling: string, { movePort, moveHost }?: Pick<Dimse, "movePort" | "moveHost">): Dimse;
/** For errors and reports: no path, which may hold more than an address. */
export declare function nameOf(place: Place): string;
export declare function isLoopback(hostname: string): boolean;
