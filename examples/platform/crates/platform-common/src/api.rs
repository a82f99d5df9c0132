//! The messages that the services exchange.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The longest text, in bytes, that a task, a prompt or a tool's input may have.
pub const MAX_TEXT_BYTES: usize = 8 * 1024;

/// Answer of `GET /health`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    pub status: String,
    pub service: String,
    pub version: String,
    pub track: String,
}

/// Answer of `GET /ready` when the service can work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    pub status: String,
    /// The services that were asked and answered.
    pub dependencies: Vec<String>,
}

/// What a user wants done. Without a tool the router decides by the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<ToolName>,
}

/// What became of a task, and who did it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaskOutcome {
    pub handled_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<ToolName>,
    pub output: Value,
}

/// The tools of tools-service-rs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToolName {
    Calculator,
    WordCount,
    Time,
}

impl ToolName {
    pub const ALL: [Self; 3] = [Self::Calculator, Self::WordCount, Self::Time];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calculator => "calculator",
            Self::WordCount => "word-count",
            Self::Time => "time",
        }
    }

    /// The tool with this name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.as_str() == name)
    }
}

/// Body of `POST /v1/tools/{tool}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolInput {
    pub input: String,
}

/// Answer of `POST /v1/tools/{tool}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolOutput {
    pub tool: ToolName,
    pub output: Value,
}

/// Body of `POST /v1/completions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    pub prompt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_words: Option<usize>,
}

/// Answer of `POST /v1/completions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    pub model: String,
    pub text: String,
    pub words: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tool_names_are_the_same_in_paths_and_in_json() {
        for tool in ToolName::ALL {
            assert_eq!(ToolName::from_name(tool.as_str()), Some(tool));
            assert_eq!(serde_json::to_value(tool).unwrap(), tool.as_str());
        }
        assert_eq!(ToolName::from_name("hammer"), None);
    }
}
