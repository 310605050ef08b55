//! The codes that depend on the kind of account: its state, and the service behind it.

use crate::format::table::codes::listed;
use crate::language::Language;
use crate::report::{AccountKind, AccountState, PostPaidService};

/// The table of account states for one kind of account 账户状态 (PD01BD01, PD01CD01), or whether a post-paid account is in
/// arrears 当前缴费状态 (PE01AD03).
///
/// ```
/// use credit_bureau::format::pboc::codes::states;
/// use credit_bureau::{AccountKind, AccountState};
/// assert_eq!(states(AccountKind::NonRevolvingLoan).read("4"), Some(AccountState::BadDebt));
/// assert_eq!(states(AccountKind::CreditCard).read("4"), Some(AccountState::Closed));
/// ```
#[must_use]
pub const fn states(kind: AccountKind) -> States {
    States(kind)
}

/// The table of states, for one kind of account.
#[derive(Debug, Clone, Copy)]
pub struct States(AccountKind);

impl States {
    /// The state that a code stands for; `None` if accounts of this kind have no such code.
    #[must_use]
    pub fn read(self, code: &str) -> Option<AccountState> {
        STATES.iter().find(|row| self.code_of(row) == Some(code)).map(|row| row.state)
    }

    /// The code of a state; `None` if accounts of this kind have none for it.
    #[must_use]
    pub fn code(self, state: AccountState) -> Option<&'static str> {
        STATES.iter().find(|row| row.state == state).and_then(|row| self.code_of(row))
    }

    /// The text of a state, for people.
    #[must_use]
    pub fn text(self, state: AccountState, language: Language) -> &'static str {
        STATES
            .iter()
            .find(|row| row.state == state)
            .map_or("", |row| language.pick(row.english, row.chinese_of(self.0)))
    }

    /// The list of the codes, for error messages: `one of 1 2 3`.
    #[must_use]
    pub fn expected(self) -> String {
        listed(STATES.iter().filter_map(|row| self.code_of(row)))
    }

    fn code_of(self, row: &StateRow) -> Option<&'static str> {
        let [d1, r4, r1, cards, c1, post_paid] = row.codes;
        let code = match self.0 {
            AccountKind::NonRevolvingLoan => d1,
            AccountKind::SubAccount => r4,
            AccountKind::RevolvingLoan => r1,
            AccountKind::CreditCard | AccountKind::QuasiCreditCard => cards,
            AccountKind::Collection => c1,
            AccountKind::Utility | AccountKind::Telecom => post_paid,
            AccountKind::Rent | AccountKind::PrepaidCard => "",
        };
        (!code.is_empty()).then_some(code)
    }
}

/// The table of services for one kind of post-paid account 后付费业务类型 (PE01AD02). The one code seen on a utility account
/// is `02`; what it means is not published.
#[must_use]
pub const fn services(kind: AccountKind) -> Services {
    Services(kind)
}

/// The table of services, for one kind of account.
#[derive(Debug, Clone, Copy)]
pub struct Services(AccountKind);

impl Services {
    /// The service that a code stands for; `None` if accounts of this kind have no such code.
    #[must_use]
    pub fn read(self, code: &str) -> Option<PostPaidService> {
        self.rows().find(|row| row.code == code).map(|row| row.service)
    }

    /// The code of a service; `None` if accounts of this kind have none for it.
    #[must_use]
    pub fn code(self, service: PostPaidService) -> Option<&'static str> {
        self.rows().find(|row| row.service == service).map(|row| row.code)
    }

    /// The text of a service, for people.
    #[must_use]
    pub fn text(self, service: PostPaidService, language: Language) -> &'static str {
        SERVICES.iter().find(|row| row.service == service).map_or("", |row| language.pick(row.english, row.chinese))
    }

    /// The list of the codes, for error messages: `one of 0 1 2`.
    #[must_use]
    pub fn expected(self) -> String {
        listed(self.rows().map(|row| row.code))
    }

    fn rows(self) -> impl Iterator<Item = &'static ServiceRow> {
        SERVICES.iter().filter(move |row| row.kind == self.0)
    }
}

struct StateRow {
    state: AccountState,
    /// Codes for D1, R4, R1, R2 and R3, C1, post-paid; empty if the kind does not have the state.
    codes: [&'static str; 6],
    chinese: &'static str,
    english: &'static str,
}

impl StateRow {
    /// The Chinese text; arrears of a post-paid account have a word of their own.
    fn chinese_of(&self, kind: AccountKind) -> &'static str {
        match (self.state, kind) {
            (AccountState::Overdue, AccountKind::Utility | AccountKind::Telecom) => "欠费",
            _ => self.chinese,
        }
    }
}

struct ServiceRow {
    kind: AccountKind,
    code: &'static str,
    service: PostPaidService,
    chinese: &'static str,
    english: &'static str,
}

macro_rules! states {
    ($($state:ident $d1:literal $r4:literal $r1:literal $cards:literal $c1:literal $post_paid:literal
        $chinese:literal $english:literal,)+) => {
        &[$(StateRow {
            state: AccountState::$state,
            codes: [$d1, $r4, $r1, $cards, $c1, $post_paid],
            chinese: $chinese,
            english: $english,
        },)+]
    };
}

#[rustfmt::skip]
static STATES: &[StateRow] = states! {
//  state                  D1  R4  R1  R2R3 C1  TE UE
    Normal                 "1" "1" "1" "1"  ""  "0" "正常"       "active",
    Overdue                "2" "2" "2" ""   ""  "1" "逾期"       "past due",
    Settled                "3" "3" "3" ""   ""  ""  "结清"       "settled",
    BadDebt                "4" "4" "4" "5"  ""  ""  "呆账"       "bad debt",
    TransferredOut         "5" ""  ""  ""   ""  ""  "转出"       "moved to another lender",
    PaymentStoppedByBank   ""  ""  "5" "31" ""  ""  "银行止付"   "blocked by the bank",
    InsufficientCollateral "6" "6" "6" ""   ""  ""  "担保物不足" "collateral insufficient",
    ForcedLiquidation      "7" ""  ""  ""   ""  ""  "强制平仓"   "collateral sold by force",
    JudicialRecovery       "8" "8" "8" "8"  ""  ""  "司法追偿"   "recovery through a court",
    Frozen                 ""  ""  ""  "2"  ""  ""  "冻结"       "frozen",
    PaymentStopped         ""  ""  ""  "3"  ""  ""  "止付"       "blocked for payment",
    Closed                 ""  ""  ""  "4"  ""  ""  "销户"       "closed",
    NotActivated           ""  ""  ""  "6"  ""  ""  "未激活"     "not yet activated",
    InCollection           ""  ""  ""  ""   "1" ""  "催收"       "being collected",
    Ended                  ""  ""  ""  ""   "2" ""  "结束"       "ended",
    EndedAbnormally        ""  ""  ""  ""   ""  ""  "非正常结束" "ended other than by settlement",
};

macro_rules! services {
    ($($kind:ident $code:literal $service:ident $chinese:literal $english:literal,)+) => {
        &[$(ServiceRow {
            kind: AccountKind::$kind,
            code: $code,
            service: PostPaidService::$service,
            chinese: $chinese,
            english: $english,
        },)+]
    };
}

#[rustfmt::skip]
static SERVICES: &[ServiceRow] = services! {
    Telecom "0"  OtherTelecom    "其他业务"         "other telecom service",
    Telecom "1"  FixedTelephone  "固定电话"         "fixed telephone",
    Telecom "2"  MobileTelephone "移动电话"         "mobile telephone",
    Telecom "3"  Internet        "互联网接入"       "internet access",
    Telecom "4"  DataLine        "数据专线及集群业务" "data line",
    Telecom "5"  Satellite       "卫星业务"         "satellite service",
    Telecom "6"  Combined        "组合业务"         "combined services",
    Utility "02" Utility         "公用事业"         "public utility",
};

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_code_means_one_state_to_a_kind_and_every_state_has_its_row() {
        for &kind in AccountKind::ALL {
            let codes: Vec<_> = STATES.iter().filter_map(|row| states(kind).code_of(row)).collect();
            assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len(), "{kind:?}");
            for &state in AccountState::ALL {
                let code = states(kind).code(state);
                assert_eq!(code.and_then(|code| states(kind).read(code)), code.map(|_| state), "{kind:?} {state:?}");
                assert!(!states(kind).text(state, Language::Chinese).is_empty());
            }
        }
        let rows: HashSet<_> = STATES.iter().map(|row| row.state).collect();
        assert_eq!(rows, AccountState::ALL.iter().copied().collect());
        assert_eq!(rows.len(), STATES.len());
    }

    #[test]
    fn five_is_a_bad_debt_on_a_card_and_something_else_on_a_loan() {
        use AccountKind::{CreditCard, NonRevolvingLoan, RevolvingLoan, SubAccount};
        let read = |kind| states(kind).read("5");
        assert_eq!(read(CreditCard), Some(AccountState::BadDebt));
        assert_eq!(read(NonRevolvingLoan), Some(AccountState::TransferredOut));
        assert_eq!(read(RevolvingLoan), Some(AccountState::PaymentStoppedByBank));
        assert_eq!(read(SubAccount), None);
    }

    #[test]
    fn every_service_has_one_code() {
        let values: HashSet<_> = SERVICES.iter().map(|row| row.service).collect();
        assert_eq!(values, PostPaidService::ALL.iter().copied().collect());
        assert_eq!(values.len(), SERVICES.len());
        assert_eq!(services(AccountKind::Utility).read("02"), Some(PostPaidService::Utility));
        assert_eq!(services(AccountKind::Utility).code(PostPaidService::Internet), None);
        assert_eq!(services(AccountKind::CreditCard).read("1"), None);
    }
}
