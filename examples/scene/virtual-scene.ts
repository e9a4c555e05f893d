import { formatMetadata, type MetadataItem } from "../../pipelines/remote-sensing/tiff-metadata.js";
import type { Band, Georeference, RasterBlock, SampleType, Scene, Window } from "../../pipelines/remote-sensing/raster.js";

export interface VirtualScene {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly sampleType: SampleType;
  readonly bands: readonly Band[];
  readonly georeference: Georeference;
  readonly nodata?: number;
  /** The numbers of band `b` in a window, row-major, and which of them were measured. */
  readonly band: (b: number, window: Window) => { readonly values: Float64Array; readonly valid: Uint8Array };
}

/** A scene whose pixels are computed when they are asked for. */
export function virtualScene({ band, nodata, ...scene }: VirtualScene): Scene {
  const metadata = formatMetadata(scene.bands.flatMap(described));
  const colors = scene.bands.length >= 3 ? 3 : 1;
  return {
    ...scene,
    nodata,
    hasMask: false,
    blockWidth: 256,
    blockHeight: 256,
    tags: {
      photometric: colors === 3 ? 2 : 1,
      extraSamples: scene.bands.slice(colors).map(() => 0),
      verbatim: [],
      ...(metadata === undefined ? {} : { metadata }),
      ...(nodata === undefined ? {} : { nodataText: String(nodata) }),
    },
    async read(window, bands = scene.bands.map((_, b) => b)): Promise<RasterBlock> {
      const read = bands.map((b) => band(b, window));
      return { window, bands: read.map(({ values }) => values), valid: read.map(({ valid }) => valid) };
    },
    close: async () => {},
  };
}

function described({ description, scale, offset }: Band, sample: number): MetadataItem[] {
  const items = { description, scale, offset };
  return Object.entries(items).flatMap(([role, value]) => (value === undefined ? [] : [{ name: role.toUpperCase(), role, sample, value: String(value) }]));
}

/** North up, square pixels, in WGS 84 / UTM zone `zone` north; (x, y) is the outer corner of the first pixel. */
export function utm({ zone, x, y, pixel }: { zone: number; x: number; y: number; pixel: number }): Georeference {
  const epsg = 32600 + zone;
  const citation = `WGS 84 / UTM zone ${zone}N|`;
  return {
    // version 1.1.0; projected, pixel is area, citation, CRS, metres
    geoKeys: {
      directory: Uint16Array.of(1, 1, 0, 5, 1024, 0, 1, 1, 1025, 0, 1, 1, 1026, 34737, citation.length, 0, 3072, 0, 1, epsg, 3076, 0, 1, 9001),
      ascii: new Uint8Array(Buffer.from(`${citation}\0`, "latin1")),
    },
    epsg,
    pixelIsPoint: false,
    pixelScale: [pixel, pixel, 0],
    tiePoints: [0, 0, 0, x, y, 0],
    transform: [pixel, 0, x, 0, -pixel, y],
  };
}
