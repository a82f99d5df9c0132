import type { PlatformStatus, ServiceStatus } from "../src/shared/status.js";

export function service(changes: Partial<ServiceStatus> = {}): ServiceStatus {
  return {
    name: "llm-service-rs",
    up: true,
    ready: true,
    version: "1.2.3",
    track: "stable",
    latency_ms: 1.25,
    error: null,
    ...changes,
  };
}

export function report(...services: ServiceStatus[]): PlatformStatus {
  return {
    status: services.every(({ ready }) => ready) ? "ok" : "degraded",
    services: services.length === 0 ? [service()] : services,
  };
}
