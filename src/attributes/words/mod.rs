//! The definition of an attribute in English and Chinese, generated from its measure.

mod phrase;
mod vocabulary;

use self::phrase::Phrases;
use super::row::Attribute;
use crate::language::Language;

impl Attribute {
    /// The definition of the attribute: a phrase that gives its formula, such as "used (at least 0) ÷ limit, over open
    /// cards with a limit".
    ///
    /// A page shows it below the catalogue's short [`title`](crate::attributes::Catalogue::title). A ratio is in basis
    /// points: see [`unit`](Self::unit).
    ///
    /// ```
    /// use credit_bureau::Language;
    /// use credit_bureau::attributes::Catalogue;
    /// let row = Catalogue::standard().get("late_months_2_24").unwrap();
    /// assert_eq!(
    ///     row.definition(Language::English),
    ///     "months 31–60 days past due or worse, summed over credit accounts, last 24 months"
    /// );
    /// assert_eq!(row.definition(Language::Chinese), "信贷账户近24个月逾期31—60天及以上的月数之和");
    /// ```
    #[must_use]
    pub fn definition(&self, language: Language) -> String {
        Phrases(language).measure(&self.measure)
    }
}
