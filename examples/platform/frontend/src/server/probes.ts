const PROBES = new Set(["/health", "/ready", "/metrics"]);

/** Whether `path` is asked by the machinery around a service, not by its users. */
export function isProbe(path: string): boolean {
  return PROBES.has(path);
}
