//! Scorecards and rules as JSON texts.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::ScoringError;

/// Reads a text; what it is, is told in errors.
pub(super) fn read<T: DeserializeOwned>(what: &'static str, json: &str) -> Result<T, ScoringError> {
    if json.len() > BYTES_MAX {
        return Err(ScoringError::TooLong { what, bytes: json.len(), limit: BYTES_MAX });
    }
    serde_json::from_str(json).map_err(|error| not_json(what, &error))
}

pub(super) fn write<T: Serialize>(what: &'static str, data: &T) -> Result<String, ScoringError> {
    serde_json::to_string_pretty(data).map_err(|error| not_json(what, &error))
}

fn not_json(what: &'static str, error: &serde_json::Error) -> ScoringError {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    let message = message.strip_suffix(&place).unwrap_or(&message);
    // The message may quote a field of any length.
    let message = message.chars().take(MESSAGE_CHARS_MAX).map(|c| if c.is_control() { ' ' } else { c }).collect();
    ScoringError::Json { what, line: error.line(), column: error.column(), message }
}

const MESSAGE_CHARS_MAX: usize = 400;
const BYTES_MAX: usize = 4 << 20;
