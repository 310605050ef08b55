//! The codes of a PBOC report, one table a list, one row a code: the code, its value in the domain, and its text in
//! both languages.
//!
//! ```
//! use credit_bureau::Language;
//! use credit_bureau::format::pboc::codes;
//! use credit_bureau::report::InquiryReason;
//!
//! let loan = InquiryReason::LoanApproval;
//! assert_eq!(codes::INQUIRY_REASONS.read("02"), Some(loan));
//! assert_eq!(codes::INQUIRY_REASONS.code(loan), Some("02"));
//! assert_eq!(codes::INQUIRY_REASONS.text(loan, Language::Chinese), "贷款审批");
//! // The person's own request has a text in print, but no code.
//! assert_eq!(codes::INQUIRY_REASONS.code(InquiryReason::OwnInquiry), None);
//! ```
//!
//! Reading, writing and texts all go by these tables. A code that is in no row is a problem to a strict reader, and
//! kept as it stands by a lenient one. The meanings of `PD01BD01`, `PD01CD01` and `PE01AD03` depend on the kind of
//! account: see [`states`]; those of `PE01AD02` too: [`services`].

mod account;
mod agreement;
mod inquiry;
mod person;
mod public;
mod state;
mod summary;

pub use account::{
    ACCOUNT_KINDS, BUSINESS_KINDS, ENTERPRISE_BUSINESS, FIVE_CLASSES, GUARANTEES, HOLDER_ROLES, ISSUE_FORMS,
    OVERDUE_KINDS, POST_PAID_KINDS, REPAYMENT_FREQUENCIES, REPAYMENT_MODES, SPECIAL_EVENTS, SPECIAL_TRANSACTIONS,
    TRANSFER_STATUSES,
};
pub use agreement::{AGREEMENT_STATES, BORROWER_CLASSES, LIABILITY_ROLES, LINE_PURPOSES};
pub use inquiry::{INQUIRY_REASONS, INSTITUTION_TYPES};
pub use person::{
    DEGREES, DOCUMENT_TYPES, EDUCATIONS, EMPLOYER_KINDS, EMPLOYMENTS, INDUSTRIES, MARITAL_STATUSES, OCCUPATIONS,
    POSITIONS, PROFESSIONAL_TITLES, RESIDENCE_STATUSES, SEXES,
};
pub use public::{
    ASSISTANCE_CATEGORIES, ENFORCEMENT_OUTCOMES, HOUSING_FUND_STATES, JUDGMENT_OUTCOMES, NOTE_KINDS,
    QUALIFICATION_LEVELS, STATEMENT_SCOPES, STATEMENT_SUBJECTS,
};
pub use state::{Services, States, services, states};
pub use summary::{
    BUSINESS_CLASSES, BUSINESS_TYPES, LIABILITY_CLASSES, POST_PAID_CLASSES, PUBLIC_RECORD_KINDS, READING_FACTORS,
    RECOVERY_TYPES,
};

pub use crate::format::table::codes::{Code, Codes};

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::fmt::Debug;
    use std::hash::Hash;

    use super::*;
    use crate::language::Language;
    use crate::report::*;

    fn holds_every_value_once<T: Copy + PartialEq + Eq + Hash + Debug>(table: &Codes<T>, all: &[T]) {
        let codes: Vec<_> = table.rows().iter().filter_map(|row| row.code).collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len(), "{}: a code twice", table.what());
        let values: HashSet<_> = table.rows().iter().map(|row| row.value).collect();
        assert_eq!(values.len(), table.rows().len(), "{}: a value twice", table.what());
        assert_eq!(values, all.iter().copied().collect(), "{}: a value is missing", table.what());
        for row in table.rows() {
            assert_eq!(row.code.and_then(|code| table.read(code)), row.code.map(|_| row.value));
            assert_eq!(table.code(row.value), row.code);
            for language in [Language::English, Language::Chinese] {
                assert!(!table.text(row.value, language).is_empty());
            }
        }
        assert_eq!(table.read("?"), None);
        assert!(table.expected().starts_with("one of ") && codes.iter().all(|code| table.expected().contains(code)));
    }

    #[test]
    fn every_table_has_every_value_and_every_code_once() {
        macro_rules! check {
            ($($table:ident $value:ident,)+) => { $(holds_every_value_once(&$table, $value::ALL);)+ };
        }
        check! {
            ACCOUNT_KINDS AccountKind, OVERDUE_KINDS AccountKind, POST_PAID_KINDS AccountKind,
            BUSINESS_KINDS BusinessKind, ENTERPRISE_BUSINESS EnterpriseBusiness, REPAYMENT_MODES RepaymentMode,
            REPAYMENT_FREQUENCIES RepaymentFrequency, GUARANTEES Guarantee, ISSUE_FORMS IssueForm,
            HOLDER_ROLES HolderRole, TRANSFER_STATUSES TransferStatus, FIVE_CLASSES FiveClass,
            SPECIAL_TRANSACTIONS SpecialTransactionKind, SPECIAL_EVENTS SpecialEventKind, LINE_PURPOSES LinePurpose,
            AGREEMENT_STATES AgreementState, LIABILITY_ROLES LiabilityRole, BORROWER_CLASSES BorrowerClass,
            INSTITUTION_TYPES InstitutionType, INQUIRY_REASONS InquiryReason, DOCUMENT_TYPES DocumentType, SEXES Sex,
            EDUCATIONS Education, DEGREES Degree, EMPLOYMENTS Employment, MARITAL_STATUSES MaritalStatus,
            RESIDENCE_STATUSES ResidenceStatus, EMPLOYER_KINDS EmployerKind, INDUSTRIES Industry,
            OCCUPATIONS OccupationKind, POSITIONS JobLevel, PROFESSIONAL_TITLES ProfessionalTitle,
            JUDGMENT_OUTCOMES JudgmentOutcome, ENFORCEMENT_OUTCOMES EnforcementOutcome,
            HOUSING_FUND_STATES HousingFundState, ASSISTANCE_CATEGORIES AssistanceCategory,
            QUALIFICATION_LEVELS QualificationLevel, NOTE_KINDS NoteKind, STATEMENT_SCOPES StatementScope,
            STATEMENT_SUBJECTS StatementSubject, READING_FACTORS ReadingFactor, BUSINESS_CLASSES BusinessClass,
            BUSINESS_TYPES BusinessType, RECOVERY_TYPES RecoveryType, LIABILITY_CLASSES LiabilityClass,
            POST_PAID_CLASSES PostPaidClass, PUBLIC_RECORD_KINDS PublicRecordKind,
        }
    }
}
