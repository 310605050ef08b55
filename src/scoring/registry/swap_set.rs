//! Swap sets: people whom two strategies accept or decline differently.

use serde::Serialize;

/// Swap set: counts of people by how a change of strategy affects them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SwapSet {
    /// Accepted by both strategies.
    pub accepted_by_both: u64,
    /// Accepted by the champion only (swap-outs).
    pub accepted_by_champion: u64,
    /// Accepted by the challenger only (swap-ins).
    pub accepted_by_challenger: u64,
    /// Accepted by neither, with a number from at least one.
    pub accepted_by_neither: u64,
    /// Number from the challenger only; also counted by acceptance above.
    pub newly_scored: u64,
    /// Number from the champion only; also counted by acceptance above.
    pub no_longer_scored: u64,
    /// No number from either; counted nowhere else.
    pub scored_by_neither: u64,
}

impl SwapSet {
    pub(super) fn of(
        champion: &[Option<f64>],
        accepts: impl Fn(f64) -> bool,
        challenger: &[Option<f64>],
        challenger_accepts: impl Fn(f64) -> bool,
    ) -> SwapSet {
        let mut swaps = SwapSet::default();
        let count = |count: &mut u64, one: bool| *count = count.saturating_add(one.into());
        for (old, new) in champion.iter().zip(challenger) {
            let unscored = old.is_none() && new.is_none();
            count(&mut swaps.scored_by_neither, unscored);
            if unscored {
                continue;
            }
            count(&mut swaps.newly_scored, old.is_none());
            count(&mut swaps.no_longer_scored, new.is_none());
            let accepted = (old.is_some_and(&accepts), new.is_some_and(&challenger_accepts));
            count(&mut swaps.accepted_by_both, accepted == (true, true));
            count(&mut swaps.accepted_by_champion, accepted == (true, false));
            count(&mut swaps.accepted_by_challenger, accepted == (false, true));
            count(&mut swaps.accepted_by_neither, accepted == (false, false));
        }
        swaps
    }

    /// Returns the number of people.
    #[must_use]
    pub const fn people(&self) -> u64 {
        self.accepted_by_both
            .saturating_add(self.accepted_by_champion)
            .saturating_add(self.accepted_by_challenger)
            .saturating_add(self.accepted_by_neither)
            .saturating_add(self.scored_by_neither)
    }
}
