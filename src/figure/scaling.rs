//! Scales a figure to exactly the width that a file was asked for.

use super::scene::{Item, Point, Rectangle, Region, Scene, Text};

impl Scene {
    /// The same figure no wider than `width` points: whole and in proportion, with smaller letters, where its columns
    /// needed more.
    #[must_use]
    pub fn no_wider_than(self, width: f64) -> Self {
        if self.width > width && width > 0.0 {
            let factor = width / self.width;
            Self {
                width,
                ..self.scaled(factor)
            }
        } else {
            self
        }
    }

    /// The same figure no wider and no higher than a sheet, in points: whole and in proportion.
    #[must_use]
    pub fn no_larger_than(self, [width, height]: [f64; 2]) -> Self {
        let narrow = self.no_wider_than(width);
        if narrow.height > height && height > 0.0 {
            let factor = height / narrow.height;
            narrow.scaled(factor)
        } else {
            narrow
        }
    }

    /// The same figure with all lengths multiplied, those of letters and lines too.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        let scale = Scale(factor);
        Self {
            width: self.width * factor,
            height: self.height * factor,
            items: self
                .items
                .into_iter()
                .map(|item| scale.item(item))
                .collect(),
            regions: self
                .regions
                .into_iter()
                .map(|region| Region {
                    area: scale.rectangle(region.area),
                    ..region
                })
                .collect(),
            ..self
        }
    }
}

#[derive(Clone, Copy)]
struct Scale(f64);

impl Scale {
    fn length(self, length: f64) -> f64 {
        length * self.0
    }

    fn point(self, point: Point) -> Point {
        Point {
            x: self.length(point.x),
            y: self.length(point.y),
        }
    }

    fn rectangle(self, area: Rectangle) -> Rectangle {
        Rectangle {
            left: self.length(area.left),
            top: self.length(area.top),
            right: self.length(area.right),
            bottom: self.length(area.bottom),
        }
    }

    fn item(self, item: Item) -> Item {
        match item {
            Item::Line {
                from,
                to,
                width,
                role,
                dash,
            } => Item::Line {
                from: self.point(from),
                to: self.point(to),
                width: self.length(width),
                role,
                dash: dash.map(|(dash, gap)| (self.length(dash), self.length(gap))),
            },
            Item::Rectangle { area, role } => Item::Rectangle {
                area: self.rectangle(area),
                role,
            },
            Item::Polygon {
                corners,
                role,
                outline,
            } => Item::Polygon {
                corners: corners
                    .into_iter()
                    .map(|corner| self.point(corner))
                    .collect(),
                role,
                outline: outline.map(|width| self.length(width)),
            },
            Item::Text(text) => Item::Text(Text {
                position: self.point(text.position),
                size: self.length(text.size),
                ..text
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::figure::font::Weight;
    use crate::figure::{Anchor, Role};

    use super::*;

    fn wide() -> Scene {
        let corner = |x: f64, y: f64| Point { x, y };
        let mut scene = Scene {
            width: 400.0,
            height: 100.0,
            title: String::from("Fever"),
            ..Scene::default()
        };
        scene.line(corner(0.0, 50.0), corner(400.0, 50.0), 0.5, Role::Ink);
        scene.text(Text {
            content: String::from("Fever"),
            position: corner(200.0, 60.0),
            anchor: Anchor::Middle,
            size: 8.0,
            weight: Weight::Regular,
            role: Role::Ink,
        });
        scene
    }

    #[test]
    fn a_figure_that_is_too_wide_shrinks_whole() {
        let fitted = wide().no_wider_than(100.0);
        assert_eq!((fitted.width, fitted.height), (100.0, 25.0));
        assert_eq!(fitted.smallest_text(), Some(2.0));
        assert_eq!(fitted.title, "Fever");
        let Some(Item::Line { to, width, .. }) = fitted.items.first() else {
            panic!("the line is gone");
        };
        assert_eq!((to.x, to.y, *width), (100.0, 12.5, 0.125));
    }

    #[test]
    fn a_figure_that_fits_stays_as_it_is() {
        assert_eq!(wide().no_wider_than(400.0), wide());
        assert_eq!(wide().no_wider_than(900.0), wide());
    }
}
