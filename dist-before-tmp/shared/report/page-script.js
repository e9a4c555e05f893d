/**
 * What runs in a report page: the slider of each comparison shows one frame, the choice beside it one panel, all, or two that a
 * divider wipes between, and `#<section>-<n>` opens the n-th frame. Plain JavaScript; it touches nothing outside the page.
 */
export const pageScript = `
"use strict";
for (const compare of document.querySelectorAll(".compare")) {
  const section = compare.closest("section");
  const frames = [...compare.querySelectorAll(".frame")];
  const slider = compare.querySelector("input[type=range]");
  const label = compare.querySelector("output");
  const views = [...compare.querySelectorAll("input[type=radio]")];
  const wiper = compare.querySelector(".wiper");
  const divider = wiper && wiper.querySelector("input");
  const wiping = (frame) => Number(views.find((radio) => radio.checked).value) === -2 && frame.querySelectorAll(".under img, .over img").length === 2;
  const wipe = () => {
    compare.style.setProperty("--wipe", divider.value + "%");
    divider.setAttribute("aria-valuetext", divider.value + " %");
  };
  const show = () => {
    const open = Number(slider.value);
    const view = Number(views.find((radio) => radio.checked).value);
    frames.forEach((frame, f) => {
      frame.hidden = f !== open;
      frame.classList.toggle("single", view >= 0);
      frame.classList.toggle("wiping", wiping(frame));
      for (const figure of frame.querySelectorAll("figure")) figure.hidden = view >= 0 && Number(figure.dataset.panel) !== view;
    });
    if (wiper) wiper.hidden = !wiping(frames[open]);
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
  if (wiper) {
    divider.addEventListener("input", wipe);
    for (const frame of frames) {
      const over = frame.querySelector(".over img");
      const drag = (event) => {
        if (!frame.classList.contains("wiping") || event.buttons !== 1) return;
        const { left, width } = over.getBoundingClientRect();
        divider.value = String(Math.round((100 * (event.clientX - left)) / width));
        wipe();
      };
      for (const figure of frame.querySelectorAll(".under, .over")) {
        figure.addEventListener("pointerdown", drag);
        figure.addEventListener("pointermove", drag);
        figure.addEventListener("dragstart", (event) => frame.classList.contains("wiping") && event.preventDefault());
        figure.addEventListener("click", (event) => frame.classList.contains("wiping") && event.preventDefault());
      }
    }
    wipe();
  }
  addEventListener("hashchange", follow);
  show();
  follow();
}
const missing = (image) => image.closest("figure").classList.add("missing");
document.addEventListener("error", (event) => event.target.tagName === "IMG" && missing(event.target), true);
for (const image of document.images) if (image.complete && image.naturalWidth === 0 && image.loading !== "lazy") missing(image);
`;
//# sourceMappingURL=page-script.js.map