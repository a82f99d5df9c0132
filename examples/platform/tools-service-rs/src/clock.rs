//! Converts between Unix time and RFC 3339.

use serde_json::{json, Value};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// Takes whole seconds since 1970 or an RFC 3339 time, and gives both forms.
pub(crate) fn convert(text: &str) -> Result<Value, String> {
    let text = text.trim();
    let moment = match text.parse() {
        Ok(seconds) => OffsetDateTime::from_unix_timestamp(seconds).map_err(|e| e.to_string())?,
        Err(_) => OffsetDateTime::parse(text, &Rfc3339)
            .map_err(|_| "expected Unix seconds or a time like 2026-01-31T12:00:00Z".to_owned())?,
    };
    let utc = moment
        .checked_to_offset(UtcOffset::UTC)
        .ok_or("the time is out of range")?;
    Ok(json!({
        "unix": utc.unix_timestamp(),
        "rfc3339": utc.format(&Rfc3339).map_err(|e| e.to_string())?,
        "weekday": utc.weekday().to_string(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_mean_the_same_moment() {
        let expected = json!({
            "unix": 1_767_268_800,
            "rfc3339": "2026-01-01T12:00:00Z",
            "weekday": "Thursday",
        });
        for text in [
            "1767268800",
            " 2026-01-01T12:00:00Z",
            "2026-01-01T13:30:00+01:30",
        ] {
            assert_eq!(convert(text), Ok(expected.clone()), "{text}");
        }
    }

    #[test]
    fn times_before_1970_work() {
        assert_eq!(convert("-1").unwrap()["rfc3339"], "1969-12-31T23:59:59Z");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "noon", "2026-13-01T00:00:00Z", "99999999999999"] {
            assert!(convert(text).is_err(), "{text}");
        }
        assert!(convert("-99999999999").is_err(), "a year RFC 3339 lacks");
        assert!(convert("9999-12-31T23:59:59-01:00").is_err());
    }
}
