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
  // The table that closes the page gets a column with what was said.
  const remember = (index, guess) => {
    for (const table of all("table[data-predictions]")) {
      if (!table.dataset.said) {
        table.dataset.said = "1";
        for (const row of table.rows) {
          const cell = make(row.parentElement.tagName === "THEAD" ? "th" : "td", {}, row.parentElement.tagName === "THEAD" ? "you said" : "");
          if (cell.tagName === "TH") cell.scope = "col";
          row.cells[0].after(cell);
        }
      }
      const row = table.tBodies[0].rows[index];
      if (row) row.cells[1].textContent = guess;
    }
  };
  for (const [index, question] of all(".predict").entries()) {
    const answer = document.getElementById(question.dataset.answer);
    const choices = all("li", question);
    const field = make("input", { type: "text", "aria-label": "Your guess", autocomplete: "off" });
    const said = make("p", { class: "readout", "aria-live": "polite" });
    const reveal = (guess) => {
      said.textContent = guess ? "You said: " + guess : "";
      if (guess) remember(index, guess);
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

  // The numbers of a chart: at the pointer, or with the keys along a series and from one to the next.
  for (const plot of all(".drawing svg[data-plot]")) {
    const series = all("[data-points]", plot).map((group) => {
      const names = JSON.parse(group.dataset.names || "[]");
      return group.dataset.points.split(";").filter(Boolean).map((text, i) => {
        const [x, y, a, b, error] = text.split(",");
        return { x: +x, y: +y, a, b, error, point: names[i], name: group.dataset.name };
      }).sort((p, q) => p.x - q.x);
    }).filter((points) => points.length);
    if (!series.length) continue;
    const readout = make("p", { class: "readout", "aria-live": "polite" });
    plot.parentElement.append(readout);
    const cursor = document.createElementNS(plot.namespaceURI, "path");
    cursor.setAttribute("class", "cursor");
    let [row, column] = [0, 0];
    const show = (toRow, toColumn) => {
      row = Math.min(Math.max(toRow, 0), series.length - 1);
      column = Math.min(Math.max(toColumn, 0), series[row].length - 1);
      const p = series[row][column];
      cursor.setAttribute("d", `M${p.x} ${p.y}V${plot.dataset.floor}M${p.x - 6} ${p.y}h12`);
      plot.append(cursor);
      const said = (axis, value) => (axis ? axis + " = " : "") + value;
      const place = said(plot.dataset.x, p.a) + ", " + said(plot.dataset.y, p.b) + (+p.error ? " ± " + p.error : "");
      readout.textContent = [p.name, p.point, place].filter(Boolean).join(": ");
    };
    // The point of a series that stands nearest to a place.
    const nearest = (points, x, y) => points.reduce((best, p, i) => {
      const distance = (q) => (q.x - x) ** 2 + 0.2 * (q.y - y) ** 2;
      return distance(p) < distance(points[best]) ? i : best;
    }, 0);
    plot.addEventListener("pointermove", (event) => {
      const box = plot.getBoundingClientRect();
      const scale = plot.viewBox.baseVal.width / box.width;
      const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
      const best = series.map((points) => points[nearest(points, x, y)]);
      const at = nearest(best, x, y);
      show(at, series[at].indexOf(best[at]));
    });
    plot.addEventListener("focus", () => show(row, column));
    plot.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: 1, ArrowLeft: -1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };
      const turn = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const step = steps[event.key];
      if (!step && !turn) return;
      event.preventDefault();
      if (step) return show(row, column + step);
      const next = Math.min(Math.max(row + turn, 0), series.length - 1);
      const { x, y } = series[row][column];
      show(next, nearest(series[next], x, y));
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
        edge.setAttribute("aria-valuetext", `${edge.value} % of ${name(left.value)}, the rest of ${name(right.value)}`);
      };
      for (const control of [left, right, edge]) control.addEventListener("input", update);
      start.parentElement.replaceChildren(make("p", {}, left, " ", right), make("div", { class: "pair" }, edge, frame));
      update();
      edge.focus();
    });
  }
})();
