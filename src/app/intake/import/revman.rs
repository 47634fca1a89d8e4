//! A review that another program pooled: what it holds, and whether its stored results are met when it is pooled here.

use super::Importing;
use crate::analysis::{self, Agreement};
use crate::app::element::{Element, html};
use crate::app::grid::problems::problem_item;
use crate::app::intake::taking::{Foot, Taking, Way};
use crate::data::{Review, StoredResult};
use crate::project::Project;
use crate::read::Import;
use crate::wording::agreement::{self, Found};
use crate::wording::{Locale, interface};

/// Problems shown before the review is taken; the rest is shown beside the data afterwards.
const MOST_PROBLEMS: usize = 30;

pub(super) fn content(importing: Importing, import: &Import, name: &str) -> Vec<Element> {
    let state = importing.state;
    let locale = state.document.locale();
    let found: Vec<Found> = import
        .stored
        .iter()
        .map(|stored| analysis::agreement(&import.review, stored))
        .collect();
    let problems = import.problems.iter().take(MOST_PROBLEMS);
    let problems =
        problems.map(|problem| problem_item(problem, html("div").class("plain"), state));
    let held = interface::paste_preview(&import.review, import.problems.len(), locale);
    let title = if import.review.title.is_empty() {
        name
    } else {
        &import.review.title
    };
    let body = html("div")
        .class("dialog-body")
        .child(html("h3").text(title))
        .child(html("p").attribute("role", "status").text(&held))
        .child(html("ul").class("problems").children(problems))
        .child(html("h3").text(interface::import::STORED_RESULTS))
        .child(html("p").text(&agreement::headline(&found, locale)))
        .child(results(import, &found, locale));
    vec![body, foot(importing, import)]
}

/// Every stored result beside what is computed here.
fn results(import: &Import, found: &[Found], locale: Locale) -> Element {
    let lines = import.stored.iter().zip(found).map(|(stored, found)| {
        let (class, sign) = match found {
            Ok(agreement) if agreement.is_complete() => ("agrees", "✓"),
            Ok(_) => ("differs", "≠"),
            Err(_) => ("not-compared", "–"),
        };
        let mut said = html("div")
            .child(html("strong").text(&result_name(&import.review, stored)))
            .child(html("p").text(&agreement::sentence(found, locale)));
        if let Ok(agreement) = found {
            said = said.child(numbers(agreement, locale));
            if !agreement.is_complete() {
                let pooled = trials_behind(&import.review, stored);
                let remedy = agreement::remedy(agreement, pooled, locale);
                said = said.child(html("p").class("remedy").text(&remedy));
            }
        }
        let sign = html("span")
            .class("sign")
            .attribute("aria-hidden", "true")
            .text(sign);
        html("li").class(class).child(sign).child(said)
    });
    html("ul").class("agreement").children(lines)
}

/// The numbers of both, on demand.
fn numbers(agreement: &Agreement, locale: Locale) -> Element {
    let heads = ["", "Stored", "Here", "Agree to"]
        .map(|head| html("th").attribute("scope", "col").text(head));
    let rows = agreement.checks.iter().map(|check| {
        html("tr")
            .child(
                html("th")
                    .attribute("scope", "row")
                    .text(agreement::name(check.number)),
            )
            .children(
                [
                    agreement::value(check, check.stored, locale),
                    agreement::value(check, check.computed, locale),
                    agreement::verdict(check),
                ]
                .map(|words| html("td").text(&words)),
            )
    });
    let table = html("table")
        .class("preview")
        .child(html("thead").child(html("tr").children(heads)))
        .child(html("tbody").children(rows));
    html("details")
        .child(html("summary").text(interface::import::NUMBERS))
        .child(html("div").class("table-scroll").child(table))
}

/// What a stored result is about: the outcome, and the subgroup where it is of one.
fn result_name(review: &Review, stored: &StoredResult) -> String {
    let outcome = review
        .outcomes
        .iter()
        .find(|outcome| outcome.id == stored.outcome);
    let outcome = outcome.map_or("", |outcome| outcome.name.as_str());
    match &stored.subgroup {
        Some(subgroup) => format!("{outcome} – {}", subgroup.name),
        None => outcome.to_owned(),
    }
}

/// How many trials of the file mention what a stored result is about.
fn trials_behind(review: &Review, stored: &StoredResult) -> usize {
    match &stored.subgroup {
        Some(subgroup) => subgroup.trials.len(),
        None => review
            .trials
            .iter()
            .filter(|trial| trial.records.contains_key(&stored.outcome))
            .count(),
    }
}

fn foot(importing: Importing, import: &Import) -> Element {
    let (common, taken) = (import.review.clone(), import.clone());
    Taking::new().foot(Foot {
        words: [
            interface::import::OPEN_REVIEW,
            interface::import::ADD_TRIALS,
        ],
        has_trials_in_common: Box::new(move || importing.has_in_common(&common)),
        usable: Box::new(|| true),
        take: Box::new(move |way, same_trial| match way {
            Way::Replace => importing.begin(Project::of_import(taken.clone())),
            Way::Add => importing.add(taken.review.clone(), same_trial),
        }),
        open: importing.open,
    })
}
