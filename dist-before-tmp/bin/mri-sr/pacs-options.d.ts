import { type Command } from "commander";
import { type Place } from "../../pipelines/mri/pacs/index.js";
export interface RawPlace {
    readonly dicomweb?: string;
    readonly dimse?: string;
    readonly aet: string;
    readonly insecureHttp?: boolean;
    readonly movePort?: string;
    readonly moveHost?: string;
}
export declare const credentialsText = "\nDICOMweb asks for credentials from the environment, which other users of the machine do not see: DOMAIN_SR_DICOMWEB_TOKEN (bearer token),\nor DOMAIN_SR_DICOMWEB_AUTHORIZATION (the whole header, such as \"Basic ...\"); DOMAIN_SR_DICOMWEB_HEADERS ({\"Name\": \"value\"}) for more headers.\nA private certificate authority is named in NODE_EXTRA_CA_CERTS. dimses:// takes PEM files from DOMAIN_SR_DIMSE_KEY and DOMAIN_SR_DIMSE_CERT (who we\nare) and DOMAIN_SR_DIMSE_CA (whom we trust, instead of the usual authorities).";
/** The options that say which PACS. */
export declare function placeOptions(command: Command): Command;
export declare function placeOf({ dicomweb, dimse, aet, insecureHttp, ...raw }: RawPlace, help: string): Place;
