"use strict";
// One picture at a time.
for (const figure of document.querySelectorAll("[data-exploration=frames]")) {
  const pictures = [...figure.querySelectorAll(".picture")];
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: 1, max: pictures.length, value: 1 });
  slider.setAttribute("aria-label", "Which picture");
  const controls = document.createElement("p");
  controls.className = "controls";
  controls.append(slider);
  figure.querySelector(".pictures").before(controls);
  const update = () => pictures.forEach((picture, i) => { picture.hidden = i !== slider.value - 1; });
  slider.addEventListener("input", update);
  update();
}
