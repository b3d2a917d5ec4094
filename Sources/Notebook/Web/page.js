"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // On a narrow screen the table of contents starts closed.
  const contents = document.querySelector(".contents details");
  if (contents && innerWidth < 1248) contents.open = false;

  // A question keeps its answer back until somebody has guessed.
  const open = (answer) => { answer.hidden = false; };
  for (const question of all(".predict")) {
    const answer = document.getElementById(question.dataset.answer);
    const choices = all("li", question);
    const field = make("input", { type: "text", "aria-label": "Your guess", autocomplete: "off" });
    const said = make("p", { class: "readout", "aria-live": "polite" });
    const reveal = (guess) => {
      said.textContent = guess ? "You said: " + guess : "";
      form.remove();
      open(answer);
      answer.tabIndex = -1;
      answer.focus({ preventScroll: true });
    };
    const form = make("form", {});
    if (choices.length) {
      for (const choice of choices) {
        const button = make("button", { type: "button" }, choice.textContent);
        button.addEventListener("click", () => reveal(choice.textContent));
        form.append(button);
      }
    } else {
      form.append(field, make("button", {}, "Show what came out"));
    }
    const skip = make("button", { type: "button" }, "Show without a guess");
    skip.addEventListener("click", () => reveal(""));
    form.append(skip);
    form.addEventListener("submit", (event) => { event.preventDefault(); reveal(field.value.trim()); });
    question.append(form, said);
    answer.hidden = true;
  }
  // A link into a hidden part opens it.
  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const hidden = target && target.closest(".answer[hidden]");
    if (hidden) { open(hidden); target.scrollIntoView(); }
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  // The numbers of a chart, at the pointer or with the arrow keys.
  for (const plot of all("svg[data-plot]")) {
    const points = all("[data-points]", plot).flatMap((group) =>
      group.dataset.points.split(";").filter(Boolean).map((text) => {
        const [x, y, a, b] = text.split(",");
        return { x: +x, y: +y, a, b, name: group.dataset.name };
      })).sort((p, q) => p.x - q.x);
    if (!points.length) continue;
    const readout = make("p", { class: "readout", "aria-live": "polite" });
    plot.parentElement.after(readout);
    const cursor = document.createElementNS(plot.namespaceURI, "path");
    cursor.setAttribute("class", "cursor");
    let current = 0;
    const show = (index) => {
      current = Math.min(Math.max(index, 0), points.length - 1);
      const point = points[current];
      cursor.setAttribute("d", `M${point.x} 10V310M${point.x - 6} ${point.y}h12`);
      plot.append(cursor);
      readout.textContent = (point.name ? point.name + ": " : "") + point.a + ", " + point.b;
    };
    plot.addEventListener("pointermove", (event) => {
      const box = plot.getBoundingClientRect();
      const scale = plot.viewBox.baseVal.width / box.width;
      const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
      let best = 0;
      points.forEach((p, i) => {
        const distance = (p) => (p.x - x) ** 2 + 0.2 * (p.y - y) ** 2;
        if (distance(p) < distance(points[best])) best = i;
      });
      show(best);
    });
    plot.addEventListener("focus", () => show(current));
    plot.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
      if (step) { event.preventDefault(); show(current + step); }
    });
  }

  // Two pictures of one size over each other, with an edge to move.
  for (const group of all("[data-compare]")) {
    const images = all("img", group);
    const name = (i) => images[i].alt;
    const menu = (label, chosen) => {
      const select = make("select", { "aria-label": label });
      images.forEach((_, i) => select.append(make("option", { value: i }, name(i))));
      select.value = chosen;
      return select;
    };
    const start = make("button", { type: "button" }, "Compare two of these");
    group.append(make("div", { class: "compare controls" }, start));
    start.addEventListener("click", () => {
      const [left, right] = [menu("Left", 0), menu("Right", images.length - 1)];
      const edge = make("input", { type: "range", min: 0, max: 100, value: 50, "aria-label": "Where the edge is, in percent" });
      const frame = make("div", { class: "frame" }, images[0].cloneNode(), images[0].cloneNode());
      const update = () => {
        const [below, above] = frame.children;
        below.src = images[right.value].src; below.alt = name(right.value);
        above.src = images[left.value].src; above.alt = name(left.value);
        above.style.clipPath = `inset(0 ${100 - edge.value}% 0 0)`;
      };
      for (const control of [left, right, edge]) control.addEventListener("input", update);
      start.parentElement.replaceChildren(make("p", {}, left, " ", right), edge, frame);
      update();
      edge.focus();
    });
  }
})();
