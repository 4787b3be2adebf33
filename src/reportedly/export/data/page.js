"use strict";
// Lights the words of the claim under the pointer or the focus, and the claim of the words. Without this script the page
// still holds everything: triggers link to their claims and claims to their triggers.
(() => {
  const wide = matchMedia("(min-width: 900px)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const report = document.querySelector(".report");
  const cards = new Map();
  const words = new Map();
  for (const card of document.querySelectorAll("[data-key]")) cards.set(card.dataset.key, card);
  for (const span of report.querySelectorAll("[data-k]")) {
    const seen = new Set(); // the innermost part that a word plays for a card comes first, and is the one to show
    for (const pair of span.dataset.k.split(" ")) {
      const [key, part] = pair.split(":");
      if (seen.has(key)) continue;
      seen.add(key);
      if (!words.has(key)) words.set(key, []);
      words.get(key).push([span, part]);
    }
  }
  const tip = document.querySelector(".tip");
  let lit = null;
  let pinned = null;
  let timer = 0;

  const dim = () => {
    report.classList.remove("lit");
    for (const [span, part] of words.get(lit) || []) span.classList.remove("on", "on-" + part);
    for (const card of document.querySelectorAll(".on, .touch")) card.classList.remove("on", "touch");
    lit = null;
  };
  const light = (key) => {
    if (lit === key) return;
    dim();
    if (key === null) return;
    lit = key;
    report.classList.add("lit");
    for (const [span, part] of words.get(key) || []) span.classList.add("on", "on-" + part);
    if (cards.has(key)) cards.get(key).classList.add("on");
  };
  // Only a column that scrolls by itself is moved: on a narrow page the reader would lose the place.
  const reveal = (element) => {
    clearTimeout(timer);
    if (!element || !element.offsetParent || !wide.matches) return;
    timer = setTimeout(() => {
      const column = element.closest(".report, .readout").getBoundingClientRect();
      const box = element.getBoundingClientRect();
      if (box.top >= column.top && box.bottom <= column.bottom) return;
      element.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    }, 120);
  };
  const firstWord = (key) => {
    const found = words.get(key) || [];
    return (found.find(([, part]) => part === "trigger") || found[0] || [null])[0];
  };
  // Of the claims that a word serves, the one it triggers goes first, then the order of the page.
  const keysOf = (span) => {
    const pairs = span.dataset.k.split(" ").map((pair) => pair.split(":"));
    pairs.sort((a, b) => (b[1] === "trigger") - (a[1] === "trigger"));
    return [...new Set(pairs.map(([key]) => key))].filter((key) => cards.has(key));
  };
  // On a narrow page the cards lie below: a strip at the foot names what the touched words serve, and leads there.
  const tell = (keys) => {
    const links = keys.slice(0, 3).map((key) => {
      const link = document.createElement("a");
      link.href = "#" + key;
      link.textContent = cards.get(key).dataset.short || cards.get(key).textContent;
      return link;
    });
    tip.replaceChildren(...links);
    tip.hidden = wide.matches || !links.length;
  };
  const showFrom = (target) => {
    const card = target.closest("[data-key]");
    const span = target.closest("[data-k]");
    if (card) {
      light(card.dataset.key);
      reveal(firstWord(card.dataset.key));
    } else if (span) {
      const keys = keysOf(span);
      if (!keys.length) return;
      light(keys[0]);
      for (const key of keys.slice(1)) cards.get(key).classList.add("touch");
      reveal(cards.get(keys[0]));
    } else {
      clearTimeout(timer);
      light(pinned);
    }
  };
  document.addEventListener("mouseover", (event) => showFrom(event.target));
  document.addEventListener("focusin", (event) => showFrom(event.target));
  document.addEventListener("click", (event) => {
    const card = event.target.closest("[data-key]");
    const span = event.target.closest("[data-k]");
    pinned = card ? card.dataset.key : span ? keysOf(span)[0] || null : null;
    light(pinned);
    tell(span ? keysOf(span) : []);
  });
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pinned = null;
    light(null);
    tell([]);
  });
})();
