//! Request metrics in the Prometheus text format.

use std::time::Duration;

use axum::http::StatusCode;
use prometheus::{
    exponential_buckets, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, Opts, Registry,
    TextEncoder,
};

use crate::observe::is_probe;

pub(crate) struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    errors: IntCounter,
    durations: HistogramVec,
}

impl Metrics {
    pub(crate) fn new(service: &str, track: &str) -> prometheus::Result<Self> {
        let labelled = |opts: Opts| {
            opts.const_label("service", service)
                .const_label("track", track)
        };
        let requests = IntCounterVec::new(
            labelled(Opts::new("http_requests_total", "Requests answered.")),
            &["method", "path", "status"],
        )?;
        let errors = IntCounter::with_opts(labelled(Opts::new(
            "http_errors_total",
            "Requests, other than probes, answered with a status of 500 or above.",
        )))?;
        let durations = HistogramVec::new(
            HistogramOpts::from(labelled(Opts::new(
                "http_request_duration_seconds",
                "Time from the request to its answer.",
            )))
            .buckets(exponential_buckets(0.001, 2.0, 14)?),
            &["method", "path"],
        )?;

        let registry = Registry::new();
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(errors.clone()))?;
        registry.register(Box::new(durations.clone()))?;
        Ok(Self {
            registry,
            requests,
            errors,
            durations,
        })
    }

    /// `path` is the route's pattern, so that the number of series stays bounded.
    pub(crate) fn record(&self, method: &str, path: &str, status: StatusCode, took: Duration) {
        self.requests
            .with_label_values(&[method, path, status.as_str()])
            .inc();
        self.durations
            .with_label_values(&[method, path])
            .observe(took.as_secs_f64());
        if status.is_server_error() && !is_probe(path) {
            self.errors.inc();
        }
    }

    pub(crate) fn render(&self) -> prometheus::Result<String> {
        TextEncoder::new().encode_to_string(&self.registry.gather())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_errors_and_durations_are_counted() {
        let metrics = Metrics::new("demo", "canary").unwrap();
        let took = Duration::from_millis(3);
        metrics.record("GET", "/v1/things", StatusCode::OK, took);
        metrics.record("GET", "/v1/things", StatusCode::OK, took);
        metrics.record("GET", "/v1/things", StatusCode::BAD_GATEWAY, took);
        metrics.record("GET", "/ready", StatusCode::SERVICE_UNAVAILABLE, took);

        let text = metrics.render().unwrap();
        for line in [
            r#"http_requests_total{method="GET",path="/v1/things",service="demo",status="200",track="canary"} 2"#,
            r#"http_requests_total{method="GET",path="/v1/things",service="demo",status="502",track="canary"} 1"#,
            r#"http_errors_total{service="demo",track="canary"} 1"#,
            r#"http_request_duration_seconds_bucket{method="GET",path="/v1/things",service="demo",track="canary",le="0.002"} 0"#,
            r#"http_request_duration_seconds_bucket{method="GET",path="/v1/things",service="demo",track="canary",le="0.004"} 3"#,
            r#"http_request_duration_seconds_count{method="GET",path="/v1/things",service="demo",track="canary"} 3"#,
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }

    #[test]
    fn the_error_counter_exists_before_the_first_error() {
        let text = Metrics::new("demo", "stable").unwrap().render().unwrap();
        assert!(text.contains(r#"http_errors_total{service="demo",track="stable"} 0"#));
    }
}
