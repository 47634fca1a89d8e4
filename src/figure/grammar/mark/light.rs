//! The risk of bias as lights: a circle whose colour and sign say the same.

use super::circle::circle;
use crate::data::Judgement;
use crate::figure::font::Weight;
use crate::figure::grammar::text::{Face, MIDDLE, Pen};
use crate::figure::scene::{Anchor, Item, Point, Role, Scene};

/// Diameter of a light, in em.
pub(crate) const LIGHT: f64 = 1.1;
/// Size of its sign, in em.
const SIGN: f64 = 0.95;
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
    pub(crate) fn draw(self, scene: &mut Scene, centre: Point, size: f64) {
        let radius = LIGHT * size / 2.0;
        scene.items.push(Item::Polygon {
            corners: circle(centre, radius),
            role: self.role.unwrap_or(Role::Muted),
            outline: self.role.is_none().then_some(OUTLINE),
        });
        let sign = SIGN * size;
        let role = if self.role.is_some() {
            Role::Sign
        } else {
            Role::Muted
        };
        let face = Face {
            weight: Weight::Bold,
            role,
        };
        let place = (centre.x, centre.y + MIDDLE * sign);
        Pen { scene, size: sign }.write(self.sign, place, Anchor::Middle, face);
    }
}
