//! What is said in Chinese.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Once;

use trialpool::analysis::{Prepared, Response, answer, prepare};
use trialpool::data::{Review, Settings, problems_of};
use trialpool::project::{self, worked};
use trialpool::read::{Choices, examples, table};
use trialpool::report::{self, Answered, LongResults};
use trialpool::wording::language::{self, Language, in_english};
use trialpool::wording::paragraphs::ReviewAnswers;
use trialpool::wording::{
    Locale, Subject, cards, interface, names, notes, problems, sentences, translate, translate_in,
    undefined,
};

use super::answers::outcome_answers;

const LOCALE: Locale = Locale::DecimalPoint;

fn in_chinese() {
    static CHOSEN: Once = Once::new();
    CHOSEN.call_once(|| assert!(language::choose(Language::Chinese)));
}

fn answered(review: &Review, settings: &Settings) -> Vec<(Prepared, Response)> {
    let outcomes = review.outcomes.iter();
    outcomes
        .map(|outcome| {
            let mut prepared = prepare(review, settings, outcome.id).unwrap();
            prepared.request.compare = true;
            let response = answer(&prepared.request);
            (prepared, response)
        })
        .collect()
}

/// What is said of the outcomes of a review.
fn of_review(text: &mut String, review: &Review) {
    let size = interface::size(review, LOCALE);
    writeln!(text, "# {} · {size}", review.title).unwrap();
    for problem in problems_of(review) {
        let sentence = problems::sentence(&problem, LOCALE);
        writeln!(text, "! {sentence}{}", problems::remedy(&problem)).unwrap();
    }
    let answers = answered(review, &Settings::default());
    for (outcome, (prepared, response)) in review.outcomes.iter().zip(&answers) {
        let subject = Subject::of(review, outcome, prepared, LOCALE);
        let line = sentences::profile_line(response, &subject);
        writeln!(text, "\n## {}：{}", outcome.name, line.trials).unwrap();
        writeln!(text, "{}", names::plan(response.plan)).unwrap();
        for reason in &response.proposal.reasons {
            writeln!(text, "{}", undefined::reason(reason, &subject)).unwrap();
        }
        writeln!(text, "{}", sentences::outcome(response, &subject)).unwrap();
        for card in cards::all(response, &subject) {
            let (answer, beside) = (&card.answer, &card.beside);
            writeln!(
                text,
                "| {} | {answer} {beside} | {}",
                card.title, card.detail
            )
            .unwrap();
        }
        for note in &response.notes {
            writeln!(text, "- {}", notes::sentence(note, &subject)).unwrap();
        }
    }
}

fn of_examples() -> String {
    let mut text = String::new();
    for example in examples::all() {
        of_review(&mut text, &example.review());
    }
    text
}

/// The report on a worked example.
fn report(key: &str) -> String {
    let project = worked(key).unwrap();
    let answers = answered(&project.review, &project.settings);
    let outcomes = outcome_answers(&project.review, &answers);
    let chosen = BTreeSet::new();
    let review = ReviewAnswers {
        review: &project.review,
        settings: &project.settings,
        chosen: &chosen,
        outcomes: &outcomes,
        locale: LOCALE,
    };
    report::plain_text(&review, &[], |_| true)
}

#[test]
fn what_is_said_of_the_examples_is_what_was_read() {
    in_chinese();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("../snapshots");
    settings.bind(|| {
        insta::assert_snapshot!("chinese", of_examples());
        insta::assert_snapshot!("chinese_report", report("mesenchymal-stromal-cells"));
    });
}

/// Whatever is a name in a review: it stays as it was typed.
fn names_of(review: &Review) -> Vec<String> {
    let mut names = vec![
        review.title.clone(),
        review.subtitle.clone(),
        review.experimental_label.clone(),
        review.control_label.clone(),
    ];
    names.extend(review.outcomes.iter().map(|outcome| outcome.name.clone()));
    names.extend(review.trials.iter().map(|trial| trial.name.clone()));
    names.extend(review.covariates.iter().map(|one| one.name.clone()));
    names.retain(|name| !name.is_empty());
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

#[test]
fn no_english_stands_between_the_names_that_were_typed() {
    in_chinese();
    for example in examples::all() {
        let review = example.review();
        let mut text = String::new();
        of_review(&mut text, &review);
        let mut text = text.to_lowercase();
        for name in names_of(&review) {
            text = text.replace(&name.to_lowercase(), "");
        }
        let words = text.split(|letter: char| !letter.is_ascii_alphabetic());
        let english: Vec<&str> = words
            .filter(|word| {
                [
                    "the", "with", "was", "were", "are", "not", "trial", "trials", "people",
                    "events", "which", "than", "more", "interval", "this", "that", "has", "have",
                    "for", "from",
                ]
                .contains(word)
            })
            .collect();
        assert!(english.is_empty(), "{english:?} in:\n{text}");
    }
}

#[test]
fn no_sentence_has_a_place_left_open_or_two_stops() {
    in_chinese();
    let said = of_examples() + &report("mesenchymal-stromal-cells");
    for never in [
        "{", "}", "。。", "。.", ".。", "，，", "、、", "组组", "项项", "\u{200b}", "：。", "（）",
    ] {
        let at = said.find(never);
        assert_eq!(at, None, "“{never}” in: {}", around(&said, at.unwrap_or(0)));
    }
}

fn around(text: &str, at: usize) -> &str {
    let begin = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .unwrap_or(0);
    let end = text
        .get(at..)
        .and_then(|after| after.find('\n'))
        .map_or(text.len(), |end| at + end);
    text.get(begin..end).unwrap_or(text)
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    in_chinese();
    let review = examples::review("bcg-vaccine").unwrap();
    let settings = Settings::default();
    let answers = answered(&review, &settings);
    let all: Vec<Answered<'_>> = review
        .outcomes
        .iter()
        .zip(&answers)
        .map(|(outcome, (prepared, response))| Answered {
            outcome,
            prepared,
            response,
        })
        .collect();
    let script = || report::r_script(&review, &all);
    assert_eq!(script(), in_english(script));
    assert!(!script().contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)));
    let results = || report::results_json(&review, &settings, &all, &LongResults::default());
    assert_eq!(results(), in_english(results));
    // A table of numbers has the same heads; the words in its cells are for people.
    let heads = || {
        let csv = report::csv(&report::profile(&review, &all, LOCALE));
        csv.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(heads(), in_english(heads));
}

#[test]
fn an_example_is_the_same_data_in_every_language() {
    in_chinese();
    for example in examples::all() {
        let Some(project) = worked(example.key) else {
            continue;
        };
        let english = in_english(|| worked(example.key)).unwrap();
        assert_eq!(project::save(&project), project::save(&english));
    }
}

#[test]
fn a_finding_that_was_laid_aside_is_known_again_in_every_language() {
    in_chinese();
    let text = "Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control\nSmith 2010\t12\t10\t3\t20\n";
    let reading = table(text, &Choices::default());
    let found = problems_of(&reading.review);
    assert!(!found.is_empty());
    for problem in &found {
        let english = in_english(|| problems::sentence(problem, LOCALE));
        assert_eq!(problems::finding(problem), english);
        assert_ne!(problems::sentence(problem, LOCALE), english);
    }
}

#[test]
fn what_is_in_no_catalogue_stays_as_it_is() {
    in_chinese();
    assert_eq!(
        translate("Adverse events of nothing at all"),
        "Adverse events of nothing at all"
    );
    assert_eq!(translate_in("limit", "Lower"), "下限");
    assert_eq!(translate_in("nowhere", "Lower"), "Lower");
    assert_ne!(translate("Lower"), "下限");
}

#[test]
fn the_first_choice_of_a_language_holds() {
    in_chinese();
    assert!(!language::choose(Language::English));
    assert_eq!(language::chosen(), Language::Chinese);
    assert_eq!(translate("Undo"), "撤销");
    assert_eq!(in_english(|| translate("Undo")), "Undo");
    assert_eq!(translate("Undo"), "撤销");
}

#[test]
fn a_language_is_known_by_its_tag() {
    for one in Language::ALL {
        assert_eq!(Language::with_tag(one.tag()), Some(one));
        assert_eq!(Language::with_tag(&one.tag().to_lowercase()), Some(one));
    }
    assert_eq!(Language::with_tag("zh-Hant"), None);
    assert_eq!(Language::with_tag(""), None);
}
