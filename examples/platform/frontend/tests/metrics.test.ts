import { Metrics } from "../src/server/metrics.js";

test("requests, errors and durations are counted", () => {
  const metrics = new Metrics("frontend", "canary");
  metrics.record("GET", "/", 200, 0.003);
  metrics.record("GET", "/", 200, 0.5);
  metrics.record("GET", "/", 502, 60);
  metrics.record("GET", "/ready", 503, 0.001);

  const lines = metrics.render().split("\n");
  const common = 'service="frontend",track="canary"';
  const route = `${common},method="GET",path="/"`;
  expect(lines).toEqual(
    expect.arrayContaining([
      "# TYPE http_requests_total counter",
      `http_requests_total{${route},status="200"} 2`,
      `http_requests_total{${route},status="502"} 1`,
      `http_errors_total{${common}} 1`,
      "# TYPE http_request_duration_seconds histogram",
      `http_request_duration_seconds_bucket{${route},le="0.002"} 0`,
      `http_request_duration_seconds_bucket{${route},le="0.004"} 1`,
      `http_request_duration_seconds_bucket{${route},le="0.512"} 2`,
      `http_request_duration_seconds_bucket{${route},le="+Inf"} 3`,
      `http_request_duration_seconds_sum{${route}} 60.503`,
      `http_request_duration_seconds_count{${route}} 3`,
    ]),
  );
});

test("the error counter exists before the first error", () => {
  const text = new Metrics("frontend", "stable").render();
  expect(text).toContain('http_errors_total{service="frontend",track="stable"} 0\n');
});

test("label values are escaped", () => {
  const text = new Metrics('a"b\\c\nd', "stable").render();
  expect(text).toContain('service="a\\"b\\\\c\\nd"');
});
