//! The frame of every service: probes, middleware, start and shutdown.

use std::future::Future;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{header, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{middleware, Json, Router};
use futures_util::future::join_all;
use serde_json::{json, Value};
use tokio::net::TcpListener;
use tokio::signal::unix::{signal, SignalKind};

use crate::api::{Health, Ready};
use crate::client::ServiceClient;
use crate::config::{ConfigError, Environment, Settings};
use crate::error::ApiError;
use crate::log::{Level, Logger};
use crate::metrics::Metrics;
use crate::observe::observe;
use crate::request_id::RequestId;

/// What makes one service different from the others.
pub struct Service {
    pub routes: Router,
    /// The services without which this one is not ready.
    pub dependencies: Vec<ServiceClient>,
}

/// What every request of a running service has at hand.
pub(crate) struct Platform {
    pub(crate) settings: Settings,
    pub(crate) logger: Logger,
    pub(crate) metrics: Metrics,
    dependencies: Vec<ServiceClient>,
}

/// Runs a service until SIGTERM or SIGINT. `main` of every service.
pub async fn run<B>(name: &'static str, version: &str, build: B) -> ExitCode
where
    B: FnOnce(&Environment, &Settings) -> Result<Service, ConfigError>,
{
    match start(name, version, &Environment::from_process(), build).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let logger = Logger::new(name, "", Level::Info, Box::new(io::stdout()));
            let fields = json!({ "error": error.to_string() });
            logger.log(Level::Error, "service stopped", fields);
            ExitCode::FAILURE
        }
    }
}

async fn start<B>(
    name: &'static str,
    version: &str,
    env: &Environment,
    build: B,
) -> Result<(), Box<dyn std::error::Error>>
where
    B: FnOnce(&Environment, &Settings) -> Result<Service, ConfigError>,
{
    let settings = Settings::new(name, version, env)?;
    let service = build(env, &settings)?;
    let listener = TcpListener::bind(("0.0.0.0", settings.port)).await?;
    let shutdown = shutdown_signal()?;
    let logger = Logger::new(
        name,
        &settings.track,
        settings.log_level,
        Box::new(io::stdout()),
    );
    let platform = Arc::new(Platform::new(settings, logger, &service)?);

    platform.logger.log(
        Level::Info,
        "service started",
        json!({ "version": platform.settings.version, "port": listener.local_addr()?.port() }),
    );
    if platform.settings.faults.is_on() {
        let fields = json!({ "faults": format!("{:?}", platform.settings.faults) });
        platform
            .logger
            .log(Level::Warn, "fault switch is on", fields);
    }
    axum::serve(listener, router(Arc::clone(&platform), service.routes))
        .with_graceful_shutdown(shutdown)
        .await?;
    platform
        .logger
        .log(Level::Info, "service stopped", Value::Null);
    Ok(())
}

/// Completes at the first SIGTERM or SIGINT after this call.
fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

impl Platform {
    pub(crate) fn new(
        settings: Settings,
        logger: Logger,
        service: &Service,
    ) -> prometheus::Result<Self> {
        Ok(Self {
            metrics: Metrics::new(settings.service, &settings.track)?,
            settings,
            logger,
            dependencies: service.dependencies.clone(),
        })
    }
}

/// The service's own routes with everything that all services have around them.
pub(crate) fn router(platform: Arc<Platform>, routes: Router) -> Router {
    let common = Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .route("/metrics", get(metrics))
        .with_state(Arc::clone(&platform));
    routes
        .merge(common)
        .fallback(|| async { ApiError::new(StatusCode::NOT_FOUND, "no such resource") })
        .method_not_allowed_fallback(|| async {
            ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "method not allowed")
        })
        .layer(middleware::from_fn_with_state(platform, observe))
}

async fn health(State(platform): State<Arc<Platform>>) -> Json<Health> {
    let settings = &platform.settings;
    Json(Health {
        status: "ok".to_owned(),
        service: settings.service.to_owned(),
        version: settings.version.clone(),
        track: settings.track.clone(),
    })
}

async fn ready(
    State(platform): State<Arc<Platform>>,
    id: RequestId,
) -> Result<Json<Ready>, ApiError> {
    check_dependencies(&platform.dependencies, &id).await?;
    let names = platform.dependencies.iter().map(ServiceClient::service);
    Ok(Json(Ready {
        status: "ready".to_owned(),
        dependencies: names.map(str::to_owned).collect(),
    }))
}

async fn metrics(State(platform): State<Arc<Platform>>) -> Result<impl IntoResponse, ApiError> {
    let text = platform
        .metrics
        .render()
        .map_err(|error| ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, prometheus::TEXT_FORMAT)], text))
}

/// Fails with 503 unless every dependency is alive. Their own readiness is left
/// out, so that one broken service does not take the whole chain out of rotation.
pub async fn check_dependencies(
    dependencies: &[ServiceClient],
    id: &RequestId,
) -> Result<(), ApiError> {
    let probes = dependencies
        .iter()
        .map(|dependency| dependency.probe::<Health>("/health", id));
    let failures: Vec<String> = join_all(probes)
        .await
        .into_iter()
        .filter_map(|answer| answer.err().map(|error| error.to_string()))
        .collect();
    if failures.is_empty() {
        return Ok(());
    }
    Err(ApiError::new(
        StatusCode::SERVICE_UNAVAILABLE,
        format!("not ready: {}", failures.join("; ")),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{client, get, request, send, spawn, Capture};
    use axum::http::Method;

    /// A service with one route, started with `variables`.
    fn demo<const N: usize>(
        variables: [(&str, &str); N],
        dependencies: Vec<ServiceClient>,
    ) -> (Router, Capture) {
        let settings = Settings::new("demo", "1.2.3", &Environment::from(variables)).unwrap();
        let capture = Capture::default();
        let level = settings.log_level;
        let logger = Logger::new("demo", &settings.track, level, Box::new(capture.clone()));
        let service = Service {
            routes: Router::new().route(
                "/v1/things/{name}",
                axum::routing::get(|| async { "thing" }),
            ),
            dependencies,
        };
        let platform = Platform::new(settings, logger, &service).unwrap();
        (router(Arc::new(platform), service.routes), capture)
    }

    #[tokio::test]
    async fn health_tells_who_answers() {
        let (service, _) = demo([("TRACK", "canary")], vec![]);
        let (status, body) = send(&service, get("/health")).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            body,
            json!({"status": "ok", "service": "demo", "version": "1.2.3", "track": "canary"})
        );
    }

    #[tokio::test]
    async fn ready_depends_on_the_dependencies() {
        let (peer, _) = demo([], vec![]);
        let up = client(&spawn(peer).await);
        let (service, _) = demo([], vec![up.clone()]);
        let (status, body) = send(&service, get("/ready")).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(body, json!({"status": "ready", "dependencies": ["peer"]}));

        let (service, capture) = demo([], vec![up, client("http://127.0.0.1:1")]);
        let (status, body) = send(&service, get("/ready")).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        let error = body["error"].as_str().unwrap();
        assert!(error.starts_with("not ready: peer cannot be reached"));
        assert_eq!(capture.entries()[0]["level"], "warn");
    }

    #[tokio::test]
    async fn requests_are_logged_and_counted_by_route() {
        let (service, capture) = demo([], vec![]);
        let mut request = get("/v1/things/lamp");
        request
            .headers_mut()
            .insert("x-request-id", "run-1".parse().unwrap());
        assert_eq!(send(&service, request).await.0, StatusCode::OK);
        assert_eq!(
            send(&service, get("/nowhere")).await.0,
            StatusCode::NOT_FOUND
        );
        send(&service, get("/health")).await;

        let entries = capture.entries();
        assert_eq!(entries.len(), 2, "served probes are not logged");
        assert_eq!(entries[0]["level"], "info");
        assert_eq!(entries[0]["message"], "request served");
        assert_eq!(entries[0]["request_id"], "run-1");
        assert_eq!(entries[0]["path"], "/v1/things/lamp");
        assert_eq!(entries[0]["status"], 200);
        assert!(entries[0]["duration_ms"].is_f64());
        assert_eq!(entries[1]["level"], "warn");
        assert_eq!(entries[1]["error"], "no such resource");

        let (_, metrics) = send(&service, get("/metrics")).await;
        let metrics = metrics.as_str().unwrap();
        for series in [
            r#"http_requests_total{method="GET",path="/v1/things/{name}",service="demo",status="200",track="stable"} 1"#,
            r#"http_requests_total{method="GET",path="unmatched",service="demo",status="404",track="stable"} 1"#,
            r#"http_errors_total{service="demo",track="stable"} 0"#,
        ] {
            assert!(metrics.contains(series), "{series}\n{metrics}");
        }
    }

    #[tokio::test]
    async fn a_wrong_method_is_refused_as_json() {
        let (service, _) = demo([], vec![]);
        let request = request(Method::DELETE, "/v1/things/lamp", &Value::Null);
        let (status, body) = send(&service, request).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(body, json!({"error": "method not allowed"}));
    }

    #[tokio::test]
    async fn injected_faults_look_like_real_ones() {
        let (service, capture) = demo([("FAULT_ERROR_PERCENT", "100")], vec![]);
        let (status, body) = send(&service, get("/v1/things/lamp")).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(body, json!({"error": "injected fault"}));
        assert_eq!(send(&service, get("/health")).await.0, StatusCode::OK);

        let entry = &capture.entries()[0];
        assert_eq!(entry["level"], "error");
        assert_eq!(entry["message"], "request failed");
        assert_eq!(entry["error"], "injected fault");
        let (_, metrics) = send(&service, get("/metrics")).await;
        assert!(metrics
            .as_str()
            .unwrap()
            .contains(r#"http_errors_total{service="demo",track="stable"} 1"#));
    }

    #[tokio::test]
    async fn injected_delays_slow_a_request_down() {
        let (service, capture) = demo(
            [("FAULT_DELAY_PERCENT", "100"), ("FAULT_DELAY_MS", "30")],
            vec![],
        );
        let (status, _) = send(&service, get("/v1/things/lamp")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(capture.entries()[0]["duration_ms"].as_f64().unwrap() >= 30.0);
    }

    #[tokio::test]
    async fn a_service_that_cannot_be_configured_does_not_start() {
        let env = Environment::from([("FAULT_ERROR_PERCENT", "most")]);
        let unused = |_: &Environment, _: &Settings| unreachable!("settings are read first");
        let error = start("demo", "1.2.3", &env, unused).await.unwrap_err();
        assert!(error.to_string().starts_with("FAULT_ERROR_PERCENT="));
    }
}
