//! Which colour each role has.

use super::Role;

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
}

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
    };

    /// For paper and for files: black on white.
    pub const PRINT: Self = Self {
        ink: Colour(0x00, 0x00, 0x00),
        muted: Colour(0x4a, 0x4a, 0x4a),
        diamond: Colour(0x00, 0x00, 0x00),
        rule: Colour(0xa0, 0xa0, 0xa0),
        ..Self::LIGHT
    };

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
