//! Filters that contradict themselves, so that no account passes them.
//!
//! The check never finds a filter that an account can pass, and not every one that none can. Of parts that must all
//! hold it looks at what they leave open of each fact of an account; of parts one of which is enough, each must
//! contradict itself. Last months are compared as whole lists only: where a regime shows only what went wrong, an
//! account can have several.

use std::collections::HashMap;
use std::ops::Range;

use super::attribute::Filter;
use super::normal;
use crate::report::AccountState;

impl Filter {
    /// Whether parts of the filter contradict each other.
    pub(super) fn contradicts_itself(&self) -> bool {
        contradict(&normal::filter(self), true)
    }
}

/// Whether a part that must hold, or must not, contradicts itself.
fn contradict(part: &Filter, holds: bool) -> bool {
    let mut demands =
        Demands { parts: HashMap::new(), words: [u64::MAX; 6], numbers: [const { 0..u32::MAX }; 3], contradict: false };
    demands.add(part, holds);
    demands.contradict
}

/// What parts that must all hold demand of an account.
struct Demands<'a> {
    /// Whether each part must hold or must not.
    parts: HashMap<&'a Filter, bool>,
    /// The words that are left of each fact, a bit a word; the bits above are for accounts that state none.
    words: [u64; 6],
    /// The numbers that are left of each fact.
    numbers: [Range<u32>; 3],
    contradict: bool,
}

/// The facts that are words.
#[derive(Clone, Copy)]
enum Word {
    Kind,
    Business,
    Guarantee,
    FurnisherType,
    Role,
    State,
}

/// The facts that are numbers.
#[derive(Clone, Copy)]
enum Number {
    /// Months since the opening; above all bounds if it is not stated.
    Age,
    /// Months since the latest reported month; above all bounds if there is none.
    Reported,
    /// One more than the percentage used; 0 if it is not stated.
    Used,
}

impl<'a> Demands<'a> {
    /// Adds a part that must hold, or must not.
    fn add(&mut self, part: &'a Filter, holds: bool) {
        self.contradict |= self.parts.insert(part, holds) == Some(!holds);
        match part {
            Filter::Not(part) => self.add(part, !holds),
            Filter::All(parts) if holds => parts.iter().for_each(|part| self.add(part, true)),
            Filter::Any(parts) if !holds => parts.iter().for_each(|part| self.add(part, false)),
            // One of the parts is enough.
            Filter::All(parts) | Filter::Any(parts) => {
                self.contradict |= parts.iter().all(|part| contradict(part, holds));
            }
            Filter::Kinds(kinds) => self.leave(Word::Kind, bits(kinds.iter().map(|kind| kind as u32)), holds),
            Filter::Business(of) => self.leave(Word::Business, bits(of.iter().map(|&word| word as u32)), holds),
            Filter::Guarantee(of) => self.leave(Word::Guarantee, bits(of.iter().map(|&word| word as u32)), holds),
            Filter::FurnisherType(of) => {
                self.leave(Word::FurnisherType, bits(of.iter().map(|&word| word as u32)), holds);
            }
            Filter::Role(of) => self.leave(Word::Role, bits(of.iter().map(|&word| word as u32)), holds),
            Filter::State(of) => self.leave(Word::State, states(of.iter()), holds),
            Filter::StateKnown => self.leave(Word::State, states(AccountState::ALL.iter()), holds),
            Filter::Open | Filter::Closed => {
                let open = states(AccountState::ALL.iter().filter(|state| state.is_open())) | OPEN_WITHOUT_STATE;
                self.leave(Word::State, open, holds == (*part == Filter::Open));
            }
            Filter::OpenedWithin(months) => self.leave_below(Number::Age, (*months).into(), holds),
            Filter::ReportedWithin(months) => self.leave_below(Number::Reported, (*months).into(), holds),
            Filter::UsedAtLeastPercent(percent) => {
                self.leave_below(Number::Used, u32::from(*percent).saturating_add(1), !holds);
            }
            // They contradict their negation and nothing else.
            Filter::Above(_) | Filter::LastMonth(_) => {}
        }
    }

    /// Leaves some words of a fact, or all others.
    fn leave(&mut self, fact: Word, words: u64, holds: bool) {
        if let Some(left) = self.words.get_mut(fact as usize) {
            *left &= if holds { words } else { !words };
            self.contradict |= *left == 0;
        }
    }

    /// Leaves the numbers below a bound, or all others.
    fn leave_below(&mut self, fact: Number, bound: u32, holds: bool) {
        if let Some(left) = self.numbers.get_mut(fact as usize) {
            match holds {
                true => left.end = left.end.min(bound),
                false => left.start = left.start.max(bound),
            }
            self.contradict |= left.start >= left.end;
        }
    }
}

fn bits(places: impl Iterator<Item = u32>) -> u64 {
    places.fold(0, |bits, place| bits | 1 << place)
}

fn states<'a>(states: impl Iterator<Item = &'a AccountState>) -> u64 {
    bits(states.map(|&state| state as u32))
}

/// The bit of an account without a state that is open by its last month.
const OPEN_WITHOUT_STATE: u64 = 1 << 63;
