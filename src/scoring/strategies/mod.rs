//! The library's strategies beside the scorecard, each in its file.

mod digital_reading;
mod external;
mod five_factor;
mod listing;
mod loyalty;
mod pooled;
mod rules;

pub use self::digital_reading::{Digital, DigitalReading, Reference};
pub use self::external::{External, Said};
pub use self::five_factor::{Factor, FiveFactor, Subscore};
pub use self::listing::{
    Answer, Domain, LegalBasis, List, ListEntry, ListRow, ListState, Listed, Listing, Restriction, UnnamedBasis,
};
pub use self::loyalty::{Band, Earned, Earns, Gift, Loyalty, LoyaltyTerms, Merchant, Reward, Standing};
pub use self::pooled::{Pooled, PooledTerms, Weight};
pub use self::rules::{Condition, Decided, Decision, Rule, Rules, RulesData};
