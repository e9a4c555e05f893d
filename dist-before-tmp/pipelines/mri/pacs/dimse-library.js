import { createRequire } from "node:module";
import { implementationClassUid } from "../dicom/write-file.js";
let library;
/** dcmjs-dimse, made silent: it and dcmjs print values of data sets. Loaded when it is needed, which takes as long as all else together. */
export function dimseLibrary() {
    if (library === undefined) {
        const require = createRequire(import.meta.url);
        const { log } = require("dcmjs");
        for (const each of [log, ...["validation.dcmjs", "AsyncDicomReader"].map((name) => log.getLogger?.(name))])
            each?.setLevel("silent");
        library = require("dcmjs-dimse");
        library.log.setLevel("silent");
        library.Implementation.setImplementationClassUid(implementationClassUid);
        library.Implementation.setImplementationVersion("DOMAIN_SR");
    }
    return library;
}
/** Status of an operation (PS3.7 annex C, PS3.4 B.2.3). */
export const status = { success: 0x0000, cancelled: 0xfe00, pending: 0xff00, pendingWithWarning: 0xff01, duplicate: 0x0111, outOfResources: 0xa700, cannotUnderstand: 0xc000 };
export const uncompressed = ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2"];
//# sourceMappingURL=dimse-library.js.map