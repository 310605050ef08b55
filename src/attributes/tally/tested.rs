//! What is taken of one account.

use crate::attributes::plan::Taken;
use crate::attributes::row::MonthTest;
use crate::attributes::truth::amount_of;
use crate::history::{Months, Severity};
use crate::policy::{Facts, Seen, Shown};

/// An account with the months that pass each test of a plan.
pub(super) struct Tested<'a, F> {
    pub(super) shown: &'a Shown<F>,
    tests: &'a [Months],
}

impl<'a, F: Facts> Tested<'a, F> {
    /// The scratch is for any number of accounts.
    pub(super) fn new(shown: &'a Shown<F>, tests: &[MonthTest], scratch: &'a mut Vec<Months>) -> Tested<'a, F> {
        scratch.clear();
        scratch.extend(tests.iter().map(|test| passing(*test, shown)));
        Tested { shown, tests: scratch }
    }

    pub(super) fn passing(&self, test: usize) -> Months {
        self.tests.get(test).copied().unwrap_or(Months::NONE)
    }

    /// What is taken of the account in a window; utilisation is not.
    #[inline(always)]
    pub(super) fn taken(&self, taken: Taken, window: Months) -> Seen<i64> {
        let within = |test| self.passing(test) & window;
        let planes = self.shown.planes;
        match taken {
            Taken::Account => Seen::Known(1),
            Taken::Count(test) => Seen::Known(within(test).count().into()),
            Taken::Any(test) => Seen::Known((!within(test).is_empty()).into()),
            Taken::Never(test) => Seen::Known(within(test).is_empty().into()),
            Taken::LongestRun(test) => Seen::Known(within(test).longest_run().into()),
            Taken::MonthsSince(test) => stated(within(test).latest().map(i64::from)),
            Taken::Worst => Seen::Known(planes.masked(window).worst().number().into()),
            Taken::Latest => {
                let latest = (planes.reported() & window).latest();
                stated(latest.map(|ago| planes.severity(ago).number().into()))
            }
            Taken::LatestIs(test) => {
                let latest = (planes.reported() & window).latest();
                Seen::Known(latest.is_some_and(|ago| self.passing(test).contains(ago)).into())
            }
            Taken::Value(value) => amount_of(value, self.shown),
            Taken::AtLeastZero(value) => amount_of(value, self.shown).map(|value| value.max(0)),
        }
    }
}

fn stated(value: Option<i64>) -> Seen<i64> {
    value.map_or(Seen::NotStated, Seen::Known)
}

fn passing<F: Facts>(test: MonthTest, account: &Shown<F>) -> Months {
    match test {
        MonthTest::Late(grade) => account.late(grade),
        MonthTest::OnTime => account.planes.on_time(),
        MonthTest::Reported => account.planes.reported(),
        MonthTest::NothingDue => account.planes.exactly(Severity::NothingDue),
        MonthTest::Severities(set) => {
            set.iter().fold(Months::NONE, |months, severity| months | account.planes.exactly(severity))
        }
    }
}
