use std::process::ExitCode;

fn main() -> ExitCode {
    for text in std::env::args().skip(1) {
        match measured::parse(&text) {
            Ok(seconds) => println!("{seconds}"),
            Err(error) => {
                eprintln!("{text}: {error:?}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
