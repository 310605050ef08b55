//! Reading a card in any known form.

use super::error::CardReadError;
use super::form::{CardForm, by_names, recognise};
use super::options::CardOptions;
use crate::scoring::scorecards::table::TableCard;
#[cfg(feature = "json")]
use crate::text::without_mark;

/// Reads a card from the text of a file in any known form.
///
/// # Errors
///
/// [`CardReadError`] with the line of the fault, and what was expected there.
pub fn read(text: &str, options: &CardOptions) -> Result<TableCard, CardReadError> {
    match recognise(text) {
        #[cfg(feature = "csv")]
        Some(CardForm::Scorecardpy) => super::csv_cards::scorecardpy(text, options),
        #[cfg(feature = "csv")]
        Some(CardForm::Optbinning) => super::csv_cards::optbinning(text, options),
        #[cfg(not(feature = "csv"))]
        Some(CardForm::Scorecardpy | CardForm::Optbinning) => unsupported("CSV", "csv"),
        #[cfg(feature = "json")]
        Some(CardForm::Toad) => super::toad::toad(text, options),
        #[cfg(feature = "json")]
        Some(CardForm::Own) => {
            let card = TableCard::from_json(without_mark(text))?;
            Ok(super::builder::filled_in(card, options)?)
        }
        #[cfg(feature = "pmml")]
        Some(CardForm::Pmml) => super::pmml::read::read(text, options),
        #[cfg(not(feature = "pmml"))]
        Some(CardForm::Pmml) => unsupported("PMML", "pmml"),
        #[cfg(not(feature = "json"))]
        Some(CardForm::Toad | CardForm::Own) => unsupported("JSON", "json"),
        None => match [';', '\t', '|'].into_iter().find(|&other| by_names(text, other).is_some()) {
            Some(found) => Err(CardReadError::Separator { found }),
            None => Err(CardReadError::Unrecognised),
        },
    }
}

#[cfg(not(all(feature = "csv", feature = "json", feature = "pmml")))]
fn unsupported(form: &'static str, feature: &'static str) -> Result<TableCard, CardReadError> {
    Err(CardReadError::Unsupported { form, feature })
}
