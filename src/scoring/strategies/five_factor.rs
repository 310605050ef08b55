//! General-purpose score from 300 to 850 with published rules.

use serde::Serialize;

use super::ADVERSE;
use crate::attributes::{Attributes, Plan, SpecialValue};
use crate::language::Language;
use crate::portfolio::AttributeChunk;
use crate::scoring::outcome::{CreditStrategy, Outcome, ReasonText, Score, Strategy, StrategyId, Unscorable};
use crate::scoring::points::{Points, ScoreRange};
use crate::scoring::scorecards::{
    Absence, Bin, Characteristic, MinimumCriteria, PointsAward, Scorecard, ScorecardData, ScoringError,
};

/// Strategy with five factors that share the 550 points between 300 and 850: payment history 35 %, amounts owed 30 %,
/// length of history 15 %, new credit 10 %, credit mix 10 %.
///
/// The shares are those published for general-purpose scores in the US. The points are this library's own, set by hand
/// and not fitted to data: this is not FICO's score and predicts nothing. It is a [`Scorecard`] whose characteristics
/// are grouped by factor, so it explains itself; a portfolio is scored by its [`card`](Self::card).
///
/// ```
/// use credit_bureau::scoring::Strategy;
/// use credit_bureau::scoring::strategies::FiveFactor;
/// use credit_bureau::scoring::strategies::five_factor::Factor;
/// use credit_bureau::{AccountKind, Regime, Report};
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::CreditCard, "a", |card| {
///         card.opened("2014-03-01").limit(20_000).balance(1_000).paid(&"N".repeat(60))
///     })
///     .build()?;
/// let strategy = FiveFactor::new()?;
/// let outcome = strategy.evaluate(&report.under(Regime::holistic()).attributes());
/// let score = outcome.score().ok_or("no score")?;
/// assert_eq!(score.value(), 738);
/// let payments = strategy.subscores(score).remove(0);
/// assert_eq!(payments.factor, Factor::PaymentHistory);
/// assert_eq!(payments.points.to_string(), "175");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FiveFactor {
    card: Scorecard,
}

/// Factor of a [`FiveFactor`] score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// Payment behaviour on accounts.
    PaymentHistory,
    /// Amounts owed, also relative to limits and original amounts.
    AmountsOwed,
    /// Age of the accounts.
    LengthOfHistory,
    /// Accounts opened and inquiries made recently.
    NewCredit,
    /// Variety of kinds of accounts.
    CreditMix,
}

impl Factor {
    /// All factors, largest share first.
    pub const ALL: [Factor; 5] =
        [Self::PaymentHistory, Self::AmountsOwed, Self::LengthOfHistory, Self::NewCredit, Self::CreditMix];

    /// Returns the factor's share of the points between the lowest and the highest score, in percent.
    #[must_use]
    pub const fn percent(self) -> u8 {
        match self {
            Self::PaymentHistory => 35,
            Self::AmountsOwed => 30,
            Self::LengthOfHistory => 15,
            Self::NewCredit | Self::CreditMix => 10,
        }
    }

    /// Returns the factor's name in one language.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::PaymentHistory => ("payment history", "还款历史"),
            Self::AmountsOwed => ("amounts owed", "负债"),
            Self::LengthOfHistory => ("length of history", "信用历史长度"),
            Self::NewCredit => ("new credit", "新增信贷"),
            Self::CreditMix => ("credit mix", "信贷种类"),
        };
        language.pick(english, chinese)
    }
}

/// Points that one factor gave to a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Subscore {
    /// The factor.
    pub factor: Factor,
    /// Points that it gave.
    pub points: Points,
    /// Most points that it can give under this regime; an upper bound, as [`Score::best_reachable`] is.
    pub most: Points,
}

impl FiveFactor {
    /// Creates the strategy.
    ///
    /// # Errors
    ///
    /// [`ScoringError`] from [`Scorecard::new`], which this table is known not to cause.
    pub fn new() -> Result<FiveFactor, ScoringError> {
        let range = ScoreRange::new(LOWEST, 850)?;
        let origin = "the rules of credit-bureau, made by hand and fitted to nobody".to_owned();
        let mut data = ScorecardData::new("five factors".into(), "2".into(), origin, range, LOWEST.into());
        // Six months of any record, or a single bad mark, make a file that can be scored.
        let enough =
            [("reported_months_60", 6), ("positive_depth", 6)].into_iter().chain(ADVERSE.map(|name| (name, 1)));
        let enough = enough.map(|(attribute, least)| MinimumCriteria::at_least(attribute, least));
        data.minimum_criteria = Some(MinimumCriteria::Any(enough.collect()));
        data.too_little_evidence =
            Some(ReasonText::new("fewer than 6 months of payments are on record", "还款或缴费记录不足6个月"));
        data.characteristics = TABLE.iter().map(FactorRow::characteristic).collect();
        Ok(FiveFactor { card: Scorecard::new(data)? })
    }

    /// Returns the scorecard.
    #[must_use]
    pub const fn card(&self) -> &Scorecard {
        &self.card
    }

    /// Returns the points of each factor in a score of this strategy, in the order of [`Factor::ALL`]; empty for
    /// another strategy's score.
    #[must_use]
    pub fn subscores(&self, score: &Score) -> Vec<Subscore> {
        if *score.strategy() != self.id() {
            return Vec::new();
        }
        let of = |factor: Factor| {
            let of_factor = || score.contributions().iter().zip(TABLE).filter(move |(_, row)| row.factor == factor);
            let points = of_factor().map(|(one, _)| one.points()).sum();
            Subscore { factor, points, most: of_factor().map(|(one, _)| one.best()).sum() }
        };
        Factor::ALL.into_iter().map(of).collect()
    }
}

impl Strategy for FiveFactor {
    type Evidence = Attributes;
    type Outcome = Outcome;

    fn id(&self) -> StrategyId {
        self.card.id()
    }

    fn evaluate(&self, evidence: &Attributes) -> Outcome {
        self.card.evaluate(evidence)
    }
}

impl CreditStrategy for FiveFactor {
    fn plan(&self) -> &Plan {
        self.card.plan()
    }

    fn numbers(&self, chunk: &AttributeChunk<'_>, numbers: &mut Vec<Option<f64>>) -> Result<(), Unscorable> {
        self.card.numbers(chunk, numbers)
    }
}

/// Row of the table: half points for values below each bound, and for the rest.
struct FactorRow {
    factor: Factor,
    attribute: &'static str,
    below: &'static [(i64, i32)],
    else_halves: i32,
    /// Half points where the attribute is absent; `never` is for what never happened, `hidden` for what the bureau does
    /// not record.
    absent: i32,
    never: i32,
    hidden: i32,
    text: (&'static str, &'static str),
}

impl FactorRow {
    fn characteristic(&self) -> Characteristic {
        let ends = self.below.iter().map(|&(end, _)| Some(end)).chain([None]);
        let starts = [None].into_iter().chain(self.below.iter().map(|&(end, _)| Some(end)));
        let halves = self.below.iter().map(|&(_, halves)| halves).chain([self.else_halves]);
        let bin = |((from, below), halves)| {
            let mut bin = Bin::new(.., Points::halves(halves));
            (bin.from, bin.below) = (from, below);
            bin
        };
        let mut one = Characteristic::new(self.attribute.to_owned(), starts.zip(ends).zip(halves).map(bin).collect());
        one.absent = Absence::new().otherwise(PointsAward::of(Points::halves(self.absent)));
        for (cause, halves) in [(SpecialValue::NeverHappened, self.never), (SpecialValue::Hidden, self.hidden)] {
            if halves != self.absent {
                one.absent = one.absent.on(cause, PointsAward::of(Points::halves(halves)));
            }
        }
        one.reason = Some(ReasonText::new(self.text.0, self.text.1));
        one
    }
}

const fn row(
    factor: Factor,
    attribute: &'static str,
    below: &'static [(i64, i32)],
    else_halves: i32,
    absent: i32,
    text: (&'static str, &'static str),
) -> FactorRow {
    FactorRow { factor, attribute, below, else_halves, absent, never: absent, hidden: absent, text }
}

const fn if_never(row: FactorRow, never: i32) -> FactorRow {
    FactorRow { never, ..row }
}

const fn if_hidden(row: FactorRow, hidden: i32) -> FactorRow {
    FactorRow { hidden, ..row }
}

const LOWEST: i32 = 300;

use Factor::{AmountsOwed, CreditMix, LengthOfHistory, NewCredit, PaymentHistory};

/// Table of the score, in half points. The best of each factor add up to its share of 1,100 half points, which a test
/// checks. Half points let shares that are not whole points stay exact.
///
/// What a bureau does not record gives the fewest points where higher is better, so that recording it cannot lower a
/// score. Late months, amounts past due and new accounts that it does not record give the points of none,
/// and anything else those of absence.
const TABLE: &[FactorRow] = &[
    if_never(
        row(
            PaymentHistory,
            "worst_status_24",
            &[(5, 80), (6, 50), (7, 30), (8, 14)],
            0,
            40,
            ("how late the worst payment was in the last 24 months", "近24个月最严重的逾期程度"),
        ),
        80,
    ),
    if_hidden(
        if_never(
            row(
                PaymentHistory,
                "months_since_late_1",
                &[(6, 0), (12, 16), (24, 40), (48, 70)],
                90,
                50,
                ("how long ago the last late payment was", "最近一次逾期距今时间"),
            ),
            100,
        ),
        0,
    ),
    row(
        PaymentHistory,
        "on_time_months_24",
        &[(1, 0), (6, 20), (12, 40), (24, 60)],
        80,
        0,
        ("few payments on {kinds} were made on time in the last 24 months", "近24个月{kinds}按时还款次数少"),
    ),
    row(
        PaymentHistory,
        "positive_on_time_months_24",
        &[(1, 0), (12, 15), (24, 25)],
        35,
        0,
        ("few months of {kinds} paid on time are on record", "{kinds}按时缴费记录少"),
    ),
    if_hidden(
        row(
            PaymentHistory,
            "positive_late_months_24",
            &[(1, 30), (2, 15)],
            0,
            0,
            ("{kinds} was paid late", "{kinds}有欠费"),
        ),
        30,
    ),
    row(PaymentHistory, "bad_debts", &[(1, 40)], 0, 40, ("a bad debt is on record", "有呆账")),
    row(PaymentHistory, "collections", &[(1, 20)], 0, 20, ("a debt is in collection", "有被追偿债务")),
    row(
        AmountsOwed,
        "card_utilisation",
        &[(1_000, 120), (3_000, 100), (5_000, 70), (7_500, 36), (9_000, 16)],
        0,
        60,
        ("much of the limits of cards is used", "信用卡额度使用率高"),
    ),
    row(
        AmountsOwed,
        "highest_card_utilisation",
        &[(5_000, 50), (9_000, 24)],
        0,
        24,
        ("one card is used almost to its limit", "某张信用卡额度几乎用尽"),
    ),
    if_hidden(
        row(
            AmountsOwed,
            "total_past_due",
            &[(1, 90), (100_000, 50), (1_000_000, 20)],
            0,
            45,
            ("an amount is past due", "有逾期未还金额"),
        ),
        90,
    ),
    row(
        AmountsOwed,
        "instalment_burden",
        &[(3_000, 70), (6_000, 50), (9_000, 30)],
        10,
        35,
        ("much of what was borrowed is still owed", "分期贷款未还比例高"),
    ),
    row(
        LengthOfHistory,
        "oldest_account_age",
        &[(12, 10), (36, 30), (84, 50), (180, 70)],
        85,
        0,
        ("the oldest account is young", "最早的账户历史较短"),
    ),
    row(
        LengthOfHistory,
        "average_account_age",
        &[(12, 8), (36, 20), (84, 32)],
        40,
        0,
        ("accounts are young on average", "账户平均历史较短"),
    ),
    row(
        LengthOfHistory,
        "positive_depth",
        &[(6, 0), (12, 10), (24, 20)],
        40,
        0,
        ("few months of {kinds} are on record", "{kinds}记录月数少"),
    ),
    row(
        NewCredit,
        "hard_inquiries_6",
        &[(1, 50), (2, 36), (3, 20), (5, 8)],
        0,
        25,
        ("there were several inquiries of lenders in the last 6 months", "近6个月硬查询次数较多"),
    ),
    if_hidden(
        row(
            NewCredit,
            "accounts_opened_12",
            &[(1, 40), (2, 28), (3, 14)],
            0,
            20,
            ("accounts were opened in the last 12 months", "近12个月新开账户较多"),
        ),
        40,
    ),
    if_hidden(
        if_never(
            row(
                NewCredit,
                "months_since_hard_inquiry",
                &[(3, 4), (12, 12)],
                20,
                10,
                ("the last inquiry of a lender is recent", "最近一次硬查询距今较近"),
            ),
            20,
        ),
        4,
    ),
    row(
        CreditMix,
        "percent_instalment_accounts",
        &[(1, 20), (2_000, 40), (8_001, 60), (10_000, 36)],
        24,
        0,
        ("accounts are all of one kind", "信贷种类单一"),
    ),
    row(
        CreditMix,
        "furnishers",
        &[(1, 0), (2, 16), (5, 30)],
        24,
        0,
        ("few lenders report, or very many", "授信机构过少或过多"),
    ),
    row(
        CreditMix,
        "open_accounts_r2",
        &[(1, 0), (5, 20)],
        12,
        0,
        ("there is no open card, or there are many", "无有效信用卡或过多"),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_each_factor_is_its_share() {
        let strategy = FiveFactor::new().unwrap();
        for factor in Factor::ALL {
            let rows = TABLE.iter().filter(|row| row.factor == factor);
            let best = |row: &FactorRow| {
                let halves = row.below.iter().map(|&(_, halves)| halves);
                halves.chain([row.else_halves, row.absent, row.never, row.hidden]).max().unwrap()
            };
            assert_eq!(rows.map(best).sum::<i32>(), 11 * i32::from(factor.percent()), "{factor:?}");
        }
        assert_eq!(Factor::ALL.iter().map(|factor| factor.percent()).sum::<u8>(), 100);
        assert_eq!(strategy.card().data().characteristics.len(), TABLE.len());
        assert_eq!(strategy.card().data().range.highest(), 850);
    }
}
