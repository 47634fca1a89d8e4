//! The catalogue beside the texts of the sources: `tr!("…")`, `translate("…")`, `translate_in("…", "…")` and `Text("…")`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Literal, TokenStream, TokenTree};
use trialpool::data::Tool;
use trialpool::read::robvis::domains_of;
use trialpool::wording::language::translations;

const CATALOGUE: &str = "src/wording/catalogue/zh-Hans.po";

fn catalogue() -> BTreeMap<String, String> {
    translations(&fs::read_to_string(CATALOGUE).expect("the catalogue is there"))
}

/// The sources of the program.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry of a folder").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The text of a literal, where it is one.
fn text(token: Option<&TokenTree>) -> Option<String> {
    let TokenTree::Literal(literal) = token? else {
        return None;
    };
    let literal: Literal = literal.clone();
    let parsed: syn::LitStr = syn::parse2(TokenTree::Literal(literal).into()).ok()?;
    Some(parsed.value())
}

/// The keys of all texts among these tokens, as the catalogue has them.
fn keys(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        let before = |back: usize| place.checked_sub(back).and_then(|place| tokens.get(place));
        let name = match before(1) {
            Some(TokenTree::Punct(mark)) if mark.as_char() == '!' => before(2),
            other => other,
        };
        let inside: Vec<TokenTree> = group.stream().into_iter().collect();
        let name = name.map(ToString::to_string).unwrap_or_default();
        let key = match name.as_str() {
            "tr" | "translate" | "Text" => text(inside.first()),
            "translate_in" => text(inside.first())
                .zip(text(inside.get(2)))
                .map(|(context, text)| format!("{context}\u{4}{text}")),
            _ => None,
        };
        found.extend(key);
        keys(group.stream(), found);
    }
}

fn keys_of_sources() -> BTreeSet<String> {
    let mut paths = Vec::new();
    sources(Path::new("src"), &mut paths);
    let mut found = BTreeSet::new();
    for path in paths {
        let source = fs::read_to_string(&path).expect("a source");
        let tokens: TokenStream = source.parse().expect("tokens of Rust");
        keys(tokens, &mut found);
    }
    found.remove("");
    found
}

#[test]
fn every_text_is_translated() {
    let catalogue = catalogue();
    let missing: Vec<String> = keys_of_sources()
        .into_iter()
        .filter(|key| !catalogue.contains_key(key))
        .collect();
    assert!(
        missing.is_empty(),
        "texts without a translation in {CATALOGUE}: {missing:#?}"
    );
}

#[test]
fn no_translation_is_of_a_text_that_is_gone() {
    let keys = keys_of_sources();
    assert!(keys.len() > 3_000, "{} texts found", keys.len());
    let gone: Vec<String> = catalogue()
        .into_keys()
        .filter(|key| !key.is_empty() && !keys.contains(key))
        .collect();
    assert!(gone.is_empty(), "no source says: {gone:#?}");
}

/// The places for values in a text, each under its name or number; the second value says whether some are numbered.
fn places(text: &str) -> (BTreeSet<String>, bool) {
    let text = text.replace("{{", "").replace("}}", "");
    let (mut found, mut counted, mut numbered) = (BTreeSet::new(), 0, false);
    for part in text.split('{').skip(1) {
        let (name, _) = part.split_once('}').expect("a place that is closed");
        if name.is_empty() {
            found.insert(counted.to_string());
            counted += 1;
        } else {
            numbered |= name.chars().all(|letter| letter.is_ascii_digit());
            found.insert(name.to_owned());
        }
    }
    (found, numbered && counted > 0)
}

#[test]
fn a_translation_has_the_places_of_its_text() {
    for (key, translated) in catalogue() {
        let text = key.split('\u{4}').next_back().unwrap_or_default();
        let (expected, _) = places(text);
        let (found, is_mixed) = places(&translated);
        assert_eq!(found, expected, "“{text}” is “{translated}”");
        assert!(
            !is_mixed,
            "places with and without a number: “{translated}”"
        );
    }
}

#[test]
fn the_domains_of_each_tool_have_names_in_chinese() {
    let catalogue = catalogue();
    let tools = [
        Tool::RiskOfBias1,
        Tool::RiskOfBias2,
        Tool::RiskOfBias2Cluster,
        Tool::RobinsI,
        Tool::RobinsE,
        Tool::Quadas2,
        Tool::Quips,
    ];
    for tool in tools {
        assert!(!domains_of(tool).is_empty());
        for domain in domains_of(tool) {
            assert!(
                catalogue.contains_key(&domain.name),
                "{tool:?}: {}",
                domain.name
            );
        }
    }
}

#[test]
fn no_translation_says_more_than_its_text() {
    for (key, translated) in catalogue() {
        // The name of a view, and the sentence that explains the word.
        let says_safety = key.to_lowercase().contains("safe");
        for never in ["安全", "证明", "没有效果", "无效果"] {
            assert!(
                says_safety || !translated.contains(never),
                "“{never}” for “{key}”: “{translated}”"
            );
        }
    }
}

#[test]
fn a_catalogue_that_cannot_be_read_translates_nothing() {
    assert!(translations("msgid without an end").is_empty());
    assert!(translations("").is_empty());
}

#[test]
fn a_text_of_a_context_has_a_key_of_its_own_and_nothing_is_a_translation_too() {
    let read = translations(
        "msgid \"\"\nmsgstr \"\"\n\"Language: zh_Hans\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgctxt \"limit\"\nmsgid \"Lower\"\nmsgstr \"下限\"\n\nmsgid \"s\"\nmsgstr \"\u{200b}\"\n",
    );
    assert_eq!(
        read.get("limit\u{4}Lower").map(String::as_str),
        Some("下限")
    );
    assert_eq!(read.get("Lower"), None);
    assert_eq!(read.get("s").map(String::as_str), Some(""));
}
