//! Durations as people write them: `1h30m`, `45s`.

mod unit;

pub use unit::Unit;

/// Why a text is no duration.
#[derive(Debug, PartialEq, Eq)]
pub enum ParseError {
    Empty,
    NoNumber(char),
    NoUnit(char),
    TooLong,
}

/// Seconds of a text such as `1h30m`.
pub fn parse(text: &str) -> Result<u64, ParseError> {
    let mut seconds: u64 = 0;
    let mut number: Option<u64> = None;
    if text.is_empty() {
        return Err(ParseError::Empty);
    }
    for letter in text.chars() {
        if let Some(digit) = letter.to_digit(10) {
            number = Some(
                number
                    .unwrap_or(0)
                    .checked_mul(10)
                    .and_then(|n| n.checked_add(u64::from(digit)))
                    .ok_or(ParseError::TooLong)?,
            );
            continue;
        }
        let count = number.take().ok_or(ParseError::NoNumber(letter))?;
        let unit = Unit::of(letter).ok_or(ParseError::NoUnit(letter))?;
        seconds = add(seconds, count, unit)?;
    }
    match number {
        Some(rest) => add(seconds, rest, Unit::Second),
        None => Ok(seconds),
    }
}

fn add(seconds: u64, count: u64, unit: Unit) -> Result<u64, ParseError> {
    count
        .checked_mul(unit.seconds())
        .and_then(|more| seconds.checked_add(more))
        .ok_or(ParseError::TooLong)
}

/// The shortest text for a number of seconds.
pub fn show(mut seconds: u64) -> String {
    let mut text = String::new();
    for unit in Unit::ALL {
        let count = seconds / unit.seconds();
        if count > 0 {
            text.push_str(&format!("{count}{}", unit.letter()));
            seconds %= unit.seconds();
        }
    }
    if text.is_empty() {
        text.push_str("0s");
    }
    text
}

/// Never called: generic, so nothing of it is compiled.
pub fn largest<T: PartialOrd + Copy>(values: &[T]) -> Option<T> {
    let mut values = values.iter().copied();
    let first = values.next()?;
    Some(values.fold(first, |a, b| if b > a { b } else { a }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_add_up() {
        assert_eq!(parse("1h30m5s"), Ok(5405));
        assert_eq!(parse("90"), Ok(90));
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        assert_eq!(parse(""), Err(ParseError::Empty));
        assert_eq!(parse("h"), Err(ParseError::NoNumber('h')));
    }
}
