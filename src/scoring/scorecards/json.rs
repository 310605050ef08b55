//! JSON texts of scorecards and rules.

use super::error::ScoringError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a value from JSON text of at most 4 MiB; `what` names the content in errors.
pub(in crate::scoring) fn read<T: DeserializeOwned>(what: &'static str, json: &str) -> Result<T, ScoringError> {
    if json.len() > BYTES_MAX {
        return Err(ScoringError::TooLong { what, bytes: json.len(), limit: BYTES_MAX });
    }
    serde_json::from_str(json).map_err(|error| not_json(what, &error))
}

pub(in crate::scoring) fn write<T: Serialize>(what: &'static str, data: &T) -> Result<String, ScoringError> {
    serde_json::to_string_pretty(data).map_err(|error| not_json(what, &error))
}

fn not_json(what: &'static str, error: &serde_json::Error) -> ScoringError {
    let (line, column, message) = position_and_message(error);
    ScoringError::Json { what, line, column, message }
}

/// Splits a serde error into line, column and message, with the message on one line and of bounded length.
pub(super) fn position_and_message(error: &serde_json::Error) -> (usize, usize, String) {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    let message = message.strip_suffix(&place).unwrap_or(&message);
    // The message may quote a field of any length, so it is cut.
    let message = message.chars().take(MESSAGE_CHARS_MAX).map(|c| if c.is_control() { ' ' } else { c }).collect();
    (error.line(), error.column(), message)
}

const MESSAGE_CHARS_MAX: usize = 400;
const BYTES_MAX: usize = 4 << 20;
