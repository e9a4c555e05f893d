import { readFile } from "node:fs/promises";
import { expected } from "../../../shared/errors.js";
const variables = { key: "DOMAIN_SR_DIMSE_KEY", cert: "DOMAIN_SR_DIMSE_CERT", ca: "DOMAIN_SR_DIMSE_CA" };
/** Key, certificate and authorities for DIMSE over TLS: PEM files that the environment names. NODE_EXTRA_CA_CERTS holds as well where no authorities are named. */
export async function tlsOptions(environment = process.env) {
    const options = { minVersion: "TLSv1.2" };
    for (const [name, variable] of Object.entries(variables)) {
        const path = environment[variable];
        if (path === undefined || path === "")
            continue;
        options[name] = await readFile(path).catch((cause) => {
            throw expected("bad-option", { subject: variable, want: "a PEM file that can be read", got: cause.code, advice: "check the path" });
        });
    }
    if ((options.key === undefined) !== (options.cert === undefined))
        throw expected("bad-option", { subject: `${variables.key}, ${variables.cert}`, want: "both or neither", got: "one", advice: "name the other" });
    return options;
}
//# sourceMappingURL=dimse-tls.js.map