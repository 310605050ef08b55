//! Scores of a portfolio under several regimes, by several cards.

/// The scores of every subject of a portfolio, by several cards under several regimes.
///
/// Regimes and cards are told apart by their places in the lists that were asked for; subjects stand in the portfolio's
/// order. A subject without a score has none under that regime, by that card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioScores {
    regimes: usize,
    cards: usize,
    /// Regime by regime, card by card.
    columns: Vec<Vec<Option<i32>>>,
}

impl PortfolioScores {
    /// Empty columns, with room for the scores of so many subjects.
    pub(super) fn new(regimes: usize, cards: usize, subjects: usize) -> PortfolioScores {
        let columns = (0..regimes.saturating_mul(cards)).map(|_| Vec::with_capacity(subjects)).collect();
        PortfolioScores { regimes, cards, columns }
    }

    /// The number of regimes.
    #[must_use]
    pub const fn regimes(&self) -> usize {
        self.regimes
    }

    /// The number of cards.
    #[must_use]
    pub const fn cards(&self) -> usize {
        self.cards
    }

    /// The score of each subject under a regime, by a card; empty if there is no such regime or card.
    #[must_use]
    pub fn column(&self, regime: usize, card: usize) -> &[Option<i32>] {
        self.place(regime, card).and_then(|place| self.columns.get(place)).map_or(&[], Vec::as_slice)
    }

    /// The same column, to be filled.
    pub(super) fn column_mut(&mut self, regime: usize, card: usize) -> Option<&mut Vec<Option<i32>>> {
        self.place(regime, card).and_then(|place| self.columns.get_mut(place))
    }

    /// All columns, to be filled.
    pub(super) fn columns_mut(&mut self) -> impl Iterator<Item = &mut Vec<Option<i32>>> {
        self.columns.iter_mut()
    }

    /// The columns of one regime and one card.
    pub(super) fn into_only(mut self) -> Vec<Option<i32>> {
        self.columns.pop().unwrap_or_default()
    }

    fn place(&self, regime: usize, card: usize) -> Option<usize> {
        (regime < self.regimes && card < self.cards).then(|| regime.saturating_mul(self.cards).saturating_add(card))
    }
}
