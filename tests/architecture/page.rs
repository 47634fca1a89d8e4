//! The files of `src/app/` and which of them imports which.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;

/// The folders of `src/app/` in the order in which imports may run: a folder uses those before it.
const FOLDERS: [&str; 5] = ["platform", "state", "actions", "widgets", "intake"];
/// The views: each uses the folders before, none another view.
const VIEWS: [&str; 8] = [
    "arms", "grid", "profile", "outcome", "quality", "findings", "review", "library",
];
/// What puts the views into their frame.
const SHELL: &str = "shell";

/// A module of the page, such as `["grid", "row"]`; the empty one is `app/mod.rs` itself.
type Module = Vec<String>;

/// Each module with those that it imports.
pub(crate) type Imports = BTreeMap<Module, BTreeSet<Module>>;

/// Reads the imports of the sources of `src/app/`, by their paths from it.
pub(crate) fn imports(sources: &[(&str, &str)]) -> Imports {
    let modules: BTreeSet<Module> = sources.iter().map(|(path, _)| module(path)).collect();
    sources
        .iter()
        .map(|(path, source)| {
            let here = module(path);
            let file = syn::parse_file(source);
            assert!(file.is_ok(), "{path} cannot be parsed");
            let mut paths = Paths::default();
            if let Ok(file) = file {
                paths.visit_file(&file);
            }
            let imported = paths
                .found
                .iter()
                .filter_map(|path| resolve(path, &here, &modules))
                .filter(|module| *module != here)
                .collect();
            (here, imported)
        })
        .collect()
}

/// The module of a file: `grid/row.rs` and `grid/row/mod.rs` are `["grid", "row"]`.
fn module(path: &str) -> Module {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let mut names: Module = path.split('/').map(str::to_owned).collect();
    if names.last().is_some_and(|last| last == "mod") {
        names.pop();
    }
    names
}

/// The longest module that a path from `here` leads into.
fn resolve(path: &[String], here: &Module, modules: &BTreeSet<Module>) -> Option<Module> {
    let mut names: Module = match path.first()?.as_str() {
        "crate" if path.get(1).is_some_and(|second| second == "app") => Vec::new(),
        "self" => here.clone(),
        "super" => here.split_last()?.1.to_vec(),
        _ => return None,
    };
    let skipped = if path[0] == "crate" { 2 } else { 1 };
    let mut rest = &path[skipped..];
    while let Some((first, further)) = rest.split_first()
        && first == "super"
    {
        names.pop()?;
        rest = further;
    }
    for name in rest {
        names.push(name.clone());
        if !modules.contains(&names) {
            names.pop();
            break;
        }
    }
    modules.contains(&names).then_some(names)
}

/// All paths of a file, of its imports and in its code.
#[derive(Default)]
struct Paths {
    found: Vec<Vec<String>>,
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter();
        self.found
            .push(names.map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {
        // `pub(super)` says who may see an item; it imports nothing.
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        // Modules within a file are its tests, whose `super` is the file itself.
        if item.content.is_none() {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

impl Paths {
    fn add_tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| {
            let mut names = before.to_vec();
            names.push(name.to_string());
            names
        };
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.found.push(with(&name.ident)),
            syn::UseTree::Rename(name) => self.found.push(with(&name.ident)),
            syn::UseTree::Glob(_) => self.found.push(before.to_vec()),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_tree(tree, before);
                }
            }
        }
    }
}

/// Imports of a folder that may not be used there, in words.
pub(crate) fn upward_imports(imports: &Imports) -> Vec<String> {
    let mut broken = Vec::new();
    for (from, all) in imports {
        for to in all {
            let (Some(here), Some(there)) = (from.first(), to.first()) else {
                continue;
            };
            if here != there && !may_use(here, there) {
                broken.push(format!("{} uses {}", from.join("/"), to.join("/")));
            }
        }
    }
    broken
}

fn may_use(here: &str, there: &str) -> bool {
    let place = |name: &str| FOLDERS.iter().position(|folder| *folder == name);
    match (place(here), place(there)) {
        (Some(here), Some(there)) => there < here,
        (None, Some(_)) => true,
        (Some(_), None) => false,
        (None, None) => here == SHELL && VIEWS.contains(&there),
    }
}

/// A circle of imports, from a file back to itself; empty where there is none.
pub(crate) fn circle(imports: &Imports) -> Vec<Module> {
    let mut done = BTreeSet::new();
    for start in imports.keys() {
        let mut way = Vec::new();
        if let Some(circle) = circle_from(start, imports, &mut way, &mut done) {
            return circle;
        }
    }
    Vec::new()
}

fn circle_from(
    module: &Module,
    imports: &Imports,
    way: &mut Vec<Module>,
    done: &mut BTreeSet<Module>,
) -> Option<Vec<Module>> {
    if let Some(first) = way.iter().position(|before| before == module) {
        return Some(way[first..].to_vec());
    }
    if !done.insert(module.clone()) {
        return None;
    }
    way.push(module.clone());
    let found = imports
        .get(module)
        .into_iter()
        .flatten()
        .find_map(|next| circle_from(next, imports, way, done));
    way.pop();
    found
}

#[test]
fn imports_are_found_in_groups_in_code_and_through_super() {
    let sources = [
        ("state/mod.rs", "mod cells; pub use self::cells::Cells;"),
        ("state/cells.rs", "use super::document::Document;"),
        (
            "state/document.rs",
            "fn a() { crate::app::platform::wait() }",
        ),
        ("platform/mod.rs", ""),
        (
            "grid/row.rs",
            "use crate::app::{state::{Cells, cells::X}, widgets};",
        ),
        ("widgets/mod.rs", "#[cfg(test)] mod tests { use super::*; }"),
    ];
    let imports = imports(&sources);
    let of = |name: &str| {
        let to = &imports[&module(name)];
        to.iter().map(|to| to.join("/")).collect::<Vec<_>>()
    };
    assert_eq!(of("state/mod.rs"), ["state/cells"]);
    assert_eq!(of("state/cells.rs"), ["state/document"]);
    assert_eq!(of("state/document.rs"), ["platform"]);
    assert_eq!(of("grid/row.rs"), ["state", "state/cells", "widgets"]);
    assert!(of("widgets/mod.rs").is_empty());
    assert!(circle(&imports).is_empty());
    assert!(upward_imports(&imports).is_empty());
}

#[test]
fn an_upward_import_and_a_circle_would_be_noticed() {
    let upward = imports(&[
        ("state/mod.rs", "use crate::app::widgets::Menu;"),
        ("widgets/mod.rs", ""),
        ("grid/mod.rs", "use crate::app::outcome::Figure;"),
        ("outcome/mod.rs", ""),
        ("shell/mod.rs", "use crate::app::outcome::Figure;"),
    ]);
    assert_eq!(
        upward_imports(&upward),
        ["grid uses outcome", "state uses widgets"]
    );
    let circular = imports(&[
        ("grid/mod.rs", "pub(super) mod a;"),
        ("grid/a.rs", "use super::b::B;"),
        ("grid/b.rs", "use super::c::C;"),
        ("grid/c.rs", "use crate::app::grid::a::A;"),
    ]);
    assert_eq!(circle(&circular).len(), 3);
}
