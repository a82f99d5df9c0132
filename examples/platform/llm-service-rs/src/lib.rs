//! llm-service-rs: a language model's API with a toy behind it.

mod model;

use axum::routing::post;
use axum::{Json, Router};
use platform_common::api::{Completion, Prompt, MAX_TEXT_BYTES};
use platform_common::{ApiError, ApiJson, ConfigError, Environment, Service, Settings};

const MAX_WORDS: usize = 256;
const DEFAULT_WORDS: usize = 24;

pub fn service(_: &Environment, _: &Settings) -> Result<Service, ConfigError> {
    Ok(Service {
        routes: routes(),
        dependencies: Vec::new(),
    })
}

pub fn routes() -> Router {
    Router::new().route("/v1/completions", post(complete))
}

async fn complete(ApiJson(request): ApiJson<Prompt>) -> Result<Json<Completion>, ApiError> {
    let prompt = request.prompt.trim();
    if prompt.is_empty() || prompt.len() > MAX_TEXT_BYTES {
        return Err(ApiError::unprocessable(format!(
            "prompt must have 1 to {MAX_TEXT_BYTES} bytes"
        )));
    }
    let words = request.max_words.unwrap_or(DEFAULT_WORDS);
    if !(1..=MAX_WORDS).contains(&words) {
        return Err(ApiError::unprocessable(format!(
            "max_words must lie between 1 and {MAX_WORDS}"
        )));
    }
    Ok(Json(Completion {
        model: model::NAME.to_owned(),
        text: model::complete(prompt, words),
        words,
    }))
}
