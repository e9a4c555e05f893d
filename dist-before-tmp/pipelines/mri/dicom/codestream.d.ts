/** What a compressed frame says of itself, read before any decoder allocates memory for it. */
export interface CodestreamShape {
    readonly rows: number;
    readonly columns: number;
    readonly components: number;
    /** Bits of a sample. */
    readonly precision: number;
    /** JPEG 2000 only: whether the samples carry a sign of their own. */
    readonly signed: boolean;
    /** The JPEG process, by the low byte of its SOF marker: 0xc0 baseline, 0xc1 extended, 0xc2 progressive, 0xc3 lossless, 0xf7 JPEG-LS. */
    readonly process?: number;
}
/** SIZ of a JPEG 2000 codestream (ISO 15444-1 A.5.1), also inside a JP2 file; throws a plain Error. */
export declare function jpeg2000Shape(bytes: Buffer): CodestreamShape;
/** The frame header of a JPEG or JPEG-LS stream (ITU T.81 B.2.2, T.87 C.2.2); throws a plain Error. */
export declare function jpegShape(bytes: Buffer): CodestreamShape;
