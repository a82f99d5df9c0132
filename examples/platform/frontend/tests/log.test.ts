import { createLogger } from "../src/server/log.js";

test("an entry is one JSON line", () => {
  const lines: string[] = [];
  const logger = createLogger("frontend", "canary", "info", (line) => lines.push(line));
  logger("error", "line\nbreak", { status: 500 });

  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\n]*\n$/);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    level: "error",
    service: "frontend",
    track: "canary",
    message: "line\nbreak",
    status: 500,
  });
});

test("entries below the level are dropped", () => {
  const write = jest.fn();
  const logger = createLogger("frontend", "stable", "warn", write);
  logger("info", "quiet");
  logger("warn", "loud");
  expect(write).toHaveBeenCalledTimes(1);
});
