//! Structured logs: one JSON object a line.

use std::io::Write;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value};
use time::format_description::well_known::Rfc3339;
use time::OffsetDateTime;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Debug,
    Info,
    Warn,
    Error,
}

impl Level {
    fn as_str(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

impl FromStr for Level {
    type Err = &'static str;

    /// Reads `RUST_LOG`: the level for everything. Per-module directives
    /// (`info,hyper=warn`) are accepted and, having no effect here, ignored.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let level = text
            .split(',')
            .map(str::trim)
            .find(|directive| !directive.contains('='))
            .unwrap_or("info");
        match level.to_ascii_lowercase().as_str() {
            "trace" | "debug" => Ok(Self::Debug),
            "info" => Ok(Self::Info),
            "warn" => Ok(Self::Warn),
            "error" => Ok(Self::Error),
            _ => Err("expected trace, debug, info, warn or error"),
        }
    }
}

/// Writes the entries of one service at or above a level.
pub(crate) struct Logger {
    service: &'static str,
    track: String,
    level: Level,
    sink: Mutex<Box<dyn Write + Send>>,
}

impl Logger {
    pub(crate) fn new(
        service: &'static str,
        track: &str,
        level: Level,
        sink: Box<dyn Write + Send>,
    ) -> Self {
        Self {
            service,
            track: track.to_owned(),
            level,
            sink: Mutex::new(sink),
        }
    }

    /// Logs `message` with the members of `fields`, which must be an object.
    pub(crate) fn log(&self, level: Level, message: &str, fields: Value) {
        if level < self.level {
            return;
        }
        let mut entry = Map::new();
        if let Ok(now) = OffsetDateTime::now_utc().format(&Rfc3339) {
            entry.insert("timestamp".into(), now.into());
        }
        entry.insert("level".into(), level.as_str().into());
        entry.insert("service".into(), self.service.into());
        entry.insert("track".into(), self.track.as_str().into());
        entry.insert("message".into(), message.into());
        if let Value::Object(fields) = fields {
            entry.extend(fields);
        }
        let line = format!("{}\n", Value::Object(entry));

        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        // A log that cannot be written has nowhere to be reported.
        let _ = sink.write_all(line.as_bytes()).and_then(|()| sink.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Capture;
    use serde_json::json;

    #[test]
    fn an_entry_is_one_json_line() {
        let capture = Capture::default();
        let logger = Logger::new("demo", "canary", Level::Info, Box::new(capture.clone()));
        logger.log(
            Level::Error,
            "line\nbreak",
            json!({"status": 500, "error": null}),
        );

        let entries = capture.entries();
        assert_eq!(entries.len(), 1);
        let entry = &entries[0];
        assert_eq!(entry["level"], "error");
        assert_eq!(entry["service"], "demo");
        assert_eq!(entry["track"], "canary");
        assert_eq!(entry["message"], "line\nbreak");
        assert_eq!(entry["status"], 500);
        let timestamp = entry["timestamp"].as_str().unwrap();
        assert!(OffsetDateTime::parse(timestamp, &Rfc3339).is_ok());
    }

    #[test]
    fn entries_below_the_level_are_dropped() {
        let capture = Capture::default();
        let logger = Logger::new("demo", "stable", Level::Warn, Box::new(capture.clone()));
        logger.log(Level::Info, "quiet", Value::Null);
        logger.log(Level::Warn, "loud", Value::Null);
        assert_eq!(capture.entries().len(), 1);
    }

    #[test]
    fn levels_are_read_like_rust_log() {
        assert_eq!("WARN".parse(), Ok(Level::Warn));
        assert_eq!("hyper=warn, error".parse(), Ok(Level::Error));
        assert_eq!("hyper=warn".parse(), Ok(Level::Info));
        assert_eq!("trace".parse(), Ok(Level::Debug));
        assert!("loud".parse::<Level>().is_err());
    }
}
