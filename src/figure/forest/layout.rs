//! Composes a forest plot of its pieces: heads, rows with their marks, axis, footer, legend.

use super::Forest;
use super::columns::Columns;
use super::density::Density;
use super::lines::Line;
use crate::figure::font::{self, Weight};
use crate::figure::grammar::directions::Directions;
use crate::figure::grammar::footer::{self, FooterArea};
use crate::figure::grammar::head::{Heads, MOST_LINES};
use crate::figure::grammar::mark::square::SquareSizes;
use crate::figure::grammar::pagination::{Paged, Part};
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::row::RowPitch;
use crate::figure::grammar::text::{Face, LINE, Pen};
use crate::figure::grammar::{axis, legend};
use crate::figure::preset::{DirectionsPosition, Style};
use crate::figure::scene::{Anchor, Role, Scene};
use crate::wording::forest as words;

/// Size of the line over everything, in em.
const HEADING: f64 = 1.15;
/// It is broken into at most so many lines.
const MOST_HEADING_LINES: usize = 4;

/// What the pages of one figure have in common.
pub(super) struct Sheets<'a> {
    forest: &'a Forest,
    columns: Columns,
    density: Density,
}

impl<'a> Sheets<'a> {
    pub(super) fn of(forest: &'a Forest, density: Density) -> Self {
        Self {
            forest,
            columns: Columns::of(forest, density),
            density,
        }
    }
}

impl<'a> Paged for Sheets<'a> {
    type Line = Line<'a>;

    /// By what the pages must be scaled to be as wide as was asked: 1, or less where the columns need more.
    fn scale(&self) -> f64 {
        (self.forest.width / self.columns.page).min(1.0)
    }

    /// Places some lines of the figure on one page: as wide as asked, or wider where the columns need more, and as high as its
    /// rows.
    fn page(&self, lines: &[Line<'_>], part: Part) -> Scene {
        let (forest, columns) = (self.forest, &self.columns);
        let size = forest.text_size;
        let plot = Plot {
            axis: forest.axis,
            slot: columns.axis,
            size,
            locale: forest.locale,
        };
        let style = forest.preset.style();
        let weights = forest.rows.iter().filter_map(|row| row.mark?.weight);
        let mut drawing = Drawing {
            forest,
            pitch: RowPitch {
                pitch: self.density.pitch(&style),
                size,
            },
            squares: SquareSizes::new(weights, style.squares, size),
            directions: Directions::new(&forest.directions, &plot, columns.graph),
            style,
            plot,
            columns,
            scene: Scene {
                width: columns.page,
                title: forest.title.clone(),
                description: forest.description.clone(),
                ..Scene::default()
            },
        };
        let top = if part.page == 1 {
            drawing.heading()
        } else {
            drawing.continued_heading(part)
        };
        let top = drawing.heads(top);
        let bottom = drawing.rows(top, lines, part);
        let axis_bottom = drawing.axis(bottom);
        drawing.footer(bottom, axis_bottom, part);
        drawing.scene
    }
}

/// A page that is being drawn.
pub(super) struct Drawing<'a> {
    pub(super) forest: &'a Forest,
    pub(super) style: Style,
    pub(super) columns: &'a Columns,
    pub(super) pitch: RowPitch,
    pub(super) plot: Plot,
    directions: Directions,
    pub(super) squares: SquareSizes,
    pub(super) scene: Scene,
}

impl Drawing<'_> {
    pub(super) fn size(&self) -> f64 {
        self.forest.text_size
    }

    pub(super) fn pen(&mut self) -> Pen<'_> {
        self.pen_of(1.0)
    }

    /// A pen that writes texts of some size, in em.
    pub(super) fn pen_of(&mut self, em: f64) -> Pen<'_> {
        Pen {
            size: em * self.forest.text_size,
            scene: &mut self.scene,
        }
    }

    /// The line over everything, if there is one. Gives back its lower edge.
    fn heading(&mut self) -> f64 {
        if self.forest.heading.is_empty() {
            return 0.0;
        }
        let (heading, page) = (&self.forest.heading, self.columns.page);
        let mut pen = self.pen_of(HEADING);
        let size = pen.size;
        let lines = font::wrap(heading, Weight::Bold, size, page, MOST_HEADING_LINES);
        pen.lines(&lines, 0.0, font::CAP_HEIGHT * size, Face::BOLD);
        (lines.len() as f64 * LINE + 0.25) * size
    }

    /// What the figure is, and that its page is not the first. Gives back its lower edge.
    fn continued_heading(&mut self, part: Part) -> f64 {
        let forest = self.forest;
        let title = if forest.heading.is_empty() {
            &forest.title
        } else {
            &forest.heading
        };
        let page = (self.columns.page, forest.locale);
        part.heading(&mut self.pen(), title, page)
    }

    /// The heads under `top`, standing on a rule over the whole page. Gives back where the rows begin.
    fn heads(&mut self, top: f64) -> f64 {
        let (forest, columns, size) = (self.forest, self.columns, self.size());
        let graph_width = columns.graph.width();
        let [graph_head, scale] = &forest.head.graph;
        let graph = font::wrap(graph_head, Weight::Bold, size, graph_width, MOST_LINES);
        let directions = self.style.directions;
        let above = match directions {
            DirectionsPosition::OverGraph => self.directions.height(),
            DirectionsPosition::UnderAxis => 0.0,
        };
        let graph_lines = graph.len() as f64 + above / (LINE * size);
        let arms = columns.arms.iter().map(|arm| arm.label.len() as f64);
        let covariates = columns.covariates.iter();
        let covariates = covariates.map(|column| column.head.len() as f64 - 1.0);
        let upper_lines = arms.chain(covariates).fold(graph_lines.max(1.0), f64::max);
        let heads = Heads::under(top, upper_lines, size);

        let mut pen = self.pen();
        columns.names.write_head(&mut pen, heads.lower);
        if let (Some(column), Some(head)) = (columns.weight, &forest.head.weight) {
            column.write_head(&mut pen, heads, head);
        }
        columns
            .effect
            .write_head(&mut pen, heads, &forest.head.effect);
        let middle = columns.graph.middle();
        pen.stack(&graph, middle, heads.upper - above);
        match directions {
            DirectionsPosition::OverGraph => {
                self.directions.draw(&mut self.scene, heads.lower - above);
            }
            DirectionsPosition::UnderAxis => {
                pen.write(scale, (middle, heads.lower), Anchor::Middle, Face::MUTED);
            }
        }
        let mut pen = self.pen();
        if let Some(head) = &forest.head.arms {
            let both = head.in_one_column();
            for arm in &columns.arms {
                arm.write_label(&mut pen, heads.upper);
                arm.rule(&mut pen, heads.upper);
                let pair = [head.events.as_str(), head.total.as_str()];
                arm.write_heads(&mut pen, pair, &both, heads.lower);
            }
        }
        for column in &columns.covariates {
            column.write_head(&mut pen, heads.lower);
        }
        if let Some(lights) = &forest.lights {
            columns
                .lights
                .write_heads(&mut pen, &lights.heads, heads.lower);
        }
        heads.rule(&mut self.scene, columns.page)
    }

    /// The axis, and under it the directions unless they stand on top. Gives back the lower edge.
    fn axis(&mut self, rows: f64) -> f64 {
        let ticks = self.plot.ticks(&self.forest.ticks);
        let beneath = match self.style.directions {
            DirectionsPosition::OverGraph => None,
            DirectionsPosition::UnderAxis => Some(&self.directions),
        };
        axis::draw(&mut self.scene, &self.plot, rows, &ticks, beneath)
    }

    /// The paragraphs beneath, and under the pooled estimates legend and caption. Sets the height of the page.
    fn footer(&mut self, rows: f64, axis: f64, part: Part) {
        let (forest, size, page) = (self.forest, self.size(), self.columns.page);
        let area = FooterArea {
            size,
            top: rows + 0.5 * size,
            beside: self.columns.beside_graph,
            beside_until: axis,
            page,
            role: Role::Muted,
        };
        let paragraphs = self.paragraphs();
        let mut bottom = part.footer(&mut self.scene, &paragraphs, (&area, forest.locale));
        if !part.is_last() {
            self.scene.height = bottom;
            return;
        }
        if let Some(lights) = self.columns.lights_of(forest) {
            bottom = legend::draw(
                &mut self.scene,
                &legend::of_lights(&lights.legend),
                size,
                (bottom, page),
            );
        }
        if !forest.caption.is_empty() {
            let area = FooterArea {
                top: bottom,
                beside: page,
                beside_until: bottom,
                role: Role::Ink,
                ..area
            };
            let caption = std::slice::from_ref(&forest.caption);
            bottom = footer::draw(&mut self.scene, caption, &area);
        }
        self.scene.height = bottom;
    }

    /// The paragraphs of the footer: what columns would have shown that gave way comes in words.
    fn paragraphs(&self) -> Vec<String> {
        let forest = self.forest;
        let counts_left_out = self.columns.left_out.counts;
        let totals = forest.totals.iter().filter(|_| counts_left_out);
        let lights = self.columns.lights_of(forest);
        let lights = lights.map(|lights| &lights.domains);
        let footnote = Some(&forest.footnote).filter(|footnote| !footnote.is_empty());
        totals
            .chain(&forest.footer)
            .chain(lights)
            .cloned()
            .chain(self.columns_left_out())
            .chain(footnote.cloned())
            .collect()
    }

    /// Which columns gave way, where any did.
    fn columns_left_out(&self) -> Option<String> {
        let (forest, left_out) = (self.forest, self.columns.left_out);
        let covariates = &forest.head.covariates;
        let shown = covariates.len().saturating_sub(left_out.covariates);
        let mut names: Vec<String> = covariates.iter().skip(shown).cloned().collect();
        if left_out.lights {
            names.push(words::RISK_OF_BIAS.to_owned());
        }
        if left_out.weight {
            names.push(words::WEIGHTS.to_owned());
        }
        if let Some(arms) = forest.head.arms.as_ref().filter(|_| left_out.counts) {
            names.push(words::counts(&arms.events, &arms.total));
        }
        (!names.is_empty()).then(|| words::left_out(&names))
    }
}
