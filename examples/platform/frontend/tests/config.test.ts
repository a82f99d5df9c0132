import { readConfig } from "../src/server/config.js";

test("defaults apply to absent and empty variables", () => {
  expect(readConfig({ PORT: "" }, "1.2.3")).toEqual({
    port: 8080,
    orchestratorUrl: new URL("http://localhost:8080"),
    version: "1.2.3",
    track: "stable",
    logLevel: "info",
  });
});

test("variables override the defaults", () => {
  const env = {
    PORT: "9000",
    ORCHESTRATOR_URL: "http://orchestrator-service-rs",
    APP_VERSION: "2.0.0",
    TRACK: "canary",
    LOG_LEVEL: "debug",
  };
  expect(readConfig(env, "1.2.3")).toEqual({
    port: 9000,
    orchestratorUrl: new URL("http://orchestrator-service-rs"),
    version: "2.0.0",
    track: "canary",
    logLevel: "debug",
  });
});

test.each([
  ["PORT", "http"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["ORCHESTRATOR_URL", "orchestrator"],
  ["ORCHESTRATOR_URL", "https://orchestrator"],
  ["LOG_LEVEL", "loud"],
])("%s=%s is refused by name", (name, value) => {
  expect(() => readConfig({ [name]: value }, "1.2.3")).toThrow(`${name}="${value}"`);
});
