//! Accounts as a regime discloses them, wherever their facts stand: in a report, or in the columns of a portfolio.

use super::disclosed::{Disclosed, DisclosedState};
use super::fields::Fields;
use super::regime::{Disclosure, Regime};
use crate::history::{DelinquencyBucket, Months, Planes, Severity};
use crate::money::Money;
use crate::month::Month;
use crate::report::{Account, AccountKind, AccountState, BusinessKind, Guarantee, HolderRole, InstitutionType};

/// The facts of one account, before any policy.
pub(crate) trait AccountFacts: Copy {
    /// An amount of money.
    type Amount: MinorAmount;

    fn kind(&self) -> AccountKind;
    /// Code of the furnisher.
    fn furnisher(&self) -> &str;
    fn furnisher_type(&self) -> Option<InstitutionType>;
    fn business(&self) -> Option<BusinessKind>;
    fn guarantee(&self) -> Option<Guarantee>;
    fn role(&self) -> Option<HolderRole>;
    fn opened(&self) -> Option<Month>;
    fn state(&self) -> Option<AccountState>;
    fn limit(&self) -> Option<Self::Amount>;
    fn principal(&self) -> Option<Self::Amount>;
    fn balance(&self) -> Option<Self::Amount>;
    fn used(&self) -> Option<Self::Amount>;
    fn past_due(&self) -> Option<Self::Amount>;
    fn scheduled(&self) -> Option<Self::Amount>;
    fn actual(&self) -> Option<Self::Amount>;
    /// Whether it may state overdue amounts.
    fn states_overdue(&self) -> bool;
    /// The overdue amount of the month `ago` months before `month`, if that month is late and states one; it may be
    /// given for other months too.
    fn overdue(&self, month: Month, ago: u32) -> Option<Self::Amount>;
}

/// An amount that is a number of minor units.
pub(crate) trait MinorAmount: Copy {
    fn minor(self) -> i64;
}

impl MinorAmount for Money {
    fn minor(self) -> i64 {
        Money::minor(self)
    }
}

impl MinorAmount for i64 {
    fn minor(self) -> i64 {
        self
    }
}

impl AccountFacts for &Account {
    type Amount = Money;

    fn kind(&self) -> AccountKind {
        self.kind
    }

    fn furnisher(&self) -> &str {
        &self.furnisher
    }

    fn furnisher_type(&self) -> Option<InstitutionType> {
        self.furnisher_type
    }

    fn business(&self) -> Option<BusinessKind> {
        self.business
    }

    fn guarantee(&self) -> Option<Guarantee> {
        self.guarantee
    }

    fn role(&self) -> Option<HolderRole> {
        self.role
    }

    fn opened(&self) -> Option<Month> {
        self.opened.and_then(|day| Month::of(day).ok())
    }

    fn state(&self) -> Option<AccountState> {
        Account::state(self)
    }

    fn limit(&self) -> Option<Money> {
        self.limit
    }

    fn principal(&self) -> Option<Money> {
        self.principal
    }

    fn balance(&self) -> Option<Money> {
        Account::balance(self)
    }

    fn used(&self) -> Option<Money> {
        Account::used(self)
    }

    fn past_due(&self) -> Option<Money> {
        Account::past_due(self)
    }

    fn scheduled(&self) -> Option<Money> {
        self.scheduled_payment()
    }

    fn actual(&self) -> Option<Money> {
        self.actual_payment()
    }

    fn states_overdue(&self) -> bool {
        self.payments.as_ref().is_some_and(|payments| payments.overdue.iter().next().is_some())
    }

    fn overdue(&self, month: Month, ago: u32) -> Option<Money> {
        let payments = self.payments.as_ref()?;
        // Overdue amounts count back from the history's latest month, views from their own.
        let history_to_view = i64::from(month.months_since(payments.history.latest()));
        let ago = i64::from(ago).saturating_sub(history_to_view);
        payments.overdue.at(u8::try_from(ago).ok()?)
    }
}

/// An account as a regime shows it, as of a month: the one place where a policy meets an account's facts.
#[derive(Clone, Copy)]
pub(crate) struct DisclosedAccount<F> {
    pub(crate) facts: F,
    /// The as-of month, that months count back from.
    pub(crate) month: Month,
    /// The severities of the visible months.
    pub(crate) planes: Planes,
    /// The fields that are not hidden.
    pub(crate) fields: Fields,
    disclosure: Disclosure,
    /// Whether what the account states of itself is dated no later than the month.
    known: bool,
}

impl<F: AccountFacts> DisclosedAccount<F> {
    /// Applies a regime to an account of which masks leave these months and fields; `None` if it hides the account.
    #[inline]
    pub(crate) fn new(
        facts: F,
        month: Month,
        planes: Planes,
        fields: Fields,
        known: bool,
        regime: &Regime,
    ) -> Option<DisclosedAccount<F>> {
        let disclosure = regime.disclosure(facts.kind());
        DisclosedAccount { facts, month, planes, fields, disclosure: Disclosure::Full, known }.disclosed(disclosure)
    }

    /// An account without months that a disclosure leaves there.
    pub(crate) fn visible(facts: F, month: Month, known: bool, disclosure: Disclosure) -> DisclosedAccount<F> {
        DisclosedAccount { facts, month, planes: Planes::EMPTY, fields: disclosure.fields(), disclosure, known }
    }

    pub(crate) fn late(&self, bucket: DelinquencyBucket) -> Months {
        self.planes.late(self.facts.kind().late_from(bucket))
    }

    pub(crate) fn last_month(&self) -> Option<(u32, Severity)> {
        self.planes.present().latest().map(|ago| (ago, self.planes.severity(ago)))
    }

    /// Whether the last month passes a test of severities.
    ///
    /// A bureau that records only what went wrong does not see a recovery: there it is whether any month shown passes.
    pub(crate) fn last_month_passes(&self, test: impl Fn(Severity) -> bool) -> bool {
        match self.disclosure {
            Disclosure::NegativeOnly => {
                let shown = |severity: Severity| !self.planes.exactly(severity).is_empty();
                Severity::ALL
                    .into_iter()
                    .any(|severity| severity != Severity::Outside && test(severity) && shown(severity))
            }
            _ => self.last_month().is_some_and(|(_, severity)| test(severity)),
        }
    }

    /// The part of the account that the regime shows.
    pub(crate) const fn disclosure(&self) -> Disclosure {
        self.disclosure
    }

    /// The state as it is, if nothing of it is withheld.
    pub(crate) fn whole_state(&self) -> Option<Option<AccountState>> {
        let whole = self.known && self.disclosure == Disclosure::Full && self.fields.contains(Fields::STATE);
        whole.then(|| self.facts.state())
    }

    pub(crate) fn state(&self) -> Disclosed<DisclosedState> {
        match self.undated(Fields::STATE, self.facts.state()) {
            Disclosed::Known(_) if !self.known => Disclosed::NotKnown,
            state => state.map(|state| self.shown(state)),
        }
    }

    pub(crate) fn possible_states(&self) -> Disclosed<impl Iterator<Item = AccountState> + use<'_, F>> {
        self.state().map(|seen| AccountState::ALL.iter().copied().filter(move |&state| self.shown(state) == seen))
    }

    /// Discloses a state.
    fn shown(&self, state: AccountState) -> DisclosedState {
        let exact = DisclosedState::Exact(state);
        if self.disclosure.shows_state(state) { exact } else { exact.blurred() }
    }

    pub(crate) fn is_open(&self) -> Disclosed<bool> {
        match self.state() {
            Disclosed::Known(state) => Disclosed::Known(state.is_open()),
            Disclosed::Hidden => Disclosed::Hidden,
            // A bureau that records only what went wrong does not see how an account ends.
            Disclosed::NotStated | Disclosed::NotKnown if self.disclosure == Disclosure::NegativeOnly => {
                Disclosed::Known(true)
            }
            // Without a state the last month tells; an account of which nothing is known counts as open.
            Disclosed::NotStated | Disclosed::NotKnown => {
                let last = self.last_month().map(|(_, severity)| severity);
                Disclosed::Known(!matches!(last, Some(Severity::Settled | Severity::AbnormalEnd)))
            }
        }
    }

    pub(crate) fn limit(&self) -> Disclosed<F::Amount> {
        self.dated(Fields::AMOUNTS, self.facts.limit())
    }

    pub(crate) fn principal(&self) -> Disclosed<F::Amount> {
        self.dated(Fields::AMOUNTS, self.facts.principal())
    }

    pub(crate) fn balance(&self) -> Disclosed<F::Amount> {
        self.dated(Fields::AMOUNTS, self.facts.balance())
    }

    pub(crate) fn used(&self) -> Disclosed<F::Amount> {
        self.dated(Fields::AMOUNTS, self.facts.used())
    }

    pub(crate) fn past_due(&self) -> Disclosed<F::Amount> {
        self.dated(Fields::PAST_DUE, self.facts.past_due())
    }

    pub(crate) fn scheduled(&self) -> Disclosed<F::Amount> {
        self.dated(Fields::AMOUNTS, self.facts.scheduled())
    }

    pub(crate) fn actual(&self) -> Disclosed<F::Amount> {
        self.dated(Fields::AMOUNTS, self.facts.actual())
    }

    pub(crate) fn overdue(&self, ago: u32) -> Disclosed<F::Amount> {
        let visible = self.planes.present().contains(ago);
        self.undated(Fields::PAST_DUE, visible.then(|| self.facts.overdue(self.month, ago)).flatten())
    }

    pub(crate) fn is_derogatory(&self) -> bool {
        self.facts.kind() == AccountKind::Collection
            || !self.late(DelinquencyBucket::DAYS_1_TO_30).is_empty()
            || self.past_due().known().is_some_and(|amount| amount.minor() > 0)
            || self.state().known().and_then(DisclosedState::exact) == Some(AccountState::BadDebt)
    }

    /// Applies a disclosure; `None` if it hides the account.
    fn disclosed(self, disclosure: Disclosure) -> Option<DisclosedAccount<F>> {
        // Decided on what masks have left, not on the report: a month that retention hides must not show the account.
        let (there, months) = match disclosure {
            Disclosure::Full => return Some(self),
            Disclosure::NegativeOnly => (self.is_derogatory(), self.late(DelinquencyBucket::DAYS_1_TO_30)),
            Disclosure::PositiveOnly => (!self.planes.on_time().is_empty(), self.planes.on_time()),
            Disclosure::Hidden => return None,
        };
        there.then(|| DisclosedAccount {
            planes: self.planes.masked(months),
            fields: self.fields & disclosure.fields(),
            disclosure,
            ..self
        })
    }

    /// An amount that the account dates: see [`Account::state_month`].
    ///
    /// If it is dated later, what it was before is not known, even if nothing is stated now: a sum that left it out
    /// would be too low.
    fn dated<T>(&self, field: Fields, value: Option<T>) -> Disclosed<T> {
        if self.fields.contains(field) && !self.known {
            return Disclosed::NotKnown;
        }
        self.undated(field, value)
    }

    pub(super) fn undated<T>(&self, field: Fields, value: Option<T>) -> Disclosed<T> {
        if self.fields.contains(field) {
            value.map_or(Disclosed::NotStated, Disclosed::Known)
        } else {
            Disclosed::Hidden
        }
    }
}
