//! The state of the platform as the orchestrator sees it.

use std::time::Instant;

use futures_util::future::join_all;
use platform_common::api::{Health, Ready};
use platform_common::{check_dependencies, RequestId, ServiceClient, Settings};
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Overall {
    Ok,
    Degraded,
}

#[derive(Debug, Serialize)]
pub(crate) struct PlatformStatus {
    status: Overall,
    services: Vec<ServiceStatus>,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct ServiceStatus {
    name: String,
    up: bool,
    ready: bool,
    version: Option<String>,
    track: Option<String>,
    /// Time that the answer to `/health` took; none for the orchestrator itself.
    latency_ms: Option<f64>,
    error: Option<String>,
}

#[derive(Clone)]
pub(crate) struct StatusBoard {
    name: &'static str,
    version: String,
    track: String,
    dependencies: Vec<ServiceClient>,
    peers: Vec<ServiceClient>,
}

impl StatusBoard {
    pub(crate) fn new(
        settings: &Settings,
        dependencies: Vec<ServiceClient>,
        peers: Vec<ServiceClient>,
    ) -> Self {
        Self {
            name: settings.service,
            version: settings.version.clone(),
            track: settings.track.clone(),
            dependencies,
            peers,
        }
    }

    /// Asks all services at the same time.
    pub(crate) async fn report(&self, id: &RequestId) -> PlatformStatus {
        let peers = join_all(self.peers.iter().map(|peer| ask(peer, id)));
        let (own, peers) = tokio::join!(self.own(id), peers);
        let services: Vec<_> = std::iter::once(own).chain(peers).collect();
        let status = if services.iter().all(|service| service.ready) {
            Overall::Ok
        } else {
            Overall::Degraded
        };
        PlatformStatus { status, services }
    }

    async fn own(&self, id: &RequestId) -> ServiceStatus {
        let ready = check_dependencies(&self.dependencies, id).await;
        ServiceStatus {
            name: self.name.to_owned(),
            up: true,
            ready: ready.is_ok(),
            version: Some(self.version.clone()),
            track: Some(self.track.clone()),
            latency_ms: None,
            error: ready.err().map(|error| error.message().to_owned()),
        }
    }
}

async fn ask(peer: &ServiceClient, id: &RequestId) -> ServiceStatus {
    let started = Instant::now();
    let health = match peer.probe::<Health>("/health", id).await {
        Ok(health) => health,
        Err(error) => {
            return ServiceStatus {
                name: peer.service().to_owned(),
                error: Some(error.to_string()),
                ..ServiceStatus::default()
            }
        }
    };
    let latency = started.elapsed();
    let ready = peer.probe::<Ready>("/ready", id).await;
    ServiceStatus {
        name: peer.service().to_owned(),
        up: true,
        ready: ready.is_ok(),
        version: Some(health.version),
        track: Some(health.track),
        latency_ms: Some(latency.as_micros() as f64 / 1000.0),
        error: ready.err().map(|error| error.to_string()),
    }
}
