//! Payment histories as texts, read and written.

use super::months::MONTHS_MAX;
use super::{HistoryError, HistoryForm, Notation, Order, PaymentHistory, PaymentStatus};
use crate::month::Month;

impl PaymentHistory {
    /// Reads PBOC symbols, latest month first, as a person would write them: white space is ignored.
    ///
    /// # Errors
    ///
    /// [`HistoryError::UnknownSymbol`] with the month and the place of the symbol, [`HistoryError::Empty`],
    /// [`HistoryError::TooLong`] past 60 months, [`HistoryError::BeforeCalendar`].
    pub fn parse(text: &str, latest: Month) -> Result<PaymentHistory, HistoryError> {
        let symbols = text.chars().enumerate().filter(|(_, c)| !c.is_whitespace());
        read_symbols(symbols, latest, Notation::Pboc)
    }

    /// Reads a text of `form`, in which every character is a month.
    ///
    /// # Errors
    ///
    /// As [`parse`](PaymentHistory::parse), and [`HistoryError::Length`] if the form has another number of months.
    pub fn read(form: HistoryForm, text: &str, latest: Month) -> Result<PaymentHistory, HistoryError> {
        let mut length = 0;
        if let Some(expected) = form.months() {
            let found = text.chars().take(COUNTED_MAX).count();
            if found != expected {
                return Err(HistoryError::Length { form, found, expected });
            }
            length = found;
        }
        match form.order() {
            Order::LatestFirst => read_symbols(text.chars().enumerate(), latest, form.notation()),
            Order::OldestFirst => {
                // Read from the end, with places as they stand in the text.
                let places = (0..length).rev();
                read_symbols(places.zip(text.chars().rev()), latest, form.notation())
            }
        }
    }

    /// Writes the history as `form`; reading it back gives an equal history.
    ///
    /// # Errors
    ///
    /// [`HistoryError::NoSymbol`] with the first month whose status the form's notation cannot say,
    /// [`HistoryError::Length`] if the form has another number of months.
    pub fn write(&self, form: HistoryForm) -> Result<String, HistoryError> {
        let notation = form.notation();
        if let Some(expected) = form.months()
            && self.len() != expected
        {
            return Err(HistoryError::Length { form, found: self.len(), expected });
        }
        let symbol = |(month, status): (Month, PaymentStatus)| {
            status.symbol(notation).ok_or(HistoryError::NoSymbol { status, month, notation })
        };
        match form.order() {
            Order::LatestFirst => self.iter().map(symbol).collect(),
            Order::OldestFirst => self.iter().rev().map(symbol).collect(),
        }
    }
}

/// A history of `symbols` with their places in the text, latest first.
fn read_symbols(
    symbols: impl Iterator<Item = (usize, char)>,
    latest: Month,
    notation: Notation,
) -> Result<PaymentHistory, HistoryError> {
    let mut statuses = [PaymentStatus::OUTSIDE; MONTHS_MAX];
    let mut cells = statuses.iter_mut();
    let mut length = 0_usize;
    for (place, symbol) in symbols {
        let cell = cells.next().ok_or(HistoryError::TooLong { latest })?;
        *cell = PaymentStatus::from_symbol(notation, symbol).ok_or_else(|| {
            let back = i32::try_from(length).unwrap_or(0);
            HistoryError::UnknownSymbol {
                found: symbol,
                position: place.saturating_add(1),
                month: latest.checked_add(back.saturating_neg()).unwrap_or(Month::FIRST),
                notation,
            }
        })?;
        length = length.saturating_add(1);
    }
    PaymentHistory::new(latest, statuses.get(..length).unwrap_or_default())
}

/// A hostile text is not counted to its end.
const COUNTED_MAX: usize = MONTHS_MAX + 1;

#[cfg(test)]
mod tests {
    use super::*;

    fn june() -> Month {
        Month::new(2024, 6).unwrap()
    }

    #[test]
    fn a_bad_symbol_is_named_with_its_month_and_place() {
        let latest_first = "N".repeat(23) + "Q";
        let oldest_first = "Q".to_owned() + &"N".repeat(23);
        let pboc = "expected one of / C # * A N M 1 2 3 4 5 6 7 D Z G B";
        for (form, text, message) in [
            (HistoryForm::Cells60, "NNQN", format!("`Q` at character 3 (2024-04) is not a payment status: {pboc}")),
            (HistoryForm::Cells60, "NN N", format!("` ` at character 3 (2024-04) is not a payment status: {pboc}")),
            (HistoryForm::Cells60, "NN\nN", format!("`\\n` at character 3 (2024-04) is not a payment status: {pboc}")),
            (HistoryForm::Cells60, "n", format!("`n` at character 1 (2024-06) is not a payment status: {pboc}")),
            (HistoryForm::Cells60, "正", format!("`正` at character 1 (2024-06) is not a payment status: {pboc}")),
            (
                HistoryForm::Months24,
                &oldest_first,
                format!("`Q` at character 1 (2022-07) is not a payment status: {pboc}"),
            ),
            (
                HistoryForm::PostPaid24,
                &oldest_first,
                "`Q` at character 1 (2022-07) is not a payment status: expected one of C # * N 0 1 2 3 4 5 6 G"
                    .to_owned(),
            ),
            (
                HistoryForm::Metro2Profile,
                &latest_first.replace('N', "0"),
                "`Q` at character 24 (2022-07) is not a payment status: \
                 expected one of B blank D Z E 0 1 2 3 4 5 6 H J K G L"
                    .to_owned(),
            ),
        ] {
            assert_eq!(PaymentHistory::read(form, text, june()).unwrap_err().to_string(), message);
        }
        // White space is passed over by `parse`, but counted in the place.
        assert_eq!(
            PaymentHistory::parse("N N Q", june()).unwrap_err().to_string(),
            format!("`Q` at character 5 (2024-04) is not a payment status: {pboc}")
        );
    }

    #[test]
    fn a_form_has_the_months_it_has() {
        for (form, length, message) in [
            (HistoryForm::Cells60, 0, "the payment history has no month: expected 1 to 60"),
            (HistoryForm::Cells60, 61, "the payment history up to 2024-06 has more than 60 months: expected 1 to 60"),
            (
                HistoryForm::Cells60,
                1 << 20,
                "the payment history up to 2024-06 has more than 60 months: expected 1 to 60",
            ),
            (HistoryForm::Months24, 0, "the 24-month repayment string has 0 months: expected exactly 24"),
            (HistoryForm::Months24, 23, "the 24-month repayment string has 23 months: expected exactly 24"),
            (HistoryForm::PostPaid24, 25, "the post-paid payment string has 25 months: expected exactly 24"),
            (
                HistoryForm::Metro2Profile,
                1 << 20,
                "the Metro 2 payment history profile has 61 months: expected exactly 24",
            ),
        ] {
            let text = "N".repeat(length);
            assert_eq!(PaymentHistory::read(form, &text, june()).unwrap_err().to_string(), message);
        }
        assert_eq!(PaymentHistory::parse(" \n ", june()), Err(HistoryError::Empty));
    }

    #[test]
    fn a_status_without_a_symbol_is_not_written_as_another() {
        let twelve = "N".repeat(12);
        let moved =
            PaymentHistory::read(HistoryForm::Months24, &format!("{twelve}M{}", "N".repeat(11)), june()).unwrap();
        let message =
            "the post-paid notation has no symbol for `paid after the agreed day, before the month's end` in 2023-07";
        assert_eq!(moved.write(HistoryForm::PostPaid24).unwrap_err().to_string(), message);
        let late =
            PaymentHistory::read(HistoryForm::Months24, &format!("{twelve}1{}", "N".repeat(11)), june()).unwrap();
        let message = "the Metro 2 notation has no symbol for `1–30 days past due` in 2023-07";
        assert_eq!(late.write(HistoryForm::Metro2Profile).unwrap_err().to_string(), message);
        let short = PaymentHistory::parse("NNN", june()).unwrap();
        assert!(matches!(short.write(HistoryForm::Months24), Err(HistoryError::Length { found: 3, expected: 24, .. })));
    }

    #[test]
    fn the_order_is_the_forms() {
        let text: String = "N".repeat(23) + "1";
        let june_late = PaymentHistory::read(HistoryForm::Months24, &text, june()).unwrap();
        assert_eq!(june_late.status(june()), Some(PaymentStatus::of(super::super::Severity::Late1To30)));
        assert_eq!(june_late.write(HistoryForm::Months24).unwrap(), text);
        assert_eq!(june_late.write(HistoryForm::Cells60).unwrap(), "1".to_owned() + &"N".repeat(23));
        assert_eq!(june_late.earliest(), Month::new(2022, 7).unwrap());
    }
}
