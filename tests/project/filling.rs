use std::sync::Arc;

use proptest::prelude::*;
use trialpool::data::{ArmNumber, CovariateId, OutcomeId, Randomized, Role, State, TrialId};
use trialpool::project::{
    Area, Column, Command, History, Limit, Project, Refused, Texts, apply, columns, html_table,
    tab_separated,
};
use trialpool::read;

use super::{column, done, small_project, typed};

fn texts(lines: &[&[&str]]) -> Texts {
    let line = |line: &&[&str]| line.iter().map(|text| (*text).to_owned()).collect();
    lines.iter().map(line).collect()
}

fn everything(project: &Project) -> Area {
    Area {
        rows: 0..project.review.trials.len(),
        columns: 0..columns(&project.review).len(),
    }
}

/// The place of a column.
fn place(project: &Project, wanted: Column) -> usize {
    let columns = columns(&project.review);
    columns.iter().position(|column| *column == wanted).unwrap()
}

/// One cell.
fn cell(row: usize, column: usize) -> Area {
    Area {
        rows: row..row + 1,
        columns: column..column + 1,
    }
}

#[test]
fn from_cell_to_cell_an_area_is_gone_through_by_rows_or_by_columns_and_around_its_end() {
    let area = Area {
        rows: 2..4,
        columns: 5..8,
    };
    let walk = |by_column: bool, backwards: bool| {
        let mut at = (2, 5);
        let mut cells = vec![at];
        for _ in 1..7 {
            at = area.next_cell(at, by_column, backwards);
            cells.push(at);
        }
        cells
    };
    let by_rows = [(2, 5), (2, 6), (2, 7), (3, 5), (3, 6), (3, 7), (2, 5)];
    let by_columns = [(2, 5), (3, 5), (2, 6), (3, 6), (2, 7), (3, 7), (2, 5)];
    let reversed = |cells: [(usize, usize); 7]| cells.into_iter().rev().collect::<Vec<_>>();
    assert_eq!(walk(false, false), by_rows);
    assert_eq!(walk(true, false), by_columns);
    assert_eq!(walk(false, true), reversed(by_rows));
    assert_eq!(walk(true, true), reversed(by_columns));
    assert_eq!(area.next_cell((0, 0), false, false), (2, 5));
}

#[test]
fn a_range_is_pasted_at_a_cell_and_shares_the_trials_that_it_does_not_reach() {
    let project = small_project();
    let at = cell(1, place(&project, column(1, 0, ArmNumber::Events)));
    let pasting = at.pasted(&project.review, &texts(&[&["7", "70"], &["8", "80"]]));
    assert_eq!((pasting.added, pasting.left_out), (0, 0));
    assert_eq!(pasting.area.rows, 1..3);
    let after = done(&project, &pasting.command);
    assert_eq!(
        pasting.area.texts(&after.review),
        texts(&[&["7", "70"], &["8", "80"]])
    );
    assert!(Arc::ptr_eq(
        &project.review.trials[0],
        &after.review.trials[0]
    ));
}

#[test]
fn a_range_that_runs_over_the_last_trial_adds_trials_and_one_step_takes_them_back() {
    let mut history = History::new(small_project());
    let before = history.present().clone();
    let rows = texts(&[&["Clark"], &["Davis"], &[""], &["Evans"], &[""], &[" "]]);
    let pasting = cell(2, 0).pasted(&before.review, &rows);
    assert_eq!(pasting.added, 3);
    history.apply(&pasting.command).unwrap();
    let names = |project: &Project| -> Vec<String> {
        let trials = project.review.trials.iter();
        trials.map(|trial| trial.name.clone()).collect()
    };
    assert_eq!(
        names(history.present()),
        ["Adams 2019", "Brown 2020", "Clark", "Davis", "", "Evans"]
    );
    assert!(history.undo());
    assert!(history.present().shares_everything_with(&before));
    assert!(history.redo());
    assert_eq!(history.present().review.trials.len(), 6);
}

#[test]
fn a_range_pasted_into_the_empty_row_is_new_trials() {
    let project = small_project();
    let pasting = cell(3, 0).pasted(&project.review, &texts(&[&["Davis"], &["Evans"]]));
    assert_eq!((pasting.added, pasting.area.rows.clone()), (2, 3..5));
    let after = done(&project, &pasting.command);
    assert_eq!(after.review.trials[4].name, "Evans");
}

#[test]
fn what_finds_no_place_is_counted_and_the_rest_is_taken() {
    let project = small_project();
    let last = columns(&project.review).len() - 1;
    let beyond = cell(0, last).pasted(
        &project.review,
        &texts(&[&["1", "2", ""], &["3", "4", "5"]]),
    );
    assert_eq!((beyond.left_out, beyond.area.columns.len()), (3, 1));
    done(&project, &beyond.command);

    let answers = texts(&[&["no"], &["perhaps"], &["?"]]);
    let pasting = cell(0, 2).pasted(&project.review, &answers);
    assert_eq!(pasting.left_out, 1);
    let after = done(&project, &pasting.command);
    let randomized: Vec<Randomized> = after
        .review
        .trials
        .iter()
        .map(|trial| trial.randomized)
        .collect();
    assert_eq!(
        randomized,
        [Randomized::No, Randomized::Yes, Randomized::Unclear]
    );
}

#[test]
fn one_text_fills_a_whole_range_and_a_range_fills_its_multiples() {
    let project = small_project();
    let mut area = everything(&project);
    area.columns = 3..7;
    let one = area.pasted(&project.review, &texts(&[&["5"]]));
    let after = done(&project, &one.command);
    assert!(
        area.texts(&after.review)
            .concat()
            .iter()
            .all(|text| text == "5")
    );

    let pair = area.pasted(&project.review, &texts(&[&["1", "10"]]));
    let after = done(&project, &pair.command);
    assert_eq!(area.texts(&after.review)[2], ["1", "10", "1", "10"]);

    // Three columns do not fit into four: the texts go where they begin.
    let three = area.pasted(&project.review, &texts(&[&["1", "2", "3"]]));
    assert_eq!((three.area.rows, three.area.columns), (0..1, 3..6));
}

#[test]
fn a_row_of_the_texts_that_ends_early_leaves_the_rest_of_its_cells() {
    let project = small_project();
    let pasting = cell(0, 3).pasted(&project.review, &texts(&[&["1", "2"], &["3"]]));
    let after = done(&project, &pasting.command);
    assert_eq!(
        pasting.area.texts(&after.review),
        texts(&[&["1", "2"], &["3", "24"]])
    );
}

#[test]
fn a_range_is_filled_down_and_right_from_its_edge_and_a_single_cell_from_its_neighbour() {
    let project = small_project();
    let area = Area {
        rows: 0..3,
        columns: 3..5,
    };
    let after = done(&project, &area.filled_down(&project.review));
    assert_eq!(
        area.texts(&after.review),
        texts(&[&["4", "30"], &["4", "30"], &["4", "30"]])
    );
    let after = done(&project, &area.filled_right(&project.review));
    assert_eq!(
        area.texts(&after.review),
        texts(&[&["4", "4"], &["2", "2"], &["1", "1"]])
    );
    let below = cell(1, 4);
    let after = done(&project, &below.filled_down(&project.review));
    assert_eq!(below.texts(&after.review), texts(&[&["30"]]));
    let beside = cell(1, 4);
    let after = done(&project, &beside.filled_right(&project.review));
    assert_eq!(beside.texts(&after.review), texts(&[&["2"]]));
}

#[test]
fn an_emptied_range_says_that_nothing_was_reported_and_keeps_the_names() {
    let project = small_project();
    let after = done(&project, &everything(&project).emptied(&project.review));
    for (trial, before) in after.review.trials.iter().zip(&project.review.trials) {
        assert!(trial.records.is_empty());
        assert_eq!(trial.name, before.name);
    }
}

#[test]
fn typing_in_the_row_behind_the_last_adds_a_trial_in_one_step() {
    let mut history = History::new(small_project());
    let before = history.present().clone();
    let first_letters = |text: &str| Command::Write {
        trials: Vec::new(),
        columns: vec![Column::Name],
        lines: texts(&[&[text]]),
    };
    for text in ["D", "Da", "Dav", "Davis"] {
        history.apply(&first_letters(text)).unwrap();
    }
    let added = history.present().review.trials.last().unwrap().clone();
    assert_eq!((history.steps(), added.name.as_str()), (1, "Davis"));
    history.apply(&first_letters("")).unwrap();
    assert_eq!(history.steps(), 0);
    assert!(history.present().shares_everything_with(&before));
}

#[test]
fn a_number_of_an_arm_that_the_trial_has_not_brings_the_arm() {
    let project = small_project();
    let second = Column::Arm {
        outcome: OutcomeId(1),
        role: Role::Experimental,
        nth: 1,
        number: ArmNumber::Total,
    };
    let after = done(&project, &typed(11, second, "33"));
    let trial = after.review.trial(TrialId(11)).unwrap();
    assert_eq!(second.content(trial).0, "33");
    assert_eq!(trial.arms.len(), 3);
    assert_eq!(
        columns(&after.review).len(),
        columns(&project.review).len() + 4
    );
    // Emptying a cell of an arm that is not there makes none.
    assert!(done(&project, &typed(11, second, "")).shares_everything_with(&project));
    let far = Column::Arm {
        outcome: OutcomeId(1),
        role: Role::Control,
        nth: Limit::ARMS,
        number: ArmNumber::Total,
    };
    assert_eq!(
        apply(&project, &typed(11, far, "33")),
        Err(Refused::TooMuch(Limit::Arms(Limit::ARMS)))
    );
}

#[test]
fn a_range_into_a_column_that_is_gone_is_refused_whole() {
    let project = small_project();
    let gone = Column::Covariate(CovariateId(99));
    assert_eq!(
        apply(&project, &typed(10, gone, "x")),
        Err(Refused::NoSuchCovariate(CovariateId(99)))
    );
}

#[test]
fn cells_that_a_spreadsheet_quotes_come_in_whole_and_are_quoted_on_their_way_out() {
    let clipboard = "\"Adams\n2019\"\t\"says \"\"NR\"\"\"\r\n=1+1\t12\r\n";
    let cells = read::cells(clipboard).unwrap();
    assert_eq!(
        cells,
        texts(&[&["Adams\n2019", "says \"NR\""], &["=1+1", "12"]])
    );
    assert_eq!(read::cells(&tab_separated(&cells)).unwrap(), cells);
}

#[test]
fn a_range_is_a_table_for_documents_whose_cells_are_no_markup() {
    let table = html_table(&texts(&[&["<b> & co", "a\nb"], &["", "1"]]));
    assert_eq!(
        table,
        "<table><tr><td>&lt;b&gt; &amp; co</td><td>a<br>b</td></tr><tr><td></td><td>1</td></tr></table>"
    );
}

#[test]
fn a_range_with_more_columns_than_are_read_is_refused() {
    let wide = "1\t".repeat(read::MOST_COLUMNS + 1);
    assert!(read::cells(&wide).is_err());
    assert!(read::cells(&"1\t".repeat(9)).is_ok());
}

/// Rectangles that begin in a review and may reach beyond it.
fn area() -> impl Strategy<Value = Area> {
    (0..9_usize, 0..6_usize, 0..20_usize, 0..12_usize).prop_map(|(row, rows, column, columns)| {
        Area {
            rows: row..row + rows,
            columns: column..column + columns,
        }
    })
}

fn cell_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,3}",
        "[0-9]{1,2}/[0-9]{2,3}",
        "0\\.[0-9]{2} \\(0\\.[0-9] to 1\\.[0-9]\\)",
        "\\PC{0,5}",
        Just("a\tb\n\"c\"".to_owned()),
        Just(String::new()),
    ]
}

proptest! {
    #[test]
    fn what_is_pasted_is_undone_to_the_very_values(
        project in super::random::project(),
        area in area(),
        texts in prop::collection::vec(prop::collection::vec(cell_text(), 0..5), 0..5),
    ) {
        let mut history = History::new(project);
        let before = history.present().clone();
        let start = Area { rows: area.rows.start.min(before.review.trials.len())..area.rows.end.max(area.rows.start), ..area };
        let pasting = start.pasted(&before.review, &texts);
        let changed = history.apply(&pasting.command).unwrap();
        let after = history.present().clone();
        prop_assert_eq!(after.review.trials.len(), before.review.trials.len() + pasting.added);
        if changed {
            prop_assert!(history.undo());
            prop_assert!(history.present().shares_everything_with(&before));
            prop_assert!(history.redo());
            prop_assert!(history.present().shares_everything_with(&after));
        }
    }

    #[test]
    fn what_is_copied_and_pasted_back_is_what_was_there(project in super::random::project(), area in area()) {
        // As it stands in cells that were typed: spaces around a text are not kept, and a cell's meaning follows its text.
        let whole = everything(&project);
        let project = done(&project, &whole.pasted(&project.review, &whole.texts(&project.review)).command);
        let copied = area.texts(&project.review);
        let texts = read::cells(&tab_separated(&copied)).unwrap();
        let runs = |text: &String| text.starts_with('\'');
        prop_assume!(!copied.concat().iter().any(runs));
        prop_assert_eq!(&texts, &copied.iter().map(|line| if line.is_empty() { vec![String::new()] } else { line.clone() }).collect::<Texts>());
        let pasted = area.pasted(&project.review, &copied);
        prop_assert_eq!(pasted.left_out, 0);
        let after = done(&project, &pasted.command);
        prop_assert_eq!(area.texts(&after.review), copied);
        prop_assert_eq!(&after.review.trials, &project.review.trials);
    }

    #[test]
    fn filling_touches_no_cell_outside_its_range(project in super::random::project(), area in area()) {
        let review = &project.review;
        for command in [area.filled_down(review), area.filled_right(review), area.emptied(review)] {
            let after = done(&project, &command);
            for (row, (before, after)) in review.trials.iter().zip(&after.review.trials).enumerate() {
                if !area.rows.contains(&row) {
                    prop_assert!(Arc::ptr_eq(before, after));
                }
                for (place, column) in columns(review).into_iter().enumerate() {
                    let reaches_total = matches!(column, Column::Arm { .. } | Column::Estimate { .. });
                    if !area.columns.contains(&place) && !reaches_total {
                        prop_assert_eq!(column.content(before), column.content(after));
                    }
                }
            }
        }
    }
}

#[test]
fn what_a_zero_and_an_empty_cell_say_survives_the_clipboard() {
    let project = small_project();
    let at = cell(0, 3);
    let zero = done(
        &project,
        &at.pasted(&project.review, &read::cells("0\n").unwrap())
            .command,
    );
    let entry = |project: &Project| {
        let trial = &project.review.trials[0];
        column(1, 0, ArmNumber::Events).number(trial)
    };
    assert_eq!(entry(&zero), Some(0.0));
    let empty = done(
        &zero,
        &at.pasted(&zero.review, &read::cells("\n").unwrap()).command,
    );
    assert_eq!(entry(&empty), None);
    assert!(matches!(
        trialpool::read::entry::count("", read::Decimal::Point).state,
        State::NotReported
    ));
}
