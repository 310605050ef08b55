//! What can be wrong with rows, plans, tallies and readings.

use crate::text::{hint, quoted};

/// Why a row, a merge or a reading was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AttributeError {
    /// A name that is none.
    #[error(
        "`{}` cannot name an attribute: expected 1 to 64 small letters, digits and underscores, a letter first",
        quoted(.found)
    )]
    Name {
        /// What stood there.
        found: String,
    },
    /// Two rows of one name.
    #[error("two attributes are called `{name}`: expected each name once")]
    Duplicate {
        /// The name.
        name: String,
    },
    /// A row whose window holds no month.
    #[error("attribute `{name}` looks at no month: expected a window of 1 to 60 months")]
    EmptyWindow {
        /// The row.
        name: String,
    },
    /// A row that is nested too deep.
    #[error("attribute `{name}` nests {what} deeper than {limit}: expected a shallower row")]
    TooDeep {
        /// The row.
        name: String,
        /// What is nested: measures or filters.
        what: &'static str,
        /// How deep it may be.
        limit: usize,
    },
    /// A name that no row has.
    #[error("`{}` is not an attribute{}", quoted(.found), hint(.nearest.as_deref()))]
    Unknown {
        /// What was asked for.
        found: String,
        /// The most similar name, if one is similar.
        nearest: Option<String>,
    },
    /// A number that does not fit 64 bits.
    #[error("attribute `{attribute}` of {subject} is out of range: expected it to fit 64 bits")]
    OutOfRange {
        /// The person, by pseudonym.
        subject: String,
        /// The attribute.
        attribute: String,
    },
    /// Two tallies, or a tally and a plan, that do not belong together.
    #[error("the tallies are of different {what}: expected one plan, one month and one regime")]
    Mismatch {
        /// The plans, the months or the regimes.
        what: &'static str,
    },
    /// Bytes of a tally in a layout that this version of the library does not read.
    #[error("the bytes of the tally are in layout {found}: expected layout {expected}")]
    Layout {
        /// The layout's version.
        found: u8,
        /// The version that is read.
        expected: u8,
    },
    /// Bytes that are not those of a tally: cut short, changed, or something else.
    #[error("the bytes of the tally are corrupt at byte {at}: expected {expected}")]
    Corrupt {
        /// Bytes before the place.
        at: usize,
        /// What should stand there.
        expected: &'static str,
    },
}

impl AttributeError {
    /// That no attribute has this name; the most similar of `names` is the hint.
    pub(crate) fn unknown<'a>(found: &str, names: impl Iterator<Item = &'a str>) -> Self {
        let nearest = crate::text::nearest(found, names).map(str::to_owned);
        Self::Unknown { found: found.to_owned(), nearest }
    }
}
