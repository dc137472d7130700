// Dragging over a story's strip chooses days: the page of those days is `?from=&to=`.
const DAY = 86_400_000;

function dayAt(strip: SVGElement, x: number): number {
  const box = strip.getBoundingClientRect();
  const days = Number(strip.dataset.days);
  return Math.min(days - 1, Math.max(0, Math.floor(((x - box.left) / box.width) * days)));
}

function iso(strip: SVGElement, day: number): string {
  return new Date(Date.parse(`${strip.dataset.first}T00:00:00Z`) + day * DAY).toISOString().slice(0, 10);
}

function draw(strip: SVGElement, from: number, to: number): void {
  const box = strip.querySelector(".brush") ?? strip.insertBefore(document.createElementNS(strip.namespaceURI, "rect"), strip.firstChild);
  const width = (strip as SVGSVGElement).viewBox.baseVal.width / Number(strip.dataset.days);
  const size = { class: "brush", x: from * width, y: 0, width: (to - from + 1) * width, height: "100%" };
  for (const [name, value] of Object.entries(size)) box.setAttribute(name, String(value));
}

export function strips(): void {
  for (const strip of document.querySelectorAll<SVGElement>("[data-strip]")) {
    let start: number | null = null;
    strip.addEventListener("pointerdown", (event) => {
      start = dayAt(strip, event.clientX);
      strip.setPointerCapture(event.pointerId);
      draw(strip, start, start);
    });
    strip.addEventListener("pointermove", (event) => {
      if (start === null) return;
      const at = dayAt(strip, event.clientX);
      draw(strip, Math.min(start, at), Math.max(start, at));
    });
    strip.addEventListener("pointercancel", () => (start = null));
    strip.addEventListener("pointerup", (event) => {
      if (start === null) return;
      const at = dayAt(strip, event.clientX);
      const address = new URL(location.href);
      address.searchParams.set("from", iso(strip, Math.min(start, at)));
      address.searchParams.set("to", iso(strip, Math.max(start, at)));
      address.searchParams.delete("offset");
      address.hash = "timeline";
      start = null;
      location.assign(address);
    });
  }
}
