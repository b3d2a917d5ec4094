"use strict";
// One picture, or one matrix, at a time.
for (const figure of document.querySelectorAll("[data-exploration=frames]")) {
  const pictures = [...figure.querySelectorAll(".picture")];
  const kind = figure.querySelector("img") ? "Picture" : "Step";
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: 1, max: pictures.length, value: 1 });
  const said = document.createElement("span");
  const label = document.createElement("label");
  label.className = "controls";
  label.append(said, slider);
  figure.querySelector(".pictures").before(label);
  const update = () => {
    pictures.forEach((picture, i) => { picture.hidden = i !== slider.value - 1; });
    said.textContent = `${kind} ${slider.value} of ${pictures.length}`;
    slider.setAttribute("aria-valuetext", said.textContent);
  };
  slider.addEventListener("input", update);
  update();
}
