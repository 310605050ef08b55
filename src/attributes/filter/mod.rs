//! Decides which accounts pass a filter, as far as a regime shows them.

mod filters;
mod truth;

pub(crate) use self::filters::Filters;
pub(crate) use self::truth::{Truth, Withheld, amount_of, holds, utilisation_of, value_of};
