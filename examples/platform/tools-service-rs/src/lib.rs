//! tools-service-rs: small tools behind an HTTP API.

mod calculator;
mod clock;
mod words;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use platform_common::api::{ToolInput, ToolName, ToolOutput, MAX_TEXT_BYTES};
use platform_common::{ApiError, ApiJson, ConfigError, Environment, Service, Settings};
use serde_json::{json, Value};

pub fn service(_: &Environment, _: &Settings) -> Result<Service, ConfigError> {
    Ok(Service {
        routes: routes(),
        dependencies: Vec::new(),
    })
}

pub fn routes() -> Router {
    Router::new()
        .route("/v1/tools", get(list))
        .route("/v1/tools/{tool}", post(run))
}

async fn list() -> Json<Value> {
    Json(json!({ "tools": ToolName::ALL }))
}

async fn run(
    Path(name): Path<String>,
    ApiJson(request): ApiJson<ToolInput>,
) -> Result<Json<ToolOutput>, ApiError> {
    let tool = ToolName::from_name(&name)
        .ok_or_else(|| ApiError::new(StatusCode::NOT_FOUND, format!("no tool named {name:?}")))?;
    if request.input.len() > MAX_TEXT_BYTES {
        return Err(ApiError::unprocessable(format!(
            "input must not exceed {MAX_TEXT_BYTES} bytes"
        )));
    }
    let output = match tool {
        ToolName::Calculator => calculator::evaluate(&request.input).map(|value| json!(value)),
        ToolName::WordCount => Ok(words::count(&request.input)),
        ToolName::Time => clock::convert(&request.input),
    };
    let output = output.map_err(ApiError::unprocessable)?;
    Ok(Json(ToolOutput { tool, output }))
}
