"use strict";
// All parts that hold every word, those with the words in their heading first.
(() => {
  const parts = JSON.parse(document.getElementById("index").textContent);
  const field = document.createElement("input");
  Object.assign(field, { type: "text", id: "words", autocomplete: "off", spellcheck: false });
  document.getElementById("search").append(" ", field);
  const found = document.getElementById("found");
  const count = document.getElementById("count");
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const index = parts.map(([title, address, text]) => ({ title, address, text, key: folded(title + " " + text), head: folded(title) }));
  const update = () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    found.replaceChildren();
    if (!words.length) { count.textContent = ""; return; }
    const hits = index.filter((part) => words.every((word) => part.key.includes(word)))
      .sort((a, b) => words.filter((w) => b.head.includes(w)).length - words.filter((w) => a.head.includes(w)).length);
    count.textContent = hits.length === 1 ? "1 part" : hits.length + " parts";
    for (const hit of hits.slice(0, 50)) {
      const link = document.createElement("a");
      link.href = hit.address;
      link.textContent = hit.title;
      // From a few words before the one that was asked for.
      const all = hit.text.split(" ");
      const first = Math.max(all.findIndex((word) => folded(word).includes(words[0])) - 8, 0);
      const text = document.createElement("p");
      text.textContent = (first ? "… " : "") + all.slice(first, first + 30).join(" ") + (first + 30 < all.length ? " …" : "");
      const item = document.createElement("li");
      item.append(link, text);
      found.append(item);
    }
  };
  field.addEventListener("input", update);
  field.value = decodeURIComponent(location.hash.slice(1));
  update();
  field.focus();
})();
