//! Errors as the services' clients see them: a status and `{"error": "…"}`.

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::client::ClientError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    status: StatusCode,
    message: String,
}

impl ApiError {
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
        }
    }

    /// The request was understood but asks for something that cannot be done.
    pub fn unprocessable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Left in the response for the log entry of the request.
#[derive(Clone)]
pub(crate) struct ErrorMessage(pub(crate) String);

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = Json(json!({ "error": self.message }));
        let mut response = (self.status, body).into_response();
        response.extensions_mut().insert(ErrorMessage(self.message));
        response
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.status(), rejection.body_text())
    }
}

/// What an upstream cannot do with the caller's content is for the caller to
/// know; everything else is between the services.
impl From<ClientError> for ApiError {
    fn from(error: ClientError) -> Self {
        let status = match error {
            ClientError::Status {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                message,
                ..
            } => return Self::unprocessable(message),
            ClientError::Timeout { .. } => StatusCode::GATEWAY_TIMEOUT,
            _ => StatusCode::BAD_GATEWAY,
        };
        Self::new(status, error.to_string())
    }
}

/// `axum::Json` with rejections in the form of [`ApiError`].
#[derive(Debug)]
pub struct ApiJson<T>(pub T);

impl<S, T> FromRequest<S> for ApiJson<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let Json(value) = Json::from_request(request, state).await?;
        Ok(Self(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: StatusCode) -> ClientError {
        ClientError::Status {
            service: "peer",
            status,
            message: "no".into(),
        }
    }

    #[test]
    fn upstream_failures_become_gateway_errors() {
        let timeout = ClientError::Timeout { service: "peer" };
        assert_eq!(ApiError::from(timeout).status, StatusCode::GATEWAY_TIMEOUT);

        for status in [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::NOT_FOUND] {
            let error = ApiError::from(answered(status));
            assert_eq!(error.status, StatusCode::BAD_GATEWAY);
            assert_eq!(error.message(), format!("peer answered {status}: no"));
        }
    }

    #[test]
    fn refused_content_is_passed_on() {
        let error = ApiError::from(answered(StatusCode::UNPROCESSABLE_ENTITY));
        assert_eq!(error, ApiError::unprocessable("no"));
    }
}
