//! The attributes of one report, and the methods of [`View`] and [`Tally`] that compute them.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};

use super::plan::{Plan, Rows};
use super::read::{Reader, read_all};
use super::row::{Attribute, AttributeError, Reading, Sources, SpecialValue};
use super::tally::{Block, LiabilityFacts, Tally};
use crate::month::Month;
use crate::policy::{DisclosedKinds, Regime, View};
use crate::report::KindSet;

impl View<'_> {
    /// Computes the attributes of the standard catalogue.
    ///
    /// ```
    /// use credit_bureau::{AccountKind, Regime, Report};
    /// use credit_bureau::attributes::{SpecialValue, Reading};
    /// let report = Report::builder("2024-06-30")
    ///     .account(AccountKind::CreditCard, "card", |card| {
    ///         card.limit(20_000).balance(1_500).paid("NN1N")
    ///     })
    ///     .build()?;
    /// let attributes = report.under(Regime::holistic()).attributes();
    /// assert_eq!(attributes.get("late_months_1_12")?, Reading::Known(1));
    /// assert_eq!(attributes.get("card_utilisation")?, Reading::Known(750)); // basis points
    /// let burden = attributes.get("instalment_burden")?;
    /// assert_eq!(burden, Reading::Absent(SpecialValue::NoSuchAccount));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn attributes(&self) -> Attributes {
        self.attributes_of(Plan::standard())
    }

    /// Computes the attributes of a plan.
    #[must_use]
    pub fn attributes_of(&self, plan: &Plan) -> Attributes {
        self.tally(plan).attributes(plan, self.regime(), self.report().subject_name(), self.as_of_day())
    }

    /// Tallies the whole view for a plan: its accounts, inquiries and liabilities.
    #[must_use]
    pub fn tally(&self, plan: &Plan) -> Tally {
        let shows = (self.regime().shows_inquiries(), self.regime().shows_liabilities());
        let mut tally = Tally::nothing(plan, self.month(), self.fingerprint(), shows);
        tally.add_all(plan, self.accounts().map(|account| *account.shown()), &mut Block::default());
        for inquiry in self.inquiries().into_iter().flatten() {
            tally.add_inquiry(plan, inquiry);
        }
        for liability in self.liabilities().into_iter().flatten() {
            tally.add_liability(plan, &LiabilityFacts::of(liability, self.month()));
        }
        tally
    }
}

impl Tally {
    /// Reads the plan's attributes off the tally.
    ///
    /// `subject` names the person in errors. `as_of_day` is the view's as-of day, from which rows that leave out the
    /// inquiries of the last days count back.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Mismatch`] if the tally is of another plan or another regime.
    pub fn read(
        &self,
        plan: &Plan,
        regime: &Regime,
        subject: &str,
        as_of_day: NaiveDate,
    ) -> Result<Attributes, AttributeError> {
        self.check_plan(plan)?;
        if self.regime != regime.fingerprint() {
            return Err(AttributeError::Mismatch { what: "regimes" });
        }
        Ok(self.attributes(plan, regime, subject, as_of_day))
    }

    pub(crate) fn attributes(&self, plan: &Plan, regime: &Regime, subject: &str, as_of_day: NaiveDate) -> Attributes {
        Attributes::new(plan, self.month, regime, subject, self.slots(plan, regime, as_of_day))
    }

    /// Reads every row of the plan, in order; `None` where a number does not fit 64 bits.
    pub(crate) fn slots(&self, plan: &Plan, regime: &Regime, as_of_day: NaiveDate) -> Vec<Option<Reading>> {
        let mut slots = Vec::with_capacity(plan.reads.len());
        read_all(&Reader::new(self, regime, as_of_day), plan, &mut slots);
        slots
    }
}

/// The attributes of one person under one regime, as of one month: a [`Reading`] for each row of a plan.
///
/// Serde writes a map from name to number, with `null` where the attribute is absent.
#[derive(Clone, PartialEq)]
pub struct Attributes {
    subject: String,
    month: Month,
    regime: String,
    shown: DisclosedKinds,
    plan: u64,
    catalogue: Arc<str>,
    /// One reading per row; `None` where the number does not fit 64 bits.
    slots: Vec<Option<Reading>>,
    rows: Arc<Rows>,
    /// What each row looks at.
    sources: Arc<[Sources]>,
}

impl Attributes {
    /// Builds the attributes from one slot per row.
    pub(crate) fn new(
        plan: &Plan,
        month: Month,
        regime: &Regime,
        subject: &str,
        slots: Vec<Option<Reading>>,
    ) -> Attributes {
        Attributes {
            subject: subject.to_owned(),
            month,
            regime: regime.name().to_owned(),
            shown: regime.disclosed_kinds(),
            plan: plan.fingerprint,
            catalogue: Arc::clone(&plan.catalogue),
            slots,
            rows: Arc::clone(&plan.rows),
            sources: Arc::clone(&plan.sources),
        }
    }

    /// The reading of the attribute called `name`.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Unknown`] if the plan has no such attribute, [`AttributeError::OutOfRange`] if its number does
    /// not fit 64 bits.
    pub fn get(&self, name: &str) -> Result<Reading, AttributeError> {
        let place = self.rows.place(name);
        match place.and_then(|place| self.slots.get(place)) {
            Some(slot) => self.reading(name, *slot),
            None => Err(AttributeError::unknown(name, self.rows().iter().map(|row| row.name.as_str()))),
        }
    }

    /// The special value of an absent attribute, which says why it is absent; `None` if it has a number.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn special_value(&self, name: &str) -> Result<Option<SpecialValue>, AttributeError> {
        self.get(name).map(Reading::special_value)
    }

    /// The kinds of account that feed an attribute under the regime: see [`Attribute::fed_by`].
    ///
    /// # Errors
    ///
    /// [`AttributeError::Unknown`] if the plan has no such attribute.
    pub fn fed_by(&self, name: &str) -> Result<KindSet, AttributeError> {
        match self.sources_of(name) {
            Some(sources) => Ok(sources.fed_by(&self.shown)),
            None => Err(AttributeError::unknown(name, self.rows().iter().map(|row| row.name.as_str()))),
        }
    }

    /// The kinds that feed the attribute, or all that it looks at if none does; no kind for an unknown name.
    pub(crate) fn kinds_in_words(&self, name: &str) -> KindSet {
        let sources = self.sources_of(name);
        let fed = sources.map(|sources| sources.fed_by(&self.shown)).filter(|kinds| !kinds.is_empty());
        fed.or_else(|| sources.map(Sources::kinds)).unwrap_or_default()
    }

    /// Whether the attribute says of somebody without an account no more than that there is none. It says more if it is
    /// about inquiries or liabilities; and if kinds that the regime shows in part feed it, it reads the same of somebody
    /// without an account as of somebody whose account is clean.
    pub(crate) fn needs_account(&self, name: &str) -> bool {
        let is_of_accounts = self.sources_of(name).is_some_and(|sources| !sources.kinds().is_empty());
        is_of_accounts && self.fed_by(name).unwrap_or_default().without(self.shown.full).is_empty()
    }

    /// The attribute's row over the kinds that feed it, if the regime lets only some of its kinds do so.
    pub(crate) fn narrowed(&self, name: &str) -> Option<Attribute> {
        let fed = self.sources_of(name).filter(|sources| sources.kinds() != sources.fed_by(&self.shown))?;
        let fed = Some(fed.fed_by(&self.shown)).filter(|kinds| !kinds.is_empty())?;
        let row = self.rows.place(name).and_then(|place| self.rows().get(place))?;
        Some(row.over(fed))
    }

    fn sources_of(&self, name: &str) -> Option<&Sources> {
        self.rows.place(name).and_then(|place| self.sources.get(place))
    }

    /// Every name with its reading, in the order of the plan.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Result<Reading, AttributeError>)> {
        let names = self.rows().iter().map(|row| row.name.as_str());
        names.zip(&self.slots).map(|(name, slot)| (name, self.reading(name, *slot)))
    }

    /// The rows that were read, in the order of the plan.
    #[must_use]
    pub fn rows(&self) -> &[Attribute] {
        &self.rows.rows
    }

    /// The name that errors give the person: the report's pseudonym or number.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The as-of month.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }

    /// The name of the regime under which they were read.
    #[must_use]
    pub fn regime(&self) -> &str {
        &self.regime
    }

    /// The [fingerprint](Plan::fingerprint) of the plan.
    #[must_use]
    pub const fn plan_fingerprint(&self) -> u64 {
        self.plan
    }

    /// The [version of the catalogue](Plan::catalogue_version) that the plan was made from.
    #[must_use]
    pub fn catalogue_version(&self) -> &str {
        &self.catalogue
    }

    fn reading(&self, name: &str, slot: Option<Reading>) -> Result<Reading, AttributeError> {
        slot.ok_or_else(|| AttributeError::OutOfRange { subject: self.subject.clone(), attribute: name.to_owned() })
    }
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.slots.len()))?;
        for (name, reading) in self.iter() {
            map.serialize_entry(name, &reading.map_err(S::Error::custom)?.known())?;
        }
        map.end()
    }
}

impl fmt::Debug for Attributes {
    /// Writes the month, the regime and the readings, never the subject.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Attributes");
        shown.field("month", &self.month).field("regime", &self.regime);
        for (row, slot) in self.rows().iter().zip(&self.slots) {
            match slot {
                Some(reading) => shown.field(&row.name, &format_args!("{reading}")),
                None => shown.field(&row.name, &format_args!("out of range")),
            };
        }
        shown.finish()
    }
}
