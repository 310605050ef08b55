//! The definition of a row, in English and Chinese, said from its grammar.

mod phrase;
mod vocabulary;

use self::phrase::Phrases;
use super::row::Attribute;
use crate::language::Language;

impl Attribute {
    /// The definition of what it measures: a phrase with its formula, such as "used (at least 0) ÷ limit, over open cards
    /// with a limit". A share is in basis points: [`unit`](Self::unit) says which unit a reading has.
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
