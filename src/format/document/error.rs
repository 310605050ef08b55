//! The limits of reading, and the errors of files that are not documents.

use std::fmt;

use crate::format::place::Place;

/// The limits of reading a document. A document over a limit is an error, never cut.
///
/// A report of 244 accounts has 1.3 MB, a depth of 7, 55,000 nodes and takes about three times its size as a tree. The
/// default limits are far beyond any report. A node takes 32 bytes, or 56 with its tag, and no report has more than one
/// for a dozen bytes of its file. So a file may have 4,096 nodes and one more for every four bytes, whatever is set
/// here, and even the most hostile file (nothing but empty nodes of two bytes) costs a small multiple of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file; by default 64 MiB.
    pub bytes: usize,
    /// Depth of nested groups and lists, the root included; by default 32. More than 100 counts as 100.
    pub depth: usize,
    /// Nodes of a document; by default 1 Mi, and fewer in a small file.
    pub nodes: usize,
    /// Bytes of one text; by default 64 KiB. Tags may have 256 bytes, whatever is set here.
    pub text: usize,
}

impl Limits {
    /// The longest tag, in bytes.
    pub(super) const TAG: usize = 256;

    /// Nodes that any file may have, however small.
    const NODES_OF_ANY_FILE: usize = 4096;

    /// Bytes of a file for which it may have one node more.
    const BYTES_A_NODE: usize = 4;

    /// The greatest depth that can be set: reading and dropping a tree use the stack.
    const DEPTH_MAX: usize = 100;

    /// The limits for a file of `bytes` bytes.
    #[cfg_attr(
        not(any(feature = "json", feature = "xml", feature = "pmml")),
        expect(dead_code, reason = "only the file forms ask")
    )]
    pub(super) fn of_file(&self, bytes: usize) -> Limits {
        let nodes = self.nodes.min(Self::NODES_OF_ANY_FILE.saturating_add(bytes / Self::BYTES_A_NODE));
        Limits { nodes, ..*self }
    }

    /// The depth in force.
    pub(super) fn depth(&self) -> usize {
        self.depth.min(Self::DEPTH_MAX)
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 64 << 20, depth: 32, nodes: 1 << 20, text: 64 << 10 }
    }
}

/// A position in a file: its line and column.
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

/// An error of reading a file as a document, or of writing a document as a file.
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
        /// Position of the first byte that is not UTF-8.
        position: FilePosition,
        /// The encoding that the file declares, if it does: `` (it says its encoding is `GBK`)``.
        hint: String,
    },
    /// The file is not well formed.
    #[error("{reason} at {position}, in {place}: expected {expected}")]
    #[non_exhaustive]
    Malformed {
        /// The fault.
        reason: String,
        /// Position in the file.
        position: FilePosition,
        /// The innermost place that the reader was in.
        place: Place,
        /// The form expected.
        expected: &'static str,
    },
    /// The document is over one of the [`Limits`].
    #[error("{fault} at {position}, in {place}")]
    #[non_exhaustive]
    OverLimit {
        /// The limit, and what exceeds it.
        fault: String,
        /// Position in the file.
        position: FilePosition,
        /// The innermost place that the reader was in.
        place: Place,
    },
    /// A group has two members of the same tag.
    #[error("{place} occurs twice (its group ends at {position}): expected each tag once in a group")]
    #[non_exhaustive]
    Duplicate {
        /// The second of the two.
        place: Place,
        /// The end of its group.
        position: FilePosition,
    },
    /// The document has a node or tag that the form of file cannot carry.
    #[error("{found} at {place} cannot be written: expected {expected}")]
    #[non_exhaustive]
    Unwritable {
        /// A description of the node or tag.
        found: String,
        /// Its place.
        place: Place,
        /// The form that can be written.
        expected: &'static str,
    },
}

/// A fault that a reader of trees refuses a document for, before its position in the file is known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::format) enum Fault {
    #[error("more than {0} nested groups and lists")]
    Depth(usize),
    #[error("more than {0} nodes in a document")]
    Nodes(usize),
    #[error("a text of {bytes} bytes: expected at most {limit}")]
    Text { bytes: usize, limit: usize },
    #[error("a tag of {bytes} bytes: expected at most {limit}")]
    Tag { bytes: usize, limit: usize },
    #[error("the tag `{0}` occurs twice in a group")]
    Duplicate(String),
}

impl Fault {
    /// Converts the fault to an error at a place.
    #[cfg_attr(
        not(any(feature = "json", feature = "xml", feature = "pmml")),
        expect(dead_code, reason = "only the file forms ask")
    )]
    pub(super) fn at(self, position: FilePosition, place: Place) -> DocumentError {
        match self {
            Fault::Duplicate(_) => DocumentError::Duplicate { place, position },
            fault => DocumentError::OverLimit { fault: fault.to_string(), position, place },
        }
    }
}
