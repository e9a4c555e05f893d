import * as dimse from "./dimse-find.js";
import { retrieveSeries as retrieveByDimse } from "./dimse-retrieve.js";
import { store as storeByDimse } from "./dimse-store.js";
import { findInstances, findSeries, findStudies } from "./qido.js";
import { store } from "./stow.js";
import { retrieveSeries } from "./wado.js";
export function archive(place, call) {
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
//# sourceMappingURL=archive.js.map