//! What every service of the platform shares.
//!
//! A service describes itself as a [`Service`] (its routes and the services it
//! depends on) and calls [`run`]; this crate adds the probes, the metrics, the
//! logs, the fault switch and the orderly shutdown.

pub mod api;
mod client;
mod config;
mod error;
mod fault;
mod log;
mod metrics;
mod observe;
mod request_id;
mod server;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use client::{ClientError, ServiceClient};
pub use config::{ConfigError, Environment, Settings};
pub use error::{ApiError, ApiJson};
pub use request_id::RequestId;
pub use server::{check_dependencies, run, Service};
