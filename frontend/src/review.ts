// Keys of the review queue: right, wrong, put right, undo. The page works without them: each is a button.

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]");
}

function current(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-row].here") ?? document.querySelector<HTMLElement>("[data-row]");
}

function press(key: string): boolean {
  const within = key === "z" ? document.querySelector<HTMLElement>(".said") : current();
  const button = within?.querySelector<HTMLElement>(`[data-decide="${key}"]`);
  button?.click();
  return button !== null && button !== undefined;
}

/** Opens the fields of the row, or closes them. */
function fix(): boolean {
  const details = current()?.querySelector("details");
  if (!details) return false;
  details.open = !details.open;
  (details.open ? details.querySelector<HTMLElement>("input:not([type=hidden]), select") : null)?.focus();
  return true;
}

document.querySelector("[data-row]")?.classList.add("here");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const done = ["a", "x", "z"].includes(event.key) ? press(event.key) : event.key === "f" && fix();
  if (done) event.preventDefault();
});
