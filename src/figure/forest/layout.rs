//! Places a forest plot on its page.

use super::columns::{ArmColumns, Columns, effect_texts};
use super::graph::Graph;
use super::{Effect, Forest, Summary, footer};
use crate::figure::font::{self, Weight};
use crate::figure::scene::{Anchor, Point, Rectangle, Region, RegionKind, Role, Scene, Text};

/// Distance of rows, in em.
const PITCH: f64 = 1.62;
/// Distance of lines of one cell, in em.
const LINE: f64 = 1.25;
/// From the middle of the digits down to the baseline, in em.
const MIDDLE: f64 = font::CAP_HEIGHT / 2.0;
/// A name is broken into at most so many lines.
const MOST_NAME_LINES: usize = 3;
/// Thickness of the rule under the heads, and of the others, in points.
const RULES: (f64, f64) = (0.9, 0.5);

/// Places everything. The scene is as wide as asked, or wider where the columns need more, and as high as its rows.
#[must_use]
pub fn layout(forest: &Forest) -> Scene {
    let columns = Columns::of(forest);
    let graph = Graph::new(forest, &columns);
    let mut page = Page {
        forest,
        columns: &columns,
        scene: Scene {
            width: columns.page,
            title: forest.title.clone(),
            description: forest.description.clone(),
            ..Scene::default()
        },
    };
    let top = page.heads();
    let rows = page.rows_with_marks(&graph, top);
    let axis_bottom = graph.axis(&mut page.scene, rows + 0.35 * forest.text_size);
    let footer_bottom = footer::draw(
        &mut page.scene,
        forest,
        &columns,
        rows + 0.5 * forest.text_size,
        axis_bottom,
    );
    page.scene.height = axis_bottom.max(footer_bottom) + 0.5 * forest.text_size;
    page.scene
}

struct Page<'a> {
    forest: &'a Forest,
    columns: &'a Columns,
    scene: Scene,
}

impl Page<'_> {
    fn size(&self) -> f64 {
        self.forest.text_size
    }

    /// Writes in the size of the rows.
    fn write(&mut self, content: &str, (x, y): (f64, f64), anchor: Anchor, face: (Weight, Role)) {
        let size = self.size();
        self.scene.text(Text {
            content: content.to_owned(),
            position: Point { x, y },
            anchor,
            size,
            weight: face.0,
            role: face.1,
        });
    }

    /// The heads, standing on a rule over the whole page. Gives back where the rows begin.
    fn heads(&mut self) -> f64 {
        const BOLD: (Weight, Role) = (Weight::Bold, Role::Ink);
        const PLAIN: (Weight, Role) = (Weight::Regular, Role::Muted);
        let (forest, columns, size) = (self.forest, self.columns, self.size());
        let line = LINE * size;
        let graph = font::wrap(
            &forest.head.graph[0],
            Weight::Bold,
            size,
            columns.graph.width(),
            3,
        );
        let arms: &[ArmColumns] = columns.counts.as_ref().map_or(&[], |counts| &counts.arms);
        let upper_lines = arms
            .iter()
            .map(|arm| arm.head.len())
            .chain([1, graph.len()])
            .max()
            .unwrap_or(1);
        let upper = size * font::CAP_HEIGHT + 0.3 * size + (upper_lines - 1) as f64 * line;
        let lower = upper + 1.1 * line;

        self.write(&forest.head.trial, (0.0, lower), Anchor::Start, BOLD);
        if let Some(head) = &forest.head.counts {
            for arm in arms {
                self.stacked(&arm.head, arm.slot.middle(), upper);
                self.scene.horizontal(
                    (arm.slot.left, arm.slot.right),
                    upper + 0.35 * size,
                    RULES.1,
                    Role::Rule,
                );
                self.write(&head.events, (arm.ends[0], lower), Anchor::End, BOLD);
                self.write(&head.total, (arm.ends[1], lower), Anchor::End, BOLD);
            }
        }
        if let (Some(slot), Some([first, second])) = (columns.weight, &forest.head.weight) {
            self.write(first, (slot.right, upper), Anchor::End, BOLD);
            self.write(second, (slot.right, lower), Anchor::End, PLAIN);
        }
        let middle = columns.effect.slot.middle();
        self.write(
            &forest.head.effect[0],
            (middle, upper),
            Anchor::Middle,
            BOLD,
        );
        self.write(
            &forest.head.effect[1],
            (middle, lower),
            Anchor::Middle,
            PLAIN,
        );
        self.stacked(&graph, columns.graph.middle(), upper);
        self.write(
            &forest.head.graph[1],
            (columns.graph.middle(), lower),
            Anchor::Middle,
            PLAIN,
        );
        let rule = lower + 0.6 * size;
        self.scene
            .horizontal((0.0, columns.page), rule, RULES.0, Role::Ink);
        rule + 0.3 * size
    }

    /// Bold lines, the last of which stands on `baseline`.
    fn stacked(&mut self, lines: &[String], middle: f64, baseline: f64) {
        let line = LINE * self.size();
        for (index, content) in lines.iter().rev().enumerate() {
            let y = baseline - index as f64 * line;
            self.write(
                content,
                (middle, y),
                Anchor::Middle,
                (Weight::Bold, Role::Ink),
            );
        }
    }

    /// The trials and what is pooled, with their marks over the guides. Gives back the lower edge.
    fn rows_with_marks(&mut self, graph: &Graph<'_>, top: f64) -> f64 {
        let guides = self.scene.items.len();
        let mut marks = Scene::default();
        let mut y = top;
        for (index, row) in self.forest.rows.iter().enumerate() {
            let face = (Weight::Regular, Role::Ink);
            let bottom = self.row(
                y,
                &row.name,
                face,
                row.counts.as_ref(),
                row.weight.as_deref(),
                &row.effect,
            );
            if let Some(mark) = &row.mark {
                graph.trial(&mut marks, mark, y + self.half_pitch());
            }
            self.region(RegionKind::Trial(index), y, bottom);
            y = bottom;
        }
        y += 0.25 * self.size();
        self.scene
            .horizontal((0.0, self.columns.page), y, RULES.1, Role::Ink);
        y += 0.25 * self.size();
        for (index, pooled) in self.forest.pooled.iter().enumerate() {
            let weight = if index == 0 {
                Weight::Bold
            } else {
                Weight::Regular
            };
            let bottom = self.summary(y, pooled, (weight, Role::Ink));
            if let Some(span) = pooled.span {
                graph.diamond(&mut marks, span, y + self.half_pitch(), index > 0);
            }
            if index == 0 {
                self.region(RegionKind::Pooled, y, bottom);
            }
            y = bottom;
        }
        if let Some(prediction) = &self.forest.prediction {
            let bottom = self.summary(y, prediction, (Weight::Regular, Role::Muted));
            if let Some(span) = prediction.span {
                graph.prediction(&mut marks, span, y + self.half_pitch());
            }
            self.region(RegionKind::Prediction, y, bottom);
            y = bottom;
        }
        let mut lines = Scene::default();
        graph.guides(&mut lines, top - 0.3 * self.size(), y + 0.35 * self.size());
        self.scene.items.splice(guides..guides, lines.items);
        self.scene.items.append(&mut marks.items);
        y
    }

    fn half_pitch(&self) -> f64 {
        PITCH * self.size() / 2.0
    }

    fn region(&mut self, kind: RegionKind, top: f64, bottom: f64) {
        self.scene.regions.push(Region {
            kind,
            area: Rectangle {
                left: 0.0,
                top,
                right: self.columns.page,
                bottom,
            },
        });
    }

    fn summary(&mut self, top: f64, summary: &Summary, face: (Weight, Role)) -> f64 {
        self.row(
            top,
            &summary.label,
            face,
            summary.counts.as_ref(),
            summary.weight.as_deref(),
            &summary.effect,
        )
    }

    /// One row of text. Gives back its lower edge.
    fn row(
        &mut self,
        top: f64,
        name: &str,
        face: (Weight, Role),
        counts: Option<&[String; 4]>,
        weight: Option<&str>,
        effect: &Effect,
    ) -> f64 {
        let (columns, size) = (self.columns, self.size());
        let baseline = top + self.half_pitch() + MIDDLE * size;
        let lines = font::wrap(name, face.0, size, columns.names, MOST_NAME_LINES);
        let additional = (lines.len() - 1) as f64 * LINE * size;
        for (index, line) in lines.iter().enumerate() {
            let y = baseline + index as f64 * LINE * size;
            self.write(line, (0.0, y), Anchor::Start, face);
        }
        if let (Some(counts), Some(places)) = (counts, &columns.counts) {
            for (arm, cells) in places.arms.iter().zip(counts.chunks(2)) {
                for (cell, x) in cells.iter().zip(arm.ends) {
                    self.write(cell, (x, baseline), Anchor::End, face);
                }
            }
        }
        if let (Some(weight), Some(slot)) = (weight, columns.weight) {
            self.write(weight, (slot.right, baseline), Anchor::End, face);
        }
        self.effect(effect, baseline, face);
        top + PITCH * size + additional
    }

    fn effect(&mut self, effect: &Effect, baseline: f64, face: (Weight, Role)) {
        let (column, size) = (self.columns.effect, self.size());
        let decimal = self.forest.locale.decimal_mark();
        match effect_texts(effect, self.forest) {
            Ok([estimate, interval]) => {
                let end = column.estimate_end(&estimate, decimal, face.0, size);
                self.write(&estimate, (end, baseline), Anchor::End, face);
                self.write(&interval, (column.interval, baseline), Anchor::Start, face);
            }
            Err(words) => self.write(
                words,
                (column.slot.middle(), baseline),
                Anchor::Middle,
                (face.0, Role::Muted),
            ),
        }
    }
}
