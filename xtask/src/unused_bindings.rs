//! Bindings that come with a crate and that nothing here calls.
//!
//! What a crate gives to JavaScript the linker keeps, since it cannot know who calls it, and all that it calls. Leptos
//! brings such a crate, for servers that send pages piece by piece.

use crate::module::{CUSTOM, EXPORTS, Reader, rewritten, write_name, write_number};

/// What the identifiers of the crate begin with; sixteen letters follow that make it unique.
const CRATE: &str = "wasm-streams-";
const LETTERS: usize = 16;

/// Where wasm-bindgen's macro keeps what is to be bound: pieces, each the head and the body of one binding, both behind
/// their length.
const BINDINGS: &str = "__wasm_bindgen_unstable";

/// The module, not yet bound, without the bindings of the crate; nothing for what is no such module.
pub(crate) fn left_out(module: &[u8]) -> Option<Vec<u8>> {
    let mut unused = Vec::new();
    let module = rewritten(module, |section, body| match section {
        CUSTOM => bindings(body, &mut unused),
        _ => Some(body.to_vec()),
    })?;
    rewritten(&module, |section, body| match section {
        EXPORTS => exports(body, &unused),
        _ => Some(body.to_vec()),
    })
}

/// The section of bindings without those of the crate, whose unique letters are noted.
fn bindings(body: &[u8], unused: &mut Vec<String>) -> Option<Vec<u8>> {
    let mut reader = Reader(body);
    let name = reader.name()?;
    if name != BINDINGS {
        return Some(body.to_vec());
    }
    let mut written = Vec::new();
    write_name(name, &mut written);
    while !reader.0.is_empty() {
        let piece = reader.0;
        let _head = prefixed(&mut reader)?;
        match letters(prefixed(&mut reader)?) {
            Some(letters) => unused.push(letters),
            None => written.extend(piece.get(..piece.len() - reader.0.len())?),
        }
    }
    Some(written)
}

/// Bytes behind their length in four bytes.
fn prefixed<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let length = u32::from_le_bytes(reader.bytes(4)?.try_into().ok()?);
    reader.bytes(usize::try_from(length).ok()?)
}

/// The unique letters of the crate, if a binding is one of its.
fn letters(binding: &[u8]) -> Option<String> {
    let named = binding
        .windows(CRATE.len())
        .position(|part| part == CRATE.as_bytes())?;
    let start = named + CRATE.len();
    let letters = binding.get(start..start + LETTERS)?;
    String::from_utf8(letters.to_vec()).ok()
}

/// The export section without functions that belong to the bindings left out.
fn exports(body: &[u8], unused: &[String]) -> Option<Vec<u8>> {
    let mut reader = Reader(body);
    let (mut count, mut kept) = (0, Vec::new());
    for _ in 0..reader.number()? {
        let (name, kind, which) = (reader.name()?, reader.number()?, reader.number()?);
        if !unused
            .iter()
            .any(|letters| name.ends_with(letters.as_str()))
        {
            count += 1;
            write_name(name, &mut kept);
            write_number(kind, &mut kept);
            write_number(which, &mut kept);
        }
    }
    let mut written = Vec::new();
    write_number(count, &mut written);
    written.extend(kept);
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, left_out};
    use crate::module::{CUSTOM, EXPORTS, write_name, write_number};

    fn module(exported: &[&str], bound: &[&str]) -> Vec<u8> {
        let mut exports = Vec::new();
        write_number(exported.len(), &mut exports);
        for name in exported {
            write_name(name, &mut exports);
            exports.extend([0, 5]);
        }
        let mut custom = Vec::new();
        write_name(BINDINGS, &mut custom);
        for binding in bound {
            for part in ["head", binding] {
                custom.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
                custom.extend(part.as_bytes());
            }
        }
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        for (section, body) in [(EXPORTS, exports), (CUSTOM, custom)] {
            module.push(section);
            write_number(body.len(), &mut module);
            module.extend(body);
        }
        module
    }

    #[test]
    fn a_binding_of_the_crate_goes_with_the_function_behind_it() {
        let before = module(
            &["pool", "sink_close_0123456789abcdef", "main"],
            &[
                "pool of trialpool-aaaabbbbccccdddd",
                "sink of wasm-streams-0123456789abcdef",
            ],
        );
        let after = module(&["pool", "main"], &["pool of trialpool-aaaabbbbccccdddd"]);
        assert_eq!(left_out(&before), Some(after.clone()));
        assert_eq!(left_out(&after), Some(after));
    }

    #[test]
    fn a_module_that_breaks_off_is_none() {
        let whole = module(&["pool"], &["pool"]);
        assert_eq!(left_out(&whole[..whole.len() - 1]), None);
    }
}
