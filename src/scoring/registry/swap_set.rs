//! Counts of people accepted by one strategy, by another, or by both.

use serde::Serialize;

/// How people move when one strategy takes the place of another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SwapSet {
    /// Accepted by both.
    pub accepted_by_both: u64,
    /// Accepted by the champion alone: they lose by the change.
    pub accepted_by_champion: u64,
    /// Accepted by the challenger alone: they gain.
    pub accepted_by_challenger: u64,
    /// Accepted by neither, though one of them scores them.
    pub accepted_by_neither: u64,
    /// Without a number by the champion, and with one by the challenger; they are counted above too.
    pub newly_scored: u64,
    /// With a number by the champion, and without one by the challenger; they are counted above too.
    pub no_longer_scored: u64,
    /// Without a number by either; they are counted nowhere else.
    pub scored_by_neither: u64,
}

impl SwapSet {
    pub(super) fn of(
        champion: &[Option<f64>],
        accepts: impl Fn(f64) -> bool,
        challenger: &[Option<f64>],
        challenger_accepts: impl Fn(f64) -> bool,
    ) -> SwapSet {
        let mut moves = SwapSet::default();
        let count = |count: &mut u64, one: bool| *count = count.saturating_add(one.into());
        for (old, new) in champion.iter().zip(challenger) {
            let nobody = old.is_none() && new.is_none();
            count(&mut moves.scored_by_neither, nobody);
            if nobody {
                continue;
            }
            count(&mut moves.newly_scored, old.is_none());
            count(&mut moves.no_longer_scored, new.is_none());
            let accepted = (old.is_some_and(&accepts), new.is_some_and(&challenger_accepts));
            count(&mut moves.accepted_by_both, accepted == (true, true));
            count(&mut moves.accepted_by_champion, accepted == (true, false));
            count(&mut moves.accepted_by_challenger, accepted == (false, true));
            count(&mut moves.accepted_by_neither, accepted == (false, false));
        }
        moves
    }

    /// Everybody.
    #[must_use]
    pub const fn people(&self) -> u64 {
        self.accepted_by_both
            .saturating_add(self.accepted_by_champion)
            .saturating_add(self.accepted_by_challenger)
            .saturating_add(self.accepted_by_neither)
            .saturating_add(self.scored_by_neither)
    }
}
