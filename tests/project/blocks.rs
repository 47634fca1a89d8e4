//! Ctrl with an arrow stops where a spreadsheet stops.

use proptest::prelude::*;
use trialpool::data::ArmNumber;
use trialpool::project::{Area, Column, Direction, Project, columns, edge_of_block};

use super::{column, done, small_project, typed};

/// The table as it stands in the tests: four trials, of whose deaths the third and the fourth say nothing.
fn project() -> Project {
    let with_row = done(
        &small_project(),
        &trialpool::project::Command::AddTrial {
            name: "Davis 2022".into(),
            at: None,
        },
    );
    done(&with_row, &typed(11, column(1, 0, ArmNumber::Total), ""))
}

fn place(project: &Project, column: Column) -> usize {
    let all = columns(&project.review);
    all.iter().position(|known| *known == column).unwrap()
}

#[test]
fn a_jump_stops_at_the_last_cell_of_a_block_then_at_the_next_cell_then_at_the_edge() {
    let project = project();
    let all = columns(&project.review);
    let jump = |from, direction| edge_of_block(&project.review, &all, from, direction);
    let fever = place(&project, column(1, 0, ArmNumber::Total));
    // 30, nothing, 12, nothing, the empty row: rows 0 to 4.
    assert_eq!(jump((0, fever), Direction::Down), (2, fever));
    assert_eq!(jump((2, fever), Direction::Down), (4, fever));
    assert_eq!(jump((4, fever), Direction::Up), (2, fever));
    assert_eq!(jump((2, fever), Direction::Up), (0, fever));
    assert_eq!(jump((0, fever), Direction::Up), (0, fever));
    // All four have names, behind which stands the empty row.
    assert_eq!(jump((0, 0), Direction::Down), (3, 0));
    assert_eq!(jump((3, 0), Direction::Down), (4, 0));
    // The third trial: name, no year, "yes", four numbers of fever, none of deaths.
    let last = all.len() - 1;
    assert_eq!(jump((2, 0), Direction::Right), (2, 2));
    assert_eq!(jump((2, 2), Direction::Right), (2, 6));
    assert_eq!(jump((2, 6), Direction::Right), (2, last));
    assert_eq!(jump((2, last), Direction::Left), (2, 6));
    assert_eq!(jump((2, 6), Direction::Left), (2, 2));
    assert_eq!(jump((2, 2), Direction::Left), (2, 0));
    assert_eq!(jump((2, 0), Direction::Left), (2, 0));
}

#[test]
fn not_reported_in_words_is_data_and_an_empty_cell_is_none() {
    let deaths = column(2, 0, ArmNumber::Events);
    let project = done(&small_project(), &typed(12, deaths, "NR"));
    let all = columns(&project.review);
    let at = place(&project, deaths);
    let down = edge_of_block(&project.review, &all, (0, at), Direction::Down);
    assert_eq!(down, (2, at));
}

/// What stands along the line of a cell, by what is copied out of it, and where the cell is in it.
fn line(
    project: &Project,
    (row, column): (usize, usize),
    direction: Direction,
) -> (Vec<bool>, usize) {
    let rows = 0..project.review.trials.len() + 1;
    let whole = Area {
        rows: rows.clone(),
        columns: 0..columns(&project.review).len(),
    };
    let texts = whole.texts(&project.review);
    let filled = |row: usize, column: usize| {
        let text = texts.get(row).and_then(|line| line.get(column));
        text.is_some_and(|text| !text.trim().is_empty())
    };
    match direction {
        Direction::Left | Direction::Right => {
            let cells = whole.columns.map(|column| filled(row, column));
            (cells.collect(), column)
        }
        Direction::Up | Direction::Down => (rows.map(|row| filled(row, column)).collect(), row),
    }
}

/// The same rule from the definition: among the places ahead, the first at which a block begins or ends.
fn by_definition(cells: &[bool], from: usize, forward: bool) -> usize {
    let mirrored: Vec<bool> = cells.iter().rev().copied().collect();
    let (cells, from, back) = if forward {
        (cells, from, None)
    } else {
        (&mirrored[..], cells.len() - 1 - from, Some(cells.len() - 1))
    };
    let last = cells.len() - 1;
    let starts = |at: usize| cells[at] && (at == 0 || !cells[at - 1]);
    let ends = |at: usize| cells[at] && (at == last || !cells[at + 1]);
    let stop = (from + 1..=last).find(|at| starts(*at) || ends(*at));
    let stop = stop.unwrap_or(last);
    back.map_or(stop, |back| back - stop)
}

proptest! {
    #[test]
    fn a_jump_stops_where_a_block_begins_or_ends_and_never_beyond_the_table(
        project in super::random::project(),
        row in any::<prop::sample::Index>(),
        column in any::<prop::sample::Index>(),
        direction in prop::sample::select(vec![
            (Direction::Left, false),
            (Direction::Right, true),
            (Direction::Up, false),
            (Direction::Down, true),
        ]),
    ) {
        let all = columns(&project.review);
        let from = (row.index(project.review.trials.len() + 1), column.index(all.len()));
        let to = edge_of_block(&project.review, &all, from, direction.0);
        let (cells, at) = line(&project, from, direction.0);
        let expected = by_definition(&cells, at, direction.1);
        let reached = match direction.0 {
            Direction::Left | Direction::Right => {
                prop_assert_eq!(to.0, from.0);
                to.1
            }
            Direction::Up | Direction::Down => {
                prop_assert_eq!(to.1, from.1);
                to.0
            }
        };
        prop_assert_eq!(reached, expected);
    }
}
