//! The houses a forest plot can be made for.

use super::theme::{Colour, GREYS, Theme};
pub use crate::data::Preset;

impl Preset {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Trialpool,
        Self::RevMan,
        Self::Bmj,
        Self::Jama,
        Self::BlackAndWhite,
    ];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Trialpool => "Trialpool",
            Self::RevMan => "RevMan",
            Self::Bmj => "BMJ",
            Self::Jama => "JAMA",
            Self::BlackAndWhite => "Black and white",
        }
    }

    /// A theme with the colours of the house where it has its own.
    #[must_use]
    pub fn colours(self, theme: Theme) -> Theme {
        match self {
            Self::Trialpool | Self::Bmj => theme,
            Self::RevMan => Theme {
                accent: if theme.paper == Theme::DARK.paper {
                    Colour(0x8c, 0x9e, 0xff)
                } else {
                    Colour(0x00, 0x00, 0xcc)
                },
                ..theme
            },
            Self::Jama => Theme {
                accent: theme.ink,
                prediction: theme.muted,
                ..theme
            },
            Self::BlackAndWhite => Theme {
                accent: theme.ink,
                prediction: theme.muted,
                risk: GREYS,
                ..theme
            },
        }
    }

    pub(super) fn style(self) -> Style {
        let own = Style {
            order: [Place::Counts, Place::Weight, Place::Effect, Place::Graph],
            counts: CountsStyle::TwoColumns,
            limits: Limits::Brackets,
            directions: DirectionsPlace::UnderAxis,
            squares: Squares::Area,
            pitch: 1.62,
            diamond: 1.05,
            axis: None,
            pooled_line: true,
            leading_zero: true,
            percent_signs: false,
        };
        match self {
            Self::Trialpool | Self::BlackAndWhite => own,
            // Measured from an export: 14 px letters, 20 px rows, a graph of 210 px, a diamond of 18 px.
            Self::RevMan => Style {
                limits: Limits::SpacedBrackets,
                squares: Squares::LinearSide,
                pitch: 20.0 / 14.0,
                diamond: 18.0 / 14.0,
                axis: Some(210.0 / 14.0),
                pooled_line: false,
                percent_signs: true,
                ..own
            },
            Self::Bmj => Style {
                order: [Place::Counts, Place::Graph, Place::Weight, Place::Effect],
                counts: CountsStyle::OneColumn,
                limits: Limits::To,
                ..own
            },
            Self::Jama => Style {
                order: [Place::Counts, Place::Graph, Place::Effect, Place::Weight],
                counts: CountsStyle::OneColumn,
                limits: Limits::Dash,
                directions: DirectionsPlace::OverGraph,
                pooled_line: false,
                leading_zero: false,
                ..own
            },
        }
    }
}

/// What a house decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// The columns after the names.
    pub(super) order: [Place; 4],
    pub(super) counts: CountsStyle,
    pub(super) limits: Limits,
    pub(super) directions: DirectionsPlace,
    pub(super) squares: Squares,
    /// Distance of rows, in em.
    pub(super) pitch: f64,
    /// Height of a diamond, in em.
    pub(super) diamond: f64,
    /// Length of the axis in em, where it is fixed; such an axis reaches from 0.01 to 100.
    pub(super) axis: Option<f64>,
    /// Whether a dashed line runs through the pooled estimate.
    pub(super) pooled_line: bool,
    /// Whether P values below 1 begin with a zero.
    pub(super) leading_zero: bool,
    /// Whether every weight carries its percent sign.
    pub(super) percent_signs: bool,
}

/// A column after the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Counts,
    Weight,
    Effect,
    Graph,
}

/// Where the words for either direction stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DirectionsPlace {
    UnderAxis,
    OverGraph,
}

/// How events and total of an arm stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CountsStyle {
    /// In two columns.
    TwoColumns,
    /// In one, on a slash.
    OneColumn,
}

/// How limits are enclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limits {
    /// `[0.68, 1.00]`
    Brackets,
    /// `[0.68 , 1.00]`
    SpacedBrackets,
    /// `(0.68 to 1.00)`
    To,
    /// `(0.68–1.00)`, with "to" beside a minus sign.
    Dash,
}

impl Limits {
    /// Two limits as the house writes them; `list_mark` is the comma of the locale.
    pub(super) fn write(self, lower: &str, upper: &str, list_mark: char) -> String {
        match self {
            Self::Brackets => format!("[{lower}{list_mark} {upper}]"),
            Self::SpacedBrackets => format!("[{lower} {list_mark} {upper}]"),
            Self::Dash if !lower.contains('\u{2212}') && !upper.contains('\u{2212}') => {
                format!("({lower}\u{2013}{upper})")
            }
            Self::To | Self::Dash => format!("({lower} to {upper})"),
        }
    }

    /// Something in the same enclosure, for a head.
    pub(super) fn enclose(self, text: &str) -> String {
        match self {
            Self::Brackets | Self::SpacedBrackets => format!("[{text}]"),
            Self::To | Self::Dash => format!("({text})"),
        }
    }
}

/// How the size of a square follows from its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Squares {
    /// The area is proportional to the weight.
    Area,
    /// The side is 2 + 0.16 × weight in percent, in pixels at letters of 14.
    LinearSide,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_never_stands_beside_a_minus_sign() {
        assert_eq!(Limits::Dash.write("0.68", "1.00", ','), "(0.68–1.00)");
        assert_eq!(Limits::Dash.write("−0.68", "1.00", ','), "(−0.68 to 1.00)");
        assert_eq!(
            Limits::SpacedBrackets.write("0.49", "1.06", ','),
            "[0.49 , 1.06]"
        );
        assert_eq!(Limits::Brackets.write("0,49", "1,06", ';'), "[0,49; 1,06]");
    }
}
