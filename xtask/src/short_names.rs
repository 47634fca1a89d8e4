//! Short names for what the module and its bindings call each other by.
//!
//! wasm-bindgen names every function that one side takes from the other in full, with a hash, in the module and again in
//! the script, and beside each the script itself: five kilobytes of the first load that nobody reads. Nor does anybody read
//! what is left of the sections for tools.

use std::collections::HashMap;

use crate::module::{CUSTOM, EXPORTS, IMPORTS, Reader, rewritten, write_name, write_number};
use crate::problem::Problem;

/// Names up to this length stay: `memory`, and what other programs call, such as `pool`.
const SHORT_ENOUGH: usize = 8;

/// What the module calls its bindings.
const BINDINGS: &str = "b";

/// The module and its script with the same short names in both.
pub(crate) fn shorten(module: &[u8], script: &str) -> Result<(Vec<u8>, String), Problem> {
    let mut names = Names::default();
    let module = renamed(module, &mut names).ok_or_else(|| {
        Problem::new(
            "The module that wasm-bindgen wrote cannot be read.",
            "Build again with another version of wasm-bindgen, or leave its names as they are.",
        )
    })?;
    Ok((module, names.in_script(script)))
}

/// The short name of every long one.
#[derive(Default)]
struct Names {
    short: HashMap<String, String>,
    /// What the bindings were called.
    bindings: Option<String>,
}

impl Names {
    fn short(&mut self, name: &str) -> String {
        if name.len() <= SHORT_ENOUGH {
            return name.to_owned();
        }
        let next = format!("${:x}", self.short.len());
        self.short.entry(name.to_owned()).or_insert(next).clone()
    }

    /// The script with every whole word that is a long name replaced.
    fn in_script(&self, script: &str) -> String {
        let in_word =
            |character: char| character.is_ascii_alphanumeric() || "_$".contains(character);
        let mut text = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(in_word) {
            let (before, from) = rest.split_at(start);
            let end = from
                .find(|character| !in_word(character))
                .unwrap_or(from.len());
            let (word, after) = from.split_at(end);
            text.push_str(before);
            text.push_str(self.short.get(word).map_or(word, String::as_str));
            rest = after;
        }
        text.push_str(rest);
        match &self.bindings {
            Some(bindings) => text.replace(&format!("\"{bindings}\""), &format!("\"{BINDINGS}\"")),
            None => text,
        }
    }
}

/// The module with its imports and exports renamed; nothing for what is no module.
fn renamed(module: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    rewritten(module, |section, body| match section {
        IMPORTS => imports(body, names),
        EXPORTS => exports(body, names),
        CUSTOM => Some(Vec::new()),
        _ => Some(body.to_vec()),
    })
}

/// The import section: for each the name of its module, its own, and what it is.
fn imports(body: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    const FUNCTION: usize = 0;
    let mut reader = Reader(body);
    let mut written = Vec::new();
    let count = reader.number()?;
    write_number(count, &mut written);
    for _ in 0..count {
        names.bindings = Some(reader.name()?.to_owned());
        write_name(BINDINGS, &mut written);
        write_name(&names.short(reader.name()?), &mut written);
        let kind = reader.number()?;
        if kind != FUNCTION {
            return None;
        }
        write_number(kind, &mut written);
        write_number(reader.number()?, &mut written);
    }
    Some(written)
}

/// The export section: for each its name, what it is, and which one.
fn exports(body: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut reader = Reader(body);
    let mut written = Vec::new();
    let count = reader.number()?;
    write_number(count, &mut written);
    for _ in 0..count {
        write_name(&names.short(reader.name()?), &mut written);
        write_number(reader.number()?, &mut written);
        write_number(reader.number()?, &mut written);
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::shorten;
    use crate::module::{IMPORTS, write_name, write_number};

    /// A module of one section.
    fn module(section: u8, body: &[u8]) -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.push(section);
        write_number(body.len(), &mut module);
        module.extend(body);
        module
    }

    fn import(bindings: &str, names: &[&str]) -> Vec<u8> {
        let mut body = Vec::new();
        write_number(names.len(), &mut body);
        for name in names {
            write_name(bindings, &mut body);
            write_name(name, &mut body);
            body.extend([0, 3]);
        }
        module(IMPORTS, &body)
    }

    #[test]
    fn module_and_script_get_the_same_short_names() {
        let (found, script) = shorten(
            &import(
                "./bindings.js",
                &["__wbg_appendChild_8204974b7328bf98", "short"],
            ),
            "given = { \"./bindings.js\": imports }; imports.__wbg_appendChild_8204974b7328bf98 = (a) => a; imports.short = __wbg_appendChild_8204974b7328bf98_2;",
        )
        .unwrap();
        assert_eq!(found, import("b", &["$0", "short"]));
        assert_eq!(
            script,
            "given = { \"b\": imports }; imports.$0 = (a) => a; imports.short = __wbg_appendChild_8204974b7328bf98_2;"
        );
    }

    #[test]
    fn exports_keep_what_they_are_and_which_one() {
        let export = |name: &str| {
            let mut body = vec![1];
            write_name(name, &mut body);
            body.extend([0, 0x85, 0x01]);
            module(super::EXPORTS, &body)
        };
        let (found, script) =
            shorten(&export("__wbindgen_malloc"), "wasm.__wbindgen_malloc(4)").unwrap();
        assert_eq!(found, export("$0"));
        assert_eq!(script, "wasm.$0(4)");
    }

    #[test]
    fn sections_for_tools_are_left_out() {
        let tools = module(super::CUSTOM, b"\x04name\x00");
        let (found, _) = shorten(&tools, "").unwrap();
        assert_eq!(found, b"\0asm\x01\0\0\0");
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(shorten(b"\0asm\x01\0\0\0\x02\x7F", "").is_err());
        assert!(shorten(b"", "").is_err());
    }
}
