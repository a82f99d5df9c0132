use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    platform_common::run(
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
        data_router_rs::service,
    )
    .await
}
