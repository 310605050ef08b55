//! Single values as a view discloses them.

use crate::report::AccountState;

/// A value as a view discloses it: the value, or the reason why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disclosed<T> {
    /// The value.
    Known(T),
    /// The report does not state it.
    NotStated,
    /// A mask or the regime hides it, whether it is stated or not.
    Hidden,
    /// The report dates it for a month after that of the view; of an amount, whether it states one then or not.
    NotKnown,
}

impl<T> Disclosed<T> {
    /// The value, where it is known.
    #[must_use]
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::NotStated | Self::Hidden | Self::NotKnown => None,
        }
    }

    /// Applies a function to the value, where it is known.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Disclosed<U> {
        match self {
            Self::Known(value) => Disclosed::Known(change(value)),
            Self::NotStated => Disclosed::NotStated,
            Self::Hidden => Disclosed::Hidden,
            Self::NotKnown => Disclosed::NotKnown,
        }
    }

    /// Whether it is hidden.
    #[must_use]
    pub const fn is_hidden(&self) -> bool {
        matches!(self, Self::Hidden)
    }
}

/// The state of an account as a view discloses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DisclosedState {
    /// The state itself.
    Exact(AccountState),
    /// Some state in which the account is open.
    Open,
    /// Some state in which the account is not open.
    Closed,
}

impl DisclosedState {
    /// The state, where it may be seen.
    #[must_use]
    pub const fn exact(self) -> Option<AccountState> {
        match self {
            Self::Exact(state) => Some(state),
            Self::Open | Self::Closed => None,
        }
    }

    /// Whether the account is open: see [`AccountState::is_open`].
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Exact(state) => state.is_open(),
            Self::Open => true,
            Self::Closed => false,
        }
    }

    /// Reduces the state to whether the account is open.
    #[must_use]
    pub const fn blurred(self) -> DisclosedState {
        if self.is_open() { Self::Open } else { Self::Closed }
    }
}
