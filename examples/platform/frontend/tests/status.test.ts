import { parsePlatformStatus } from "../src/shared/status.js";
import { report } from "./support.js";

test("a report is read as it is", () => {
  expect(parsePlatformStatus(report())).toEqual(report());
});

test("absent details count as unknown", () => {
  const bare = { status: "degraded", services: [{ name: "a", up: false, ready: false }] };
  expect(parsePlatformStatus(bare).services).toEqual([
    {
      name: "a",
      up: false,
      ready: false,
      version: null,
      track: null,
      latency_ms: null,
      error: null,
    },
  ]);
});

test.each([
  [null, "the report must be an object"],
  [{ status: "fine", services: [] }, "status must be ok or degraded"],
  [{ status: "ok" }, "services must be a list"],
  [{ status: "ok", services: ["a"] }, "a service must be an object"],
  [{ status: "ok", services: [{ name: 1 }] }, "name must be a string"],
  [
    { status: "ok", services: [{ name: "a", up: true, ready: true, latency_ms: "1" }] },
    "latency_ms must be a number",
  ],
])("%j is refused", (value, reason) => {
  expect(() => parsePlatformStatus(value)).toThrow(reason);
});
