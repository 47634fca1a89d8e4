//! Says how files are read, for judging many at once: `cargo run --release --example reading -- FILE…`.
//!
//! Takes every file that the page takes, and `-` for text from the standard input, as if it were pasted (`--name NAME` says
//! what the file is called). Prints one JSON object a file on a line of its own:
//!
//! - `file`: its name; `kind`: `table`, `workbook`, `review`, `records`, `judgements`, `project` or `refused`;
//! - `tables`: for each table or sheet its `name`, its `layout` (`trial`, `arm`, `trial_outcome`, `arm_outcome`, `results`,
//!   `judgements`; `unknown` where nothing is to pool) with `reasons`, its `columns` (`head`, `role`), the `comparison`
//!   (`experimental`, `control`, `why`, `sure`), `asks`: the questions that keep it from being pooled, empty when it
//!   pools; the `outcomes` (`name`, `kind`, `trials` with the numbers of each side, or estimate and limits, and the
//!   numbers of each arm where a side has several), `left_out` (`cause`, `rows`) and `findings`;
//! - `refused`: why, in a sentence.

use std::io::{Read, Write};
use std::process::ExitCode;

use serde_json::{Map, Value, json};
use trialpool::data::{
    AnyEntry, Arm, Cell, Outcome, OutcomeKind, Problem, Record, Review, Role, State, Trial, Values,
    problems_of,
};
use trialpool::project::{self, RestoreError, carried_document};
use trialpool::read::registry::{
    DoubtKind, OutcomeMapping, Record as RegistryRecord, Seriousness, Subject,
};
use trialpool::read::{
    self, Choices, Column, Comparison, Layout, Meaning, Opened, Question, Reading, Side, Worksheet,
    registry, robvis, table,
};
use trialpool::wording::interface::table as words;
use trialpool::wording::registry as registry_words;
use trialpool::wording::{Locale, files, problems};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.peek().is_none() {
        eprintln!("Which files? cargo run --release --example reading -- FILE…");
        return ExitCode::FAILURE;
    }
    let mut name = None;
    let mut all_read = true;
    while let Some(argument) = arguments.next() {
        if argument == "--name" {
            name = arguments.next();
            continue;
        }
        let bytes = if argument == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            std::fs::read(&argument)
        };
        let called = name.take().unwrap_or_else(|| argument.clone());
        let line = match bytes {
            Ok(bytes) => understood(&called, &bytes),
            Err(error) => {
                all_read = false;
                refused(&called, &format!("The file could not be opened: {error}."))
            }
        };
        if writeln!(std::io::stdout(), "{line}").is_err() {
            return ExitCode::FAILURE;
        }
    }
    if all_read {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// One file as the page would take it.
fn understood(name: &str, bytes: &[u8]) -> Value {
    if let Some(document) = carried_document(bytes) {
        return of_json(name, &document);
    }
    match read::file(bytes) {
        Ok(Opened::Text(text, _)) => of_text(name, &text),
        Ok(Opened::Json(text)) => of_json(name, &text),
        Ok(Opened::Workbook(sheets)) => file(name, "workbook", sheets.iter().flat_map(of_sheet)),
        Ok(Opened::Review(import)) => {
            file(name, "review", vec![of_review(name, &import.review, &[])])
        }
        Err(refusal) => refused(name, &files::sentence(refusal)),
    }
}

fn file(name: &str, kind: &str, tables: impl IntoIterator<Item = Value>) -> Value {
    json!({ "file": name, "kind": kind, "tables": tables.into_iter().collect::<Value>() })
}

fn refused(name: &str, sentence: &str) -> Value {
    json!({ "file": name, "kind": "refused", "tables": [], "refused": sentence })
}

fn of_json(name: &str, text: &str) -> Value {
    match project::restore(text) {
        Ok(restored) => {
            let review = &restored.project.review;
            file(name, "project", vec![of_review(name, review, &[])])
        }
        Err(error @ (RestoreError::OtherFormat | RestoreError::NotJson { .. })) => {
            match registry::records(text) {
                Ok(records) => file(name, "records", vec![of_records(name, &records)]),
                Err(_) => refused(
                    name,
                    &project::restore_sentence(&error, Locale::DecimalPoint),
                ),
            }
        }
        Err(error) => refused(
            name,
            &project::restore_sentence(&error, Locale::DecimalPoint),
        ),
    }
}

/// Records of a registry with the groups as suggested, and everything they list as outcomes; on the page a person chooses
/// among them. What keeps groups from being pooled is among the questions.
fn of_records(name: &str, records: &[RegistryRecord]) -> Value {
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
        let list = match term.seriousness {
            Seriousness::Serious => "serious",
            Seriousness::Other => "other",
        };
        let subject = Subject::Terms(vec![term.wording()]);
        let name = format!("{} ({list})", term.term);
        mapping.outcomes.push(outcome(&name, subject));
    }
    let built = registry::build(records, &mapping);
    let mut read = of_review(name, &built.review, &[]);
    let open = built.doubts.iter().filter(|doubt| {
        matches!(
            doubt.kind,
            DoubtKind::NoGroup { .. } | DoubtKind::NotDisjoint { .. }
        )
    });
    read["asks"] = open
        .map(|doubt| registry_words::doubt(doubt, records))
        .collect();
    read["findings"] = built
        .doubts
        .iter()
        .map(|doubt| registry_words::doubt(doubt, records))
        .collect();
    read
}

fn of_text(name: &str, text: &str) -> Value {
    let tables = tables_of(name, text, &Choices::default());
    match robvis::recognise(text) {
        Some(judged) if tables.iter().all(pools_nothing) => {
            file(name, "judgements", vec![of_judgements(name, &judged)])
        }
        Some(_) | None => file(name, "table", tables),
    }
}

fn of_sheet(sheet: &Worksheet) -> Vec<Value> {
    let text = sheet.text();
    let tables = tables_of(&sheet.name, &text, &Worksheet::choices());
    match robvis::recognise(&text) {
        Some(judged) if tables.iter().all(pools_nothing) => {
            vec![of_judgements(&sheet.name, &judged)]
        }
        Some(_) | None => tables,
    }
}

fn pools_nothing(table: &Value) -> bool {
    table["outcomes"].as_array().is_none_or(Vec::is_empty)
}

/// The tables of a text: several where they stand below each other.
fn tables_of(name: &str, text: &str, choices: &Choices) -> Vec<Value> {
    let first = table(text, choices);
    if first.tables.len() < 2 {
        return vec![of_reading(name, &first)];
    }
    (0..first.tables.len())
        .map(|place| {
            let choices = Choices {
                table: place,
                ..choices.clone()
            };
            let reading = table(text, &choices);
            let title = reading
                .tables
                .get(place)
                .map_or("", |block| block.title.as_str());
            of_reading(&format!("{name} · {} {title}", place + 1), &reading)
        })
        .collect()
}

fn of_reading(name: &str, reading: &Reading) -> Value {
    let locale = Locale::DecimalPoint;
    let review = &reading.review;
    let mut read = of_review(name, review, &reading.problems);
    let reasons: Vec<String> = reading
        .layouts
        .iter()
        .map(|candidate| {
            format!(
                "{}: {}",
                layout(candidate.layout),
                words::layout_reason(&candidate.reason)
            )
        })
        .collect();
    read["layout"] = json!(layout(reading.layout));
    read["reasons"] = json!(reasons);
    read["columns"] = reading.columns.iter().map(of_column).collect();
    read["comparison"] = reading
        .comparison
        .as_ref()
        .map_or(Value::Null, of_comparison);
    read["asks"] = reading.questions.iter().map(of_question).collect();
    read["left_out"] = reading
        .left_out
        .iter()
        .map(|left_out| {
            json!({
                "cause": problems::kind(&left_out.cause, locale),
                "rows": left_out.lines,
            })
        })
        .collect();
    if reading.is_fatal() && !reading.questions.is_empty() {
        read["outcomes"] = json!([]);
    }
    read
}

fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::RowPerTrial => "trial",
        Layout::RowPerOutcome => "trial_outcome",
        Layout::RowPerArm => "arm",
        Layout::RowPerArmAndOutcome => "arm_outcome",
        Layout::Results => "results",
        Layout::Judgements => "judgements",
        Layout::Unknown => "unknown",
    }
}

fn of_column(column: &Column) -> Value {
    let side = |side: &Side| match side {
        Side::Experimental => "experimental".to_owned(),
        Side::Control => "control".to_owned(),
        Side::OfRow => "arm of the row".to_owned(),
        Side::Arm(label) => format!("arm {label}"),
    };
    let named = |value: Value| value.as_str().unwrap_or_default().to_owned();
    let role = match &column.meaning {
        Meaning::Number {
            quantity,
            side: of,
            outcome,
        } => {
            let outcome = outcome.as_ref().map(|name| format!(": {name}"));
            format!(
                "{} {}{}",
                side(of),
                named(json!(quantity)),
                outcome.unwrap_or_default()
            )
        }
        Meaning::Effect { part, outcome } => {
            let outcome = outcome.as_ref().map(|name| format!(": {name}"));
            format!("{}{}", named(json!(part)), outcome.unwrap_or_default())
        }
        Meaning::ArmName(of) => format!("arm name {}", side(of)),
        Meaning::Design(_) => "design".to_owned(),
        other => named(json!(other)),
    };
    json!({ "head": column.head, "role": role, "why": column.why })
}

fn of_comparison(comparison: &Comparison) -> Value {
    let side = |role: Role| comparison.on(role).collect::<Vec<&str>>();
    json!({
        "experimental": side(Role::Experimental).join(" + "),
        "control": side(Role::Control).join(" + "),
        "arms": comparison.arms.iter().map(|arm| &arm.label).collect::<Vec<_>>(),
        "why": words::comparison_reason(&comparison.origin),
        "sure": comparison.is_sure(),
    })
}

fn of_question(question: &Question) -> Value {
    match question {
        Question::Layout(_) => json!("What is a row of this table?"),
        Question::Comparison => json!("Which arms are compared with which?"),
        Question::Trial => json!("Which column names the trial, or are all rows of one trial?"),
        Question::SameMeaning { columns } => {
            json!(format!(
                "Columns {columns:?} hold the same: which is another?"
            ))
        }
        Question::BlankHeads { columns } => {
            let places: Vec<usize> = columns.iter().map(|column| column + 1).collect();
            json!(format!(
                "Columns {places:?} have no head. Do they hold totals?"
            ))
        }
        Question::Blocks { lines } => {
            json!(format!(
                "What are the blocks about that begin on lines {lines:?}?"
            ))
        }
    }
}

fn of_judgements(name: &str, judged: &robvis::JudgedTable) -> Value {
    json!({
        "name": name,
        "layout": "judgements",
        "reasons": ["judgements: the cells are judgements about trials"],
        "columns": judged.domains.iter().map(|domain| json!({
            "head": domain.name,
            "role": "judgement",
        })).collect::<Vec<_>>(),
        "comparison": null,
        "asks": [],
        "outcomes": [],
        "trials": judged.rows.iter().map(|row| &row.trial).collect::<Vec<_>>(),
        "left_out": [],
        "findings": [],
    })
}

/// A review's outcomes with the numbers of their trials.
fn of_review(name: &str, review: &Review, found: &[Problem]) -> Value {
    let locale = Locale::DecimalPoint;
    let own = problems_of(review);
    let found = if found.is_empty() { &own } else { found };
    json!({
        "name": name,
        "title": review.title,
        "layout": "trial_outcome",
        "reasons": [],
        "columns": [],
        "comparison": {
            "experimental": review.experimental_label,
            "control": review.control_label,
            "why": "",
            "sure": true,
        },
        "asks": [],
        "outcomes": review.outcomes.iter().map(|outcome| of_outcome(review, outcome)).collect::<Vec<_>>(),
        "left_out": [],
        "findings": found.iter().map(|problem| problems::sentence(problem, locale)).collect::<Vec<_>>(),
        "judged_trials": review.risk_of_bias.as_ref().map_or(0, |table| table.trials.len()),
    })
}

fn of_outcome(review: &Review, outcome: &Outcome) -> Value {
    let kind = match outcome.kind {
        OutcomeKind::Counts => "counts",
        OutcomeKind::PersonTime => "person_time",
        OutcomeKind::Means => "means",
        OutcomeKind::Proportions => "proportions",
        OutcomeKind::Estimates(_) => "estimates",
    };
    let trials: Vec<Value> = review
        .trials
        .iter()
        .filter_map(|trial| Some(of_record(trial, trial.records.get(&outcome.id)?)))
        .collect();
    json!({ "name": outcome.name, "kind": kind, "trials": trials })
}

fn of_record(trial: &Trial, record: &Record) -> Value {
    let mut read = Map::new();
    read.insert("name".into(), json!(trial.name));
    if let Values::Estimate(_) = record.values {
        for (cell, entry) in record.values.entries() {
            let name = match cell {
                Cell::Estimate => "estimate",
                Cell::StandardError => "standard_error",
                Cell::Lower => "lower",
                Cell::Upper => "upper",
                _ => continue,
            };
            read.insert(name.into(), number(entry));
        }
        return Value::Object(read);
    }
    for (role, side) in [
        (Role::Experimental, "experimental"),
        (Role::Control, "control"),
    ] {
        let arms: Vec<&Arm> = trial
            .arms
            .iter()
            .filter(|arm| arm.role == role && record.values.has_arm(arm.id))
            .collect();
        if let [arm] = arms.as_slice() {
            read.insert(side.into(), of_arm(arm, &record.values));
        } else if !arms.is_empty() {
            read.insert(side.into(), together(&arms, &record.values));
        }
    }
    let arms: Vec<&Arm> = trial
        .arms
        .iter()
        .filter(|arm| record.values.has_arm(arm.id))
        .collect();
    if arms.len() > 2 || arms.iter().any(|arm| arm.role == Role::Ignored) {
        let all = arms.iter().map(|arm| {
            let mut read = of_arm(arm, &record.values);
            read["label"] = json!(arm.label);
            read["side"] = json!(arm.role);
            read
        });
        read.insert("arms".into(), all.collect());
    }
    Value::Object(read)
}

/// The numbers of an arm.
fn of_arm(arm: &Arm, values: &Values) -> Value {
    let mut read = Map::new();
    for (cell, entry) in values.entries() {
        let name = match cell {
            Cell::Events(of) if of == arm.id => "events",
            Cell::Total(of) if of == arm.id => "total",
            Cell::Time(of) if of == arm.id => "time",
            Cell::Mean(of) if of == arm.id => "mean",
            Cell::StandardDeviation(of) if of == arm.id => "standard_deviation",
            _ => continue,
        };
        read.insert(name.into(), number(entry));
    }
    Value::Object(read)
}

/// The numbers of several arms of one side, added up where they are counts.
fn together(arms: &[&Arm], values: &Values) -> Value {
    let mut sums = Map::new();
    for arm in arms {
        if let Value::Object(numbers) = of_arm(arm, values) {
            for (name, value) in numbers {
                let sum = sums.get(&name).and_then(Value::as_f64).unwrap_or(0.0);
                sums.insert(name, json!(sum + value.as_f64().unwrap_or(0.0)));
            }
        }
    }
    Value::Object(sums)
}

/// A number; nothing where none was reported, and what was typed where it is not understood.
fn number(entry: AnyEntry<'_>) -> Value {
    match entry.state() {
        State::Reported(value) => json!(value),
        State::NotReported => Value::Null,
        State::Unreadable(_) => json!(entry.typed()),
    }
}
