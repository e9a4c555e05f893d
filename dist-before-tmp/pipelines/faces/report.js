/** Said wherever a result is. */
export const notice = "Restored faces are partly made up by a network: they are not evidence of what a person looks like or who they are.";
/** A few lines for a person. `places` are the results' paths, as they are printed. */
export function summary({ photos, seconds }, places) {
    const lines = photos.flatMap((photo, i) => {
        if (photo.outcome === "failed")
            return [`failed   ${photo.problem}`];
        const { width, height } = photo.output;
        return [
            `${photo.outcome.padEnd(7)}  ${places[i]}: ${width}x${height}, ${faceCount(photo.faces)}, ${plural(photo.networkCalls, "network call")}`,
            ...photo.faces.map((face) => `         ${faceLine(face)}`),
            ...(photo.outcome === "done" ? [...photo.notes.map((note) => `note     ${note}`), ...photo.warnings.map((warning) => `warning  ${warning}`)] : []),
        ];
    });
    const of = (outcome) => photos.filter((photo) => photo.outcome === outcome).length;
    const counts = [`${of("done")} restored`, ...(of("skipped") > 0 ? [`${of("skipped")} done before`] : []), ...(of("failed") > 0 ? [`${of("failed")} failed`] : [])];
    lines.push(`${counts.join(", ")} in ${seconds.toFixed(1)} s. ${notice}`);
    return lines.join("\n");
}
function faceLine({ index, nativeSide, action, reason, seconds, consistency, identity }) {
    const side = `${Math.round(nativeSide)} px across`;
    if (action === "skipped")
        return `face ${index}: skipped, ${reason}`;
    const parts = [`face ${index}: ${action}`, side];
    if (consistency)
        parts.push(`differs from the input by ${short(consistency.residual)} levels after a blur of ${short(consistency.blur)} px (its noise: ${short(consistency.noise)})`);
    if (identity)
        parts.push(`samples agree to ${short(identity.agreement)}${identity.varies ? ": THE IDENTITY VARIES" : ""}`);
    if (seconds !== undefined)
        parts.push(`${seconds.toFixed(1)} s`);
    return parts.join(", ");
}
/** "2 of 3 faces restored". */
export function faceCount(faces) {
    const restored = faces.filter(({ action }) => action !== "skipped").length;
    return `${restored === faces.length ? plural(restored, "face") : `${restored} of ${plural(faces.length, "face")}`} restored`;
}
export function plural(n, one) {
    return `${n} ${one}${n === 1 ? "" : "s"}`;
}
/** Three significant digits. */
export function short(v) {
    return Number(v.toPrecision(3)).toString();
}
//# sourceMappingURL=report.js.map