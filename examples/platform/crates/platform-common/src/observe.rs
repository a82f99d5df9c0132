//! What happens around every request: an identifier, a fault if the switch
//! says so, one log entry and the metrics.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::error::{ApiError, ErrorMessage};
use crate::log::Level;
use crate::request_id::RequestId;
use crate::server::Platform;

/// Whether `path` is asked by the machinery around a service, not by its users.
pub(crate) fn is_probe(path: &str) -> bool {
    matches!(path, "/health" | "/ready" | "/metrics")
}

pub(crate) async fn observe(
    State(platform): State<Arc<Platform>>,
    mut request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str)
        .to_owned();
    let id = RequestId::from_headers(request.headers());
    request.extensions_mut().insert(id.clone());

    let mut response = answer(&platform, &path, request, next).await;

    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(RequestId::HEADER, value);
    }
    let status = response.status();
    let took = started.elapsed();
    platform
        .metrics
        .record(method_label(&method), &route, status, took);
    log_request(&platform, &method, &path, &id, &response, took);
    response
}

async fn answer(platform: &Platform, path: &str, request: Request, next: Next) -> Response {
    let fault = platform.settings.faults.next(path);
    if let Some(delay) = fault.delay {
        tokio::time::sleep(delay).await;
    }
    if fault.fail {
        return ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "injected fault").into_response();
    }
    next.run(request).await
}

fn log_request(
    platform: &Platform,
    method: &Method,
    path: &str,
    id: &RequestId,
    response: &Response,
    took: Duration,
) {
    let status = response.status();
    let mut fields = json!({
        "request_id": id.as_str(),
        "method": method.as_str(),
        "path": path,
        "status": status.as_u16(),
        "duration_ms": took.as_micros() as f64 / 1000.0,
    });
    if let Some(ErrorMessage(message)) = response.extensions().get() {
        fields["error"] = message.as_str().into();
    }
    let message = if status.is_server_error() {
        "request failed"
    } else {
        "request served"
    };
    platform.logger.log(level(path, status), message, fields);
}

/// Probes come every few seconds: served ones would drown the users' requests,
/// and a service that is not ready has not failed anybody yet.
fn level(path: &str, status: StatusCode) -> Level {
    match status {
        StatusCode::SERVICE_UNAVAILABLE if is_probe(path) => Level::Warn,
        _ if status.is_server_error() => Level::Error,
        _ if is_probe(path) => Level::Debug,
        _ if status.is_client_error() => Level::Warn,
        _ => Level::Info,
    }
}

/// A client may invent methods; the metric must not get a series for each.
fn method_label(method: &Method) -> &str {
    match *method {
        Method::GET | Method::HEAD | Method::POST | Method::PUT | Method::PATCH => method.as_str(),
        Method::DELETE | Method::OPTIONS => method.as_str(),
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_follow_the_status() {
        for (path, status, expected) in [
            ("/v1/tasks", StatusCode::OK, Level::Info),
            ("/v1/tasks", StatusCode::NOT_FOUND, Level::Warn),
            ("/v1/tasks", StatusCode::SERVICE_UNAVAILABLE, Level::Error),
            ("/health", StatusCode::OK, Level::Debug),
            ("/ready", StatusCode::SERVICE_UNAVAILABLE, Level::Warn),
            ("/health", StatusCode::INTERNAL_SERVER_ERROR, Level::Error),
        ] {
            assert_eq!(level(path, status), expected, "{path} {status}");
        }
    }

    #[test]
    fn invented_methods_share_one_label() {
        assert_eq!(method_label(&Method::DELETE), "DELETE");
        assert_eq!(method_label(&Method::from_bytes(b"BREW").unwrap()), "other");
    }
}
