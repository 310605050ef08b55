//! Catalogues: lists of named attributes, the standard one or one with a user's own rows.

mod entry;
mod line;
mod measures;
mod reason;
mod table;

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::entry::Entry;
pub use self::reason::AdverseActionReason;
pub(crate) use self::reason::CodePair;
use super::plan::{Plan, Rows};
use super::row::{Attribute, AttributeError, Family, Reading};
use crate::language::Language;

/// A list of attributes with unique names, each with a family and, in the standard catalogue, a short title.
///
/// A [`title`](Self::title) labels a line on a page; a [`definition`](Attribute::definition) says exactly what is
/// computed:
///
/// ```
/// use credit_bureau::Language;
/// use credit_bureau::attributes::Catalogue;
/// let (catalogue, english) = (Catalogue::standard(), Language::English);
/// let row = catalogue.find("card_utilisation")?;
/// assert_eq!(catalogue.title("card_utilisation", english), Some("card utilisation"));
/// assert_eq!(row.definition(english), "used (at least 0) ÷ limit, over open cards with a limit");
/// assert_eq!(catalogue.title("card_utilisation", Language::Chinese), Some("信用卡使用率"));
/// # Ok::<(), credit_bureau::attributes::AttributeError>(())
/// ```
///
/// In serde, a list of rows; a list that is read back becomes a catalogue of a user's own rows, without titles.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    version: String,
    rows: Arc<Rows>,
    entries: Vec<Entry>,
}

impl Catalogue {
    /// The standard catalogue.
    #[must_use]
    pub fn standard() -> &'static Catalogue {
        &STANDARD
    }

    /// Makes a catalogue of a user's own rows. Its version is `own-` and the fingerprint of their plan.
    ///
    /// # Errors
    ///
    /// As [`Plan::new`].
    pub fn from_rows(rows: Vec<Attribute>) -> Result<Catalogue, AttributeError> {
        let entries = vec![Entry::OWN; rows.len()];
        let plan = Plan::new(rows)?;
        Ok(Catalogue { version: plan.catalogue_version().to_owned(), rows: plan.rows, entries })
    }

    /// Appends a user's own rows. The new version is this catalogue's, a `+` and the fingerprint of those rows' plan.
    ///
    /// # Errors
    ///
    /// As [`from_rows`](Self::from_rows); also if a row repeats a name of this catalogue.
    pub fn extended_with(&self, rows: Vec<Attribute>) -> Result<Catalogue, AttributeError> {
        let version = format!("{}+{:016x}", self.version, Plan::new(&rows)?.fingerprint());
        let mut entries = self.entries.clone();
        entries.resize(entries.len().saturating_add(rows.len()), Entry::OWN);
        let rows = self.rows.rows.iter().cloned().chain(rows).collect();
        Ok(Catalogue { version, rows: Arc::new(Rows::new(rows)?), entries })
    }

    /// The attribute with this name, or `None`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Attribute> {
        self.rows.place(name).and_then(|place| self.rows.rows.get(place))
    }

    /// The attribute with this name, or an error that suggests the most similar name.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Unknown`], with the most similar name if there is a similar one.
    pub fn find(&self, name: &str) -> Result<&Attribute, AttributeError> {
        self.get(name).ok_or_else(|| AttributeError::unknown(name, self.iter().map(|row| row.name.as_str())))
    }

    /// The attributes, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Attribute> {
        self.rows.rows.iter()
    }

    /// The attributes with their families, in order.
    pub fn families(&self) -> impl Iterator<Item = (Family, &Attribute)> {
        self.entries.iter().map(|entry| entry.family).zip(self.iter())
    }

    /// The short title of an attribute, for pages that people read.
    ///
    /// `None` for a name that is not in the catalogue, and for a user's own row: a page then shows the row's
    /// [`definition`](Attribute::definition) or its name.
    ///
    /// ```
    /// use credit_bureau::Language;
    /// use credit_bureau::attributes::Catalogue;
    /// let title = |language| Catalogue::standard().title("late_months_2_24", language);
    /// assert_eq!(title(Language::English), Some("months 31+ days late, last 24 months"));
    /// assert_eq!(title(Language::Chinese), Some("近24个月逾期31天以上的月数"));
    /// ```
    #[must_use]
    pub fn title(&self, name: &str, language: Language) -> Option<&str> {
        self.entry(name)?.title.as_ref().map(|title| title.text(language))
    }

    /// The reason codes for a loss of points on this reading of an attribute; `None` for a row that states none.
    pub(crate) fn reason_codes(&self, name: &str, reading: Reading) -> Option<CodePair> {
        self.entry(name)?.codes.map(|codes| codes.of(reading))
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.rows.place(name).and_then(|place| self.entries.get(place))
    }

    /// The number of attributes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.rows.len()
    }

    /// Whether the catalogue has no attribute.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.rows.is_empty()
    }

    /// The version of the catalogue. The rows of a version of the standard catalogue never change.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Compiles all attributes of the catalogue.
    #[must_use]
    pub fn plan(&self) -> Plan {
        Plan::compile(Arc::clone(&self.rows), Some(&self.version))
    }
}

impl Plan {
    /// Compiles rows into a plan.
    ///
    /// The rows form a catalogue of their own, with the version that
    /// [`Catalogue::from_rows`](crate::attributes::Catalogue::from_rows) gives them, whatever catalogue they were taken
    /// from.
    ///
    /// # Errors
    ///
    /// The error of [`Attribute::validate`] for a row that breaks a rule; [`AttributeError::Duplicate`] for two rows
    /// with the same name; [`AttributeError::Redefined`] for a row with the name of one of the standard catalogue and
    /// another measure.
    pub fn new<A: Into<Attribute>>(rows: impl IntoIterator<Item = A>) -> Result<Plan, AttributeError> {
        let rows = Rows::new(rows.into_iter().map(Into::into).collect())?;
        let redefines = |row: &&Attribute| Catalogue::standard().get(&row.name).is_some_and(|ours| !ours.means_as(row));
        if let Some(row) = rows.rows.iter().find(redefines) {
            return Err(AttributeError::Redefined { name: row.name.clone() });
        }
        Ok(Self::compile(Arc::new(rows), None))
    }

    /// The plan of the standard catalogue, compiled on first use.
    #[must_use]
    pub fn standard() -> &'static Plan {
        &STANDARD_PLAN
    }
}

impl Serialize for Catalogue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.rows.rows.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Catalogue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Catalogue::from_rows(Vec::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

static STANDARD: LazyLock<Catalogue> = LazyLock::new(|| {
    let (entries, rows) = table::rows().into_iter().unzip();
    // The default, an empty catalogue, is never taken: a test compiles every row of the table.
    let rows = Rows::new(rows).unwrap_or_default();
    Catalogue { version: VERSION.to_owned(), rows: Arc::new(rows), entries }
});

static STANDARD_PLAN: LazyLock<Plan> = LazyLock::new(|| Catalogue::standard().plan());

const VERSION: &str = "2";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_compiles_and_the_catalogue_holds_them_all() {
        let rows: Vec<_> = table::rows().into_iter().map(|(_, row)| row).collect();
        let plan = Plan::new(&rows).unwrap();
        assert_eq!(plan.rows(), rows);
        assert_eq!(Catalogue::standard().len(), rows.len());
    }

    /// The last number in a name is its window, unless the name says otherwise.
    #[test]
    fn every_window_is_what_the_name_says() {
        for row in Catalogue::standard().iter() {
            let measure = row.measure.to_string();
            if row.name.ends_with("_change") {
                let (this, last) =
                    if row.name.starts_with("hard") { ("0–5", "6–11") } else { ("0–11", "12–23") };
                assert!(measure.contains(&format!("in {this},")) && measure.contains(&format!("in {last})")), "{row}");
                continue;
            }
            let last_word = row.name.rsplit('_').next().unwrap().parse::<u16>();
            let of_window = !row.name.contains("ever_late") && !row.name.contains("since_late");
            match last_word.ok().filter(|_| of_window) {
                Some(months) if row.name.starts_with("accounts_opened") => {
                    assert!(measure.contains(&format!("opened_within({months})")), "{row}");
                }
                Some(months) => assert!(measure.ends_with(&format!(" in 0–{}", months - 1)), "{row}"),
                None if row.name.contains("_excluding_") => {}
                None => assert!(!measure.contains(" in ") || measure.contains(" in 0–59"), "{row}"),
            }
        }
    }
}
