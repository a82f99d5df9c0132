import type { PlatformStatus, ServiceStatus } from "../shared/status.js";

/** The parts of the page that change. */
export class View {
  readonly #summary: HTMLElement;
  readonly #updated: HTMLElement;
  readonly #alert: HTMLElement;
  readonly #services: HTMLElement;
  #shownAt: string | undefined;

  constructor(page: Document) {
    this.#summary = part(page, "summary");
    this.#updated = part(page, "updated");
    this.#alert = part(page, "alert");
    this.#services = part(page, "services");
  }

  showStatus(report: PlatformStatus, at: Date): void {
    this.#shownAt = at.toLocaleTimeString();
    this.#alert.hidden = true;
    this.#services.classList.remove("stale");
    this.#services.replaceChildren(...report.services.map(card));
    this.#summary.dataset.state = report.status;
    setText(this.#summary, summarize(report));
    setText(this.#updated, `Updated at ${this.#shownAt}`);
  }

  /** Says what is wrong and keeps what was known, marked as old. */
  showError(reason: string): void {
    const shown =
      this.#shownAt === undefined ? "" : ` What is shown is the state at ${this.#shownAt}.`;
    this.#alert.hidden = false;
    setText(this.#alert, `The state cannot be read: ${reason}.${shown}`);
    this.#services.classList.add("stale");
    this.#summary.dataset.state = "unknown";
    setText(this.#summary, "The state of the platform is unknown");
  }
}

function summarize({ services }: PlatformStatus): string {
  const troubled = services.filter((service) => !service.ready).length;
  if (troubled === 0) {
    return "All services are ready";
  }
  return `${troubled} of ${services.length} services ${troubled === 1 ? "is" : "are"} not ready`;
}

function card(service: ServiceStatus): HTMLElement {
  const [state, label] = stateOf(service);
  const badge = element("p", "badge", label);
  badge.dataset.state = state;
  const facts = element("dl");
  facts.append(
    ...fact("Version", service.version ?? "unknown"),
    ...fact("Track", service.track ?? "unknown"),
    ...fact("Latency", latency(service.latency_ms)),
  );
  const item = element("li", "card");
  item.append(element("h2", "", service.name), badge, facts);
  if (service.error !== null) {
    item.append(element("p", "reason", service.error));
  }
  return item;
}

function stateOf(service: ServiceStatus): [state: string, label: string] {
  if (!service.up) {
    return ["down", "Down"];
  }
  return service.ready ? ["ready", "Ready"] : ["waiting", "Up, not ready"];
}

function latency(milliseconds: number | null): string {
  return milliseconds === null ? "not measured" : `${milliseconds.toFixed(1)} ms`;
}

function fact(term: string, value: string): HTMLElement[] {
  return [element("dt", "", term), element("dd", "", value)];
}

function element(tag: string, className = "", text = ""): HTMLElement {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}

/** Leaves equal text alone, so that screen readers announce changes only. */
function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

export function part(page: Document, id: string): HTMLElement {
  const found = page.getElementById(id);
  if (found === null) {
    throw new Error(`the page has no element "${id}"`);
  }
  return found;
}
