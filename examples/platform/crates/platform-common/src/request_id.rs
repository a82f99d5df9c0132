//! The identifier that ties together what one request causes in all services.

use std::convert::Infallible;
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::HeaderMap;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    pub(crate) const HEADER: &'static str = "x-request-id";
    const MAX_LENGTH: usize = 64;

    /// A new random identifier.
    pub fn generate() -> Self {
        Self(format!("{:016x}", RandomState::new().hash_one(())))
    }

    /// The caller's identifier, or a new one if it gave none that can be used.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        headers
            .get(Self::HEADER)
            .and_then(|value| value.to_str().ok())
            .filter(|text| (1..=Self::MAX_LENGTH).contains(&text.len()))
            .filter(|text| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
            .map_or_else(Self::generate, |text| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Handlers take the identifier that the request was observed under.
impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let observed = parts.extensions.get::<Self>().cloned();
        Ok(observed.unwrap_or_else(|| Self::from_headers(&parts.headers)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn read(value: &str) -> RequestId {
        let mut headers = HeaderMap::new();
        headers.insert(RequestId::HEADER, HeaderValue::from_str(value).unwrap());
        RequestId::from_headers(&headers)
    }

    #[test]
    fn a_sound_identifier_is_kept() {
        assert_eq!(read("run-42-a").as_str(), "run-42-a");
    }

    #[test]
    fn anything_else_is_replaced() {
        for value in ["", "two words", "a\"b", &"x".repeat(65)] {
            let id = read(value);
            assert_ne!(id.as_str(), value);
            assert_eq!(id.as_str().len(), 16);
        }
    }

    #[test]
    fn generated_identifiers_differ() {
        assert_ne!(RequestId::generate(), RequestId::generate());
    }
}
