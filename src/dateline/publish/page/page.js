// Opens records from the words they came from, by mouse and by keyboard. The page is whole without
// this script: every mark is a link to its record, and the linked record shows itself.
"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  let open = null;
  let from = null;

  const sheetOf = (element) => element.closest(".sheet");
  const pieces = (card) => sheetOf(card).querySelectorAll(".text [data-a]");

  function light(card, on) {
    const spans = card.dataset.spans.trim().split(" ").map((span) => span.split(":").map(Number));
    const near = [Number(card.dataset.from), Number(card.dataset.to)];
    let first = null;
    for (const piece of pieces(card)) {
      const a = Number(piece.dataset.a);
      const b = Number(piece.dataset.b);
      const lit = spans.some(([start, end]) => start <= a && b <= end);
      const about = near[0] <= a && b <= near[1];
      piece.classList.toggle("lit", on && lit);
      piece.classList.toggle("near", on && about && !lit);
      if (first === null && (lit || about)) first = piece;
    }
    return first;
  }

  function close() {
    if (open === null) return;
    light(open, false);
    open.classList.remove("open");
    open = null;
    // replaceState does not end :target, a change of the hash does
    if (location.hash) { const y = scrollY; location.hash = ""; scrollTo({ top: y, behavior: "instant" }); }
    if (from !== null && from.isConnected) from.focus({ preventScroll: true });
    from = null;
  }

  function show(card, { focus = true, toText = false } = {}) {
    if (open !== null && open !== card) { light(open, false); open.classList.remove("open"); }
    open = card;
    card.classList.add("open");
    const first = light(card, true);
    if (getComputedStyle(card).position !== "fixed") card.scrollIntoView({ block: "nearest" });
    if (toText && first !== null) first.scrollIntoView({ block: "center" });
    if (focus) card.focus({ preventScroll: true });
    history.replaceState(null, "", "#" + card.id);
  }

  function step(by) {
    const at = open === null ? -1 : cards.indexOf(open);
    const next = open === null && by < 0 ? cards.length - 1 : at + by;
    if (next >= 0 && next < cards.length) show(cards[next], { toText: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link === null) return;
    const to = (link.dataset.to || link.hash.slice(1)).split(" ");
    const known = to.map((id) => document.getElementById(id)).filter((card) => card && card.classList.contains("card"));
    if (known.length === 0) return;
    event.preventDefault();
    const inText = link.closest(".text") !== null;
    if (inText) from = link;
    const again = known.indexOf(open);
    show(known[(again + 1) % known.length], { focus: !inText, toText: !inText });
  });

  document.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    if (card !== null && event.target.closest("a") === null && card !== open && String(getSelection()) === "") show(card, { toText: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape") close();
    else if (event.key === "t" && open !== null) { const first = light(open, true); if (first) { first.scrollIntoView({ block: "center" }); first.focus(); } }
    else if (event.key === "?") document.getElementById("keys").showModal();
    else return;
    event.preventDefault();
  });

  function followHash() {
    const card = location.hash && document.getElementById(location.hash.slice(1));
    if (card && card.classList.contains("card")) show(card, { toText: true });
  }
  addEventListener("hashchange", followHash);
  followHash();
})();
