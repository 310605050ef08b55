//! The wrong mixture does not compile, and the right one needs the person's consent.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test may panic: that is how it fails")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// What must not compile: a test each in `tests/ui`, with one mistake in it, and beside it what the compiler says.
const REFUSED: [&str; 8] = [
    "public_record_into_scorecard",
    "public_record_into_lending",
    "profile_into_lending",
    "loyalty_into_lending",
    "own_type_into_lending",
    "another_members_profile",
    "joined_without_permit",
    "permit_made_up",
];

/// Compilers differ in their words: they are compared on this one.
const PINNED: &str = "rustc 1.95.";

#[test]
fn silos_do_not_mix() {
    if is_pinned() {
        let cases = trybuild::TestCases::new();
        cases.pass("tests/ui/allowed.rs");
        REFUSED.iter().for_each(|name| cases.compile_fail(case(Path::new("tests/ui"), name)));
        return;
    }
    let folder = without_messages();
    let failure = std::panic::catch_unwind(|| {
        let cases = trybuild::TestCases::new();
        cases.pass("tests/ui/allowed.rs");
        REFUSED.iter().for_each(|name| cases.compile_fail(case(&folder, name)));
    });
    // That each failed, with words that nothing was there to compare with, is the only failure allowed.
    let said = failure.unwrap_err().downcast::<String>().unwrap();
    assert_eq!(*said, format!("successfully created new stderr files for {} test cases", REFUSED.len()));
}

fn case(folder: &Path, name: &str) -> PathBuf {
    folder.join(name).with_extension("rs")
}

fn is_pinned() -> bool {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(compiler).arg("--version").output().unwrap().stdout;
    String::from_utf8_lossy(&version).starts_with(PINNED)
}

/// The same tests without what the compiler says: that they fail is all that is looked at.
fn without_messages() -> PathBuf {
    let (from, folder) =
        (Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui"), Path::new(env!("CARGO_TARGET_TMPDIR")));
    for name in REFUSED.iter().chain(&["common"]) {
        std::fs::copy(case(&from, name), case(folder, name)).unwrap();
    }
    folder.to_owned()
}
