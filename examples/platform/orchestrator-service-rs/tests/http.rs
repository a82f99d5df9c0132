use axum::http::StatusCode;
use axum::routing::{get as on_get, post as on_post};
use axum::{Json, Router};
use orchestrator_service_rs::service;
use platform_common::testing::{check_program, check_refusal, configure, get, post, send, spawn};
use platform_common::ApiError;
use serde_json::{json, Value};

const PROGRAM: &str = env!("CARGO_BIN_EXE_orchestrator-service-rs");
const NOWHERE: &str = "http://127.0.0.1:1";

/// The orchestrator with its upstreams at these addresses.
fn orchestrator(data_router: &str, llm: &str, tools: &str) -> Router {
    let variables = [
        ("DATA_ROUTER_URL", data_router),
        ("LLM_SERVICE_URL", llm),
        ("TOOLS_SERVICE_URL", tools),
    ];
    let service = configure("orchestrator-service-rs", variables, service);
    assert_eq!(service.dependencies.len(), 1);
    service.routes
}

/// A stand-in that is alive, and ready or not; as a router it echoes tasks.
async fn peer(name: &'static str, ready: bool) -> String {
    let health = json!({"status": "ok", "service": name, "version": "9.9.9", "track": "canary"});
    let routes = Router::new()
        .route("/health", on_get(|| async { Json(health) }))
        .route(
            "/ready",
            on_get(move || async move {
                if ready {
                    Ok(Json(json!({"status": "ready", "dependencies": []})))
                } else {
                    Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "not ready"))
                }
            }),
        )
        .route(
            "/v1/route",
            on_post(|Json(task): Json<Value>| async move {
                Json(json!({"handled_by": "llm-service-rs", "output": task["text"]}))
            }),
        );
    spawn(routes).await
}

#[tokio::test]
async fn a_task_is_routed_and_receipted() {
    let routes = orchestrator(&peer("data-router-rs", true).await, NOWHERE, NOWHERE);
    let (status, body) = send(&routes, post("/v1/tasks", &json!({"text": "hello"}))).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["handled_by"], "llm-service-rs");
    assert_eq!(body["output"], "hello");
    assert!(body["duration_ms"].is_u64());
    assert_eq!(body["request_id"].as_str().map(str::len), Some(16));
}

#[tokio::test]
async fn a_task_without_usable_text_is_refused() {
    let routes = orchestrator(NOWHERE, NOWHERE, NOWHERE);
    for text in ["", " \n", &"x".repeat(9000)] {
        let (status, body) = send(&routes, post("/v1/tasks", &json!({ "text": text }))).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(body, json!({"error": "text must have 1 to 8192 bytes"}));
    }
}

#[tokio::test]
async fn a_task_fails_when_the_router_is_away() {
    let routes = orchestrator(NOWHERE, NOWHERE, NOWHERE);
    let (status, body) = send(&routes, post("/v1/tasks", &json!({"text": "hello"}))).await;
    assert_eq!(status, StatusCode::BAD_GATEWAY);
    let error = body["error"].as_str().unwrap();
    assert!(
        error.starts_with("data-router-rs cannot be reached"),
        "{error}"
    );
}

#[tokio::test]
async fn the_status_is_ok_when_all_are_ready() {
    let routes = orchestrator(
        &peer("data-router-rs", true).await,
        &peer("llm-service-rs", true).await,
        &peer("tools-service-rs", true).await,
    );
    let (status, body) = send(&routes, get("/v1/status")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["status"], "ok");
    assert_eq!(
        body["services"][0],
        json!({
            "name": "orchestrator-service-rs", "up": true, "ready": true, "version": "1.2.3",
            "track": "stable", "latency_ms": null, "error": null,
        })
    );
    let names = ["data-router-rs", "llm-service-rs", "tools-service-rs"];
    for (service, name) in body["services"].as_array().unwrap()[1..].iter().zip(names) {
        assert_eq!(service["name"], name);
        assert_eq!(service["up"], true);
        assert_eq!(service["ready"], true);
        assert_eq!(service["version"], "9.9.9");
        assert_eq!(service["track"], "canary");
        assert!(service["latency_ms"].is_f64());
    }
}

#[tokio::test]
async fn the_status_tells_what_is_wrong() {
    let routes = orchestrator(NOWHERE, &peer("llm-service-rs", false).await, NOWHERE);
    let (status, body) = send(&routes, get("/v1/status")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["status"], "degraded");
    let services = body["services"].as_array().unwrap();
    let state = |index: usize| {
        let service = &services[index];
        (service["up"] == true, service["ready"] == true)
    };
    assert_eq!(state(0), (true, false), "the orchestrator needs its router");
    assert_eq!(state(1), (false, false));
    assert_eq!(state(2), (true, false));
    assert_eq!(
        services[2]["error"],
        "llm-service-rs answered 503 Service Unavailable: not ready"
    );
}

#[tokio::test]
async fn the_program_starts_and_stops() {
    check_program(PROGRAM, "orchestrator-service-rs").await;
}

#[test]
fn the_program_refuses_settings_it_cannot_use() {
    check_refusal(PROGRAM, "DATA_ROUTER_URL", "data-router");
    check_refusal(PROGRAM, "FAULT_ERROR_PERCENT", "101");
}
