//! Public records of a person, with the details that their publishers add.

use std::fmt;

use chrono::NaiveDate;

use super::silo::{Evidence, InSilo, sealed};
use crate::language::Language;
use crate::policy::Silo;
use crate::record::{gloss_in, vocabulary};
use crate::report::{PublicRecord, Report};

/// Public records 公共信息 of one person as of a day.
///
/// They are evidence for [`Listing`](crate::scoring::strategies::Listing) and never for a lending decision. A report
/// lacks some facts that decide how long a record applies; facts from the publisher (信用中国, a court's list) are added
/// with [`with`](PublicRecords::with).
#[derive(Clone, PartialEq)]
pub struct PublicRecords {
    subject: String,
    day: NaiveDate,
    records: Vec<PublicRecord>,
    published: Vec<(usize, Published)>,
}

/// Fact about a record that its publisher states and a report does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Published {
    /// Ground of a judgment defaulter's listing, and the years by which it is extended beyond the usual term, at most
    /// 3.
    Ground(DefaulterGround, u8),
    /// Gravity class of a penalty.
    Class(PenaltyClass),
    /// Day of repair 信用修复, which ends publication and use. A day is disregarded if it is before the record began or,
    /// for a penalty, before the minimum publication term of its [class](PenaltyClass::months).
    Repaired(NaiveDate),
    /// Day of dismissal 撤销: the record was wrong or was set aside.
    Dismissed(NaiveDate),
}

vocabulary! {
    /// Ground for listing a person as a judgment defaulter (法释〔2017〕7号, article 1).
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
    /// Gravity of a penalised act (信用修复管理办法, NDRC Order 36, in force 2026-04-01).
    PenaltyClass {
        Minor "minor 轻微",
        General "general 一般",
        Serious "serious 严重",
    }
}

impl DefaulterGround {
    /// Returns its description in one language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }

    /// Returns the term of the listing in months (article 2); none for the ground without a fixed term, which ends with
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
    /// Returns its name in one language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }

    /// Returns the publication term in months: the minimum, before which it cannot be repaired, and the maximum.
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
    /// Takes the public records of a report, as of a day.
    #[must_use]
    pub fn of(report: &Report, day: NaiveDate) -> Self {
        Self {
            subject: report.subject_name().to_owned(),
            day,
            records: report.public_records.clone(),
            published: Vec::new(),
        }
    }

    /// Adds a publisher's fact about one record, given by its index in the report, from 0.
    ///
    /// # Errors
    ///
    /// [`PublishedError`] if there is no such record, the fact does not apply to its kind, or the term is extended by
    /// more than 3 years (or at all, for the ground without a term).
    pub fn with(mut self, record: usize, fact: Published) -> Result<Self, PublishedError> {
        let records = self.records.len();
        let Some(one) = self.records.get(record) else {
            return Err(PublishedError::NoSuchRecord { record, records });
        };
        let fits = match fact {
            Published::Ground(..) => matches!(one, PublicRecord::Enforcement(_)),
            Published::Class(_) => matches!(one, PublicRecord::Penalty(_)),
            Published::Repaired(_) | Published::Dismissed(_) => true,
        };
        if !fits {
            return Err(PublishedError::OtherKind { record });
        }
        match fact {
            Published::Ground(_, years) if years > EXTENDED_YEARS_MAX => Err(PublishedError::Extended { years }),
            // This ground has no term that could be extended.
            Published::Ground(DefaulterGround::RefusesThoughAble, years) if years > 0 => {
                Err(PublishedError::Extended { years })
            }
            _ => {
                self.published.push((record, fact));
                Ok(self)
            }
        }
    }

    /// Returns the person's pseudonym.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Returns the day as of which the records are looked at.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// Returns the records, in the report's order.
    #[must_use]
    pub fn records(&self) -> &[PublicRecord] {
        &self.records
    }

    /// Returns the publishers' facts, each with the index of its record, in the order of adding.
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
    /// Writes the number of records and the day, and nothing else about the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicRecords({} as of {}, ‹private›)", self.records.len(), self.day)
    }
}

/// Error for a publisher's fact that does not apply to a public record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublishedError {
    /// The record does not exist.
    #[error("no public record {record}: the report has {records}, counted from 0")]
    NoSuchRecord {
        /// Index that was given.
        record: usize,
        /// Number of records in the report.
        records: usize,
    },
    /// The fact does not apply to records of this kind.
    #[error("public record {record} is of another kind: expected an enforcement for a ground, a penalty for a class")]
    OtherKind {
        /// Index of the record.
        record: usize,
    },
    /// The term is extended too far.
    #[error("extended by {years} years: expected at most 3, and none for a ground without a term")]
    Extended {
        /// Years of extension given.
        years: u8,
    },
}

const EXTENDED_YEARS_MAX: u8 = 3;
