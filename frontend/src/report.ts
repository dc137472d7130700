// A report's page: links to any of its words, kinds of marks shown or not.
// Offsets count Unicode code points of the report's text, as everywhere in dateline.
import { bind } from "./keys";

const QUOTED = 60; // code points of the quotation that a link carries: enough to tell, short enough to send

const text = document.querySelector<HTMLElement>(".sheet .text");
const note = document.querySelector<HTMLElement>("#linked");

function pieces(): HTMLElement[] {
  return [...(text?.querySelectorAll<HTMLElement>("[data-a]") ?? [])];
}

/** The code points of a node; a character that cannot stand in a page counts as the one that it is. */
function points(node: Node): string[] {
  if (node instanceof HTMLElement && node.dataset.char) return [String.fromCodePoint(Number(node.dataset.char))];
  if (node.nodeType === Node.TEXT_NODE) return [...(node.textContent ?? "")];
  return [...node.childNodes].flatMap(points);
}

/** Where in the report a point of the page is; between two pieces, where the next one begins or the last one ended. */
function offsetOf(node: Node, within: number, end: boolean): number | null {
  const element = node instanceof Element ? node : node.parentElement;
  const piece = element?.closest<HTMLElement>(".text [data-a]");
  const point = document.createRange();
  if (!piece) {
    point.setStart(node, within);
    const beside = end
      ? pieces().findLast((one) => point.comparePoint(one, one.childNodes.length) <= 0)?.dataset.b
      : pieces().find((one) => point.comparePoint(one, 0) >= 0)?.dataset.a;
    return beside === undefined ? null : Number(beside);
  }
  point.setStart(piece, 0);
  point.setEnd(node, within);
  return Number(piece.dataset.a) + points(point.cloneContents()).length;
}

/** The place in the page of an offset in the report. */
function placeOf(offset: number, end: boolean): [Node, number] | null {
  const piece = pieces().find((one) =>
    end ? Number(one.dataset.a) < offset && offset <= Number(one.dataset.b) : Number(one.dataset.a) <= offset && offset < Number(one.dataset.b),
  );
  if (!piece) return null;
  let left = offset - Number(piece.dataset.a);
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const odd = node.parentElement?.dataset.char !== undefined;
    const here = odd ? ["x"] : [...(node.textContent ?? "")];
    if (left <= here.length) return [node, odd ? 0 : here.slice(0, left).join("").length];
    left -= here.length;
  }
  return [piece, piece.childNodes.length];
}

function words(start: number, end: number): string {
  const found: string[] = [];
  for (const piece of pieces()) {
    const a = Number(piece.dataset.a);
    if (Number(piece.dataset.b) <= start || a >= end) continue;
    found.push(...points(piece).slice(Math.max(0, start - a), end - a));
  }
  return found.join("");
}

function say(message: string): void {
  if (!note) return;
  note.textContent = message;
  note.hidden = false;
}

function follow(): void {
  const asked = new URLSearchParams(location.hash.slice(1));
  const span = /^(\d+)-(\d+)$/.exec(asked.get("s") ?? "");
  if (!span || !text) return;
  const [start, end] = [Number(span[1]), Number(span[2])];
  const quote = asked.get("q");
  const found = words(start, end);
  if (end <= start || found === "" || (quote !== null && [...found].slice(0, QUOTED).join("") !== quote)) {
    say(quote ? `The text is not the one that this link was made for: “${quote}” does not stand at ${start}–${end}.` : `This text has no characters ${start}–${end}.`);
    return;
  }
  const from = placeOf(start, false);
  const to = placeOf(end, true);
  if (!from || !to) return;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  if ("highlights" in CSS) CSS.highlights.set("linked", new Highlight(range));
  else getSelection()?.addRange(range);
  (from[0] instanceof Element ? from[0] : from[0].parentElement)?.scrollIntoView({ block: "center" });
  if (note) note.hidden = true;
}

/** Puts a link to the selected words into the address and on the clipboard. */
function link(): boolean {
  const selection = getSelection();
  if (!text || !selection || selection.isCollapsed || selection.rangeCount === 0) return false;
  const range = selection.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset, false);
  const end = offsetOf(range.endContainer, range.endOffset, true);
  if (start === null || end === null || end <= start) return false;
  const quote = [...words(start, end)].slice(0, QUOTED).join("");
  history.replaceState(null, "", `#s=${start}-${end}&q=${encodeURIComponent(quote)}`);
  navigator.clipboard?.writeText(location.href).then(
    () => say("A link to the selected words is in the address line and on the clipboard."),
    () => say("A link to the selected words is in the address line."),
  );
  return true;
}

export function report(): void {
  if (!text) return;
  bind("c", link);
  for (const box of document.querySelectorAll<HTMLInputElement>("[data-kind-toggle]")) {
    box.addEventListener("change", () => text.classList.toggle(`hide-${box.dataset.kindToggle}`, !box.checked));
  }
  addEventListener("hashchange", follow);
  follow();
}
