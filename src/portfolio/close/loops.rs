//! The loops over all accounts of a chunk: short, without data-dependent branches, and compiled for several instruction
//! sets, of which the machine's best is chosen at run time.

use super::table::Table;
use crate::history::Months;
use crate::machine::for_every_machine;
use crate::portfolio::columns::stated;
use crate::portfolio::columns::{HISTORY, SIGNED};

for_every_machine! {
    /// Looks up the place of each account's profile after the month, and its permissions; returns whether all were
    /// found.
    pub(super) fn look_up(
        profile: &[u16],
        standing: &[u16],
        table: Table<'_>,
        places: &mut [u16],
        allowed: &mut [u16],
    ) -> bool {
        let mut apart = 0;
        for ((&profile, &standing), (place, may)) in profile.iter().zip(standing).zip(places.iter_mut().zip(allowed)) {
            let Some(key) = table.key(profile, standing) else { continue };
            let found = table.at(key);
            // Collected, not branched on: a slot of another key leaves a bit, and the block is then looked up again
            // with care.
            apart |= found.key ^ key;
            (*place, *may) = (found.place, found.may);
        }
        apart == 0
    }

    /// Shifts one bit plane of all histories: a bit of each severity comes in, the oldest month falls out.
    pub(super) fn shift(plane: &mut [u64], severities: &[u8], bit: u32) {
        for (word, &severity) in plane.iter_mut().zip(severities) {
            *word = (*word << 1 | u64::from(severity).wrapping_shr(bit) & 1) & Months::ALL.bits();
        }
    }

    /// Whether every account has permission for the values in its narrow columns. Which account lacks one is searched
    /// only if one does.
    pub(super) fn fits(may: &[u16], severities: &[u8], balance: &[i32], past_due: &[i32], scheduled: &[i32]) -> bool {
        let mut lacks = 0;
        let accounts = may.iter().zip(severities).zip(balance).zip(past_due).zip(scheduled);
        for ((((&may, &severity), &balance), &past_due), &scheduled) in accounts {
            // The permissions that the values need, as bits; any that an account lacks is collected.
            let needed = u32::from(STANDS)
                | if severity != 0 { HISTORY.into() } else { 0 }
                | if severity > 15 { NEVER } else { 0 }
                | if balance != 0 { stated::BALANCE.into() } else { 0 }
                | if balance < 0 { SIGNED.into() } else { 0 }
                | if past_due != 0 { stated::PAST_DUE.into() } else { 0 }
                | if scheduled != 0 { stated::SCHEDULED.into() } else { 0 }
                | if (past_due | scheduled) < 0 { NEVER } else { 0 };
            lacks |= needed & !u32::from(may);
        }
        lacks == 0
    }

    /// Collects the accounts that keep their amounts, one bit per account.
    pub(super) fn keeping(may: &[u16], words: &mut Vec<u32>) {
        let (whole, rest) = may.as_chunks::<LANES>();
        for may in whole {
            words.push(word(may));
        }
        words.push(word(rest));
    }

    /// Replaces amounts, except those of accounts that keep theirs.
    pub(super) fn take(old: &mut [i32], new: &[i32], keeping: &[u32]) {
        let ((old, old_rest), (new, new_rest)) = (old.as_chunks_mut::<LANES>(), new.as_chunks::<LANES>());
        for ((old, new), &word) in old.iter_mut().zip(new).zip(keeping) {
            take_word(old, new, word);
        }
        if let Some(&word) = keeping.last() {
            take_word(old_rest, new_rest, word);
        }
    }
}

/// One word of [`keeping`]: a bit for each of up to 32 accounts.
#[inline(always)]
fn word(may: &[u16]) -> u32 {
    let mut word = 0;
    for (lane, &may) in (0..).zip(may) {
        word |= u32::from(may & KEEPS != 0).wrapping_shl(lane);
    }
    word
}

#[inline(always)]
fn take_word(old: &mut [i32], new: &[i32], word: u32) {
    for (lane, (old, &new)) in (0..).zip(old.iter_mut().zip(new)) {
        *old = if word.wrapping_shr(lane) & 1 != 0 { *old } else { new };
    }
}

/// Accounts in a word of [`keeping`].
pub(super) const LANES: usize = 32;
/// Permission bit: an account of this kind may have the reported standing.
pub(super) const STANDS: u16 = 1 << 10;
/// Bit: the account reports nothing and keeps its state and amounts.
pub(super) const KEEPS: u16 = 1 << 11;
/// A permission that no account has: the need of an impossible value.
const NEVER: u32 = 1 << 15;

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_plane_shifted_is_each_history_shifted(rows in vec((0..1_u64 << 60, any::<u8>()), 0..99), bit in 0..4_u32) {
            let (mut plane, severities): (Vec<_>, Vec<_>) = rows.iter().copied().unzip();
            shift(&mut plane, &severities, bit);
            for (word, (before, severity)) in plane.into_iter().zip(rows) {
                prop_assert_eq!(word & 1, u64::from(severity >> bit & 1));
                prop_assert_eq!(word >> 1, before & ((1 << 59) - 1));
            }
        }

        #[test]
        fn amounts_are_taken_but_where_an_account_keeps_its_own(rows in vec((any::<i32>(), any::<i32>(), any::<u16>()), 0..99)) {
            let (mut amounts, new, may): (Vec<_>, Vec<_>, Vec<_>) = rows.iter().copied().collect();
            let mut words = Vec::new();
            keeping(&may, &mut words);
            take(&mut amounts, &new, &words);
            let expected = rows.iter().map(|&(old, new, may)| if may & KEEPS != 0 { old } else { new });
            prop_assert_eq!(amounts, expected.collect::<Vec<_>>());
        }
    }
}
