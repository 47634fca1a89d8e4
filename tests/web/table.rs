//! The dialog in which a table is looked at before it is taken: what is shown of it, what is asked, what is decided.

use leptos::prelude::*;
use trialpool::app::intake::{Decision, Intake, PreviewParts, Understood};
use trialpool::app::platform::promise::wait;
use trialpool::app::state::{Incoming, Shared, State};
use trialpool::data::{ProblemKind, Randomized, Role, Values};
use trialpool::project::Project;
use trialpool::read::{
    Choices, Comparison, ComparisonOrigin, Layout, LayoutCandidate, LayoutReason, LeftOutRows,
    Meaning, Quantity, Question, Reading, Side, TableArm, TableBlock, table,
};
use trialpool::wording::Locale;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::page::{self, Calls, press_key, settle};

const ARMS: &str = "study\ttreat\tdied\tn\n\
     Ash 2009\tEtomidate\t81\t234\nAsh 2009\tKetamine\t72\t235\n\
     Birch 2022\tEtomidate\t142\t396\nBirch 2022\tKetamine\t131\t395\n";
const FEVER: &str = "Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control\tSite\n\
     Hare 2009\t4\t39\t5\t21\tUS\nBartunek 2017\t9\t120\t12\t151\tBE\n";

/// The parts of the preview in a page of their own, of a reading that is made by hand.
struct Preview {
    page: page::Page,
    reading: RwSignal<Shared<Reading>>,
    decided: Calls<Decision>,
}

impl Preview {
    async fn of(reading: Reading) -> Self {
        let decided = Calls::new();
        let noted = decided.clone();
        let reading = RwSignal::new(Shared::new(reading));
        let (page, _) = page::Page::of(Project::default(), move || {
            let table = Understood {
                reading: reading.into(),
                choices: Signal::stored(Choices::default()),
                locale: Signal::stored(Locale::DecimalPoint),
                on_decide: UnsyncCallback::new(move |decision| noted.note(decision)),
                open_column: RwSignal::new(None),
                alike: RwSignal::new(None),
            };
            view! { <PreviewParts table on_edit=|()| ()/> }
        })
        .await;
        Self {
            page,
            reading,
            decided,
        }
    }

    /// Opens the choice of what a column holds.
    async fn open_column(&self, place: usize) {
        self.page
            .element(&format!(".chip[data-column='{place}']"))
            .click();
        settle().await;
    }

    async fn change(&self, change: impl FnOnce(&mut Reading)) {
        let mut reading = (*self.reading.get_untracked()).clone();
        change(&mut reading);
        self.reading.set(Shared::new(reading));
        settle().await;
    }
}

fn read(text: &str) -> Reading {
    Reading {
        layouts: Vec::new(),
        comparison: None,
        questions: Vec::new(),
        left_out: Vec::new(),
        tables: Vec::new(),
        ..table(text, &Choices::default())
    }
}

fn arm(label: &str, role: Role) -> TableArm {
    TableArm {
        label: String::from(label),
        trials: 2,
        rows: 2,
        role,
    }
}

fn guessed() -> Comparison {
    Comparison {
        arms: vec![
            arm("Etomidate", Role::Experimental),
            arm("Ketamine", Role::Control),
            arm("Propofol", Role::Ignored),
        ],
        origin: ComparisonOrigin::Order,
    }
}

fn candidates() -> Vec<LayoutCandidate> {
    vec![
        LayoutCandidate {
            layout: Layout::RowPerArm,
            reason: LayoutReason::ArmsDiffer {
                trials: String::from("study"),
                arms: String::from("treat"),
            },
            trials: 2,
        },
        LayoutCandidate {
            layout: Layout::RowPerTrial,
            reason: LayoutReason::NamesRepeat {
                trials: String::from("study"),
            },
            trials: 4,
        },
    ]
}

#[wasm_bindgen_test]
async fn what_a_column_holds_is_chosen_in_one_picker_by_typing() {
    let preview = Preview::of(read(FEVER)).await;
    let page = &preview.page;
    assert_eq!(page.all(".own thead .chip").len(), 6);
    assert!(page.found(".pop").is_none());
    preview.open_column(2).await;
    assert!(page.text(".pop .about").contains("39, 120"));
    let chosen = page.texts(".pop .option[aria-selected=true] > span");
    assert_eq!(chosen, ["Total"]);
    page.enter(".pop .find input", "mean cl").await;
    assert_eq!(page.texts(".pop .option > span"), ["Mean cluster size"]);
    page.enter(".pop .find input", "without").await;
    page.key(".pop .find input", "Enter").await;
    let [Decision::Meaning { column: 2, meaning }] = &preview.decided.all()[..] else {
        panic!("{:?}", preview.decided.all());
    };
    assert_eq!(
        *meaning,
        Meaning::Number {
            quantity: Quantity::NonEvents,
            side: Side::Experimental,
            outcome: None,
        }
    );
    assert!(page.found(".pop").is_none());
}

#[wasm_bindgen_test]
async fn an_answer_about_a_column_is_offered_for_those_with_heads_like_it() {
    let table = "Trial\tFever qz\tRash qz\tNausea qz\nHare 2009\t4\t5\t6\nElm 2010\t1\t2\t3\n";
    let preview = Preview::of(read(table)).await;
    let page = &preview.page;
    assert!(page.found(".offer.alike").is_none());
    preview.open_column(1).await;
    let named: HtmlInputElement = page.element("#outcome-of-column").unchecked_into();
    assert_eq!(named.value(), "Fever");
    page.enter(".pop .find input", "events").await;
    page.key(".pop .find input", "Enter").await;
    assert_eq!(
        page.text(".offer.alike span"),
        "“Rash qz” and “Nausea qz” have heads like “Fever qz”. The same for these, each of its own outcome?"
    );
    page.press("The same").await;
    let events = |outcome: &str| Meaning::Number {
        quantity: Quantity::Events,
        side: Side::Experimental,
        outcome: Some(outcome.to_owned()),
    };
    let same = Decision::SameFor(vec![(2, events("Rash")), (3, events("Nausea"))]);
    assert_eq!(preview.decided.all().last(), Some(&same));
    assert!(page.found(".offer.alike").is_none());
}

#[wasm_bindgen_test]
async fn the_outcome_and_the_arm_of_a_column_change_by_themselves() {
    let preview = Preview::of(read(FEVER)).await;
    preview.open_column(1).await;
    let page = &preview.page;
    page.enter("#outcome-of-column", "Chills").await;
    page.element(".pop .choices label:nth-of-type(2) input")
        .click();
    settle().await;
    let all = preview.decided.all();
    let outcome = Some(String::from("Chills"));
    let events = |side| Decision::Meaning {
        column: 1,
        meaning: Meaning::Number {
            quantity: Quantity::Events,
            side,
            outcome: outcome.clone(),
        },
    };
    assert_eq!(all, [events(Side::Experimental), events(Side::Control)]);
    press_key(&page.element(".pop .find input"), "Escape");
    settle().await;
    assert!(page.found(".pop").is_none());
}

#[wasm_bindgen_test]
async fn a_row_is_taken_for_something_else_and_says_why() {
    let mut reading = read(ARMS);
    reading.layout = Layout::RowPerArm;
    reading.layouts = candidates();
    let preview = Preview::of(reading).await;
    let page = &preview.page;
    let why = page.text(".readings .why");
    assert!(why.contains("each time “treat” names another arm"), "{why}");
    page.press("an arm of a trial").await;
    let others = page.texts(".pop .option small");
    assert!(others[1].starts_with("4 trials. Names in “study” repeat"));
    page.element(".pop .option:last-of-type").click();
    settle().await;
    assert_eq!(
        preview.decided.all(),
        [Decision::Layout(Layout::RowPerTrial)]
    );
    assert!(page.found(".pop").is_none());
}

#[wasm_bindgen_test]
async fn a_guessed_comparison_is_marked_confirmed_swapped_and_its_arms_given_sides() {
    let mut reading = read(ARMS);
    reading.review.experimental_label = String::from("Etomidate");
    reading.review.control_label = String::from("Ketamine");
    reading.comparison = Some(guessed());
    let preview = Preview::of(reading).await;
    let page = &preview.page;
    assert_eq!(
        page.texts(".readings .guessed span"),
        ["Etomidate", "Ketamine"]
    );
    page.press("Confirm").await;
    page.press("Swap").await;
    page.press("Arms and names…").await;
    assert_eq!(page.all(".pop .arms-table tbody tr").len(), 3);
    let propofol: HtmlInputElement = page
        .element("input[aria-label='Propofol: treatment']")
        .unchecked_into();
    propofol.click();
    settle().await;
    page.enter(".pop .names input", "Etomidate IV").await;
    page.press("Done").await;
    assert!(page.found(".pop").is_none());
    let sides = |roles: [Role; 3]| Decision::Sides(roles.to_vec());
    let (treated, other) = (Role::Experimental, Role::Control);
    assert_eq!(
        preview.decided.all(),
        [
            sides([treated, other, Role::Ignored]),
            Decision::Swap,
            sides([treated, other, treated]),
            Decision::ExperimentalLabel(String::from("Etomidate IV")),
        ]
    );
    preview
        .change(|reading| {
            if let Some(comparison) = &mut reading.comparison {
                comparison.origin = ComparisonOrigin::Chosen;
            }
        })
        .await;
    assert!(page.found(".readings .guessed").is_none());
}

/// The events that the first trial reports on a side.
fn events(reading: &Reading, role: Role) -> Option<u64> {
    let trial = reading.review.trials.first()?;
    let arm = trial.arms.iter().find(|arm| arm.role == role)?;
    let record = trial.records.values().next()?;
    match &record.values {
        Values::Counts(counts) => counts.get(&arm.id)?.events.value(),
        _ => None,
    }
}

#[wasm_bindgen_test]
fn decisions_become_choices() {
    let mut reading = read(ARMS);
    reading.comparison = Some(guessed());
    let before = Choices {
        experimental_label: Some(String::from("Etomidate")),
        control_label: Some(String::from("Ketamine")),
        ..Choices::default()
    };
    let after = Decision::Swap.applied(&before, &reading);
    assert_eq!(after.experimental_label.as_deref(), Some("Ketamine"));
    let roles: Vec<(&str, Role)> = after
        .sides
        .iter()
        .map(|(label, role)| (label.as_str(), *role))
        .collect();
    assert_eq!(
        roles,
        [
            ("etomidate", Role::Control),
            ("ketamine", Role::Experimental),
            ("propofol", Role::Ignored),
        ]
    );
    // The columns of heads change sides, whether the reading names arms or not, and what was fixed about them too.
    let text = FEVER.replace("MSC", "Etomidate");
    let fever = table(&text, &Choices::default());
    let fixed = Choices::default().with_meaning(&fever, 5, Meaning::Ignored);
    for (choices, reading) in [
        (Choices::default(), fever.clone()),
        (Choices::default(), read(&text)),
        (fixed.clone(), table(&text, &fixed)),
    ] {
        let after = Decision::Swap.applied(&choices, &reading);
        let swapped = table(&text, &after);
        assert_eq!(
            swapped.review.experimental_label.to_lowercase(),
            fever.review.control_label.to_lowercase()
        );
        assert_eq!(
            events(&swapped, Role::Experimental),
            events(&fever, Role::Control)
        );
        let after = Decision::Swap.applied(&after, &swapped);
        let again = table(&text, &after);
        assert_eq!(
            events(&again, Role::Experimental),
            events(&fever, Role::Experimental)
        );
        assert_eq!(
            again.review.experimental_label,
            fever.review.experimental_label
        );
    }
    // Of another table nothing is decided yet but how it is written.
    let after = Decision::Table(1).applied(&before, &reading);
    assert_eq!(
        after,
        Choices {
            table: 1,
            ..Choices::default()
        }
    );
    let after = Decision::Randomized(Some(Randomized::No)).applied(&before, &reading);
    assert_eq!(after.randomized, Some(Randomized::No));
}

#[wasm_bindgen_test]
async fn a_question_is_asked_alone_and_answered_by_its_key() {
    let mut reading = read(ARMS);
    reading.questions = vec![Question::Layout(candidates()), Question::Trial];
    let preview = Preview::of(reading).await;
    let page = &preview.page;
    assert_eq!(page.text(".ask h3"), "What is a row of this table?");
    assert_eq!(page.all(".answer").len(), 2);
    assert!(page.text(".becomes").contains("before the answer"));
    assert!(page.found(".readings dt").is_none());
    press_key(&page.element(".ask h3"), "2");
    settle().await;
    assert_eq!(
        preview.decided.all(),
        [Decision::Layout(Layout::RowPerTrial)]
    );
    preview
        .change(|reading| {
            reading.questions.remove(0);
        })
        .await;
    assert_eq!(page.text(".ask h3"), "Which column names the trial?");
    page.enter(".further input", "Ash 2009").await;
    press_key(&page.element(".further input"), "1");
    page.press("Take this name").await;
    press_key(&page.element(".ask h3"), "1");
    settle().await;
    let decided = preview.decided.all();
    assert_eq!(
        decided.get(1..),
        Some(
            &[
                Decision::SingleTrial(String::from("Ash 2009")),
                Decision::TrialColumn(0)
            ][..]
        )
    );
}

#[wasm_bindgen_test]
async fn two_arms_are_compared_by_one_press_and_three_by_their_sides() {
    let mut reading = read(ARMS);
    reading.questions = vec![Question::Comparison];
    reading.comparison = Some(Comparison {
        arms: vec![arm("1", Role::Ignored), arm("2", Role::Ignored)],
        origin: ComparisonOrigin::Open,
    });
    let preview = Preview::of(reading).await;
    let page = &preview.page;
    let names = page.texts(".readings dt");
    assert!(!names.contains(&String::from("Comparison")), "{names:?}");
    assert_eq!(
        page.texts(".answer strong"),
        ["1 compared with 2", "2 compared with 1"]
    );
    page.element(".answer:last-child").click();
    preview
        .change(|reading| {
            reading.comparison = Some(Comparison {
                origin: ComparisonOrigin::Open,
                ..guessed()
            });
            reading.questions = vec![Question::Trial];
        })
        .await;
    preview
        .change(|reading| reading.questions = vec![Question::Comparison])
        .await;
    let done = page.button("Done");
    assert_eq!(done.get_attribute("aria-disabled").as_deref(), Some("true"));
    page.press("Done").await;
    for side in ["Etomidate: compared with", "Propofol: treatment"] {
        page.element(&format!("input[aria-label='{side}']")).click();
    }
    settle().await;
    page.press("Done").await;
    let (treated, other, out) = (Role::Experimental, Role::Control, Role::Ignored);
    assert_eq!(
        preview.decided.all(),
        [
            Decision::Sides(vec![other, treated]),
            Decision::Sides(vec![other, out, treated]),
        ]
    );
}

#[wasm_bindgen_test]
async fn columns_that_hold_the_same_lead_to_the_picker() {
    let mut reading = read(FEVER);
    reading.questions = vec![Question::SameMeaning {
        columns: vec![2, 5],
    }];
    let preview = Preview::of(reading).await;
    let page = &preview.page;
    page.press("2“Site” is something else…US, BE").await;
    assert!(page.text(".pop .about").starts_with("Site"));
    preview
        .change(|reading| {
            reading.questions = vec![Question::Blocks { lines: vec![2, 5] }];
        })
        .await;
    assert!(page.text(".ask h3").contains("They begin on lines 2, 5."));
}

#[wasm_bindgen_test]
async fn what_is_left_out_says_its_cause_and_a_sum_can_be_a_trial() {
    let mut reading = read(FEVER);
    reading.left_out = vec![
        LeftOutRows {
            cause: ProblemKind::TotalRow,
            lines: vec![3],
        },
        LeftOutRows {
            cause: ProblemKind::MissingTrial,
            lines: (4..11).collect(),
        },
    ];
    let preview = Preview::of(reading).await;
    let page = &preview.page;
    assert_eq!(page.texts(".left-out-list .many"), ["1 row", "7 rows"]);
    assert_eq!(
        page.texts(".left-out-list small"),
        ["line 3", "lines 4, 5, 6, 7, 8 and 2 more"]
    );
    assert_eq!(page.all(".own tbody .out").len(), 1);
    page.press("It is a trial").await;
    assert_eq!(preview.decided.all(), [Decision::KeepTotalRows]);
}

#[wasm_bindgen_test]
async fn one_of_several_tables_is_chosen_and_randomized_is_said_for_all() {
    let mut reading = read(FEVER);
    reading.tables = ["Deaths", ""]
        .map(|title| TableBlock {
            title: String::from(title),
            line: 1,
            rows: 2,
        })
        .to_vec();
    let preview = Preview::of(reading).await;
    let page = &preview.page;
    assert_eq!(
        page.texts(".readings div:first-child option"),
        ["Table 1 of 2: Deaths (2 rows)", "Table 2 of 2 (2 rows)"]
    );
    page.enter(".readings div:first-child select", "1").await;
    page.enter(".readings div:last-child select", "2").await;
    assert_eq!(
        preview.decided.all(),
        [
            Decision::Table(1),
            Decision::Randomized(Some(Randomized::No))
        ]
    );
}

/// A table of so many outcomes, with five trials and four columns for each outcome.
fn wide(outcomes: usize) -> String {
    let heads = (0..outcomes).map(|outcome| {
        let columns = [
            "events treatment",
            "total treatment",
            "events control",
            "total control",
        ];
        columns
            .map(|column| format!("\tevent{outcome:03} {column}"))
            .concat()
    });
    let cells =
        (0..outcomes).map(|outcome| format!("\t{}\t100\t{}\t100", outcome % 9, outcome % 7));
    let cells: String = cells.collect();
    let rows = (0..5).map(|trial| format!("\nTrial {trial}{cells}"));
    let heads: String = heads.collect();
    format!("study{heads}{}", rows.collect::<String>())
}

#[wasm_bindgen_test]
async fn a_table_of_many_outcomes_is_shown_by_outcome_in_time() {
    let text = wide(475);
    let (page, state): (page::Page, State) =
        page::Page::of(Project::default(), || view! { <Intake/> }).await;
    state.incoming.add(Incoming::Text(text));
    page::until("the outcomes", || {
        page.found(".by-outcome tbody tr").is_some()
    })
    .await;
    assert!(page.all(".by-outcome tbody tr").len() <= 60);
    assert!(page.all("option").len() < 1_000);
    page.enter(".wide-tools input", "event474").await;
    assert_eq!(page.all(".by-outcome tbody tr").len(), 1);
    page.element(".by-outcome tbody .chip:first-child").click();
    settle().await;
    assert!(page.text(".pop .about").contains("event474"));
    press_key(&page.element(".pop"), "Escape");
    wait(50).await;
    page.press("As in the table").await;
    assert_eq!(page.all(".own thead th .chip").len(), 40);
    assert!(page.text(".more").contains("1,861 more columns"));
}
