import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import type { PlatformStatus, ServiceStatus } from "../shared/status.js";
import type { Asset } from "./assets.js";
import type { Config } from "./config.js";
import type { Fields, Level, Logger } from "./log.js";
import { Metrics } from "./metrics.js";
import { Orchestrator, UpstreamError } from "./orchestrator.js";
import { isProbe } from "./probes.js";

export const SERVICE = "frontend";

interface Answer {
  status: number;
  contentType: string;
  body: string | Buffer;
  /** For the log. */
  error?: string;
}

type Handler = (requestId: string) => Answer | Promise<Answer>;

const HEADERS = {
  "cache-control": "no-cache",
  "content-security-policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** The server of the page; it does not listen yet. */
export function createApp(config: Config, assets: Map<string, Asset>, logger: Logger): Server {
  const metrics = new Metrics(SERVICE, config.track);
  const routes = createRoutes(config, assets, metrics);

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = performance.now();
    const method = request.method ?? "GET";
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const handler = routes.get(path);
    const requestId = readRequestId(request);

    const answer = await answerRequest(method, handler, requestId);

    response.writeHead(answer.status, {
      ...HEADERS,
      ...(answer.status === 405 ? { allow: "GET, HEAD" } : {}),
      "content-type": answer.contentType,
      "content-length": Buffer.byteLength(answer.body),
      "x-request-id": requestId,
    });
    response.end(method === "HEAD" ? undefined : answer.body);

    const milliseconds = performance.now() - started;
    const route = handler === undefined ? "unmatched" : path;
    metrics.record(methodLabel(method), route, answer.status, milliseconds / 1000);
    const fields: Fields = {
      request_id: requestId,
      method,
      path,
      status: answer.status,
      duration_ms: Math.round(milliseconds * 1000) / 1000,
    };
    if (answer.error !== undefined) {
      fields.error = answer.error;
    }
    const message = answer.status >= 500 ? "request failed" : "request served";
    logger(levelOf(path, answer.status), message, fields);
  };

  return createServer((request, response) => {
    void respond(request, response);
  });
}

function createRoutes(
  config: Config,
  assets: Map<string, Asset>,
  metrics: Metrics,
): Map<string, Handler> {
  const orchestrator = new Orchestrator(config.orchestratorUrl);
  const { version, track } = config;
  const routes = new Map<string, Handler>();
  for (const [path, { contentType, body }] of assets) {
    routes.set(path, () => ({ status: 200, contentType, body }));
  }
  routes.set("/health", () => json(200, { status: "ok", service: SERVICE, version, track }));
  routes.set("/ready", async (requestId) => {
    try {
      await orchestrator.checkHealth(requestId);
      return json(200, { status: "ready", dependencies: ["orchestrator-service-rs"] });
    } catch (error) {
      return failure(503, error);
    }
  });
  routes.set("/metrics", () => ({
    status: 200,
    contentType: "text/plain; version=0.0.4; charset=utf-8",
    body: metrics.render(),
  }));
  routes.set("/api/status", async (requestId) => {
    try {
      return json(200, withOwn(await orchestrator.status(requestId), version, track));
    } catch (error) {
      return failure(502, error);
    }
  });
  return routes;
}

/** The orchestrator does not know the frontend, which adds itself. */
function withOwn(report: PlatformStatus, version: string, track: string): PlatformStatus {
  const own: ServiceStatus = {
    name: SERVICE,
    up: true,
    ready: true,
    version,
    track,
    latency_ms: null,
    error: null,
  };
  return { ...report, services: [own, ...report.services] };
}

async function answerRequest(
  method: string,
  handler: Handler | undefined,
  requestId: string,
): Promise<Answer> {
  if (handler === undefined) {
    return errorAnswer(404, "no such resource");
  }
  if (method !== "GET" && method !== "HEAD") {
    return errorAnswer(405, "method not allowed");
  }
  try {
    return await handler(requestId);
  } catch (error) {
    return { ...errorAnswer(500, "internal error"), error: String(error) };
  }
}

function json(status: number, value: unknown): Answer {
  return { status, contentType: "application/json", body: JSON.stringify(value) };
}

function errorAnswer(status: number, error: string): Answer {
  return { ...json(status, { error }), error };
}

/** Answers for the orchestrator; any other error is a defect of this program. */
function failure(status: number, error: unknown): Answer {
  if (error instanceof UpstreamError) {
    return errorAnswer(status, error.message);
  }
  throw error;
}

function readRequestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[a-zA-Z0-9-]{1,64}$/.test(given) ? given : randomUUID();
}

/** Served probes would drown the users' requests; the other services do the same. */
function levelOf(path: string, status: number): Level {
  if (isProbe(path)) {
    return status >= 500 ? "warn" : "debug";
  }
  if (status >= 500) {
    return "error";
  }
  return status >= 400 ? "warn" : "info";
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

function methodLabel(method: string): string {
  return METHODS.has(method) ? method : "other";
}
