//! Calls from one service to another: JSON over HTTP, with a deadline.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::Value;

use crate::config::{ConfigError, Environment};
use crate::request_id::RequestId;

/// Time within which a probe of another service must be answered.
const PROBE_TIMEOUT: Duration = Duration::from_secs(1);
const MAX_ANSWER_BYTES: usize = 1024 * 1024;

/// An `http://` address without a final slash.
#[derive(Debug, Clone)]
struct BaseUrl(String);

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.parse().map_err(|error| format!("{error}"))?;
        if uri.scheme_str() != Some("http") || uri.query().is_some() {
            return Err("expected an address like http://host:port".to_owned());
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

/// A client of one other service.
#[derive(Debug, Clone)]
pub struct ServiceClient {
    service: &'static str,
    base: BaseUrl,
    timeout: Duration,
    http: Client<HttpConnector, Full<Bytes>>,
}

impl ServiceClient {
    /// The client of `service` at the address that `variable` holds.
    pub fn from_env(
        env: &Environment,
        service: &'static str,
        variable: &'static str,
        default: &str,
        timeout: Duration,
    ) -> Result<Self, ConfigError> {
        Ok(Self {
            service,
            base: env.parse(variable, default)?,
            timeout,
            http: Client::builder(TokioExecutor::new()).build_http(),
        })
    }

    pub fn service(&self) -> &'static str {
        self.service
    }

    pub async fn post<B, T>(&self, path: &str, body: &B, id: &RequestId) -> Result<T, ClientError>
    where
        B: Serialize,
        T: DeserializeOwned,
    {
        let body = serde_json::to_vec(body).map_err(|error| self.broken(error))?;
        self.send(Method::POST, path, body, self.timeout, id).await
    }

    /// Asks one of the probe endpoints, with their shorter deadline.
    pub async fn probe<T>(&self, path: &str, id: &RequestId) -> Result<T, ClientError>
    where
        T: DeserializeOwned,
    {
        self.send(Method::GET, path, Vec::new(), PROBE_TIMEOUT, id)
            .await
    }

    async fn send<T>(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
        timeout: Duration,
        id: &RequestId,
    ) -> Result<T, ClientError>
    where
        T: DeserializeOwned,
    {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base.0))
            .header(CONTENT_TYPE, "application/json")
            .header(RequestId::HEADER, id.as_str())
            .body(Full::from(body))
            .map_err(|error| self.broken(error))?;

        let (status, body) = tokio::time::timeout(timeout, self.exchange(request))
            .await
            .map_err(|_| ClientError::Timeout {
                service: self.service,
            })??;
        if !status.is_success() {
            return Err(ClientError::Status {
                service: self.service,
                status,
                message: error_message(&body),
            });
        }
        serde_json::from_slice(&body).map_err(|error| self.broken(error))
    }

    async fn exchange(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<(StatusCode, Bytes), ClientError> {
        let response =
            self.http
                .request(request)
                .await
                .map_err(|error| ClientError::Unreachable {
                    service: self.service,
                    reason: root_cause(&error),
                })?;
        let status = response.status();
        let body = Limited::new(response.into_body(), MAX_ANSWER_BYTES)
            .collect()
            .await
            .map_err(|error| self.broken(error))?;
        Ok((status, body.to_bytes()))
    }

    fn broken(&self, reason: impl fmt::Display) -> ClientError {
        ClientError::Broken {
            service: self.service,
            reason: reason.to_string(),
        }
    }
}

/// Why a call to another service brought no usable answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientError {
    Unreachable {
        service: &'static str,
        reason: String,
    },
    Timeout {
        service: &'static str,
    },
    Status {
        service: &'static str,
        status: StatusCode,
        message: String,
    },
    /// The exchange happened, but one side's message is not what was agreed.
    Broken {
        service: &'static str,
        reason: String,
    },
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable { service, reason } => {
                write!(f, "{service} cannot be reached: {reason}")
            }
            Self::Timeout { service } => write!(f, "{service} did not answer in time"),
            Self::Status {
                service,
                status,
                message,
            } => write!(f, "{service} answered {status}: {message}"),
            Self::Broken { service, reason } => {
                write!(f, "{service} and its caller disagree: {reason}")
            }
        }
    }
}

impl std::error::Error for ClientError {}

/// The `error` member of an [`crate::ApiError`], as far as there is one.
fn error_message(body: &[u8]) -> String {
    serde_json::from_slice::<Value>(body)
        .ok()
        .and_then(|value| value.get("error")?.as_str().map(str::to_owned))
        .unwrap_or_else(|| "no error message".to_owned())
}

/// The innermost reason; the outer ones only say that a connection failed.
fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{client, spawn};
    use crate::ApiError;
    use axum::routing::{get, post};
    use axum::{Json, Router};
    use serde_json::json;

    fn id() -> RequestId {
        RequestId::generate()
    }

    #[tokio::test]
    async fn json_goes_there_and_back_with_the_request_id() {
        let routes = Router::new().route(
            "/echo",
            post(|id: RequestId, Json(body): Json<Value>| async move {
                Json(json!({ "id": id.as_str(), "body": body }))
            }),
        );
        let peer = client(&spawn(routes).await);
        let id = id();
        let answer: Value = peer.post("/echo", &json!([1, 2]), &id).await.unwrap();
        assert_eq!(answer, json!({ "id": id.as_str(), "body": [1, 2] }));
    }

    #[tokio::test]
    async fn every_way_to_fail_is_told_apart() {
        let routes = Router::new()
            .route(
                "/no",
                get(|| async { ApiError::unprocessable("not like this") }),
            )
            .route("/bare", get(|| async { StatusCode::IM_A_TEAPOT }))
            .route("/text", get(|| async { "hello" }))
            .route("/huge", get(|| async { "x".repeat(MAX_ANSWER_BYTES + 1) }))
            .route(
                "/slow",
                get(|| tokio::time::sleep(PROBE_TIMEOUT + Duration::from_secs(1))),
            );
        let peer = client(&spawn(routes).await);
        for (path, expected) in [
            (
                "/no",
                "peer answered 422 Unprocessable Entity: not like this",
            ),
            ("/bare", "peer answered 418 I'm a teapot: no error message"),
            ("/text", "peer and its caller disagree: expected value"),
            ("/huge", "peer and its caller disagree: length limit"),
            ("/slow", "peer did not answer in time"),
        ] {
            let error = peer.probe::<Value>(path, &id()).await.unwrap_err();
            assert!(error.to_string().starts_with(expected), "{error}");
        }
    }

    #[tokio::test]
    async fn a_peer_that_is_not_there_is_unreachable() {
        let peer = client("http://127.0.0.1:1");
        let error = peer.probe::<Value>("/", &id()).await.unwrap_err();
        assert!(
            error.to_string().starts_with("peer cannot be reached: "),
            "{error}"
        );
    }

    #[test]
    fn only_plain_http_addresses_are_accepted() {
        assert_eq!("http://a:1/".parse::<BaseUrl>().unwrap().0, "http://a:1");
        for address in ["a:1", "https://a", "http://a/?b", "http://", "/a"] {
            assert!(address.parse::<BaseUrl>().is_err(), "{address}");
        }
    }
}
