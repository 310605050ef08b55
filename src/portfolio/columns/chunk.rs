//! The columns of a portfolio: whole subjects in chunks, severities in planes whose bit 0 is the as-of month.
//!
//! # Bytes an account, on paper
//!
//! ```text
//! severity planes           4 × 8          32
//! profile                   u16             2    a dictionary: kind, furnisher's type, business, guarantee, role,
//!                                                state, what is stated
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
//! starts, name, inquiries   4 + 12 + 4 + 5 an inquiry a subject of six accounts: 5
//!                                          about 64
//! ```
//!
//! Measured on 360,426 accounts of 60,071 subjects made up with such shares, with names and three inquiries each: 63.9.
//! What is still there to save: past due as a sparse column (3), no names (2).
//!
//! A chunk holds about 32,768 accounts: few enough that a place in it fits 16 bits and a second regime finds it in the
//! cache, many enough that what is done once a chunk costs nothing. Amounts are minor units; a column is narrow where all
//! of a chunk's amounts fit 32 bits, so that no cent is lost. What depends on the as-of month is settled when the portfolio is built: accounts opened later
//! and inquiries made later are not in it, and a profile says whether its state and amounts are known by then. What
//! depends on the regime is not.

use std::ops::Deref;

use super::amounts::{Amounts, DaysBefore};
use super::duplicates::InquiryClass;
use super::places::{bytes_of, bytes_of_texts};
use super::profile::Profile;
use super::subjects::{Columns, compact};

/// Some subjects of a portfolio: their columns, checked, with profiles in a dictionary that chunks share.
#[derive(Clone, Default, PartialEq)]
pub(in crate::portfolio) struct Chunk {
    /// As narrow as they may be. Their own list of profiles is empty: places are those of the dictionary.
    pub(in crate::portfolio) columns: Columns,
    /// Which of the portfolio's dictionaries of profiles it is read with.
    pub(in crate::portfolio) dictionary: u32,
    /// Whether each inquiry counts where duplicates are suppressed.
    pub(in crate::portfolio) classes: Vec<InquiryClass>,
}

impl Deref for Chunk {
    type Target = Columns;

    fn deref(&self) -> &Columns {
        &self.columns
    }
}

impl Chunk {
    /// The chunk of columns that were checked, once their profiles have places in a dictionary.
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

    /// The days, class and inquirer's code of an inquiry.
    pub(in crate::portfolio) fn inquiry(&self, place: usize) -> Option<(i32, InquiryClass, &str)> {
        let inquiries = &self.inquiries;
        let inquirer = inquiries.inquirers.get(usize::from(*inquiries.inquirer.get(place)?))?;
        Some((inquiries.days.get(place)?, *self.classes.get(place)?, inquirer))
    }

    /// Bytes in memory, without the dictionary.
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

/// A chunk, and the profiles that its accounts point to.
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
    /// A copy of the columns, with the profiles that occur in it.
    pub(in crate::portfolio) fn to_columns(self) -> Columns {
        let mut columns = self.chunk.columns.clone();
        let profiles = compact(&mut columns.profile, self.profiles.len());
        columns.profiles =
            profiles.into_iter().filter_map(|place| self.profiles.get(usize::from(place)).copied()).collect();
        columns
    }
}

impl Chunk {
    /// Gives back what its columns do not need.
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

/// Most accounts, inquiries or liabilities of one subject, so that a place in a chunk fits 16 bits.
pub(in crate::portfolio) const ITEMS_MAX: usize = 65_535;
/// Most bytes of one subject's name, and of a chunk's names.
pub(in crate::portfolio) const NAMES_MAX: usize = 1 << 20;
