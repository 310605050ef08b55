//! Forms of text that only PBOC reports have: amounts in whole yuan, repayment statuses, codes that depend on the
//! account.

use std::borrow::Cow;

use super::codes::{BUSINESS_KINDS, ENTERPRISE_BUSINESS, Services, States};
use crate::format::table::codes::coded;
use crate::format::table::form::{FieldKind, TextForm};
use crate::history::{Notation, PaymentStatus};
use crate::language::Language;
use crate::money::{Currency, Money, MoneyError};
use crate::report::{AccountState, BorrowerClass, LiabilityBusiness, PostPaidService};

/// An amount in whole yuan.
pub(super) struct Amount;

impl TextForm for Amount {
    type Value = Money;
    const KIND: FieldKind = FieldKind::Amount;

    fn what(&self) -> &'static str {
        "an amount"
    }

    fn expected(&self, text: &str) -> Cow<'static, str> {
        Cow::Borrowed(match Money::parse(text, Currency::CNY) {
            Err(MoneyError::Exponent { .. }) => "whole yuan, all digits written out",
            Err(MoneyError::TooLarge { .. }) => "at most 92233720368547758 yuan",
            Err(MoneyError::Grouped { .. }) => "whole yuan, without commas",
            Err(MoneyError::Space { .. }) => "whole yuan, without spaces",
            Err(MoneyError::Character { .. } | MoneyError::NoDigits { .. }) => "whole yuan, digits only",
            Ok(_) | Err(MoneyError::Decimals { .. }) => "whole yuan, without decimals or leading zeros",
            Err(_) => "whole yuan",
        })
    }

    #[inline]
    fn read(&self, text: &str) -> Option<Money> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_plain = match digits.as_bytes() {
            [b'0'] => digits.len() == text.len(),
            [b'0', ..] => false,
            bytes => !bytes.contains(&b'.'),
        };
        if is_plain { Money::parse(text, Currency::CNY).ok() } else { None }
    }

    fn write<'a>(&self, value: &'a Money) -> Result<Cow<'a, str>, Cow<'static, str>> {
        if value.currency() != Currency::CNY {
            return Err(Cow::Owned(format!("{value} is not in CNY")));
        }
        if value.minor().checked_rem(100) != Some(0) {
            return Err(Cow::Owned(format!("{value} is not in whole yuan")));
        }
        Ok(Cow::Owned(value.plain()))
    }
}

/// A repayment status, one PBOC symbol.
pub(super) struct Status;

impl TextForm for Status {
    type Value = PaymentStatus;
    const KIND: FieldKind = FieldKind::Status;

    fn what(&self) -> &'static str {
        "a payment status"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Borrowed("one of N 1–7 * # / M A C G D Z B")
    }

    #[inline]
    fn read(&self, text: &str) -> Option<PaymentStatus> {
        match *text.as_bytes() {
            [symbol] => PaymentStatus::from_symbol(Notation::Pboc, char::from(symbol)),
            _ => None,
        }
    }

    fn write<'a>(&self, value: &'a PaymentStatus) -> Result<Cow<'a, str>, Cow<'static, str>> {
        match value.symbol(Notation::Pboc) {
            Some(symbol) => Ok(Cow::Borrowed(symbol_text(symbol))),
            None => Err(Cow::Owned(format!("`{}` has no PBOC symbol", value.meaning()))),
        }
    }
}

impl TextForm for States {
    type Value = AccountState;
    const KIND: FieldKind = FieldKind::Code;

    fn what(&self) -> &'static str {
        "a state of such an account"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Owned(States::expected(*self))
    }

    #[inline]
    fn read(&self, text: &str) -> Option<AccountState> {
        States::read(*self, text)
    }

    fn write<'a>(&self, value: &'a AccountState) -> Result<Cow<'a, str>, Cow<'static, str>> {
        coded(self.code(*value), self.text(*value, Language::English))
    }
}

impl TextForm for Services {
    type Value = PostPaidService;
    const KIND: FieldKind = FieldKind::Code;

    fn what(&self) -> &'static str {
        "a service of such an account"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Owned(Services::expected(*self))
    }

    fn read(&self, text: &str) -> Option<PostPaidService> {
        Services::read(*self, text)
    }

    fn write<'a>(&self, value: &'a PostPaidService) -> Result<Cow<'a, str>, Cow<'static, str>> {
        coded(self.code(*value), self.text(*value, Language::English))
    }
}

/// The business that a debt is for (PD03AD02): the code's meaning depends on the class of borrower.
pub(super) struct DebtBusiness(pub(super) Option<BorrowerClass>);

impl TextForm for DebtBusiness {
    type Value = LiabilityBusiness;
    const KIND: FieldKind = FieldKind::Code;

    fn what(&self) -> &'static str {
        match self.0 {
            Some(BorrowerClass::Organisation) => "a kind of enterprise business",
            _ => "a kind of business",
        }
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        match self.0 {
            Some(BorrowerClass::Person) => Cow::Owned(BUSINESS_KINDS.expected()),
            Some(BorrowerClass::Organisation) => Cow::Owned(ENTERPRISE_BUSINESS.expected()),
            None => Cow::Borrowed("PD03AD08 to say whose debt it is"),
        }
    }

    fn read(&self, text: &str) -> Option<LiabilityBusiness> {
        match self.0? {
            BorrowerClass::Person => BUSINESS_KINDS.read(text).map(LiabilityBusiness::Person),
            BorrowerClass::Organisation => ENTERPRISE_BUSINESS.read(text).map(LiabilityBusiness::Organisation),
        }
    }

    fn write<'a>(&self, value: &'a LiabilityBusiness) -> Result<Cow<'a, str>, Cow<'static, str>> {
        match (self.0, value) {
            (Some(BorrowerClass::Person), LiabilityBusiness::Person(business)) => BUSINESS_KINDS.write(business),
            (Some(BorrowerClass::Organisation), LiabilityBusiness::Organisation(business)) => {
                ENTERPRISE_BUSINESS.write(business)
            }
            _ => Err(Cow::Borrowed("the class of borrower does not go with it")),
        }
    }
}

/// A PBOC symbol as a static text, so that a cell of a grid costs no allocation.
fn symbol_text(symbol: char) -> &'static str {
    SYMBOLS
        .char_indices()
        .find(|&(_, known)| known == symbol)
        .and_then(|(at, known)| SYMBOLS.get(at..at.saturating_add(known.len_utf8())))
        .unwrap_or("")
}

/// The symbols of the PBOC notation.
const SYMBOLS: &str = "/C#*ANM1234567DZGB";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::pboc::codes;
    use crate::format::table::forms::tests::{again, is_written_as_read};
    use crate::report::AccountKind;

    #[test]
    fn only_plain_amounts_are_read() {
        for text in ["0", "5", "-5", "92233720368547758", "-92233720368547758"] {
            assert_eq!(again(&Amount, text).as_deref(), Some(text));
        }
        for text in ["", "-", "-0", "00", "05", "+5", "5.0", "1e9", "￥1", "1,000", " 1", "92233720368547759"] {
            assert_eq!(again(&Amount, text), None, "{text}");
        }
    }

    #[test]
    fn every_symbol_of_the_notation_is_read_and_written() {
        for symbol in Notation::Pboc.symbols().map(String::from) {
            assert_eq!(again(&Status, &symbol), Some(symbol));
        }
        for status in PaymentStatus::all() {
            assert_eq!(Status.write(&status).is_ok(), status.symbol(Notation::Pboc).is_some());
        }
    }

    #[test]
    fn what_a_debt_is_for_depends_on_whose_it_is() {
        let person = DebtBusiness(Some(BorrowerClass::Person));
        let organisation = DebtBusiness(Some(BorrowerClass::Organisation));
        assert!(person.read("11").is_some() && person.read("11") != organisation.read("11"));
        assert_eq!(DebtBusiness(None).read("11"), None);
        assert!(organisation.write(&person.read("11").unwrap()).is_err());
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_as_it_was(text in "[-0-9T:.#*NA-Z]{0,19}|\\PC{0,12}") {
            is_written_as_read(&Amount, &text)?;
            is_written_as_read(&Status, &text)?;
            is_written_as_read(&codes::INSTITUTION_TYPES, &text)?;
            is_written_as_read(&codes::states(AccountKind::CreditCard), &text)?;
            is_written_as_read(&codes::services(AccountKind::Telecom), &text)?;
        }
    }
}
