//! The shares of trials that meet the items of a checklist, as bars with their intervals, those of earlier reviews beneath.

use std::fmt::Write as _;

use super::Scene;
use super::font::{self, Weight, printable};
use super::grammar::axis;
use super::grammar::column::number::NumberColumn;
use super::grammar::column::text::TextColumn;
use super::grammar::footer::FooterArea;
use super::grammar::head::Heads;
use super::grammar::mark::share_bar::ShareBar;
use super::grammar::pagination::{self, Breaks, Paged, Part};
use super::grammar::plot::Plot;
use super::grammar::row::RowPitch;
use super::grammar::scale::{Axis, Kind, Span};
use super::grammar::slot::{Slot, Slots};
use super::grammar::text::{Face, LINE, Pen, widest};
use super::paper::{Fit, Room};
use super::risk_of_bias::Options;
use super::scene::{Anchor, Item, Rectangle, Role};
use crate::analysis::{ItemShare, Share};
use crate::data::{Checklist, Checklists, ConfidenceLevel};
use crate::wording::quality::{interface, items, shares as words};
use crate::wording::{confidence, tr};

/// Distance of rows, in em.
const PITCH: f64 = 1.7;
/// The same where rows stand closely.
const COMPACT_PITCH: f64 = 1.45;
/// Room between columns, in em.
const GAP: f64 = 1.2;
/// Names of items get at least and at most this, in em.
const NAMES: (f64, f64) = (9.0, 21.0);
/// A name is broken into at most so many lines.
const NAME_LINES: usize = 3;
/// The graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 10.0;
/// Below this width, in em, the numbers of the reviews stand under the names and not in columns of their own.
const ROOM_FOR_EARLIER: f64 = 52.0;
/// Heights of the bars of this review and of earlier ones, in em.
const BARS: [f64; 2] = [0.66, 0.4];
/// Side of the squares of the legend, in em.
const SWATCH: f64 = 0.8;

/// What the figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// The checklist.
    pub checklist: Checklist,
    /// What is written of the items.
    pub rows: Vec<Row>,
    /// What is said beneath.
    pub footer: String,
    /// The level of the intervals.
    pub level: ConfidenceLevel,
    /// What the reader chose.
    pub options: Options,
}

/// An item with its shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What stands over it where a part of the checklist begins; else empty.
    pub heading: String,
    /// What is asked.
    pub name: String,
    /// The share here; none where nobody was read for it.
    pub here: Option<Span>,
    /// Trials that meet it out of those that count, and the share, as text.
    pub numbers: [String; 2],
    /// Shares of earlier reviews with what is written of them.
    pub earlier: Vec<(Span, String)>,
}

impl Inputs {
    /// What the figure of a checklist shows; `listed` is how many trials the review asks about.
    #[must_use]
    pub fn new(
        checklist: Checklist,
        shares: &[ItemShare],
        checklists: Option<&Checklists>,
        (listed, level): (u64, ConfidenceLevel),
        options: &Options,
    ) -> Self {
        let locale = options.locale;
        let mut before = "";
        let rows = shares.iter().map(|share| {
            let heading = items::heading(share.item);
            let begins = heading != before;
            before = heading;
            let earlier = share.earlier.iter().filter_map(|(review, counted)| {
                Some((span(counted)?, words::earlier(review, counted, locale)))
            });
            Row {
                heading: if begins { heading } else { "" }.to_owned(),
                name: items::name(share.item, checklists),
                here: span(&share.here),
                numbers: [
                    words::counted(&share.here, locale),
                    words::percent(&share.here, locale),
                ],
                earlier: earlier.collect(),
            }
        });
        Self {
            checklist,
            rows: rows.collect(),
            footer: words::counting(shares, listed, locale),
            level,
            options: *options,
        }
    }
}

/// A share in percent.
fn span(share: &Share) -> Option<Span> {
    let (lower, upper) = share.limits?;
    Some(Span {
        estimate: 100.0 * share.value()?,
        lower: 100.0 * lower,
        upper: 100.0 * upper,
    })
}

/// The figure on one page, as high as its rows.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    Sheets::of(inputs, PITCH).page(&inputs.rows, Part::WHOLE)
}

/// Brings the figure onto paper: where it is too high, its rows stand closer together, or it goes on as many pages as it takes.
#[must_use]
pub fn on_paper(inputs: &Inputs, room: Room) -> (Vec<Scene>, Fit) {
    let breaks = Breaks::anywhere(&inputs.rows);
    let usual = || Sheets::of(inputs, PITCH);
    let compact = || Sheets::of(inputs, COMPACT_PITCH);
    pagination::on_paper(room, &breaks, usual, compact)
}

/// What the pages of one figure have in common.
struct Sheets<'a> {
    inputs: &'a Inputs,
    page: f64,
    names: TextColumn,
    numbers: [NumberColumn; 2],
    plot: Plot,
    /// Where earlier reviews are written; none where they stand under the names.
    earlier: Option<Slot>,
    pitch: f64,
}

impl<'a> Sheets<'a> {
    fn of(inputs: &'a Inputs, pitch: f64) -> Self {
        let options = &inputs.options;
        let size = options.text_size;
        let gap = GAP * size;
        let width_of = |column: usize, head: &str| {
            let cells = inputs
                .rows
                .iter()
                .filter_map(|row| Some((row.numbers.get(column)?.as_str(), Weight::Bold)));
            widest(cells.chain([(head, Weight::Bold)]), size)
        };
        let [item, trials, share, _, _] = interface::HEADS;
        let numbers = [width_of(0, trials.text()), width_of(1, share.text())];
        let texts = inputs.rows.iter().flat_map(|row| &row.earlier);
        let earlier = widest(
            texts.map(|(_, text)| (text.as_str(), Weight::Regular)),
            size,
        );
        let has_room = options.width >= ROOM_FOR_EARLIER * size;
        let earlier = (earlier > 0.0 && has_room).then_some(earlier);
        let named = inputs
            .rows
            .iter()
            .map(|row| (row.name.as_str(), Weight::Regular));
        let wanted = widest(named.chain([(&*item, Weight::Bold)]), size);
        let fixed =
            numbers.iter().sum::<f64>() + earlier.map_or(0.0, |width| width + gap) + 3.0 * gap;
        let room = options.width - fixed - NARROWEST_GRAPH * size;
        let names = wanted.min(NAMES.1 * size).min(room.max(NAMES.0 * size));
        let graph = (options.width - fixed - names).max(NARROWEST_GRAPH * size);
        let mut slots = Slots { x: 0.0, gap };
        let names = TextColumn {
            slot: slots.next(names),
            head: vec![item.to_owned()],
            most_lines: NAME_LINES,
        };
        let numbers = numbers.map(|width| NumberColumn {
            slot: slots.next(width),
            anchor: Anchor::End,
        });
        let graph = slots.next(graph);
        let earlier = earlier.map(|width| slots.next(width));
        let axis = Axis {
            kind: Kind::Difference,
            low: 0.0,
            high: 100.0,
        };
        Self {
            inputs,
            page: slots.x - gap,
            names,
            numbers,
            plot: Plot {
                axis,
                slot: graph.without_margins(Plot::margin(&axis, size, options.locale)),
                size,
                locale: options.locale,
            },
            earlier,
            pitch,
        }
    }

    fn heads(&self, scene: &mut Scene, top: f64) -> f64 {
        let size = self.inputs.options.text_size;
        let heads = Heads::under(top, 0.0, size);
        let pen = &mut Pen { scene, size };
        let [_, trials, share, _, earlier] = interface::HEADS;
        self.names.write_head(pen, heads.lower);
        for (column, head) in self.numbers.iter().zip([trials, share]) {
            column.write_cell(pen, head.text(), heads.lower, Face::BOLD);
        }
        if let Some(slot) = self.earlier {
            pen.write(
                earlier.text(),
                (slot.left, heads.lower),
                Anchor::Start,
                Face::BOLD,
            );
        }
        heads.rule(scene, self.page)
    }

    /// A row: its heading, then the share of this review on the first line, those of earlier reviews on the lines beneath.
    fn row(&self, scene: &mut Scene, row: &Row, top: f64) -> f64 {
        let size = self.inputs.options.text_size;
        let pitch = RowPitch {
            pitch: self.pitch,
            size,
        };
        let mut top = top;
        if !row.heading.is_empty() {
            let place = (0.0, pitch.baseline(top));
            let pen = &mut Pen { scene, size };
            pen.write(&row.heading, place, Anchor::Start, Face::MUTED);
            top = pitch.bottom(top, 1);
        }
        let baseline = pitch.baseline(top);
        let pen = &mut Pen { scene, size };
        let name = printable(&row.name);
        let mut lines = self
            .names
            .write_cell(pen, &name, (0.0, baseline), Face::TEXT);
        let faces = [Face::TEXT, Face::BOLD];
        for ((column, text), face) in self.numbers.iter().zip(&row.numbers).zip(faces) {
            column.write_cell(pen, text, baseline, face);
        }
        if let Some(span) = row.here {
            let role = Role::Accent;
            let [height, _] = BARS;
            ShareBar { span, role, height }.draw(scene, &self.plot, pitch.middle(top));
        }
        // Without a column of their own the names of earlier reviews stand under that of the item.
        let first = if self.earlier.is_some() { 1 } else { lines };
        for (nth, (span, text)) in row.earlier.iter().enumerate() {
            let below = (first + nth) as f64 * LINE * size;
            let role = Role::Muted;
            let middle = pitch.middle(top) + below;
            let [_, height] = BARS;
            let span = *span;
            ShareBar { span, role, height }.draw(scene, &self.plot, middle);
            let text = printable(text);
            let (left, room) = match self.earlier {
                Some(slot) => (slot.left, slot.width()),
                None => (0.0, self.plot.slot.left - GAP * size),
            };
            let text = font::shorten(&text, Weight::Regular, size, room);
            let pen = &mut Pen { scene, size };
            pen.write(&text, (left, baseline + below), Anchor::Start, Face::MUTED);
        }
        lines = lines.max(first + row.earlier.len());
        pitch.bottom(top, lines)
    }

    /// What the two kinds of bars stand for.
    fn legend(&self, scene: &mut Scene, top: f64) -> f64 {
        let size = self.inputs.options.text_size;
        let pitch = RowPitch {
            pitch: PITCH,
            size: 0.88 * size,
        };
        let [here, earlier] = interface::LEGEND;
        let here = tr!("{here}, {}", confidence::short(self.inputs.level), here);
        let has_earlier = self.inputs.rows.iter().any(|row| !row.earlier.is_empty());
        let entries = [(Role::Accent, here), (Role::Muted, earlier.to_owned())];
        let mut x = 0.0;
        for (role, text) in entries.into_iter().take(if has_earlier { 2 } else { 1 }) {
            let side = SWATCH * pitch.size;
            let middle = pitch.middle(top);
            scene.items.push(Item::Rectangle {
                area: Rectangle {
                    left: x,
                    top: middle - side / 2.0,
                    right: x + side,
                    bottom: middle + side / 2.0,
                },
                role,
            });
            x += side + 0.45 * pitch.size;
            let pen = &mut Pen {
                scene,
                size: pitch.size,
            };
            pen.write(&text, (x, pitch.baseline(top)), Anchor::Start, Face::MUTED);
            x += font::width(&text, Weight::Regular, pitch.size) + 1.4 * pitch.size;
        }
        pitch.bottom(top, 1) + 0.3 * size
    }

    fn description(&self) -> String {
        let rows = self.inputs.rows.iter().map(|row| {
            let [counted, share] = &row.numbers;
            let mut sentence = tr!("{}: {share}, {counted}", row.name, share, counted);
            for (_, earlier) in &row.earlier {
                let _ = write!(sentence, "; {earlier}");
            }
            tr!("{sentence}.", sentence)
        });
        let mut sentences: Vec<String> = rows.map(|row| printable(&row)).collect();
        sentences.push(printable(&self.inputs.footer));
        sentences.join(" ").replace('\u{a0}', " ")
    }
}

impl Paged for Sheets<'_> {
    type Line = Row;

    /// By what the pages must be scaled to be as wide as was asked.
    fn scale(&self) -> f64 {
        (self.inputs.options.width / self.page).min(1.0)
    }

    fn page(&self, rows: &[Row], part: Part) -> Scene {
        let options = &self.inputs.options;
        let size = options.text_size;
        let title = items::checklist(self.inputs.checklist);
        let mut scene = Scene {
            width: self.page,
            title: title.to_owned(),
            description: self.description(),
            ..Scene::default()
        };
        let pen = &mut Pen {
            scene: &mut scene,
            size,
        };
        let top = part.heading(pen, title, (self.page, options.locale));
        let mut y = self.heads(&mut scene, top);
        for row in rows {
            y = self.row(&mut scene, row, y);
        }
        let bottom = axis::draw(&mut scene, &self.plot, y, &self.plot.ticks(&[]), None);
        let bottom = self.legend(&mut scene, bottom);
        let area = FooterArea {
            role: Role::Muted,
            size,
            top: bottom,
            beside: self.page,
            beside_until: bottom,
            page: self.page,
        };
        let paragraphs = [printable(&self.inputs.footer)];
        scene.height = part.footer(&mut scene, &paragraphs, (&area, options.locale));
        scene
    }
}
