//! The flow of studies into a review, as boxes and arrows after PRISMA 2020 (Page et al. 2021, BMJ 372:n71): an earlier version on
//! the left where there is one, databases and registers with what was taken out beside them, other methods on the right where
//! there are any, and at the left edge the phases.

pub use super::Options;

use super::Scene;
use super::font::{self, Weight, printable};
use super::grammar::footer::{self, FooterArea};
use super::grammar::mark::path_arrow::PathArrow;
use super::grammar::mark::text_box::{self, TextBox};
use super::grammar::text::{Face, LINE, MIDDLE, Pen, widest};
use super::scene::{Anchor, Point, Rectangle, Role};
use crate::data::Flow;
use crate::wording::flow as words;
use crate::wording::tr;

/// Room between columns, in em.
const GAP: f64 = 2.0;
/// Room between rows, in em: an arrow stands there.
const BETWEEN: f64 = 1.9;
/// Room around the name of a phase, in em.
const PHASE_PADDING: f64 = 0.6;
/// Room between the phases and the boxes, in em.
const BESIDE_PHASES: f64 = 1.0;
/// A column is at least so wide, in em.
const NARROWEST: f64 = 12.0;
/// And at most so wide, in em.
const WIDEST: f64 = 26.0;

/// What the figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// The title of the review.
    pub title: String,
    /// The counts.
    pub flow: Flow,
    /// What the reader chose.
    pub options: Options,
}

/// The figure of the flow. Where its columns need more room than it is wide, it is wider.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    let boxes = words::boxes(&inputs.flow, inputs.options.locale);
    let size = inputs.options.text_size;
    let has_previous = boxes.previous.is_some();
    let has_others = boxes.others.is_some();
    let columns = 2 + usize::from(has_previous) + 2 * usize::from(has_others);
    let gap = GAP * size;
    let gaps = (columns - 1) as f64 * gap;
    let phases = widest(
        words::PHASES
            .iter()
            .map(|phase| (phase.text(), Weight::Bold)),
        size,
    ) + 2.0 * PHASE_PADDING * size;
    let beside = phases + BESIDE_PHASES * size;
    let width = ((inputs.options.width - beside - gaps) / columns as f64)
        .min(WIDEST * size)
        .max(NARROWEST * size);
    let page = beside + columns as f64 * width + gaps;
    let sentence = words::sentence(&inputs.flow, inputs.options.locale);
    let title = match inputs.title.trim() {
        "" => words::TITLE.to_owned(),
        title => tr!(
            "{title}: {}",
            crate::wording::names::outcome_inside(words::TITLE.text()),
            title
        ),
    };
    let drawing = Drawing {
        size,
        phases,
        width,
        gap,
        first: usize::from(has_previous),
        scene: Scene {
            width: page,
            title: printable(&title),
            description: printable(&format!("{} {sentence}", words::TITLE)).replace('\u{a0}', " "),
            ..Scene::default()
        },
    };
    drawing.drawn(&boxes)
}

struct Drawing {
    size: f64,
    /// How wide the names of the phases are with the room around them.
    phases: f64,
    /// Of a column.
    width: f64,
    gap: f64,
    /// The place of the column of databases and registers.
    first: usize,
    scene: Scene,
}

impl Drawing {
    fn left(&self, column: usize) -> f64 {
        self.phases + BESIDE_PHASES * self.size + column as f64 * (self.width + self.gap)
    }

    fn text_box(&self, text: &[String]) -> TextBox {
        let text: Vec<String> = text.iter().map(|line| printable(line)).collect();
        TextBox::of(&text, self.width, self.size)
    }

    /// Draws the boxes of a row, each in its column. Gives back where they stand, and the lower edge.
    fn row(&mut self, top: f64, cells: &[(usize, &[String])]) -> (Vec<Rectangle>, f64) {
        let boxes: Vec<(f64, TextBox)> = cells
            .iter()
            .map(|(column, text)| (self.left(*column), self.text_box(text)))
            .collect();
        let bottom = boxes
            .iter()
            .map(|(_, text)| top + text.height())
            .fold(top, f64::max);
        let areas = boxes
            .iter()
            .map(|(x, text)| text.draw(&mut self.scene, Point { x: *x, y: top }))
            .collect();
        (areas, bottom)
    }

    fn arrow(&mut self, points: &[(f64, f64)]) {
        PathArrow {
            points: points.iter().map(|(x, y)| Point { x: *x, y: *y }).collect(),
            size: self.size,
        }
        .draw(&mut self.scene);
    }

    /// From the right edge of a box to the left edge of the next, at the height of the first line of both.
    fn across(&mut self, from: &Rectangle, to: &Rectangle) {
        let y = from.top + (from.bottom - from.top).min(to.bottom - to.top) / 2.0;
        self.arrow(&[(from.right, y), (to.left, y)]);
    }

    fn down(&mut self, from: &Rectangle, to: &Rectangle) {
        let x = from.left + self.width / 2.0;
        self.arrow(&[(x, from.bottom), (x, to.top)]);
    }

    fn drawn(mut self, boxes: &words::Boxes) -> Scene {
        let main = self.first;
        let (out, other, other_out) = (main + 1, main + 2, main + 3);
        let top = self.heads(boxes, main);
        let between = BETWEEN * self.size;
        let [found, screened, sought, assessed, included] = &boxes.main;
        let [removed, screened_out, not_retrieved, excluded] = &boxes.out;
        let [other_found, other_sought, other_assessed] = match &boxes.others {
            Some([found, sought, assessed]) => [Some(found), Some(sought), Some(assessed)],
            None => [None; 3],
        };
        let [other_missing, other_excluded] = match &boxes.others_out {
            Some([missing, excluded]) => [Some(missing), Some(excluded)],
            None => [None; 2],
        };
        let rows = [
            (boxes.previous.as_ref(), found, removed, other_found, None),
            (None, screened, screened_out, None, None),
            (None, sought, not_retrieved, other_sought, other_missing),
            (None, assessed, excluded, other_assessed, other_excluded),
        ];
        let mut y = top;
        let mut above: Option<Rectangle> = None;
        let mut above_other: Option<Rectangle> = None;
        let mut previous: Option<Rectangle> = None;
        let mut edges = Vec::new();
        for (earlier, text, taken, by_others, others_taken) in rows {
            let mut cells: Vec<(usize, &[String])> = vec![(main, text), (out, taken)];
            let optional = [(0, earlier), (other, by_others), (other_out, others_taken)];
            cells.extend(
                optional
                    .into_iter()
                    .filter_map(|(column, text)| Some((column, text?.as_slice()))),
            );
            let (areas, bottom) = self.row(y, &cells);
            let at = |column: usize| {
                let mut places = cells.iter().zip(&areas);
                places
                    .find(|((place, _), _)| *place == column)
                    .map(|(_, area)| *area)
            };
            if let (Some(area), Some(taken)) = (at(main), at(out)) {
                self.across(&area, &taken);
                if let Some(above) = above {
                    self.down(&above, &area);
                }
                above = Some(area);
            }
            if earlier.is_some() {
                previous = at(0);
            }
            if by_others.is_some()
                && let Some(area) = at(other)
            {
                if let Some(above) = above_other {
                    self.down(&above, &area);
                }
                if let Some(taken) = at(other_out).filter(|_| others_taken.is_some()) {
                    self.across(&area, &taken);
                }
                above_other = Some(area);
            }
            edges.push((y, bottom));
            y = bottom + between;
        }
        let (areas, mut bottom) = self.row(y, &[(main, included)]);
        if let Some(area) = areas.first().copied() {
            if let Some(above) = above {
                self.down(&above, &area);
            }
            let middle = f64::midpoint(area.top, area.bottom);
            if let Some(other) = above_other {
                let x = other.left + self.width / 2.0;
                self.arrow(&[(x, other.bottom), (x, middle), (area.right, middle)]);
            }
            if let Some(total) = &boxes.total {
                let (areas, lower) = self.row(bottom + between, &[(main, total)]);
                if let Some(total) = areas.first() {
                    self.down(&area, total);
                    if let Some(previous) = previous {
                        let x = previous.left + self.width / 2.0;
                        let y = f64::midpoint(total.top, total.bottom);
                        self.arrow(&[(x, previous.bottom), (x, y), (total.left, y)]);
                    }
                }
                bottom = lower;
            }
        }
        edges.push((y, bottom));
        self.phases(&edges);
        self.foot(bottom)
    }

    /// The phases at the left edge, each as high as its rows, which have these upper and lower edges.
    fn phases(&mut self, rows: &[(f64, f64)]) {
        let [identification, screening, included] = words::PHASES;
        let size = self.size;
        for (name, first, last) in [(identification, 0, 0), (screening, 1, 3), (included, 4, 4)] {
            let (Some((top, _)), Some((_, bottom))) = (rows.get(first), rows.get(last)) else {
                continue;
            };
            let (top, bottom) = (*top, *bottom);
            let area = Rectangle {
                left: 0.0,
                top,
                right: self.phases,
                bottom,
            };
            text_box::frame(&mut self.scene, &area, Role::Rule);
            let baseline = f64::midpoint(top, bottom) + MIDDLE * size;
            let mut pen = Pen {
                size,
                scene: &mut self.scene,
            };
            let middle = self.phases / 2.0;
            pen.write(name.text(), (middle, baseline), Anchor::Middle, Face::BOLD);
        }
    }

    /// What the columns are, over them. Gives back where the boxes begin.
    fn heads(&mut self, boxes: &words::Boxes, main: usize) -> f64 {
        let [earlier, searched, others] = words::COLUMNS;
        let mut heads = vec![(self.left(main), searched)];
        if boxes.previous.is_some() {
            heads.push((self.left(0), earlier));
        }
        if boxes.others.is_some() {
            heads.push((self.left(main + 2), others));
        }
        let baseline = font::CAP_HEIGHT * self.size;
        let (size, room) = (self.size, self.width + self.gap * 0.8);
        let mut pen = Pen {
            size,
            scene: &mut self.scene,
        };
        for (x, head) in heads {
            let head = font::shorten(head.text(), Weight::Bold, size, room);
            pen.write(&head, (x, baseline), Anchor::Start, Face::BOLD);
        }
        baseline + LINE * size
    }

    fn foot(mut self, bottom: f64) -> Scene {
        let area = FooterArea {
            role: Role::Muted,
            size: self.size,
            top: bottom + 0.8 * self.size,
            beside: self.scene.width,
            beside_until: bottom,
            page: self.scene.width,
        };
        let height = footer::draw(&mut self.scene, &[words::SOURCE.to_owned()], &area);
        self.scene.height = height;
        self.scene
    }
}
