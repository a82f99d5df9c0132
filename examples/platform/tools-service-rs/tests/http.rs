use axum::http::StatusCode;
use platform_common::testing::{check_program, get, post, send};
use serde_json::{json, Value};
use tools_service_rs::routes;

async fn run(tool: &str, input: &str) -> (StatusCode, Value) {
    let body = json!({ "input": input });
    send(&routes(), post(&format!("/v1/tools/{tool}"), &body)).await
}

#[tokio::test]
async fn the_tools_are_listed() {
    let (status, body) = send(&routes(), get("/v1/tools")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body, json!({"tools": ["calculator", "word-count", "time"]}));
}

#[tokio::test]
async fn every_tool_works() {
    for (tool, input, output) in [
        ("calculator", "6 * 7", json!(42.0)),
        (
            "word-count",
            "to be",
            json!({"words": 2, "characters": 5, "lines": 1}),
        ),
        (
            "time",
            "0",
            json!({"unix": 0, "rfc3339": "1970-01-01T00:00:00Z", "weekday": "Thursday"}),
        ),
    ] {
        let (status, body) = run(tool, input).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(body, json!({"tool": tool, "output": output}));
    }
}

#[tokio::test]
async fn what_a_tool_cannot_do_is_refused() {
    let (status, body) = run("calculator", "1 / 0").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(body, json!({"error": "division by zero"}));

    let (status, _) = run("word-count", &"x".repeat(9000)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);

    let (status, body) = run("hammer", "nail").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(body, json!({"error": "no tool named \"hammer\""}));
}

#[tokio::test]
async fn the_program_starts_and_stops() {
    check_program(env!("CARGO_BIN_EXE_tools-service-rs"), "tools-service-rs").await;
}
