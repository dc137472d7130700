// The desk's script: keys over pages that work without it.
import { keys } from "./keys";
import { rows } from "./rows";

document.querySelectorAll<HTMLElement>(".needs-script").forEach((element) => (element.hidden = false));
rows();
keys();
