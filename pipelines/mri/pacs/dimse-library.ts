import { createRequire } from "node:module";
import type * as Library from "dcmjs-dimse";
import { implementationClassUid } from "../dicom/write-file.js";

export type { Library };

interface Log {
  setLevel(level: string): void;
  getLogger?(name: string): Log;
}

let library: typeof Library | undefined;

/** dcmjs-dimse, made silent: it and dcmjs print values of data sets. Loaded when it is needed, which takes as long as all else together. */
export function dimseLibrary(): typeof Library {
  if (library === undefined) {
    const require = createRequire(import.meta.url);
    const { log } = require("dcmjs") as { log: Log };
    for (const each of [log, ...["validation.dcmjs", "AsyncDicomReader"].map((name) => log.getLogger?.(name))]) each?.setLevel("silent");
    library = require("dcmjs-dimse") as typeof Library;
    library.log.setLevel("silent");
    library.Implementation.setImplementationClassUid(implementationClassUid);
    library.Implementation.setImplementationVersion("DOMAIN_SR");
  }
  return library;
}

/** Status of an operation (PS3.7 annex C, PS3.4 B.2.3). */
export const status = { success: 0x0000, cancelled: 0xfe00, pending: 0xff00, pendingWithWarning: 0xff01, duplicate: 0x0111, outOfResources: 0xa700, cannotUnderstand: 0xc000 } as const;

export const uncompressed = ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2"] as const;
