//! Definitions: one walk over the grammar, with the words of either language.

use super::vocabulary::{self as say, Pair, Sort};
use crate::attributes::row::{
    Across, Derived, Filter, Measure, MonthTest, Operation, OverAccounts, OverInquiries, OverLiabilities, OverMonths,
    SeveritySet, Within, WithinMonth, word,
};
use crate::history::Severity;
use crate::language::Language;
use crate::month::Window;
use crate::record::{FIRST_CHINESE, Gloss};
use crate::report::{InquiryReason, KindSet};

/// Builds phrases in one language.
#[derive(Clone, Copy)]
pub(super) struct Phrases(pub(super) Language);

impl Phrases {
    pub(super) fn measure(self, row: &Measure) -> String {
        match row {
            Measure::Accounts(row) => self.accounts(row, Some(row.window)),
            Measure::Months(row) => self.months(row, Some(row.window)),
            Measure::Inquiries(row) => self.inquiries(row, Some(row.window)),
            Measure::Liabilities(row) => self.liabilities(row),
            Measure::Derived(row) => self.derived(row),
        }
    }

    /// The phrase of a measure over accounts; without its window if `window` is `None`.
    fn accounts(self, row: &OverAccounts, window: Option<Window>) -> String {
        let which = self.which(&row.filter);
        let of = self.within(row.of, window);
        let reduced = self.pick(say::reduced(row.across, row.of));
        let template = say::over_accounts(row.across, say::sort(row.of));
        let phrase = self.fill(template, &[("which", &which), ("of", &of), ("reduced", reduced)]);
        self.windowed(phrase, window.filter(|_| has_window(row.of)))
    }

    fn within(self, of: Within, window: Option<Window>) -> String {
        let test = match of {
            Within::Count(test) | Within::Any(test) | Within::Never(test) | Within::LongestRun(test) => self.test(test),
            Within::MonthsSince(test) | Within::LatestIs(test) => self.test(test),
            Within::Account | Within::Worst | Within::Latest | Within::Value(_) | Within::AtLeastZero(_) => {
                String::new()
            }
        };
        let value = match of {
            Within::Value(value) | Within::AtLeastZero(value) => self.pick(say::value(value)),
            _ => "",
        };
        let when = self.when(window);
        self.fill(say::within(of), &[("test", &test), ("value", value), ("when", &when)])
    }

    fn months(self, row: &OverMonths, window: Option<Window>) -> String {
        let which = self.which(&row.filter);
        let (test, against, truth) = match row.of {
            WithinMonth::Any(test) | WithinMonth::None(test) => (self.test(test), String::new(), true),
            WithinMonth::AnyAndNone(test, against) => (self.test(test), self.test(against), true),
            WithinMonth::Accounts(test) => (self.test(test), String::new(), false),
            WithinMonth::Overdue | WithinMonth::Worst => (String::new(), String::new(), false),
        };
        let template = say::within_month(row.of);
        let of = self.fill(template, &[("which", &which), ("test", &test), ("against", &against)]);
        let phrase = self.fill(say::over_months(row.across, truth), &[("of", &of), ("when", &self.when(window))]);
        self.windowed(phrase, window)
    }

    fn inquiries(self, row: &OverInquiries, window: Option<Window>) -> String {
        let of = self.sort_of_inquiries(&row.reasons);
        let phrase = self.fill(say::over_inquiries(row.across), &[("of", &of), ("when", &self.when(window))]);
        let phrase = self.windowed(phrase, window);
        match row.excluding_days {
            0 => phrase,
            days => phrase + &self.fill(say::WITHOUT_DAYS, &[("days", &days.to_string())]),
        }
    }

    fn sort_of_inquiries(self, reasons: &[InquiryReason]) -> String {
        let all_of =
            |which: IsOfSort| InquiryReason::ALL.iter().all(|reason| which(*reason) == reasons.contains(reason));
        let sorts: [(IsOfSort, Pair); 3] = [
            (InquiryReason::is_hard, say::HARD_INQUIRIES),
            (InquiryReason::is_shopping, say::SHOPPING_INQUIRIES),
            (InquiryReason::is_review, say::REVIEW_INQUIRIES),
        ];
        match sorts.into_iter().find(|(which, _)| all_of(*which)) {
            Some((_, name)) => self.pick(name).to_owned(),
            None => self.fill(say::INQUIRIES_FOR, &[("words", &self.words(reasons))]),
        }
    }

    fn liabilities(self, row: &OverLiabilities) -> String {
        self.fill(say::over_liabilities(row.sum), &[("words", &self.words(&row.roles))])
    }

    fn derived(self, row: &Derived) -> String {
        let operands = |template| {
            let (left, right) = (self.operand(&row.left), self.operand(&row.right));
            self.fill(template, &[("left", &left), ("right", &right)])
        };
        match row.operation {
            Operation::Ratio => self.ratio_of_same(row).unwrap_or_else(|| operands(say::RATIO)),
            Operation::Difference => {
                self.of_two_windows(row, say::DIFFERENCE_OF).unwrap_or_else(|| operands(say::DIFFERENCE))
            }
            Operation::Change => self.of_two_windows(row, say::CHANGE_OF).unwrap_or_else(|| operands(say::CHANGE)),
            Operation::Greater => operands(say::GREATER),
            Operation::Smaller => operands(say::SMALLER),
        }
    }

    /// The phrase of a ratio whose sides look at the same accounts, which are named once: two sums, or a share of
    /// accounts.
    fn ratio_of_same(self, row: &Derived) -> Option<String> {
        let (Measure::Accounts(left), Measure::Accounts(right)) = (&row.left, &row.right) else { return None };
        let adds = |across| matches!(across, Across::Sum | Across::Count);
        if left.filter != right.filter || !adds(left.across) || !adds(right.across) {
            return None;
        }
        let which = self.which(&left.filter);
        let is_sum = |row: &OverAccounts| {
            row.across == Across::Sum && matches!(row.of, Within::Value(_) | Within::AtLeastZero(_))
        };
        if is_sum(left) && is_sum(right) {
            let (left, right) = (self.within(left.of, None), self.within(right.of, None));
            return Some(self.fill(say::RATIO_OVER, &[("left", &left), ("right", &right), ("which", &which)]));
        }
        (say::sort(left.of) == Sort::Truth && right.of == Within::Account).then(|| {
            let of = self.within(left.of, Some(left.window));
            let share = self.fill(say::SHARE, &[("which", &which), ("of", &of)]);
            self.windowed(share, Some(left.window))
        })
    }

    /// The phrase of one measure in two windows, which is named once.
    fn of_two_windows(self, row: &Derived, template: Pair) -> Option<String> {
        let (of, left, right) = match (&row.left, &row.right) {
            (Measure::Accounts(left), Measure::Accounts(right))
                if has_window(left.of) && *left == (OverAccounts { window: left.window, ..right.clone() }) =>
            {
                (self.accounts(left, None), left.window, right.window)
            }
            (Measure::Months(left), Measure::Months(right))
                if *left == (OverMonths { window: left.window, ..right.clone() }) =>
            {
                (self.months(left, None), left.window, right.window)
            }
            (Measure::Inquiries(left), Measure::Inquiries(right))
                if *left == (OverInquiries { window: left.window, ..right.clone() }) =>
            {
                (self.inquiries(left, None), left.window, right.window)
            }
            _ => return None,
        };
        let (left, right) = (self.when(Some(left)), self.when(Some(right)));
        Some(self.fill(template, &[("of", &of), ("left", &left), ("right", &right)]))
    }

    /// The phrase of one side of an operation: in parentheses, except a plain number of accounts, which contains no
    /// comma or sign.
    fn operand(self, row: &Measure) -> String {
        let phrase = self.measure(row);
        match row {
            Measure::Accounts(OverAccounts {
                across: Across::Count | Across::Sum | Across::DistinctFurnishers,
                of: Within::Account,
                ..
            }) => phrase,
            _ => self.fill(say::OPERAND, &[("of", &phrase)]),
        }
    }

    /// The noun phrase of a filter: "open credit accounts with a limit".
    fn which(self, filter: &Filter) -> String {
        let parts_of = match filter {
            Filter::All(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let (mut kinds, mut open, mut conditions) = (None, None, Vec::new());
        for part in parts_of {
            match part {
                Filter::Kinds(set) if kinds.is_none() => kinds = Some(*set),
                Filter::Open if open.is_none() => open = Some(say::OPEN_ACCOUNTS),
                Filter::Closed if open.is_none() => open = Some(say::CLOSED_ACCOUNTS),
                other => conditions.push(self.condition(other)),
            }
        }
        let mut kinds = self.kinds(kinds.unwrap_or(KindSet::ALL));
        if let Some(template) = open {
            kinds = self.fill(template, &[("kinds", &kinds)]);
        }
        if conditions.is_empty() {
            return kinds;
        }
        let conditions = conditions.join(self.pick(say::AND));
        self.fill(say::ACCOUNTS_WHERE, &[("kinds", &kinds), ("conditions", &conditions)])
    }

    fn kinds(self, kinds: KindSet) -> String {
        if let Some((_, name)) = say::KINDS.into_iter().find(|(set, _)| *set == kinds) {
            return self.pick(name).to_owned();
        }
        let names: Vec<_> = kinds.iter().map(|kind| kind.text(self.0)).collect();
        let separator = self.pick((", ", "、"));
        // Some of the Chinese names already end in the noun that the template adds.
        let words = names.join(separator);
        self.fill(say::OF_KINDS, &[("words", words.trim_end_matches("账户"))])
    }

    fn condition(self, filter: &Filter) -> String {
        let (name, text) = match filter {
            Filter::Kinds(kinds) => ("kinds", self.kinds(*kinds)),
            Filter::OpenedWithin(number) | Filter::ReportedWithin(number) | Filter::UsedAtLeastPercent(number) => {
                ("number", number.to_string())
            }
            Filter::Above(value) => ("value", self.pick(say::value(*value)).to_owned()),
            Filter::Business(kinds) => ("words", self.words(kinds)),
            Filter::Guarantee(kinds) => ("words", self.words(kinds)),
            Filter::FurnisherType(kinds) => ("words", self.words(kinds)),
            Filter::Role(roles) => ("words", self.words(roles)),
            Filter::State(states) => ("words", self.words(states)),
            Filter::LastMonth(set) => ("severities", self.severities(*set)),
            Filter::Not(part) => ("operand", self.fill(say::OPERAND, &[("of", &self.condition(part))])),
            Filter::All(parts) if !parts.is_empty() => return self.joined(parts, say::AND),
            Filter::Any(parts) if !parts.is_empty() => return self.joined(parts, say::OR),
            Filter::Open | Filter::Closed | Filter::StateKnown | Filter::All(_) | Filter::Any(_) => ("", String::new()),
        };
        self.fill(say::condition(filter), &[(name, &text)])
    }

    fn joined(self, parts: &[Filter], by: Pair) -> String {
        match parts {
            [one] => self.condition(one),
            parts => {
                let parts: Vec<_> = parts.iter().map(|part| self.condition(part)).collect();
                self.fill(say::OPERAND, &[("of", &parts.join(self.pick(by)))])
            }
        }
    }

    fn test(self, test: MonthTest) -> String {
        let (name, text) = match test {
            MonthTest::Late(bucket) => ("severity", self.severity(bucket.severity()).to_owned()),
            MonthTest::Severities(set) => ("severities", self.severities(set)),
            MonthTest::OnTime | MonthTest::Reported | MonthTest::NothingDue => ("", String::new()),
        };
        self.fill(say::test(test), &[(name, &text)])
    }

    fn severities(self, set: SeveritySet) -> String {
        let all: Vec<_> = set.iter().collect();
        let Some(&mildest) = all.first() else { return self.pick(say::NO_SEVERITY).to_owned() };
        let quoted = |template, severity| self.fill(template, &[("severity", self.severity(severity))]);
        let and_worse = Severity::ALL.iter().filter(|&&severity| severity >= mildest);
        if all.len() > 1 && and_worse.eq(&all) {
            return quoted(say::SEVERITY_OR_WORSE, mildest);
        }
        let each: Vec<_> = all.into_iter().map(|severity| quoted(say::SEVERITY, severity)).collect();
        each.join(self.pick(say::OR))
    }

    fn severity(self, severity: Severity) -> &'static str {
        self.pick((severity.text(), severity.text_zh()))
    }

    /// A list of report terms: in English as files spell them, in Chinese as their glosses do.
    fn words<T: Gloss + Copy + std::fmt::Debug>(self, words: &[T]) -> String {
        let say = |&one: &T| match self.0 {
            Language::English => word(one).replace('_', " "),
            Language::Chinese => chinese_term(one).map_or_else(|| word(one), str::to_owned),
        };
        words.iter().map(say).collect::<Vec<_>>().join(self.pick((", ", "、")))
    }

    fn windowed(self, phrase: String, window: Option<Window>) -> String {
        match window {
            Some(_) => self.fill(say::WINDOWED, &[("of", &phrase), ("when", &self.when(window))]),
            None => phrase,
        }
    }

    /// The phrase of a window: "last 24 months"; empty where the window is named elsewhere.
    fn when(self, window: Option<Window>) -> String {
        let Some(window) = window else { return String::new() };
        match (self.0, window.newest(), window.oldest()) {
            (Language::English, ..) => window.to_string(),
            (Language::Chinese, 0, 0) => "当月".to_owned(),
            (Language::Chinese, 0, _) => format!("近{}个月", window.len()),
            (Language::Chinese, newest, oldest) if newest == oldest => format!("{newest}个月前当月"),
            (Language::Chinese, newest, oldest) => format!("{newest}至{oldest}个月前"),
        }
    }

    const fn pick(self, (english, chinese): Pair) -> &'static str {
        self.0.pick(english, chinese)
    }

    /// The template in this language with its places filled; no filling contains braces.
    fn fill(self, template: Pair, places: &[(&str, &str)]) -> String {
        let template = self.pick(template).to_owned();
        places.iter().fold(template, |text, (name, filling)| text.replace(&format!("{{{name}}}"), filling))
    }
}

/// Whether an inquiry for a reason is of some sort.
type IsOfSort = fn(InquiryReason) -> bool;

/// Whether the number is read over months: the account itself and its values are not.
const fn has_window(of: Within) -> bool {
    !matches!(of, Within::Account | Within::Value(_) | Within::AtLeastZero(_))
}

/// The Chinese term in a gloss, without the explanation after it.
fn chinese_term(word: impl Gloss) -> Option<&'static str> {
    let gloss = word.gloss();
    let start = gloss.find(|c: char| c >= FIRST_CHINESE)?;
    gloss.get(start..)?.split(':').next()
}
