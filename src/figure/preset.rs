//! Presets: what a figure looks like in the conventions of a journal or of another program.

use super::theme::{Colour, GREYS, Theme};
pub use crate::data::Preset;
use crate::wording::{tr, translate};

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
            Self::Trialpool => translate("Trialpool"),
            Self::RevMan => translate("RevMan"),
            Self::Bmj => "BMJ",
            Self::Jama => "JAMA",
            Self::BlackAndWhite => translate("Black and white"),
        }
    }

    /// A theme with the colours of the preset where it has its own.
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

    pub(crate) fn style(self) -> Style {
        let own = Style {
            order: [
                Column::Counts,
                Column::Weight,
                Column::Effect,
                Column::Graph,
            ],
            counts: CountsStyle::TwoColumns,
            limits: Limits::Brackets,
            directions: DirectionsPosition::UnderAxis,
            squares: SquareRule::Area,
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
                squares: SquareRule::LinearSide,
                pitch: 20.0 / 14.0,
                diamond: 18.0 / 14.0,
                axis: Some(210.0 / 14.0),
                pooled_line: false,
                percent_signs: true,
                ..own
            },
            Self::Bmj => Style {
                order: [
                    Column::Counts,
                    Column::Graph,
                    Column::Weight,
                    Column::Effect,
                ],
                counts: CountsStyle::OneColumn,
                limits: Limits::To,
                ..own
            },
            Self::Jama => Style {
                order: [
                    Column::Counts,
                    Column::Graph,
                    Column::Effect,
                    Column::Weight,
                ],
                counts: CountsStyle::OneColumn,
                limits: Limits::Dash,
                directions: DirectionsPosition::OverGraph,
                pooled_line: false,
                leading_zero: false,
                ..own
            },
        }
    }
}

/// What a preset decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    /// The columns after the names.
    pub(crate) order: [Column; 4],
    pub(crate) counts: CountsStyle,
    pub(crate) limits: Limits,
    pub(crate) directions: DirectionsPosition,
    pub(crate) squares: SquareRule,
    /// Distance of rows, in em.
    pub(crate) pitch: f64,
    /// Height of a diamond, in em.
    pub(crate) diamond: f64,
    /// Length of the axis in em, where it is fixed; such an axis reaches from 0.01 to 100.
    pub(crate) axis: Option<f64>,
    /// Whether a dashed line runs through the pooled estimate.
    pub(crate) pooled_line: bool,
    /// Whether P values below 1 begin with a zero.
    pub(crate) leading_zero: bool,
    /// Whether every weight carries its percent sign.
    pub(crate) percent_signs: bool,
}

/// A column after the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Counts,
    Weight,
    Effect,
    Graph,
}

/// Where the words for either direction stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DirectionsPosition {
    UnderAxis,
    OverGraph,
}

/// How events and total of an arm stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CountsStyle {
    /// In two columns.
    TwoColumns,
    /// In one, on a slash.
    OneColumn,
}

/// How limits are enclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limits {
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
    /// Two limits as the preset writes them; `list_mark` is the comma of the locale.
    pub(crate) fn write(self, lower: &str, upper: &str, list_mark: char) -> String {
        match self {
            Self::Brackets => format!("[{lower}{list_mark} {upper}]"),
            Self::SpacedBrackets => format!("[{lower} {list_mark} {upper}]"),
            Self::Dash if !lower.contains('\u{2212}') && !upper.contains('\u{2212}') => {
                tr!("({lower}\u{2013}{upper})", lower, upper)
            }
            Self::To | Self::Dash => tr!("({lower} to {upper})", lower, upper),
        }
    }

    /// Something in the same enclosure, for a head.
    pub(crate) fn enclose(self, text: &str) -> String {
        match self {
            Self::Brackets | Self::SpacedBrackets => format!("[{text}]"),
            Self::To | Self::Dash => tr!("({text})", text),
        }
    }
}

/// How the size of a square follows from its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SquareRule {
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
