"use strict";
// The sum of the first k layers, rebuilt where k moves.
for (const figure of document.querySelectorAll("[data-exploration=layers]")) {
  const data = JSON.parse(figure.querySelector("script").textContent);
  const { rows, columns, steps, quality, values } = data;
  const bytes = Uint8Array.from(atob(data.layers), (c) => c.charCodeAt(0));
  const integers = new Int8Array(bytes.buffer);
  const sum = new Float32Array(rows * columns);
  const error = () => pictureOf((i) => 128 + 4 * (goal[i] - sum[i]));
  let shown = 0;

  // Only the layers between the old number and the new one are added, or taken away.
  const moveTo = (k) => {
    const sign = k > shown ? 1 : -1;
    for (let layer = Math.min(k, shown); layer < Math.max(k, shown); layer++) {
      const start = layer * (rows + columns);
      for (let i = 0; i < rows; i++) {
        const factor = sign * steps[layer] * integers[start + i];
        const row = i * columns;
        for (let j = 0; j < columns; j++) sum[row + j] += factor * integers[start + rows + j];
      }
    }
    shown = k;
  };
  const canvas = (label) => {
    const element = document.createElement("canvas");
    element.width = columns; element.height = rows;
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", label);
    return element;
  };
  const pictureOf = (level) => {
    const image = new ImageData(columns, rows);
    for (let i = 0; i < rows * columns; i++) {
      const grey = level(i);
      image.data[4 * i] = image.data[4 * i + 1] = image.data[4 * i + 2] = grey;
      image.data[4 * i + 3] = 255;
    }
    return image;
  };
  // All layers that the page carries stand for the picture, to show what is still missing of it.
  moveTo(steps.length);
  const goal = sum.slice();
  sum.fill(0); shown = 0;

  const [left, right] = [canvas("The sum of the layers"), canvas("What the other layers of this figure add, four times enlarged")];
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: 0, max: steps.length, value: data.start });
  slider.setAttribute("aria-label", "k, the number of layers");
  const number = document.createElement("input");
  Object.assign(number, { type: "number", min: 0, max: steps.length, value: data.start });
  number.setAttribute("aria-label", "k, as a number");
  const readout = figure.querySelector(".readout");
  readout.setAttribute("aria-live", "polite");
  const size = figure.querySelector("script").textContent.length;

  const spectrum = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  spectrum.setAttribute("viewBox", "0 0 640 90");
  spectrum.setAttribute("role", "img");
  spectrum.setAttribute("aria-label", "The singular values on a logarithmic axis, with the place of k");
  const positive = values.filter((value) => value > 0);
  const top = Math.log(positive[0] || 1);
  const span = Math.max(top - Math.log(positive[positive.length - 1] || 1), 1e-9);
  const place = (i) => [10 + 620 * i / Math.max(values.length - 1, 1), 8 + 74 * (top - Math.log(positive[Math.min(i, positive.length - 1)] || 1)) / span];
  const path = positive.map((_, i) => (i ? "L" : "M") + place(i).map((x) => x.toFixed(1)).join(" ")).join("");
  spectrum.innerHTML = `<g class="series s0"><path class="line" d="${path}"/></g><g class="series s1"><circle class="mark" r="6"/></g>`;
  const dot = spectrum.querySelector("circle");

  const update = (k) => {
    k = Math.min(Math.max(Math.round(k) || 0, 0), steps.length);
    moveTo(k);
    left.getContext("2d").putImageData(pictureOf((i) => sum[i]), 0, 0);
    right.getContext("2d").putImageData(error(), 0, 0);
    const numbers = k * (rows + 1 + columns);
    const grouped = String(numbers).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
    const rate = (100 * numbers / (rows * columns)).toFixed(2);
    const decibels = quality[k] === null ? "nothing missing" : quality[k].toFixed(2) + " dB";
    readout.textContent = `k = ${k}: ${grouped} numbers, ${rate} %, ${decibels}. `
      + `The ${steps.length} layers of this figure take ${Math.ceil(size / 1024)} KiB of the page, in 8 bits a number.`;
    const [x, y] = place(Math.max(k - 1, 0));
    dot.setAttribute("cx", x); dot.setAttribute("cy", y);
    slider.value = number.value = k;
    figure.dataset.k = k;
  };
  slider.addEventListener("input", () => update(+slider.value));
  number.addEventListener("change", () => update(+number.value));
  figure.querySelector(".row").replaceChildren(left, right);
  const controls = document.createElement("p");
  controls.className = "controls";
  controls.append("Layers, k = ", number, slider);
  readout.before(controls, spectrum);
  update(data.start);
}
