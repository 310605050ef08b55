//! The two shapes that nearly everything in a report has: a vocabulary of words and a record of optional facts.

use crate::language::Language;

/// An enum of the domain's words, one documented row each, with the list of all of them. In serde, shown and parsed as
/// the name in snake case.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($rows:tt)+ }) => {
        crate::record::words! {
            $(#[$meta])*
            #[derive(serde::Serialize, serde::Deserialize)]
            #[serde(rename_all = "snake_case")]
            $name { $($rows)+ }
        }

        impl std::str::FromStr for $name {
            type Err = crate::text::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                crate::text::parse_word(stringify!($name), text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                // A formatter takes a unit variant by its serde name, so that the word is written down once.
                serde::Serialize::serialize(self, f)
            }
        }
    };
}

/// An enum as `vocabulary` makes it, without any text form.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($variant:ident $doc:literal),+ $(,)? }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $(#[$meta])*
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $doc] $variant,)+
        }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        impl crate::record::Gloss for $name {
            fn gloss(self) -> &'static str {
                match self {
                    $(Self::$variant => $doc,)+
                }
            }
        }
    };
}

/// Access to the meaning of a word: its documentation, the English or the code first and then the Chinese term.
pub(crate) trait Gloss {
    fn gloss(self) -> &'static str;
}

/// The English or the Chinese part of a gloss that has both.
pub(crate) fn gloss_in(word: impl Gloss, language: Language) -> &'static str {
    let gloss = word.gloss();
    let start = gloss.find(|c: char| c >= FIRST_CHINESE).unwrap_or(gloss.len());
    let (english, chinese) = gloss.split_at_checked(start).unwrap_or((gloss, gloss));
    language.pick(english.trim_end(), if chinese.is_empty() { gloss } else { chinese })
}

/// First of the radicals of Chinese characters in Unicode; every character comes after.
pub(crate) const FIRST_CHINESE: char = '\u{2E80}';

/// A plain record of facts that may each be unstated. What is not stated is not written, reads back as not stated, and
/// is not shown by `Debug`.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$field_meta])*
                #[serde(default, skip_serializing_if = "crate::record::is_unstated")]
                pub $field: $kind,
            )+
        }

        crate::record::debug_what_is_stated! { $name { .. $($field)+ } }
    };
}

/// A record with some facts that are always stated: they come first, and `new` takes them.
macro_rules! record_of {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$required_meta:meta])* $required:ident: $required_kind:ty,)+
        ..
        $($(#[$field_meta:meta])* $field:ident: $kind:ty,)*
    }) => {
        #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        $(#[$meta])*
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$required_meta])* pub $required: $required_kind,)+
            $(
                $(#[$field_meta])*
                #[serde(default, skip_serializing_if = "crate::record::is_unstated")]
                pub $field: $kind,
            )*
        }

        crate::record::debug_what_is_stated! { $name { $($required)+ .. $($field)* } }

        impl $name {
            /// Builds a record of the required facts only.
            #[must_use]
            pub fn new($($required: $required_kind),+) -> Self {
                Self { $($required,)+ $($field: Default::default(),)* }
            }
        }
    };
}

/// The `Debug` form of a record: an account has forty facts, of which a reader of a failed test wants the six stated.
macro_rules! debug_what_is_stated {
    ($name:ident { $($required:ident)* .. $($field:ident)* }) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut shown = f.debug_struct(stringify!($name));
                $(shown.field(stringify!($required), &self.$required);)*
                $(
                    if !crate::record::is_unstated(&self.$field) {
                        shown.field(stringify!($field), &self.$field);
                    }
                )*
                shown.finish()
            }
        }
    };
}

pub(crate) use {debug_what_is_stated, record, record_of, vocabulary, words};

/// Whether a field holds nothing, so that writing it would say nothing.
pub(crate) fn is_unstated<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
