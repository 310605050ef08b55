//! The error of rows, plans, tallies and readings.

use super::fault::RowFault;
use crate::text::{hint, quoted};

/// The error of an attribute row, plan, tally or reading.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AttributeError {
    /// A name that breaks the rules for names.
    #[error(
        "`{}` cannot name an attribute: expected 1 to 64 small letters, digits and underscores, a letter first",
        quoted(.found)
    )]
    Name {
        /// The name as given.
        found: String,
    },
    /// Two rows with the same name.
    #[error("two attributes are called `{name}`: expected each name once")]
    Duplicate {
        /// The name that occurs twice.
        name: String,
    },
    /// A row whose window has no months.
    #[error("attribute `{name}` looks at no month: expected a window of 1 to 60 months")]
    EmptyWindow {
        /// The row's name.
        name: String,
    },
    /// A row that combines parts of the grammar which have no meaning together.
    #[error("attribute `{name}` has no meaning: {}: expected {}", .fault.what(), .fault.expected())]
    NoMeaning {
        /// The row's name.
        name: String,
        /// The fault.
        fault: RowFault,
    },
    /// A user's own row with the name of a row of the standard catalogue, but another measure.
    #[error(
        "attribute `{name}` is another in the standard catalogue: expected a name of its own, since one name with two \
         meanings misleads whoever reads it"
    )]
    Redefined {
        /// The name.
        name: String,
    },
    /// A row that nests too deep.
    #[error("attribute `{name}` nests {what} deeper than {limit}: expected a shallower row")]
    TooDeep {
        /// The row's name.
        name: String,
        /// The nested part: `measures` or `filters`.
        what: &'static str,
        /// The deepest nesting that is allowed.
        limit: usize,
    },
    /// A name that no row has, perhaps a misspelling.
    #[error("`{}` is not an attribute{}", quoted(.found), hint(.nearest.as_deref()))]
    Unknown {
        /// The name as asked for.
        found: String,
        /// The most similar name, if there is a similar one.
        nearest: Option<String>,
    },
    /// An attribute whose number does not fit 64 bits.
    #[error("attribute `{attribute}` of {subject} is out of range: expected it to fit 64 bits")]
    OutOfRange {
        /// The person, by pseudonym.
        subject: String,
        /// The attribute's name.
        attribute: String,
    },
    /// Two tallies, or a tally and a plan, of different plans, months or regimes.
    #[error("the tallies are of different {what}: expected one plan, one month and one regime")]
    Mismatch {
        /// The part that differs: `plans`, `months` or `regimes`.
        what: &'static str,
    },
    /// Bytes of a tally in a layout that this version of the library cannot read.
    #[error("the bytes of the tally are in layout {found}: expected layout {expected}")]
    Layout {
        /// The version of the layout in the bytes.
        found: u8,
        /// The version that this library reads.
        expected: u8,
    },
    /// Bytes that are not a tally: cut short, changed, or something else.
    #[error("the bytes of the tally are corrupt at byte {at}: expected {expected}")]
    Corrupt {
        /// Offset of the fault, in bytes.
        at: usize,
        /// The expected content at the offset.
        expected: &'static str,
    },
}

impl AttributeError {
    /// The error for a name that no attribute has, with the most similar of `names` as a hint.
    pub(crate) fn unknown<'a>(found: &str, names: impl Iterator<Item = &'a str>) -> Self {
        let nearest = crate::text::nearest(found, names).map(str::to_owned);
        Self::Unknown { found: found.to_owned(), nearest }
    }
}
