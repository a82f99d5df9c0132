import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { start } from "../src/server/start.js";
import { report, service } from "./support.js";

type Entry = Record<string, unknown>;

let root: string;
let servers: Server[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "frontend-"));
  for (const [name, text] of [
    ["package.json", '{"version": "1.2.3"}'],
    ["public/index.html", "<h1>page</h1>"],
    ["public/notes.txt", "not part of the page"],
    ["dist/browser/main.js", "export {};"],
    ["dist/shared/status.js", "export {};"],
  ] as const) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  servers = [];
});

afterEach(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  process.removeAllListeners("SIGTERM");
  process.removeAllListeners("SIGINT");
  process.exitCode = 0;
  rmSync(root, { recursive: true });
});

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An orchestrator that gives one answer to everything. */
async function orchestrator(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(status).end(body);
  });
  servers.push(server.listen(0));
  await once(server, "listening");
  return addressOf(server);
}

async function frontend(
  orchestratorUrl: string,
  env: Record<string, string> = {},
): Promise<{ url: string; server: Server; entries: Entry[] }> {
  const entries: Entry[] = [];
  const server = start(root, { PORT: "0", ORCHESTRATOR_URL: orchestratorUrl, ...env }, (line) => {
    entries.push(JSON.parse(line) as Entry);
  });
  if (server === undefined) {
    throw new Error("the server did not start");
  }
  servers.push(server);
  await once(server, "listening");
  return { url: addressOf(server), server, entries };
}

const NOWHERE = "http://127.0.0.1:1";

test("the page and its modules are served, and nothing else", async () => {
  const { url } = await frontend(NOWHERE);
  const page = await fetch(url);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(await page.text()).toBe("<h1>page</h1>");

  const module = await fetch(`${url}/browser/main.js?fresh`);
  expect(module.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect((await fetch(`${url}/shared/status.js`)).status).toBe(200);

  for (const path of ["/notes.txt", "/package.json", "/browser/%2e%2e/%2e%2e/package.json"]) {
    const missing = await fetch(url + path);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({ error: "no such resource" });
  }
});

test("only reading is allowed", async () => {
  const { url } = await frontend(NOWHERE);
  const head = await fetch(url, { method: "HEAD" });
  expect(head.status).toBe(200);
  expect(head.headers.get("content-length")).toBe("13");
  expect(await head.text()).toBe("");

  const post = await fetch(url, { method: "POST" });
  expect(post.status).toBe(405);
  expect(post.headers.get("allow")).toBe("GET, HEAD");
});

test("the status is the orchestrator's with the frontend added", async () => {
  const { url } = await frontend(await orchestrator(200, JSON.stringify(report())));
  const response = await fetch(`${url}/api/status`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    status: "ok",
    services: [service({ name: "frontend", latency_ms: null }), service()],
  });
});

test.each([
  [503, "{}", "the orchestrator answered 503"],
  [200, "{}", "the orchestrator's report cannot be read: status must be ok or degraded"],
  [200, "<html>", "the orchestrator's report cannot be read: Unexpected token"],
])("an orchestrator that answers %d %s is reported as 502", async (status, body, reason) => {
  const { url, entries } = await frontend(await orchestrator(status, body));
  const response = await fetch(`${url}/api/status`, { headers: { "x-request-id": "run-1" } });
  expect(response.status).toBe(502);
  expect(response.headers.get("x-request-id")).toBe("run-1");
  expect(await response.json()).toEqual({ error: expect.stringContaining(reason) as string });
  expect(entries.at(-1)).toMatchObject({
    level: "error",
    message: "request failed",
    request_id: "run-1",
    path: "/api/status",
    status: 502,
    error: expect.stringContaining(reason) as string,
  });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('http_errors_total{service="frontend",track="stable"} 1');
});

test("it is alive without the orchestrator but not ready", async () => {
  const { url, entries } = await frontend(NOWHERE, { TRACK: "canary" });
  const health = await fetch(`${url}/health`);
  expect(await health.json()).toEqual({
    status: "ok",
    service: "frontend",
    version: "1.2.3",
    track: "canary",
  });
  const ready = await fetch(`${url}/ready`);
  expect(ready.status).toBe(503);
  expect(entries.map(({ level, path }) => [level, path])).toEqual([
    ["info", undefined],
    ["warn", "/ready"],
  ]);
});

test("it is ready with the orchestrator", async () => {
  const { url } = await frontend(await orchestrator(200, "{}"));
  const ready = await fetch(`${url}/ready`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toEqual({
    status: "ready",
    dependencies: ["orchestrator-service-rs"],
  });
});

test("unknown paths and invented methods share one series", async () => {
  const { url } = await frontend(NOWHERE);
  await fetch(`${url}/a`);
  await fetch(`${url}/b`);
  const [response] = (await once(
    request(`${url}/c`, { method: "PROPFIND" }).end(),
    "response",
  )) as [IncomingMessage];
  await once(response.resume(), "end");
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const series = 'http_requests_total{service="frontend",track="stable"';
  expect(metrics).toContain(`${series},method="GET",path="unmatched",status="404"} 2`);
  expect(metrics).toContain(`${series},method="other",path="unmatched",status="404"} 1`);
});

test("it stops in order at SIGTERM", async () => {
  const { server, entries } = await frontend(NOWHERE);
  const closed = once(server, "close");
  process.emit("SIGTERM");
  await closed;
  expect(entries.map(({ message }) => message)).toEqual(["service started", "service stopped"]);
});

test("it does not start with a setting that cannot be used", () => {
  const write = jest.fn<boolean, [string]>();
  expect(start(root, { PORT: "http" }, write)).toBeUndefined();
  expect(process.exitCode).toBe(1);
  expect(write).toHaveBeenCalledWith(expect.stringContaining("expected a number from 0 to 65535"));
});

test("it does not start without its page", () => {
  rmSync(join(root, "public/index.html"));
  const write = jest.fn<boolean, [string]>();
  expect(start(root, {}, write)).toBeUndefined();
  expect(process.exitCode).toBe(1);
  expect(write).toHaveBeenCalledWith(expect.stringContaining("public/index.html is missing"));
});

test("it says so when its port is taken", async () => {
  const { url } = await frontend(NOWHERE);
  const entries: Entry[] = [];
  const second = start(root, { PORT: new URL(url).port }, (line) => {
    entries.push(JSON.parse(line) as Entry);
  });
  if (second === undefined) {
    throw new Error("the server was not made");
  }
  await expect(once(second, "listening")).rejects.toThrow("EADDRINUSE");
  expect(entries).toMatchObject([{ level: "error", message: "service stopped" }]);
  expect(process.exitCode).toBe(1);
});
