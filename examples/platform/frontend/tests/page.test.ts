/**
 * @jest-environment jsdom
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Monitor } from "../src/browser/monitor.js";
import { View } from "../src/browser/view.js";
import { report, service } from "./support.js";

const page = readFileSync(join(__dirname, "../public/index.html"), "utf8");
const NOON = new Date(2026, 0, 1, 12, 0, 0);
const fetchMock = jest.fn<Promise<unknown>, [string]>();

beforeEach(() => {
  document.documentElement.innerHTML = page;
  fetchMock.mockReset();
  Object.assign(globalThis, { fetch: fetchMock });
  Object.assign(AbortSignal, { timeout: () => new AbortController().signal });
});

function answer(body: unknown, status = 200): void {
  fetchMock.mockResolvedValueOnce({
    ok: status < 400,
    status,
    json: () => Promise.resolve(body),
  });
}

function text(selector: string): string | undefined {
  return document.querySelector(selector)?.textContent;
}

describe("View", () => {
  test("every service has a card with its facts", () => {
    new View(document).showStatus(
      report(
        service(),
        service({ name: "tools-service-rs", ready: false, error: "not ready: no disk" }),
        service({
          name: "data-router-rs",
          up: false,
          ready: false,
          version: null,
          track: null,
          latency_ms: null,
        }),
      ),
      NOON,
    );
    const cards = [...document.querySelectorAll("#services > li")];
    expect(cards.map((card) => card.textContent)).toEqual([
      "llm-service-rsReadyVersion1.2.3TrackstableLatency1.3 ms",
      "tools-service-rsUp, not readyVersion1.2.3TrackstableLatency1.3 msnot ready: no disk",
      "data-router-rsDownVersionunknownTrackunknownLatencynot measured",
    ]);
    expect(text("#summary")).toBe("2 of 3 services are not ready");
    expect(text("#updated")).toBe(`Updated at ${NOON.toLocaleTimeString()}`);
  });

  test.each([
    [report(service()), "All services are ready"],
    [report(service(), service({ ready: false })), "1 of 2 services is not ready"],
  ])("the summary of %j is: %s", (status, summary) => {
    new View(document).showStatus(status, NOON);
    expect(text("#summary")).toBe(summary);
  });

  test("text from services stays text", () => {
    new View(document).showStatus(report(service({ version: "<b>1</b>" })), NOON);
    expect(document.querySelector("#services b")).toBeNull();
  });

  test("an error keeps what was known, marked as old, until the next success", () => {
    const view = new View(document);
    view.showStatus(report(), NOON);
    view.showError("no network");
    const alert = document.getElementById("alert");
    expect(alert?.hidden).toBe(false);
    expect(text("#alert")).toBe(
      `The state cannot be read: no network. What is shown is the state at ${NOON.toLocaleTimeString()}.`,
    );
    expect(text("#summary")).toBe("The state of the platform is unknown");
    expect(document.querySelectorAll("#services.stale > li")).toHaveLength(1);

    view.showStatus(report(), NOON);
    expect(alert?.hidden).toBe(true);
    expect(document.querySelector(".stale")).toBeNull();
  });

  test("text that did not change is not announced again", () => {
    const view = new View(document);
    view.showStatus(report(), NOON);
    const before = document.getElementById("summary")?.firstChild;
    view.showStatus(report(), NOON);
    expect(document.getElementById("summary")?.firstChild).toBe(before);
  });

  test("a page without its parts is a defect", () => {
    document.body.replaceChildren();
    expect(() => new View(document)).toThrow('the page has no element "summary"');
  });
});

describe("Monitor", () => {
  test.each([
    [{ error: "the orchestrator is away" }, 502, "the orchestrator is away"],
    ["", 500, "the server answered 500"],
    [{ status: "fine" }, 200, "status must be ok or degraded"],
  ])("the answer %j is shown as an error", async (body, status, reason) => {
    answer(body, status);
    await new Monitor(new View(document), 1000).refresh();
    expect(text("#alert")).toBe(`The state cannot be read: ${reason}.`);
  });

  test("whatever is thrown is shown", async () => {
    fetchMock.mockRejectedValueOnce("no reason");
    await new Monitor(new View(document), 1000).refresh();
    expect(text("#alert")).toBe("The state cannot be read: no reason.");
  });

  test("an impatient user causes one request at a time", async () => {
    answer(report());
    answer(report());
    const monitor = new Monitor(new View(document), 1000);
    await Promise.all([monitor.refresh(), monitor.refresh()]);
    expect(fetchMock).toHaveBeenCalledTimes(1);
    await monitor.refresh();
    expect(fetchMock).toHaveBeenCalledTimes(2);
  });
});

describe("the page", () => {
  beforeEach(() => {
    jest.useFakeTimers();
    fetchMock.mockImplementation(() =>
      Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve(report()) }),
    );
    jest.isolateModules(() => {
      jest.requireActual("../src/browser/main.ts");
    });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test("it refreshes by itself until it is told not to", async () => {
    await jest.advanceTimersByTimeAsync(10_000);
    expect(fetchMock).toHaveBeenCalledTimes(3);
    expect(text("#summary")).toBe("All services are ready");

    document.getElementById("automatic")?.click();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(fetchMock).toHaveBeenCalledTimes(3);

    document.getElementById("refresh")?.click();
    expect(fetchMock).toHaveBeenCalledTimes(4);
  });

  test("it rests while nobody can see it", async () => {
    await jest.advanceTimersByTimeAsync(0);
    const hidden = jest.spyOn(document, "hidden", "get").mockReturnValue(true);
    document.dispatchEvent(new Event("visibilitychange"));
    await jest.advanceTimersByTimeAsync(20_000);
    expect(fetchMock).toHaveBeenCalledTimes(1);

    hidden.mockRestore();
    document.dispatchEvent(new Event("visibilitychange"));
    expect(fetchMock).toHaveBeenCalledTimes(2);
  });
});
