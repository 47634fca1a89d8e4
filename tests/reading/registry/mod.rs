//! Records of a registry: each file of `records/` is read and mapped as suggested, and what became of it is compared with
//! the snapshot of its name in `expected/`. All numbers are invented.

mod properties;
mod rules;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use trialpool::data::problems_of;
use trialpool::read::registry::{
    self, Affected, Mapping, OutcomeMapping, Record, Seriousness, Subject,
};
use trialpool::wording::{Locale, registry as wording};

use super::{corpus, describe_problem, describe_review, folder};

/// A file of the corpus.
fn file(name: &str) -> String {
    let path = folder("registry/records").join(format!("{name}.json"));
    fs::read_to_string(path).expect("a file of the corpus")
}

/// The records of a file of the corpus.
fn records(name: &str) -> Vec<Record> {
    registry::records(&file(name)).expect("records")
}

/// Every file of the corpus with its name.
fn records_with_names() -> Vec<(String, String)> {
    let named = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a text");
        (corpus::stem(path), text)
    };
    corpus::files("registry/records")
        .iter()
        .map(named)
        .collect()
}

/// As suggested, with deaths, people with a serious event, and every term as outcomes.
fn with_every_outcome(records: &[Record]) -> Mapping {
    let mut mapping = registry::mapping(records);
    let outcome = |name: &str, subject| OutcomeMapping {
        name: name.to_owned(),
        subject,
    };
    mapping.outcomes = vec![
        outcome("Deaths", Subject::Deaths),
        outcome("Any serious event", Subject::AnySerious),
        outcome("Any other event", Subject::AnyOther),
    ];
    for term in registry::terms(records) {
        let name = format!("{} ({:?})", term.term, term.seriousness);
        let subject = Subject::Terms(vec![term.wording()]);
        mapping.outcomes.push(outcome(&name, subject));
    }
    mapping
}

#[test]
fn every_record_of_the_corpus_is_understood_as_expected() {
    let files = records_with_names();
    assert!(files.len() >= 18, "only {} files", files.len());
    let found = files.into_iter();
    corpus::hold_to(
        "registry/expected",
        found.map(|(name, text)| (name, description(&text))),
    );
}

fn description(text: &str) -> String {
    let records = match registry::records(text) {
        Ok(records) => records,
        Err(error) => return format!("{}\n", wording::unread(error, Locale::DecimalPoint)),
    };
    let mut text = String::new();
    for record in &records {
        describe_record(record, &mut text);
    }
    let mut mapping = with_every_outcome(&records);
    for trial in &mut mapping.trials {
        trial.disjoint = true;
    }
    let built = registry::build(&records, &mapping);
    describe_review(&built.review, &mut text);
    for doubt in &built.doubts {
        let _ = writeln!(text, "? {}", wording::doubt(doubt, &records));
    }
    for problem in problems_of(&built.review) {
        let _ = writeln!(text, "! {}", describe_problem(&problem));
    }
    text
}

fn describe_record(record: &Record, text: &mut String) {
    let _ = writeln!(
        text,
        "{} {:?} {:?}: {} {} {}, {} people",
        record.id,
        record.acronym,
        record.title,
        record.allocation,
        record.intervention_model,
        record.masking,
        super::entry(&record.enrolment)
    );
    let Some(events) = &record.adverse_events else {
        return;
    };
    let _ = writeln!(
        text,
        "  {:?}, listed above {:?} %",
        events.time_frame, events.frequency_threshold
    );
    for (group, suggestion) in events.groups.iter().zip(registry::suggestions(record)) {
        let numbers = [&group.deaths, &group.serious, &group.other].map(people);
        let _ = writeln!(
            text,
            "  {} {:?}: {:?} {:?} ({}), died {}, serious {}, other {}",
            group.id,
            group.title,
            suggestion.role,
            suggestion.stratum,
            wording::reason(suggestion.reason),
            numbers[0],
            numbers[1],
            numbers[2]
        );
    }
    for term in &events.terms {
        let list = match term.seriousness {
            Seriousness::Serious => "serious",
            Seriousness::Other => "other",
        };
        let by_group: Vec<String> = term
            .by_group
            .iter()
            .map(|(place, affected)| format!("{} {}", events.groups[*place].id, people(affected)))
            .collect();
        let _ = writeln!(
            text,
            "  {list} {:?} [{}; {}]: {}",
            term.term,
            term.organ_system,
            term.vocabulary,
            by_group.join(", ")
        );
    }
}

fn people(affected: &Affected) -> String {
    format!(
        "{}/{}",
        super::entry(&affected.affected),
        super::entry(&affected.at_risk)
    )
}
