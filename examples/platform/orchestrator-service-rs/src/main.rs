use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    platform_common::run(
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
        orchestrator_service_rs::service,
    )
    .await
}
