//! Regimes: what a bureau shows of each kind of account.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::PolicyError;
use super::fields::Fields;
use crate::fingerprint::Fingerprint;
use crate::language::Language;
use crate::report::{AccountKind, AccountState, KindSet};
use crate::text::{UnknownWord, parse_word, quoted};

/// The part of an account that is shown: see the table in the [module's documentation](super).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// Everything.
    Full = 0,
    /// Only what went wrong, and no account at all without it.
    NegativeOnly = 1,
    /// Only the months paid as agreed, and no account at all without one: it may improve a picture, never worsen it.
    PositiveOnly = 2,
    /// Nothing.
    Hidden = 3,
}

impl Disclosure {
    /// The four of them, in the order of the table.
    pub const ALL: &'static [Disclosure] = &[Self::Full, Self::NegativeOnly, Self::PositiveOnly, Self::Hidden];

    /// The fields that it does not hide as a whole. Of the state, only `Full` shows all.
    #[must_use]
    pub const fn fields(self) -> Fields {
        match self {
            Self::Full => Fields::ALL,
            Self::NegativeOnly => Fields::STATE.union(Fields::PAST_DUE),
            Self::PositiveOnly => Fields::STATE,
            Self::Hidden => Fields::NONE,
        }
    }

    /// Whether it shows a state as it is, and not only whether the account is open.
    pub(crate) fn shows_state(self, state: AccountState) -> bool {
        match self {
            Self::Full => true,
            Self::NegativeOnly => state.is_adverse(),
            Self::PositiveOnly | Self::Hidden => false,
        }
    }

    /// Description for readers.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Full => ("in full", "全部"),
            Self::NegativeOnly => ("only what went wrong", "仅负面信息"),
            Self::PositiveOnly => ("only what went right", "仅正面信息"),
            Self::Hidden => ("hidden", "不展示"),
        };
        language.pick(english, chinese)
    }
}

impl fmt::Display for Disclosure {
    /// The word that regimes are written with: `negative_only`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl FromStr for Disclosure {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Disclosure, UnknownWord> {
        parse_word("Disclosure", text)
    }
}

/// A reporting regime: a [`Disclosure`] for each kind of account, and whether it shows inquiries and liabilities.
///
/// Five are given, as `&'static Regime`, so that a view may borrow one on the spot; others are built:
///
/// ```
/// use credit_bureau::policy::Disclosure;
/// use credit_bureau::report::KindSet;
/// use credit_bureau::{AccountKind, Regime};
/// let blind_to_inquiries = Regime::builder("renters")
///     .show(KindSet::POSITIVE, Disclosure::PositiveOnly)
///     .show(AccountKind::Collection, Disclosure::NegativeOnly)
///     .inquiries(false)
///     .build()?;
/// assert_eq!(blind_to_inquiries.disclosure(AccountKind::Rent), Disclosure::PositiveOnly);
/// assert_eq!(blind_to_inquiries.disclosure(AccountKind::CreditCard), Disclosure::Full);
/// # Ok::<(), credit_bureau::policy::PolicyError>(())
/// ```
///
/// In serde `{"name": …, "accounts": {"d1": "full", …}, "inquiries": true, "liabilities": true}`; every kind must be
/// named, so that none is shown by forgetting it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Regime {
    name: Cow<'static, str>,
    disclosures: [Disclosure; KINDS],
    inquiries: bool,
    liabilities: bool,
}

impl Regime {
    /// The names of the regimes that are given.
    pub const PRESET_NAMES: [&'static str; 5] =
        ["negative-only", "us-traditional", "pboc", "holistic", "holistic-positive-only"];

    /// A bureau that records only what went wrong, and neither inquiries nor liabilities.
    #[must_use]
    pub const fn negative_only() -> &'static Regime {
        &NEGATIVE_ONLY.regime
    }

    /// A US bureau as it has long been: credit in full, rent, prepaid cards and bills only when unpaid.
    #[must_use]
    pub const fn us_traditional() -> &'static Regime {
        &US_TRADITIONAL.regime
    }

    /// The central bank's bureau in China: credit and post-paid accounts, neither rent nor prepaid cards.
    #[must_use]
    pub const fn pboc() -> &'static Regime {
        &PBOC.regime
    }

    /// A bureau that records everything, good and bad.
    #[must_use]
    pub const fn holistic() -> &'static Regime {
        &HOLISTIC.regime
    }

    /// Credit in full; of rent, prepaid cards, utilities and telecom only what went right.
    #[must_use]
    pub const fn holistic_positive_only() -> &'static Regime {
        &HOLISTIC_POSITIVE_ONLY.regime
    }

    /// The given regime of that name.
    ///
    /// # Errors
    ///
    /// [`PolicyError::UnknownRegime`] if it is none of [`PRESET_NAMES`](Self::PRESET_NAMES).
    pub fn preset(name: &str) -> Result<&'static Regime, PolicyError> {
        let preset = Preset::named(name).ok_or_else(|| PolicyError::UnknownRegime { found: quoted(name) })?;
        Ok(&preset.regime)
    }

    /// Starts a regime that shows everything.
    #[must_use]
    pub fn builder(name: impl Into<String>) -> RegimeBuilder {
        let full = [Disclosure::Full; KINDS];
        let name = Cow::Owned(name.into());
        RegimeBuilder { regime: Regime { name, disclosures: full, inquiries: true, liabilities: true } }
    }

    /// Name of the regime; a preset's name always means the preset.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Title for readers, of a preset; the name of any other.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        Preset::named(&self.name).map_or(&*self.name, |preset| language.pick(preset.english, preset.chinese))
    }

    /// Describes in a sentence what the regime shows.
    #[must_use]
    pub fn describe(&self, language: Language) -> String {
        let mut parts = Vec::with_capacity(Disclosure::ALL.len());
        for &disclosure in Disclosure::ALL {
            let kinds: Vec<_> = self.kinds(disclosure).map(|kind| kind.text(language)).collect();
            if !kinds.is_empty() {
                let (comma, colon) = (language.pick(", ", "、"), language.pick(": ", "："));
                parts.push(format!("{}{colon}{}", disclosure.text(language), kinds.join(comma)));
            }
        }
        let mut text = parts.join(language.pick("; ", "；"));
        let (inquiries, liabilities) = (shown(self.inquiries, language), shown(self.liabilities, language));
        // Writing to a string cannot fail.
        let _ = match language {
            Language::English => write!(text, "; inquiries {inquiries}, liabilities {liabilities}"),
            Language::Chinese => write!(text, "；查询记录{inquiries}，相关还款责任{liabilities}"),
        };
        text
    }

    /// Disclosure of accounts of a kind.
    #[must_use]
    pub fn disclosure(&self, kind: AccountKind) -> Disclosure {
        // There is one for each kind, so the default is never taken; if it were, it would show nothing.
        self.disclosures.get(kind as usize).copied().unwrap_or(Disclosure::Hidden)
    }

    /// Whether it shows inquiries.
    #[must_use]
    pub const fn shows_inquiries(&self) -> bool {
        self.inquiries
    }

    /// Whether it shows liabilities for other people's debts.
    #[must_use]
    pub const fn shows_liabilities(&self) -> bool {
        self.liabilities
    }

    /// A number that two regimes share just if they show the same things, whatever their names: the same on every
    /// machine.
    ///
    /// FNV-1a in 64 bits over the text `regime 1` and a byte FF; then for each kind in order its tag, a byte FF, and its
    /// disclosure as a byte (0 full, 1 negative only, 2 positive only, 3 hidden); then a byte for inquiries and one for
    /// liabilities, 1 if shown.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let kinds = AccountKind::ALL.iter().zip(&self.disclosures);
        kinds
            .fold(Fingerprint::of("regime 1"), |print, (kind, &disclosure)| {
                print.text(kind.tag()).bytes(&[disclosure as u8])
            })
            .bytes(&[u8::from(self.inquiries), u8::from(self.liabilities)])
            .finish()
    }

    /// The kinds by their disclosure, as sets.
    pub(crate) fn disclosed_kinds(&self) -> DisclosedKinds {
        let [mut full, mut negative_only, mut positive_only] = [KindSet::NONE; 3];
        for (&kind, disclosure) in AccountKind::ALL.iter().zip(&self.disclosures) {
            match disclosure {
                Disclosure::Full => full = full | kind.into(),
                Disclosure::NegativeOnly => negative_only = negative_only | kind.into(),
                Disclosure::PositiveOnly => positive_only = positive_only | kind.into(),
                Disclosure::Hidden => {}
            }
        }
        let (inquiries, liabilities) = (self.inquiries, self.liabilities);
        DisclosedKinds { full, negative_only, positive_only, inquiries, liabilities }
    }

    fn kinds(&self, disclosure: Disclosure) -> impl Iterator<Item = AccountKind> {
        AccountKind::ALL.iter().copied().filter(move |&kind| self.disclosure(kind) == disclosure)
    }
}

/// A regime as sets of kinds by their disclosure; hidden kinds are in none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DisclosedKinds {
    pub(crate) full: KindSet,
    pub(crate) negative_only: KindSet,
    pub(crate) positive_only: KindSet,
    pub(crate) inquiries: bool,
    pub(crate) liabilities: bool,
}

impl DisclosedKinds {
    /// Whether the regime shows everything.
    pub(crate) fn is_everything(&self) -> bool {
        self.full == KindSet::ALL && self.inquiries && self.liabilities
    }
}

/// Builds a [`Regime`]: everything is shown that is not said otherwise, and what is said last holds.
#[derive(Debug, Clone)]
pub struct RegimeBuilder {
    regime: Regime,
}

impl RegimeBuilder {
    /// Sets the disclosure of accounts of one kind, or of several.
    #[must_use]
    pub fn show(mut self, kinds: impl Into<KindSet>, disclosure: Disclosure) -> Self {
        let kinds = kinds.into();
        for (&kind, slot) in AccountKind::ALL.iter().zip(&mut self.regime.disclosures) {
            if kinds.contains(kind) {
                *slot = disclosure;
            }
        }
        self
    }

    /// Whether to show inquiries.
    #[must_use]
    pub fn inquiries(mut self, shown: bool) -> Self {
        self.regime.inquiries = shown;
        self
    }

    /// Whether to show liabilities for other people's debts.
    #[must_use]
    pub fn liabilities(mut self, shown: bool) -> Self {
        self.regime.liabilities = shown;
        self
    }

    /// Checks the regime and builds it.
    ///
    /// # Errors
    ///
    /// [`PolicyError::PositiveOnly`] on a kind that is not positive history, [`PolicyError::Name`] for a name that is
    /// empty, longer than 64 characters or has control characters, [`PolicyError::PresetName`] for a preset's name on
    /// another regime.
    pub fn build(self) -> Result<Regime, PolicyError> {
        let regime = self.regime;
        let length = regime.name.chars().take(NAME_CHARS_MAX.saturating_add(1)).count();
        if length == 0 || length > NAME_CHARS_MAX || regime.name.chars().any(char::is_control) {
            return Err(PolicyError::Name { found: quoted(&regime.name) });
        }
        if let Some(kind) = regime.kinds(Disclosure::PositiveOnly).find(|kind| !kind.is_positive()) {
            return Err(PolicyError::PositiveOnly { kind });
        }
        match Preset::named(&regime.name) {
            Some(preset) if preset.regime != regime => Err(PolicyError::PresetName { name: preset.name }),
            _ => Ok(regime),
        }
    }
}

/// The serde form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'a> {
    name: Cow<'a, str>,
    accounts: BTreeMap<Cow<'a, str>, Disclosure>,
    inquiries: bool,
    liabilities: bool,
}

impl Serialize for Regime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let accounts = AccountKind::ALL.iter().map(|kind| (kind.tag().into(), self.disclosure(*kind))).collect();
        let (name, inquiries, liabilities) = (Cow::Borrowed(self.name()), self.inquiries, self.liabilities);
        Document { name, accounts, inquiries, liabilities }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Regime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Regime, D::Error> {
        use serde::de::Error;

        let Document { name, accounts, inquiries, liabilities } = Document::deserialize(deserializer)?;
        let mut builder = Regime::builder(&*name).inquiries(inquiries).liabilities(liabilities);
        let mut named = KindSet::NONE;
        for (tag, disclosure) in accounts {
            let kind: AccountKind = tag.parse().map_err(D::Error::custom)?;
            // A kind has two spellings, under which a document could contradict itself.
            if named.contains(kind) {
                return Err(D::Error::custom(PolicyError::KindTwice { name: quoted(&name), kind }));
            }
            builder = builder.show(kind, disclosure);
            named = named | kind.into();
        }
        if let Some(kind) = KindSet::ALL.without(named).iter().next() {
            return Err(D::Error::custom(PolicyError::KindMissing { name: quoted(&name), kind }));
        }
        builder.build().map_err(D::Error::custom)
    }
}

/// A regime that is given: a row of the table.
struct Preset {
    name: &'static str,
    english: &'static str,
    chinese: &'static str,
    regime: Regime,
}

impl Preset {
    const fn new(name: &'static str, [english, chinese]: [&'static str; 2], shows: Shows) -> Preset {
        let Shows { credit, collection, unrecorded, post_paid, others } = shows;
        let disclosures =
            [credit, credit, credit, credit, credit, collection, unrecorded, unrecorded, post_paid, post_paid];
        let regime = Regime { name: Cow::Borrowed(name), disclosures, inquiries: others, liabilities: others };
        Preset { name, english, chinese, regime }
    }

    fn named(name: &str) -> Option<&'static Preset> {
        PRESETS.iter().copied().find(|preset| preset.name == name)
    }
}

/// The disclosures of a preset, a field for each group of kinds that every preset treats alike.
struct Shows {
    /// D1, R4, R1, R2, R3.
    credit: Disclosure,
    /// C1.
    collection: Disclosure,
    /// Rent, prepaid card.
    unrecorded: Disclosure,
    /// Utility, telecom.
    post_paid: Disclosure,
    /// Inquiries and liabilities.
    others: bool,
}

const fn shown(shown: bool, language: Language) -> &'static str {
    if shown { language.pick("shown", "展示") } else { language.pick("hidden", "不展示") }
}

const KINDS: usize = AccountKind::ALL.len();
const NAME_CHARS_MAX: usize = 64;

static NEGATIVE_ONLY: Preset = Preset::new(
    "negative-only",
    ["only what went wrong", "只记录负面信息"],
    Shows {
        credit: Disclosure::NegativeOnly,
        collection: Disclosure::Full,
        unrecorded: Disclosure::NegativeOnly,
        post_paid: Disclosure::NegativeOnly,
        others: false,
    },
);
static US_TRADITIONAL: Preset = Preset::new(
    "us-traditional",
    ["credit in full, rent and bills only when unpaid", "信贷全部记录，房租和账单只记欠费"],
    Shows {
        credit: Disclosure::Full,
        collection: Disclosure::Full,
        unrecorded: Disclosure::NegativeOnly,
        post_paid: Disclosure::NegativeOnly,
        others: true,
    },
);
static PBOC: Preset = Preset::new(
    "pboc",
    ["credit and bills in full, no rent, no prepaid cards", "信贷与后付费全部记录，不含房租和预付卡"],
    Shows {
        credit: Disclosure::Full,
        collection: Disclosure::Full,
        unrecorded: Disclosure::Hidden,
        post_paid: Disclosure::Full,
        others: true,
    },
);
static HOLISTIC: Preset = Preset::new(
    "holistic",
    ["everything, good and bad", "全部记录，正面与负面"],
    Shows {
        credit: Disclosure::Full,
        collection: Disclosure::Full,
        unrecorded: Disclosure::Full,
        post_paid: Disclosure::Full,
        others: true,
    },
);
static HOLISTIC_POSITIVE_ONLY: Preset = Preset::new(
    "holistic-positive-only",
    ["credit in full, rent and bills only when paid on time", "信贷全部记录，房租和账单只记按时支付"],
    Shows {
        credit: Disclosure::Full,
        collection: Disclosure::Full,
        unrecorded: Disclosure::PositiveOnly,
        post_paid: Disclosure::PositiveOnly,
        others: true,
    },
);

static PRESETS: [&Preset; 5] = [&NEGATIVE_ONLY, &US_TRADITIONAL, &PBOC, &HOLISTIC, &HOLISTIC_POSITIVE_ONLY];

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of presets, a column a group of kinds: credit, C1, rent and prepaid, utility and telecom.
    #[test]
    fn the_presets_are_those_of_the_table() {
        use Disclosure::{Full, Hidden, NegativeOnly, PositiveOnly};
        let groups = [
            KindSet::CREDIT,
            AccountKind::Collection.into(),
            KindSet::POSITIVE.without(KindSet::POST_PAID),
            KindSet::POST_PAID,
        ];
        for (regime, name, disclosures, others) in [
            (Regime::negative_only(), "negative-only", [NegativeOnly, Full, NegativeOnly, NegativeOnly], false),
            (Regime::us_traditional(), "us-traditional", [Full, Full, NegativeOnly, NegativeOnly], true),
            (Regime::pboc(), "pboc", [Full, Full, Hidden, Full], true),
            (Regime::holistic(), "holistic", [Full; 4], true),
            (
                Regime::holistic_positive_only(),
                "holistic-positive-only",
                [Full, Full, PositiveOnly, PositiveOnly],
                true,
            ),
        ] {
            assert_eq!((regime.name(), Regime::preset(name)), (name, Ok(regime)));
            assert!(Regime::PRESET_NAMES.contains(&name));
            assert_eq!((regime.shows_inquiries(), regime.shows_liabilities()), (others, others), "{name}");
            for (group, disclosure) in groups.into_iter().zip(disclosures) {
                for kind in group.iter() {
                    assert_eq!(regime.disclosure(kind), disclosure, "{name} {kind:?}");
                }
            }
        }
    }

    #[test]
    fn a_disclosure_reads_back_as_it_is_shown() {
        for &disclosure in Disclosure::ALL {
            assert_eq!(disclosure.to_string().parse(), Ok(disclosure));
        }
        let message = "some".parse::<Disclosure>().unwrap_err().to_string();
        assert_eq!(message, "`some` is not a disclosure: expected one of full negative_only positive_only hidden");
    }

    #[test]
    fn a_regime_describes_itself() {
        for (regime, title, english, chinese) in [
            (
                Regime::pboc(),
                "credit and bills in full, no rent, no prepaid cards",
                "in full: loan, loan under a credit line, revolving loan, credit card, quasi-credit card, \
                 debt in collection, utility, telecom; hidden: rent, prepaid card; inquiries shown, liabilities shown",
                "全部：非循环贷、循环额度下分账户、循环贷、贷记卡、准贷记卡、被追偿、公用事业、电信；\
                 不展示：房租、预付卡；查询记录展示，相关还款责任展示",
            ),
            (
                &Regime::builder("mine").show(KindSet::ALL, Disclosure::NegativeOnly).inquiries(false).build().unwrap(),
                "mine",
                "only what went wrong: loan, loan under a credit line, revolving loan, credit card, quasi-credit card, \
                 debt in collection, rent, prepaid card, utility, telecom; inquiries hidden, liabilities shown",
                "仅负面信息：非循环贷、循环额度下分账户、循环贷、贷记卡、准贷记卡、被追偿、房租、预付卡、公用事业、电信；\
                 查询记录不展示，相关还款责任展示",
            ),
        ] {
            assert_eq!(regime.title(Language::English), title);
            assert_eq!(regime.describe(Language::English), english);
            assert_eq!(regime.describe(Language::Chinese), chinese);
        }
        assert_eq!(Regime::negative_only().title(Language::Chinese), "只记录负面信息");
    }

    #[test]
    fn what_is_no_regime_is_refused() {
        let refused = |builder: RegimeBuilder| builder.build().unwrap_err().to_string();
        let name = "cannot name a regime: expected 1 to 64 characters, none a control character";
        assert_eq!(refused(Regime::builder("")), format!("`` {name}"));
        assert_eq!(refused(Regime::builder("a\nb")), format!("`a\\nb` {name}"));
        assert_eq!(refused(Regime::builder("信".repeat(65))), format!("`{}…` {name}", "信".repeat(40)));
        assert!(Regime::builder("信".repeat(64)).build().is_ok());
        assert_eq!(
            refused(Regime::builder("mine").show(KindSet::CARDS | KindSet::POSITIVE, Disclosure::PositiveOnly)),
            "positive only is not for a credit card: expected rent, prepaid card, utility or telecom"
        );
        assert_eq!(
            refused(Regime::builder("holistic").inquiries(false)),
            "`holistic` is the name of a preset that shows other things: expected another name"
        );
        assert_eq!(Regime::builder("holistic").build().as_ref(), Ok(Regime::holistic()));
        assert_eq!(
            Regime::preset("Holistic").unwrap_err().to_string(),
            "`Holistic` is not a regime: expected one of negative-only, us-traditional, pboc, holistic, \
             holistic-positive-only"
        );
    }

    #[test]
    fn what_was_said_last_holds() {
        let regime = Regime::builder("mine")
            .show(KindSet::ALL, Disclosure::Hidden)
            .show(AccountKind::Rent, Disclosure::Full)
            .liabilities(false)
            .build()
            .unwrap();
        let shown: Vec<_> = regime.kinds(Disclosure::Full).collect();
        assert_eq!(shown, [AccountKind::Rent]);
        assert!(regime.shows_inquiries() && !regime.shows_liabilities());
    }

    #[test]
    fn a_document_names_every_kind_and_nothing_else() {
        type Change<'a> = &'a dyn Fn(&mut serde_json::Value);

        let whole = serde_json::to_value(Regime::us_traditional()).unwrap();
        assert_eq!(whole["accounts"]["rent"], "negative_only");
        assert_eq!(whole["inquiries"], true);
        let refused = |change: Change<'_>| {
            let mut document = whole.clone();
            change(&mut document);
            serde_json::from_value::<Regime>(document).unwrap_err().to_string()
        };
        let cases: [(Change<'_>, &str); 7] = [
            (
                &|document| drop(document["accounts"].as_object_mut().unwrap().remove("r2")),
                "the regime `us-traditional` does not say what it shows of `r2`: expected a word for each kind",
            ),
            (
                &|document| document["accounts"]["r9"] = "full".into(),
                "`r9` is not an account kind: expected one of d1 r4 r1 r2 r3 c1 rent prepaid utility telecom",
            ),
            (
                &|document| document["accounts"]["credit_card"] = "full".into(),
                "the regime `us-traditional` says twice what it shows of `r2`: expected a word for each kind",
            ),
            (&|document| document["accounts"]["d1"] = "positive_only".into(), "positive only is not for a loan: "),
            (&|document| document["accounts"]["d1"] = "hidden".into(), "`us-traditional` is the name of a preset "),
            (&|document| document["accounts"]["d1"] = "some".into(), "unknown variant `some`"),
            (&|document| document["notes"] = true.into(), "unknown field `notes`"),
        ];
        for (change, message) in cases {
            let error = refused(change);
            assert!(error.starts_with(message), "{error}");
        }
    }

    /// The numbers were computed by another program from the description of [`Regime::fingerprint`].
    #[test]
    fn fingerprints_stay_what_they_are() {
        let prints = PRESETS.map(|preset| preset.regime.fingerprint());
        assert_eq!(
            prints,
            [
                0xEC08_CC13_6153_906D,
                0x2837_1792_A7F2_8166,
                0x352D_3C3A_DBA2_1150,
                0x6D6D_AA25_6D03_8B1A,
                0xE074_9689_DDD5_4F16,
            ]
        );
        let renamed = Regime::builder("everything").build().unwrap();
        assert_eq!(renamed.fingerprint(), Regime::holistic().fingerprint());
    }
}
