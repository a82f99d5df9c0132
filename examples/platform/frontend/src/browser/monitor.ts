import { parsePlatformStatus, type PlatformStatus } from "../shared/status.js";
import type { View } from "./view.js";

const TIMEOUT_MS = 6000;

/** Reads the state of the platform, on demand and at an interval. */
export class Monitor {
  readonly #view: View;
  readonly #intervalMs: number;
  #timer: ReturnType<typeof setInterval> | undefined;
  #busy = false;

  constructor(view: View, intervalMs: number) {
    this.#view = view;
    this.#intervalMs = intervalMs;
  }

  start(): void {
    this.stop();
    this.#timer = setInterval(() => void this.refresh(), this.#intervalMs);
    void this.refresh();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Does nothing while an earlier call is still waiting for its answer. */
  async refresh(): Promise<void> {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    try {
      this.#view.showStatus(await readStatus(), new Date());
    } catch (error) {
      this.#view.showError(error instanceof Error ? error.message : String(error));
    } finally {
      this.#busy = false;
    }
  }
}

async function readStatus(): Promise<PlatformStatus> {
  const response = await fetch("/api/status", { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const body: unknown = await response.json();
  if (!response.ok) {
    throw new Error(errorOf(body) ?? `the server answered ${response.status}`);
  }
  return parsePlatformStatus(body);
}

function errorOf(body: unknown): string | undefined {
  if (typeof body === "object" && body !== null && "error" in body) {
    return String(body.error);
  }
  return undefined;
}
