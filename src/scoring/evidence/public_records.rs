//! The silo of public records: what a report has of them, and what their publisher says beside.

use std::fmt;

use chrono::NaiveDate;

use super::silo::{Evidence, InSilo, sealed};
use crate::language::Language;
use crate::policy::Silo;
use crate::record::{gloss_in, vocabulary};
use crate::report::{PublicRecord, Report};

/// The public records 公共信息 of one person as of a day.
///
/// They are evidence for [`Listing`](crate::scoring::strategies::Listing), and for no lending decision. A report does not say everything on
/// which it depends how long a record applies; what the publisher says beside (信用中国, a court's list) is added with
/// [`with`](PublicRecords::with).
#[derive(Clone, PartialEq)]
pub struct PublicRecords {
    subject: String,
    day: NaiveDate,
    records: Vec<PublicRecord>,
    published: Vec<(usize, Published)>,
}

/// What the publisher of a record says, and a report does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Published {
    /// Of a judgment defaulter: why listed, and for how many years longer than usual, at most 3.
    Ground(DefaulterGround, u8),
    /// Of a penalty: how grave it is.
    Class(PenaltyClass),
    /// Repaired on a day 信用修复: publication and use have ended. Of a penalty it is not believed if the day is before
    /// the least for which its [class](PenaltyClass::months) is published, nor of anything if it is before it began.
    Repaired(NaiveDate),
    /// Dismissed on a day: it was wrong, or was set aside 撤销.
    Dismissed(NaiveDate),
}

vocabulary! {
    /// Why somebody is listed as a judgment defaulter (法释〔2017〕7号, article 1).
    DefaulterGround {
        RefusesThoughAble "able to perform and refuses 有履行能力而拒不履行",
        Obstructs "obstructs enforcement by forgery, violence or threat 以伪造证据、暴力、威胁等方法妨碍、抗拒执行",
        Evades "evades enforcement by sham suits or hidden assets 以虚假诉讼或者隐匿、转移财产等方法规避执行",
        BreaksAssetReport "breaks the duty to report assets 违反财产报告制度",
        BreaksSpendingLimit "breaks a limit of spending 违反限制消费令",
        RefusesSettlement "refuses a settlement without reason 无正当理由拒不履行执行和解协议",
    }
}

vocabulary! {
    /// How grave what was penalised is (信用修复管理办法, NDRC Order 36, in force 2026-04-01).
    PenaltyClass {
        Minor "minor 轻微",
        General "general 一般",
        Serious "serious 严重",
    }
}

impl DefaulterGround {
    /// What it says.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }

    /// For how many months somebody is listed (article 2); nothing for the ground that has no fixed term and ends with
    /// events only.
    #[must_use]
    pub const fn months(self) -> Option<u32> {
        match self {
            Self::RefusesThoughAble => None,
            _ => Some(24),
        }
    }
}

impl PenaltyClass {
    /// What it is called.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }

    /// For how many months it is published: at least, before it can be repaired, and at most.
    #[must_use]
    pub const fn months(self) -> (u32, u32) {
        match self {
            Self::Minor => (0, 3),
            Self::General => (3, 12),
            Self::Serious => (12, 36),
        }
    }
}

impl PublicRecords {
    /// Those of a report, looked at on a day.
    #[must_use]
    pub fn of(report: &Report, day: NaiveDate) -> Self {
        Self {
            subject: report.subject_name().to_owned(),
            day,
            records: report.public_records.clone(),
            published: Vec::new(),
        }
    }

    /// The same with what the publisher says of one record, by its place in the report, from 0.
    ///
    /// # Errors
    ///
    /// [`PublishedError`] if there is no such record, it is not of the kind of which such a thing is said, or the term is
    /// extended by more than 3 years.
    pub fn with(mut self, record: usize, says: Published) -> Result<Self, PublishedError> {
        let records = self.records.len();
        let Some(one) = self.records.get(record) else {
            return Err(PublishedError::NoSuchRecord { record, records });
        };
        let fits = match says {
            Published::Ground(..) => matches!(one, PublicRecord::Enforcement(_)),
            Published::Class(_) => matches!(one, PublicRecord::Penalty(_)),
            Published::Repaired(_) | Published::Dismissed(_) => true,
        };
        if !fits {
            return Err(PublishedError::OtherKind { record });
        }
        match says {
            Published::Ground(_, years) if years > EXTENDED_YEARS_MAX => Err(PublishedError::Extended { years }),
            Published::Ground(DefaulterGround::RefusesThoughAble, years) if years > 0 => {
                Err(PublishedError::Extended { years })
            }
            _ => {
                self.published.push((record, says));
                Ok(self)
            }
        }
    }

    /// The person's pseudonym.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The day as of which they are looked at.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// The records, in the report's order.
    #[must_use]
    pub fn records(&self) -> &[PublicRecord] {
        &self.records
    }

    /// What the publisher says, each with the place of its record, in the order in which it was added.
    #[must_use]
    pub fn published(&self) -> &[(usize, Published)] {
        &self.published
    }
}

impl Evidence for PublicRecords {}
impl sealed::InSilo for PublicRecords {}

impl InSilo for PublicRecords {
    const SILO: Silo = Silo::PublicRecords;

    fn subject(&self) -> &str {
        self.subject()
    }

    fn as_of(&self) -> NaiveDate {
        self.day()
    }
}

impl fmt::Debug for PublicRecords {
    /// The day and how many there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicRecords({} as of {}, ‹private›)", self.records.len(), self.day)
    }
}

/// Why something cannot be said of a public record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublishedError {
    /// There is no such record.
    #[error("no public record {record}: the report has {records}, counted from 0")]
    NoSuchRecord {
        /// The place that was given.
        record: usize,
        /// How many there are.
        records: usize,
    },
    /// It is not said of such a record.
    #[error("public record {record} is of another kind: expected an enforcement for a ground, a penalty for a class")]
    OtherKind {
        /// The record.
        record: usize,
    },
    /// A term that cannot be extended so far.
    #[error("extended by {years} years: expected at most 3, and none for a ground without a term")]
    Extended {
        /// The years.
        years: u8,
    },
}

const EXTENDED_YEARS_MAX: u8 = 3;
