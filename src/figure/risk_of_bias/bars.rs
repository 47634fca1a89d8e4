//! The bars: for each domain, and for the trials as a whole, the share of the weight that was judged alike.

use super::{Inputs, light};
use crate::figure::Scene;
use crate::figure::font::{self, Weight, printable};
use crate::figure::grammar::axis;
use crate::figure::grammar::column::text::TextColumn;
use crate::figure::grammar::footer::{self, FooterArea};
use crate::figure::grammar::legend;
use crate::figure::grammar::mark::stack::{self, StackPart};
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::row::RowPitch;
use crate::figure::grammar::scale::{Axis, Kind};
use crate::figure::grammar::slot::Slots;
use crate::figure::grammar::text::{Face, Pen};
use crate::figure::scene::Role;
use crate::wording::{number, risk_of_bias, tr, translate};

/// Distance of rows, in em.
const PITCH: f64 = 1.75;
/// Room between columns, in em.
const GAP: f64 = 1.0;
/// Names of domains get at most this share of the page, and at least so many em.
const NAMES: (f64, f64) = (0.42, 7.0);
/// A name is broken into at most so many lines.
const NAME_LINES: usize = 2;
/// The graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 12.0;

/// One bar.
struct Row {
    name: String,
    parts: Vec<StackPart>,
    in_words: String,
    is_overall: bool,
}

/// The figure on one page.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    let options = &inputs.options;
    let size = options.text_size;
    let rows = rows(inputs);
    let widest = rows
        .iter()
        .map(|row| font::width(&row.name, Weight::Bold, size))
        .fold(0.0, f64::max);
    let most = (NAMES.0 * options.width).max(NAMES.1 * size);
    let mut slots = Slots {
        x: 0.0,
        gap: GAP * size,
    };
    let names = TextColumn {
        slot: slots.next(widest.min(most)),
        head: Vec::new(),
        most_lines: NAME_LINES,
    };
    let graph = slots.next_adjoining((options.width - slots.x).max(NARROWEST_GRAPH * size));
    let page = slots.x;
    let axis = Axis {
        kind: Kind::Difference,
        low: 0.0,
        high: 100.0,
    };
    let plot = Plot {
        axis,
        slot: graph.without_margins(Plot::margin(&axis, size, options.locale)),
        size,
        locale: options.locale,
    };
    let mut scene = Scene {
        width: page,
        title: printable(&risk_of_bias::bars_title(inputs.outcome.as_deref())),
        description: description(inputs, &rows),
        ..Scene::default()
    };
    let pitch = RowPitch { pitch: PITCH, size };
    let mut y = 0.3 * size;
    for row in &rows {
        let face = if row.is_overall {
            Face::BOLD
        } else {
            Face::TEXT
        };
        let place = (0.0, pitch.baseline(y));
        let pen = &mut Pen {
            scene: &mut scene,
            size,
        };
        let lines = names.write_cell(pen, &row.name, place, face);
        stack::draw(&mut scene, &row.parts, &plot, pitch.middle(y));
        y = pitch.bottom(y, lines);
    }
    let bottom = axis::draw(&mut scene, &plot, y, &plot.ticks(&[]), None);
    let bottom = legend::draw(
        &mut scene,
        &legend::of_lights(&inputs.legend()),
        size,
        (bottom, page),
    );
    let area = FooterArea {
        role: Role::Muted,
        size,
        top: bottom,
        beside: page,
        beside_until: bottom,
        page,
    };
    let paragraph = risk_of_bias::bars_footer(&inputs.judged);
    scene.height = footer::draw(&mut scene, &[paragraph], &area);
    scene
}

fn rows(inputs: &Inputs) -> Vec<Row> {
    let judged = &inputs.judged;
    let locale = inputs.options.locale;
    let weights = judged.weights();
    let weight = |place: &usize| weights.get(*place).copied().flatten().unwrap_or(0.0);
    let all: f64 = weights.iter().flatten().sum();
    let names = judged
        .domains
        .iter()
        .zip(inputs.heads())
        .map(|(domain, head)| {
            let name = printable(risk_of_bias::domain(&domain.name));
            let name = format!("{head} {name}").trim().to_owned();
            (name, false)
        });
    let names = names.chain([(risk_of_bias::OVERALL.to_owned(), true)]);
    names
        .enumerate()
        .map(|(place, (name, is_overall))| {
            let alike = judged.alike((!is_overall).then_some(place));
            let parts: Vec<Vec<usize>> = alike.iter().map(|alike| alike.trials.clone()).collect();
            let printed = number::weights_of_parts(&weights, &parts, locale);
            let in_words: Vec<String> = alike
                .iter()
                .zip(&printed)
                .map(|(alike, share)| {
                    risk_of_bias::judged_share(alike.judgement, judged.tool, share)
                })
                .collect();
            let stacked = alike.iter().zip(printed).map(|(alike, share)| StackPart {
                light: light(alike.judgement),
                length: if all > 0.0 {
                    100.0 * alike.trials.iter().map(weight).sum::<f64>() / all
                } else {
                    0.0
                },
                label: format!("{share}%"),
            });
            Row {
                // Trials that weigh nothing have no part of the bar.
                parts: stacked.filter(|part| part.length > 0.0).collect(),
                in_words: tr!("{name}: {}.", in_words.join(translate(", ")), name),
                name,
                is_overall,
            }
        })
        .collect()
}

fn description(inputs: &Inputs, rows: &[Row]) -> String {
    let standing = risk_of_bias::standing(&inputs.judged, inputs.options.locale);
    let mut sentences = vec![standing];
    sentences.extend(rows.iter().map(|row| row.in_words.clone()));
    sentences.push(risk_of_bias::bars_footer(&inputs.judged));
    sentences.join(" ").replace('\u{a0}', " ")
}
