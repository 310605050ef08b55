//! Consent: what a person allowed, to whom, for what, and until when.
//!
//! A credit report is looked at with the person's written consent and for the agreed purpose only, and nothing is passed
//! on without it (征信业管理条例, articles 18 and 20). A [`Consent`] says what was agreed; a [`Permit`] is the proof that
//! one look is covered by it:
//!
//! ```
//! use chrono::NaiveDate;
//! use credit_bureau::policy::{Consent, Purpose, Silo};
//! let day = |text: &str| text.parse::<NaiveDate>();
//!
//! let (from, until) = (day("2026-01-01")?, day("2026-12-31")?);
//! let mut consent = Consent::new("P-17".into(), "Harbour Loans".into(), from, until);
//! consent.purposes = vec![Purpose::CreditApplication];
//! consent.silos = vec![Silo::CreditFile, Silo::Commercial];
//!
//! let silos = [Silo::CreditFile, Silo::Commercial];
//! let today = day("2026-06-30")?;
//! let asked = |purpose| consent.permit("P-17", "Harbour Loans", purpose, &silos, today);
//! assert_eq!(asked(Purpose::CreditApplication)?.purpose(), Purpose::CreditApplication);
//!
//! let refused = asked(Purpose::Employment);
//! assert_eq!(
//!     refused.unwrap_err().to_string(),
//!     "the consent does not cover employment: expected one of credit application"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Proof that the person agreed, in writing and informed, is kept by the company that was given the consent. Silos are
//! joined under a permit in [`scoring`](crate::scoring::evidence::Joined).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::record::{gloss_in, vocabulary};
use crate::text::quoted;

vocabulary! {
    /// One of the kinds of data that are kept apart: a bureau's credit file, a pool's, public records, a company's own
    /// data. They are joined only with a consent, and consent to one opens no other: not even the credit file of a
    /// bureau and that of a pool that some companies share.
    Silo {
        CreditFile "credit file 信用档案",
        SharedPool "a shared pool's credit file 信息池信用档案",
        PublicRecords "public records 公共信息",
        Commercial "a company's own data of its customers 企业自有数据",
    }
}

vocabulary! {
    /// The purpose of a look at a person's data. The words are those of the laws: the Chinese regulation asks for an
    /// agreed purpose (article 18), the US act lists permissible ones (FCRA 604).
    Purpose {
        CreditApplication "credit application 信贷申请审批",
        AccountReview "account review 贷后管理",
        Collection "collection 催收",
        Tenancy "tenancy 租房",
        Employment "employment 招聘",
        Insurance "insurance 保险",
        LicenceOrBenefit "a licence or public benefit 许可或公共福利",
        Reward "reward programme 会员奖励",
        OwnInspection "the person's own inspection 本人查询",
    }
}

impl Silo {
    /// Name of it in a language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }
}

impl Purpose {
    /// Name of it in a language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }

    /// Whether it is about credit: an application, the review of an account, a collection.
    #[must_use]
    pub const fn is_credit(self) -> bool {
        matches!(self, Self::CreditApplication | Self::AccountReview | Self::Collection)
    }
}

/// A person's consent 授权. It is plain data: nothing follows from it until [`permit`](Consent::permit) has looked
/// at it. `Debug` does not show the person.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Consent {
    /// The person's pseudonym, as reports and profiles have it 信息主体.
    pub subject: String,
    /// Name of the company that may look 被授权方.
    pub grantee: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// Purposes covered; an empty list covers nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<Purpose>,
    /// Silos that may be looked at and joined; an empty list covers nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silos: Vec<Silo>,
    /// Day on which the person withdrew it 撤回; it covers nothing from that day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<NaiveDate>,
}

impl Consent {
    /// Builds a consent of the required facts only: it covers nothing yet.
    #[must_use]
    pub fn new(subject: String, grantee: String, from: NaiveDate, until: NaiveDate) -> Self {
        Self { subject, grantee, from, until, purposes: Vec::new(), silos: Vec::new(), withdrawn: None }
    }

    /// The proof that this look is covered: the only way to a [`Permit`]. One is good for one joining.
    ///
    /// # Errors
    ///
    /// The first thing that does not match: a consent that nobody can have given (no names, days in the wrong order),
    /// another subject, company or purpose, a silo that may not be looked at, a day before, after, or not before it was
    /// withdrawn; no silo asked for.
    pub fn permit(
        &self,
        subject: &str,
        grantee: &str,
        purpose: Purpose,
        silos: &[Silo],
        day: NaiveDate,
    ) -> Result<Permit, ConsentError> {
        self.check()?;
        if subject != self.subject {
            return Err(ConsentError::OtherSubject);
        }
        if grantee != self.grantee {
            return Err(ConsentError::OtherGrantee { found: quoted(grantee), expected: quoted(&self.grantee) });
        }
        if !self.purposes.contains(&purpose) {
            return Err(ConsentError::OtherPurpose { found: purpose, expected: distinct(&self.purposes) });
        }
        if let Some(&found) = silos.iter().find(|silo| !self.silos.contains(silo)) {
            return Err(ConsentError::OtherSilo { found, expected: distinct(&self.silos) });
        }
        let silos = distinct(silos);
        if silos.is_empty() {
            return Err(ConsentError::NoSilo);
        }
        if day < self.from {
            return Err(ConsentError::Before { day, from: self.from });
        }
        if day > self.until {
            return Err(ConsentError::After { day, until: self.until });
        }
        match self.withdrawn {
            Some(withdrawn) if day >= withdrawn => Err(ConsentError::Withdrawn { day, withdrawn }),
            _ => Ok(Permit { subject: self.subject.clone(), grantee: self.grantee.clone(), purpose, silos, day }),
        }
    }

    /// Checks that a person can have given the consent.
    ///
    /// # Errors
    ///
    /// [`ConsentError::Name`] for a subject or company without a name, or with one that is not valid: longer than
    /// 128 characters, with control characters, or the words by which reports without a pseudonym are named;
    /// [`ConsentError::Days`] if it ends before it begins.
    pub fn check(&self) -> Result<(), ConsentError> {
        for (field, name) in [("subject", &self.subject), ("grantee", &self.grantee)] {
            let length = name.chars().take(NAME_CHARS_MAX.saturating_add(1)).count();
            let named = !name.trim().is_empty() && length <= NAME_CHARS_MAX && !name.chars().any(char::is_control);
            if !named || name == crate::report::UNNAMED_SUBJECT {
                return Err(ConsentError::Name { field });
            }
        }
        match self.from <= self.until {
            true => Ok(()),
            false => Err(ConsentError::Days { from: self.from, until: self.until }),
        }
    }
}

impl std::fmt::Debug for Consent {
    /// All but the subject.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Consent");
        shown.field("grantee", &self.grantee).field("from", &self.from).field("until", &self.until);
        shown.field("purposes", &self.purposes).field("silos", &self.silos).field("withdrawn", &self.withdrawn);
        shown.finish_non_exhaustive()
    }
}

/// The proof that one look at a person's data is covered by what the person agreed to.
///
/// Only [`Consent::permit`] makes one; it cannot be copied, written or read, and joining data uses it up.
///
/// ```compile_fail,E0599
/// # fn twice(permit: credit_bureau::policy::Permit) {
/// let another = permit.clone(); // a permit for one look is not one for two
/// # }
/// ```
/// ```compile_fail,E0382
/// # use credit_bureau::Attributes;
/// # use credit_bureau::scoring::evidence::{Joined, PublicRecords};
/// # fn twice(file: [Attributes; 2], records: [PublicRecords; 2], permit: credit_bureau::policy::Permit) {
/// # let ([first, second], [one, other]) = (file, records);
/// let joined = Joined::new(first, one, permit);
/// let again = Joined::new(second, other, permit); // used up
/// # }
/// ```
#[derive(PartialEq, Eq)]
pub struct Permit {
    subject: String,
    grantee: String,
    purpose: Purpose,
    silos: Vec<Silo>,
    day: NaiveDate,
}

impl Permit {
    /// The person's pseudonym.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Name of the company that may look.
    #[must_use]
    pub fn grantee(&self) -> &str {
        &self.grantee
    }

    /// Purpose of the look.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Silos that may be looked at and joined, each once.
    #[must_use]
    pub fn silos(&self) -> &[Silo] {
        &self.silos
    }

    /// The day of the look.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.day
    }
}

impl std::fmt::Debug for Permit {
    /// All but the subject.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Permit");
        shown.field("grantee", &self.grantee).field("purpose", &self.purpose).field("silos", &self.silos);
        shown.field("day", &self.day).finish_non_exhaustive()
    }
}

/// The reason why a consent does not cover a look. Messages do not name the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConsentError {
    /// A consent without the name of one of the two.
    #[error("the consent's {field} has no name: expected 1 to 128 characters, none a control character")]
    Name {
        /// `subject` or `grantee`.
        field: &'static str,
    },
    /// A consent that ends before it begins.
    #[error("the consent is from {from} until {until}: expected the first day not after the last")]
    Days {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// Another person's consent.
    #[error("the consent is another person's: expected one by the person whose data is looked at")]
    OtherSubject,
    /// A company to which it was not given.
    #[error("the consent was not given to `{found}`: expected `{expected}`")]
    OtherGrantee {
        /// The company that wants to look.
        found: String,
        /// The company that may.
        expected: String,
    },
    /// A purpose that was not agreed to.
    #[error("the consent does not cover {}: expected {}", text_of(*found), one_of(expected, text_of))]
    OtherPurpose {
        /// The purpose of the look.
        found: Purpose,
        /// The purposes agreed to.
        expected: Vec<Purpose>,
    },
    /// A silo that may not be looked at.
    #[error("the consent does not open {}: expected {}", silo_text(*found), one_of(expected, silo_text))]
    OtherSilo {
        /// The first one that may not be looked at.
        found: Silo,
        /// The silos that may be looked at.
        expected: Vec<Silo>,
    },
    /// A permit for nothing.
    #[error("no silo is asked for: expected at least one")]
    NoSilo,
    /// A day before it begins.
    #[error("the consent does not cover {day}: it begins on {from}")]
    Before {
        /// The day of the look.
        day: NaiveDate,
        /// The first day.
        from: NaiveDate,
    },
    /// A day after it ended.
    #[error("the consent does not cover {day}: it ended on {until}")]
    After {
        /// The day of the look.
        day: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// A day from which it is withdrawn.
    #[error("the consent does not cover {day}: it was withdrawn on {withdrawn}")]
    Withdrawn {
        /// The day of the look.
        day: NaiveDate,
        /// The day of withdrawal.
        withdrawn: NaiveDate,
    },
}

fn text_of(purpose: Purpose) -> &'static str {
    purpose.text(Language::English)
}

fn silo_text(silo: Silo) -> &'static str {
    silo.text(Language::English)
}

fn one_of<T: Copy>(all: &[T], text: impl Fn(T) -> &'static str) -> String {
    match all {
        [] => "none, as the consent covers nothing".to_owned(),
        _ => format!("one of {}", all.iter().map(|&one| text(one)).collect::<Vec<_>>().join(", ")),
    }
}

/// Each once, in order: never more than there are words.
fn distinct<T: Copy + Ord>(all: &[T]) -> Vec<T> {
    let each: std::collections::BTreeSet<T> = all.iter().copied().collect();
    each.into_iter().collect()
}

const NAME_CHARS_MAX: usize = 128;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{select, subsequence};

    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_yo_opt(2026, number).unwrap()
    }

    fn consent() -> Consent {
        let mut consent = Consent::new("P-17".into(), "Harbour Loans".into(), day(10), day(20));
        consent.purposes = vec![Purpose::CreditApplication, Purpose::AccountReview];
        consent.silos = vec![Silo::Commercial, Silo::CreditFile];
        consent
    }

    #[test]
    fn a_refusal_says_what_does_not_match() {
        let refusal = |change: fn(&mut Consent), subject, grantee, purpose, silos: &[Silo], number| {
            let mut consent = consent();
            change(&mut consent);
            consent.permit(subject, grantee, purpose, silos, day(number)).map(|_| ()).unwrap_err().to_string()
        };
        let (who, firm, why, silo) = ("P-17", "Harbour Loans", Purpose::CreditApplication, [Silo::CreditFile]);
        let seen = [
            refusal(|_| {}, "P-18", firm, why, &silo, 15),
            refusal(|_| {}, who, "Harbour Shop", why, &silo, 15),
            refusal(|_| {}, who, firm, Purpose::Tenancy, &silo, 15),
            refusal(|all| all.purposes.clear(), who, firm, why, &silo, 15),
            refusal(|_| {}, who, firm, why, &[Silo::CreditFile, Silo::PublicRecords], 15),
            refusal(|_| {}, who, firm, why, &[], 15),
            refusal(|_| {}, who, firm, why, &silo, 9),
            refusal(|_| {}, who, firm, why, &silo, 21),
            refusal(|all| all.withdrawn = Some(day(15)), who, firm, why, &silo, 15),
            refusal(|all| all.subject = "unnamed subject".into(), "unnamed subject", firm, why, &silo, 15),
            refusal(|all| all.grantee = " ".into(), who, " ", why, &silo, 15),
            refusal(|all| all.until = day(9), who, firm, why, &silo, 15),
        ];
        insta::assert_snapshot!(seen.join("\n"), @r"
        the consent is another person's: expected one by the person whose data is looked at
        the consent was not given to `Harbour Shop`: expected `Harbour Loans`
        the consent does not cover tenancy: expected one of credit application, account review
        the consent does not cover credit application: expected none, as the consent covers nothing
        the consent does not open public records: expected one of credit file, a company's own data of its customers
        no silo is asked for: expected at least one
        the consent does not cover 2026-01-09: it begins on 2026-01-10
        the consent does not cover 2026-01-21: it ended on 2026-01-20
        the consent does not cover 2026-01-15: it was withdrawn on 2026-01-15
        the consent's subject has no name: expected 1 to 128 characters, none a control character
        the consent's grantee has no name: expected 1 to 128 characters, none a control character
        the consent is from 2026-01-10 until 2026-01-09: expected the first day not after the last
        ");
        let mut until_then = consent();
        until_then.withdrawn = Some(day(15));
        assert!(until_then.permit(who, firm, why, &silo, day(14)).is_ok());
    }

    #[test]
    fn a_permit_does_not_show_the_person() {
        let silos = [Silo::CreditFile, Silo::CreditFile];
        let permit = consent().permit("P-17", "Harbour Loans", Purpose::AccountReview, &silos, day(15)).unwrap();
        assert_eq!(permit.silos(), [Silo::CreditFile]);
        let shown = format!("{permit:?}");
        assert!(!shown.contains("P-17") && shown.contains("Harbour Loans"), "{shown}");
        let shown = format!("{:?}", consent());
        assert!(!shown.contains("P-17") && shown.contains("Harbour Loans"), "{shown}");
    }

    #[test]
    fn a_consent_comes_back_from_json() {
        let json = serde_json::to_string(&consent()).unwrap();
        assert_eq!(serde_json::from_str::<Consent>(&json).unwrap(), consent());
        assert!(serde_json::from_str::<Consent>(&json.replace("purposes", "anything")).is_err());
    }

    proptest! {
        #[test]
        fn a_permit_is_given_exactly_for_what_was_agreed(
            (subject, grantee) in (select(vec!["P-17", "P-18"]), select(vec!["Harbour Loans", "Other"])),
            purpose in select(Purpose::ALL.to_vec()),
            silos in subsequence(Silo::ALL.to_vec(), 0..=4),
            agreed in subsequence(Purpose::ALL.to_vec(), 0..=9),
            open in subsequence(Silo::ALL.to_vec(), 0..=4),
            (from, until, on) in (1u32..30, 1u32..30, 1u32..30),
            withdrawn in prop::option::of(1u32..30),
        ) {
            let mut consent = Consent::new("P-17".into(), "Harbour Loans".into(), day(from), day(until));
            (consent.purposes, consent.silos, consent.withdrawn) = (agreed.clone(), open.clone(), withdrawn.map(day));
            let covered = subject == "P-17"
                && grantee == "Harbour Loans"
                && agreed.contains(&purpose)
                && !silos.is_empty()
                && silos.iter().all(|silo| open.contains(silo))
                && (from..=until).contains(&on)
                && withdrawn.is_none_or(|withdrawn| on < withdrawn);
            prop_assert_eq!(consent.permit(subject, grantee, purpose, &silos, day(on)).is_ok(), covered);
        }
    }
}
