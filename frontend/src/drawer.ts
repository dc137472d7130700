// The evidence drawer: the words behind a record beside the page, walked by the arrow keys.
import { bind } from "./keys";
import { go, here } from "./rows";

const LINKS = "main [data-evidence]";

const drawer = document.querySelector<HTMLElement>("#drawer");
let shown: HTMLElement | null = null;
let asked = 0;

function links(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(LINKS)].filter((link) => link.offsetParent !== null);
}

async function open(name: string, from: HTMLElement | null): Promise<void> {
  if (!drawer) return;
  const mine = ++asked;
  const answer = await fetch(`/evidence/${name.split("/").map(encodeURIComponent).join("/")}`, {
    headers: { accept: "text/html" },
  });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const evidence = page.querySelector("#evidence") ?? page.querySelector("main");
  if (mine !== asked || !evidence) return;
  drawer.replaceChildren(bar(), document.importNode(evidence, true));
  drawer.querySelector("h1")?.replaceWith(asHeading(drawer.querySelector("h1")!));
  drawer.hidden = false;
  document.body.classList.add("with-drawer");
  if (from) {
    shown = from;
    const row = from.closest<HTMLElement>("[data-row]");
    if (row) go(row, false);
  }
  drawer.scrollTop = 0;
  drawer.querySelector<HTMLElement>("#evidence")?.focus({ preventScroll: true });
  if (from) history.replaceState(history.state, "", `${location.pathname}${location.search}#evidence=${name}`);
}

/** A page has one h1; in the drawer the record's title is an h2. */
function asHeading(title: HTMLElement): HTMLElement {
  const heading = document.createElement("h2");
  heading.className = title.className;
  heading.replaceChildren(...title.childNodes);
  return heading;
}

function button(text: string, key: string, action: () => void): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = text;
  button.title = key;
  button.addEventListener("click", action);
  return button;
}

function bar(): HTMLElement {
  const walking = document.createElement("span");
  walking.append(
    button("← Previous", "left arrow", () => walk(-1)),
    button("Next →", "right arrow", () => walk(1)),
  );
  const bar = document.createElement("div");
  bar.className = "drawer-bar";
  bar.append(walking, button("Close", "Esc", shut));
  return bar;
}

function isOpen(): boolean {
  return drawer !== null && !drawer.hidden;
}

function shut(): void {
  if (!drawer || drawer.hidden) return;
  asked++;
  drawer.hidden = true;
  document.body.classList.remove("with-drawer");
  history.replaceState(history.state, "", location.pathname + location.search);
  shown?.focus({ preventScroll: true });
}

function walk(by: number): boolean {
  if (!isOpen()) return false;
  const all = links();
  const next = all[(shown ? all.indexOf(shown) : -1) + by];
  if (next?.dataset.evidence) void open(next.dataset.evidence, next);
  return true;
}

export function evidenceDrawer(): void {
  if (!drawer) return;
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const link = (event.target as HTMLElement).closest<HTMLElement>("[data-evidence]");
    if (!link?.dataset.evidence) return;
    event.preventDefault();
    void open(link.dataset.evidence, link.closest("main") ? link : null);
  });
  bind("ArrowRight", () => walk(1));
  bind("ArrowLeft", () => walk(-1));
  bind("Escape", () => {
    const was = isOpen();
    shut();
    return was;
  });
  bind("r", () => {
    const link = drawer.querySelector<HTMLElement>("[data-report-link]");
    if (isOpen()) link?.click();
    return isOpen();
  });
  const wanted = decodeURIComponent(/^#evidence=(.+)$/.exec(location.hash)?.[1] ?? "");
  const link = wanted ? links().find((one) => one.dataset.evidence === wanted) : undefined;
  if (wanted) void open(wanted, link ?? null).then(() => here()?.scrollIntoView({ block: "center" }));
}
