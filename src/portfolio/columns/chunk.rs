//! A chunk of a portfolio: whole subjects in columns, with severities in bit planes whose bit 0 is the as-of month.
//!
//! # Bytes per account, on paper
//!
//! ```text
//! severity planes           4 × 8          32
//! profile                   u16             2    a dictionary: kind, furnisher's type, business,
//!                                                guarantee, role, state, what is stated
//! month of opening          u16             2
//! furnisher                 u16             2    a dictionary
//! granted (limit|principal) i32             4    i64 in a chunk that needs it
//! balance                   i32             4
//! past due                  i32             4
//! scheduled                 i32             4
//!                                          54
//! used, where not the balance           6 ×  5 %
//! actual, where not scheduled           6 × 20 %
//! overdue, in late months of 1 in 7     6 + 5 a month        about 4
//! starts, name, inquiries   4 + 12 + 4 + 6 an inquiry a subject of six accounts: 6
//!                                          about 64
//! ```
//!
//! Measured on the 6,066,784 accounts of the benches (`benches/README.md`): 62.8. Possible savings that remain: past due
//! as a sparse column (3), no names (2), the reason of an inquiry in its column alone (0.4).
//!
//! A chunk holds about 32,768 accounts: few enough that a place in it fits 16 bits and that a second regime finds it in
//! the cache, many enough that the work done once per chunk costs nothing. Amounts are minor units; a column is narrow
//! where all amounts of the chunk fit 32 bits, so that no cent is lost. Everything that depends on the as-of month is
//! settled when the portfolio is built: accounts opened and inquiries made later are left out, and a profile says
//! whether its state and amounts are known by then. Nothing that depends on the regime is settled.

use std::ops::Deref;

use super::amounts::{Amounts, DaysBefore};
use super::duplicates::InquiryClass;
use super::places::{bytes_of, bytes_of_texts};
use super::profile::Profile;
use super::subjects::{Columns, compact};

/// A chunk: the checked columns of some subjects, with profiles in a dictionary that chunks share.
#[derive(Clone, Default, PartialEq)]
pub(in crate::portfolio) struct Chunk {
    /// The columns, as narrow as their values allow. Their own list of profiles is empty: places are those of the
    /// dictionary.
    pub(in crate::portfolio) columns: Columns,
    /// The number of the portfolio's dictionary that its places point into.
    pub(in crate::portfolio) dictionary: u32,
    /// The reason of each inquiry, and whether it counts when duplicates are suppressed.
    pub(in crate::portfolio) classes: Vec<InquiryClass>,
}

impl Deref for Chunk {
    type Target = Columns;

    fn deref(&self) -> &Columns {
        &self.columns
    }
}

impl Chunk {
    /// Makes a chunk of columns that were checked and whose profiles have their places in a dictionary.
    pub(in crate::portfolio) fn new(mut columns: Columns, dictionary: u32) -> Chunk {
        if columns.overdue.starts.is_empty() {
            columns.overdue.starts.push(0);
        }
        columns.profiles = Vec::new();
        for amounts in [&mut columns.granted, &mut columns.balance, &mut columns.past_due, &mut columns.scheduled] {
            amounts.narrow();
        }
        for amounts in [&mut columns.used.amounts, &mut columns.actual.amounts, &mut columns.overdue.amounts] {
            amounts.narrow();
        }
        columns.inquiries.days.narrow();
        Chunk { classes: columns.inquiries.classes(), columns, dictionary }
    }

    /// The days back, the class and the inquirer's code of an inquiry.
    pub(in crate::portfolio) fn inquiry(&self, place: usize) -> Option<(i32, InquiryClass, &str)> {
        let inquiries = &self.inquiries;
        let inquirer = inquiries.inquirers.get(usize::from(*inquiries.inquirer.get(place)?))?;
        Some((inquiries.days.get(place)?, *self.classes.get(place)?, inquirer))
    }

    /// The size in memory in bytes, without the dictionary.
    pub(in crate::portfolio) fn bytes(&self) -> usize {
        let inquiries = &self.inquiries;
        let days = match &inquiries.days {
            DaysBefore::Narrow(days) => bytes_of(days),
            DaysBefore::Wide(days) => bytes_of(days),
        };
        let names = self.names.as_ref().map_or(0, |names| names.text.capacity().saturating_add(bytes_of(&names.ends)));
        let amounts = [&self.granted, &self.balance, &self.past_due, &self.scheduled];
        let bytes = [
            size_of::<Chunk>(),
            bytes_of(&self.starts),
            self.planes.iter().map(bytes_of).sum(),
            bytes_of(&self.profile),
            bytes_of(&self.opened),
            bytes_of(&self.furnisher),
            bytes_of_texts(&self.furnishers),
            amounts.into_iter().map(Amounts::bytes).sum(),
            self.used.bytes(),
            self.actual.bytes(),
            self.overdue.bytes(),
            bytes_of(&inquiries.starts),
            days,
            bytes_of(&inquiries.reason),
            bytes_of(&self.classes),
            bytes_of(&inquiries.inquirer),
            bytes_of_texts(&inquiries.inquirers),
            bytes_of(&self.liabilities),
            bytes_of(&self.as_of),
            names,
        ];
        bytes.into_iter().sum()
    }
}

/// A chunk with the profiles that its accounts point to.
#[derive(Clone, Copy)]
pub(in crate::portfolio) struct ChunkRef<'a> {
    pub(in crate::portfolio) chunk: &'a Chunk,
    pub(in crate::portfolio) profiles: &'a [Profile],
}

impl<'a> ChunkRef<'a> {
    pub(in crate::portfolio) fn profile_of(self, account: usize) -> Option<&'a Profile> {
        self.chunk.profile.get(account).and_then(|&profile| self.profiles.get(usize::from(profile)))
    }
}

impl ChunkRef<'_> {
    /// Copies the columns, with a list of the profiles that occur in them.
    pub(in crate::portfolio) fn to_columns(self) -> Columns {
        let mut columns = self.chunk.columns.clone();
        let profiles = compact(&mut columns.profile, self.profiles.len());
        columns.profiles =
            profiles.into_iter().filter_map(|place| self.profiles.get(usize::from(place)).copied()).collect();
        columns
    }
}

impl Chunk {
    /// Returns memory that the columns do not need.
    pub(in crate::portfolio) fn shrink(&mut self) {
        let columns = &mut self.columns;
        columns.starts.shrink_to_fit();
        columns.planes.iter_mut().for_each(Vec::shrink_to_fit);
        for column in [&mut columns.profile, &mut columns.opened, &mut columns.furnisher, &mut columns.overdue.accounts]
        {
            column.shrink_to_fit();
        }
        columns.furnishers.shrink_to_fit();
        columns.overdue.starts.shrink_to_fit();
        columns.overdue.ago.shrink_to_fit();
        columns.inquiries.starts.shrink_to_fit();
        columns.inquiries.reason.shrink_to_fit();
        self.classes.shrink_to_fit();
        columns.inquiries.inquirer.shrink_to_fit();
        columns.inquiries.inquirers.shrink_to_fit();
        columns.liabilities.shrink_to_fit();
        columns.as_of.shrink_to_fit();
        if let Some(names) = &mut columns.names {
            names.text.shrink_to_fit();
            names.ends.shrink_to_fit();
        }
    }
}

/// Most accounts, inquiries or liabilities of one subject: a place in a chunk fits 16 bits.
pub(in crate::portfolio) const ITEMS_MAX: usize = 65_535;
/// Most bytes of one subject's name, and of all names of a chunk.
pub(in crate::portfolio) const NAMES_MAX: usize = 1 << 20;
