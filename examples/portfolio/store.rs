//! Raw columns in a folder: a file of little-endian numbers for each batch, and a manifest that says what is in them.
//!
//! A batch's file holds its columns one after the other; the manifest gives their names, types and lengths in that order,
//! and the dictionaries, which all batches share.

use std::fs;
use std::path::{Path, PathBuf};

use credit_bureau::report::{BusinessKind, Guarantee, HolderRole, InstitutionType};
use credit_bureau::{AccountKind, AccountState, Currency, Month, Portfolio};
use serde::{Deserialize, Serialize};

use super::sections::{Number, Visitor, visit};
use credit_bureau::portfolio::columns::{Columns, Profile};

/// What is wrong with a folder of columns, and with which file.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", .file.display())]
pub struct StoreError {
    file: PathBuf,
    problem: String,
}

fn failed(file: &Path, problem: impl ToString) -> StoreError {
    StoreError { file: file.to_owned(), problem: problem.to_string() }
}

/// What is in the files beside it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`VERSION`].
    credit_bureau_columns: u32,
    /// The month as of which they speak.
    pub month: Month,
    pub currency: Currency,
    /// The number from which the consumers were drawn.
    pub seed: u64,
    pub consumers: u64,
    pub accounts: u64,
    batches: Vec<Batch>,
    furnishers: Vec<Box<str>>,
    inquirers: Vec<Box<str>>,
    profiles: Vec<ProfileRow>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    file: String,
    /// Name, type and length of each column.
    columns: Vec<(String, String, usize)>,
}

/// A profile as the manifest spells it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileRow {
    kind: AccountKind,
    furnisher_type: Option<InstitutionType>,
    business: Option<BusinessKind>,
    guarantee: Option<Guarantee>,
    role: Option<HolderRole>,
    state: Option<AccountState>,
    known: bool,
    stated: u8,
}

impl ProfileRow {
    fn of(profile: &Profile) -> ProfileRow {
        let &Profile { kind, furnisher_type, business, guarantee, role, state, known, stated, .. } = profile;
        ProfileRow { kind, furnisher_type, business, guarantee, role, state, known, stated }
    }

    fn profile(&self) -> Profile {
        let mut profile = Profile::new(self.kind);
        profile.furnisher_type = self.furnisher_type;
        (profile.business, profile.guarantee, profile.role) = (self.business, self.guarantee, self.role);
        (profile.state, profile.known, profile.stated) = (self.state, self.known, self.stated);
        profile
    }
}

/// A folder that is being written.
pub struct Writer {
    folder: PathBuf,
    manifest: Manifest,
}

impl Writer {
    /// Makes the folder.
    pub fn new(folder: &Path, month: Month, currency: Currency, seed: u64) -> Result<Writer, StoreError> {
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        let manifest = Manifest {
            credit_bureau_columns: VERSION,
            month,
            currency,
            seed,
            consumers: 0,
            accounts: 0,
            batches: Vec::new(),
            furnishers: Vec::new(),
            inquirers: Vec::new(),
            profiles: Vec::new(),
        };
        Ok(Writer { folder: folder.to_owned(), manifest })
    }

    /// Writes a batch; its dictionaries begin with those of the batch before it.
    pub fn push(&mut self, batch: &mut Columns) -> Result<(), StoreError> {
        let manifest = &mut self.manifest;
        let file = format!("{:05}.columns", manifest.batches.len());
        let path = self.folder.join(&file);
        let mut writing = Writing::default();
        visit(batch, &mut writing).map_err(|problem| failed(&path, problem))?;
        fs::write(&path, &writing.bytes).map_err(|error| failed(&path, error))?;
        manifest.batches.push(Batch { file, columns: writing.columns });
        manifest.consumers += batch.starts.len().saturating_sub(1) as u64;
        manifest.accounts += batch.profile.len() as u64;
        manifest.furnishers.clone_from(&batch.furnishers);
        manifest.inquirers.clone_from(&batch.inquiries.inquirers);
        manifest.profiles = batch.profiles.iter().map(ProfileRow::of).collect();
        Ok(())
    }

    /// Writes the manifest, without which the folder is none of columns.
    pub fn finish(self) -> Result<Manifest, StoreError> {
        let path = self.folder.join(MANIFEST);
        let text = serde_json::to_string(&self.manifest).map_err(|error| failed(&path, error))?;
        fs::write(&path, text).map_err(|error| failed(&path, error))?;
        Ok(self.manifest)
    }
}

/// A folder that is being read.
pub struct Reader {
    folder: PathBuf,
    pub manifest: Manifest,
}

impl Reader {
    /// Reads the manifest.
    pub fn open(folder: &Path) -> Result<Reader, StoreError> {
        let path = folder.join(MANIFEST);
        let text = fs::read(&path).map_err(|error| failed(&path, error))?;
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| failed(&path, error))?;
        match manifest.credit_bureau_columns {
            VERSION => Ok(Reader { folder: folder.to_owned(), manifest }),
            found => Err(failed(&path, format!("columns of version {found}: expected version {VERSION}"))),
        }
    }

    /// The portfolio of all batches; the second argument is told how many consumers have been read.
    pub fn portfolio(&self, mut at: impl FnMut(u64)) -> Result<Portfolio, StoreError> {
        let mut builder = Portfolio::builder(self.manifest.month, self.manifest.currency).without_names();
        let mut consumers = 0;
        for batch in &self.manifest.batches {
            let path = self.folder.join(&batch.file);
            let bytes = fs::read(&path).map_err(|error| failed(&path, error))?;
            let columns = self.read(batch, &bytes).map_err(|problem| failed(&path, problem))?;
            consumers += columns.starts.len().saturating_sub(1) as u64;
            builder.push_columns(columns).map_err(|error| failed(&path, error))?;
            at(consumers);
        }
        let portfolio = builder.build();
        let (found, expected) = (
            (portfolio.subjects() as u64, portfolio.accounts() as u64),
            (self.manifest.consumers, self.manifest.accounts),
        );
        if found != expected {
            let (found, expected) = (
                format!("{} consumers with {} accounts", found.0, found.1),
                format!("{} with {}", expected.0, expected.1),
            );
            return Err(failed(&self.folder.join(MANIFEST), format!("the files hold {found}: expected {expected}")));
        }
        Ok(portfolio)
    }

    fn read(&self, batch: &Batch, bytes: &[u8]) -> Result<Columns, String> {
        let mut reading = Reading { columns: batch.columns.iter(), left: bytes };
        let mut columns = Columns::default();
        visit(&mut columns, &mut reading)?;
        match (reading.columns.next(), reading.left.len()) {
            (Some((name, ..)), _) => return Err(format!("the manifest has a column `{name}` that is not known")),
            (None, 0) => {}
            (None, more) => return Err(format!("{more} bytes more than the manifest says")),
        }
        columns.furnishers.clone_from(&self.manifest.furnishers);
        columns.inquiries.inquirers.clone_from(&self.manifest.inquirers);
        columns.profiles = self.manifest.profiles.iter().map(ProfileRow::profile).collect();
        Ok(columns)
    }
}

/// A batch on its way into a file.
#[derive(Default)]
struct Writing {
    bytes: Vec<u8>,
    columns: Vec<(String, String, usize)>,
}

impl Visitor for Writing {
    fn numbers<N: Number>(&mut self, name: &'static str, column: &mut Vec<N>) -> Result<(), String> {
        self.bytes.reserve(size_of_val(column.as_slice()));
        column.iter().for_each(|number| number.put(&mut self.bytes));
        self.columns.push((name.to_owned(), N::NAME.to_owned(), column.len()));
        Ok(())
    }
}

/// A batch on its way out of a file.
struct Reading<'a> {
    columns: std::slice::Iter<'a, (String, String, usize)>,
    left: &'a [u8],
}

impl Visitor for Reading<'_> {
    fn numbers<N: Number>(&mut self, name: &'static str, column: &mut Vec<N>) -> Result<(), String> {
        let expected = || format!("expected the column `{name}` of type {}", N::NAME);
        let (found, kind, length) = self.columns.next().ok_or_else(|| format!("no more columns: {}", expected()))?;
        if found != name || kind != N::NAME {
            return Err(format!("a column `{found}` of type {kind}: {}", expected()));
        }
        let bytes = length.checked_mul(size_of::<N>()).and_then(|bytes| self.left.split_at_checked(bytes));
        let (bytes, left) = bytes.ok_or_else(|| format!("too short for {length} numbers of the column `{name}`"))?;
        column.extend(bytes.chunks_exact(size_of::<N>()).map(N::of));
        self.left = left;
        Ok(())
    }

    /// The manifest says which width it is.
    fn widths<N: Number, W: Number>(
        &mut self,
        name: &'static str,
        narrow: &mut Vec<N>,
        wide: &mut Vec<W>,
    ) -> Result<(), String> {
        match self.columns.as_slice().first() {
            Some((_, kind, _)) if kind == W::NAME => self.numbers(name, wide),
            _ => self.numbers(name, narrow),
        }
    }
}

const VERSION: u32 = 1;
const MANIFEST: &str = "manifest.json";
