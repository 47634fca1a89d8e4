//! Tables as people bring them, and what becomes of them.
//!
//! Each file of `tests/reading/tables/` is read, and what was understood is compared with the snapshot of its name in
//! `tests/reading/expected/`: layout, columns, every number of every trial, every problem with its place. Where a change
//! is meant, `INSTA_UPDATE=always cargo test --test reading` writes the snapshots anew; look at the difference before
//! you keep them.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that does not find what it looks at has failed"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use trialpool::data::{
    AnyEntry, Design, Entry, EstimateEntries, Outcome, OutcomeKind, Place, Problem, Record, Review,
    Role, State, Trial, Values,
};
use trialpool::read::{Choices, Decimal, Delimiter, Meaning, Quantity, Reading, Side, table};

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/reading")
        .join(name)
}

/// Small tables of every kind that people have, each with the reading that it must give, written by hand.
///
/// A file holds the table, a line `=>`, and what must come of it: `compares E with C`, then a line for each outcome and
/// trial with events of people on both sides; `asks` where the table does not tell. To ask where the table tells is
/// allowed and counted; to read otherwise is a failure.
#[test]
fn no_table_is_read_wrongly() {
    let (mut right, mut asked, mut wrong) = (0, 0, Vec::new());
    let files = corpus::files("understanding");
    assert!(files.len() >= 60, "only {} tables", files.len());
    for path in &files {
        let file = fs::read_to_string(path).expect("text");
        let (text, expected) = file.split_once("\n=>\n").expect("a table and its reading");
        let reading = table(text, &Choices::default());
        let found = brief(&reading);
        if found.trim() == expected.trim() {
            right += 1;
        } else if !reading.questions.is_empty() {
            asked += 1;
        } else {
            wrong.push(format!(
                "{}\nexpected:\n{expected}\nfound:\n{found}",
                corpus::stem(path)
            ));
        }
    }
    println!(
        "{right} of {} right, {asked} asked, {} wrong",
        files.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What would be pooled, in few words.
fn brief(reading: &Reading) -> String {
    if !reading.questions.is_empty() {
        return "asks".to_owned();
    }
    let mut text = String::new();
    if let Some(compared) = &reading.comparison {
        let side = |role| compared.on(role).collect::<Vec<_>>().join(" + ");
        let sure = if compared.is_sure() { "" } else { ", a guess" };
        let _ = writeln!(
            text,
            "compares {} with {}{sure}",
            side(Role::Experimental),
            side(Role::Control)
        );
    }
    for outcome in &reading.review.outcomes {
        for trial in &reading.review.trials {
            if let Some(record) = trial.records.get(&outcome.id) {
                let numbers = brief_numbers(trial, &record.values);
                let _ = writeln!(text, "{}: {} {numbers}", outcome.name, trial.name);
            }
        }
    }
    if text.is_empty() {
        text.push_str("nothing to pool");
    }
    text
}

fn brief_numbers(trial: &Trial, values: &Values) -> String {
    let written = |number: AnyEntry<'_>| match number.state() {
        State::Reported(value) => value.to_string(),
        State::NotReported => "-".to_owned(),
        State::Unreadable(_) => format!("({})", number.typed()),
    };
    if let Values::Estimate(_) = values {
        let entries = values.entries();
        let parts = entries.into_iter().map(|(_, number)| written(number));
        return parts.collect::<Vec<_>>().join(" ");
    }
    let side = |role: Role| {
        let arms = trial.arms.iter();
        let arms = arms.filter(|arm| arm.role == role && values.has_arm(arm.id));
        arms.map(|arm| {
            let entries = values.entries().into_iter();
            let own = entries.filter(|(cell, _)| cell.arm() == Some(arm.id));
            own.map(|(_, number)| written(number))
                .collect::<Vec<_>>()
                .join("/")
        })
        .collect::<Vec<_>>()
        .join(" + ")
    };
    let (experimental, control) = (side(Role::Experimental), side(Role::Control));
    if control.is_empty() {
        experimental
    } else {
        format!("{experimental} v {control}")
    }
}

#[test]
fn sides_that_were_chosen_stand_above_those_that_a_column_says() {
    let text = "Study,Arm,Role,Events,Total\n\
        Ash 2001,Etomidate,experimental,12,100\nAsh 2001,Ketamine,control,9,98\n";
    let choices = Choices {
        sides: [
            ("etomidate", Role::Control),
            ("ketamine", Role::Experimental),
        ]
        .map(|(label, role)| (label.to_owned(), role))
        .into(),
        ..Choices::default()
    };
    let found = brief(&table(text, &choices));
    assert_eq!(
        found.trim(),
        "compares Ketamine with Etomidate\nOutcome: Ash 2001 9/98 v 12/100"
    );
}

#[test]
fn totals_that_stand_in_the_heads_serve_every_outcome_of_the_one_trial_that_is_named() {
    for text in [
        "Adverse event\tDrug (N=100)\tPlacebo (N=98)\nNausea\t12 (12.0%)\t9 (9.2%)\nRash\t3 (3.0%)\t4 (4.1%)\n",
        "\tDrug (N=100)\t\tPlacebo, n = 98\t\nAdverse event\tn\t%\tn\t%\nNausea\t12\t12.0\t9\t9.2\nRash\t3\t3.0\t4\t4.1\n",
    ] {
        let choices = Choices {
            single_trial: Some("Ash 2001".to_owned()),
            ..Choices::default()
        };
        let found = brief(&table(text, &choices));
        assert_eq!(
            found.trim(),
            "compares Drug with Placebo\nNausea: Ash 2001 12/100 v 9/98\nRash: Ash 2001 3/100 v 4/98"
        );
    }
}

#[test]
fn every_table_of_the_corpus_is_understood_as_expected() {
    let files = corpus::files("tables");
    assert!(files.len() >= 40, "only {} tables", files.len());
    let found = files.iter().map(|path| {
        let text = fs::read_to_string(path).expect("text");
        let found = description(&table(&text, &Choices::default()));
        (corpus::stem(path), found)
    });
    corpus::hold_to("expected", found);
}

/// What was understood, in words and numbers.
fn description(reading: &Reading) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{:?}, {:?}, decimal {:?}, head rows {}, rows {}",
        reading.layout, reading.delimiter, reading.decimal, reading.head_rows, reading.row_count
    );
    for column in &reading.columns {
        let _ = writeln!(
            text,
            "{}. {:?}: {} ({:?})",
            column.index + 1,
            column.head,
            meaning(&column.meaning),
            column.why
        );
    }
    if let Some(compared) = &reading.comparison {
        let side = |role| compared.on(role).collect::<Vec<_>>().join(" + ");
        let _ = writeln!(
            text,
            "compares {:?} with {:?}, not {:?} ({:?})",
            side(Role::Experimental),
            side(Role::Control),
            side(Role::Ignored),
            compared.origin
        );
    }
    for question in &reading.questions {
        let _ = writeln!(text, "? {question:?}");
    }
    describe_review(&reading.review, &mut text);
    for left_out in &reading.left_out {
        let _ = writeln!(text, "- {:?} on lines {:?}", left_out.cause, left_out.lines);
    }
    for problem in &reading.problems {
        let _ = writeln!(text, "! {}", describe_problem(problem));
    }
    text
}

fn meaning(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Number {
            quantity,
            side,
            outcome,
        } => {
            let quantity = match quantity {
                Quantity::Events => "events",
                Quantity::Total => "total",
                Quantity::NonEvents => "non-events",
                Quantity::EventsAndTotal => "events and total",
                Quantity::Lost => "lost",
                Quantity::Time => "person-time",
                Quantity::Mean => "mean",
                Quantity::StandardDeviation => "standard deviation",
            };
            let side = match side {
                Side::Experimental => "experimental",
                Side::Control => "control",
                Side::OfRow => "of the row's arm",
                Side::Arm(label) => label,
            };
            let outcome = outcome.as_deref().unwrap_or("-");
            format!("{quantity}, {side}, {outcome}")
        }
        Meaning::Effect { part, outcome } => {
            format!("{part:?}, {}", outcome.as_deref().unwrap_or("-"))
        }
        other => format!("{other:?}"),
    }
}

fn describe_review(review: &Review, text: &mut String) {
    let _ = writeln!(
        text,
        "{:?}: {} | {}",
        review.title, review.experimental_label, review.control_label
    );
    for trial in &review.trials {
        let _ = write!(text, "* {:?}", trial.name);
        if trial.year.state != State::NotReported {
            let _ = write!(text, " {}", entry(&trial.year));
        }
        if trial.randomized != trialpool::data::Randomized::NotStated {
            let _ = write!(text, " randomized {:?}", trial.randomized);
        }
        text.push_str(&describe_design(trial));
        for (id, value) in &trial.covariates {
            let name = review.covariates.iter().find(|known| known.id == *id);
            let _ = write!(text, " {}={value:?}", name.expect("a covariate").name);
        }
        text.push('\n');
        for outcome in &review.outcomes {
            if let Some(record) = trial.records.get(&outcome.id) {
                let _ = writeln!(text, "    {}", describe_record(trial, outcome, record));
            }
        }
    }
}

fn describe_record(trial: &Trial, outcome: &Outcome, record: &Record) -> String {
    let numbers = match &record.values {
        Values::Estimate(EstimateEntries {
            estimate,
            standard_error,
            lower,
            upper,
            p,
        }) => format!(
            "{:?} {} error {} limits {} {}{}",
            outcome.kind,
            entry(estimate),
            entry(standard_error),
            entry(lower),
            entry(upper),
            if p.is_empty() {
                String::new()
            } else {
                format!(" P {p}")
            }
        ),
        values => trial
            .arms
            .iter()
            .filter(|arm| values.has_arm(arm.id))
            .map(|arm| {
                let role = match arm.role {
                    Role::Experimental => "E",
                    Role::Control => "C",
                    Role::Ignored => "-",
                };
                let label = if arm.label.is_empty() {
                    String::new()
                } else {
                    format!(" {:?}", arm.label)
                };
                let numbers: Vec<String> = values
                    .entries()
                    .into_iter()
                    .filter(|(cell, _)| cell.arm() == Some(arm.id))
                    .map(|(_, number)| match number {
                        AnyEntry::Count(count) => entry(count),
                        AnyEntry::Number(number) => entry(number),
                    })
                    .collect();
                let between = match outcome.kind {
                    OutcomeKind::PersonTime => " per ",
                    OutcomeKind::Means => " | ",
                    _ => " of ",
                };
                format!("{role}{label} {}", numbers.join(between))
            })
            .collect::<Vec<_>>()
            .join(", "),
    };
    let mut text = format!("{}: {numbers}", outcome.name);
    let others = record.at_other_times();
    for (name, value) in [
        ("at", &record.time_point),
        ("source", &record.source),
        ("note", &record.note),
    ] {
        if !value.is_empty() {
            let _ = write!(text, " [{name} {value}]");
        }
    }
    if record.others.as_ref().is_some_and(|others| others.by_hand) {
        text.push_str(" [by hand]");
    }
    for other in others {
        let _ = write!(text, " / {}", describe_record(trial, outcome, other));
    }
    text
}

fn describe_design(trial: &Trial) -> String {
    let mut text = String::new();
    match trial.design.as_ref() {
        None => {}
        Some(Design::Crossover(periods)) => {
            let _ = write!(text, " crossover {periods:?}");
        }
        Some(Design::Cluster(clusters)) => {
            let (size, correlation) = (entry(&clusters.size), entry(&clusters.correlation));
            let _ = write!(text, " clusters of {size} correlated by {correlation}");
            for own in clusters.outcomes.values() {
                let _ = write!(text, ", own {}", entry(own));
            }
            if !clusters.source.is_empty() {
                let _ = write!(text, " as {:?}", clusters.source);
            }
        }
    }
    text
}

/// The value, with what was typed where the two differ.
fn entry<T: Copy + ToString>(entry: &Entry<T>) -> String {
    match entry.state {
        State::Reported(value) if value.to_string() == entry.typed => entry.typed.clone(),
        State::Reported(value) => format!("{}<{}>", value.to_string(), entry.typed),
        State::NotReported if entry.typed.is_empty() => "NR".to_owned(),
        State::NotReported => format!("NR<{}>", entry.typed),
        State::Unreadable(reason) => format!("{reason:?}<{}>", entry.typed),
    }
}

fn describe_problem(problem: &Problem) -> String {
    let Place {
        row,
        column,
        head,
        trial_name,
        outcome_name,
        ..
    } = &problem.place;
    let mut place = Vec::new();
    place.extend(row.map(|row| format!("row {row}")));
    place.extend(column.map(|column| format!("column {column}")));
    place.extend(head.as_ref().map(|head| format!("{head:?}")));
    place.extend(trial_name.as_ref().map(|name| format!("trial {name:?}")));
    place.extend(
        outcome_name
            .as_ref()
            .map(|name| format!("outcome {name:?}")),
    );
    format!(
        "{:?}: {}: {:?}",
        problem.severity,
        place.join(", "),
        problem.kind
    )
}

#[path = "reading/agreement.rs"]
mod agreement;
#[path = "reading/arms.rs"]
mod arms;
#[path = "reading/chinese.rs"]
mod chinese;
#[path = "reading/corpus.rs"]
mod corpus;
#[path = "reading/events.rs"]
mod events;
#[path = "reading/files.rs"]
mod files;
#[path = "reading/kinds.rs"]
mod kinds;
#[path = "reading/properties.rs"]
mod properties;
#[path = "tables/random_cases.rs"]
mod random_cases;
#[path = "reading/registry/mod.rs"]
mod registry;
#[path = "reading/reviews.rs"]
mod reviews;
#[path = "reading/robvis.rs"]
mod robvis;
#[path = "reading/same_cells.rs"]
mod same_cells;
#[path = "reading/too_many_people.rs"]
mod too_many_people;
#[path = "reading/workbooks.rs"]
mod workbooks;

const FOUR_COLUMNS: &str = "Study,first,second,third,fourth\nA,1,10,2,11\nB,0,12,3,9\n";

fn counts(quantity: Quantity, side: Side) -> Meaning {
    Meaning::Number {
        quantity,
        side,
        outcome: Some("Fever".to_owned()),
    }
}

#[test]
fn columns_with_unknown_heads_pool_once_the_user_says_what_they_hold() {
    let reading = table(FOUR_COLUMNS, &Choices::default());
    assert!(
        reading.is_fatal(),
        "nothing is recognised by the number of columns"
    );
    let mut choices = Choices::default();
    let meanings = [
        counts(Quantity::Events, Side::Experimental),
        counts(Quantity::Total, Side::Experimental),
        counts(Quantity::Events, Side::Control),
        counts(Quantity::Total, Side::Control),
    ];
    for (index, meaning) in meanings.into_iter().enumerate() {
        choices.meanings.insert(index + 1, meaning);
    }
    let reading = table(FOUR_COLUMNS, &choices);
    assert!(!reading.is_fatal());
    let mut text = String::new();
    describe_review(&reading.review, &mut text);
    assert!(text.contains("Fever: E 1 of 10, C 2 of 11"), "{text}");
}

#[test]
fn changing_the_meaning_of_one_column_leaves_the_others_as_they_were() {
    let text = "study,ai,n1i,ci,n2i,year\nA,1,10,2,11,2001\n";
    let reading = table(text, &Choices::default());
    let changed = Choices::default().with_meaning(&reading, 5, Meaning::Ignored);
    let again = table(text, &changed);
    for (before, after) in reading.columns.iter().zip(&again.columns) {
        if before.index == 5 {
            assert_eq!(after.meaning, Meaning::Ignored);
        } else {
            assert_eq!(after.meaning, before.meaning, "{}", before.head);
        }
    }
    assert_eq!(again.review.trials.len(), 1);
}

#[test]
fn a_row_of_totals_is_kept_if_the_user_wants_it() {
    let text = "Study,event.e,n.e,event.c,n.c\nA,1,10,2,11\nTotal,1,10,2,11\n";
    assert_eq!(table(text, &Choices::default()).review.trials.len(), 1);
    let choices = Choices {
        keep_total_rows: true,
        ..Choices::default()
    };
    assert_eq!(table(text, &choices).review.trials.len(), 2);
}

#[test]
fn the_user_decides_between_decimal_comma_and_thousands() {
    let text = "study;yi;sei\nA;1,250;0,500\n";
    let estimate = |decimal| {
        let choices = Choices {
            delimiter: Some(Delimiter::Semicolon),
            decimal: Some(decimal),
            ..Choices::default()
        };
        let review = table(text, &choices).review;
        let trial = review.trials.first().expect("a trial");
        let record = trial.records.values().next().expect("a record");
        match &record.values {
            Values::Estimate(entries) => entries.estimate.value(),
            _ => None,
        }
    };
    assert_eq!(estimate(Decimal::Comma), Some(1.25));
    assert_eq!(estimate(Decimal::Point), Some(1250.0));
}

#[test]
fn more_text_than_is_read_is_refused_with_the_bound() {
    let head = "study,ai,n1i,ci,n2i\n";
    let rows = format!(
        "{head}{}",
        "A,1,10,2,11\n".repeat(trialpool::read::MOST_ROWS + 1)
    );
    let columns = format!("study{}\n", ",x".repeat(trialpool::read::MOST_COLUMNS + 1));
    for (text, what) in [(rows, "rows"), (columns, "columns")] {
        let reading = table(&text, &Choices::default());
        let [problem] = reading.problems.as_slice() else {
            panic!("{what}: {:?}", reading.problems);
        };
        assert!(
            matches!(&problem.kind, trialpool::data::ProblemKind::TooLong { what: found, .. } if found == what),
            "{problem:?}"
        );
    }
}

#[test]
fn ten_thousand_rows_are_read_whole() {
    let mut text = "study,ai,n1i,ci,n2i\n".to_owned();
    for row in 0..10_000 {
        let _ = writeln!(
            text,
            "Trial {row},{},{},{},41",
            row % 7,
            40 + row % 9,
            row % 5
        );
    }
    let reading = table(&text, &Choices::default());
    assert_eq!(reading.review.trials.len(), 10_000);
    assert_eq!(reading.problems, Vec::new());
}

#[test]
fn a_file_is_read_in_the_encoding_it_was_written_in() {
    use trialpool::read::{Encoding, text};
    let table = "Studie;Ereignisse\nMüller – Groß;3\n";
    let little: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = table.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let windows = b"Studie;Ereignisse\nM\xFCller \x96 Gro\xDF;3\n";
    let cases: [(Vec<u8>, Encoding); 7] = [
        (table.as_bytes().to_vec(), Encoding::Utf8),
        ([b"\xEF\xBB\xBF", table.as_bytes()].concat(), Encoding::Utf8),
        (
            [&[0xFF, 0xFE], little.as_slice()].concat(),
            Encoding::Utf16LittleEndian,
        ),
        (
            [&[0xFE, 0xFF], big.as_slice()].concat(),
            Encoding::Utf16BigEndian,
        ),
        (little, Encoding::Utf16LittleEndian),
        (big, Encoding::Utf16BigEndian),
        (windows.to_vec(), Encoding::Windows1252),
    ];
    for (bytes, encoding) in cases {
        assert_eq!(text(&bytes), (table.to_owned(), encoding));
    }
}

/// The usual names of the four numbers: events and total of the experimental arm, events and total of the control arm.
const USUAL_HEADS: [[&str; 4]; 17] = [
    ["event.e", "n.e", "event.c", "n.c"],
    ["ev.exp", "n.exp", "ev.cont", "n.cont"],
    ["events1", "total1", "events2", "total2"],
    ["Events 1", "Total 1", "Events 2", "Total 2"],
    ["event1", "n1", "event2", "n2"],
    ["r1", "n1", "r2", "n2"],
    ["x1i", "n1i", "x2i", "n2i"],
    ["ai", "n1i", "ci", "n2i"],
    ["events_t", "n_t", "events_c", "n_c"],
    [
        "Experimental cases",
        "Experimental N",
        "Control cases",
        "Control N",
    ],
    ["EVENT-E", "N E", "event c", "N_C"],
    [
        "Events (intervention)",
        "Total (intervention)",
        "Events (control)",
        "Total (control)",
    ],
    ["n events MSC", "N MSC", "n events placebo", "N placebo"],
    [
        "Treatment events",
        "Treatment total",
        "Control events",
        "Control total",
    ],
    ["treat_events", "treat_n", "ctrl_events", "ctrl_n"],
    ["e", "n", "c", "nc"],
    [
        "Cases, cells",
        "Patients, cells",
        "Cases, sham",
        "Patients, sham",
    ],
];

#[test]
fn the_usual_names_of_the_four_numbers_are_recognised() {
    for [events, total, control_events, control_total] in USUAL_HEADS {
        let heads = format!("study\t{events}\t{total}\t{control_events}\t{control_total}");
        let reading = table(&format!("{heads}\nA\t1\t10\t2\t20\n"), &Choices::default());
        let mut text = String::new();
        describe_review(&reading.review, &mut text);
        assert!(
            text.contains("Outcome: E 1 of 10, C 2 of 20"),
            "{heads}: {text}"
        );
    }
}

#[test]
fn the_usual_names_of_trial_and_year_are_recognised() {
    let trials = [
        "study",
        "studlab",
        "author",
        "Trial",
        "name",
        "label",
        "slab",
        "Study or Subgroup",
        "source",
        "NCT",
        "STUDY_ID",
        "Study name",
    ];
    for trial in trials {
        for year in ["year", "Study year", "Year of study"] {
            let text = format!("{year},{trial},event.e,n.e,event.c,n.c\n2001,A,1,10,2,20\n");
            let review = table(&text, &Choices::default()).review;
            let first = review.trials.first().expect("a trial");
            assert_eq!(
                (first.name.as_str(), first.year.value()),
                ("A", Some(2001)),
                "{text}"
            );
        }
    }
}

#[test]
fn the_usual_names_of_an_estimate_and_its_error_are_recognised() {
    let heads = [
        "yi,sei",
        "TE,seTE",
        "logrr,se",
        "logOR,SE(logOR)",
        "est,se",
        "effect size,std err",
    ];
    for heads in heads {
        let text = format!("study,{heads}\nA,-0.5,0.2\n");
        let review = table(&text, &Choices::default()).review;
        let mut described = String::new();
        describe_review(&review, &mut described);
        assert!(described.contains("-0.5 error 0.2"), "{heads}: {described}");
    }
}
