//! What is said of three plots of the trials of an outcome: the risk in either arm (L'Abbé), the radial plot (Galbraith), and P
//! value functions (drapery plot).

use std::cmp::Ordering;

use super::effects::Written;
use super::influence::of_inverse_variance;
use super::names::{self, Length};
use super::sentences::NOT_CONVERGED;
use super::small_study::{numbers_added, on_scale_of_analysis};
use super::subject::{Subject, trials};
use super::{Locale, Text, confidence, effects, number, small_study, tr, translate};
use crate::analysis::{ArmRisks, PValueFunctions, RADIAL_BAND, Radial, TrialRisks};
use crate::data::{ConfidenceLevel, Measure, OutcomeKind, TauSquaredEstimator};

/// A plot of the trials of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialPlot {
    /// The risk in either arm.
    Labbe,
    /// Effects over their errors against precision.
    Radial,
    /// P of every supposed effect.
    Drapery,
}

impl TrialPlot {
    /// All of them, as they stand on the page.
    pub const ALL: [Self; 3] = [Self::Labbe, Self::Radial, Self::Drapery];

    /// What the part of the page is called.
    #[must_use]
    pub fn head(self) -> &'static str {
        match self {
            Self::Labbe => translate("Risk in either arm (L’Abbé plot)"),
            Self::Radial => translate("Effect against precision (radial plot of Galbraith)"),
            Self::Drapery => translate("P value functions (drapery plot)"),
        }
    }

    /// What files are called beside the title of the review, and the id of the part in the page.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Labbe => "labbe",
            Self::Radial => "radial",
            Self::Drapery => "drapery",
        }
    }

    /// What the figure of an outcome is called.
    #[must_use]
    pub fn name(self, outcome: &str) -> String {
        let what = match self {
            Self::Labbe => translate("risk in either arm"),
            Self::Radial => translate("radial plot"),
            Self::Drapery => translate("P value functions"),
        };
        tr!("{outcome}: {what}", outcome, what)
    }

    /// What is said where there is no such plot.
    #[must_use]
    pub fn why_none(self) -> &'static str {
        match self {
            Self::Labbe => translate(
                "Not available: it sets the share of people with the event in one arm against that in the other, and no trial has such counts.",
            ),
            Self::Radial => translate(
                "Not available: it takes 2 to 200 trials with an effect and a standard error of their own.",
            ),
            Self::Drapery => {
                translate("Not available: no trial has an effect with a standard error of its own.")
            }
        }
    }
}

/// Opens the table behind a figure.
pub const AS_TABLE: Text = Text("The figure as a table");

/// The name of an axis of risks: "Risk with placebo, %".
#[must_use]
pub fn risk_axis(side: &str) -> String {
    tr!("Risk with {side}, %", side)
}

/// The legend of a trial in the plot of risks, by what its circle is as large.
#[must_use]
pub fn risk_legend(by_weight: bool) -> &'static str {
    if by_weight {
        translate("trial, area by weight")
    } else {
        translate("trial, area by people")
    }
}

/// The legend of a trial that is not pooled.
pub const NOT_POOLED: Text = Text("trial that is not pooled");
/// The legend of the diagonal.
pub const SAME_RISK: Text = Text("same risk in both arms");

/// The legend of the line of the pooled effect: "pooled risk ratio".
#[must_use]
pub fn pooled_legend(measure: Measure) -> String {
    tr!("pooled {}", names::measure_inside(measure))
}

/// The legend of the band of an interval: "its 95% CI".
#[must_use]
pub fn interval_legend(level: ConfidenceLevel) -> String {
    tr!("its {}", confidence::short(level))
}

/// In how many trials the event was more and less frequent with treatment, and how far the risk with control ranges.
#[must_use]
pub fn risks_sentence(found: &ArmRisks, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    let many = |wanted: Ordering| {
        let compared = found.trials.iter().map(TrialRisks::compared);
        compared.filter(|one| *one == wanted).count()
    };
    let counted = |trials: usize| number::count(trials as u64, locale);
    let equal = match many(Ordering::Equal) {
        0 => String::new(),
        some => tr!(", equally frequent in {}", counted(some)),
    };
    let risks = found.trials.iter().map(TrialRisks::control_risk);
    let (least, most) = risks.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), risk| {
        (least.min(risk), most.max(risk))
    });
    let range = if least < most {
        tr!(
            "The risk with {} goes from {} to {}.",
            subject.control,
            number::percent(least, locale),
            number::percent(most, locale)
        )
    } else {
        tr!(
            "The risk with {} is {}.",
            subject.control,
            number::percent(least, locale)
        )
    };
    tr!(
        "Of {}, the event was more frequent with {} in {} and less frequent in {}{equal}. {range}",
        trials(found.trials.len(), locale),
        subject.experimental,
        counted(many(Ordering::Greater)),
        counted(many(Ordering::Less)),
        equal,
        range
    )
}

/// What stands beneath the plot of risks.
#[must_use]
pub fn risks_footer(found: &ArmRisks, experimental: &str, locale: Locale) -> Vec<String> {
    let mut footer = vec![tr!(
        "Above the dashed line the event was more frequent with {experimental}, beneath it less.",
        experimental
    )];
    match &found.pooled {
        Some(pooled) => {
            let written = Written::of(found.measure, pooled, locale);
            footer.push(tr!(
                "The line is what a {} of {} ({} {}) makes of each risk: {}.",
                names::measure_inside(found.measure),
                written.effect(pooled.estimate),
                confidence::short(found.level),
                written.interval(pooled),
                names::method_inside(found.method)
            ));
        }
        None => footer.push(translate("There is no pooled effect to draw.").to_owned()),
    }
    if !found.converged {
        footer.push(NOT_CONVERGED.to_owned());
    }
    footer
}

/// Whether there are weights by which circles can be drawn: of all trials that are pooled.
#[must_use]
pub fn has_weights(found: &ArmRisks) -> bool {
    let mut pooled = found
        .trials
        .iter()
        .filter(|trial| trial.is_pooled)
        .peekable();
    pooled.peek().is_some() && pooled.all(|trial| trial.weight.is_some())
}

/// The name of the axis below of the radial plot.
#[must_use]
pub fn precision_axis(found: &Radial) -> &'static str {
    if found.model.estimator.is_some() {
        translate("1 / √(v + τ²): the larger, the more precise")
    } else {
        translate("1 / standard error: the larger, the more precise")
    }
}

/// The name of the vertical axis of the radial plot.
#[must_use]
pub fn z_axis(found: &Radial) -> String {
    let effect = on_scale_of_analysis(found.measure);
    let error = if found.model.estimator.is_some() {
        translate("√(v + τ²)")
    } else {
        translate("its standard error")
    };
    tr!("z: {effect} / {error}", effect, error)
}

/// The legend of the band about the line.
#[must_use]
pub fn band_legend(locale: Locale) -> String {
    tr!("z within {} of the line", number::tick(RADIAL_BAND, locale))
}

/// How many trials lie outside of the band, and which.
#[must_use]
pub fn radial_sentence(found: &Radial, names_of_rows: &[&str], locale: Locale) -> String {
    let outside: Vec<&str> = found
        .trials
        .iter()
        .filter(|trial| trial.is_outside)
        .filter_map(|trial| Some(names::trial(names_of_rows.get(trial.trial.row)?)))
        .collect();
    let line = tr!(
        "the line of the pooled {} ({})",
        names::measure_inside(found.measure),
        effects::effect(found.measure, found.mean, locale)
    );
    let of = trials(found.trials.len(), locale);
    let band = number::tick(RADIAL_BAND, locale);
    match outside.as_slice() {
        [] => tr!("All of {of} lie within {band} of {line}.", of, band, line),
        some => tr!(
            "Of {of}, {} farther than {band} from {line}: {}.",
            if some.len() == 1 {
                translate("one lies").to_owned()
            } else {
                tr!("{} lie", number::count(some.len() as u64, locale))
            },
            some.join(translate("; ")),
            of,
            band,
            line
        ),
    }
}

/// What stands beneath the radial plot.
#[must_use]
pub fn radial_footer(found: &Radial, locale: Locale) -> Vec<String> {
    let mut footer = vec![
        translate("The line from the origin to a trial has the trial’s effect as its slope. If the model holds, about one trial in 20 lies outside of the band by chance.").to_owned(),
        of_inverse_variance(found.measure, found.model),
    ];
    if let Some(estimator) = found.model.estimator {
        footer.push(tau_in_error(found, estimator, locale));
    }
    let corrected = found.trials.iter().filter(|trial| trial.trial.corrected);
    footer.extend(numbers_added(corrected.count(), locale));
    footer
}

fn tau_in_error(found: &Radial, estimator: TauSquaredEstimator, locale: Locale) -> String {
    let said = tr!(
        "τ²\u{a0}=\u{a0}{} ({}) is part of every error: trials may differ by so much and still lie within the band.",
        number::tau_squared(found.tau_squared, locale),
        names::estimator(estimator, Length::Short)
    );
    if found.converged {
        said
    } else {
        tr!(
            "{said} Its search did not converge: not to be relied on.",
            said
        )
    }
}

/// The P at which lines are drawn, and limits are told.
pub const MARKED_P: [f64; 3] = [0.10, 0.05, 0.01];

/// The name of the vertical axis of P value functions.
pub const P_AXIS: Text = Text("Two-sided P of each supposed effect");
/// The legend of the curve of the pooled result.
pub const POOLED_CURVE: Text = Text("pooled result");
/// The legend of the curve of another trial.
pub const PREDICTION_CURVE: Text = Text("effect in another trial");

/// The row of the pooled result in the table of P value functions.
pub const POOLED_ROW: Text = Text("Pooled result");
/// The row of another trial in that table.
pub const PREDICTION_ROW: Text = Text("Effect in another trial");
/// Stands in the place of limits that are too far apart for numbers.
pub const TOO_WIDE: Text = Text("too far apart to be written");

/// The legend of the marked P.
#[must_use]
pub fn marked_legend(locale: Locale) -> String {
    let [first, second, third] = MARKED_P.map(|p| number::fixed(p, 2, locale));
    tr!("P of {first}, {second} and {third}", first, second, third)
}

/// Whether an effect of 0 on the scale of analysis means no difference.
#[must_use]
pub fn has_no_difference(measure: Measure) -> bool {
    measure.kind() != OutcomeKind::Proportions
}

/// What the curves say of no difference, and what the interval is in the figure.
#[must_use]
pub fn drapery_sentence(found: &PValueFunctions, locale: Locale) -> String {
    let threshold = 2.0 * found.level.tail();
    let bound = number::fixed(threshold, 2, locale);
    let mut said = Vec::new();
    if has_no_difference(found.measure) {
        let below = found.trials.iter();
        let below = below
            .filter(|(_, function)| function.at(0.0) < threshold)
            .count();
        let of = trials(found.trials.len(), locale);
        said.push(tr!(
            "Supposing no difference, P is below {bound} in {} of {of}{}.",
            number::count(below as u64, locale),
            found.pooled.map_or_else(String::new, |pooled| {
                tr!(
                    ", and {} by the pooled result",
                    number::p_statement(pooled.at(0.0), locale)
                )
            }),
            bound,
            of
        ));
    }
    match (&found.interval, found.pooled) {
        (Some(interval), Some(_)) => {
            let written = Written::of(found.measure, interval, locale);
            said.push(tr!(
                "The curve of the pooled result lies above {bound} within its {}, {}.",
                confidence::short(found.level),
                written.interval(interval), bound
            ));
        }
        (Some(_), None) => said.push(
            translate("The pooled result has no curve: by this method its interval is not made of an estimate, a standard error and a quantile.")
                .to_owned(),
        ),
        (None, _) => said.push(translate("There is no pooled result.").to_owned()),
    }
    if let Some(prediction) = found.prediction
        && has_no_difference(found.measure)
    {
        said.push(tr!(
            "For the effect in another trial, no difference has {}.",
            number::p_statement(prediction.at(0.0), locale)
        ));
    }
    said.join(" ")
}

/// What stands beneath P value functions; `drawn` trials have a curve.
#[must_use]
pub fn drapery_footer(found: &PValueFunctions, drawn: usize, locale: Locale) -> Vec<String> {
    let mut how = translate("A curve shows which effects are compatible with a result, and how well: it is 1 at the estimate and falls to either side. Those of trials are by the normal distribution").to_owned();
    how.push_str(match found.pooled {
        Some(pooled) => match pooled.degrees_of_freedom {
            Some(_) => translate(", that of the pooled result by Student’s t, as its interval."),
            None => translate(", that of the pooled result too, as its interval."),
        },
        None => translate("."),
    });
    let mut footer = vec![how];
    if found.prediction.is_some() {
        footer.push(
            translate(
                "The effect in another trial varies by τ² besides, as in the prediction interval.",
            )
            .to_owned(),
        );
    }
    let left_out = found.trials.len().saturating_sub(drawn);
    if left_out > 0 {
        footer.push(tr!(
            "Not drawn, for want of room: the curves of {}.",
            trials(left_out, locale)
        ));
    }
    if !found.converged {
        footer.push(NOT_CONVERGED.to_owned());
    }
    let corrected = found.trials.iter().filter(|(trial, _)| trial.corrected);
    footer.extend(numbers_added(corrected.count(), locale));
    footer.push(translate("Rücker & Schwarzer 2021.").to_owned());
    footer
}

/// The name of the axis below of P value functions.
#[must_use]
pub fn effect_axis(measure: Measure, people: u32, locale: Locale) -> String {
    small_study::effect_axis(measure, people, locale)
}
