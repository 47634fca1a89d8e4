//! The influence of each trial: a row a trial, a panel a diagnostic, each with an axis of its own, its usual bounds as dashed lines
//! and the value of all trials as a solid one (Viechtbauer & Cheung 2010).

use std::sync::Arc;

use super::Answered;
use super::font::{self, Weight, printable};
use super::grammar::footer::FooterArea;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::pagination::{self, Breaks, Paged, Part};
use super::grammar::row::RowPitch;
use super::grammar::slot::{Slot, Slots};
use super::grammar::text::{Face, LINE, Pen, widest};
use super::paper::{Fit, Room};
use super::scatter::Options;
use super::scene::{Anchor, Item, Point, RegionKind, Role, STROKE, Scene};
use crate::analysis::{Influences, TrialInfluence};
use crate::wording::{Locale, Text, influence as words, number, tr, translate};

/// What this figure and [Baujat's plot](super::baujat) are made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    pub(super) outcome: String,
    /// The names of the trials, in their order.
    pub(super) names: Vec<String>,
    pub(super) found: Arc<Influences>,
    pub(super) options: Options,
}

impl Inputs {
    /// What the figures of an answer show.
    #[must_use]
    pub fn new(answered: &Answered, found: &Arc<Influences>, options: &Options) -> Self {
        let request = &answered.prepared.request;
        let name = |trial: &TrialInfluence| {
            let row = request.trials.get(trial.trial.row);
            row.map_or_else(String::new, |row| row.label.clone())
        };
        Self {
            outcome: answered.outcome.name.clone(),
            names: found.trials.iter().map(name).collect(),
            found: Arc::clone(found),
            options: *options,
        }
    }
}

/// Distance of rows, in em, and where they stand closely.
const PITCH: [f64; 2] = [1.7, 1.35];
/// Names get at least this and at most that, in em.
const NAMES: (f64, f64) = (7.0, 18.0);
/// A panel gets at least this, in em; where there is less for all of them, the first of [`FEW`] are shown.
const PANEL: f64 = 7.0;
/// Which panels are shown where there is no room for all: residual, Cook's distance, τ² without, hat.
const FEW: [usize; 4] = [0, 2, 4, 6];
/// Room between columns, in em.
const GAP: f64 = 1.1;
/// Radius of a point, in em.
const RADIUS: f64 = 0.3;
/// Lengths of dashes and gaps, in points.
const DASHES: (f64, f64) = (2.0, 2.0);
/// Size of the labels of the axes as a share of that of the rows.
const LABELS: f64 = 0.88;

/// The figure on one page.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    let sheets = Sheets::of(inputs, PITCH[0]);
    sheets.page(&rows(inputs), Part::WHOLE)
}

/// The figure on paper: whole, with its rows closer together, or in parts on several pages.
#[must_use]
pub fn on_paper(inputs: &Inputs, room: Room) -> (Vec<Scene>, Fit) {
    let rows = rows(inputs);
    let breaks = Breaks::anywhere(&rows);
    let [usual, compact] = PITCH.map(|pitch| move || Sheets::of(inputs, pitch));
    pagination::on_paper(room, &breaks, usual, compact)
}

/// A diagnostic of one trial.
fn value(trial: &TrialInfluence, place: usize) -> f64 {
    let found = &trial.influence;
    match place {
        0 => found.studentized_residual,
        1 => found.dffits,
        2 => found.cook_distance,
        3 => found.covariance_ratio,
        4 => found.tau_squared_without,
        5 => found.q_without,
        6 => found.hat,
        _ => found.dfbetas,
    }
}

/// A row of the figure.
struct Row {
    name: String,
    place: usize,
    /// Where it stands in the request.
    of_request: usize,
    stands_out: bool,
}

fn rows(inputs: &Inputs) -> Vec<Row> {
    let trials = inputs.found.trials.iter().zip(&inputs.names).enumerate();
    trials
        .map(|(place, (trial, name))| Row {
            name: printable(name),
            place,
            of_request: trial.trial.row,
            stands_out: trial.stands_out,
        })
        .collect()
}

/// A panel with its axis.
struct Panel {
    diagnostic: usize,
    slot: Slot,
    /// Room at either end for half a point.
    margin: f64,
    low: f64,
    high: f64,
    /// What all trials have; `None` where nothing stands for them.
    of_all: Option<f64>,
    /// Beyond these a trial stands out.
    bounds: Vec<f64>,
}

impl Panel {
    fn of(diagnostic: usize, inputs: &Inputs) -> Self {
        let found = &inputs.found;
        let trials = found.trials.len() as f64;
        let both = |bound: f64| vec![-bound, bound];
        let (of_all, bounds) = match diagnostic {
            0 => (Some(0.0), both(1.96)),
            1 => (Some(0.0), both(3.0 * (1.0 / (trials - 1.0)).sqrt())),
            2 => (Some(0.0), vec![MEDIAN_OF_CHI_SQUARED]),
            3 => (Some(1.0), Vec::new()),
            4 => (Some(found.tau_squared), Vec::new()),
            5 => (Some(found.q), Vec::new()),
            6 => (Some(1.0 / trials), vec![3.0 / trials]),
            _ => (Some(0.0), both(1.0)),
        };
        let values = found.trials.iter().map(|trial| value(trial, diagnostic));
        let ends = values.chain(of_all).filter(|value| value.is_finite());
        let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let (low, high) = if low < high {
            (low, high)
        } else if low.is_finite() {
            (
                low - 0.5 * low.abs().max(1.0),
                low + 0.5 * low.abs().max(1.0),
            )
        } else {
            (0.0, 1.0)
        };
        Self {
            diagnostic,
            slot: Slot::default(),
            margin: 1.5 * RADIUS * inputs.options.text_size,
            low,
            high,
            of_all,
            bounds,
        }
    }

    /// Where a value stands; `None` where it is beyond the axis.
    fn x(&self, value: f64) -> Option<f64> {
        let share = (value - self.low) / (self.high - self.low);
        (-1e-9..=1.0 + 1e-9).contains(&share).then(|| {
            // Half a point at either end stays within the panel.
            let inner = self.slot.without_margins(self.margin);
            inner.left + share * inner.width()
        })
    }
}

/// The median of χ² with one degree of freedom.
const MEDIAN_OF_CHI_SQUARED: f64 = 0.454_936_423_119_572_8;

struct Sheets<'a> {
    inputs: &'a Inputs,
    names: Slot,
    panels: Vec<Panel>,
    page: f64,
    /// Distance of rows, in em.
    pitch: f64,
}

impl<'a> Sheets<'a> {
    fn of(inputs: &'a Inputs, pitch: f64) -> Self {
        let size = inputs.options.text_size;
        let names = inputs.names.iter().map(|name| printable(name));
        let names: Vec<String> = names.collect();
        let widest = widest(names.iter().map(|name| (name.as_str(), Weight::Bold)), size);
        let width = widest.clamp(NAMES.0 * size, NAMES.1 * size);
        let gap = GAP * size;
        let room = inputs.options.width - width;
        let all: Vec<usize> = (0..words::DIAGNOSTICS.len()).collect();
        let needs = |panels: usize| panels as f64 * (PANEL * size + gap);
        let shown = if room >= needs(all.len()) {
            all
        } else {
            FEW.to_vec()
        };
        let panel = (room / shown.len() as f64 - gap).max(PANEL * size);
        let mut slots = Slots { x: 0.0, gap };
        let names = slots.next(width);
        let panels = shown
            .into_iter()
            .map(|diagnostic| Panel {
                slot: slots.next(panel),
                ..Panel::of(diagnostic, inputs)
            })
            .collect();
        Self {
            inputs,
            names,
            panels,
            page: slots.x - gap,
            pitch,
        }
    }
}

impl Paged for Sheets<'_> {
    type Line = Row;

    fn scale(&self) -> f64 {
        (self.inputs.options.width / self.page).min(1.0)
    }

    fn page(&self, rows: &[Row], part: Part) -> Scene {
        let size = self.inputs.options.text_size;
        let locale = self.inputs.options.locale;
        let title = printable(&words::figure_name(&self.inputs.outcome));
        let footer = self.footer();
        let mut scene = Scene {
            width: self.page,
            title: title.clone(),
            description: self.description(&footer),
            ..Scene::default()
        };
        let mut pen = Pen {
            scene: &mut scene,
            size,
        };
        let top = part.heading(&mut pen, &title, (self.page, locale));
        let baseline = top + font::CAP_HEIGHT * size + 0.2 * size;
        pen.write(
            words::TRIAL.text(),
            (0.0, baseline),
            Anchor::Start,
            Face::BOLD,
        );
        for panel in &self.panels {
            let head = words::DIAGNOSTICS.get(panel.diagnostic).map(Text::text);
            let head = font::shorten(
                head.unwrap_or_default(),
                Weight::Bold,
                size,
                panel.slot.width(),
            );
            let place = (panel.slot.middle(), baseline);
            pen.write(&head, place, Anchor::Middle, Face::BOLD);
        }
        let rule = baseline + 0.5 * size;
        scene.horizontal((0.0, self.page), rule, STROKE, Role::Rule);
        let first = rule + 0.35 * size;
        let pitch = RowPitch {
            pitch: self.pitch,
            size,
        };
        let bottom = first + rows.len() as f64 * self.pitch * size;
        self.guides(&mut scene, (rule, bottom));
        for (nth, row) in rows.iter().enumerate() {
            let top = first + nth as f64 * self.pitch * size;
            self.row(&mut scene, row, top, pitch);
        }
        let bottom = self.axes(&mut scene, bottom);
        let area = FooterArea {
            role: Role::Muted,
            size,
            top: bottom + 0.4 * size,
            beside: 0.0,
            beside_until: bottom,
            page: self.page,
        };
        scene.height = part.footer(&mut scene, &footer, (&area, locale));
        scene
    }
}

impl Sheets<'_> {
    fn footer(&self) -> Vec<String> {
        let names: Vec<&str> = self.names_of_rows();
        let locale = self.inputs.options.locale;
        let mut footer = vec![
            words::sentence(&self.inputs.found, &names, locale),
            words::RULE.to_owned(),
            words::of_model(&self.inputs.found),
            words::LINES.to_owned(),
        ];
        if self.panels.len() < words::DIAGNOSTICS.len() {
            footer.push(words::IN_THE_TABLE.to_owned());
        }
        footer.iter().map(|one| printable(one)).collect()
    }

    /// The names by the rows of the request.
    fn names_of_rows(&self) -> Vec<&str> {
        let trials = self.inputs.found.trials.iter().zip(&self.inputs.names);
        let mut names: Vec<&str> = Vec::new();
        for (trial, name) in trials {
            if names.len() <= trial.trial.row {
                names.resize(trial.trial.row + 1, "");
            }
            if let Some(place) = names.get_mut(trial.trial.row) {
                *place = name;
            }
        }
        names
    }

    fn description(&self, footer: &[String]) -> String {
        let locale: Locale = self.inputs.options.locale;
        let trials = self.inputs.found.trials.iter().zip(&self.inputs.names);
        let told: Vec<String> = trials
            .map(|(trial, name)| {
                tr!(
                    "{}: {} {}, {} {}",
                    printable(name),
                    words::DIAGNOSTICS[0],
                    number::fixed(trial.influence.studentized_residual, 2, locale),
                    words::DIAGNOSTICS[2],
                    number::fixed(trial.influence.cook_distance, 2, locale)
                )
            })
            .collect();
        tr!("{}. {}", told.join(translate("; ")), footer.join(" ")).replace('\u{a0}', " ")
    }

    fn guides(&self, scene: &mut Scene, (top, bottom): (f64, f64)) {
        for panel in &self.panels {
            let bounds = panel.bounds.iter().map(|bound| (*bound, Some(DASHES)));
            let all = panel.of_all.iter().map(|of_all| (*of_all, None));
            for (value, dash) in bounds.chain(all) {
                let Some(x) = panel.x(value) else { continue };
                scene.items.push(Item::Line {
                    from: Point { x, y: top },
                    to: Point { x, y: bottom },
                    width: STROKE,
                    role: Role::Rule,
                    dash,
                });
            }
        }
    }

    fn row(&self, scene: &mut Scene, row: &Row, top: f64, pitch: RowPitch) {
        let size = pitch.size;
        let (weight, face) = if row.stands_out {
            (Weight::Bold, Face::BOLD)
        } else {
            (Weight::Regular, Face::TEXT)
        };
        let name = font::shorten(&row.name, weight, size, self.names.width());
        let place = (self.names.left, pitch.baseline(top));
        Pen { scene, size }.write(&name, place, Anchor::Start, face);
        let y = pitch.middle(top);
        let trial = self.inputs.found.trials.get(row.place);
        for panel in &self.panels {
            let Some(x) = trial.and_then(|trial| panel.x(value(trial, panel.diagnostic))) else {
                continue;
            };
            if let Some(start) = panel.of_all.and_then(|of_all| panel.x(of_all)) {
                let ends = (start.min(x), start.max(x));
                scene.horizontal(ends, y, STROKE, Role::Muted);
            }
            let style = if row.stands_out {
                CircleStyle::Full
            } else {
                CircleStyle::Open
            };
            style.draw(scene, Point { x, y }, RADIUS * size);
        }
        scene.region(
            RegionKind::Trial(row.of_request),
            (top, top + self.pitch * size),
        );
    }

    /// The axes under the panels. Gives back the lower edge.
    fn axes(&self, scene: &mut Scene, top: f64) -> f64 {
        let locale = self.inputs.options.locale;
        let size = LABELS * self.inputs.options.text_size;
        let line = top + 0.3 * size;
        let baseline = line + 1.2 * size;
        for panel in &self.panels {
            let ends = (panel.slot.left, panel.slot.right);
            scene.horizontal(ends, line, STROKE, Role::Ink);
            let [low, high] =
                [panel.low, panel.high].map(|value| number::significant(value, locale));
            let taken = font::width(&low, Weight::Regular, size)
                + font::width(&high, Weight::Regular, size)
                + 0.5 * size;
            let mut pen = Pen { scene, size };
            if taken <= panel.slot.width() {
                pen.write(&low, (ends.0, baseline), Anchor::Start, Face::MUTED);
            }
            pen.write(&high, (ends.1, baseline), Anchor::End, Face::MUTED);
        }
        baseline + (LINE - 1.0) * size
    }
}
