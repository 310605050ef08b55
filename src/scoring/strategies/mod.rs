//! The library's strategies beside the scorecard, each in its file.

mod digital_reading;
mod external;
mod five_factor;
mod listing;
mod loyalty;
mod pooled;
mod rules;

pub use self::digital_reading::{DigitalReadingModel, DigitalReadingOutcome, ReferencePopulation};
pub use self::external::{External, ModelOutput};
pub use self::five_factor::{Factor, FiveFactor, Subscore};
pub use self::listing::{
    Domain, LegalBasis, ListEntry, ListState, Listing, ListingOutcome, ListingRow, PublicList, Restriction,
    RestrictionStatus, UnnamedBasis,
};
pub use self::loyalty::{
    Band, Benefit, EarnRule, EarnedPoints, Loyalty, LoyaltyTerms, Merchant, Reward, RewardOutcome,
};
pub use self::pooled::{Pooled, PooledTerms, Weight};
pub use self::rules::{Condition, Decision, DecisionOutcome, Rule, Rules, RulesData};
