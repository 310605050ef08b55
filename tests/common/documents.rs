//! Random PBOC documents, made along the listing of fields: every field can be there, with a value of its sort.
//!
//! Without noise a document is well formed, though its codes need not exist and its facts need not fit together. With
//! noise it has what no report should have: unknown fields, numbers without quotes, lists where a text is due, items that
//! are null, wrong counts, gaps in the months.

use std::collections::HashMap;

use credit_bureau::Month;
use credit_bureau::format::pboc::{Field, FieldKind, fields};
use credit_bureau::format::{Bare, Member, Node};

/// A document; the same seed gives the same one. `noise` is how many in a hundred nodes are spoiled.
pub fn document(seed: u64, noise: u64) -> Node<'static> {
    let mut children: HashMap<String, Vec<Field>> = HashMap::new();
    for field in fields() {
        let parent = field.place.rsplit_once('.').map_or("", |(parent, _)| parent).to_owned();
        children.entry(parent).or_default().push(field);
    }
    let mut dice = Dice { state: seed | 1, noise, children, accounts: 0 };
    let mut document = dice.group("");
    let moment = Node::text(dice.pick(&["2019-10-16T17:46:36", "2030-01-01T00:00:00", "2016-02-29T23:59:59"]));
    document.put(&"PRH.PA01.PA01A.PA01AR01".parse().unwrap(), moment).unwrap();
    document
}

struct Dice {
    state: u64,
    noise: u64,
    children: HashMap<String, Vec<Field>>,
    accounts: usize,
}

impl Dice {
    fn group(&mut self, place: &str) -> Node<'static> {
        let rows = self.children.get(place).cloned().unwrap_or_default();
        let mut members: Vec<Member<'static>> = Vec::new();
        let mut items = 0;
        for row in &rows {
            let node = match row.kind {
                FieldKind::ItemCount => continue,
                // A report without a head is not one, and an account without its kind says little.
                _ if !place.is_empty() && !REQUIRED.contains(&row.tag) && self.chance(15) => Node::Null,
                _ => self.node(row),
            };
            if let Node::List(list) = &node {
                items = list.iter().filter(|item| !item.is_empty()).count();
            }
            let node = if place.is_empty() || row.tag.starts_with("PA01") { node } else { self.spoiled(node) };
            members.push((row.tag.into(), node));
        }
        if let Some(row) = rows.iter().find(|row| row.kind == FieldKind::ItemCount) {
            let count = if self.noisy() { self.below(4) } else { u64::try_from(items).unwrap() };
            let node = if count == 0 && self.chance(50) { Node::Null } else { Node::text(count.to_string()) };
            members.push((row.tag.into(), self.spoiled(node)));
        }
        if !place.is_empty() && self.noisy() {
            members.push(("XX99".into(), Node::text("unknown")));
        }
        if self.chance(50) {
            members.reverse();
        }
        Node::Group(members)
    }

    fn node(&mut self, row: &Field) -> Node<'static> {
        match row.tag {
            "PD01D" | "PD01E" => return self.grid(row.tag == "PD01E"),
            "PD01AI01" => {
                self.accounts += usize::from(!self.noisy());
                return Node::text(format!("A{}", self.accounts));
            }
            "PD01AD01" => return Node::text(self.pick(&["D1", "R4", "R1", "R2", "R3", "C1"])),
            "PE01AD01" => return Node::text(self.pick(&["TE", "UE"])),
            "PC010D01" => return Node::List((0..self.below(3)).map(|_| Node::text(self.pick(CODES))).collect()),
            _ => {}
        }
        let text = match row.kind {
            FieldKind::Group => return self.group(&row.place),
            FieldKind::List => {
                let items = (0..self.below(4)).map(|_| self.group(&format!("{}[]", row.place)));
                return Node::List(items.collect::<Vec<_>>().into_iter().map(|item| self.spoiled(item)).collect());
            }
            FieldKind::Code => self.pick(CODES).to_owned(),
            FieldKind::Currency => self.pick(&["CNY", "USD", "JPY", "XXX"]).to_owned(),
            FieldKind::Text => {
                self.pick(&["AB", "王小二", "<&>\"'\\", " ", "--", "0000-00", "A10311000H0001"]).to_owned()
            }
            FieldKind::Amount => self.pick(&["0", "1", "1000", "92233720368547758", "-5", "1e9", "--"]).to_owned(),
            FieldKind::Count => self.pick(&["0", "1", "24", "4294967295", "007"]).to_owned(),
            FieldKind::Date => self.pick(&["2015-06-01", "2016-02-29", "2099-12-31", "0000-00-00", "--"]).to_owned(),
            FieldKind::Month => self.pick(&["2015-06", "2016-02", "2019-13", "0000-00", "2016-01"]).to_owned(),
            FieldKind::Year => self.pick(&["2015", "0800", "15"]).to_owned(),
            FieldKind::Moment => "2019-10-16T17:46:36".to_owned(),
            FieldKind::Status => self.pick(&["N", "1", "7", "*", "#", "Q"]).to_owned(),
            FieldKind::Statuses => {
                let length = if self.noisy() { 23 } else { 24 };
                (0..length).map(|_| self.pick(&["#", "N", "*", "1", "C"])).collect()
            }
            _ => String::new(),
        };
        Node::text(text)
    }

    /// The months of a grid follow each other, unless there is noise.
    fn grid(&mut self, with_amounts: bool) -> Node<'static> {
        let prefix = if with_amounts { "PD01E" } else { "PD01D" };
        let last = Month::new(2015, 12).unwrap().checked_add(i32::try_from(self.below(3)).unwrap()).unwrap();
        let length = 1 + if self.chance(20) { self.below(62) } else { self.below(30) };
        let mut months: Vec<Month> =
            (0..length).map(|ago| last.checked_add(-i32::try_from(ago).unwrap()).unwrap()).collect();
        if self.noisy() {
            let gap = usize::try_from(self.below(length)).unwrap();
            months.remove(gap);
        }
        let first = months.last().copied().unwrap_or(last);
        let cells: Vec<_> = months
            .iter()
            .map(|month| {
                let status = self.pick(if self.noise > 0 { &["N", "N", "1", "#", "Q"] } else { &["N", "N", "N", "N"] });
                let mut cell = vec![(format!("{prefix}D01").into(), Node::text(status))];
                if with_amounts && self.chance(50) {
                    cell.push((format!("{prefix}J01").into(), Node::text(self.pick(&["0", "100", "100", "-1"]))));
                }
                cell.push((format!("{prefix}R03").into(), Node::text(month.to_string())));
                let cell = Node::Group(cell);
                self.spoiled(cell)
            })
            .collect();
        let count = cells.len().to_string();
        let mut grid = vec![(format!("{prefix}H").into(), Node::List(cells))];
        for (tag, month) in [("R01", first), ("R02", last)] {
            let node = Node::text(month.to_string());
            grid.push((format!("{prefix}{tag}").into(), self.spoiled(node)));
        }
        if with_amounts {
            grid.push((format!("{prefix}S01").into(), Node::text(count)));
        }
        Node::Group(grid)
    }

    /// The node, or something else, as often as there is noise.
    fn spoiled(&mut self, node: Node<'static>) -> Node<'static> {
        if !self.noisy() {
            return node;
        }
        match self.below(6) {
            0 => Node::Null,
            1 => Node::Bare(Bare::from(5_u64)),
            2 => Node::Bare(Bare::from(true)),
            3 => Node::List(vec![Node::text("a"), Node::Null, Node::Group(vec![("b".into(), Node::text("c"))])]),
            4 => Node::Group(vec![("XX98".into(), Node::text("?"))]),
            _ => Node::text("?"),
        }
    }

    fn noisy(&mut self) -> bool {
        let noise = self.noise;
        self.chance(noise)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick(&mut self, all: &[&'static str]) -> &'static str {
        all[usize::try_from(self.below(u64::try_from(all.len()).unwrap())).unwrap()]
    }

    fn below(&mut self, limit: u64) -> u64 {
        // Xorshift: a fair die is all that is asked of it.
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) % limit.max(1)
    }
}

/// Fields that a part is not without.
const REQUIRED: [&str; 8] = ["PD01A", "PD01AD01", "PD01AI01", "PE01A", "PE01AD01", "PE01AR02", "PD01CR01", "PH010R01"];

/// Codes of several tables; each table has some of them.
const CODES: &[&str] = &[
    "0", "1", "1", "2", "3", "4", "5", "9", "01", "02", "03", "10", "11", "12", "20", "21", "99", "A", "X", "201",
    "004",
];
