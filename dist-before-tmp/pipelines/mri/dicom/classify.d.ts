/** Why something is left alone. `refused` is MR that cannot be restored faithfully, `skipped` is everything else. */
export interface LeaveOut {
    readonly outcome: "skipped" | "refused";
    /** Own words and controlled terms only. */
    readonly reason: string;
}
export declare const skip: (reason: string) => LeaveOut;
export declare const refuse: (reason: string) => LeaveOut;
export declare const mrImage = "1.2.840.10008.5.1.4.1.1.4";
export declare const mediaDirectory = "1.2.840.10008.1.3.10";
/** Whether images of this class are read at all. */
export declare function isMrImage(sopClass: string): boolean;
export declare function isEnhanced(sopClass: string): boolean;
/** Undefined for the classes that are read. */
export declare function leaveOutClass(sopClass: string | undefined): LeaveOut | undefined;
/** What this software's results and their deviations are left out as: restoring them again would be a guess upon a guess. */
export declare const resampledImage: LeaveOut;
export declare const deviationMap: LeaveOut;
/** What a frame says that it shows. */
export interface Meaning {
    /** ImageType, or FrameType of an Enhanced object. */
    readonly type: readonly string[];
    /** ComplexImageComponent, where stated. */
    readonly component?: string | undefined;
    /** VolumeBasedCalculationTechnique, where stated. */
    readonly technique?: string | undefined;
    /** Whether the object says that it was spatially resampled or comes from this software. */
    readonly processed: boolean;
}
/** Undefined for a magnitude image that was measured (or derived without becoming a map, a projection or a reformat). */
export declare function leaveOutMeaning({ type, component, technique, processed }: Meaning): LeaveOut | undefined;
