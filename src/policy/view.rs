//! A report under a regime, as of a month, through masks.

use std::fmt;

use chrono::NaiveDate;

use super::PolicyError;
use super::disclosed::{Disclosed, DisclosedState};
use super::disclosed_account::{AccountFacts, DisclosedAccount};
use super::fields::{AccountMask, Fields};
use super::regime::Regime;
use crate::history::{DelinquencyBucket, Months, Planes, Severity};
use crate::money::Money;
use crate::month::Month;
use crate::report::{
    Account, AccountKind, AccountState, BusinessKind, Guarantee, HolderRole, Inquiry, InstitutionType, Liability,
    Report,
};

impl Report {
    /// Shows the report under a regime, as of the month in which it was made.
    #[must_use]
    pub fn under<'a>(&'a self, regime: &'a Regime) -> View<'a> {
        View { report: self, regime, print: regime.fingerprint(), month: self.month(), day: self.date(), masks: None }
    }
}

/// A report as one regime shows it, as of a month: the only form of a report from which attributes and scores are
/// computed.
///
/// A few borrowed words; copying it copies nothing of the report.
#[derive(Clone, Copy)]
pub struct View<'a> {
    report: &'a Report,
    regime: &'a Regime,
    /// The regime's fingerprint, computed once a view.
    print: u64,
    month: Month,
    day: NaiveDate,
    /// The masks, and the month that they count back from.
    masks: Option<(&'a [AccountMask], Month)>,
}

impl<'a> View<'a> {
    /// Moves the view to the month T. Accounts opened and inquiries made after it are not there, months after it neither;
    /// a state that the report dates later is [`Disclosed::NotKnown`], and so is every amount of such an account, stated
    /// or not: what it was before is not in the report. What is agreed of a lease or a prepaid card is not dated.
    ///
    /// T may lie after the report: then nothing is known of the months between.
    #[must_use]
    pub fn at(self, month: Month) -> View<'a> {
        View { month, day: month.last_day().min(self.report.date()), ..self }
    }

    /// Applies masks, one for each account of the report in its order.
    ///
    /// Their months count back from the month that the view has now. If the view moves to another month afterwards,
    /// they stay with their calendar months, and months out of their reach are hidden.
    ///
    /// # Errors
    ///
    /// [`PolicyError::MaskCount`] if they are not as many as the accounts, [`PolicyError::AlreadyMasked`] if the view has
    /// masks: combine them with `&` before, since nothing that one hides may come back with another.
    pub fn masked(self, masks: &'a [AccountMask]) -> Result<View<'a>, PolicyError> {
        let expected = self.report.accounts.len();
        if masks.len() != expected {
            return Err(PolicyError::MaskCount { found: masks.len(), expected });
        }
        if self.masks.is_some() {
            return Err(PolicyError::AlreadyMasked);
        }
        Ok(View { masks: Some((masks, self.month)), ..self })
    }

    /// The whole report, as it is without any view.
    #[must_use]
    pub const fn report(self) -> &'a Report {
        self.report
    }

    /// The regime.
    #[must_use]
    pub const fn regime(self) -> &'a Regime {
        self.regime
    }

    /// The regime's fingerprint.
    pub(crate) const fn fingerprint(self) -> u64 {
        self.print
    }

    /// The as-of month T, that months count back from.
    #[must_use]
    pub const fn month(self) -> Month {
        self.month
    }

    /// The as-of day: the last day of T, but never one after the report's. In the report's own month it is that of the
    /// report.
    #[must_use]
    pub const fn as_of_day(self) -> NaiveDate {
        self.day
    }

    /// The accounts that are there, in the order of the report.
    pub fn accounts(self) -> impl Iterator<Item = AccountView<'a>> {
        let accounts = &self.report.accounts;
        accounts.iter().enumerate().filter_map(move |(index, account)| self.look(index, account))
    }

    /// The account at that position in the report; `None` if it is not there.
    #[must_use]
    pub fn account(self, index: usize) -> Option<AccountView<'a>> {
        self.report.accounts.get(index).and_then(|account| self.look(index, account))
    }

    /// The inquiries made up to the as-of day, in the order of the report; `None` if the regime hides them.
    #[must_use]
    pub fn inquiries(self) -> Option<impl Iterator<Item = &'a Inquiry>> {
        let day = self.day;
        let inquiries = self.report.inquiries.iter().filter(move |inquiry| inquiry.date <= day);
        self.regime.shows_inquiries().then_some(inquiries)
    }

    /// The liabilities opened up to T, or on a day not stated, in the order of the report; `None` if the regime hides
    /// them.
    #[must_use]
    pub fn liabilities(self) -> Option<impl Iterator<Item = &'a Liability>> {
        let day = self.day;
        let liabilities =
            self.report.liabilities.iter().filter(move |liability| liability.opened.is_none_or(|opened| opened <= day));
        self.regime.shows_liabilities().then_some(liabilities)
    }

    fn look(self, index: usize, account: &'a Account) -> Option<AccountView<'a>> {
        let mask = self.mask(index);
        // No day of a report is after the report, so comparing days and comparing months with T is the same.
        if !mask.present || account.opened.is_some_and(|opened| opened > self.day) {
            return None;
        }
        let planes = account.payments.as_ref().map_or(Planes::EMPTY, |payments| payments.history.as_of(self.month));
        // An account that does not date its state speaks of the month of the report.
        let known = account.state_month().unwrap_or(self.report.month()) <= self.month;
        let planes = planes.masked(mask.months);
        let shown = DisclosedAccount::new(account, self.month, planes, mask.fields, known, self.regime)?;
        Some(AccountView { index, regime: self.print, shown })
    }

    /// The mask of an account, counted back from T.
    fn mask(self, index: usize) -> AccountMask {
        let Some((masks, anchor)) = self.masks else { return AccountMask::ALL };
        // There are as many masks as accounts, so the default is never taken; if it were, it would show nothing.
        let mask = masks.get(index).copied().unwrap_or(AccountMask::NONE);
        let later = self.month.months_since(anchor);
        let apart = later.unsigned_abs();
        let months = if later < 0 { mask.months.shifted_forward(apart) } else { mask.months.shifted_back(apart) };
        AccountMask { months, ..mask }
    }
}

impl fmt::Debug for View<'_> {
    /// The regime and the month; nothing of the report.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut view = f.debug_struct("View");
        view.field("regime", &self.regime.name()).field("month", &self.month);
        view.field("masked", &self.masks.is_some()).finish_non_exhaustive()
    }
}

/// One account as a view shows it. Sets of months count back from the month of the view.
#[derive(Clone, Copy)]
pub struct AccountView<'a> {
    index: usize,
    regime: u64,
    shown: DisclosedAccount<&'a Account>,
}

impl<'a> AccountView<'a> {
    /// The account as reported, with all that is hidden: for its number and for what no regime hides. Whatever has a
    /// method here must be read through it.
    #[must_use]
    pub const fn account(&self) -> &'a Account {
        self.shown.facts
    }

    /// The as-of month of the view, that months count back from.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.shown.month
    }

    /// The [fingerprint](Regime::fingerprint) of the regime under which it is seen.
    #[must_use]
    pub const fn regime_fingerprint(&self) -> u64 {
        self.regime
    }

    /// Position in the report.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// Kind of account.
    #[must_use]
    pub const fn kind(&self) -> AccountKind {
        self.shown.facts.kind
    }

    /// Code of the furnisher, as reported.
    #[must_use]
    pub fn furnisher(&self) -> &'a str {
        &self.shown.facts.furnisher
    }

    /// Kind of the furnisher.
    #[must_use]
    pub const fn furnisher_type(&self) -> Option<InstitutionType> {
        self.shown.facts.furnisher_type
    }

    /// Purpose for which it was opened.
    #[must_use]
    pub const fn business(&self) -> Option<BusinessKind> {
        self.shown.facts.business
    }

    /// Security for the debt.
    #[must_use]
    pub const fn guarantee(&self) -> Option<Guarantee> {
        self.shown.facts.guarantee
    }

    /// Role of the person.
    #[must_use]
    pub const fn role(&self) -> Option<HolderRole> {
        self.shown.facts.role
    }

    /// Month of opening, where a day in the years 1 to 5460 is stated.
    #[must_use]
    pub fn opened(&self) -> Option<Month> {
        self.shown.facts.opened()
    }

    /// The severities of the visible months; all others are [`Severity::Outside`].
    #[must_use]
    pub const fn planes(&self) -> Planes {
        self.shown.planes
    }

    /// The months of which anything is visible: severity 1 or more.
    #[must_use]
    pub const fn visible(&self) -> Months {
        self.shown.planes.present()
    }

    /// The fields that are not hidden.
    #[must_use]
    pub const fn fields(&self) -> Fields {
        self.shown.fields
    }

    /// Months at least so late, by the rule of the account's kind: see [`AccountKind::late_from`].
    #[must_use]
    pub const fn late(&self, bucket: DelinquencyBucket) -> Months {
        self.shown.planes.late(self.shown.facts.kind.late_from(bucket))
    }

    /// Months paid as agreed.
    #[must_use]
    pub const fn on_time(&self) -> Months {
        self.shown.planes.on_time()
    }

    /// Months of severity 3 or more.
    #[must_use]
    pub const fn reported(&self) -> Months {
        self.shown.planes.reported()
    }

    /// Months in which nothing was due.
    #[must_use]
    pub const fn nothing_due(&self) -> Months {
        self.shown.planes.exactly(Severity::NothingDue)
    }

    /// The latest visible month of severity 1 or more, as months back, and its severity.
    #[must_use]
    pub fn last_month(&self) -> Option<(u32, Severity)> {
        self.shown.last_month()
    }

    /// State, as far as it is disclosed.
    #[must_use]
    pub fn state(&self) -> Disclosed<DisclosedState> {
        self.shown.state()
    }

    /// The states that the account may be in by what is seen: one, if the state may be seen as it is.
    #[must_use]
    pub fn possible_states(&self) -> Disclosed<impl Iterator<Item = AccountState>> {
        self.shown.possible_states()
    }

    /// Whether the account is open: by its state; where that is not stated or not known, by its last visible month
    /// (settled and abnormally ended are not open), and open if there is none. Where a regime shows only what went wrong,
    /// an account without a known state is open.
    #[must_use]
    pub fn is_open(&self) -> Disclosed<bool> {
        self.shown.is_open()
    }

    /// Credit limit.
    #[must_use]
    pub fn limit(&self) -> Disclosed<Money> {
        self.shown.limit()
    }

    /// Amount lent, or the claim of a collection.
    #[must_use]
    pub fn principal(&self) -> Disclosed<Money> {
        self.shown.principal()
    }

    /// Balance.
    #[must_use]
    pub fn balance(&self) -> Disclosed<Money> {
        self.shown.balance()
    }

    /// Used amount where it is stated, else the balance.
    #[must_use]
    pub fn used(&self) -> Disclosed<Money> {
        self.shown.used()
    }

    /// Amount past due.
    #[must_use]
    pub fn past_due(&self) -> Disclosed<Money> {
        self.shown.past_due()
    }

    /// Payment due in the month that the amounts speak of.
    #[must_use]
    pub fn scheduled(&self) -> Disclosed<Money> {
        self.shown.scheduled()
    }

    /// Payment made in the month that the amounts speak of.
    #[must_use]
    pub fn actual(&self) -> Disclosed<Money> {
        self.shown.actual()
    }

    /// Rent a month, of a rent account. It is not dated, and so known at every month.
    #[must_use]
    pub fn monthly_rent(&self) -> Disclosed<Money> {
        self.shown.undated(Fields::AMOUNTS, self.account().lease.as_ref().and_then(|lease| lease.monthly_rent))
    }

    /// Deposit held by the landlord, of a rent account. It is not dated, and so known at every month.
    #[must_use]
    pub fn deposit(&self) -> Disclosed<Money> {
        self.shown.undated(Fields::AMOUNTS, self.account().lease.as_ref().and_then(|lease| lease.deposit))
    }

    /// Load a month, of a prepaid card. It is not dated, and so known at every month.
    #[must_use]
    pub fn prepaid_load(&self) -> Disclosed<Money> {
        self.shown.undated(Fields::AMOUNTS, self.account().prepaid.as_ref().and_then(|prepaid| prepaid.monthly_load))
    }

    /// Spending a month, of a prepaid card. It is not dated, and so known at every month.
    #[must_use]
    pub fn prepaid_spending(&self) -> Disclosed<Money> {
        self.shown
            .undated(Fields::AMOUNTS, self.account().prepaid.as_ref().and_then(|prepaid| prepaid.monthly_spending))
    }

    /// Fees a month, of a prepaid card. They are not dated, and so known at every month.
    #[must_use]
    pub fn prepaid_fees(&self) -> Disclosed<Money> {
        self.shown.undated(Fields::AMOUNTS, self.account().prepaid.as_ref().and_then(|prepaid| prepaid.monthly_fees))
    }

    /// The overdue amount of a visible month, as stated, late or not; not stated for a month that is not visible.
    #[must_use]
    pub fn overdue(&self, ago: u32) -> Disclosed<Money> {
        self.shown.overdue(ago)
    }

    /// Whether what is visible is derogatory: a month late (1–30 days or more, by the rule of its kind), an amount past
    /// due above zero, the state bad debt, or the kind C1, a debt in collection.
    #[must_use]
    pub fn is_derogatory(&self) -> bool {
        self.shown.is_derogatory()
    }

    /// The disclosed account, which a tally reads.
    pub(crate) const fn shown(&self) -> &DisclosedAccount<&'a Account> {
        &self.shown
    }
}

impl fmt::Debug for AccountView<'_> {
    /// The kind and what is visible, without numbers, names or amounts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut view = f.debug_struct("AccountView");
        view.field("index", &self.index).field("kind", &self.kind()).field("month", &self.month());
        view.field("planes", &self.planes()).field("fields", &self.fields()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use crate::month::Window;
    use crate::policy::Disclosure;
    use crate::report::{AccountBuilder, InquiryReason, KindSet};

    /// A report of 2024-06-30 with one account.
    fn report(kind: AccountKind, describe: impl FnOnce(AccountBuilder) -> AccountBuilder) -> Report {
        Report::builder("2024-06-30").account(kind, "only", describe).build().unwrap()
    }

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn yuan(amount: i32) -> Disclosed<Money> {
        Disclosed::Known(Money::whole(amount, Currency::CNY))
    }

    #[test]
    fn a_view_borrows_a_preset_on_the_spot() {
        let report = report(AccountKind::Rent, |flat| flat.paid("N1"));
        let view = report.under(Regime::holistic());
        let named = report.under(Regime::preset("holistic").unwrap());
        assert!(std::ptr::eq(view.regime(), named.regime()));
        assert_eq!((view.accounts().count(), named.accounts().count()), (1, 1));
    }

    #[test]
    fn what_a_lease_or_a_prepaid_card_says_is_an_amount_like_any_other() {
        let flat = report(AccountKind::Rent, |flat| flat.paid("N1").monthly_rent(30).deposit(60));
        let card = report(AccountKind::PrepaidCard, |card| card.paid("N1").prepaid(5, 4, 1, 0));
        for (regime, shown) in [(Regime::holistic(), true), (Regime::us_traditional(), false)] {
            let seen = |amount| if shown { yuan(amount) } else { Disclosed::Hidden };
            let flat = flat.under(regime).account(0).unwrap();
            assert_eq!((flat.monthly_rent(), flat.deposit()), (seen(30), seen(60)));
            let card = card.under(regime).account(0).unwrap();
            assert_eq!(
                (card.prepaid_load(), card.prepaid_spending(), card.prepaid_fees()),
                (seen(5), seen(4), seen(1))
            );
        }
    }

    #[test]
    fn the_as_of_day_is_never_after_the_report() {
        let report = Report::builder("2024-06-12").build().unwrap();
        let regime = Regime::holistic();
        for (at, day) in [("2024-05", "2024-05-31"), ("2024-06", "2024-06-12"), ("2024-07", "2024-06-12")] {
            assert_eq!(report.under(regime).at(month(at)).as_of_day().to_string(), day, "{at}");
        }
        assert_eq!(report.under(regime).month(), report.month());
    }

    #[test]
    fn an_earlier_month_sees_what_there_was_by_then() {
        let report = Report::builder("2024-06-30")
            .account(AccountKind::CreditCard, "old", |card| {
                card.opened("2022-03-10").limit(9_000).balance(700).past_due(50).paid("1NN2")
            })
            .account(AccountKind::CreditCard, "new", |card| card.opened("2024-05-01"))
            .account(AccountKind::CreditCard, "undated", |card| card)
            .inquiry("2024-04-30", "bank", InquiryReason::CardApproval)
            .inquiry("2024-05-01", "bank", InquiryReason::CardApproval)
            .build()
            .unwrap();
        let regime = Regime::holistic();
        let view = report.under(regime).at(month("2024-04"));
        let ids: Vec<_> = view.accounts().map(|account| account.account().id.as_str()).collect();
        assert_eq!(ids, ["old", "undated"]);
        assert_eq!(view.inquiries().map(Iterator::count), Some(1));
        assert_eq!(view.liabilities().map(Iterator::count), Some(0));

        let old = view.account(0).unwrap();
        assert_eq!((old.visible(), old.last_month()), (Months::first(2), Some((0, Severity::PaidAsAgreed))));
        assert_eq!(
            (old.balance(), old.past_due(), old.limit()),
            (Disclosed::NotKnown, Disclosed::NotKnown, Disclosed::NotKnown)
        );
        assert_eq!(
            (old.scheduled(), old.state(), old.is_open()),
            (Disclosed::NotKnown, Disclosed::NotStated, Disclosed::Known(true))
        );
        assert!(view.account(1).is_none() && view.account(3).is_none());

        let now = report.under(regime).account(0).unwrap();
        assert_eq!((now.balance(), now.used(), now.past_due()), (yuan(700), yuan(700), yuan(50)));
        let next = report.under(regime).at(month("2024-08")).account(0).unwrap();
        assert_eq!((next.late(DelinquencyBucket::DAYS_1_TO_30).latest(), next.balance()), (Some(2), yuan(700)));
    }

    #[test]
    fn an_overdraft_is_late_from_61_days() {
        let describe = |account: AccountBuilder| account.paid("1234N");
        let regime = Regime::negative_only();
        for (kind, late) in [(AccountKind::QuasiCreditCard, 2), (AccountKind::CreditCard, 4)] {
            let report = report(kind, describe);
            let account = report.under(regime).account(0).unwrap();
            assert_eq!(
                (account.late(DelinquencyBucket::DAYS_1_TO_30).count(), account.visible().count()),
                (late, late),
                "{kind:?}"
            );
        }
        let early = report(AccountKind::QuasiCreditCard, |account| account.paid("12N"));
        assert!(early.under(regime).account(0).is_none());
    }

    #[test]
    fn any_of_four_things_is_derogatory() {
        let regime = Regime::builder("negative").show(KindSet::ALL, Disclosure::NegativeOnly).build().unwrap();
        let is_there =
            |report: &Report| report.under(&regime).account(0).is_some_and(|account| account.is_derogatory());
        for (derogatory, report) in [
            (false, report(AccountKind::CreditCard, |card| card.balance(100).past_due(0).paid("N*N#"))),
            (true, report(AccountKind::CreditCard, |card| card.paid("NN1N"))),
            (true, report(AccountKind::CreditCard, |card| card.past_due(1).paid("#NNN"))),
            (true, report(AccountKind::CreditCard, |card| card.state(AccountState::BadDebt))),
            (true, report(AccountKind::Collection, |debt| debt.balance(100))),
            (false, report(AccountKind::CreditCard, |card| card.state(AccountState::Overdue))),
            (false, report(AccountKind::CreditCard, |card| card.overdue(&[(0, 100)]).paid("#NNN"))),
        ] {
            assert_eq!(is_there(&report), derogatory, "{report:?}");
        }
    }

    #[test]
    fn negative_only_shows_a_state_only_if_it_is_bad() {
        use AccountState::{BadDebt, Closed, Ended, EndedAbnormally, Frozen, InCollection, Normal, Overdue, Settled};
        let regime = Regime::builder("negative").show(KindSet::ALL, Disclosure::NegativeOnly).build().unwrap();
        for (state, shown) in [
            (BadDebt, DisclosedState::Exact(BadDebt)),
            (InCollection, DisclosedState::Exact(InCollection)),
            (EndedAbnormally, DisclosedState::Exact(EndedAbnormally)),
            (Normal, DisclosedState::Open),
            (Overdue, DisclosedState::Open),
            (Frozen, DisclosedState::Open),
            (Settled, DisclosedState::Closed),
            (Closed, DisclosedState::Closed),
            (Ended, DisclosedState::Closed),
        ] {
            let report = report(AccountKind::NonRevolvingLoan, |loan| loan.paid("1").state(state));
            let account = report.under(&regime).account(0).unwrap();
            assert_eq!(
                (account.state(), account.is_open()),
                (Disclosed::Known(shown), Disclosed::Known(state.is_open()))
            );
        }
    }

    #[test]
    fn without_a_state_the_last_visible_month_says_whether_it_is_open() {
        let regime = Regime::holistic();
        for (paid, open) in
            [("NNN", true), ("CNN", false), ("GNN", false), ("BNN", true), ("//C", false), ("///", true)]
        {
            let report = report(AccountKind::Rent, |rent| rent.paid(paid));
            assert_eq!(report.under(regime).account(0).unwrap().is_open(), Disclosed::Known(open), "{paid}");
        }
        let report = report(AccountKind::Rent, |rent| rent.paid("CNN"));
        let but_the_last = [AccountMask { months: !Months::single(0), ..AccountMask::ALL }];
        let view = report.under(regime).masked(&but_the_last).unwrap();
        assert_eq!(view.account(0).unwrap().is_open(), Disclosed::Known(true));
        let no_state = [AccountMask { fields: !Fields::STATE, ..AccountMask::ALL }];
        let view = report.under(regime).masked(&no_state).unwrap();
        assert_eq!(view.account(0).unwrap().is_open(), Disclosed::Hidden);
    }

    #[test]
    fn overdue_amounts_are_those_of_the_calendar_month() {
        let report = report(AccountKind::CreditCard, |card| {
            card.as_of("2024-04").paid("#21N").overdue(&[(0, 5), (1, 300), (2, 100)])
        });
        let regime = Regime::negative_only();
        let card = report.under(regime).account(0).unwrap();
        assert_eq!(card.visible(), Months::of(Window::between(3, 4).unwrap()));
        let overdue: Vec<_> = (2..6).map(|ago| card.overdue(ago)).collect();
        assert_eq!(overdue, [Disclosed::NotStated, yuan(300), yuan(100), Disclosed::NotStated]);
        assert_eq!((card.overdue(60), card.overdue(u32::MAX)), (Disclosed::NotStated, Disclosed::NotStated));

        let full = Regime::holistic();
        let earlier = report.under(full).at(month("2024-03")).account(0).unwrap();
        assert_eq!((earlier.overdue(0), earlier.overdue(1)), (yuan(300), yuan(100)));
        let no_amounts = [AccountMask { fields: !Fields::PAST_DUE, ..AccountMask::ALL }];
        let hidden = report.under(full).masked(&no_amounts).unwrap().account(0).unwrap();
        assert_eq!((hidden.overdue(3), hidden.past_due()), (Disclosed::Hidden, Disclosed::Hidden));
    }

    #[test]
    fn a_view_prints_nothing_of_the_person() {
        let report = report(AccountKind::CreditCard, |card| card.furnisher("bank 1").limit(9_000).paid("N1N"));
        let regime = Regime::holistic();
        let view = report.under(regime);
        assert_eq!(
            format!("{view:?} {:?}", view.account(0).unwrap()),
            "View { regime: \"holistic\", month: 2024-06, masked: false, .. } AccountView { index: 0, \
             kind: CreditCard, month: 2024-06, planes: Planes(454), fields: {\"state\", \"past due\", \"amounts\"}, .. }"
        );
    }
}
