//! The parts of the handbook to which the page leads, where a handbook lies beside it.

/// A part of the handbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandbookPart {
    /// Its first page.
    Whole,
    /// The choice of a measure.
    Measure,
    /// The choice of a method.
    Method,
    /// The choice of an interval.
    Interval,
    /// The prediction interval.
    Prediction,
    /// What is done about empty cells.
    EmptyCells,
    /// The control risk.
    ControlRisk,
    /// Other methods beside the one of the plan.
    OtherMethods,
    /// Sensitivity analyses.
    Sensitivity,
    /// The view on robustness.
    Robustness,
    /// The view on subgroups and regression.
    Subgroups,
    /// The view on small-study effects.
    SmallStudy,
    /// The view on certainty.
    Certainty,
    /// Every key.
    Keys,
    /// What leaves the page.
    Privacy,
}

impl HandbookPart {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Whole,
        Self::Measure,
        Self::Method,
        Self::Interval,
        Self::Prediction,
        Self::EmptyCells,
        Self::ControlRisk,
        Self::OtherMethods,
        Self::Sensitivity,
        Self::Robustness,
        Self::Subgroups,
        Self::SmallStudy,
        Self::Certainty,
        Self::Keys,
        Self::Privacy,
    ];

    /// Those that give the reasons of a plan.
    pub const OF_PLAN: [Self; 8] = [
        Self::Measure,
        Self::Method,
        Self::Interval,
        Self::Prediction,
        Self::EmptyCells,
        Self::ControlRisk,
        Self::OtherMethods,
        Self::Sensitivity,
    ];

    /// What the page calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "Handbook",
            Self::Measure => "measure",
            Self::Method => "method",
            Self::Interval => "interval",
            Self::Prediction => "prediction interval",
            Self::EmptyCells => "empty cells",
            Self::ControlRisk => "control risk",
            Self::OtherMethods => "other methods",
            Self::Sensitivity => "sensitivity analyses",
            Self::Robustness => "robustness",
            Self::Subgroups => "subgroups and regression",
            Self::SmallStudy => "small-study effects",
            Self::Certainty => "certainty",
            Self::Keys => "Every key",
            Self::Privacy => "What leaves the page",
        }
    }

    /// Where it stands, from the handbook's folder.
    #[must_use]
    pub const fn address(self) -> &'static str {
        match self {
            Self::Whole => "index.html",
            Self::Measure => "choices.html#the-measure-risk-ratio",
            Self::Method => "choices.html#the-method",
            Self::Interval => "choices.html#the-interval",
            Self::Prediction => "choices.html#the-prediction-interval",
            Self::EmptyCells => "choices.html#no-correction-for-empty-cells",
            Self::ControlRisk => "choices.html#the-control-risk",
            Self::OtherMethods => "robustness.html#other-methods",
            Self::Sensitivity => "robustness.html#sensitivity-analyses",
            Self::Robustness => "robustness.html#robustness",
            Self::Subgroups => "robustness.html#subgroups-and-regression",
            Self::SmallStudy => "robustness.html#small-study-effects",
            Self::Certainty => "certainty.html",
            Self::Keys => "keys.html",
            Self::Privacy => "privacy.html",
        }
    }
}

/// What stands before the links.
pub const IN_THE_HANDBOOK: &str = "In the handbook:";
