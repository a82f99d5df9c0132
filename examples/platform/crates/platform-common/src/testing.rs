//! Helpers for tests, of this crate and of the services.

// A test that cannot be set up has to fail at once.
#![allow(clippy::expect_used)]

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::{header, Method, Request, StatusCode};
use axum::Router;
use http_body_util::BodyExt;
use serde_json::Value;
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::api::Health;
use crate::client::ServiceClient;
use crate::config::{ConfigError, Environment, Settings};
use crate::request_id::RequestId;
use crate::server::Service;

/// Sets up a service with `variables`, as version 1.2.3 of `name`.
pub fn configure<B, const N: usize>(
    name: &'static str,
    variables: [(&str, &str); N],
    build: B,
) -> Service
where
    B: FnOnce(&Environment, &Settings) -> Result<Service, ConfigError>,
{
    let env = Environment::from(variables);
    let settings = Settings::new(name, "1.2.3", &env).expect("usable settings");
    build(&env, &settings).expect("usable settings of the service")
}

/// Serves `routes` on a free port until the test ends; returns the address.
pub async fn spawn(routes: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound address");
    tokio::spawn(async move { axum::serve(listener, routes).await });
    format!("http://{address}")
}

/// A client of a service called `peer`.
pub fn client(address: &str) -> ServiceClient {
    let env = Environment::default();
    let timeout = Duration::from_secs(5);
    ServiceClient::from_env(&env, "peer", "PEER_URL", address, timeout).expect("an address")
}

pub fn get(path: &str) -> Request<Body> {
    request(Method::GET, path, &Value::Null)
}

pub fn post(path: &str, body: &Value) -> Request<Body> {
    request(Method::POST, path, body)
}

pub fn request(method: Method, path: &str, body: &Value) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .expect("a valid request")
}

/// Answers `request` in the process; a body that is no JSON comes as a string.
pub async fn send(routes: &Router, request: Request<Body>) -> (StatusCode, Value) {
    let Ok(response) = routes.clone().oneshot(request).await;
    let status = response.status();
    let body = response.into_body().collect().await.expect("a whole body");
    let text = String::from_utf8_lossy(&body.to_bytes()).into_owned();
    let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
    (status, value)
}

/// Keeps what is logged.
#[derive(Debug, Clone, Default)]
pub struct Capture(Arc<Mutex<Vec<u8>>>);

impl Capture {
    pub fn entries(&self) -> Vec<Value> {
        let bytes = self.0.lock().expect("no writer panicked");
        bytes
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).expect("a JSON line"))
            .collect()
    }
}

impl Write for Capture {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no writer panicked").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Starts the program of a service on a free port, asks for its health, ends it
/// with SIGTERM, and expects it to leave in order.
pub async fn check_program(program: &str, service: &str) {
    let mut child = Command::new(program)
        .env("PORT", "0")
        .env("RUST_LOG", "info")
        .stdout(Stdio::piped())
        .spawn()
        .expect("a program");
    let stdout = child.stdout.take().expect("a pipe");
    let mut entries = BufReader::new(stdout).lines().map(|line| {
        let line = line.expect("readable output");
        serde_json::from_str::<Value>(&line).expect("a JSON line")
    });
    let started = entries.next().expect("a first log entry");
    assert_eq!(started["message"], "service started");
    assert_eq!(started["service"], service);

    let peer = client(&format!("http://127.0.0.1:{}", started["port"]));
    let id = RequestId::generate();
    let health: Health = peer.probe("/health", &id).await.expect("an answer");
    assert_eq!(health.service, service);

    let kill = format!("kill -TERM {}", child.id());
    let killed = Command::new("sh").args(["-c", &kill]).status();
    assert!(killed.expect("a shell").success());
    assert_eq!(
        entries.last().expect("a last log entry")["message"],
        "service stopped"
    );
    assert!(child.wait().expect("an exit status").success());
}

/// Starts the program of a service with a setting it must refuse.
pub fn check_refusal(program: &str, variable: &str, value: &str) {
    let output = Command::new(program)
        .env("PORT", "0")
        .env(variable, value)
        .output()
        .expect("a program");
    assert_eq!(output.status.code(), Some(1));
    let entry: Value = serde_json::from_slice(&output.stdout).expect("one JSON line");
    assert_eq!(entry["level"], "error");
    let error = entry["error"].as_str().expect("an error message");
    assert!(error.starts_with(variable), "{error}");
}
