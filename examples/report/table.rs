//! Columns that line up, also when some of the text is Chinese.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

/// Which side of its column a cell leans on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// A cell: text and how it is shown.
#[derive(Clone)]
pub struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    /// A cell in a style.
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: plain(&text.into()), style }
    }
}

/// A text of a file without what would move the cursor or forge a line of the page.
pub fn plain(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::styled(text, Style::new())
    }
}

/// A table: a head, and rows of as many cells.
pub struct Table {
    sides: Vec<Side>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table whose columns have these heads and sides.
    pub fn new(columns: &[(&str, Side)]) -> Self {
        let dim = Style::new().dimmed();
        let head = columns.iter().map(|&(name, _)| Cell::styled(name, dim)).collect();
        Self { sides: columns.iter().map(|&(_, side)| side).collect(), rows: vec![head] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The table as lines, indented by two.
    pub fn lines(&self) -> Vec<String> {
        let widths: Vec<usize> = (0..self.sides.len())
            .map(|column| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.text.width()).max())
            .map(Option::unwrap_or_default)
            .collect();
        self.rows.iter().map(|row| self.line(row, &widths)).collect()
    }

    fn line(&self, row: &[Cell], widths: &[usize]) -> String {
        let mut line = String::new();
        for ((cell, &width), &side) in row.iter().zip(widths).zip(&self.sides) {
            let padding = " ".repeat(width.saturating_sub(cell.text.width()));
            let (before, after) = if side == Side::Right { (padding, String::new()) } else { (String::new(), padding) };
            let Cell { text, style } = cell;
            line.push_str(&format!("  {before}{style}{text}{style:#}{after}"));
        }
        line.trim_end().to_owned()
    }
}
