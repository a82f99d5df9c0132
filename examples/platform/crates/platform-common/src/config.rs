//! Settings, read once from the environment when a service starts.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use crate::fault::FaultSwitch;
use crate::log::Level;

/// The variables a service was started with. An empty value counts as absent.
#[derive(Debug, Clone, Default)]
pub struct Environment(HashMap<String, String>);

impl Environment {
    pub fn from_process() -> Self {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(text).collect())
    }

    pub fn get<'a>(&'a self, name: &str, default: &'a str) -> &'a str {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
            .unwrap_or(default)
    }

    pub fn parse<T>(&self, name: &'static str, default: &str) -> Result<T, ConfigError>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        let value = self.get(name, default);
        value.parse().map_err(|reason: T::Err| ConfigError {
            name,
            value: value.to_owned(),
            reason: reason.to_string(),
        })
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Environment {
    fn from(variables: [(&str, &str); N]) -> Self {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self(variables.into_iter().map(owned).collect())
    }
}

/// A variable whose value cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    name: &'static str,
    value: String,
    reason: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={:?}: {}", self.name, self.value, self.reason)
    }
}

impl std::error::Error for ConfigError {}

/// What is the same kind of setting in every service.
#[derive(Debug)]
pub struct Settings {
    pub service: &'static str,
    pub version: String,
    pub track: String,
    pub(crate) port: u16,
    pub(crate) log_level: Level,
    pub(crate) faults: FaultSwitch,
}

impl Settings {
    /// `version` is the one of the build; `APP_VERSION` overrides it, so that
    /// an image can carry the version it was released under.
    pub fn new(
        service: &'static str,
        version: &str,
        env: &Environment,
    ) -> Result<Self, ConfigError> {
        Ok(Self {
            service,
            version: env.get("APP_VERSION", version).to_owned(),
            track: env.get("TRACK", "stable").to_owned(),
            port: env.parse("PORT", "8080")?,
            log_level: env.parse("RUST_LOG", "info")?,
            faults: FaultSwitch::from_env(env)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_apply_to_absent_and_empty_variables() {
        let env = Environment::from([("PORT", ""), ("TRACK", "")]);
        let settings = Settings::new("demo", "1.2.3", &env).unwrap();
        assert_eq!(settings.port, 8080);
        assert_eq!(settings.track, "stable");
        assert_eq!(settings.version, "1.2.3");
        assert_eq!(settings.log_level, Level::Info);
    }

    #[test]
    fn variables_override_the_defaults() {
        let env = Environment::from([
            ("PORT", "9000"),
            ("TRACK", "canary"),
            ("APP_VERSION", "2.0.0"),
            ("RUST_LOG", "debug"),
        ]);
        let settings = Settings::new("demo", "1.2.3", &env).unwrap();
        assert_eq!(settings.port, 9000);
        assert_eq!(settings.track, "canary");
        assert_eq!(settings.version, "2.0.0");
        assert_eq!(settings.log_level, Level::Debug);
    }

    #[test]
    fn a_value_that_cannot_be_used_is_named() {
        let env = Environment::from([("PORT", "http")]);
        let error = Settings::new("demo", "1.2.3", &env).unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"PORT="http": invalid digit found in string"#
        );
    }

    #[test]
    fn the_process_environment_is_read() {
        let env = Environment::from_process();
        assert_eq!(env.get("PATH", ""), std::env::var("PATH").unwrap());
    }
}
