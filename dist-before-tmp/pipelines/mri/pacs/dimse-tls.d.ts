import type { SecureContextOptions } from "node:tls";
/** Key, certificate and authorities for DIMSE over TLS: PEM files that the environment names. NODE_EXTRA_CA_CERTS holds as well where no authorities are named. */
export declare function tlsOptions(environment?: NodeJS.ProcessEnv): Promise<Pick<SecureContextOptions, "key" | "cert" | "ca" | "minVersion">>;
