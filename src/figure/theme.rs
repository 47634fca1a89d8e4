//! Themes: which colour each role of a scene has.

use super::Role;
use crate::data::{FigureSettings, Lights};

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The colours of a figure. Every pair of a text role and paper has a contrast of at least 4.5 to 1, and accent and
/// prediction differ in lightness as well as in hue, so that they stay apart for the colour-blind and in grey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The paper.
    pub paper: Colour,
    /// Text, axes, intervals.
    pub ink: Colour,
    /// Text of second rank.
    pub muted: Colour,
    /// Marks of the trials.
    pub accent: Colour,
    /// Hairlines.
    pub rule: Colour,
    /// The pooled estimate.
    pub diamond: Colour,
    /// The prediction interval.
    pub prediction: Colour,
    /// A band behind the marks.
    pub band: Colour,
    /// A lighter band behind that.
    pub faint_band: Colour,
    /// The lights of a low, some and a high risk of bias; a black sign can be read on each.
    pub risk: [Colour; 3],
}

/// Green, yellow and red.
const TRAFFIC: [Colour; 3] = [
    Colour(0x4c, 0xaf, 0x50),
    Colour(0xf4, 0xc4, 0x30),
    Colour(0xe5, 0x5b, 0x4a),
];
/// Blue, yellow and vermilion (Okabe & Ito 2008), which every kind of sight tells apart.
const FOR_EVERY_SIGHT: [Colour; 3] = [
    Colour(0x56, 0xb4, 0xe9),
    Colour(0xf0, 0xe4, 0x42),
    Colour(0xd5, 0x5e, 0x00),
];
/// From light to dark.
pub(super) const GREYS: [Colour; 3] = [
    Colour(0xee, 0xee, 0xee),
    Colour(0xbf, 0xbf, 0xbf),
    Colour(0x8c, 0x8c, 0x8c),
];

impl Theme {
    /// For a light screen.
    pub const LIGHT: Self = Self {
        paper: Colour(0xff, 0xff, 0xff),
        ink: Colour(0x1b, 0x1f, 0x2a),
        muted: Colour(0x5b, 0x63, 0x75),
        accent: Colour(0x0b, 0x5c, 0x7d),
        rule: Colour(0xb4, 0xba, 0xc4),
        diamond: Colour(0x1b, 0x1f, 0x2a),
        prediction: Colour(0xc2, 0x6a, 0x5a),
        band: Colour(0xd3, 0xdd, 0xe4),
        faint_band: Colour(0xee, 0xf1, 0xf3),
        risk: TRAFFIC,
    };

    /// For a dark screen.
    pub const DARK: Self = Self {
        paper: Colour(0x1a, 0x1f, 0x28),
        ink: Colour(0xe6, 0xe9, 0xee),
        muted: Colour(0x9a, 0xa3, 0xb2),
        accent: Colour(0x6a, 0xc5, 0xe3),
        rule: Colour(0x4a, 0x52, 0x60),
        diamond: Colour(0xe6, 0xe9, 0xee),
        prediction: Colour(0xb8, 0x5c, 0x4a),
        band: Colour(0x2f, 0x3d, 0x4b),
        faint_band: Colour(0x23, 0x2b, 0x36),
        risk: TRAFFIC,
    };

    /// For paper and for files: black on white.
    pub const PRINT: Self = Self {
        ink: Colour(0x00, 0x00, 0x00),
        muted: Colour(0x4a, 0x4a, 0x4a),
        diamond: Colour(0x00, 0x00, 0x00),
        rule: Colour(0xa0, 0xa0, 0xa0),
        ..Self::LIGHT
    };

    /// The same as it was chosen for the figures of a review: with the colours of the preset, and of the lights.
    #[must_use]
    pub fn chosen(self, figures: &FigureSettings) -> Self {
        let risk = match figures.lights {
            Lights::ForEverySight => FOR_EVERY_SIGHT,
            Lights::Hidden | Lights::Traffic => self.risk,
        };
        figures.preset.colours(Self { risk, ..self })
    }

    /// The colour of a role.
    #[must_use]
    pub fn colour(&self, role: Role) -> Colour {
        match role {
            Role::Paper => self.paper,
            Role::Ink => self.ink,
            Role::Muted => self.muted,
            Role::Accent => self.accent,
            Role::Rule => self.rule,
            Role::Diamond => self.diamond,
            Role::Prediction => self.prediction,
            Role::Band => self.band,
            Role::FaintBand => self.faint_band,
            Role::LowRisk => self.risk[0],
            Role::SomeRisk => self.risk[1],
            Role::HighRisk => self.risk[2],
            Role::Sign => Colour(0, 0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(colour: Colour) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                libm::pow((share + 0.055) / 1.055, 2.4)
            }
        };
        0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
    }

    fn contrast(one: Colour, other: Colour) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_its_paper() {
        for theme in [Theme::LIGHT, Theme::DARK, Theme::PRINT] {
            assert!(contrast(theme.ink, theme.paper) >= 7.0);
            assert!(contrast(theme.muted, theme.paper) >= 4.5);
            assert!(contrast(theme.ink, theme.band) >= 7.0);
            assert!(contrast(theme.accent, theme.band) >= 3.0);
        }
    }

    #[test]
    fn every_mark_stands_out_from_its_paper() {
        for theme in [Theme::LIGHT, Theme::DARK, Theme::PRINT] {
            for mark in [theme.accent, theme.diamond, theme.prediction] {
                assert!(contrast(mark, theme.paper) >= 3.0);
            }
        }
    }
}
