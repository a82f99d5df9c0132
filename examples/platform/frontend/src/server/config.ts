import { isLevel, type Level } from "./log.js";

export interface Config {
  port: number;
  orchestratorUrl: URL;
  version: string;
  track: string;
  logLevel: Level;
}

export type Environment = Record<string, string | undefined>;

/** Reads the settings; `version` is the build's and yields to `APP_VERSION`. */
export function readConfig(env: Environment, version: string): Config {
  return {
    port: readPort(env),
    orchestratorUrl: readUrl(env, "ORCHESTRATOR_URL", "http://localhost:8080"),
    version: read(env, "APP_VERSION", version),
    track: read(env, "TRACK", "stable"),
    logLevel: readLevel(env),
  };
}

/** An empty value counts as absent. */
function read(env: Environment, name: string, fallback: string): string {
  const value = env[name];
  return value === undefined || value === "" ? fallback : value;
}

function readPort(env: Environment): number {
  const text = read(env, "PORT", "8080");
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new RangeError(`PORT=${JSON.stringify(text)}: expected a number from 0 to 65535`);
  }
  return port;
}

function readUrl(env: Environment, name: string, fallback: string): URL {
  const text = read(env, name, fallback);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:") {
    throw new TypeError(
      `${name}=${JSON.stringify(text)}: expected an address like http://host:port`,
    );
  }
  return url;
}

function readLevel(env: Environment): Level {
  const text = read(env, "LOG_LEVEL", "info");
  if (!isLevel(text)) {
    throw new TypeError(
      `LOG_LEVEL=${JSON.stringify(text)}: expected debug, info, warn or error`,
    );
  }
  return text;
}
