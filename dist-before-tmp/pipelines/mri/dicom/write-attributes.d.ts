import type { Derived, Provenance } from "../study.js";
import type { Dataset } from "./write-dataset.js";
/** Every derived series says so where a reader of a list of series sees it. */
export declare const notDiagnostic = "Not for primary diagnosis";
export declare function code(value: string, scheme: string, meaning: string): Dataset;
/** For ImageComments, where many viewers show it. */
export declare function commentText({ software, version, method, model, denoised }: Provenance): string;
/** How the image was made, for DerivationDescription: one paragraph of ASCII, without anything from the source's text. */
export declare function derivationText({ provenance, purpose }: Pick<Derived, "provenance" | "purpose">): string;
/** A hash of everything that decides the result's samples apart from its source. */
export declare function provenanceHash({ provenance, purpose }: Pick<Derived, "provenance" | "purpose">): string;
export declare function derivationCodes({ scale, throughPlane, denoised }: Provenance): Dataset[];
/** The source's description, cut where need be, and what was done to it. */
export declare function putDescription(dataset: Dataset, { provenance, purpose }: Pick<Derived, "provenance" | "purpose">): void;
/** ASCII in front of what the source says, in any character set; the older text is dropped where both do not fit. */
export declare function putBefore(dataset: Dataset, tag: number, vr: "ST" | "LT", text: string): void;
export interface Clock {
    readonly date: string;
    readonly time: string;
    readonly offset?: string;
}
/** DA and TM of a moment, in the zone that the object names (TimezoneOffsetFromUTC), else in UTC or in the machine's, which is the default. */
export declare function clockOf(now: Date, dataset: Dataset, { utc }?: {
    readonly utc?: boolean;
}): Clock;
/** ContributingEquipmentSequence, one item more. */
export declare function appendEquipment(dataset: Dataset, { software, version, method, model }: Provenance, { date, time, offset }: Clock): void;
export declare function dropOutdated(dataset: Dataset, { keepPrivate }: {
    readonly keepPrivate: boolean;
}): void;
/** A real-world value mapping that names the stored values a standard deviation in the image's own units (C.7.6.16.2.11). */
export declare function deviationMapping(slope: number, bitsStored: number): Dataset;
