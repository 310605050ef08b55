//! The alphabets in which months are written, and the forms of text they are written into.

use std::fmt;

use super::PaymentStatus;

/// An alphabet of payment statuses. The same letter means different things in each: `1` is 1–30 days past due in
/// [`Pboc`](Notation::Pboc) and 31–60 in the others; `Z` is collateral handed over, or an account too new to rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Notation {
    /// Repayment status 还款状态 of credit accounts in a PBOC report, 18 symbols.
    Pboc,
    /// Payment status 缴费状态 of post-paid accounts in a PBOC report, 12 symbols.
    PostPaid,
    /// The payment history profile of the US Metro 2 format, 17 symbols, the blank among them.
    Metro2,
}

impl Notation {
    /// All notations.
    pub const ALL: [Notation; 3] = [Notation::Pboc, Notation::PostPaid, Notation::Metro2];

    /// Symbols of the notation, in order of severity.
    pub fn symbols(self) -> impl Iterator<Item = char> {
        PaymentStatus::all().filter_map(move |status| status.symbol(self))
    }

    /// The symbols as a message lists them, the blank by its name.
    pub(super) fn allowed(self) -> String {
        let mut list = String::new();
        for symbol in self.symbols() {
            if !list.is_empty() {
                list.push(' ');
            }
            match symbol {
                ' ' => list.push_str("blank"),
                symbol => list.push(symbol),
            }
        }
        list
    }
}

impl fmt::Display for Notation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Notation::Pboc => "the PBOC notation",
            Notation::PostPaid => "the post-paid notation",
            Notation::Metro2 => "the Metro 2 notation",
        })
    }
}

/// The order of the months in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// The first symbol is the latest month.
    LatestFirst,
    /// The last symbol is the latest month.
    OldestFirst,
}

/// A text form of a payment history: a notation, an order and a number of months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HistoryForm {
    /// The 24-month repayment string of a credit account: PBOC symbols, oldest first, exactly 24.
    Months24,
    /// The cells of the five-year grid, joined: PBOC symbols, latest first, 1 to 60.
    Cells60,
    /// The 24-month payment string of a post-paid account (PE01AQ02): post-paid symbols, oldest first, exactly 24.
    PostPaid24,
    /// The Metro 2 payment history profile: Metro 2 symbols, latest first, exactly 24.
    Metro2Profile,
}

impl HistoryForm {
    /// All forms.
    pub const ALL: [HistoryForm; 4] =
        [HistoryForm::Months24, HistoryForm::Cells60, HistoryForm::PostPaid24, HistoryForm::Metro2Profile];

    /// The alphabet it is written in.
    pub const fn notation(self) -> Notation {
        match self {
            HistoryForm::Months24 | HistoryForm::Cells60 => Notation::Pboc,
            HistoryForm::PostPaid24 => Notation::PostPaid,
            HistoryForm::Metro2Profile => Notation::Metro2,
        }
    }

    /// Order of the months in the form's texts.
    pub const fn order(self) -> Order {
        match self {
            HistoryForm::Cells60 | HistoryForm::Metro2Profile => Order::LatestFirst,
            HistoryForm::Months24 | HistoryForm::PostPaid24 => Order::OldestFirst,
        }
    }

    /// The number of months it must have; `None` if any from 1 to 60 will do.
    pub const fn months(self) -> Option<usize> {
        match self {
            HistoryForm::Cells60 => None,
            HistoryForm::Months24 | HistoryForm::PostPaid24 | HistoryForm::Metro2Profile => Some(24),
        }
    }
}

impl fmt::Display for HistoryForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            HistoryForm::Months24 => "the 24-month repayment string",
            HistoryForm::Cells60 => "the five-year grid",
            HistoryForm::PostPaid24 => "the post-paid payment string",
            HistoryForm::Metro2Profile => "the Metro 2 payment history profile",
        })
    }
}
