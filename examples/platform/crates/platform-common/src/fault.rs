//! The fault switch: makes a chosen share of the requests fail or slow down,
//! so that canaries, alarms and rollbacks have something real to find.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::config::{ConfigError, Environment};
use crate::observe::is_probe;

/// Coprime with 100, so that `n * STRIDE % 100` visits every slot once in each
/// hundred requests and the faults lie scattered instead of in one block.
const STRIDE: u64 = 37;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Percent(u8);

impl FromStr for Percent {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse() {
            Ok(value @ 0..=100) => Ok(Self(value)),
            _ => Err("expected a whole number from 0 to 100"),
        }
    }
}

/// What is to happen to one request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) delay: Option<Duration>,
    pub(crate) fail: bool,
}

/// Selects requests by their number alone: of each hundred consecutive requests
/// on the chosen paths exactly `FAULT_ERROR_PERCENT` fail and
/// `FAULT_DELAY_PERCENT` are slow; no request is both while the two add up to
/// 100 or less.
pub(crate) struct FaultSwitch {
    error_percent: Percent,
    delay_percent: Percent,
    delay: Duration,
    paths: Vec<String>,
    requests: AtomicU64,
}

impl FaultSwitch {
    pub(crate) fn from_env(env: &Environment) -> Result<Self, ConfigError> {
        let paths = env.get("FAULT_PATHS", "").split(',').map(str::trim);
        Ok(Self {
            error_percent: env.parse("FAULT_ERROR_PERCENT", "0")?,
            delay_percent: env.parse("FAULT_DELAY_PERCENT", "0")?,
            delay: Duration::from_millis(env.parse("FAULT_DELAY_MS", "1000")?),
            paths: paths
                .filter(|path| !path.is_empty())
                .map(str::to_owned)
                .collect(),
            requests: AtomicU64::new(0),
        })
    }

    pub(crate) fn is_on(&self) -> bool {
        self.error_percent.0 > 0 || self.delay_percent.0 > 0
    }

    /// Decides on the next request for `path`.
    pub(crate) fn next(&self, path: &str) -> Fault {
        if !self.is_on() || !self.covers(path) {
            return Fault::default();
        }
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        let slot = number % 100 * STRIDE % 100;
        let slow = slot >= 100 - u64::from(self.delay_percent.0);
        Fault {
            delay: slow.then_some(self.delay),
            fail: slot < u64::from(self.error_percent.0),
        }
    }

    fn covers(&self, path: &str) -> bool {
        if is_probe(path) {
            return self.paths.iter().any(|named| named == path);
        }
        self.paths.is_empty() || self.paths.iter().any(|prefix| path.starts_with(prefix))
    }
}

impl fmt::Debug for FaultSwitch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} % errors, {} % delayed by {:?}, on {}",
            self.error_percent.0,
            self.delay_percent.0,
            self.delay,
            if self.paths.is_empty() {
                "all paths but the probes".to_owned()
            } else {
                self.paths.join(", ")
            }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn switch<const N: usize>(variables: [(&str, &str); N]) -> FaultSwitch {
        FaultSwitch::from_env(&Environment::from(variables)).unwrap()
    }

    #[test]
    fn nothing_happens_by_default() {
        let faults = switch([]);
        assert!(!faults.is_on());
        assert!((0..200).all(|_| faults.next("/v1/tasks") == Fault::default()));
    }

    #[test]
    fn every_hundred_requests_hold_exactly_the_chosen_shares() {
        for percent in ["1", "7", "50", "100"] {
            let faults = switch([
                ("FAULT_ERROR_PERCENT", percent),
                ("FAULT_DELAY_PERCENT", percent),
                ("FAULT_DELAY_MS", "5"),
            ]);
            for _ in 0..3 {
                let hundred: Vec<_> = (0..100).map(|_| faults.next("/v1/tasks")).collect();
                let expected: usize = percent.parse().unwrap();
                assert_eq!(hundred.iter().filter(|fault| fault.fail).count(), expected);
                let delay = Some(Duration::from_millis(5));
                let slow = hundred.iter().filter(|fault| fault.delay == delay);
                assert_eq!(slow.count(), expected);
            }
        }
    }

    #[test]
    fn the_selection_is_the_same_in_every_run_and_scattered() {
        let faults = switch([("FAULT_ERROR_PERCENT", "10")]);
        let failing: Vec<_> = (0..100).filter(|_| faults.next("/v1/tasks").fail).collect();
        assert_eq!(failing, [0, 11, 19, 38, 46, 57, 65, 73, 84, 92]);
    }

    #[test]
    fn failing_and_slow_requests_are_different_ones() {
        let faults = switch([("FAULT_ERROR_PERCENT", "40"), ("FAULT_DELAY_PERCENT", "60")]);
        assert!((0..100)
            .map(|_| faults.next("/v1/tasks"))
            .all(|fault| fault.fail != fault.delay.is_some()));
    }

    #[test]
    fn only_the_chosen_prefixes_are_touched() {
        let faults = switch([
            ("FAULT_ERROR_PERCENT", "100"),
            ("FAULT_PATHS", "/v1/tasks, /v1/tools"),
        ]);
        assert!(faults.next("/v1/tasks").fail);
        assert!(faults.next("/v1/tools/time").fail);
        assert!(!faults.next("/v1/status").fail);
    }

    #[test]
    fn probes_are_touched_only_when_named() {
        let everything = switch([("FAULT_ERROR_PERCENT", "100"), ("FAULT_PATHS", "/")]);
        assert!(everything.next("/v1/tasks").fail);
        assert!(!everything.next("/health").fail);

        let named = switch([("FAULT_ERROR_PERCENT", "100"), ("FAULT_PATHS", "/ready")]);
        assert!(named.next("/ready").fail);
        assert!(!named.next("/health").fail);
        assert!(!named.next("/metrics").fail);
    }

    #[test]
    fn a_share_that_is_no_percentage_is_refused() {
        for value in ["101", "-1", "2.5", "many"] {
            let env = Environment::from([("FAULT_DELAY_PERCENT", value)]);
            let error = FaultSwitch::from_env(&env).unwrap_err().to_string();
            assert!(error.starts_with("FAULT_DELAY_PERCENT="), "{error}");
        }
    }

    #[test]
    fn it_describes_itself_for_the_log() {
        let faults = switch([("FAULT_ERROR_PERCENT", "5"), ("FAULT_PATHS", "/a,/b")]);
        assert_eq!(
            format!("{faults:?}"),
            "5 % errors, 0 % delayed by 1s, on /a, /b"
        );
        assert!(format!("{:?}", switch([])).ends_with("on all paths but the probes"));
    }
}
