//! Rows of a CSV file, to be scored.

use super::error::CardReadError;
use super::lines::{fault, names, reader};
use crate::scoring::scorecards::table::{ColumnNames, NamedRow, TableCell};

/// Reads the rows of a CSV text whose first line names the columns. An empty field is a missing value; any other is a
/// text, which counts as a number where it spells one.
///
/// ```
/// use credit_bureau::format::scorecard::rows;
/// use credit_bureau::scoring::scorecards::table::TableCell;
/// let all = rows("duration,housing\n6,own\n,rent\n")?.collect::<Result<Vec<_>, _>>()?;
/// assert_eq!(all[0].get("duration").and_then(TableCell::number), Some(6.0));
/// assert_eq!(all[1].get("duration"), Some(&TableCell::Missing));
/// # Ok::<(), credit_bureau::format::scorecard::CardReadError>(())
/// ```
///
/// # Errors
///
/// [`CardReadError::Line`] if a column is named twice. A row with fewer or more fields than columns is such an error
/// too.
pub fn rows(text: &str) -> Result<Rows<'_>, CardReadError> {
    let mut reader = reader(text);
    let names = ColumnNames::new(names(&mut reader)?);
    Ok(Rows { names, reader, record: csv::StringRecord::new() })
}

/// Iterator over the rows of a CSV text: see [`rows`].
pub struct Rows<'a> {
    names: ColumnNames,
    reader: csv::Reader<&'a [u8]>,
    record: csv::StringRecord,
}

impl std::fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Rows<'_> {
    /// The names of the columns.
    #[must_use]
    pub fn names(&self) -> &ColumnNames {
        &self.names
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<NamedRow, CardReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {
                let cell = |field: &str| if field.is_empty() { TableCell::Missing } else { TableCell::from(field) };
                Some(Ok(self.names.row(self.record.iter().map(cell))))
            }
            Ok(false) => None,
            Err(error) => Some(Err(fault(&error))),
        }
    }
}
