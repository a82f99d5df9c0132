use axum::http::StatusCode;
use llm_service_rs::routes;
use platform_common::testing::{check_program, post, send};
use serde_json::{json, Value};

async fn complete(body: Value) -> (StatusCode, Value) {
    send(&routes(), post("/v1/completions", &body)).await
}

#[tokio::test]
async fn a_prompt_is_completed() {
    let (status, body) = complete(json!({"prompt": "hello", "max_words": 3})).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["model"], "phoenix-toy-1");
    assert_eq!(body["words"], 3);
    assert_eq!(body["text"].as_str().map(|t| t.split(' ').count()), Some(3));

    let (_, body) = complete(json!({"prompt": "hello"})).await;
    assert_eq!(body["words"], 24);
}

#[tokio::test]
async fn what_cannot_be_completed_is_refused() {
    for (body, reason) in [
        (json!({"prompt": "  "}), "prompt must have"),
        (json!({"prompt": "x".repeat(9000)}), "prompt must have"),
        (json!({"prompt": "x", "max_words": 0}), "max_words must lie"),
        (
            json!({"prompt": "x", "max_words": 257}),
            "max_words must lie",
        ),
        (json!({"text": "x"}), "Failed to deserialize"),
    ] {
        let (status, answer) = complete(body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer["error"]
                .as_str()
                .is_some_and(|e| e.starts_with(reason)),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn the_program_starts_and_stops() {
    check_program(env!("CARGO_BIN_EXE_llm-service-rs"), "llm-service-rs").await;
}
