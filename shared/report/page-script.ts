/**
 * What runs in a report page: the slider of each comparison shows one frame, the choice beside it one panel or all, and
 * `#<section>-<n>` opens the n-th frame. Plain JavaScript; it touches nothing outside the page.
 */
export const pageScript = `
"use strict";
for (const compare of document.querySelectorAll(".compare")) {
  const section = compare.closest("section");
  const frames = [...compare.querySelectorAll(".frame")];
  const slider = compare.querySelector("input[type=range]");
  const label = compare.querySelector("output");
  const views = [...compare.querySelectorAll("input[type=radio]")];
  const show = () => {
    const open = Number(slider.value);
    const view = Number(views.find((radio) => radio.checked).value);
    frames.forEach((frame, f) => {
      frame.hidden = f !== open;
      frame.classList.toggle("single", view >= 0);
      for (const figure of frame.querySelectorAll("figure")) figure.hidden = view >= 0 && Number(figure.dataset.panel) !== view;
    });
    label.textContent = frames[open].dataset.label;
    slider.setAttribute("aria-valuetext", frames[open].dataset.label);
    for (const near of [frames[open - 1], frames[open + 1]]) {
      for (const image of near ? near.querySelectorAll("img") : []) image.loading = "eager";
    }
  };
  const follow = () => {
    const match = /^#(.+)-(\\d+)$/.exec(location.hash);
    if (!match || match[1] !== section.id) return;
    slider.value = String(Number(match[2]) - 1);
    show();
    section.scrollIntoView();
  };
  compare.classList.add("driven");
  slider.addEventListener("input", show);
  slider.addEventListener("change", () => history.replaceState(null, "", "#" + section.id + "-" + (Number(slider.value) + 1)));
  for (const radio of views) radio.addEventListener("change", show);
  addEventListener("hashchange", follow);
  show();
  follow();
}
const missing = (image) => image.closest("figure").classList.add("missing");
document.addEventListener("error", (event) => event.target.tagName === "IMG" && missing(event.target), true);
for (const image of document.images) if (image.complete && image.naturalWidth === 0 && image.loading !== "lazy") missing(image);
`;
