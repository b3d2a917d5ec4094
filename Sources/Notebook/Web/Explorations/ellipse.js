"use strict";
// The circle, turned by Vᵀ, stretched by Σ, turned by U.
for (const figure of document.querySelectorAll("[data-exploration=ellipse]")) {
  let [a, b, c, d] = JSON.parse(figure.querySelector("script").textContent).matrix;
  const svg = figure.querySelector("svg");
  const readout = figure.querySelector(".readout");
  readout.setAttribute("aria-live", "polite");
  const controls = document.createElement("div");
  controls.className = "controls fields";
  const inputs = [["a", a], ["b", b], ["c", c], ["d", d]].map(([name, value], i) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "number", step: 0.1, value });
    input.setAttribute("aria-label", ["first row, first", "first row, second", "second row, first", "second row, second"][i] + " number");
    input.addEventListener("input", () => {
      [a, b, c, d] = inputs.map((field) => Number.isFinite(field.valueAsNumber) ? field.valueAsNumber : 0);
      draw();
    });
    return input;
  });
  const stage = document.createElement("input");
  Object.assign(stage, { type: "range", min: 0, max: 3, step: 0.02, value: 3 });
  stage.setAttribute("aria-label", "How far the three moves have come: Vᵀ, then Σ, then U");
  stage.addEventListener("input", () => draw());
  const numbers = document.createElement("span");
  numbers.className = "entries";
  numbers.append(...inputs);
  controls.append("A = ", numbers, document.createElement("br"), "circle → Vᵀ → Σ → U ", stage);
  readout.before(controls);

  // A = R(φ) diag(σ₁, ±σ₂) R(−θ): the angles of the two turns, in closed form.
  const parts = () => {
    const [e, f, g, h] = [(a + d) / 2, (a - d) / 2, (c + b) / 2, (c - b) / 2];
    const [q, r] = [Math.hypot(e, h), Math.hypot(f, g)];
    const [one, two] = [Math.atan2(g, f), Math.atan2(h, e)];
    return { first: q + r, second: q - r, phi: (one + two) / 2, theta: (one - two) / 2 };
  };
  const draw = () => {
    const { first, second, phi, theta } = parts();
    const part = (i) => Math.min(Math.max(stage.value - i, 0), 1);
    const scale = 120 / Math.max(first, 1);
    const move = (angle) => {
      let [x, y] = [Math.cos(angle - theta * part(0)), Math.sin(angle - theta * part(0))];
      x *= 1 + (first - 1) * part(1);
      y *= 1 + (second - 1) * part(1);
      const turn = phi * part(2);
      return [scale * (x * Math.cos(turn) - y * Math.sin(turn)), -scale * (x * Math.sin(turn) + y * Math.cos(turn))];
    };
    const points = Array.from({ length: 121 }, (_, i) => move(i * Math.PI / 60));
    const path = points.map(([x, y], i) => (i ? "L" : "M") + x.toFixed(1) + " " + y.toFixed(1)).join("");
    // Where the two directions have come to, each with its name.
    const name = (i) => stage.value < 1 ? "v" + "₁₂"[i] : stage.value >= 3 ? "σ" + "₁₂"[i] + "u" + "₁₂"[i] : "";
    const word = (i, angle) => { const [x, y] = move(angle); const far = 1 + 14 / Math.max(Math.hypot(x, y), 1); return `<text x="${(far * x).toFixed(1)}" y="${(far * y + 4).toFixed(1)}" text-anchor="middle">${name(i)}</text>`; };
    const arm = (angle) => { const [x, y] = move(angle); return `M0 0L${x.toFixed(1)} ${y.toFixed(1)}`; };
    svg.innerHTML = `<path class="axis" d="M-150 0H150M0 -135V135"/><circle class="grid" r="${scale.toFixed(1)}"/>`
      + `<g class="series s0"><path class="line" d="${path}"/></g>`
      + `<g class="series s1"><path class="line" d="${arm(theta)}"/></g><g class="series s2"><path class="line" d="${arm(theta + Math.PI / 2)}"/></g>`
      + word(0, theta) + word(1, theta + Math.PI / 2);
    const degrees = (angle) => (angle * 180 / Math.PI).toFixed(1) + "°";
    readout.textContent = `σ₁ = ${first.toFixed(3)}, σ₂ = ${Math.abs(second).toFixed(3)}; v₁ stands at ${degrees(theta)}, u₁ at ${degrees(phi)}`
      + (second < 0 ? "; A mirrors" : "");
    figure.dataset.first = first.toFixed(6);
  };
  draw();
}
