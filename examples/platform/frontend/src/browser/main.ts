import { Monitor } from "./monitor.js";
import { part, View } from "./view.js";

const INTERVAL_MS = 5000;

const monitor = new Monitor(new View(document), INTERVAL_MS);
const automatic = part(document, "automatic") as HTMLInputElement;

/** Refreshes only while somebody wants it and can see it. */
function follow(): void {
  if (automatic.checked && !document.hidden) {
    monitor.start();
  } else {
    monitor.stop();
  }
}

automatic.addEventListener("change", follow);
document.addEventListener("visibilitychange", follow);
part(document, "refresh").addEventListener("click", () => void monitor.refresh());
follow();
