//! Files as programs write them, with invented data, and what becomes of them.
//!
//! Each file of `tests/reading/files/` is read, and what was understood, or why it was refused, is compared with the file
//! of the same name in `tests/reading/files/expected/`. With the variable `TRIALPOOL_ACCEPT` set, the expectations are
//! written anew; look at the difference before you keep them.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use trialpool::data::StoredResult;
use trialpool::read::{Import, Refusal, rm5};

use super::{describe_problem, describe_review, entry, folder};

/// The bytes of a file of the corpus.
pub(super) fn bytes_of(name: &str) -> Vec<u8> {
    fs::read(folder("files").join(name)).expect("a file of the corpus")
}

#[test]
fn every_file_of_the_corpus_is_understood_or_refused_as_expected() {
    let mut names: Vec<String> = fs::read_dir(folder("files"))
        .expect("the corpus")
        .map(|entry| entry.expect("a file"))
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 6, "only {} files", names.len());
    let mut differences = String::new();
    for name in names {
        let found = description(&rm5(&bytes_of(&name)));
        let expected_path = folder("files/expected").join(format!("{name}.txt"));
        if std::env::var_os("TRIALPOOL_ACCEPT").is_some() {
            fs::write(&expected_path, &found).expect("an expectation to write");
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if found != expected {
            let _ = writeln!(
                differences,
                "== {name}\nfound:\n{found}\nexpected:\n{expected}"
            );
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// What was understood, or why nothing was.
fn description(found: &Result<Import, Refusal>) -> String {
    match found {
        Ok(import) => describe_import(import),
        Err(refusal) => format!("{refusal:?}\n"),
    }
}

fn describe_import(import: &Import) -> String {
    let mut text = String::new();
    describe_review(&import.review, &mut text);
    for outcome in &import.review.outcomes {
        let _ = write!(text, "= {}", outcome.name);
        if let Some(plan) = import.plans.get(&outcome.id) {
            let _ = write!(
                text,
                ": {:?} {:?} {:?} {:?}",
                plan.measure, plan.method, plan.interval, plan.correction
            );
        }
        if !outcome.note.is_empty() {
            let _ = write!(text, " [{}]", outcome.note);
        }
        text.push('\n');
        let of_outcome = |stored: &&StoredResult| stored.outcome == outcome.id;
        for stored in import.stored.iter().filter(of_outcome) {
            for (number, value) in &stored.numbers {
                let _ = writeln!(text, "    {number:?} {}", entry(value));
            }
        }
    }
    if let Some(judged) = &import.review.risk_of_bias {
        let _ = writeln!(text, "{:?}", judged.tool);
        for domain in &judged.domains {
            let _ = writeln!(text, "{}: {}", domain.short, domain.name);
        }
        for (trial, assessment) in &judged.trials {
            let name = import.review.trial(*trial).map(|trial| &trial.name);
            let _ = write!(text, "* {}:", name.expect("a trial"));
            for judged in assessment.domains.iter().chain([&assessment.overall]) {
                let _ = write!(text, " {:?}<{}>", judged.judgement, judged.typed);
                if !judged.support.is_empty() {
                    let _ = write!(text, " [{}]", judged.support);
                }
            }
            text.push('\n');
        }
    }
    for problem in &import.problems {
        let _ = writeln!(text, "! {}", describe_problem(problem));
    }
    text
}

#[test]
fn the_encoding_of_a_file_makes_no_difference() {
    assert_eq!(
        rm5(&bytes_of("review.rm5")),
        rm5(&bytes_of("review-utf16.rm5"))
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = rm5(&bytes);
    }

    #[test]
    fn a_review_with_bytes_gone_wrong_is_read_without_panic(
        places in prop::collection::vec((0_usize..12_000, any::<u8>()), 1..6),
        length in 0_usize..13_000,
    ) {
        let mut bytes = bytes_of("review.rm5");
        for (place, byte) in places {
            if let Some(known) = bytes.get_mut(place) {
                *known = byte;
            }
        }
        bytes.truncate(length.max(6_000));
        let _ = rm5(&bytes);
    }
}
