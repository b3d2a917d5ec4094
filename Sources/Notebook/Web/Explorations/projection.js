"use strict";
// A direction to turn, and how much the points vary along it.
for (const figure of document.querySelectorAll("[data-exploration=projection]")) {
  const { points, names, groups, axes } = JSON.parse(figure.querySelector("script").textContent);
  const count = points.length / 2;
  const xs = Array.from({ length: count }, (_, i) => points[2 * i]);
  const ys = Array.from({ length: count }, (_, i) => points[2 * i + 1]);
  const mean = (list) => list.reduce((sum, x) => sum + x, 0) / Math.max(list.length, 1);
  const [mx, my] = [mean(xs), mean(ys)];
  const product = (u, v, p, q) => u.reduce((sum, x, i) => sum + (x - p) * (v[i] - q), 0) / Math.max(count - 1, 1);
  const [xx, xy, yy] = [product(xs, xs, mx, mx), product(xs, ys, mx, my), product(ys, ys, my, my)];
  const reach = Math.max(...xs.map((x, i) => Math.hypot(x - mx, ys[i] - my)), 1e-300);
  const kinds = [...new Set(groups)].sort();
  const svg = figure.querySelector("svg");
  svg.removeAttribute("data-plot");
  svg.setAttribute("viewBox", "-160 -160 320 320");
  const scale = 145 / reach;
  const at = (i) => [scale * (xs[i] - mx), -scale * (ys[i] - my)];
  const dots = xs.map((_, i) => {
    const [x, y] = at(i);
    return `<g class="series s${Math.max(kinds.indexOf(groups[i]), 0) % 6}"><circle class="mark" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2.6"/></g>`;
  }).join("");
  svg.innerHTML = `<path class="axis" d="M-158 0H158M0 -158V158"/>${dots}<path class="cursor"/><g class="series s1"><path class="line direction"/></g>`;
  const direction = svg.querySelector(".direction");
  const drop = svg.querySelector(".cursor");
  const readout = figure.querySelector(".readout");
  readout.setAttribute("aria-live", "polite");
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: -90, max: 90, step: 0.5, value: 0 });
  slider.setAttribute("aria-label", "The angle of the direction, in degrees");
  const label = document.createElement("label");
  label.className = "controls";
  label.append(`Direction (${axes[0]} across, ${axes[1]} up; both from their means)`, slider);
  readout.before(label);
  const name = document.createElement("p");
  name.className = "readout";
  readout.after(name);
  const update = () => {
    const angle = slider.value * Math.PI / 180;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    direction.setAttribute("d", `M${-155 * x} ${155 * y}L${155 * x} ${-155 * y}`);
    const variance = xx * x * x + 2 * xy * x * y + yy * y * y;
    const share = 100 * variance / Math.max(xx + yy, 1e-300);
    readout.textContent = `At ${slider.value}°: variance ${variance.toPrecision(4)}, ${share.toFixed(1)} % of the whole`;
    figure.dataset.share = share.toFixed(4);
  };
  // The point at the pointer, or the next one to the right or the left with the keys.
  const order = xs.map((_, i) => i).sort((i, j) => xs[i] - xs[j]);
  let current = 0;
  const show = (i) => {
    current = order.indexOf(i);
    const angle = slider.value * Math.PI / 180;
    const [x, y] = at(i);
    const along = x * Math.cos(angle) - y * Math.sin(angle);
    drop.setAttribute("d", `M${x} ${y}L${along * Math.cos(angle)} ${-along * Math.sin(angle)}`);
    const title = [names[i], groups[i]].filter(Boolean).join(", ");
    name.textContent = (title ? title + ": " : "") + `${axes[0]} = ${xs[i]}, ${axes[1]} = ${ys[i]}`;
  };
  svg.setAttribute("tabindex", 0);
  name.setAttribute("aria-live", "polite");
  svg.addEventListener("focus", () => { if (count) show(order[current]); });
  svg.addEventListener("keydown", (event) => {
    const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined || !count) return;
    event.preventDefault();
    show(order[Math.min(Math.max(to, 0), count - 1)]);
  });
  svg.addEventListener("pointermove", (event) => {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const distance = (i) => { const [x, y] = at(i); return Math.hypot(x - place.x, y - place.y); };
    if (count) show(order.reduce((best, i) => distance(i) < distance(best) ? i : best));
  });
  slider.addEventListener("input", update);
  update();
}
