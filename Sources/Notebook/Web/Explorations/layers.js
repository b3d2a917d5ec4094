"use strict";
// The sum of the first k layers, rebuilt where k moves, and what is still missing of the picture.
for (const figure of document.querySelectorAll("[data-exploration=layers]")) {
  const data = JSON.parse(figure.querySelector("script").textContent);
  const { rows, columns, steps, quality, values } = data;
  const bytes = Uint8Array.from(atob(data.layers), (c) => c.charCodeAt(0));
  const integers = new Int8Array(bytes.buffer);
  const sum = new Float32Array(rows * columns);
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
  const make = (name, attributes) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const images = figure.querySelectorAll("img");
  const captions = figure.querySelectorAll(".row figcaption");
  const context = ["The sum of the first k layers", "The picture less this sum"].map((label, i) => {
    const canvas = make("canvas", { width: columns, height: rows, role: "img", "aria-label": label });
    canvas.style.cssText = images[i].style.cssText;
    images[i].replaceWith(canvas);
    return canvas.getContext("2d");
  });
  const pixels = new ImageData(columns, rows);
  pixels.data.fill(255);
  const paint = (i, colour) => {
    for (let p = 0; p < rows * columns; p++) colour(p, pixels.data, 4 * p);
    context[i].putImageData(pixels, 0, 0);
  };

  // The picture itself, from the image that stands there without this script.
  let goal = null;
  images[1].decode().then(() => {
    context[1].drawImage(images[1], 0, 0);
    const found = context[1].getImageData(0, 0, columns, rows).data;
    goal = Float32Array.from(sum, (_, p) => found[4 * p]);
    showError();
  }, () => {});
  const showError = () => {
    if (!goal) return;
    let [largest, squares] = [0, 0];
    for (let p = 0; p < sum.length; p++) {
      const error = Math.abs(goal[p] - sum[p]);
      largest = Math.max(largest, error);
      squares += error * error;
    }
    // A few points are far off; for their sake the others need not be pale.
    const end = Math.min(largest, 3 * Math.sqrt(squares / sum.length));
    // Blue below zero, grey at it, orange above it, as in all pictures of differences.
    paint(1, (p, out, o) => {
      const place = Math.min(Math.max((goal[p] - sum[p]) / (end || 1), -1), 1);
      const share = Math.abs(place);
      out[o] = 221 + share * ((place < 0 ? 20 : 190) - 221);
      out[o + 1] = 221 + share * ((place < 0 ? 70 : 80) - 221);
      out[o + 2] = 221 + share * ((place < 0 ? 160 : 0) - 221);
    });
    captions[1].textContent = `The picture less this sum: blue −${end.toFixed(0)}, grey 0, orange ${end.toFixed(0)}`;
    figure.dataset.end = end.toFixed(2);
  };

  const slider = make("input", { type: "range", min: 0, max: steps.length, value: data.start, "aria-label": "k, the number of layers" });
  const number = make("input", { type: "number", min: 0, max: steps.length, value: data.start, "aria-label": "k, as a number" });
  const readout = figure.querySelector(".readout");
  readout.setAttribute("aria-live", "polite");
  const size = Math.ceil(figure.querySelector("script").textContent.length / 1024);

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
    paint(0, (p, out, o) => { out[o] = out[o + 1] = out[o + 2] = sum[p]; });
    showError();
    captions[0].textContent = k === 1 ? "The first layer" : `The sum of the first ${k} layers`;
    const numbers = k * (rows + 1 + columns);
    const grouped = String(numbers).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
    const rate = (100 * numbers / (rows * columns)).toFixed(2);
    const decibels = quality[k] === null ? "nothing missing" : quality[k].toFixed(2) + " dB";
    const what = `k = ${k}: ${grouped} numbers, ${rate} %, ${decibels}`;
    slider.setAttribute("aria-valuetext", what);
    readout.textContent = `${what}. The ${steps.length} layers of this figure take ${size} KiB of the page, in 8 bits a number.`;
    const [x, y] = place(Math.max(k - 1, 0));
    dot.setAttribute("cx", x); dot.setAttribute("cy", y);
    slider.value = number.value = k;
    figure.dataset.k = k;
  };
  slider.addEventListener("input", () => update(+slider.value));
  number.addEventListener("change", () => update(+number.value));
  const controls = make("p", { class: "controls" });
  controls.append("Layers, k = ", number, slider);
  readout.before(controls, spectrum);
  update(data.start);
}
