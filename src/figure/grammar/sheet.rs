//! A page of rows whose intervals stand in one graph beside them: what goes on from the page before, the axis under the rows,
//! the footer. A figure says which columns it has and what stands in a row; what every such page has in common is here.

use super::axis;
use super::directions::Directions;
use super::footer::FooterArea;
use super::pagination::Part;
use super::plot::Plot;
use super::row::RowPitch;
use super::slot::Slot;
use super::text::Pen;
use crate::figure::scene::{Role, Scene};

/// What the pages of one figure have in common.
pub(crate) struct Frame<'a> {
    /// What the figure is called.
    pub(crate) title: &'a str,
    /// What it shows, in sentences.
    pub(crate) description: &'a str,
    /// What lies left and right of no difference; empty where nothing is said of it.
    pub(crate) directions: &'a [String; 2],
    /// Paragraphs beneath.
    pub(crate) footer: &'a [String],
    /// Width of the page, in points.
    pub(crate) page: f64,
    /// Up to here the footer stands beside the axis.
    pub(crate) beside: f64,
    /// Where the graph stands.
    pub(crate) graph: Slot,
    /// Its scale.
    pub(crate) plot: Plot,
    /// Distance of rows, in em.
    pub(crate) pitch: f64,
}

/// A page that is being drawn.
pub(crate) struct Sheet<'a> {
    frame: Frame<'a>,
    /// Where the lines of a row stand.
    pub(crate) pitch: RowPitch,
    /// Where a value stands in the graph.
    pub(crate) plot: Plot,
    /// What is drawn already.
    pub(crate) scene: Scene,
}

impl<'a> Sheet<'a> {
    /// A page with nothing on it but what goes on from the page before; and where the heads begin.
    pub(crate) fn begin(frame: Frame<'a>, part: Part) -> (Self, f64) {
        let plot = frame.plot;
        let scene = Scene {
            width: frame.page,
            title: frame.title.to_owned(),
            description: frame.description.to_owned(),
            ..Scene::default()
        };
        let mut sheet = Self {
            pitch: RowPitch {
                pitch: frame.pitch,
                size: plot.size,
            },
            plot,
            scene,
            frame,
        };
        let (title, page) = (sheet.frame.title, sheet.frame.page);
        let top = part.heading(&mut sheet.pen(), title, (page, plot.locale));
        (sheet, top)
    }

    /// Writes on it.
    pub(crate) fn pen(&mut self) -> Pen<'_> {
        Pen {
            size: self.plot.size,
            scene: &mut self.scene,
        }
    }

    /// The page with the axis and the footer under its rows, which end at `rows`.
    pub(crate) fn finish(mut self, rows: f64, part: Part) -> Scene {
        let axis_bottom = self.axis(rows);
        let area = FooterArea {
            role: Role::Muted,
            size: self.plot.size,
            top: rows + 0.5 * self.plot.size,
            beside: self.frame.beside,
            beside_until: axis_bottom,
            page: self.frame.page,
        };
        let area = (&area, self.plot.locale);
        self.scene.height = part.footer(&mut self.scene, self.frame.footer, area);
        self.scene
    }

    /// The axis with its directions. Gives back the lower edge.
    fn axis(&mut self, rows: f64) -> f64 {
        let words = self.frame.directions;
        let directions = Directions::new(words, &self.plot, self.frame.graph);
        let has_words = words.iter().any(|word| !word.is_empty());
        let directions = has_words.then_some(&directions);
        let ticks = self.plot.ticks(&[]);
        axis::draw(&mut self.scene, &self.plot, rows, &ticks, directions)
    }
}
