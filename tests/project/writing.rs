//! Paragraphs written by hand are kept, undone, saved and restored; a hostile document is bounded.

use proptest::prelude::*;
use trialpool::data::{EditedParagraph, NumberKey, OutcomeId, Sentence, Topic, WrittenNumber};
use trialpool::project::{Command, History, Limit, Project, Refused, apply, restore, save};

use super::small_project;

const FEVER: OutcomeId = OutcomeId(1);

fn number(at: usize, shown: &str, place: u32) -> WrittenNumber {
    WrittenNumber {
        key: NumberKey {
            outcome: Some(FEVER),
            sentence: Sentence::Result,
            place,
        },
        at,
        shown: shown.into(),
        known: shown.into(),
    }
}

fn paragraph(topic: Topic, text: &str) -> EditedParagraph {
    EditedParagraph {
        topic,
        text: text.into(),
        numbers: Vec::new(),
    }
}

fn texts(project: &Project) -> Vec<&str> {
    let paragraphs = project.settings.paragraphs.iter();
    paragraphs.map(|one| one.text.as_str()).collect()
}

#[test]
fn a_paragraph_is_kept_changed_and_let_go_as_steps() {
    let mut history = History::new(small_project());
    let before = history.present().clone();
    let write = |topic, text| Command::WriteParagraph(paragraph(topic, text));
    let outcome = Topic::Outcome(FEVER);
    // Typing is one step.
    for text in ["F", "Fe", "Fever"] {
        assert!(history.apply(&write(outcome, text)).unwrap());
    }
    history.settle();
    assert_eq!(history.steps(), 1);
    assert_eq!(history.undo_label(), Some("text on fever"));
    assert!(history.apply(&write(Topic::Pooling, "We pooled.")).unwrap());
    assert_eq!(texts(history.present()), ["We pooled.", "Fever"]);
    let written = history.present().settings.paragraph(outcome).unwrap();
    assert_eq!(written.text, "Fever");
    assert!(history.apply(&Command::FollowData(outcome)).unwrap());
    assert_eq!(
        history.undo_label(),
        Some("let the text on fever follow the data")
    );
    assert_eq!(texts(history.present()), ["We pooled."]);
    assert!(history.undo() && history.undo() && history.undo());
    assert_eq!(*history.present(), before);
}

#[test]
fn a_paragraph_leaves_with_its_outcome() {
    let project = small_project();
    let write = Command::WriteParagraph(paragraph(Topic::Outcome(FEVER), "Fever"));
    let project = apply(&project, &write).unwrap();
    let without = apply(&project, &Command::RemoveOutcome(FEVER)).unwrap();
    assert!(without.settings.paragraphs.is_empty());
    let gone = Command::WriteParagraph(paragraph(Topic::Outcome(OutcomeId(99)), "Gone"));
    assert_eq!(
        apply(&project, &gone),
        Err(Refused::NoSuchOutcome(OutcomeId(99)))
    );
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let long = paragraph(Topic::Plain, &"x".repeat(Limit::TEXT + 1));
    assert_eq!(
        apply(&small_project(), &Command::WriteParagraph(long)),
        Err(Refused::TooMuch(Limit::Text(Limit::TEXT)))
    );
}

#[test]
fn what_is_written_is_saved_and_restored() {
    let mut written = paragraph(
        Topic::Outcome(FEVER),
        "Fever: 7 of 72 [Xu and others 2021].",
    );
    written.numbers = vec![number(7, "7", 0), number(12, "72", 1)];
    let project = apply(&small_project(), &Command::WriteParagraph(written.clone())).unwrap();
    let restored = restore(&save(&project)).unwrap();
    assert_eq!(restored.project, project);
    assert!(restored.mended.is_empty());
    assert_eq!(restored.project.settings.paragraphs, [written]);
    // A document without paragraphs does not name them.
    assert!(!save(&small_project()).contains("paragraphs"));
}

proptest! {
    #[test]
    fn a_document_from_outside_keeps_only_numbers_that_stand_where_it_says(
        text in "\\PC{0,20}",
        places in prop::collection::vec((any::<usize>(), 0..30_usize, "\\PC{0,3}"), 0..8),
        topics in prop::collection::vec(0..4_usize, 1..6),
    ) {
        const TOPICS: [Topic; 4] = [Topic::Plain, Topic::Trials, Topic::Outcome(FEVER), Topic::Outcome(OutcomeId(77))];
        let mut project = small_project();
        let numbers = places.iter().map(|(far, near, shown)| number(if *far % 5 == 0 { *far } else { *near }, shown, 0));
        let numbers: Vec<WrittenNumber> = numbers.collect();
        project.settings.paragraphs = topics.iter().map(|topic| EditedParagraph {
            topic: TOPICS[*topic],
            text: text.clone(),
            numbers: numbers.clone(),
        }).collect();
        let restored = restore(&save(&project)).unwrap().project;
        let kept = &restored.settings.paragraphs;
        prop_assert!(kept.windows(2).all(|pair| pair[0].topic < pair[1].topic));
        for one in kept {
            prop_assert!(one.topic != TOPICS[3]);
            prop_assert_eq!(&one.text, &text);
            let mut end = 0;
            for number in &one.numbers {
                prop_assert!(number.at >= end);
                end = number.at + number.shown.len();
                prop_assert_eq!(text.get(number.at..end), Some(number.shown.as_str()));
            }
        }
        prop_assert_eq!(restore(&save(&restored)).unwrap().project, restored);
    }
}
