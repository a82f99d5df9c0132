import { isProbe } from "./probes.js";

type Labels = Record<string, string | number>;

const BUCKETS = Array.from({ length: 14 }, (_, power) => 0.001 * 2 ** power);

interface Histogram {
  labels: Labels;
  /** One count for each bucket, not yet cumulated, and one for all above. */
  counts: number[];
  sum: number;
}

/** Request metrics in the Prometheus text format, named as in all services. */
export class Metrics {
  readonly #common: Labels;
  readonly #requests = new Map<string, { labels: Labels; count: number }>();
  readonly #durations = new Map<string, Histogram>();
  #errors = 0;

  constructor(service: string, track: string) {
    this.#common = { service, track };
  }

  /** `path` must come from a bounded set: every value is a series of its own. */
  record(method: string, path: string, status: number, seconds: number): void {
    const route = { ...this.#common, method, path };

    const requests = entry(this.#requests, { ...route, status }, (labels) => ({
      labels,
      count: 0,
    }));
    requests.count += 1;

    const durations = entry(this.#durations, route, (labels) => ({
      labels,
      counts: new Array<number>(BUCKETS.length + 1).fill(0),
      sum: 0,
    }));
    const bucket = BUCKETS.findIndex((bound) => seconds <= bound);
    const index = bucket === -1 ? BUCKETS.length : bucket;
    durations.counts[index] = (durations.counts[index] ?? 0) + 1;
    durations.sum += seconds;

    if (status >= 500 && !isProbe(path)) {
      this.#errors += 1;
    }
  }

  render(): string {
    const lines = [
      "# HELP http_requests_total Requests answered.",
      "# TYPE http_requests_total counter",
    ];
    for (const { labels, count } of this.#requests.values()) {
      lines.push(sample("http_requests_total", labels, count));
    }
    lines.push(
      "# HELP http_errors_total Requests, other than probes, answered with a status of 500 or above.",
      "# TYPE http_errors_total counter",
      sample("http_errors_total", this.#common, this.#errors),
      "# HELP http_request_duration_seconds Time from the request to its answer.",
      "# TYPE http_request_duration_seconds histogram",
    );
    for (const histogram of this.#durations.values()) {
      lines.push(...histogramSamples("http_request_duration_seconds", histogram));
    }
    return `${lines.join("\n")}\n`;
  }
}

function entry<T>(entries: Map<string, T>, labels: Labels, create: (labels: Labels) => T): T {
  const key = JSON.stringify(labels);
  const found = entries.get(key) ?? create(labels);
  entries.set(key, found);
  return found;
}

function histogramSamples(name: string, { labels, counts, sum }: Histogram): string[] {
  let cumulated = 0;
  const buckets = counts.map((count, index) => {
    cumulated += count;
    return sample(`${name}_bucket`, { ...labels, le: BUCKETS[index] ?? "+Inf" }, cumulated);
  });
  return [
    ...buckets,
    sample(`${name}_sum`, labels, sum),
    sample(`${name}_count`, labels, cumulated),
  ];
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escape(String(text))}"`);
  return `${name}{${pairs.join(",")}} ${value}`;
}

function escape(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
