//! Everything that is said of the reviews that come with the program, as one text that was read and approved.
//!
//! After a change that is meant: `INSTA_UPDATE=always cargo test --test wording`, then read what changed.

use std::fmt::Write;

use trialpool::analysis::{answer, certainty_of, prepare};
use trialpool::data::{DownDomain, Settings, problems_of};
use trialpool::project::worked;
use trialpool::read::examples;
use trialpool::wording::{
    Locale, Subject, cards, certainty, interface, names, notes, problems, sentences, undefined,
};

use super::vocabulary::fault;

#[test]
fn what_is_said_of_the_examples_is_what_was_approved() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("examples", everything()));
}

#[test]
fn nothing_that_is_said_of_the_examples_has_a_fault() {
    for line in everything().lines() {
        assert_eq!(fault(line.trim_start()), None);
    }
}

fn everything() -> String {
    let locale = Locale::DecimalPoint;
    let mut text = String::new();
    for example in examples::all() {
        let review = example.review();
        writeln!(
            text,
            "# {} · {}",
            review.title,
            interface::size(&review, locale)
        )
        .unwrap();
        for problem in problems_of(&review) {
            writeln!(
                text,
                "! {} {}",
                problems::sentence(&problem, locale),
                problems::remedy(&problem)
            )
            .unwrap();
        }
        for outcome in &review.outcomes {
            let mut prepared = prepare(&review, &Settings::default(), outcome.id).unwrap();
            prepared.request.compare = true;
            let response = answer(&prepared.request);
            let subject = Subject::of(&review, outcome, &prepared, locale);
            let line = sentences::profile_line(&response, &subject);
            writeln!(
                text,
                "\n## {}: {} · {} · {}",
                outcome.name,
                line.counts.unwrap_or_default(),
                line.trials,
                said_together([
                    &line.estimate.unwrap_or_else(|reason| reason),
                    &line.interval
                ])
            )
            .unwrap();
            writeln!(text, "{}.", names::plan(response.plan)).unwrap();
            for reason in &response.proposal.reasons {
                writeln!(text, "{}", undefined::reason(reason, &subject)).unwrap();
            }
            writeln!(text, "{}", sentences::outcome(&response, &subject)).unwrap();
            for card in cards::all(&response, &subject) {
                writeln!(
                    text,
                    "| {} | {} | {}",
                    card.title,
                    said_together([&card.answer, &card.beside]),
                    card.detail
                )
                .unwrap();
            }
            for note in &response.notes {
                writeln!(text, "- {}", notes::sentence(note, &subject)).unwrap();
            }
        }
        text.push('\n');
    }
    text
}

fn said_together(parts: [&str; 2]) -> String {
    parts.join(" ").trim().to_owned()
}

/// Judgements with their reasons, definitions, names of analyses, and the sentences that follow from them.
#[test]
fn nothing_that_is_said_in_the_worked_examples_has_a_fault() {
    let locale = Locale::DecimalPoint;
    let mut said = Vec::new();
    for example in examples::all() {
        let project = worked(example.key).unwrap();
        let review = &project.review;
        said.push(review.subtitle.clone());
        for outcome in &review.outcomes {
            said.push(outcome.note.clone());
            let names = project.settings.sensitivity_of(outcome.id).iter();
            said.extend(names.map(|analysis| analysis.name.clone()));
            let prepared = prepare(review, &project.settings, outcome.id).unwrap();
            let Some((level, judged)) = certainty_of(review, &prepared, outcome.id) else {
                continue;
            };
            let response = answer(&prepared.request);
            let subject = Subject::of(review, outcome, &prepared, locale);
            said.push(certainty::statement(level, &response, &subject));
            said.extend(
                DownDomain::ALL
                    .iter()
                    .filter_map(|one| certainty::footnote(*one, judged)),
            );
            said.extend(judged.down.values().map(|rated| rated.reason.clone()));
        }
        for assessment in review
            .risk_of_bias
            .iter()
            .flat_map(|table| table.assessments())
        {
            said.extend(
                assessment
                    .domains
                    .iter()
                    .map(|judged| judged.support.clone()),
            );
            said.push(assessment.overall.support.clone());
        }
    }
    assert!(said.len() > 100);
    for text in said {
        assert_eq!(fault(&text), None, "{text}");
    }
}
