//! The wrong mixture does not compile, and the right one needs the person's consent.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

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

/// Compilers differ in their words: they are compared on this one, and the error's code on every one.
const PINNED: &str = "rustc 1.95.";

#[test]
fn silos_do_not_mix() {
    let compiler = Compiler::new();
    let allowed = compiler.compile("allowed", "link");
    assert!(allowed.status.success(), "`allowed` does not compile:\n{}", said(&allowed));
    let run = Command::new(scratch(&format!("allowed{}", std::env::consts::EXE_SUFFIX))).output().unwrap();
    assert!(run.status.success(), "`allowed` fails:\n{}", said(&run));

    let faults: Vec<String> = REFUSED.iter().filter_map(|name| compiler.fault(name)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The compiler with the libraries that this test is linked with: nothing is built a second time for the cases.
struct Compiler {
    program: OsString,
    libraries: Vec<OsString>,
    is_pinned: bool,
}

impl Compiler {
    fn new() -> Self {
        let program = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let version = Command::new(&program).arg("--version").output().unwrap().stdout;
        let is_pinned = String::from_utf8_lossy(&version).starts_with(PINNED);
        let mut libraries = Vec::new();
        for name in ["credit_bureau", "chrono"] {
            let path = built(name);
            let mut search = OsString::from("-Ldependency=");
            search.push(path.parent().unwrap());
            let mut library = OsString::from(format!("--extern={name}="));
            library.push(path);
            libraries.extend([search, library]);
        }
        Self { program, libraries, is_pinned }
    }

    /// Compiles a case to this form, which lies in the scratch folder.
    fn compile(&self, name: &str, form: &str) -> Output {
        let mut command = Command::new(&self.program);
        command.args(["--edition=2024", "--crate-type=bin", "--cap-lints=allow", "--color=never", "--verbose"]);
        command.args(&self.libraries).arg(format!("--emit={form}")).arg("--out-dir").arg(scratch(""));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).arg(Path::new("tests/ui").join(name).with_extension("rs"));
        command.output().unwrap()
    }

    /// How the compiler's answer to a case is not the one that is kept.
    fn fault(&self, name: &str) -> Option<String> {
        let output = self.compile(name, "metadata");
        if output.status.success() {
            return Some(format!("`{name}` compiles"));
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
        let kept = std::fs::read_to_string(folder.join(name).with_extension("stderr")).unwrap();
        let said = said(&output);
        let agree = if self.is_pinned { words(&said) == words(&kept) } else { codes(&said) == codes(&kept) };
        (!agree).then(|| format!("`{name}` fails otherwise than `tests/ui/{name}.stderr` says:\n{said}"))
    }
}

/// Asks cargo for the file of a library that this program is linked with. It is there already: the program was built by the
/// same command, and cargo answers at once. A feature that were missing here would have the library built without it.
fn built(library: &str) -> PathBuf {
    macro_rules! features {
        ($($name:literal)*) => { [$((cfg!(feature = $name), $name)),*] };
    }
    let features = features!["csv" "default" "json" "pmml" "rayon" "simd" "testkit" "xml"];
    let features: Vec<&str> = features.iter().filter(|(is_on, _)| *is_on).map(|(_, name)| *name).collect();
    let program = std::env::current_exe().unwrap();
    let profile = program.ancestors().nth(2).unwrap().file_name().unwrap().to_str().unwrap();

    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["test", "--no-run", "--quiet", "--message-format=json", "--test", env!("CARGO_CRATE_NAME")]);
    command.args(["--no-default-features", "--features", &features.join(",")]);
    command.args(["--profile", if profile == "debug" { "test" } else { profile }]);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let artifacts = serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>().map(Result::unwrap);
    let files = artifacts
        .filter(|artifact| artifact["target"]["name"].as_str().is_some_and(|name| name.replace('-', "_") == library))
        .flat_map(|artifact| artifact["filenames"].as_array().cloned().unwrap_or_default());
    let mut files = files.filter_map(|file| file.as_str().map(PathBuf::from));
    files.find(|file| file.extension().is_some_and(|extension| extension == "rlib")).unwrap()
}

fn scratch(file: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(file)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The codes of a compiler's errors.
fn codes(said: &str) -> Vec<&str> {
    said.lines().filter_map(|line| line.strip_prefix("error[")?.split(']').next()).collect()
}

/// What a compiler says, without its closing lines, the depth of its margin, and where in the library a thing stands.
fn words(said: &str) -> Vec<&str> {
    let lines = said.lines().map(|line| line.trim_start_matches(|sign: char| sign == ' ' || sign.is_ascii_digit()));
    let lines = lines.map(|line| match line.starts_with("--> src/") || line.starts_with("::: src/") {
        true => line.split_once(".rs").unwrap().0,
        false => line.trim_end(),
    });
    let closing = ["error: aborting due to ", "For more information about this error", "Some errors have detailed"];
    lines.filter(|line| !line.is_empty() && !closing.iter().any(|closing| line.starts_with(closing))).collect()
}
