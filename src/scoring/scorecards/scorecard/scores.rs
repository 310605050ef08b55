//! Scores of a portfolio by several cards under several regimes.

/// Scores of a portfolio's subjects by several cards under several regimes.
///
/// Regimes and cards are indexed as in the lists that were given, subjects as in the portfolio. A subject without a
/// score has `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioScores {
    regimes: usize,
    cards: usize,
    /// Column of a regime and a card at regime × number of cards + card.
    columns: Vec<Vec<Option<i32>>>,
}

impl PortfolioScores {
    /// Creates empty columns with room for a number of subjects.
    pub(super) fn new(regimes: usize, cards: usize, subjects: usize) -> PortfolioScores {
        let columns = (0..regimes.saturating_mul(cards)).map(|_| Vec::with_capacity(subjects)).collect();
        PortfolioScores { regimes, cards, columns }
    }

    /// Returns the number of regimes.
    #[must_use]
    pub const fn regimes(&self) -> usize {
        self.regimes
    }

    /// Returns the number of cards.
    #[must_use]
    pub const fn cards(&self) -> usize {
        self.cards
    }

    /// Returns the score of each subject under a regime by a card, both by index; empty if there is no such regime or
    /// card.
    #[must_use]
    pub fn column(&self, regime: usize, card: usize) -> &[Option<i32>] {
        self.place(regime, card).and_then(|place| self.columns.get(place)).map_or(&[], Vec::as_slice)
    }

    /// Returns a column to be filled.
    pub(super) fn column_mut(&mut self, regime: usize, card: usize) -> Option<&mut Vec<Option<i32>>> {
        self.place(regime, card).and_then(|place| self.columns.get_mut(place))
    }

    /// Returns all columns to be filled, in order.
    pub(super) fn columns_mut(&mut self) -> impl Iterator<Item = &mut Vec<Option<i32>>> {
        self.columns.iter_mut()
    }

    /// Returns the column of a single regime and card.
    pub(super) fn into_only(mut self) -> Vec<Option<i32>> {
        self.columns.pop().unwrap_or_default()
    }

    fn place(&self, regime: usize, card: usize) -> Option<usize> {
        (regime < self.regimes && card < self.cards).then(|| regime.saturating_mul(self.cards).saturating_add(card))
    }
}
