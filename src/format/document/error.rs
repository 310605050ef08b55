//! What keeps reading bounded, and why a file is not a document.

use std::fmt;

use crate::format::place::Place;

/// How much of a document is read at most. What is over a limit is an error, never cut.
///
/// A report of 244 accounts has 1.3 MB, a depth of 7, 55,000 nodes and takes about three times its size as a tree. The
/// default limits are far beyond any report. A node takes 32 bytes, or 56 with its tag, and no report has one for fewer
/// than a dozen bytes of its file; so a file may have 4,096 nodes and one more for every four bytes, whatever is set
/// here, and even the most hostile (all of it empty nodes of two bytes) costs no more than a small multiple of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file: 64 MiB.
    pub bytes: usize,
    /// Groups and lists inside each other: 32, the root included. More than 100 counts as 100.
    pub depth: usize,
    /// Nodes of a document: 1 Mi, and fewer in a small file.
    pub nodes: usize,
    /// Bytes of one text: 64 KiB. Tags may have 256 bytes, whatever is set here.
    pub text: usize,
}

impl Limits {
    /// The longest tag, in bytes.
    pub(super) const TAG: usize = 256;

    /// Nodes that any file may have, however small.
    const NODES_OF_ANY_FILE: usize = 4096;

    /// A file may have a node more for so many bytes.
    const BYTES_A_NODE: usize = 4;

    /// The deepest depth that can be set: reading and dropping a tree use the stack.
    const DEPTH_MAX: usize = 100;

    /// The limits that hold for a file of so many bytes.
    pub(super) fn of_file(&self, bytes: usize) -> Limits {
        let nodes = self.nodes.min(Self::NODES_OF_ANY_FILE.saturating_add(bytes / Self::BYTES_A_NODE));
        Limits { nodes, ..*self }
    }

    /// The depth that holds.
    pub(super) fn depth(&self) -> usize {
        self.depth.min(Self::DEPTH_MAX)
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 64 << 20, depth: 32, nodes: 1 << 20, text: 64 << 10 }
    }
}

/// A position in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePosition {
    /// The line, counted from 1.
    pub line: usize,
    /// The byte in the line, counted from 1.
    pub column: usize,
}

impl FilePosition {
    /// The position of a byte, counted from 0.
    pub(super) fn of(bytes: &[u8], at: usize) -> FilePosition {
        let before = bytes.get(..at).unwrap_or(bytes);
        let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i.saturating_add(1));
        let lines = before.iter().filter(|&&b| b == b'\n').count();
        FilePosition { line: lines.saturating_add(1), column: before.len().saturating_sub(start).saturating_add(1) }
    }
}

impl fmt::Display for FilePosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why a file is not a document, or a document cannot be a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The file is longer than [`Limits::bytes`].
    #[error("the file has {bytes} bytes: expected at most {limit}")]
    #[non_exhaustive]
    TooLong {
        /// Its length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// The file is not UTF-8.
    #[error("the file is not UTF-8 text at {position}{hint}: expected UTF-8")]
    #[non_exhaustive]
    NotUtf8 {
        /// Where it stops being UTF-8.
        position: FilePosition,
        /// What it says of itself, if it does: `` (it says its encoding is `GBK`)``.
        hint: String,
    },
    /// The file is not well formed.
    #[error("{reason} at {position}, in {place}: expected {expected}")]
    #[non_exhaustive]
    Malformed {
        /// What is wrong.
        reason: String,
        /// Where in the file.
        position: FilePosition,
        /// The innermost place the reader was in.
        place: Place,
        /// What is expected.
        expected: &'static str,
    },
    /// The document is over one of the [`Limits`].
    #[error("{fault} at {position}, in {place}")]
    #[non_exhaustive]
    OverLimit {
        /// What is over which limit.
        fault: String,
        /// Where in the file.
        position: FilePosition,
        /// The innermost place the reader was in.
        place: Place,
    },
    /// A group has two members of the same tag.
    #[error("{place} is there twice (its group ends at {position}): expected each tag once in a group")]
    #[non_exhaustive]
    Duplicate {
        /// The second of the two.
        place: Place,
        /// The end of its group.
        position: FilePosition,
    },
    /// The document has something the form of file cannot carry.
    #[error("{found} at {place} cannot be written: expected {expected}")]
    #[non_exhaustive]
    Unwritable {
        /// What it is.
        found: String,
        /// Where it stands.
        place: Place,
        /// What can be written.
        expected: &'static str,
    },
}

/// What a reader of trees refuses, before it is known where in the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::format) enum Fault {
    #[error("more than {0} groups and lists inside each other")]
    Depth(usize),
    #[error("more than {0} nodes in a document")]
    Nodes(usize),
    #[error("a text of {bytes} bytes: expected at most {limit}")]
    Text { bytes: usize, limit: usize },
    #[error("a tag of {bytes} bytes: expected at most {limit}")]
    Tag { bytes: usize, limit: usize },
    #[error("the tag `{0}` is there twice in a group")]
    Duplicate(String),
}

impl Fault {
    /// The error this fault is at a place.
    pub(super) fn at(self, position: FilePosition, place: Place) -> DocumentError {
        match self {
            Fault::Duplicate(_) => DocumentError::Duplicate { place, position },
            fault => DocumentError::OverLimit { fault: fault.to_string(), position, place },
        }
    }
}
