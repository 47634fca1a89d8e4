//! Pools every outcome of a table without a browser, each by the kind of its numbers: people with the event, events over
//! person-time, means, proportions of one arm, or estimates.
//!
//! `cargo run --release --example pool -- FILE.csv [--measure NAME] [--method NAME] [--interval NAME] [--json]`.
//!
//! Names are those of `docs/door.md`, such as `odds_ratio`, `mantel_haenszel` or `random_effects/paule_mandel`. Without a
//! measure and a method each outcome is pooled as the program proposes. `--json` writes one response a line, in the order
//! of the outcomes; otherwise each outcome is written as a table. With `-` in place of a file one request is read from the
//! standard input as JSON and answered in JSON.

use std::process::ExitCode;

use serde::de::DeserializeOwned;
use trialpool::analysis::{answer, methods_for, plan_for, pool_json, prepare};
use trialpool::data::{Interval, Measure, Method, OutcomeKind, Plan, Settings};
use trialpool::read::{Choices, json, table, text};
use trialpool::report;
use trialpool::wording::Locale;

const USAGE: &str =
    "usage: pool FILE.csv [--measure NAME] [--method NAME] [--interval NAME] [--json]";

#[derive(Default)]
struct Asked {
    file: String,
    measure: Option<Measure>,
    method: Option<Method>,
    interval: Option<Interval>,
    json: bool,
}

fn main() -> ExitCode {
    match asked(std::env::args().skip(1)).and_then(|asked| pool(&asked)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn asked(mut arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked::default();
    while let Some(argument) = arguments.next() {
        let mut name = || {
            arguments
                .next()
                .ok_or_else(|| format!("{argument} needs a name\n{USAGE}"))
        };
        match argument.as_str() {
            "--json" => asked.json = true,
            "--measure" => asked.measure = Some(named(&name()?)?),
            "--method" => asked.method = Some(named(&name()?)?),
            "--interval" => asked.interval = Some(named(&name()?)?),
            file if (file == "-" || !file.starts_with('-')) && asked.file.is_empty() => {
                file.clone_into(&mut asked.file);
            }
            _ => return Err(USAGE.to_owned()),
        }
    }
    if asked.file.is_empty() {
        return Err(USAGE.to_owned());
    }
    Ok(asked)
}

/// A value by its name in JSON; a slash stands before what a name holds (`exact_conditional/mid_p`).
fn named<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    let text = match name.split_once('/') {
        None => format!("\"{name}\""),
        Some((name, held)) => format!("{{\"{name}\":\"{held}\"}}"),
    };
    json::parse(&text).map_err(|_| format!("`{name}` is no name that docs/door.md lists"))
}

fn pool(asked: &Asked) -> Result<(), String> {
    if asked.file == "-" {
        let request =
            std::io::read_to_string(std::io::stdin()).map_err(|error| error.to_string())?;
        println!("{}", pool_json(&request));
        return Ok(());
    }
    let raw = std::fs::read(&asked.file)
        .map_err(|error| format!("{} could not be read: {error}", asked.file))?;
    let reading = table(&text(&raw).0, &Choices::default());
    let review = &reading.review;
    let mut answered = 0;
    for outcome in &review.outcomes {
        let Some(mut prepared) = prepare(review, &Settings::default(), outcome.id) else {
            continue;
        };
        prepared.request.measure = asked
            .measure
            .filter(|measure| is_made_from(*measure, outcome.kind))
            .or(prepared.request.measure);
        prepared.request.plan = plan(asked, outcome.kind, prepared.request.measure);
        if asked.method.is_some() && prepared.request.plan.is_none() {
            eprintln!("{}: not by this method; pooled as proposed", outcome.name);
        }
        prepared.request.compare = asked.json;
        let response = answer(&prepared.request);
        if asked.json {
            println!("{}", json::text(&response));
        } else {
            let locale = Locale::DecimalPoint;
            let table = report::outcome(review, outcome, &prepared, &response, locale);
            println!("{}", report::text(&table));
        }
        answered += 1;
    }
    if answered == 0 {
        return Err(format!(
            "{} holds no outcome that can be pooled",
            asked.file
        ));
    }
    Ok(())
}

/// Whether the measure can be made from numbers of this kind.
fn is_made_from(measure: Measure, kind: OutcomeKind) -> bool {
    measure.kind() == kind || Measure::of(kind).contains(&measure)
}

/// The plan asked for, where the outcome's numbers allow it; without a method, none: the proposal is used.
fn plan(asked: &Asked, kind: OutcomeKind, preferred: Option<Measure>) -> Option<Plan> {
    let method = asked.method?;
    let measure = preferred
        .into_iter()
        .chain(Measure::of(kind).iter().copied())
        .find(|measure| methods_for(*measure).contains(&method))?;
    let plan = plan_for(measure, method);
    Some(Plan {
        interval: asked.interval.unwrap_or(plan.interval),
        ..plan
    })
}
