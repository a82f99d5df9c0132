//! The rules by which a task finds its way.

use platform_common::api::{Task, ToolName};
use time::format_description::well_known::Rfc3339;
use time::OffsetDateTime;

const COUNT_PREFIX: &str = "count words:";

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target<'a> {
    Model,
    Tool(ToolName, &'a str),
}

/// A tool that the task names comes first; otherwise the text's form decides,
/// and what has no known form goes to the language model.
pub(crate) fn choose(task: &Task) -> Target<'_> {
    let text = task.text.trim();
    if let Some(tool) = task.tool {
        Target::Tool(tool, text)
    } else if let Some(counted) = strip_prefix_ignoring_case(text, COUNT_PREFIX) {
        Target::Tool(ToolName::WordCount, counted.trim_start())
    } else if OffsetDateTime::parse(text, &Rfc3339).is_ok() {
        Target::Tool(ToolName::Time, text)
    } else if is_arithmetic(text) {
        Target::Tool(ToolName::Calculator, text)
    } else {
        Target::Model
    }
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Digits, an operator, and nothing that a sum would not have.
fn is_arithmetic(text: &str) -> bool {
    let is_operator = |c| matches!(c, '+' | '-' | '*' | '/' | '%' | '^');
    let is_part = |c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '(' | ')') || is_operator(c)
    };
    text.chars().all(is_part)
        && text.contains(is_operator)
        && text.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ToolName::{Calculator, Time, WordCount};

    fn task(text: &str, tool: Option<ToolName>) -> Task {
        Task {
            text: text.to_owned(),
            tool,
        }
    }

    #[test]
    fn the_form_of_the_text_decides() {
        for (text, target) in [
            (" (1 + 2) * 3 ", Target::Tool(Calculator, "(1 + 2) * 3")),
            ("2^10", Target::Tool(Calculator, "2^10")),
            (
                "Count words: to be or not",
                Target::Tool(WordCount, "to be or not"),
            ),
            (
                "2026-01-01T12:00:00+01:00",
                Target::Tool(Time, "2026-01-01T12:00:00+01:00"),
            ),
            ("What is 1 + 2?", Target::Model),
            ("42", Target::Model),
            ("-", Target::Model),
            ("count", Target::Model),
            ("zähl Wörter:", Target::Model),
        ] {
            assert_eq!(choose(&task(text, None)), target, "{text}");
        }
    }

    #[test]
    fn a_named_tool_comes_first() {
        let named = task("1 + 2", Some(WordCount));
        assert_eq!(choose(&named), Target::Tool(WordCount, "1 + 2"));
    }
}
