import { gradient } from "./page-picture.js";
const maps = ["grey", "difference", "spread"];
/** The style of a report page: its own fonts and colours, light and dark, from a phone's width to a wide screen. */
export const pageStyle = `
:root { color-scheme: light dark; --back: #fbfbfa; --text: #1b1d1f; --soft: #5c6166; --line: #d7dadd; --plate: #0b0c0d; --accent: #0b5cad; --warn: #8a3b00; --warn-back: #fff3e6; --note-back: #eef4fb; }
@media (prefers-color-scheme: dark) { :root { --back: #16181a; --text: #e8eaec; --soft: #a3a9af; --line: #363b40; --plate: #000; --accent: #79b4f2; --warn: #ffb878; --warn-back: #33230f; --note-back: #1a2633; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
header, main { max-width: 1600px; margin: 0 auto; padding: 0 clamp(12px, 2.5vw, 40px); }
header { padding-top: 28px; }
main { padding-bottom: 60px; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 4px; }
h3 { grid-column: 1 / -1; font-size: 1rem; font-weight: 600; margin: 0; }
p { margin: 0 0 12px; max-width: 80ch; }
.lead { color: var(--soft); }
a { color: var(--accent); }
.notice { border-left: 4px solid var(--accent); background: var(--note-back); padding: 12px 16px; margin: 12px 0; border-radius: 0 6px 6px 0; }
.notice h2 { font-size: 1rem; }
.notice p { margin: 0; max-width: 100ch; }
.notice.warning { border-color: var(--warn); background: var(--warn-back); }
.notice.warning h2 { color: var(--warn); }
nav ol { padding-left: 1.4em; }
main > section { border-top: 1px solid var(--line); padding-top: 24px; margin-top: 28px; scroll-margin-top: 8px; }
.controls { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: 6px 20px; padding: 8px 0; background: var(--back); }
.slide { display: flex; align-items: center; gap: 10px; flex: 1 1 320px; max-width: 700px; }
.slide input { flex: 1; min-width: 120px; height: 28px; accent-color: var(--accent); }
.slide span, legend { color: var(--soft); }
.wiper { display: flex; align-items: center; gap: 10px; flex: 1 1 100%; max-width: 700px; }
.wiper input { flex: 1; min-width: 120px; height: 28px; accent-color: var(--accent); }
.slide[hidden], .wiper[hidden] { display: none; }
output { font-variant-numeric: tabular-nums; min-width: 12ch; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px; align-items: center; }
legend { float: left; margin-right: 6px; padding: 0; }
.views label { position: relative; }
.views input { position: absolute; opacity: 0; inset: 0; margin: 0; cursor: pointer; }
.views span { display: block; padding: 3px 10px; border: 1px solid var(--line); border-radius: 999px; }
.views input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--back); }
.views input:focus-visible + span, .slide input:focus-visible, .wiper input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.frame { display: grid; gap: 10px; margin: 0 0 12px; grid-template-columns: minmax(0, 1fr); }
.frame.of-2 { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.frame.of-3 { grid-template-columns: repeat(3, minmax(0, 1fr)); }
.frame.of-4 { grid-template-columns: repeat(4, minmax(0, 1fr)); }
.frame[hidden], figure[hidden], .driven h3 { display: none; }
.frame.single { grid-template-columns: minmax(0, min(100%, 86vh)); }
.frame.wiping { grid-template-columns: minmax(0, min(100%, 80vh)); }
.frame.wiping.of-3 { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.frame.wiping.of-4 { grid-template-columns: repeat(3, minmax(0, 1fr)); }
.wiping .under, .wiping .over { grid-area: 1 / 1; touch-action: pan-y; }
.wiping .over figcaption { text-align: right; }
.wiping .over img { clip-path: inset(0 0 0 var(--wipe)); }
.wiping .over a { display: block; position: relative; cursor: ew-resize; }
.wiping .over a::after { content: ""; position: absolute; inset: 0 auto 0 var(--wipe); width: 2px; margin-left: -1px; background: var(--accent); box-shadow: 0 0 0 1px var(--back); }
figure { margin: 0; min-width: 0; }
figcaption { font-size: .9rem; font-weight: 600; padding-bottom: 2px; }
img { display: block; width: 100%; height: auto; background: var(--plate); border-radius: 3px; }
.missing::after { content: "picture missing"; }
.missing::after, .none { display: block; color: var(--soft); font-size: .9rem; }
.captions { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 8px 20px; margin: 0 0 20px; font-size: .9rem; }
dt { font-weight: 600; }
dd { margin: 0; color: var(--soft); }
.scale { display: flex; align-items: center; gap: 8px; margin-top: 4px; color: var(--text); font-variant-numeric: tabular-nums; }
.bar { flex: 1; max-width: 160px; height: 12px; border: 1px solid var(--line); border-radius: 2px; }
${maps.map((map) => `.bar.${map} { background: ${gradient(map)}; }`).join("\n")}
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 16px 32px; align-items: start; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; font-weight: 600; padding-bottom: 4px; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-top: 1px solid var(--line); font-weight: 400; overflow-wrap: anywhere; }
tbody th { color: var(--soft); min-width: 9em; }
thead th { color: var(--soft); border-top: 0; }
td { font-variant-numeric: tabular-nums; }
@media (max-width: 760px) { .frame.wiping.of-4 { grid-template-columns: repeat(2, minmax(0, 1fr)); } .frame.of-3, .frame.of-4 { grid-template-columns: repeat(2, minmax(0, 1fr)); } h1 { font-size: 1.4rem; } }
@media print { .controls { display: none; } .frame { break-inside: avoid; } }
`;
//# sourceMappingURL=page-style.js.map