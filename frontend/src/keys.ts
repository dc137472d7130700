// One table of keys for every page; modules add theirs with `bind`.
type Action = (event: KeyboardEvent) => boolean | void;

const actions = new Map<string, Action[]>();

/** Binds a key; the action that returns false leaves the key to the one bound before it, and then to the browser. */
export function bind(key: string, action: Action): void {
  actions.set(key, [action, ...(actions.get(key) ?? [])]);
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]");
}

export function keys(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#keys");
  const search = document.querySelector<HTMLInputElement>("#find");
  bind("?", () => dialog?.showModal());
  document.querySelectorAll("[data-keys]").forEach((button) => button.addEventListener("click", () => dialog?.showModal()));
  bind("/", () => search?.focus());
  bind("Escape", () => false);
  search?.addEventListener("keydown", (event) => {
    if (event.key === "Escape") search.blur();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    for (const action of actions.get(event.key) ?? []) {
      if (action(event) !== false) {
        event.preventDefault();
        return;
      }
    }
  });
}
