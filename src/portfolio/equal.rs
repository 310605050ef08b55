//! Equality of portfolios: the same subjects with the same content, however they are spread over chunks and
//! dictionaries.

use super::columns::ChunkRef;
use super::store::Portfolio;

impl PartialEq for Portfolio {
    fn eq(&self, other: &Portfolio) -> bool {
        let sizes =
            |portfolio: &Portfolio| (portfolio.month, portfolio.currency, portfolio.subjects, portfolio.accounts);
        sizes(self) == sizes(other) && subjects(self).zip(subjects(other)).all(|(mine, theirs)| mine.equals(&theirs))
    }
}

impl Eq for Portfolio {}

fn subjects(portfolio: &Portfolio) -> impl Iterator<Item = Subject<'_>> {
    portfolio.chunks().flat_map(|(_, chunk)| (0..chunk.chunk.subjects()).map(move |subject| Subject { chunk, subject }))
}

struct Subject<'a> {
    chunk: ChunkRef<'a>,
    subject: usize,
}

impl Subject<'_> {
    fn equals(&self, other: &Subject<'_>) -> bool {
        let (mine, theirs) = (self.chunk.chunk, other.chunk.chunk);
        let accounts = (mine.accounts_of(self.subject), theirs.accounts_of(other.subject));
        let inquiries = (mine.inquiries_of(self.subject), theirs.inquiries_of(other.subject));
        let liabilities = (mine.liabilities_of(self.subject), theirs.liabilities_of(other.subject));
        mine.name_of(self.subject) == theirs.name_of(other.subject)
            && mine.as_of_days(self.subject) == theirs.as_of_days(other.subject)
            && accounts.0.len() == accounts.1.len()
            && accounts.0.zip(accounts.1).all(|(a, b)| self.chunk.account_equals(a, other.chunk, b))
            && inquiries.0.len() == inquiries.1.len()
            && inquiries.0.zip(inquiries.1).all(|(a, b)| mine.inquiry(a) == theirs.inquiry(b))
            && liabilities.0.len() == liabilities.1.len()
            && liabilities.0.iter().zip(liabilities.1).all(|(a, b)| a.owed() == b.owed())
    }
}

impl ChunkRef<'_> {
    fn account_equals(self, account: usize, other: ChunkRef<'_>, of_other: usize) -> bool {
        let (mine, theirs) = (self.chunk, other.chunk);
        let amounts = [
            (&mine.granted, &theirs.granted),
            (&mine.balance, &theirs.balance),
            (&mine.past_due, &theirs.past_due),
            (&mine.scheduled, &theirs.scheduled),
        ];
        let overdue = (mine.overdue.of(account), theirs.overdue.of(of_other));
        self.profile_of(account) == other.profile_of(of_other)
            && mine.planes_of(account) == theirs.planes_of(of_other)
            && mine.opened.get(account) == theirs.opened.get(of_other)
            && mine.furnisher_of(account) == theirs.furnisher_of(of_other)
            && amounts.into_iter().all(|(mine, theirs)| mine.get(account) == theirs.get(of_other))
            && mine.used.get(account) == theirs.used.get(of_other)
            && mine.actual.get(account) == theirs.actual.get(of_other)
            && mine.overdue.ago.get(overdue.0.clone()) == theirs.overdue.ago.get(overdue.1.clone())
            && overdue.0.zip(overdue.1).all(|(a, b)| mine.overdue.amounts.get(a) == theirs.overdue.amounts.get(b))
    }
}
