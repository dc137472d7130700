// The desk's script: keys over pages that work without it.
import { evidenceDrawer } from "./drawer";
import { bind, keys } from "./keys";
import { report } from "./report";
import { rows } from "./rows";
import { strips } from "./strip";

document.querySelectorAll<HTMLElement>(".needs-script").forEach((element) => (element.hidden = false));
bind("u", () => {
  const up = document.querySelector<HTMLElement>("[data-up]");
  up?.click();
  return up !== null;
});
rows();
keys();
strips();
report();
evidenceDrawer();
