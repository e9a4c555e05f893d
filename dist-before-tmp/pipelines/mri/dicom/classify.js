export const skip = (reason) => ({ outcome: "skipped", reason });
export const refuse = (reason) => ({ outcome: "refused", reason });
const storage = "1.2.840.10008.5.1.4.1.1.";
export const mrImage = `${storage}4`;
const enhancedMr = `${storage}4.1`;
const legacyConvertedMr = `${storage}4.4`;
export const mediaDirectory = "1.2.840.10008.1.3.10";
/** Classes by the part of the UID behind 1.2.840.10008.5.1.4.1.1 (PS3.4 B.5); the longest that matches names it. */
const classNames = [
    ["1", "an X-ray image"], ["2", "a CT image"], ["3", "an ultrasound image"], ["6", "an ultrasound image"], ["7", "a secondary capture"],
    ["9", "a waveform"], ["11", "a presentation state"], ["12", "an X-ray image"], ["13", "an X-ray image"], ["14", "an OCT image"],
    ["20", "a nuclear medicine image"], ["30", "a parametric map"], ["66", "raw data"], ["66.1", "a spatial registration"], ["66.2", "spatial fiducials"],
    ["66.3", "a deformable registration"], ["66.4", "a segmentation"], ["66.5", "a surface segmentation"], ["66.6", "tractography results"],
    ["67", "a real-world value mapping"], ["68", "a surface"], ["77", "a visible-light image"], ["78", "eye measurements"], ["79", "eye measurements"],
    ["80", "eye measurements"], ["81", "eye measurements"], ["82", "eye measurements"], ["88", "a structured report"], ["104", "an encapsulated document"],
    ["128", "a PET image"], ["128.1", "a PET image"], ["130", "a PET image"], ["131", "a display structure"], ["481", "a radiotherapy object"],
    ["4.2", "MR spectroscopy"], ["4.3", "a colour MR image"],
];
/** Whether images of this class are read at all. */
export function isMrImage(sopClass) {
    return sopClass === mrImage || isEnhanced(sopClass);
}
export function isEnhanced(sopClass) {
    return sopClass === enhancedMr || sopClass === legacyConvertedMr;
}
/** Undefined for the classes that are read. */
export function leaveOutClass(sopClass) {
    if (sopClass === undefined || sopClass === "")
        return skip("DICOM without a SOP class: no image");
    if (isMrImage(sopClass))
        return undefined;
    if (sopClass === mediaDirectory)
        return skip("a DICOMDIR");
    const tail = sopClass.startsWith(storage) ? sopClass.slice(storage.length) : undefined;
    const named = tail === undefined ? [] : classNames.filter(([prefix]) => tail === prefix || tail.startsWith(`${prefix}.`));
    const name = named.sort((a, b) => b[0].length - a[0].length)[0]?.[1];
    const other = /^1\.2\.840\.10008(\.\d{1,4}){1,10}$/.test(sopClass) ? `an object of SOP class ${sopClass}` : "an object of a private SOP class";
    return skip(name === undefined ? `${other}, not an MR image` : `${name}, not an MR image`);
}
const set = (text) => new Set(text.split(",").map((term) => term.trim()));
const localizers = set("LOCALIZER, SCOUT, SURVEY");
const phases = set("P, PHASE, PHASE MAP, PHASE_MAP, PHASEMAP, PHASE DIFFERENCE, P_SE, P_FFE, P_IR, P_PCA");
const reals = set("R, REAL, R_SE, R_FFE, R_IR");
const imaginaries = set("I, IMAGINARY, I_SE, I_FFE, I_IR");
const maps = set(`ADC, ADC_MAP, ADC MAP, EADC, EXP, FA, FA_MAP, FRACTIONAL ANISOTROPY, COLFA, TENSOR, TENSOR_B0, TRACE, TRACEW, ISOTROPIC, T1 MAP, T1_MAP, T2 MAP,
  T2_MAP, T2* MAP, T2STAR MAP, T2_STAR MAP, T2_STAR_MAP, R2 MAP, R2_MAP, R2* MAP, R2STAR MAP, R2_STAR MAP, R2_STAR_MAP, B0, B0 MAP, B0_MAP, B0MAP,
  FIELD MAP, FIELD_MAP, FIELDMAP, B1, B1 MAP, B1_MAP, CBF, RCBF, RELCBF, CBV, RCBV, RELCBV, MTT, RELMTT, TTP, TMAX, PBP, GBP, KTRANS, ASL,
  METABOLITE_MAP, VELOCITY, VELOCITY MAP, TEMPERATURE, FAT_FRACTION, FAT FRACTION, FATFRACTION, FF, STIFFNESS, ELASTOGRAM, T_MAP, T-MAP, TMAP, ZMAP,
  Z_MAP, STD_DEVIATION, SUBTRACTION, SUB, DIVISION, QUANTITY`);
const projections = set("MIP, MAX_IP, MIN_IP, MINIP, MNIP, PROJECTION IMAGE, PROJECTION, VOLUME_RENDER, VOLUME RENDERING, VRT, SURFACE_RENDER, THICK");
const reformats = set("MPR, CURVED_MPR, CPR, REFORMATTED, CSA MPR");
const screens = set("SCREEN SAVE, SCREENSAVE, CSA REPORT, CSA RESULT, REPORT, CSA BLACK IMAGE, POSTPROC");
/** What this software's results and their deviations are left out as: restoring them again would be a guess upon a guess. */
export const resampledImage = skip("a result of resampling or restoration");
export const deviationMap = skip("a derived map (STD_DEVIATION)");
/** Undefined for a magnitude image that was measured (or derived without becoming a map, a projection or a reformat). */
export function leaveOutMeaning({ type, component, technique, processed }) {
    const details = type.slice(2);
    const found = (terms) => details.find((term) => terms.has(term));
    const derived = type[0] === "DERIVED";
    if (found(localizers) !== undefined)
        return skip("a localizer");
    if (found(screens) !== undefined)
        return skip("a screen or a report kept as an image");
    if (details.includes("MOSAIC"))
        return refuse("a mosaic of slices in one image; export it with one frame for each slice");
    const map = found(maps) ?? (type[3] === "PERFUSION" && component !== "MAGNITUDE" ? "PERFUSION" : undefined) ?? (type[3] === "DIFFUSION" ? "DIFFUSION" : undefined);
    if (map === "STD_DEVIATION")
        return deviationMap;
    if (map !== undefined)
        return skip(`a derived map (${map})`);
    if (component === "PHASE" || found(phases) !== undefined)
        return skip("phase images");
    if (component === "REAL" || found(reals) !== undefined)
        return skip("real-part images");
    if (component === "IMAGINARY" || found(imaginaries) !== undefined)
        return skip("imaginary-part images");
    if (component !== undefined && component !== "MAGNITUDE")
        return refuse("the frames do not say whether they are magnitude or phase");
    const made = technique !== undefined && technique !== "NONE" && technique !== "MIXED" ? technique : undefined;
    const projected = found(projections) ?? (made !== undefined && projections.has(made) ? made : undefined);
    if (projected !== undefined)
        return skip(`a projection or rendering of a volume (${projected})`);
    if (processed || details.includes("RESAMPLED"))
        return resampledImage; // the fourth value, of multi-frame objects (C.8.16.1.4)
    const reformatted = (derived ? found(reformats) : undefined) ?? (made !== undefined && reformats.has(made) ? made : undefined);
    if (reformatted !== undefined)
        return skip(`a reformat, interpolated from other slices (${reformatted})`);
    return undefined;
}
//# sourceMappingURL=classify.js.map