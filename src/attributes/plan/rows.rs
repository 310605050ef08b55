//! The checked rows of a catalogue or a plan, indexed by name.

use std::collections::HashMap;

use crate::attributes::row::{Attribute, AttributeError};

/// Checked rows with an index of their names.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<Attribute>,
    index: HashMap<String, usize>,
}

impl Rows {
    /// Checks every row, and that no name occurs twice.
    pub(crate) fn new(rows: Vec<Attribute>) -> Result<Rows, AttributeError> {
        let mut index = HashMap::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            row.validate()?;
            if index.insert(row.name.clone(), place).is_some() {
                return Err(AttributeError::Duplicate { name: row.name.clone() });
            }
        }
        Ok(Rows { rows, index })
    }

    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }
}
