import { Option, type Command } from "commander";
import { dicomwebPlace, dimsePlace, type Place } from "../../pipelines/mri/pacs/index.js";
import { optionChecks } from "../../shared/options.js";

export interface RawPlace {
  readonly dicomweb?: string;
  readonly dimse?: string;
  readonly aet: string;
  readonly insecureHttp?: boolean;
}

export const credentialsText = `
DICOMweb asks for credentials from the environment, which other users of the machine do not see: DOMAIN_SR_DICOMWEB_TOKEN (bearer token),
or DOMAIN_SR_DICOMWEB_AUTHORIZATION (the whole header, such as "Basic ..."); DOMAIN_SR_DICOMWEB_HEADERS ({"Name": "value"}) for more headers.
A private certificate authority is named in NODE_EXTRA_CA_CERTS.`;

/** The options that say which PACS. */
export function placeOptions(command: Command): Command {
  return command
    .addOption(new Option("--dicomweb <url>", "base address of the DICOMweb services, https://").conflicts("dimse"))
    .option("--dimse <address>", "dimse://CALLED_AET@host:port, or dimses:// over TLS")
    .option("--aet <title>", "our own AE title, for --dimse", "DOMAIN-SR")
    .option("--insecure-http", "allow http:// to another machine: patient data and passwords travel in the clear")
    .addHelpText("after", credentialsText);
}

export function placeOf({ dicomweb, dimse, aet, insecureHttp = false }: RawPlace, help: string): Place {
  if (dicomweb !== undefined) return dicomwebPlace(dicomweb, { insecureHttp });
  if (dimse !== undefined) return dimsePlace(dimse, aet);
  throw optionChecks(help).wrong("--dicomweb, --dimse", "one of them", "neither");
}
