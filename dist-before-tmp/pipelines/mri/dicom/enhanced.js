import { decimals, double, firstItem, terms, unsignedLongs } from "./attributes.js";
import { leaveOutMeaning, refuse } from "./classify.js";
import { isProcessed, placeOf, rescaleOf } from "./frame.js";
/** The frames of an Enhanced MR object from its functional groups (PS3.3 C.7.6.16, C.8.13.5); a frame's own group overrides the shared one. */
export function enhancedFrames(dataSet, count) {
    const shared = firstItem(dataSet, "x52009229");
    const items = dataSet.elements.x52009230?.items ?? [];
    if (items.length === 0 && shared === undefined)
        return refuse("an Enhanced object without functional groups: no geometry of its frames");
    if (items.length !== count)
        return refuse(`${count} frames, and functional groups for ${items.length}`);
    const whole = {
        type: terms(dataSet, "x00080008"), component: terms(dataSet, "x00089208")[0], technique: terms(dataSet, "x00089207")[0], processed: isProcessed(dataSet),
    };
    return items.map(({ dataSet: own }, index) => {
        const macro = (tag) => firstItem(own, tag) ?? firstItem(shared, tag);
        const frameType = macro("x00189226");
        const type = terms(frameType, "x00089007");
        const component = terms(frameType, "x00089208")[0] ?? whole.component;
        const technique = terms(frameType, "x00089207")[0] ?? whole.technique;
        const stated = type.length > 0 ? type : whole.type;
        const leaveOut = leaveOutMeaning({ type: stated, component, technique, processed: whole.processed });
        const echoTime = double(macro("x00189114"), "x00189082");
        const diffusion = macro("x00189117");
        const bValue = double(diffusion, "x00189087");
        return {
            index, ...placeOf(macro("x00209113"), macro("x00209116"), macro("x00289110")), ...rescaleOf(macro("x00289145")),
            ...(echoTime !== undefined && { echoTime }), ...(bValue !== undefined && { bValue }),
            kind: [...stated, component ?? ""].join("\\"), apart: apartOf(macro, diffusion), ...(leaveOut && { leaveOut }),
        };
    });
}
function apartOf(macro, diffusion) {
    const apart = {};
    const put = (name, value) => {
        if (value !== undefined && value !== "")
            apart[name] = String(value).slice(0, 64);
    };
    const content = macro("x00209111");
    put("time", unsignedLongs(content, "x00209128")[0]);
    put("cardiac phase", double(macro("x00189118"), "x00209153"));
    if ((content?.elements.x00209156?.length ?? 0) >= 2)
        put("acquisition", content.uint16("x00209156"));
    const gradient = firstItem(diffusion, "x00189076");
    if (gradient !== undefined)
        put("diffusion direction", [0, 1, 2].map((axis) => double(gradient, "x00189089", axis) ?? 0).join("\\"));
    put("diffusion directionality", terms(diffusion, "x00189075")[0]);
    put("inversion time", double(macro("x00189115"), "x00189079"));
    put("flip angle", decimals(macro("x00189112"), "x00181314")?.[0]);
    put("repetition time", decimals(macro("x00189112"), "x00180080")?.[0]);
    put("stack", content?.string("x00209056")?.trim());
    unsignedLongs(content, "x00209157").forEach((value, i) => put(`dimension ${i + 1}`, value));
    put("acquisition time", content?.string("x00189074")?.trim());
    return apart;
}
//# sourceMappingURL=enhanced.js.map