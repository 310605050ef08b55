//! Tallies as bytes; [`Tally::to_bytes`] documents the layout.
//!
//! A tally is read with its plan, which fixes the order of the numbers, so that the bytes hold the numbers alone.
//! Lengths that the plan does not fix are checked against the remaining bytes before anything is stored: reading takes
//! no more memory than the plan's empty tally and the texts that are really there. Every number and set has exactly one
//! spelling, so that tallies are equal if and only if their bytes are. The serde form is in [`serial`](super::serial).

use chrono::{Datelike, NaiveDate};

use super::cell::at;
use super::{CellTally, GroupTally, InquiryTally, LiabilityTally, OverdueTally, Tally};
use crate::attributes::filter::Withheld;
use crate::attributes::plan::{Fold, Group, Plan};
use crate::attributes::row::{AttributeError, Furnishers};
use crate::fingerprint::Fingerprint;
use crate::history::{Months, Planes};
use crate::month::Month;
use crate::report::InquiryReason;

impl Tally {
    /// Writes the tally as bytes, to be sent between threads, processes and machines, or kept for next month's run.
    ///
    /// Equal tallies have equal bytes. Most take a few hundred; empty parts take next to nothing.
    ///
    /// ```
    /// use credit_bureau::attributes::{Plan, Tally};
    /// use credit_bureau::{AccountKind, Regime, Report};
    /// let report = Report::builder("2024-06-30")
    ///     .account(AccountKind::CreditCard, "card", |card| {
    ///         card.limit(10_000).balance(4_000).paid("NN1N")
    ///     })
    ///     .build()?;
    /// let (plan, holistic) = (Plan::standard(), Regime::holistic());
    /// let tally = report.under(holistic).tally(plan);
    /// let sent: Vec<u8> = tally.to_bytes();
    /// let received = Tally::from_bytes(plan, &sent)?;
    /// assert_eq!(received, tally);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Layout 4
    ///
    /// | at | bytes | what |
    /// |---|---|---|
    /// | 0 | 5 | `TALLY` in ASCII |
    /// | 5 | 1 | version of the layout: 4 |
    /// | 6 | 2 | as-of month: months since 0000-01, little-endian |
    /// | 8 | 8 | [fingerprint of the plan](Plan::fingerprint), little-endian |
    /// | 16 | 8 | [fingerprint of the regime](crate::Regime::fingerprint), little-endian |
    /// | 24 | 1 | bit 0: the regime shows inquiries; bit 1: it shows liabilities; the others are zero |
    /// | 25 | … | a *group* for each filter of the plan and set of kinds that feed its rows, in the order of the filters' notation |
    /// | … | … | *inquiries*: how many entries, then each of them |
    /// | … | … | *liabilities* for each different row over liabilities of the plan, in the order of their notation |
    /// | end − 8 | 8 | checksum: FNV-1a in 64 bits over the text `tally 4`, a byte FF, and all bytes before, little-endian |
    ///
    /// Everything between header and checksum is made of five kinds of parts. A *number* is unsigned, in LEB128: seven
    /// bits a byte, the lowest first, the top bit set on all but the last byte, no byte more than needed. A *signed*
    /// number is a number, 2*n* for *n* ≥ 0 and −2*n* − 1 for *n* < 0. A *text* is its length in bytes, a number, and
    /// its UTF-8. *Months* are a number whose bit *n* is the month *n* months before the as-of month, bits 0 to 59.
    /// *Withheld* is a number: 0 if nothing is withheld, 1 if something is not known at the month, 2 if a mask
    /// hides something.
    ///
    /// | part | made of |
    /// |---|---|
    /// | group | withheld, number of accounts that pass; unless that is 0: its *probes*, then its *cells* |
    /// | probe | withheld, then its *folds* |
    /// | fold: total | signed sum, number of accounts that state a value |
    /// | fold: positive | number of accounts with a value above zero |
    /// | fold: highest, lowest | 0 if there is none, or 1 and the signed value |
    /// | fold: furnishers | how many, then each code as a text, in ascending order of their bytes |
    /// | cell: any | months |
    /// | cell: worst | four sets of months: bits 0, 1, 2, 3 of the severities |
    /// | cell: accounts | months with an account, then for each of them, latest first, how many |
    /// | cell: overdue | withheld, months late, months of them with an amount, then for each of these, latest first, the signed sum |
    /// | inquiry | days since 0000-12-31 signed, place of the reason in [`InquiryReason::ALL`], inquirer as a text, how often; in ascending order |
    /// | liabilities | withheld, how many, how many state the amount, signed sum |
    ///
    /// A fold whose value another number already gives is left out: how many accounts there are; the sum of months that
    /// pass a test, from the cell of accounts; the highest severity, from the cell of the worst; the fewest months
    /// since one that passes a test, from the cell of any. A probe without a fold is left out.
    ///
    /// *Order.* Filters, month tests and rows over liabilities are in the byte order of their notation, in normal form
    /// ([`Attribute::normalised`](crate::attributes::Attribute::normalised)). Groups with the same filter are ordered by
    /// the kinds that feed their rows where a regime shows only what went wrong, then by those where it shows only what
    /// went right, each as a list in the order of [`AccountKind::ALL`](crate::AccountKind::ALL). The probes of a group
    /// are ordered by the number that an account contributes: the account, count, any, never, longest run, months since,
    /// worst, latest, latest is, value, value at least 0; then by month test or value (limit, principal, balance, used,
    /// past due, scheduled, actual, age, utilisation); then by the bits of the window's months. The folds of a probe are
    /// ordered as in the table, the cells of a group as any, worst, accounts, overdue, and then by month test.
    ///
    /// Amounts are in minor units. A change to the layout, to these orders, or to the order of the reasons raises the
    /// version. The checksum finds accidents, not forgeries: bytes from outside a trusted network need a signature.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer(Vec::with_capacity(CAPACITY));
        to.put(MAGIC);
        to.put(&[VERSION]);
        to.put(&self.month.ordinal().to_le_bytes());
        to.put(&self.plan.to_le_bytes());
        to.put(&self.regime.to_le_bytes());
        let flag = |shows, flag| if shows { flag } else { 0 };
        to.put(&[flag(self.shows_inquiries, SHOWS_INQUIRIES) | flag(self.shows_liabilities, SHOWS_LIABILITIES)]);
        for (group, tally) in self.layout.iter().zip(&self.groups) {
            self.write_group(group, tally, &mut to);
        }
        self.inquiries.write(&mut to);
        for liabilities in &self.liabilities {
            liabilities.write(&mut to);
        }
        let Writer(mut bytes) = to;
        bytes.extend(checksum(&bytes).to_le_bytes());
        bytes
    }

    /// Reads a tally from the bytes of [`to_bytes`](Self::to_bytes). Month and regime come from the bytes, and are
    /// compared when the tally is merged or read.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Layout`] if the bytes are in another version of the layout, [`AttributeError::Corrupt`] if
    /// they are cut short, changed or too long, [`AttributeError::Mismatch`] if the tally is of another plan.
    pub fn from_bytes(plan: &Plan, bytes: &[u8]) -> Result<Tally, AttributeError> {
        let mut from = opened(bytes)?;
        let at = from.at();
        let month = Month::from_ordinal(u16::from_le_bytes(from.array()?))
            .map_err(|_| AttributeError::Corrupt { at, expected: "a month" })?;
        if u64::from_le_bytes(from.array()?) != plan.fingerprint {
            return Err(AttributeError::Mismatch { what: "plans" });
        }
        let regime = u64::from_le_bytes(from.array()?);
        let at = from.at();
        let [flags] = from.array()?;
        if flags & !(SHOWS_INQUIRIES | SHOWS_LIABILITIES) != 0 {
            return Err(AttributeError::Corrupt { at, expected: "flags 0 to 3" });
        }
        let shows = (flags & SHOWS_INQUIRIES != 0, flags & SHOWS_LIABILITIES != 0);
        // All memory whose size the plan fixes is taken here: no count in the bytes can ask for more.
        let mut tally = Tally::nothing(plan, month, regime, shows);
        for (place, group) in plan.groups.iter().enumerate() {
            tally.read_group(place, group, &mut from)?;
        }
        tally.inquiries.read_bytes(plan, &mut from)?;
        for liabilities in &mut tally.liabilities {
            liabilities.read(&mut from)?;
        }
        from.end()?;
        Ok(tally)
    }
}

/// Checks magic, version and checksum, and returns the bytes between version and checksum.
pub(crate) fn opened(bytes: &[u8]) -> Result<Reader<'_>, AttributeError> {
    let corrupt = |at, expected| Err(AttributeError::Corrupt { at, expected });
    let Some(after_magic) = bytes.strip_prefix(MAGIC) else {
        return corrupt(0, "`TALLY`, with which all tallies begin");
    };
    // The version before the checksum: a later layout may have another checksum, and "layout 4" helps more than
    // "corrupt".
    match after_magic.first() {
        Some(&VERSION) => {}
        Some(&found) => return Err(AttributeError::Layout { found, expected: VERSION }),
        None => return corrupt(bytes.len(), "the layout's version"),
    }
    let Some((body, sum)) = bytes.split_last_chunk() else {
        return corrupt(bytes.len(), "a checksum of 8 bytes");
    };
    if u64::from_le_bytes(*sum) != checksum(body) {
        return corrupt(body.len(), "the checksum of the bytes before it: some are missing or were changed");
    }
    let mut from = Reader { rest: body, length: body.len() };
    from.take(MAGIC.len().saturating_add(1))?;
    Ok(from)
}

fn checksum(bytes: &[u8]) -> u64 {
    Fingerprint::of("tally 4").bytes(bytes).finish()
}

impl Tally {
    fn write_group(&self, group: &Group, tally: &GroupTally, to: &mut Writer) {
        to.withheld(tally.withheld);
        to.number(tally.matched);
        // A group without accounts has gathered nothing.
        if tally.matched == 0 {
            return;
        }
        for probe in group.probes.iter().filter(|probe| probe.kept().next().is_some()) {
            let folds = || probe.kept().filter_map(|(place, fold)| Some((self.folds.get(place)?, fold)));
            to.withheld(folds().fold(None, |withheld, (tally, _)| withheld.max(tally.withheld)));
            for (tally_of, fold) in folds() {
                let stated = tally_of.stated(probe.contribution, tally.matched);
                match fold {
                    Fold::Total => {
                        to.signed(tally_of.value);
                        to.number(stated);
                    }
                    Fold::Positive => to.number(tally_of.value.cast_unsigned()),
                    Fold::Highest | Fold::Lowest => {
                        to.number(u8::from(stated > 0));
                        (stated > 0).then(|| to.signed(tally_of.value));
                    }
                    Fold::Furnishers => {
                        to.length(self.furnishers.of(probe.furnishers).count());
                        self.furnishers.of(probe.furnishers).for_each(|code| to.text(code.as_bytes()));
                    }
                }
            }
        }
        for cell in self.cells.get(group.places_of_cells()).unwrap_or_default() {
            cell.write(to);
        }
    }

    /// Reads a group into a tally of nothing.
    fn read_group(&mut self, place: usize, group: &Group, from: &mut Reader<'_>) -> Result<(), AttributeError> {
        let Tally { groups, folds, cells, furnishers, .. } = self;
        let (withheld, matched) = (from.withheld()?, from.number(u64::MAX, "a number of accounts")?);
        groups.get_mut(place).into_iter().for_each(|tally| *tally = GroupTally { matched, withheld });
        if matched == 0 {
            return Ok(());
        }
        for probe in group.probes.iter().filter(|probe| probe.kept().next().is_some()) {
            let withheld = from.withheld()?;
            let every = probe.contribution.is_of_every_account();
            for (place, fold) in probe.kept() {
                let Some(tally) = folds.get_mut(place) else { continue };
                tally.withheld = withheld;
                match fold {
                    Fold::Total => {
                        tally.value = from.signed()?;
                        let stated = from.number_of(matched, every)?;
                        // Where every account states the number, a tally does not count it: see `FoldTally::stated`.
                        tally.stated = if every { 0 } else { stated };
                    }
                    Fold::Positive => tally.value = from.number_of(matched, false)?.into(),
                    Fold::Highest | Fold::Lowest => {
                        let at = from.at();
                        match from.signed_if_any()? {
                            Some(value) => tally.value = value,
                            None if every => return Err(AttributeError::Corrupt { at, expected: "1 for a value" }),
                            None => continue,
                        }
                        tally.stated = u64::from(!every || fold == Fold::Lowest);
                    }
                    Fold::Furnishers => {
                        // Read into a set of its own, in which each code comes last: a long list is then appended, not
                        // inserted, and reading stays linear.
                        let (mut last, mut set) = (None, Furnishers::default());
                        for _ in 0..from.number_of(matched, false)? {
                            let at = from.at();
                            let code = from.text()?;
                            if last.is_some_and(|last| last >= code) {
                                return Err(AttributeError::Corrupt { at, expected: ASCENDING });
                            }
                            let mut furnisher = set.put(code);
                            furnisher.add(probe.furnishers);
                            furnisher.end();
                            last = Some(code);
                        }
                        furnishers.merge(set);
                    }
                }
            }
        }
        for cell in cells.get_mut(group.places_of_cells()).unwrap_or_default() {
            cell.read(matched, from)?;
        }
        Ok(())
    }
}

impl CellTally {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Any(months) => to.months(*months),
            Self::Worst(planes) => planes.words().into_iter().for_each(|word| to.number(word)),
            Self::Accounts(counter) => {
                to.months(counter.any());
                counter.any().iter().for_each(|ago| to.number(counter.at(ago)));
            }
            Self::Overdue(tally) => {
                to.withheld(tally.withheld);
                to.months(tally.late);
                to.months(tally.stated);
                // Months without a stated amount have no sum.
                let sums = (0..).zip(&tally.sums).filter(|(ago, _)| tally.stated.contains(*ago));
                sums.for_each(|(_, &sum)| to.signed(sum));
            }
        }
    }

    fn read(&mut self, matched: u64, from: &mut Reader<'_>) -> Result<(), AttributeError> {
        match self {
            Self::Any(months) => *months = from.months(Months::ALL)?,
            Self::Worst(planes) => {
                let mut words = [0; 4];
                for word in &mut words {
                    *word = from.months(Months::ALL)?.bits();
                }
                *planes = Planes::from_words(words);
            }
            Self::Accounts(counter) => {
                for ago in from.months(Months::ALL)? {
                    let place = from.at();
                    let count = from.number_of(matched, false)?;
                    if count == 0 {
                        return Err(AttributeError::Corrupt {
                            at: place,
                            expected: "a month with at least one account",
                        });
                    }
                    counter.put(ago, count);
                }
            }
            Self::Overdue(tally) => {
                let OverdueTally { sums, late, stated, withheld } = tally;
                *withheld = from.withheld()?;
                *late = from.months(Months::ALL)?;
                *stated = from.months(*late)?;
                for ago in *stated {
                    let sum = from.signed()?;
                    at(sums, ago).into_iter().for_each(|slot| *slot = sum);
                }
            }
        }
        Ok(())
    }
}

impl InquiryTally {
    fn write(&self, to: &mut Writer) {
        to.length(self.0.len());
        for ((day, reason, inquirer), times) in &self.0 {
            to.signed(day.num_days_from_ce().into());
            to.number(*reason as u8);
            to.text(inquirer.as_bytes());
            to.number(*times);
        }
    }

    fn read_bytes(&mut self, plan: &Plan, from: &mut Reader<'_>) -> Result<(), AttributeError> {
        let InquiryTally(inquiries) = self;
        for _ in 0..from.number(u64::MAX, "a number of inquiries")? {
            let place = from.at();
            let corrupt = |expected| AttributeError::Corrupt { at: place, expected };
            let day = i32::try_from(from.signed()?).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
            let day = day.ok_or_else(|| corrupt("a day"))?;
            let number = from.number(u8::MAX.into(), "the number of a reason")?;
            let reason = usize::try_from(number).ok().and_then(|number| InquiryReason::ALL.get(number));
            let reason = reason.filter(|reason| plan.reasons.contains(reason));
            let reason = *reason.ok_or_else(|| corrupt("an inquiry for a reason that the plan looks at"))?;
            let inquiry = (day, reason, from.text()?.into());
            let times = from.number(u64::MAX, "the number of such inquiries")?;
            if times == 0 {
                return Err(corrupt("an inquiry that occurs at least once"));
            }
            if inquiries.last_key_value().is_some_and(|(last, _)| *last >= inquiry) {
                return Err(corrupt(ASCENDING));
            }
            inquiries.insert(inquiry, times);
        }
        Ok(())
    }
}

impl LiabilityTally {
    fn write(&self, to: &mut Writer) {
        to.withheld(self.withheld);
        to.number(self.matched);
        to.number(self.stated);
        to.signed(self.sum);
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Result<(), AttributeError> {
        self.withheld = from.withheld()?;
        self.matched = from.number(u64::MAX, "a number of liabilities")?;
        self.stated = from.number(self.matched, "at most as many as there are liabilities")?;
        self.sum = from.signed()?;
        Ok(())
    }
}

/// Appends the parts of the layout to a buffer.
struct Writer(Vec<u8>);

impl Writer {
    fn put(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn number(&mut self, number: impl Into<u128>) {
        let mut rest = number.into();
        loop {
            let [low, ..] = rest.to_le_bytes();
            rest >>= BITS_A_BYTE;
            if rest == 0 {
                return self.0.push(low);
            }
            self.0.push(low | MORE);
        }
    }

    fn signed(&mut self, number: i128) {
        self.number((number << 1).cast_unsigned() ^ (number >> 127).cast_unsigned());
    }

    /// A length in memory, which fits 64 bits on every machine.
    fn length(&mut self, length: usize) {
        self.number(u64::try_from(length).unwrap_or(u64::MAX));
    }

    fn text(&mut self, text: &[u8]) {
        self.length(text.len());
        self.put(text);
    }

    fn months(&mut self, months: Months) {
        self.number(months.bits());
    }

    fn withheld(&mut self, withheld: Option<Withheld>) {
        self.number(match withheld {
            None => 0_u8,
            Some(Withheld::NotKnown) => 1,
            Some(Withheld::Hidden) => 2,
        });
    }
}

/// Reads the parts of the layout, with offsets for errors.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    /// The number of bytes at the start.
    length: usize,
}

impl<'a> Reader<'a> {
    /// The number of bytes read so far: the offset in errors.
    const fn at(&self) -> usize {
        self.length.saturating_sub(self.rest.len())
    }

    fn take(&mut self, bytes: usize) -> Result<&'a [u8], AttributeError> {
        match self.rest.split_at_checked(bytes) {
            Some((taken, rest)) => {
                self.rest = rest;
                Ok(taken)
            }
            None => Err(AttributeError::Corrupt { at: self.at(), expected: "more bytes" }),
        }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], AttributeError> {
        match self.rest.split_first_chunk() {
            Some((array, rest)) => {
                self.rest = rest;
                Ok(*array)
            }
            None => Err(AttributeError::Corrupt { at: self.at(), expected: "more bytes" }),
        }
    }

    /// An unsigned number of up to 64 bits, at most `max`.
    fn number(&mut self, max: u64, expected: &'static str) -> Result<u64, AttributeError> {
        let at = self.at();
        let number = u64::try_from(self.wide()?).ok().filter(|number| *number <= max);
        number.ok_or(AttributeError::Corrupt { at, expected })
    }

    /// A number of accounts out of `accounts`; exactly that many if `every` account counts.
    fn number_of(&mut self, accounts: u64, every: bool) -> Result<u64, AttributeError> {
        let at = self.at();
        match self.number(accounts, AT_MOST_MATCHED)? {
            number if every && number < accounts => {
                Err(AttributeError::Corrupt { at, expected: "as many as there are accounts" })
            }
            number => Ok(number),
        }
    }

    fn signed(&mut self) -> Result<i128, AttributeError> {
        let number = self.wide()?;
        Ok((number >> 1).cast_signed() ^ (number & 1).cast_signed().wrapping_neg())
    }

    fn signed_if_any(&mut self) -> Result<Option<i128>, AttributeError> {
        match self.number(1, "0 for no value or 1 for a value")? {
            0 => Ok(None),
            _ => self.signed().map(Some),
        }
    }

    /// An unsigned number of up to 128 bits, in no more bytes than needed.
    fn wide(&mut self) -> Result<u128, AttributeError> {
        // Most numbers take one byte.
        if let Some((&byte @ ..MORE, rest)) = self.rest.split_first() {
            self.rest = rest;
            return Ok(byte.into());
        }
        let at = self.at();
        let (mut number, mut shift) = (0_u128, 0_u32);
        loop {
            let [byte] = self.array()?;
            let low = u128::from(byte & !MORE);
            // Shifting back finds bits that fell off the top; `checked_shl` ends a run of continuation bytes.
            let placed = low.checked_shl(shift).filter(|placed| *placed >> shift == low);
            number |= placed.ok_or(AttributeError::Corrupt { at, expected: "a number of at most 128 bits" })?;
            if byte & MORE == 0 {
                return match byte == 0 && shift > 0 {
                    true => Err(AttributeError::Corrupt { at, expected: "a number in no more bytes than needed" }),
                    false => Ok(number),
                };
            }
            shift = shift.saturating_add(BITS_A_BYTE);
        }
    }

    fn text(&mut self) -> Result<&'a str, AttributeError> {
        let length = self.number(u64::MAX, "the length of a text")?;
        let at = self.at();
        let bytes = self.take(usize::try_from(length).unwrap_or(usize::MAX))?;
        std::str::from_utf8(bytes).map_err(|_| AttributeError::Corrupt { at, expected: "a text in UTF-8" })
    }

    /// A set of months, all of them in `among`.
    fn months(&mut self, among: Months) -> Result<Months, AttributeError> {
        let at = self.at();
        let bits = self.number(u64::MAX, "a set of months")?;
        match bits & !among.bits() {
            0 => Ok(Months::from_bits(bits)),
            _ if among == Months::ALL => Err(AttributeError::Corrupt { at, expected: "a set of at most 60 months" }),
            _ => Err(AttributeError::Corrupt { at, expected: "amounts in months that are late" }),
        }
    }

    fn withheld(&mut self) -> Result<Option<Withheld>, AttributeError> {
        Ok(match self.number(2, "whether something is withheld: 0, 1 or 2")? {
            0 => None,
            1 => Some(Withheld::NotKnown),
            _ => Some(Withheld::Hidden),
        })
    }

    fn end(&self) -> Result<(), AttributeError> {
        match self.rest {
            [] => Ok(()),
            _ => Err(AttributeError::Corrupt { at: self.at(), expected: "the checksum, since the tally is complete" }),
        }
    }
}

const MAGIC: &[u8] = b"TALLY";
const VERSION: u8 = 4;
const SHOWS_INQUIRIES: u8 = 1;
const SHOWS_LIABILITIES: u8 = 2;
/// Bytes reserved when a tally is written: enough for most.
const CAPACITY: usize = 1024;
/// Bits of a number in each of its bytes, in LEB128.
const BITS_A_BYTE: u32 = 7;
/// The bit of a byte that marks a continued number.
const MORE: u8 = 0x80;
const AT_MOST_MATCHED: &str = "at most as many as there are accounts";
const ASCENDING: &str = "ascending order, each once";
