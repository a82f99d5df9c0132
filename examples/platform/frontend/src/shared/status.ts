/** The state of the platform, as the orchestrator reports it. */
export interface PlatformStatus {
  status: "ok" | "degraded";
  services: ServiceStatus[];
}

export interface ServiceStatus {
  name: string;
  up: boolean;
  ready: boolean;
  version: string | null;
  track: string | null;
  latency_ms: number | null;
  error: string | null;
}

/** Reads a report that came over the network; throws if it is none. */
export function parsePlatformStatus(value: unknown): PlatformStatus {
  const { status, services } = members(value, "the report");
  if (status !== "ok" && status !== "degraded") {
    throw new TypeError("status must be ok or degraded");
  }
  if (!Array.isArray(services)) {
    throw new TypeError("services must be a list");
  }
  return { status, services: services.map(parseService) };
}

function parseService(value: unknown): ServiceStatus {
  const service = members(value, "a service");
  return {
    name: typed(service, "name", "string"),
    up: typed(service, "up", "boolean"),
    ready: typed(service, "ready", "boolean"),
    version: nullable(service, "version", "string"),
    track: nullable(service, "track", "string"),
    latency_ms: nullable(service, "latency_ms", "number"),
    error: nullable(service, "error", "string"),
  };
}

interface Types {
  string: string;
  boolean: boolean;
  number: number;
}

type Members = Record<string, unknown>;

function members(value: unknown, what: string): Members {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`${what} must be an object`);
  }
  return value as Members;
}

function typed<T extends keyof Types>(object: Members, key: string, type: T): Types[T] {
  const value = object[key];
  if (typeof value !== type) {
    throw new TypeError(`${key} must be a ${type}`);
  }
  return value as Types[T];
}

function nullable<T extends keyof Types>(object: Members, key: string, type: T): Types[T] | null {
  return object[key] == null ? null : typed(object, key, type);
}
