use axum::http::{HeaderValue, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use data_router_rs::service;
use platform_common::testing::{
    check_program, check_refusal, configure, post as post_request, send, spawn,
};
use platform_common::{ApiError, RequestId};
use serde_json::{json, Value};

const PROGRAM: &str = env!("CARGO_BIN_EXE_data-router-rs");

/// The router in front of stand-ins: the model repeats its prompt and the
/// request's identifier, the calculator knows one answer, the clock is broken.
async fn route(task: Value) -> (StatusCode, Value) {
    let llm = Router::new().route(
        "/v1/completions",
        post(|id: RequestId, Json(body): Json<Value>| async move {
            let text = format!("{} [{id}]", body["prompt"].as_str().unwrap_or_default());
            Json(json!({"model": "stub", "text": text, "words": 1}))
        }),
    );
    let tools = Router::new()
        .route(
            "/v1/tools/calculator",
            post(|Json(body): Json<Value>| async move {
                if body["input"] == "6 * 7" {
                    Ok(Json(json!({"tool": "calculator", "output": 42.0})))
                } else {
                    Err(ApiError::unprocessable("division by zero"))
                }
            }),
        )
        .route(
            "/v1/tools/time",
            post(|| async { ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "broken") }),
        );
    let (llm, tools) = (spawn(llm).await, spawn(tools).await);
    let variables = [
        ("LLM_SERVICE_URL", llm.as_str()),
        ("TOOLS_SERVICE_URL", tools.as_str()),
    ];
    let service = configure("data-router-rs", variables, service);
    assert_eq!(service.dependencies.len(), 2);

    let mut request = post_request("/v1/route", &task);
    let id = HeaderValue::from_static("run-1");
    request.headers_mut().insert("x-request-id", id);
    send(&service.routes, request).await
}

#[tokio::test]
async fn prose_goes_to_the_model_with_the_request_id() {
    let (status, body) = route(json!({"text": "tell me more"})).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        body,
        json!({"handled_by": "llm-service-rs", "output": "tell me more [run-1]"})
    );
}

#[tokio::test]
async fn sums_go_to_the_calculator() {
    let (status, body) = route(json!({"text": "6 * 7"})).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        body,
        json!({"handled_by": "tools-service-rs", "tool": "calculator", "output": 42.0})
    );
}

#[tokio::test]
async fn failures_keep_their_kind() {
    let (status, body) = route(json!({"text": "1 / 0"})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(body, json!({"error": "division by zero"}));

    let (status, _) = route(json!({"text": "now", "tool": "time"})).await;
    assert_eq!(status, StatusCode::BAD_GATEWAY);

    let (status, _) = route(json!({"text": "x", "tool": "hammer"})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_program_starts_and_stops() {
    check_program(PROGRAM, "data-router-rs").await;
}

#[test]
fn the_program_refuses_an_address_it_cannot_use() {
    check_refusal(PROGRAM, "LLM_SERVICE_URL", "https://llm");
}
