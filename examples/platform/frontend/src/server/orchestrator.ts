import { parsePlatformStatus, type PlatformStatus } from "../shared/status.js";

const STATUS_TIMEOUT_MS = 4000;
const PROBE_TIMEOUT_MS = 1000;

/** The orchestrator, or the way to it, does not work. */
export class UpstreamError extends Error {
  override name = "UpstreamError";
}

export class Orchestrator {
  readonly #base: URL;

  constructor(base: URL) {
    this.#base = base;
  }

  /** Resolves if the orchestrator is alive. */
  async checkHealth(requestId: string): Promise<void> {
    await this.#get("/health", PROBE_TIMEOUT_MS, requestId);
  }

  async status(requestId: string): Promise<PlatformStatus> {
    const body = await this.#get("/v1/status", STATUS_TIMEOUT_MS, requestId);
    try {
      return parsePlatformStatus(JSON.parse(body));
    } catch (error) {
      throw new UpstreamError(`the orchestrator's report cannot be read: ${reason(error)}`);
    }
  }

  async #get(path: string, timeout: number, requestId: string): Promise<string> {
    let response: Response;
    let body: string;
    try {
      response = await fetch(new URL(path, this.#base), {
        headers: { "x-request-id": requestId },
        signal: AbortSignal.timeout(timeout),
      });
      body = await response.text();
    } catch (error) {
      throw new UpstreamError(`the orchestrator cannot be reached: ${reason(error)}`);
    }
    if (!response.ok) {
      throw new UpstreamError(`the orchestrator answered ${response.status}`);
    }
    return body;
  }
}

/** `fetch` says only that it failed; the cause tells why. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause instanceof Error ? error.cause.message : error.message;
}
