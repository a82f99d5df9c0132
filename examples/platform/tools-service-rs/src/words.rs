//! Counts what a text consists of.

use serde_json::{json, Value};

pub(crate) fn count(text: &str) -> Value {
    json!({
        "words": text.split_whitespace().count(),
        "characters": text.chars().count(),
        "lines": text.lines().count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_characters_and_lines_are_counted() {
        assert_eq!(
            count("zwei  Wörter\nund mehr"),
            json!({"words": 4, "characters": 21, "lines": 2})
        );
        assert_eq!(count(""), json!({"words": 0, "characters": 0, "lines": 0}));
    }
}
