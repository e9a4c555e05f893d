import * as dimse from "./dimse-find.js";
import { retrieveSeries as retrieveByDimse } from "./dimse-retrieve.js";
import { store as storeByDimse } from "./dimse-store.js";
import type { Place } from "./place.js";
import { findInstances, findSeries, findStudies, type Call, type FoundSeries, type FoundStudy } from "./qido.js";
import type { StudyQuery } from "./query.js";
import { store, type Outgoing, type Stored } from "./stow.js";
import { retrieveSeries, type Retrieved } from "./wado.js";

export interface SeriesUids {
  readonly studyUid: string;
  readonly seriesUid: string;
}

/** What pulling and pushing ask of a PACS, whatever it speaks. */
export interface Archive {
  findStudies(query: StudyQuery): Promise<FoundStudy[]>;
  findSeries(studyUid: string): Promise<FoundSeries[]>;
  /** SOP Instance UIDs. */
  findInstances(series: SeriesUids): Promise<string[]>;
  /** Into `folder`, files named by incoming.ts. */
  retrieveSeries(series: SeriesUids, folder: string): Promise<Retrieved>;
  store(files: readonly Outgoing[]): Promise<Stored>;
}

export function archive(place: Place, call: Call): Archive {
  if (place.protocol === "dimse") {
    return {
      findStudies: (query) => dimse.findStudies(place, query, call),
      findSeries: (studyUid) => dimse.findSeries(place, studyUid, call),
      findInstances: async (series) => (await dimse.findInstances(place, series, call)).map(({ sopInstanceUid }) => sopInstanceUid),
      retrieveSeries: (series, folder) => retrieveByDimse(place, series, folder, call),
      store: (files) => storeByDimse(place, files, call),
    };
  }
  return {
    findStudies: (query) => findStudies(place, query, call),
    findSeries: (studyUid) => findSeries(place, studyUid, call),
    findInstances: (series) => findInstances(place, series, call),
    retrieveSeries: (series, folder) => retrieveSeries(place, series, folder, call),
    store: (files) => store(place, files, call),
  };
}
