//! The risk of bias as lights: a circle whose colour and sign say the same.

use crate::data::Judgement;
use crate::figure::font::{self, Weight};
use crate::figure::scene::{Anchor, Item, Point, Role, Scene, Text};

/// Diameter of a light, in em.
pub(super) const LIGHT: f64 = 1.1;
/// Size of its sign, in em.
const SIGN: f64 = 0.95;
/// Corners of what is drawn for a circle.
const CORNERS: u32 = 24;
/// Width of the outline of a light without a colour, in points.
const OUTLINE: f64 = 0.6;

/// How a judgement is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Light {
    /// Its colour; `None` for an open circle.
    pub role: Option<Role>,
    /// What stands in it.
    pub sign: &'static str,
}

impl Light {
    /// The light of a judgement.
    #[must_use]
    pub fn of(judgement: Judgement) -> Self {
        let (role, sign) = match judgement {
            Judgement::Low => (Some(Role::LowRisk), "+"),
            Judgement::SomeConcerns => (Some(Role::SomeRisk), "?"),
            Judgement::Moderate => (Some(Role::SomeRisk), "~"),
            Judgement::High | Judgement::Serious => (Some(Role::HighRisk), "\u{2212}"),
            Judgement::VeryHigh | Judgement::Critical => (Some(Role::HighRisk), "!"),
            Judgement::NoInformation => (None, "i"),
            Judgement::NotApplicable => (None, "/"),
        };
        Self { role, sign }
    }

    /// Draws it around a point.
    pub(super) fn draw(self, scene: &mut Scene, centre: Point, size: f64) {
        let radius = LIGHT * size / 2.0;
        scene.items.push(Item::Polygon {
            corners: circle(centre, radius),
            role: self.role.unwrap_or(Role::Muted),
            outline: self.role.is_none().then_some(OUTLINE),
        });
        let sign = SIGN * size;
        scene.text(Text {
            content: self.sign.to_owned(),
            position: Point {
                x: centre.x,
                y: centre.y + font::CAP_HEIGHT * sign / 2.0,
            },
            anchor: Anchor::Middle,
            size: sign,
            weight: Weight::Bold,
            role: if self.role.is_some() {
                Role::Sign
            } else {
                Role::Muted
            },
        });
    }
}

fn circle(centre: Point, radius: f64) -> Vec<Point> {
    (0..CORNERS)
        .map(|corner| {
            let angle = f64::from(corner) / f64::from(CORNERS) * std::f64::consts::TAU;
            Point {
                x: centre.x + radius * libm::cos(angle),
                y: centre.y + radius * libm::sin(angle),
            }
        })
        .collect()
}

/// Writes what the lights stand for, from the left edge on and on as many lines as it takes. Gives back the lower edge.
pub(super) fn key(
    scene: &mut Scene,
    key: &[(Light, String)],
    size: f64,
    (top, page): (f64, f64),
) -> f64 {
    let pitch = 1.6 * size;
    let mut x = 0.0;
    let mut middle = top + pitch / 2.0;
    for (light, name) in key {
        let width = font::width(name, Weight::Regular, size);
        let whole = (LIGHT + 0.45) * size + width;
        if x > 0.0 && x + whole > page {
            x = 0.0;
            middle += pitch;
        }
        let centre = Point {
            x: x + LIGHT * size / 2.0,
            y: middle,
        };
        light.draw(scene, centre, size);
        scene.text(Text {
            content: name.clone(),
            position: Point {
                x: x + (LIGHT + 0.45) * size,
                y: middle + font::CAP_HEIGHT * size / 2.0,
            },
            anchor: Anchor::Start,
            size,
            weight: Weight::Regular,
            role: Role::Muted,
        });
        x += whole + 1.4 * size;
    }
    middle + pitch / 2.0
}
