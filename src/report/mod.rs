//! Credit reports as data, checked once; nothing in them is hidden yet.
//!
//! A [`Report`] lists what one person owes and how it was paid. It is modelled on the second-generation personal
//! credit report of China's central bank, all 24 blocks of it, and has what that report lacks: rent and prepaid
//! cards, with the same payment history as a loan.
//!
//! ```
//! use credit_bureau::{AccountKind, Report};
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| {
//!         rent.monthly_rent(3_000).paid("NNN1NNNN")
//!     })
//!     .account(AccountKind::CreditCard, "card", |card| card.limit(20_000).paid("NNN*NN"))
//!     .build()?;
//! assert_eq!(report.accounts.len(), 2);
//! # Ok::<(), credit_bureau::report::ReportError>(())
//! ```
//!
//! A [`ReportData`] is plain data to fill in; a [`Report`] is the proof that it was checked, and stays checked
//! when it is edited: [`append_month`](Report::append_month) takes a furnisher's [`MonthlyUpdate`],
//! [`set_month`](Report::set_month) corrects a month, [`replace_account`](Report::replace_account) and
//! [`add_inquiry`](Report::add_inquiry) do as they say. Who may see what is decided in
//! [`policy`](crate::policy), what it adds up to in [`attributes`](crate::attributes); how files say it, in
//! [`format`](mod@crate::format).
//!
//! Codes in brackets, such as PC02AH, are the tags of the block in PBOC's format; segments A to Z are the parts of its
//! account block.

mod account;
mod agreement;
mod builder;
mod check;
mod contradiction;
mod edit;
mod facts;
mod fault;
mod inquiry;
mod kept;
mod kinds;
mod moment;
mod monthly_update;
mod payments;
mod person;
mod private;
mod public;
mod statement;
mod summary;
mod words;

use std::ops::Deref;

use chrono::{NaiveDate, NaiveDateTime};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use self::account::{
    Account, AccountId, LargeInstalment, LatestState, Lease, MonthlyState, PrepaidUse, SpecialEvent,
    SpecialTransaction, WorstEver,
};
pub use self::agreement::{Agreement, Liability, LiabilityBusiness};
pub use self::builder::{AccountBuilder, ReportBuilder};
#[cfg(feature = "testkit")]
pub(crate) use self::contradiction::owes_nothing;
pub use self::edit::EditError;
pub(crate) use self::facts::{kinds_below_zero, kinds_stating};
pub use self::fault::{Fault, Item, ReportError, ReportProblem};
pub use self::inquiry::{Inquiry, InquiryReason, InstitutionType};
pub use self::kept::{Kept, KeptPart, KeptValue};
pub use self::kinds::KindSet;
pub(crate) use self::moment::expected_moment;
pub use self::monthly_update::{Gap, MonthlyUpdate, UpdateError};
pub use self::payments::{OverdueAmounts, Payments};
pub use self::person::{
    Degree, DocumentType, Education, EmployerKind, Employment, FraudAlert, Identity, IdentityDocument, Industry,
    JobLevel, MaritalStatus, Marriage, Mobile, Occupation, OccupationKind, ProfessionalTitle, Residence,
    ResidenceStatus, Sex,
};
pub use self::private::Private;
pub use self::public::{
    AssistanceCategory, Award, Enforcement, EnforcementOutcome, HousingFund, HousingFundState, Judgment,
    JudgmentOutcome, Penalty, PublicRecord, PublicRecordKind, Qualification, QualificationLevel, SocialAssistance,
    TaxArrears,
};
pub use self::statement::{Note, NoteKind, Statement, StatementScope, StatementSubject};
pub use self::summary::{
    BusinessClass, BusinessSummary, BusinessType, CardSummary, CreditSummary, DigitalReading, InquirySummary,
    LiabilityClass, LiabilitySummary, LoanSummary, OverdueSummary, PostPaidClass, PostPaidSummary, PublicSummary,
    ReadingFactor, RecoverySummary, RecoveryType,
};
pub use self::words::{
    AccountKind, AccountState, AgreementState, BorrowerClass, BusinessKind, EnterpriseBusiness, FiveClass, Guarantee,
    HolderRole, IssueForm, LiabilityRole, LinePurpose, PostPaidService, RepaymentFrequency, RepaymentMode,
    SpecialEventKind, SpecialTransactionKind, TransferStatus,
};
use crate::money::Currency;
use crate::month::Month;
use crate::record::record_of;

pub use crate::text::UnknownWord;

record_of! {
    /// The data of a report: all that a [`Report`] holds, not yet checked.
    ReportData {
        /// Moment at which the report was made, which it speaks of 报告时间. Read from a day, it is the end of that day.
        #[serde(deserialize_with = "moment::deserialize")]
        made_at: NaiveDateTime,
        /// The currency of every amount in the report.
        currency: Currency,
        ..
        /// Moment at which its reader came to know it, if another. Read from a day, it is the end of that day.
        #[serde(deserialize_with = "moment::deserialize_option")]
        known_at: Option<NaiveDateTime>,
        /// Number of the report 报告编号.
        number: Option<Private>,
        /// A pseudonym of the person, by which errors and batches name the report.
        subject: Option<String>,
        /// Code of the institution that asked for this report 查询机构代码.
        inquirer: Option<String>,
        /// Reason for which it asked 查询原因.
        reason: Option<InquiryReason>,
        /// Warning against fraud 防欺诈警示.
        fraud_alert: Option<FraudAlert>,
        /// Number of dispute annotations that the head states 异议标注数目.
        disputes: Option<u32>,
        /// `true` if the person has frozen the report (US security freeze).
        frozen: bool,
        /// Identity of the person 身份信息.
        identity: Option<Identity>,
        /// Marriage 婚姻信息.
        marriage: Option<Marriage>,
        /// Residences 居住信息.
        residences: Vec<Residence>,
        /// Occupations 职业信息.
        occupations: Vec<Occupation>,
        /// The bureau's own score 数字解读.
        digital_reading: Option<DigitalReading>,
        /// Summary of credit 信贷交易信息概要.
        credit_summary: Option<CreditSummary>,
        /// Summary of post-paid accounts 非信贷交易信息概要.
        post_paid_summary: Vec<PostPaidSummary>,
        /// Summary of public records 公共信息概要.
        public_summary: Vec<PublicSummary>,
        /// Summary of inquiries 查询记录概要.
        inquiry_summary: Option<InquirySummary>,
        /// Accounts: credit, collections, and positive history.
        accounts: Vec<Account>,
        /// Credit agreements 授信协议信息.
        agreements: Vec<Agreement>,
        /// Liability for other people's debts 相关还款责任信息.
        liabilities: Vec<Liability>,
        /// Public records 公共信息.
        public_records: Vec<PublicRecord>,
        /// Notes about the report or its person blocks 其他标注及声明信息.
        statements: Vec<Statement>,
        /// Inquiries 查询记录.
        inquiries: Vec<Inquiry>,
        /// Values of a file that the domain has no use for.
        kept: Vec<Kept>,
    }
}

/// A credit report whose facts have been checked against each other.
///
/// Everything in it can be read as the fields of [`ReportData`]. It is changed by the edits below, each of which checks
/// what it touches, or by taking the data out ([`into_data`](Report::into_data)) and building a report again.
///
/// Its `serde` form is the native format: `{"credit_report": 1, "report": {…}}`, lossless, with the version first.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    data: ReportData,
    month: Month,
}

impl Report {
    /// The version of the native form that this library writes; it reads this one only.
    pub const VERSION: u32 = 1;

    /// Checks the data and builds the report.
    ///
    /// # Errors
    ///
    /// All problems at once ([the first 100](ReportError::LIMIT) of them, and how many there are):
    ///
    /// * a fact on an account of a kind that it does not apply to;
    /// * an amount in another currency, or negative where that cannot be;
    /// * two accounts with one number;
    /// * what is said to have happened to an account, a liability or in an inquiry after the report (what may lie ahead,
    ///   such as the end of a loan, may); dates in the wrong order;
    /// * overdue amounts and grids outside the history;
    /// * contradictions: an overdue amount above zero in a month that was settled, had nothing due or was paid as agreed;
    ///   a month of which something is known before the month of opening; an amount past due above zero while the
    ///   latest known month is the amount's own and was paid as agreed.
    ///
    /// Dates of notes, statements and personal details are not compared.
    pub fn new(data: ReportData) -> Result<Self, ReportError> {
        Self::checked(data, ReportError::LIMIT)
    }

    /// Builds as [`new`](Self::new), with another limit: a reader that takes out what is wrong must see it all.
    pub(crate) fn checked(data: ReportData, problems_max: usize) -> Result<Self, ReportError> {
        let month = check::check(&data, problems_max)?;
        Ok(Self { data, month })
    }

    /// Starts a report made at the end of that day (`YYYY-MM-DD`), in CNY.
    #[must_use]
    pub fn builder(date: &str) -> ReportBuilder {
        ReportBuilder::new(date)
    }

    /// The month in which the report was made.
    #[must_use]
    pub fn month(&self) -> Month {
        self.month
    }

    /// The day on which the report was made.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.data.made_at.date()
    }

    /// Name of the person in errors: the pseudonym, or a word that says there is none.
    #[must_use]
    pub fn subject_name(&self) -> &str {
        self.data.subject.as_deref().unwrap_or(UNNAMED_SUBJECT)
    }

    /// The data, to be changed and checked again.
    #[must_use]
    pub fn into_data(self) -> ReportData {
        self.data
    }
}

/// The name of a person without a pseudonym.
pub(crate) const UNNAMED_SUBJECT: &str = "unnamed subject";

impl Deref for Report {
    type Target = ReportData;

    fn deref(&self) -> &ReportData {
        &self.data
    }
}

/// The native document: its version is read first, and refused before anything else is looked at.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document<D> {
    credit_report: Version,
    pub(crate) report: D,
}

/// The one version that this library reads and writes.
struct Version;

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Report::VERSION.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            Report::VERSION => Ok(Self),
            other => {
                let expected = Report::VERSION;
                Err(D::Error::custom(format_args!("native report of version {other}: expected version {expected}")))
            }
        }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Document { credit_report: Version, report: &self.data }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Report {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let document = Document::<ReportData>::deserialize(deserializer)?;
        Self::new(document.report).map_err(D::Error::custom)
    }
}
