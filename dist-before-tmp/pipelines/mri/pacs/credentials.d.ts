/**
 * Headers that prove who asks, from the environment: DOMAIN_SR_DICOMWEB_TOKEN (bearer), DOMAIN_SR_DICOMWEB_AUTHORIZATION (the whole value)
 * and DOMAIN_SR_DICOMWEB_HEADERS (JSON of more headers). Not from options, which other users see in the list of processes.
 * Throws bad-option that names the variable and never its value.
 */
export declare function credentials(environment?: NodeJS.ProcessEnv): Readonly<Record<string, string>>;
