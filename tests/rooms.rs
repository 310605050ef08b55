//! Arrows between the files of the library run one way.
//!
//! An arrow runs from a file to the file that defines a name it uses, whatever re-exports lie between: by a `use` line or
//! by a path that begins with `crate`, `self`, `super` or an imported module. Comments, texts and test modules do not
//! count. Methods are not followed: which file an `impl` stands in is not told by the line that calls it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test may panic: that is how it fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The top modules, floor by floor from the ground: each uses floors below its own and nothing beside it.
const FLOORS: [&[&str]; 12] = [
    &["fingerprint", "machine", "text"],
    &["language"],
    &["problems", "record"],
    &["money", "month"],
    &["history"],
    &["report"],
    &["policy"],
    &["attributes"],
    &["portfolio", "reconcile"],
    &["scoring"],
    &["format"],
    &["testkit"],
];

/// Circles of files that stand for a reason.
const CIRCLES: [&[&str]; 7] = [
    // An error names the values that it is about, and their readers give the error.
    &["history/error", "history/notation", "history/severity", "history/status"],
    &["money", "money/currency"],
    &["month", "month/window"],
    &["policy", "policy/regime"],
    // A report is built by its builder, and the checks that make it one read its data.
    &["report", "report/builder", "report/check"],
    // A kind knows the sets it is in, and a set its kinds.
    &["report/kinds", "report/words"],
    // The engine gets a second design: what its loops, tables and values take from each other goes with it.
    &["portfolio/engine/loops", "portfolio/engine/table", "portfolio/engine/values"],
];

#[test]
fn a_module_uses_floors_below_its_own_only() {
    let top = |module: &str| module.split('/').next().unwrap().to_owned();
    let floor = |module: &str| {
        let floor = FLOORS.iter().position(|floor| floor.contains(&top(module).as_str()));
        floor.unwrap_or_else(|| panic!("`{module}` stands on no floor"))
    };
    let arrows = Crate::read().arrows();
    let up: Vec<_> = arrows.iter().filter(|(from, to)| top(from) != top(to) && floor(from) <= floor(to)).collect();
    assert!(up.is_empty(), "{up:#?}");
}

#[test]
fn the_circles_of_files_are_those_that_are_stated() {
    let found: BTreeSet<BTreeSet<String>> = circles(&Crate::read().arrows()).into_iter().collect();
    let stated = CIRCLES.iter().map(|circle| circle.iter().map(|&file| file.to_owned()).collect()).collect();
    assert_eq!(found, stated);
}

#[test]
fn no_circle_crosses_a_folder() {
    let arrows = Crate::read().arrows();
    let folders: BTreeSet<&str> = arrows.iter().filter_map(|(from, _)| Some(from.rsplit_once('/')?.0)).collect();
    for folder in folders.into_iter().chain([""]) {
        // The rooms of a folder: its files, and its folders as one room each.
        let room = |file: &str| {
            let inside = if folder.is_empty() { file } else { file.strip_prefix(folder)?.strip_prefix('/')? };
            Some(inside.split('/').next()?.to_owned())
        };
        let between = arrows.iter().filter_map(|(from, to)| Some((room(from)?, room(to)?))).filter(|(a, b)| a != b);
        let across = circles(&between.collect());
        let of_files = |circle: &BTreeSet<String>| {
            let whole = |name: &String| format!("{folder}/{name}");
            CIRCLES.iter().any(|stated| circle.iter().map(whole).all(|file| stated.contains(&file.as_str())))
        };
        let across: Vec<_> = across.into_iter().filter(|circle| !of_files(circle)).collect();
        assert!(across.is_empty(), "in `{folder}`: {across:?}");
    }
}

/// The reader finds what it says, in a crate where each arrow is drawn in another way.
#[test]
fn arrows_are_found_however_they_are_written() {
    let texts = [
        ("", "pub mod low; mod high; pub use self::low::Shape;"),
        (
            "low",
            "pub trait Area {} pub struct Shape; pub const MOST: u8 = 1; pub fn draw() {} macro_rules! made { () => {} }",
        ),
        ("by_use", "use crate::low::Shape; fn f(shape: Shape) {}"),
        ("by_trait", "use crate::low::Area as _;"),
        ("by_door", "fn f() -> crate::Shape { todo!() }"),
        ("by_glob", "use crate::prelude::*; fn f(shape: Shape) {}"),
        ("prelude", "pub use crate::low::Shape;"),
        ("by_range", "fn f() { for _ in 0..crate::low::MOST {} }"),
        ("by_module", "use crate::low; fn f() { low::draw() }"),
        ("inline", "mod part { fn f(shape: super::super::low::Shape) {} } fn g() {}"),
        ("own", "struct Own; mod part { use super::*; fn f(own: Own) {} }"),
        (
            "silent",
            "// crate::low::Shape\nfn f() { \"crate::low::Shape\"; x.low(); } #[cfg(test)] mod tests { use crate::low::Shape; }",
        ),
    ];
    let module = |name: &str| name.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let texts = texts.into_iter().map(|(name, text)| (module(name), text.to_owned())).collect();
    let found = Crate::of(texts).arrows();
    let low = ["by_door", "by_glob", "by_module", "by_range", "by_trait", "by_use", "inline"].map(|from| (from, "low"));
    let expected: BTreeSet<_> = low.into_iter().chain([("by_glob", "prelude")]).collect();
    assert_eq!(found.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect::<BTreeSet<_>>(), expected);
}

/// What stands in the files of the library.
struct Crate {
    files: BTreeMap<Module, File>,
}

/// Segments of a module's path, none for the crate's root.
type Module = Vec<String>;

#[derive(Default)]
struct File {
    /// Names that it defines.
    defines: BTreeSet<String>,
    imports: Vec<Import>,
    /// Paths and single names in its code.
    mentions: BTreeSet<Vec<String>>,
}

/// A name that a file imports; `*` for a glob.
struct Import {
    name: String,
    path: Vec<String>,
    /// Handed on to others: no use of its own.
    is_public: bool,
}

impl Crate {
    fn read() -> Crate {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut paths = Vec::new();
        list(&root, &mut paths);
        let module = |path: &Path| -> Module {
            let path = path.strip_prefix(&root).unwrap().with_extension("");
            let mut segments: Vec<_> = path.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            segments.pop_if(|last| last == "mod" || last == "lib");
            segments
        };
        Crate::of(paths.iter().map(|path| (module(path), fs::read_to_string(path).unwrap())).collect())
    }

    /// The crate of some modules and their texts.
    fn of(texts: BTreeMap<Module, String>) -> Crate {
        let modules: Vec<Module> = texts.keys().cloned().collect();
        let file = |(module, text): (Module, String)| (module.clone(), File::read(&text, &module, &modules));
        Crate { files: texts.into_iter().map(file).collect() }
    }

    /// From file to file, by names that the first takes from the second.
    fn arrows(&self) -> BTreeSet<(String, String)> {
        let mut arrows = BTreeSet::new();
        for (module, file) in &self.files {
            // Those too whose name is never mentioned: a trait is used by its methods.
            let uses = file.imports.iter().filter(|import| !import.is_public).map(|import| import.path.clone());
            let mut taken: Vec<Vec<String>> = uses.collect();
            for mention in &file.mentions {
                match file.imports.iter().find(|import| import.name == mention[0]) {
                    Some(import) => taken.push(import.path.iter().chain(&mention[1..]).cloned().collect()),
                    None => taken.extend(absolute(mention, module, self.files.keys()).or_else(|| {
                        // A name that a module behind a glob hands on.
                        let globs = file.imports.iter().filter(|import| import.name == "*");
                        let mut behind = globs.filter_map(|glob| glob.path.split_last().map(|(_, module)| module));
                        let has =
                            |module: &&[String]| self.files.get(*module).is_some_and(|file| file.hands_on(&mention[0]));
                        behind.find(has).map(|module| module.iter().chain(mention).cloned().collect())
                    })),
                }
            }
            for path in taken {
                if let Some(definer) = self.definer(&path, 0).filter(|definer| *definer != module) {
                    arrows.insert((module.join("/"), definer.join("/")));
                }
            }
        }
        arrows
    }

    /// The module that defines what a path names; none if the path names a module only.
    fn definer(&self, path: &[String], hops: usize) -> Option<&Module> {
        let length = (0..path.len()).rev().find(|&length| self.files.contains_key(&path[..length]))?;
        let (module, file) = self.files.get_key_value(&path[..length])?;
        let name = &path[length];
        if self.files.contains_key(&path[..=length]) || hops > 8 {
            return None;
        }
        if file.defines.contains(name) {
            return Some(module);
        }
        match file.imports.iter().find(|import| import.name == *name) {
            Some(import) if name != "*" => {
                let path: Vec<_> = import.path.iter().chain(&path[length + 1..]).cloned().collect();
                self.definer(&path, hops + 1)
            }
            _ => Some(module),
        }
    }
}

impl File {
    fn read(text: &str, module: &Module, modules: &[Module]) -> File {
        let tokens = without_tests(&tokens(text));
        let mut file = File::default();
        // Modules within the file, by the braces around them: `super` in one of them may be the file itself.
        let (mut inline, mut braces) = (Vec::new(), 0);
        let mut at = 0;
        while at < tokens.len() {
            let next = tokens.get(at + 1).map_or("", String::as_str);
            match tokens[at].as_str() {
                "{" => braces += 1,
                "}" => {
                    braces -= 1;
                    inline.pop_if(|outside| *outside == braces);
                }
                // Of the name that a macro gives, too.
                "mod" if tokens[at + 1..].iter().find(|token| !is_name(token) && *token != "$").unwrap() == "{" => {
                    inline.push(braces);
                    at += usize::from(next == "$") + 1;
                }
                // Not what a returned `impl` captures.
                "use" if next != "<" => {
                    let end = at + tokens[at..].iter().position(|token| token == ";").unwrap();
                    let mut paths = Vec::new();
                    use_tree(&tokens[at + 1..end], &[], &mut paths);
                    let is_public = is_public(&tokens[..at]);
                    for (name, path) in paths {
                        let path = absolute(&from_file(path, inline.len()), module, modules);
                        file.imports.extend(path.map(|path| Import { name, path, is_public }));
                    }
                    at = end;
                }
                "struct" | "enum" | "trait" | "fn" | "const" | "static" | "type" => {
                    file.defines.insert(next.to_owned());
                    at += 1;
                }
                "macro_rules" => {
                    file.defines.insert(tokens[at + 2].clone());
                    at += 2;
                }
                "mod" => at += 1,
                first if is_name(first) && !is_member(&tokens[..at]) => {
                    let mut path = vec![first.to_owned()];
                    while tokens.get(at + 1).is_some_and(|token| token == "::")
                        && tokens.get(at + 2).is_some_and(|token| is_name(token))
                    {
                        path.push(tokens[at + 2].clone());
                        at += 2;
                    }
                    file.mentions.insert(from_file(path, inline.len()));
                }
                _ => {}
            }
            at += 1;
        }
        file
    }
}

impl File {
    fn hands_on(&self, name: &str) -> bool {
        self.defines.contains(name) || self.imports.iter().any(|import| import.is_public && import.name == name)
    }
}

/// Whether what follows is a field or a method: it comes after one dot, not after the two of a range.
fn is_member(before: &[String]) -> bool {
    before.ends_with(&[".".to_owned()]) && !before.ends_with(&[".".to_owned(), ".".to_owned()])
}

/// Whether what follows is `pub`, to all or to some.
fn is_public(before: &[String]) -> bool {
    match before {
        [.., last] if last == "pub" => true,
        [head @ .., last] if last == ")" => {
            let open = head.iter().rposition(|token| token == "(");
            open.and_then(|open| open.checked_sub(1)).is_some_and(|before| head[before] == "pub")
        }
        _ => false,
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Names, `::`, and every other character by itself; no comments, texts, characters or white space.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if first == '"' {
            end_of_text(rest, "\"", true)
        } else if rest.starts_with("r#\"") {
            end_of_text(&rest[2..], "\"#", false) + 2
        } else if rest.starts_with("r\"") {
            end_of_text(&rest[1..], "\"", false) + 1
        } else if first == '\'' {
            end_of_character(rest)
        } else if is_name(rest) {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            tokens.extend((!first.is_whitespace()).then(|| first.to_string()));
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Bytes of a text that begins with a quotation mark.
fn end_of_text(text: &str, end: &str, escapes: bool) -> usize {
    let mut at = 1;
    while !text[at..].starts_with(end) {
        let skipped = if escapes && text[at..].starts_with('\\') { 2 } else { 1 };
        at += text[at..].chars().take(skipped).map(char::len_utf8).sum::<usize>();
    }
    at + end.len()
}

/// Bytes of a character, or of the tick and name of a lifetime.
fn end_of_character(text: &str) -> usize {
    let mut rest = text.char_indices().skip(1);
    match (rest.next(), rest.next()) {
        (Some((_, '\\')), Some(_)) => rest.find(|&(_, c)| c == '\'').map_or(text.len(), |(at, _)| at + 1),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// Without modules under `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if tokens[at..].iter().take(7).map(String::as_str).eq(["#", "[", "cfg", "(", "test", ")", "]"]) {
            let begin = at + tokens[at..].iter().position(|token| token == "{" || token == ";").unwrap();
            at = if tokens[begin] == "{" { closing(tokens, begin) } else { begin } + 1;
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Where the brace at a place is closed.
fn closing(tokens: &[String], open: usize) -> usize {
    let mut depth = 0;
    let closes = |token: &String| {
        depth += i32::from(token == "{") - i32::from(token == "}");
        depth == 0
    };
    open + tokens[open..].iter().position(closes).unwrap()
}

/// The names and paths of a `use` line.
fn use_tree(tokens: &[String], before: &[String], paths: &mut Vec<(String, Vec<String>)>) {
    if let Some(open) = tokens.iter().position(|token| token == "{") {
        let prefix: Vec<_> = before.iter().chain(&tokens[..open]).filter(|token| *token != "::").cloned().collect();
        let inside = &tokens[open + 1..closing(tokens, open)];
        let (mut depth, mut start) = (0, 0);
        for (at, token) in inside.iter().enumerate() {
            depth += i32::from(token == "{") - i32::from(token == "}");
            if depth == 0 && token == "," {
                use_tree(&inside[start..at], &prefix, paths);
                start = at + 1;
            }
        }
        use_tree(&inside[start..], &prefix, paths);
        return;
    }
    let alias = tokens.iter().position(|token| token == "as");
    let own = &tokens[..alias.unwrap_or(tokens.len())];
    let mut path: Vec<_> = before.iter().chain(own).filter(|token| *token != "::").cloned().collect();
    if path.len() > 1 {
        path.pop_if(|last| last == "self");
    }
    if let Some(name) = alias.and_then(|alias| tokens.get(alias + 1)).or(path.last()).filter(|_| !own.is_empty()) {
        paths.push((name.clone(), path));
    }
}

/// A path as it would stand outside the modules within a file.
fn from_file(mut path: Vec<String>, inline: usize) -> Vec<String> {
    let inside = path.iter().take(inline).take_while(|segment| *segment == "super").count();
    if inside > 0 {
        let leads_out = path.get(inside).is_some_and(|segment| segment == "super");
        path.splice(..inside, (!leads_out).then(|| "self".to_owned()));
    }
    path
}

/// A path from the crate's root, if it leads into the crate.
fn absolute<'a>(
    path: &[String],
    module: &[String],
    modules: impl IntoIterator<Item = &'a Module>,
) -> Option<Vec<String>> {
    let from = |base: &[String], rest: &[String]| Some(base.iter().chain(rest).cloned().collect());
    match path.first()?.as_str() {
        "crate" => from(&[], &path[1..]),
        "self" => from(module, &path[1..]),
        "super" => {
            let ups = path.iter().take_while(|segment| *segment == "super").count();
            from(&module[..module.len().checked_sub(ups)?], &path[ups..])
        }
        first => {
            let child: Vec<_> = module.iter().cloned().chain([first.to_owned()]).collect();
            modules.into_iter().any(|module| *module == child).then(|| from(module, path))?
        }
    }
}

/// Sets of files that reach each other.
fn circles(arrows: &BTreeSet<(String, String)>) -> Vec<BTreeSet<String>> {
    let mut reach: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, _) in arrows {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.as_str()]);
        while let Some(file) = open.pop() {
            for (_, to) in arrows.range((file.to_owned(), String::new())..).take_while(|(of, _)| of == file) {
                if seen.insert(to.as_str()) {
                    open.push(to);
                }
            }
        }
        reach.insert(from, seen);
    }
    let reaches = |from: &str, to: &str| reach.get(from).is_some_and(|seen| seen.contains(to));
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    for file in reach.keys().filter(|file| reaches(file, file)) {
        if !found.iter().any(|circle| circle.contains(*file)) {
            let circle = reach.keys().filter(|other| reaches(file, other) && reaches(other, file));
            found.push(circle.map(|&file| file.to_owned()).collect());
        }
    }
    found
}
