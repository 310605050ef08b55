//! The loops over all accounts of a chunk: short, without a branch that depends on data, and each compiled for several sets
//! of instructions, of which the machine's is chosen when the program runs.

use super::table::Table;
use crate::history::Months;
use crate::machine::for_every_machine;
use crate::portfolio::columns::stated;
use crate::portfolio::columns::{HISTORY, SIGNED};

for_every_machine! {
    /// The places of the accounts' profiles after the month, and what they may report; whether all were found.
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
            apart |= found.key ^ key;
            (*place, *may) = (found.place, found.may);
        }
        apart == 0
    }

    /// One plane of histories with one more month: a bit of each severity comes in, the oldest month goes out.
    pub(super) fn shift(plane: &mut [u64], severities: &[u8], bit: u32) {
        for (word, &severity) in plane.iter_mut().zip(severities) {
            *word = (*word << 1 | u64::from(severity).wrapping_shr(bit) & 1) & Months::ALL.bits();
        }
    }

    /// Whether each account may have what narrow columns say of it. Which may not is asked only if one may not.
    pub(super) fn fits(may: &[u16], severities: &[u8], balance: &[i32], past_due: &[i32], scheduled: &[i32]) -> bool {
        let mut lacks = 0;
        let accounts = may.iter().zip(severities).zip(balance).zip(past_due).zip(scheduled);
        for ((((&may, &severity), &balance), &past_due), &scheduled) in accounts {
            let needed = u32::from(STANDS)
                | if severity != 0 { HISTORY.into() } else { 0 }
                | if severity > 15 { NOBODY } else { 0 }
                | if balance != 0 { stated::BALANCE.into() } else { 0 }
                | if balance < 0 { SIGNED.into() } else { 0 }
                | if past_due != 0 { stated::PAST_DUE.into() } else { 0 }
                | if scheduled != 0 { stated::SCHEDULED.into() } else { 0 }
                | if (past_due | scheduled) < 0 { NOBODY } else { 0 };
            lacks |= needed & !u32::from(may);
        }
        lacks == 0
    }

    /// The accounts that keep what is known of them: a bit of a word each.
    pub(super) fn keeping(may: &[u16], words: &mut Vec<u32>) {
        let (whole, rest) = may.as_chunks::<LANES>();
        for may in whole {
            words.push(word(may));
        }
        words.push(word(rest));
    }

    /// Takes other amounts, but for accounts that keep theirs.
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

/// A bit for each of some accounts that keep what is known of them.
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

/// Accounts of a word of those that keep what is known of them.
pub(super) const LANES: usize = 32;
/// The account's kind may stand so.
pub(super) const STANDS: u16 = 1 << 10;
/// It reports nothing, and keeps what is known of it.
pub(super) const KEEPS: u16 = 1 << 11;
/// What no account may have.
const NOBODY: u32 = 1 << 15;

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
