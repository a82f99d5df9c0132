//! orchestrator-service-rs: the way into the platform. It takes tasks, has
//! them routed, and reports the state of all services.

mod status;

use std::time::{Duration, Instant};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use platform_common::api::{Task, TaskOutcome, MAX_TEXT_BYTES};
use platform_common::{
    ApiError, ApiJson, ConfigError, Environment, RequestId, Service, ServiceClient, Settings,
};
use serde::Serialize;
use status::{PlatformStatus, StatusBoard};

const UPSTREAM_TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Debug, Serialize)]
struct TaskReceipt {
    request_id: String,
    duration_ms: u64,
    #[serde(flatten)]
    outcome: TaskOutcome,
}

pub fn service(env: &Environment, settings: &Settings) -> Result<Service, ConfigError> {
    let client = |service, variable, default| {
        ServiceClient::from_env(env, service, variable, default, UPSTREAM_TIMEOUT)
    };
    let data_router = client("data-router-rs", "DATA_ROUTER_URL", "http://localhost:8081")?;
    let llm = client("llm-service-rs", "LLM_SERVICE_URL", "http://localhost:8082")?;
    let tools = client(
        "tools-service-rs",
        "TOOLS_SERVICE_URL",
        "http://localhost:8083",
    )?;
    let dependencies = vec![data_router.clone()];
    let board = StatusBoard::new(
        settings,
        dependencies.clone(),
        vec![data_router.clone(), llm, tools],
    );
    Ok(Service {
        dependencies,
        routes: Router::new()
            .route("/v1/tasks", post(take_task))
            .with_state(data_router)
            .route("/v1/status", get(report_status).with_state(board)),
    })
}

async fn take_task(
    State(data_router): State<ServiceClient>,
    id: RequestId,
    ApiJson(task): ApiJson<Task>,
) -> Result<Json<TaskReceipt>, ApiError> {
    if task.text.trim().is_empty() || task.text.len() > MAX_TEXT_BYTES {
        return Err(ApiError::unprocessable(format!(
            "text must have 1 to {MAX_TEXT_BYTES} bytes"
        )));
    }
    let started = Instant::now();
    let outcome = data_router.post("/v1/route", &task, &id).await?;
    Ok(Json(TaskReceipt {
        request_id: id.to_string(),
        duration_ms: started.elapsed().as_millis() as u64,
        outcome,
    }))
}

async fn report_status(State(board): State<StatusBoard>, id: RequestId) -> Json<PlatformStatus> {
    Json(board.report(&id).await)
}
