//! The lights: one row a trial, one light a domain, and the weight of the trial in the outcome.

use super::{Inputs, light};
use crate::analysis::JudgedTrial;
use crate::figure::Scene;
use crate::figure::font::{self, Weight, printable};
use crate::figure::grammar::column::lights::{LightsColumns, LightsWidths};
use crate::figure::grammar::column::number::NumberColumn;
use crate::figure::grammar::column::text::TextColumn;
use crate::figure::grammar::footer::FooterArea;
use crate::figure::grammar::head::{Heads, MOST_LINES};
use crate::figure::grammar::legend;
use crate::figure::grammar::pagination::{self, Breaks, Paged, Part};
use crate::figure::grammar::row::RowPitch;
use crate::figure::grammar::slot::Slots;
use crate::figure::grammar::text::{Face, Pen, widest};
use crate::figure::paper::{Fit, Room};
use crate::figure::scene::{Anchor, RegionKind, Role};
use crate::wording::{number, risk_of_bias};

/// Distance of rows, in em.
const PITCH: f64 = 1.6;
/// The same where rows stand closely.
const COMPACT_PITCH: f64 = 1.3;
/// Room between columns, in em.
const GAP: f64 = 1.4;
/// Names get at least this, in em.
const NARROWEST_NAMES: f64 = 7.0;

/// The figure on one page, as high as its rows.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    let sheets = Sheets::of(inputs, PITCH);
    sheets.page(&sheets.rows(), Part::WHOLE)
}

/// Brings the figure onto paper: where it is too high, its rows stand closer together, or it goes on as many pages as it takes.
#[must_use]
pub fn on_paper(inputs: &Inputs, room: Room) -> (Vec<Scene>, Fit) {
    let rows = Sheets::of(inputs, PITCH).rows();
    let usual = || Sheets::of(inputs, PITCH);
    let compact = || Sheets::of(inputs, COMPACT_PITCH);
    pagination::on_paper(room, &Breaks::anywhere(&rows), usual, compact)
}

/// A trial with its place and its weight as text.
struct Row<'a> {
    place: usize,
    trial: &'a JudgedTrial,
    weight: String,
}

/// What the pages of one figure have in common.
struct Sheets<'a> {
    inputs: &'a Inputs,
    heads: Vec<String>,
    weight_head: [String; 2],
    page: f64,
    /// Where the last column ends.
    columns: f64,
    names: TextColumn,
    lights: LightsColumns,
    weight: NumberColumn,
    pitch: f64,
}

impl<'a> Sheets<'a> {
    fn of(inputs: &'a Inputs, pitch: f64) -> Self {
        let size = inputs.options.text_size;
        let heads = inputs.heads();
        let weight_head = risk_of_bias::WEIGHT_HEAD.map(String::from);
        let widths = LightsWidths::of(&heads, size);
        let weight = widest(
            weight_head
                .iter()
                .map(|head| (head.as_str(), Weight::Bold))
                .chain([("100.0", Weight::Regular)]),
            size,
        );
        let weight = if inputs.judged.is_weighted {
            weight
        } else {
            0.0
        };
        let gap = GAP * size;
        let trials = inputs.judged.trials.iter();
        let named = trials.map(|trial| font::width(&printable(&trial.name), Weight::Regular, size));
        let wanted = named.fold(NARROWEST_NAMES * size, f64::max);
        let room = inputs.options.width - widths.width() - weight - 2.0 * gap;
        let mut slots = Slots { x: 0.0, gap };
        let names = TextColumn {
            slot: slots.next(wanted.min(room.max(NARROWEST_NAMES * size))),
            head: vec![risk_of_bias::TRIAL_HEAD.to_owned()],
            most_lines: MOST_LINES,
        };
        let lights = widths.place(&mut slots);
        slots.x += gap;
        let weight = NumberColumn {
            slot: slots.next_adjoining(weight),
            anchor: Anchor::End,
        };
        Self {
            inputs,
            heads,
            weight_head,
            page: slots.x.max(inputs.options.width),
            columns: slots.x,
            names,
            lights,
            weight,
            pitch,
        }
    }

    fn rows(&self) -> Vec<Row<'a>> {
        let judged = &self.inputs.judged;
        let weights = number::weights(&judged.weights(), self.inputs.options.locale);
        let trials = judged.trials.iter().enumerate().zip(weights);
        trials
            .map(|((place, trial), weight)| Row {
                place,
                trial,
                weight: weight.filter(|_| judged.is_weighted).unwrap_or_default(),
            })
            .collect()
    }

    fn row(&self, scene: &mut Scene, row: &Row<'_>, (top, pitch): (f64, RowPitch)) -> f64 {
        let baseline = pitch.baseline(top);
        let pen = &mut Pen {
            size: pitch.size,
            scene,
        };
        let name = printable(&row.trial.name);
        let lines = self
            .names
            .write_cell(pen, &name, (0.0, baseline), Face::TEXT);
        let judged = row.trial.domains.iter().chain([&row.trial.overall]);
        let lights: Vec<_> = judged.map(|judgement| Some(light(*judgement))).collect();
        self.lights.draw(pen, &lights, baseline);
        self.weight
            .write_cell(pen, &row.weight, baseline, Face::TEXT);
        let bottom = pitch.bottom(top, lines);
        scene.region(RegionKind::Trial(row.place), (top, bottom));
        bottom
    }

    fn description(&self) -> String {
        let judged = &self.inputs.judged;
        let mut sentences = vec![risk_of_bias::standing(judged, self.inputs.options.locale)];
        for trial in &judged.trials {
            let trial = risk_of_bias::trial_in_words(trial, judged.tool, &self.heads);
            sentences.push(printable(&trial));
        }
        sentences.push(self.inputs.domains_in_words());
        sentences.join(" ").replace('\u{a0}', " ")
    }
}

impl<'a> Paged for Sheets<'a> {
    type Line = Row<'a>;

    /// By what the pages must be scaled to be as wide as was asked.
    fn scale(&self) -> f64 {
        (self.inputs.options.width / self.page).min(1.0)
    }

    fn page(&self, rows: &[Row<'a>], part: Part) -> Scene {
        let options = &self.inputs.options;
        let size = options.text_size;
        let title = printable(&risk_of_bias::lights_title(self.inputs.outcome.as_deref()));
        let mut scene = Scene {
            width: self.page,
            description: self.description(),
            title: title.clone(),
            ..Scene::default()
        };
        let pen = &mut Pen {
            size,
            scene: &mut scene,
        };
        let top = part.heading(pen, &title, (self.page, options.locale));
        let heads = Heads::under(top, 1.0, size);
        self.names.write_head(pen, heads.lower);
        self.lights.write_heads(pen, &self.heads, heads.lower);
        if self.inputs.judged.is_weighted {
            self.weight.write_head(pen, heads, &self.weight_head);
        }
        let mut y = heads.rule(&mut scene, self.columns);
        let pitch = RowPitch {
            pitch: self.pitch,
            size,
        };
        for row in rows {
            y = self.row(&mut scene, row, (y, pitch));
        }
        let legend_top = y + 0.5 * size;
        let legend = legend::of_lights(&self.inputs.legend());
        let bottom = legend::draw(&mut scene, &legend, size, (legend_top, self.page));
        let area = FooterArea {
            role: Role::Muted,
            size,
            top: bottom,
            beside: self.page,
            beside_until: bottom,
            page: self.page,
        };
        let paragraphs = [self.inputs.domains_in_words()];
        scene.height = part.footer(&mut scene, &paragraphs, (&area, options.locale));
        scene
    }
}
