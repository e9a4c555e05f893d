import { Option } from "commander";
import { dicomwebPlace, dimsePlace } from "../../pipelines/mri/pacs/index.js";
import { optionChecks } from "../../shared/options.js";
export const credentialsText = `
DICOMweb asks for credentials from the environment, which other users of the machine do not see: DOMAIN_SR_DICOMWEB_TOKEN (bearer token),
or DOMAIN_SR_DICOMWEB_AUTHORIZATION (the whole header, such as "Basic ..."); DOMAIN_SR_DICOMWEB_HEADERS ({"Name": "value"}) for more headers.
A private certificate authority is named in NODE_EXTRA_CA_CERTS. dimses:// takes PEM files from DOMAIN_SR_DIMSE_KEY and DOMAIN_SR_DIMSE_CERT (who we
are) and DOMAIN_SR_DIMSE_CA (whom we trust, instead of the usual authorities).`;
/** The options that say which PACS. */
export function placeOptions(command) {
    return command
        .addOption(new Option("--dicomweb <url>", "base address of the DICOMweb services, https://").conflicts("dimse"))
        .option("--dimse <address>", "dimse://CALLED_AET@host:port, or dimses:// over TLS")
        .option("--aet <title>", "our own AE title, for --dimse", "DOMAIN-SR")
        .option("--insecure-http", "allow http:// to another machine: patient data and passwords travel in the clear")
        .addHelpText("after", credentialsText);
}
export function placeOf({ dicomweb, dimse, aet, insecureHttp = false, ...raw }, help) {
    const { wrong, whole } = optionChecks(help);
    if ((raw.movePort !== undefined || raw.moveHost !== undefined) && (dimse === undefined || raw.movePort === undefined))
        throw wrong("--move-port, --move-host", "--dimse, and a port", "neither");
    const movePort = raw.movePort === undefined ? undefined : whole("--move-port", raw.movePort, { from: 1, to: 65535 });
    if (dicomweb !== undefined)
        return dicomwebPlace(dicomweb, { insecureHttp });
    if (dimse !== undefined)
        return dimsePlace(dimse, aet, { ...(movePort !== undefined && { movePort }), ...(raw.moveHost !== undefined && { moveHost: raw.moveHost }) });
    throw wrong("--dicomweb, --dimse", "one of them", "neither");
}
//# sourceMappingURL=pacs-options.js.map