//! Four invented people, in the native form of a report.

use clap::ValueEnum;

/// One of the invented people.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Sample {
    /// Rents and uses a prepaid card, and has never borrowed.
    Renter,
    /// A mortgage, a car loan repaid, two cards, one late payment long ago.
    Typical,
    /// Seven credit lines almost used up, and looking for more.
    OverIndebted,
    /// A card written off four years ago, since then everything on time.
    OldBadDebt,
}

impl Sample {
    /// The report, as JSON.
    pub const fn json(self) -> &'static str {
        match self {
            Self::Renter => include_str!("../data/renter.json"),
            Self::Typical => include_str!("../data/typical.json"),
            Self::OverIndebted => include_str!("../data/over_indebted.json"),
            Self::OldBadDebt => include_str!("../data/old_bad_debt.json"),
        }
    }
}

/// The scorecard that every sample is scored with: made by hand, for teaching.
pub const SCORECARD: &str = include_str!("../data/teaching_scorecard.json");
