// j and k walk the rows of a page; o opens the row, e, s and m mark the story.
import { bind } from "./keys";

let at = -1;

function all(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.offsetParent !== null);
}

/** The row that the keys are on. */
export function here(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-row].here");
}

/** Puts the keys on a row and brings it into view. */
export function go(row: HTMLElement, focus = true): void {
  here()?.classList.remove("here");
  row.classList.add("here");
  at = all().indexOf(row);
  const link = row.matches("a") ? row : row.querySelector<HTMLElement>("[data-open]");
  if (focus) link?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

/** The next row in a direction, or null at the end. */
export function step(by: number): HTMLElement | null {
  const rows = all();
  const current = here();
  const from = current ? rows.indexOf(current) : by > 0 ? at : rows.length;
  const next = rows[from + by];
  if (next) go(next);
  return next ?? null;
}

function press(mark: string): boolean {
  const form = here()?.querySelectorAll<HTMLButtonElement>("[data-mark]") ?? document.querySelectorAll<HTMLButtonElement>(".head [data-mark]");
  const button = [...form].find((one) => one.dataset.mark === mark || one.dataset.mark === `un${mark}`);
  button?.click();
  return button !== undefined;
}

/** The next section of the page: its first row takes the keys. */
function section(by: number): boolean {
  const sections = [...document.querySelectorAll<HTMLElement>("main > section")];
  const inside = here()?.closest<HTMLElement>("main > section");
  const next = sections[(inside ? sections.indexOf(inside) : by > 0 ? -1 : sections.length) + by];
  const row = next?.querySelector<HTMLElement>("[data-row]");
  if (row) go(row);
  next?.scrollIntoView({ block: "start" });
  return next !== undefined;
}

export function rows(): void {
  bind("j", () => void step(1));
  bind("k", () => void step(-1));
  bind("o", () => {
    const link = here()?.querySelector<HTMLElement>("[data-open]");
    link?.click();
    return link != null;
  });
  bind("e", () => press("read"));
  bind("s", () => press("star"));
  bind("m", () => press("mute"));
  bind("]", () => section(1));
  bind("[", () => section(-1));
  document.addEventListener("focusin", (event) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    if (row && row !== here()) go(row, false);
  });
}
