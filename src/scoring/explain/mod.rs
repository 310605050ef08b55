//! What a score says to people: what would change it, what a notice of it holds, whose interest it serves.

mod change;
mod interest;
mod notice;

pub use self::change::{
    Action, ActionPrices, Advice, Change, ChangeCost, ChangeError, MonthAhead, RentPrice, apply, cheapest, time_alone,
};
pub use self::interest::ConflictOfInterest;
pub use self::notice::{AdverseNotice, KeyFactor, NoticeError, NoticeFacts, Party, PrincipalReason, Right, ScoreUsed};
