//! A grid of months as it stands in a document: its cells, latest month first, and whether they make one row.

use crate::format::table::reader::Reader;
use crate::format::{DocumentPath, Node, ProblemKind};
use crate::history::{PaymentHistory, PaymentStatus};
use crate::money::Money;
use crate::month::Month;

/// The two grids of the account being read. They make one history, so they wait until both are there.
#[derive(Default)]
pub(super) struct Grids {
    pub(super) months_24: Option<Grid>,
    pub(super) months_60: Option<Grid>,
}

/// A grid as it stands in a document.
#[derive(Default)]
pub(super) struct Grid {
    pub(super) first: Option<Month>,
    pub(super) last: Option<Month>,
    pub(super) cells: Cells,
}

/// The cells of a grid, latest month first, as far as they follow each other.
pub(super) struct Cells {
    pub(super) latest: Option<Month>,
    earliest: Option<Month>,
    /// The statuses, latest first; `None` where the text could not be read.
    statuses: [Option<PaymentStatus>; PaymentHistory::MONTHS_MAX],
    length: u8,
    pub(super) overdue: Vec<(u8, Money)>,
    /// The number of cells in the document, unusable ones included.
    found: usize,
    pub(super) is_sound: bool,
}

impl Default for Cells {
    fn default() -> Self {
        Self {
            latest: None,
            earliest: None,
            statuses: [None; PaymentHistory::MONTHS_MAX],
            length: 0,
            overdue: Vec::new(),
            found: 0,
            is_sound: true,
        }
    }
}

/// One cell as it stands in a document.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) month: Option<Month>,
    pub(super) status: Option<PaymentStatus>,
    pub(super) overdue: Option<Money>,
}

impl Cells {
    pub(super) fn len(&self) -> usize {
        self.found
    }

    /// Takes the next cell if it follows the one before.
    pub(super) fn push<S>(
        &mut self,
        mut cell: Cell,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        [status_tag, overdue_tag, month_tag]: [&'static str; 3],
        max: usize,
        reader: &mut Reader<S>,
    ) {
        self.found = self.found.saturating_add(1);
        if self.found > max {
            if self.is_sound {
                let found = self.found.to_string();
                reader.problems.add(ProblemKind::TooMany, path, &found, "the months", format!("at most {max}"));
            }
            self.is_sound = false;
            return;
        }
        let Some(month) = cell.month else {
            if node.get(month_tag).is_none_or(Node::is_blank) {
                reader.missing(&path.tag(month_tag), "the month");
            }
            self.is_sound = false;
            self.earliest = self.earliest.and_then(|later| later.checked_add(-1));
            return;
        };
        if let Some(later) = self.earliest
            && later.months_since(month) != 1
        {
            self.out_of_step(month, later, &path.tag(month_tag), reader);
        }
        if cell.status.is_none() && node.get(status_tag).is_none_or(Node::is_blank) {
            reader.missing(&path.tag(status_tag), "the status of the month");
            reader.keep(&Node::Null, &path.tag(status_tag));
        }
        if let Some(amount) = cell.overdue.take_if(|amount| amount.is_negative()) {
            let node = node.get(overdue_tag).unwrap_or(&Node::Null);
            let found = amount.plain();
            let path = path.tag(overdue_tag);
            reader.refuse(ProblemKind::BadText, node, &path, &found, "an overdue amount", "zero or more");
        }
        if let Some(place) = self.statuses.get_mut(usize::from(self.length)) {
            *place = cell.status;
            self.overdue.extend(cell.overdue.map(|amount| (self.length, amount)));
            self.length = self.length.saturating_add(1);
        }
        self.latest = self.latest.or(cell.month);
        self.earliest = cell.month;
    }

    #[cold]
    fn out_of_step<S>(&mut self, month: Month, later: Month, path: &DocumentPath<'_>, reader: &mut Reader<S>) {
        let expected = later.checked_add(-1).map_or_else(String::new, |month| month.to_string());
        let (kind, what, expected) = if month < later {
            (ProblemKind::Gap, "the months", expected)
        } else if self.latest.is_some_and(|latest| month <= latest) {
            (ProblemKind::Duplicate, "a month of the grid", expected)
        } else {
            (ProblemKind::Contradiction, "the order of the months", format!("{expected}, the latest first"))
        };
        reader.problems.add(kind, path, &month.to_string(), what, expected);
        self.is_sound = false;
    }

    /// First and last month.
    pub(super) fn range(&self) -> Option<(Month, Month)> {
        self.earliest.zip(self.latest)
    }

    /// The statuses, latest first.
    pub(super) fn statuses(&self) -> impl Iterator<Item = Option<PaymentStatus>> + '_ {
        self.statuses.iter().copied().take(usize::from(self.length))
    }
}

/// Accepts a grid whose months follow each other, and checks the range that it states. Any other is kept as a whole.
pub(super) fn accept<S>(
    grid: Grid,
    [first_tag, last_tag]: &[&'static str; 2],
    kept_before: usize,
    node: &Node<'_>,
    path: &DocumentPath<'_>,
    reader: &mut Reader<S>,
) -> Option<Grid> {
    if grid.cells.is_sound && grid.cells.latest.is_some() {
        let ends = [(*first_tag, grid.first, grid.cells.earliest), (*last_tag, grid.last, grid.cells.latest)];
        for (tag, stated, found) in ends {
            if stated != found {
                range_differs(stated, found, node.get(tag).unwrap_or(&Node::Null), &path.tag(tag), reader);
            }
        }
        return Some(grid);
    }
    if grid.cells.is_sound {
        if grid.first.is_none() && grid.last.is_none() {
            return None;
        }
        reader.missing(path, "the row of months");
    }
    reader.kept.truncate(kept_before);
    reader.keep(node, path);
    None
}

#[cold]
fn range_differs<S>(
    stated: Option<Month>,
    found: Option<Month>,
    node: &Node<'_>,
    path: &DocumentPath<'_>,
    reader: &mut Reader<S>,
) {
    match stated {
        Some(stated) => {
            let expected = found.map_or_else(String::new, |month| month.to_string());
            let stated = stated.to_string();
            reader.refuse(ProblemKind::Contradiction, node, path, &stated, "the months of the grid", expected);
        }
        // A text that could not be read is a problem already.
        None if node.is_blank() => {
            reader.missing(path, "the end of the range");
            reader.keep(node, path);
        }
        None => {}
    }
}
