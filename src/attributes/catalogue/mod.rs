//! Catalogues: attributes with names, of ours or of a user's own.

mod table;

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::plan::{Plan, Rows};
use super::row::{Attribute, AttributeError, Family};

/// A list of attributes, each with a name of its own.
///
/// ```
/// use credit_bureau::Language;
/// use credit_bureau::attributes::Catalogue;
/// let row = Catalogue::standard().find("collections")?;
/// assert_eq!(row.definition(Language::English), "number of open accounts of kind debt in collection");
/// assert_eq!(row.definition(Language::Chinese), "未结清被追偿账户数");
/// # Ok::<(), credit_bureau::attributes::AttributeError>(())
/// ```
///
/// In serde the list of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    version: String,
    rows: Arc<Rows>,
    families: Vec<Family>,
}

impl Catalogue {
    /// The standard catalogue.
    #[must_use]
    pub fn standard() -> &'static Catalogue {
        &STANDARD
    }

    /// A catalogue of a user's own rows. Its version is `own-` and the fingerprint of their plan.
    ///
    /// # Errors
    ///
    /// What [`Attribute::validate`] finds, and [`AttributeError::Duplicate`] for two rows of one name.
    pub fn from_rows(rows: Vec<Attribute>) -> Result<Catalogue, AttributeError> {
        let families = vec![Family::Own; rows.len()];
        let plan = Plan::new(rows)?;
        Ok(Catalogue { version: plan.catalogue_version().to_owned(), rows: plan.rows, families })
    }

    /// The same with a user's own rows after it. Its version is this one's, a `+` and the fingerprint of those rows'
    /// plan.
    ///
    /// # Errors
    ///
    /// As [`from_rows`](Self::from_rows); no row may have the name of one that is there.
    pub fn extended_with(&self, rows: Vec<Attribute>) -> Result<Catalogue, AttributeError> {
        let version = format!("{}+{:016x}", self.version, Plan::new(&rows)?.fingerprint());
        let mut families = self.families.clone();
        families.resize(families.len().saturating_add(rows.len()), Family::Own);
        let rows = self.rows.rows.iter().cloned().chain(rows).collect();
        Ok(Catalogue { version, rows: Arc::new(Rows::new(rows)?), families })
    }

    /// The attribute of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Attribute> {
        self.rows.place(name).and_then(|place| self.rows.rows.get(place))
    }

    /// The attribute of that name, or what it may have been meant to be.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Unknown`], with the most similar name if there is a similar one.
    pub fn find(&self, name: &str) -> Result<&Attribute, AttributeError> {
        self.get(name).ok_or_else(|| AttributeError::unknown(name, self.iter().map(|row| row.name.as_str())))
    }

    /// The attributes in order.
    pub fn iter(&self) -> impl Iterator<Item = &Attribute> {
        self.rows.rows.iter()
    }

    /// The attributes in order, each with its family.
    pub fn families(&self) -> impl Iterator<Item = (Family, &Attribute)> {
        self.families.iter().copied().zip(self.iter())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.rows.is_empty()
    }

    /// Its version. A standard catalogue of one version has the same rows for ever.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The plan of all its attributes.
    #[must_use]
    pub fn plan(&self) -> Plan {
        Plan::compile(Arc::clone(&self.rows), Some(&self.version))
    }
}

impl Plan {
    /// The plan of the whole standard catalogue.
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
    let (families, rows) = table::rows().into_iter().unzip();
    // The table is checked by a test: it compiles, and so is never empty here.
    let rows = Rows::new(rows).unwrap_or_default();
    Catalogue { version: VERSION.to_owned(), rows: Arc::new(rows), families }
});

static STANDARD_PLAN: LazyLock<Plan> = LazyLock::new(|| Catalogue::standard().plan());

const VERSION: &str = "1";
