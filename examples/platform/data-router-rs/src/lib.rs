//! data-router-rs: decides which service handles a task and hands it over.

mod routing;

use std::time::Duration;

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use platform_common::api::{Completion, Prompt, Task, TaskOutcome, ToolInput, ToolOutput};
use platform_common::{
    ApiError, ApiJson, ConfigError, Environment, RequestId, Service, ServiceClient, Settings,
};
use routing::{choose, Target};

/// Shorter than the orchestrator's, so that it learns which service was slow.
const UPSTREAM_TIMEOUT: Duration = Duration::from_secs(4);

#[derive(Clone)]
struct Upstreams {
    llm: ServiceClient,
    tools: ServiceClient,
}

pub fn service(env: &Environment, _: &Settings) -> Result<Service, ConfigError> {
    let client = |service, variable, default| {
        ServiceClient::from_env(env, service, variable, default, UPSTREAM_TIMEOUT)
    };
    let upstreams = Upstreams {
        llm: client("llm-service-rs", "LLM_SERVICE_URL", "http://localhost:8082")?,
        tools: client(
            "tools-service-rs",
            "TOOLS_SERVICE_URL",
            "http://localhost:8083",
        )?,
    };
    Ok(Service {
        dependencies: vec![upstreams.llm.clone(), upstreams.tools.clone()],
        routes: Router::new()
            .route("/v1/route", post(route))
            .with_state(upstreams),
    })
}

async fn route(
    State(upstreams): State<Upstreams>,
    id: RequestId,
    ApiJson(task): ApiJson<Task>,
) -> Result<Json<TaskOutcome>, ApiError> {
    let outcome = match choose(&task) {
        Target::Model => {
            let prompt = Prompt {
                prompt: task.text,
                max_words: None,
            };
            let completion: Completion =
                upstreams.llm.post("/v1/completions", &prompt, &id).await?;
            TaskOutcome {
                handled_by: upstreams.llm.service().to_owned(),
                tool: None,
                output: completion.text.into(),
            }
        }
        Target::Tool(tool, input) => {
            let path = format!("/v1/tools/{}", tool.as_str());
            let input = ToolInput {
                input: input.to_owned(),
            };
            let result: ToolOutput = upstreams.tools.post(&path, &input, &id).await?;
            TaskOutcome {
                handled_by: upstreams.tools.service().to_owned(),
                tool: Some(result.tool),
                output: result.output,
            }
        }
    };
    Ok(Json(outcome))
}
