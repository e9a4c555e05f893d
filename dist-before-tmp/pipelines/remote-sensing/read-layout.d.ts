import type { BlockCodec } from "./codecs.js";
import type { SampleType } from "./raster.js";
import type { Place } from "./read-places.js";
import type { Directory } from "./tiff-directory.js";
import type { ByteSource } from "./tiff-source.js";
/** How one image directory stores its samples: everything needed to find and decode a block, checked against the file. */
export interface Layout {
    readonly width: number;
    readonly height: number;
    readonly samples: number;
    /** "bit" for a packed 1-bit mask, which is read as uint8 0 and 1. */
    readonly type: SampleType | "bit";
    /** One plane of blocks per band instead of interleaved samples. */
    readonly planar: boolean;
    readonly blockWidth: number;
    readonly blockHeight: number;
    readonly blocksAcross: number;
    readonly blocksDown: number;
    /** Strips end with the image, tiles are always whole. */
    readonly tiled: boolean;
    readonly predictor: number;
    readonly swap: boolean;
    readonly codec: BlockCodec;
    /** Of the samples as they come out. */
    readonly photometric: number;
    /** Where block `index` lies (planes one after another); undefined where it was never written (sparse). */
    place(index: number): Place | undefined;
}
export declare function readLayout(source: ByteSource, directory: Directory, { littleEndian, mask }: {
    littleEndian: boolean;
    mask?: boolean;
}): Promise<Layout>;
