import { createHash } from "node:crypto";
import { pageScript } from "./page-script.js";
import { pageStyle } from "./page-style.js";
/**
 * The page as one HTML document. Its content security policy lets nothing run, load or connect but its own style, its own
 * script and the pictures beside it. Without a script all frames stand one below the other.
 */
export function renderPage(page) {
    const ids = page.sections.map(({ id }) => id);
    if (ids.some((id) => !/^[a-z][a-z0-9-]*$/.test(id)) || new Set(ids).size !== ids.length)
        throw new Error(`report page: expected different plain section ids, got ${ids.join(", ")}`);
    const style = pageStyle + page.sections.map(({ id, comparison }) => (comparison ? `#${id} img { aspect-ratio: ${comparison.aspect}; }\n` : "")).join("");
    const policy = `default-src 'none'; img-src 'self' file:; style-src '${hash(style)}'; script-src '${hash(pageScript)}'; base-uri 'none'; form-action 'none'`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${text(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(page.title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${text(page.title)}</h1>
<p class="lead">${text(page.lead)}</p>
</header>
<main>
${page.notices.map(notice).join("\n")}
${page.sections.length > 1 ? contents(page.sections) : ""}
${page.sections.map(section).join("\n")}
${page.tables.length > 0 ? `<section class="run">\n${page.tables.map(table).join("\n")}\n</section>` : ""}
</main>
<script>${pageScript}</script>
</body>
</html>
`;
}
function hash(source) {
    return `sha256-${createHash("sha256").update(source).digest("base64")}`;
}
function text(plain) {
    return plain.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
function notice({ tone, title, text: said }) {
    return `<aside class="notice ${tone}"><h2>${text(title)}</h2><p>${text(said)}</p></aside>`;
}
function contents(sections) {
    return `<nav aria-label="Contents"><ol>${sections.map(({ id, title }) => `<li><a href="#${id}">${text(title)}</a></li>`).join("")}</ol></nav>`;
}
function section({ id, title, text: said, comparison, tables }) {
    return `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${text(title)}</h2>
<p>${text(said)}</p>
${comparison && comparison.frames.length > 0 ? compared(id, comparison) : ""}
<div class="tables">
${tables.map(table).join("\n")}
</div>
</section>`;
}
const WIPE = -2;
const SIDE_BY_SIDE = -1;
function compared(id, { unit, panels, frames, first, wipe }) {
    const shown = panels.map((_, p) => p).filter((p) => frames.some(({ pictures }) => pictures[p] !== undefined));
    const views = [...(wipe ? [[WIPE, "Wipe"]] : []), [SIDE_BY_SIDE, "Side by side"], ...shown.map((p) => [p, panels[p].title])];
    const layer = (p) => (p === wipe?.left ? "under" : p === wipe?.right ? "over" : "");
    return `<div class="compare" data-first="${first}">
<div class="controls">
<label class="slide"${frames.length === 1 ? " hidden" : ""}><span>${text(unit)}</span><input type="range" min="0" max="${frames.length - 1}" value="${first}" step="1" aria-label="${text(unit)}"${frames.length === 1 ? " disabled" : ""}></label>
<output${frames.length === 1 ? " hidden" : ""}>${text(frames[first]?.label ?? "")}</output>
<fieldset class="views"><legend>Show</legend>${views
        .map(([view, title], v) => `<label><input type="radio" name="${id}-view" value="${view}"${v === 0 ? " checked" : ""}><span>${text(title)}</span></label>`)
        .join("")}</fieldset>
${wipe ? wiper(panels[wipe.left], panels[wipe.right]) : ""}
</div>
${frames.map(({ label, pictures }, f) => `<div class="frame of-${shown.length}" data-label="${text(label)}">\n<h3>${text(label)}</h3>\n${shown.map((p) => figure(panels[p], p, pictures[p], { first: f === first, layer: layer(p) })).join("\n")}\n</div>`).join("\n")}
<dl class="captions">${shown.map((p) => caption(panels[p])).join("")}</dl>
</div>`;
}
/** The divider's place in percent of the width, 0 all right and 100 all left. Hidden until the script lays the pictures over each other. */
function wiper(left, right) {
    return `<label class="wiper" hidden><span>${text(left.title)}</span><input type="range" min="0" max="100" value="50" step="1" aria-label="${text(`${left.title} to the left, ${right.title} to the right`)}"><span>${text(right.title)}</span></label>`;
}
function figure({ title }, p, picture, { first, layer }) {
    const image = picture
        ? `<a href="${text(picture.file)}"><img src="${text(picture.file)}" width="${picture.width}" height="${picture.height}" alt="${text(title)}"${first ? "" : ' loading="lazy"'}></a>`
        : `<p class="none">none</p>`;
    return `<figure data-panel="${p}"${layer === "" ? "" : ` class="${layer}"`}><figcaption>${text(title)}</figcaption>${image}</figure>`;
}
function caption({ title, caption: said, scale }) {
    const bar = scale ? `<span class="scale"><span>${text(scale.low)}</span><span class="bar ${scale.map}"></span><span>${text(scale.high)}</span><span>${text(scale.unit)}</span></span>` : "";
    return `<div><dt>${text(title)}</dt><dd>${text(said)}${bar}</dd></div>`;
}
function table({ title, head, rows }) {
    const row = (cells) => `<tr>${cells.map((cell, c) => (c === 0 ? `<th scope="row">${text(cell)}</th>` : `<td>${text(cell)}</td>`)).join("")}</tr>`;
    const top = head ? `<thead><tr>${head.map((cell) => `<th scope="col">${text(cell)}</th>`).join("")}</tr></thead>` : "";
    return `<div class="wide"><table><caption>${text(title)}</caption>${top}<tbody>${rows.map(row).join("")}</tbody></table></div>`;
}
//# sourceMappingURL=page-html.js.map