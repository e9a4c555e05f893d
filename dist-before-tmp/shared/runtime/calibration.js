/**
 * What multiplies the standard deviation of samples drawn at `preset` so that two of it cover the error of 95 % of the pixels, by the model's
 * card; undefined where that was not measured: few steps spread their samples less than many.
 */
export function calibrationOf(card, preset) {
    return card?.uncertainty?.factors[preset];
}
export function uncalibratedNote(preset) {
    return `the uncertainty is not calibrated at preset ${preset}: read it as where samples differ, not as the size of the error`;
}
//# sourceMappingURL=calibration.js.map