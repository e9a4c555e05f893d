import { georeferenceTags, scaledGeoreference } from "./georef.js";
import { isFloat, sampleBytes } from "./raster.js";
import type { Band, RawTag, SampleType, Scene, Window } from "./raster.js";
import { nodataOf } from "./read.js";
import { fieldType } from "./tiff-directory.js";
import { carriedMetadata, formatMetadata, type MetadataItem } from "./tiff-metadata.js";

/** What a Cloud Optimized GeoTIFF of a scene's window will be, before any pixel is there. */
export interface CogLayout {
  readonly type: SampleType;
  readonly bands: readonly Band["interpretation"][];
  readonly blockSize: number;
  /** Full resolution first, each next one half the size, the last at most one block. */
  readonly levels: readonly Level[];
  readonly hasMask: boolean;
  /** A value no measured sample takes (NaN possible). */
  readonly nodata: number | undefined;
  /** What a reader finds in a block that is not there. */
  readonly missing: number;
  /** Written where nothing was measured. */
  readonly fill: number;
  /** Fields of every image directory, and of the first one only. */
  readonly common: readonly RawTag[];
  readonly first: readonly RawTag[];
}

export interface Level {
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly down: number;
}

export interface CogOptions {
  readonly scene: Scene;
  /** Of the scene; the output covers it at `scale` times the resolution. */
  readonly window: Window;
  readonly scale: number;
  /** Scene bands in the output's order. */
  readonly bands: readonly number[];
  /** Another type than the scene's, e.g. float32 for a standard deviation; floats then have NaN as nodata. */
  readonly sampleType?: SampleType;
  /** Replaces the band descriptions. */
  readonly descriptions?: readonly string[];
  /** Default: blockSizeFor the bands and the type. */
  readonly blockSize?: number;
  /** Provenance, added to GDAL_METADATA. The same job must give the same text: no time of day. */
  readonly metadata: Record<string, string>;
}

const largestBlock = 512;
const blockBytes = 16 * 2 ** 20;

/** Side of the largest blocks of at most 16 MiB, a power of two from 64 to 512. */
export function blockSizeFor(bands: number, type: SampleType): number {
  let side = largestBlock;
  while (side > 64 && side * side * bands * sampleBytes[type] > blockBytes) side /= 2;
  return side;
}

export function cogLayout({ scene, window, scale, bands, sampleType, descriptions, metadata, blockSize: given }: CogOptions): CogLayout {
  const type = sampleType ?? scene.sampleType;
  const width = window.width * scale;
  const height = window.height * scale;
  const blockSize = given ?? blockSizeFor(bands.length, type);

  const levels: Level[] = [];
  for (let w = width, h = height; ; w = Math.ceil(w / 2), h = Math.ceil(h / 2)) {
    levels.push({ width: w, height: h, across: Math.ceil(w / blockSize), down: Math.ceil(h / blockSize) });
    if (w <= blockSize && h <= blockSize) break;
  }

  const nodataText = sampleType !== undefined && isFloat(sampleType) ? "nan" : scene.tags.nodataText;
  const nodata = nodataOf(nodataText, type);
  const missing = nodata ?? 0;
  return {
    type, blockSize, levels, nodata, missing,
    bands: bands.map((band) => scene.bands[band]!.interpretation),
    hasMask: scene.hasMask,
    fill: nodata ?? (isFloat(type) ? NaN : 0),
    common: commonTags(scene, { bands, type, nodataText, own: sampleType === undefined }),
    first: firstTags(scene, { window, scale, bands, metadata, own: sampleType === undefined, ...(descriptions && { descriptions }) }),
  };
}

export function shorts(tag: number, values: readonly number[]): RawTag {
  return { tag, type: fieldType.short, count: values.length, bytes: new Uint8Array(Uint16Array.from(values).buffer) };
}

export function text(tag: number, value: string): RawTag {
  const bytes = new Uint8Array(Buffer.from(`${value}\0`, "utf8"));
  return { tag, type: fieldType.ascii, count: bytes.length, bytes };
}

interface Chosen {
  readonly bands: readonly number[];
  /** The samples are the scene's own quantity, not e.g. a deviation of it. */
  readonly own: boolean;
}

function photometricOf({ tags: { photometric: from } }: Scene, { bands, own }: Chosen): number {
  const leading = (count: number): boolean => bands.length >= count && bands.slice(0, count).every((band, i) => band === i);
  return from === 2 && leading(3) ? 2 : from === 5 && leading(4) ? 5 : from === 0 && own ? 0 : 1;
}

function commonTags(scene: Scene, { bands, type, nodataText, own }: Chosen & { type: SampleType; nodataText: string | undefined }): RawTag[] {
  const { tags, bands: all } = scene;
  const photometric = photometricOf(scene, { bands, own });
  const colors = photometric === 2 ? 3 : photometric === 5 ? 4 : 1;
  const extra = bands.slice(colors).map((band) => {
    if (all[band]!.interpretation !== "alpha") return 0;
    return tags.extraSamples[band - (all.length - tags.extraSamples.length)] === 1 ? 1 : 2;
  });
  const format = isFloat(type) ? 3 : type.startsWith("int") ? 2 : 1;
  return [
    shorts(258, bands.map(() => sampleBytes[type] * 8)),
    shorts(262, [photometric]),
    shorts(277, [bands.length]),
    shorts(317, [isFloat(type) ? 3 : 2]),
    ...(extra.length > 0 ? [shorts(338, extra)] : []),
    shorts(339, bands.map(() => format)),
    ...(nodataText === undefined || nodataText === "" ? [] : [text(42113, nodataText)]),
  ];
}

/** Colours that the photometric interpretation of the chosen bands does not tell, nor one of `items`. */
function colorItems(scene: Scene, chosen: Chosen, items: readonly MetadataItem[]): MetadataItem[] {
  const implied = photometricOf(scene, chosen) === 2 ? ["red", "green", "blue"] : ["gray"];
  return chosen.bands.flatMap((band, sample) => {
    const { interpretation } = scene.bands[band]!;
    const told = interpretation === "alpha" || interpretation === "undefined" || interpretation === implied[sample] || items.some((item) => item.sample === sample && item.role === "colorinterp");
    return told ? [] : [{ name: "COLORINTERP", sample, role: "colorinterp", value: `${interpretation[0]!.toUpperCase()}${interpretation.slice(1)}` }];
  });
}

function firstTags(
  scene: Scene,
  { window, scale, bands, metadata, descriptions, own }: Chosen & Pick<CogOptions, "window" | "scale" | "metadata" | "descriptions">,
): RawTag[] {
  const { tags, georeference } = scene;
  const added = { ...(tags.software && { SOURCE_SOFTWARE: tags.software }), ...metadata };
  const items = carriedMetadata(tags.metadata, bands, added, { keepValues: own })
    .filter(({ role }) => descriptions === undefined || role !== "description");
  items.push(...colorItems(scene, { bands, own }, items));
  descriptions?.forEach((value, sample) => items.push({ name: "DESCRIPTION", sample, role: "description", value }));
  const xml = formatMetadata(items);
  return [
    ...tags.verbatim.filter(({ tag }) => tags.photometric === 5 || (tag !== 332 && tag !== 333)),
    ...georeferenceTags(scaledGeoreference(georeference, window, scale)),
    text(305, "domain-sr"),
    ...(xml === undefined ? [] : [text(42112, xml)]),
  ];
}
