//! Which trial reports which outcome: a row a trial, a column an outcome, a mark in every place, sums at both ends.

use std::sync::Arc;

use super::Scene;
use super::font::{self, Weight, printable};
use super::grammar::footer::FooterArea;
use super::grammar::legend::{self, Symbol};
use super::grammar::mark::reported;
use super::grammar::pagination::{self, Breaks, Paged, Part};
use super::grammar::row::RowPitch;
use super::grammar::slot::{Slot, Slots};
use super::grammar::text::{Face, LINE, Pen, widest};
use super::paper::{Fit, Room};
use super::scene::{Anchor, Point, Rectangle, Region, RegionKind, Role, STROKE};
use crate::analysis::{ReportedAs, ReportedOutcomes};
use crate::data::Review;
use crate::wording::many::{self as words, ManyFigure};
use crate::wording::number;

pub use super::Options;

/// What the figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    title: String,
    found: Arc<ReportedOutcomes>,
    options: Options,
}

impl Inputs {
    /// What the figure of a review shows.
    #[must_use]
    pub fn new(review: &Review, found: &Arc<ReportedOutcomes>, options: &Options) -> Self {
        Self {
            title: words::title(&review.title, ManyFigure::Reporting),
            found: Arc::clone(found),
            options: *options,
        }
    }
}

/// Distance of rows, in em, and where they stand closely.
const PITCH: [f64; 2] = [1.4, 1.15];
/// Width of the column of an outcome, in em.
const CELL: f64 = 1.75;
/// Names get at least this and at most that, in em.
const NAMES: (f64, f64) = (7.0, 16.0);
/// Room between columns, in em.
const GAP: f64 = 0.8;
/// A name over its column gets at least so much room, in em.
const HEAD_ROOM: f64 = 9.0;
/// From the foot of a line that leads from a name to its column, to the rule, in em.
const LEADER_GAP: f64 = 0.25;

/// The figure on one page, as high as its rows.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    let sheets = Sheets::of(inputs, PITCH[0]);
    sheets.page(&lines(inputs), Part::WHOLE)
}

/// Brings the figure onto paper: whole, with its rows closer together, or on as many pages as it takes.
#[must_use]
pub fn on_paper(inputs: &Inputs, room: Room) -> (Vec<Scene>, Fit) {
    let lines = lines(inputs);
    let breaks = Breaks {
        lines: &lines,
        may_begin: |line| match line {
            Line::Trial(_) => true,
            Line::Sum(..) => false,
        },
        may_end: |_| true,
    };
    let [usual, compact] = PITCH.map(|pitch| move || Sheets::of(inputs, pitch));
    pagination::on_paper(room, &breaks, usual, compact)
}

/// A line of the figure.
#[derive(Clone, Copy)]
enum Line {
    /// The trial at a place.
    Trial(usize),
    /// A sum over the trials: which, and what it is called.
    Sum(usize, &'static str),
}

fn lines(inputs: &Inputs) -> Vec<Line> {
    let trials = (0..inputs.found.trials.len()).map(Line::Trial);
    let sums = sums_of(inputs);
    let sums = (0..).zip(sums).map(|(place, name)| Line::Sum(place, name));
    trials.chain(sums).collect()
}

/// What the sums are called.
fn sums_of(inputs: &Inputs) -> [&'static str; 2] {
    [
        words::rows_reporting(inputs.found.rows),
        words::TRIALS_WITH_EVENTS.text(),
    ]
}

struct Sheets<'a> {
    inputs: &'a Inputs,
    page: f64,
    names: Slot,
    cells: Vec<Slot>,
    sums: Slot,
    pitch: RowPitch,
}

impl<'a> Sheets<'a> {
    fn of(inputs: &'a Inputs, pitch: f64) -> Self {
        let size = inputs.options.text_size;
        let found = &inputs.found;
        let names: Vec<String> = found
            .trials
            .iter()
            .map(|trial| printable(&trial.name))
            .collect();
        let names = names.iter().map(|name| (name.as_str(), Weight::Regular));
        let sums = sums_of(inputs);
        let least = widest(sums.map(|name| (name, Weight::Bold)).into_iter(), size);
        let width = widest(names, size)
            .clamp(NAMES.0 * size, NAMES.1 * size)
            .max(least);
        let sum = widest(
            words::OUTCOMES_REPORTED
                .iter()
                .map(|head| (head.text(), Weight::Bold)),
            size,
        );
        let mut slots = Slots {
            x: 0.0,
            gap: GAP * size,
        };
        let names = slots.next(width);
        let cells: Vec<Slot> = found
            .outcomes
            .iter()
            .map(|_| slots.next_adjoining(CELL * size))
            .collect();
        slots.x += GAP * size;
        // The name over the last column has room to the right.
        let last = cells.last().map_or(slots.x, |cell| cell.middle());
        let sums = slots.next_adjoining(sum);
        let page = sums.right.max(last + HEAD_ROOM * size);
        Self {
            inputs,
            page: page.max(inputs.options.width),
            names,
            cells,
            sums,
            pitch: RowPitch { pitch, size },
        }
    }

    /// The names of the outcomes, one under the other, each over its column with a line down to it. Gives back where the rows
    /// begin.
    fn heads(&self, scene: &mut Scene, top: f64) -> f64 {
        let size = self.pitch.size;
        let line = LINE * size;
        let outcomes = &self.inputs.found.outcomes;
        let first = top + font::CAP_HEIGHT * size + 0.3 * size;
        let last = first + outcomes.len().saturating_sub(1) as f64 * line;
        // Without names over the columns, its own two lines need the room.
        let lines = if outcomes.is_empty() { 1.0 } else { 2.0 };
        let sums = last + lines * line;
        let rule = sums + 0.6 * size;
        for (nth, ((_, name), cell)) in outcomes.iter().zip(&self.cells).enumerate() {
            let baseline = first + nth as f64 * line;
            let x = cell.middle();
            let room = self.page - x;
            let name = font::shorten(&printable(name), Weight::Regular, size, room);
            let pen = &mut Pen { scene, size };
            pen.write(&name, (x, baseline), Anchor::Start, Face::TEXT);
            let foot = rule - LEADER_GAP * size;
            let head = baseline + (font::DESCENT + 0.1) * size;
            scene.line(
                Point { x, y: head },
                Point { x, y: foot },
                STROKE / 1.5,
                Role::Rule,
            );
        }
        let pen = &mut Pen { scene, size };
        let head = words::row_head(self.inputs.found.rows);
        pen.write(head, (0.0, sums), Anchor::Start, Face::BOLD);
        // Its two lines stand right of all lines that lead down.
        for (nth, head) in words::OUTCOMES_REPORTED.into_iter().enumerate() {
            let y = sums - (1 - nth) as f64 * line;
            pen.write(head.text(), (self.sums.right, y), Anchor::End, Face::BOLD);
        }
        scene.horizontal((0.0, self.sums.right), rule, STROKE, Role::Ink);
        rule + 0.3 * size
    }

    fn line(&self, scene: &mut Scene, line: Line, top: f64) -> f64 {
        match line {
            Line::Trial(place) => self.trial(scene, place, top),
            Line::Sum(which, name) => self.sum(scene, (which, name), top),
        }
    }

    fn trial(&self, scene: &mut Scene, place: usize, top: f64) -> f64 {
        let (size, locale) = (self.pitch.size, self.inputs.options.locale);
        let Some(trial) = self.inputs.found.trials.get(place) else {
            return top;
        };
        let baseline = self.pitch.baseline(top);
        let name = printable(&trial.name);
        let name = font::wrap_name(&name, Weight::Regular, size, self.names.width(), 1);
        let reported = number::count(trial.reported() as u64, locale);
        let pen = &mut Pen { scene, size };
        pen.lines(&name, self.names.left, baseline, Face::TEXT);
        pen.write(
            &reported,
            (self.sums.right, baseline),
            Anchor::End,
            Face::TEXT,
        );
        let y = self.pitch.middle(top);
        for (says, cell) in trial.outcomes.iter().zip(&self.cells) {
            reported::draw(
                *says,
                scene,
                Point {
                    x: cell.middle(),
                    y,
                },
                size,
            );
        }
        self.pitch.bottom(top, 1)
    }

    fn sum(&self, scene: &mut Scene, (which, name): (usize, &str), top: f64) -> f64 {
        /// Size of the sums as a share of that of the text: three digits fit over a column.
        const SMALLER: f64 = 0.9;
        let (size, locale) = (self.pitch.size, self.inputs.options.locale);
        let top = if which == 0 {
            scene.horizontal((0.0, self.sums.right), top + 0.2 * size, STROKE, Role::Rule);
            top + 0.4 * size
        } else {
            top
        };
        let baseline = self.pitch.baseline(top);
        let pen = &mut Pen { scene, size };
        pen.write(name, (self.names.left, baseline), Anchor::Start, Face::BOLD);
        for (outcome, cell) in self.cells.iter().enumerate() {
            let sums = self.inputs.found.sums(outcome);
            let sum = sums.get(which).copied().unwrap_or_default();
            let text = number::count(sum as u64, locale);
            let pen = &mut Pen {
                scene: &mut *scene,
                size: SMALLER * size,
            };
            pen.write(&text, (cell.middle(), baseline), Anchor::Middle, Face::TEXT);
        }
        self.pitch.bottom(top, 1)
    }

    fn description(&self, footer: &[String]) -> String {
        let (found, locale) = (&self.inputs.found, self.inputs.options.locale);
        let mut sentences = vec![words::reporting_sentence(found, locale)];
        for (place, (_, name)) in found.outcomes.iter().enumerate() {
            let [reported, events] = found.sums(place);
            sentences.push(words::reporting_of(
                &printable(name),
                [reported, events],
                found.rows,
                locale,
            ));
        }
        sentences.extend_from_slice(footer);
        sentences.join(" ").replace('\u{a0}', " ")
    }
}

impl Paged for Sheets<'_> {
    type Line = Line;

    fn scale(&self) -> f64 {
        (self.inputs.options.width / self.page).min(1.0)
    }

    fn page(&self, lines: &[Line], part: Part) -> Scene {
        let (found, locale) = (&self.inputs.found, self.inputs.options.locale);
        let size = self.pitch.size;
        let title = printable(&self.inputs.title);
        let footer: Vec<String> = words::reporting_footer(found, locale)
            .iter()
            .map(|one| printable(one))
            .collect();
        let mut scene = Scene {
            width: self.page,
            description: self.description(footer.get(1..).unwrap_or_default()),
            title: title.clone(),
            ..Scene::default()
        };
        let pen = &mut Pen {
            scene: &mut scene,
            size,
        };
        let top = part.heading(pen, &title, (self.page, locale));
        let shown = ReportedAs::ALL
            .into_iter()
            .filter(|says| found.count(*says) > 0);
        let entries: Vec<(Symbol, String)> = shown
            .map(|says| (Symbol::Reported(says), words::reported_as(says).to_owned()))
            .collect();
        let top = if entries.is_empty() {
            top
        } else {
            legend::draw(&mut scene, &entries, size, (top, self.page))
        };
        let rows = self.heads(&mut scene, top);
        let mut y = rows;
        for line in lines {
            y = self.line(&mut scene, *line, y);
        }
        for (index, cell) in self.cells.iter().enumerate() {
            scene.regions.push(Region {
                kind: RegionKind::Outcome(index),
                area: Rectangle {
                    left: cell.left,
                    top: rows,
                    right: cell.right,
                    bottom: y,
                },
            });
        }
        let area = FooterArea {
            role: Role::Muted,
            size,
            top: y + 0.4 * size,
            beside: 0.0,
            beside_until: y,
            page: self.page,
        };
        scene.height = part.footer(&mut scene, &footer, (&area, locale));
        scene
    }
}
