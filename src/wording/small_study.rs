//! What is said of small-study effects: the sentence over the view, tests and what each suits, trim and fill, file-drawer numbers,
//! and the words of the funnel.

use super::effects;
use super::names::{self, Length};
use super::subject::trials;
use super::{Locale, confidence, number};
use crate::analysis::{
    ASYMMETRY_SEEN, AsymmetryMethod, AsymmetryResult, AsymmetryStatistic, AsymmetryTest,
    ENOUGH_FOR_TESTS, FileDrawers, FillEstimator, FillSide, Filled, Fitness, IntervalEstimate,
    InverseVarianceModel, SmallStudy,
};
use crate::data::{Measure, OutcomeKind};

/// The head over the figure.
pub const FUNNEL: &str = "Funnel plot";
/// The head over the tests.
pub const TESTS: &str = "Tests for asymmetry";
/// The head over trim and fill.
pub const FILL: &str = "Trim and fill";
/// The head over the file-drawer numbers.
pub const DRAWERS: &str = "File-drawer numbers";
/// Opens the table behind the figure.
pub const AS_TABLE: &str = "The figure as a table";
/// The label of the choice of the vertical axis.
pub const VERTICAL: &str = "Vertical";
/// The label of the choice of what trim and fill puts into the figure.
pub const PUT_IN: &str = "Put in";
/// The label of the choice of the side.
pub const SIDE: &str = "Missing";
/// The box for the bands of significance.
pub const CONTOURS: &str = "Bands of P";
/// Why tests of few trials are not shown unless asked for.
pub const TOO_FEW_FOR_TESTS: &str =
    "With fewer than 10 trials tests for asymmetry have too little power to tell chance from bias.";
/// Asks for tests that would not be made by default.
pub const SHOW_TESTS: &str = "Show the tests all the same";
/// Why a test that readers may look for is not there.
pub const DEEKS: &str = "Deeks’ test is left out: it was made for diagnostic odds ratios. A large P does not show that the funnel is symmetric.";
/// What trim and fill is worth.
pub const FILL_LIMITS: &str = "Trim and fill supposes that what is missing all lies on one side, and that nothing else makes small trials differ; where effects vary between trials it misleads. It shows what would be if that were so, and corrects nothing.";
/// What file-drawer numbers are worth.
pub const DRAWER_LIMITS: &str = "How many further trials without a difference would undo the answer says nothing of whether there are any, and takes no account of heterogeneity. These numbers are printed because readers ask for them.";
/// What lies outside the bands.
const BETWEEN_BANDS: &str =
    "Between the bands P is above 0.10 in a trial of its own, outside them below 0.01.";

/// What the vertical axis shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vertical {
    /// The standard error, the smallest on top.
    #[default]
    StandardError,
    /// The people of the trial.
    People,
}

impl Vertical {
    /// Both.
    pub const ALL: [Self; 2] = [Self::StandardError, Self::People];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::StandardError => "Standard error",
            Self::People => "Number of people",
        }
    }
}

/// The choices of what trim and fill puts into the figure.
#[must_use]
pub fn put_in(count: Option<FillEstimator>) -> &'static str {
    match count {
        None => "Nothing",
        Some(FillEstimator::L0) => "Trim and fill, L₀",
        Some(FillEstimator::R0) => "Trim and fill, R₀",
    }
}

/// The choices of the side on which trials are missing.
#[must_use]
pub fn side(side: Option<FillSide>) -> &'static str {
    match side {
        None => "On the side that the slope says",
        Some(FillSide::Left) => "On the left",
        Some(FillSide::Right) => "On the right",
    }
}

/// What the figure is called: "Death: funnel plot".
#[must_use]
pub fn figure_name(outcome: &str) -> String {
    format!("{outcome}: funnel plot")
}

/// The name of a test.
#[must_use]
pub fn test_name(method: AsymmetryMethod) -> &'static str {
    match method {
        AsymmetryMethod::Harbord => "Harbord",
        AsymmetryMethod::Peters => "Peters",
        AsymmetryMethod::Ruecker => "Rücker",
        AsymmetryMethod::Egger => "Egger, weighted regression",
        AsymmetryMethod::EggerMixed => "Egger, mixed model",
        AsymmetryMethod::Begg => "Begg",
    }
}

/// What a test sets against what.
#[must_use]
pub fn predictor(method: AsymmetryMethod, measure: Measure) -> String {
    match method {
        AsymmetryMethod::Harbord => "log odds ratio by score on its standard error".to_owned(),
        AsymmetryMethod::Peters => "log odds ratio on 1 / people".to_owned(),
        AsymmetryMethod::Ruecker => "arcsine difference on its standard error".to_owned(),
        AsymmetryMethod::Egger | AsymmetryMethod::EggerMixed => {
            format!("{} on its standard error", on_scale(measure))
        }
        AsymmetryMethod::Begg => format!("ranks of the {} and its variance", on_scale(measure)),
    }
}

fn on_scale(measure: Measure) -> String {
    let name = names::measure_inside(measure);
    if measure.is_ratio() {
        format!("log {name}")
    } else {
        name.to_owned()
    }
}

/// How well a test suits these trials.
#[must_use]
pub fn fitness(test: &AsymmetryTest, locale: Locale) -> String {
    match (test.method, test.fitness) {
        (_, Fitness::UnequalArms(some)) => format!(
            "made for tables of counts; weak where arms are of unequal size, as in {}",
            trials(some, locale)
        ),
        (AsymmetryMethod::Ruecker, Fitness::Suits) => {
            "keeps trials without events, whose error does not depend on them".to_owned()
        }
        (AsymmetryMethod::Harbord | AsymmetryMethod::Peters, Fitness::Suits) => {
            "made for tables of counts".to_owned()
        }
        (
            AsymmetryMethod::Egger | AsymmetryMethod::EggerMixed | AsymmetryMethod::Begg,
            Fitness::Suits,
        ) => "effect and error do not depend on each other".to_owned(),
        (_, Fitness::TiedError) => {
            "the standard error depends on the effect: rejects too often where events are few or effects large"
                .to_owned()
        }
        (_, Fitness::LittlePower) => "little power below 25 trials".to_owned(),
    }
}

/// The statistic of a test: "t = −0.87, df = 20".
#[must_use]
pub fn statistic(found: &AsymmetryResult, locale: Locale) -> String {
    match found.statistic {
        AsymmetryStatistic::T(value, degrees) => format!(
            "t\u{a0}=\u{a0}{}, df\u{a0}=\u{a0}{}",
            number::statistic(value, locale),
            number::degrees_of_freedom(degrees, locale)
        ),
        AsymmetryStatistic::Z(value) => {
            format!("z\u{a0}=\u{a0}{}", number::statistic(value, locale))
        }
        AsymmetryStatistic::Kendall(value, is_exact) => format!(
            "τ\u{a0}=\u{a0}{}{}",
            number::fixed(value, 2, locale),
            if is_exact { ", exact" } else { ", normal" }
        ),
    }
}

/// What is said where a test cannot be made.
pub const NOT_MADE: &str = "cannot be made: too few trials, or nothing varies";

/// The sentence over the view.
#[must_use]
pub fn answer(found: &SmallStudy, locale: Locale) -> String {
    let drawn = found.trials.len();
    match drawn {
        0 => return "No trial has an effect with a standard error of its own: there is no funnel to draw.".to_owned(),
        1 => return "One trial alone has an effect with a standard error of its own: a funnel compares trials.".to_owned(),
        _ => {}
    }
    let counted = counted(found, locale);
    if !found.has_enough() {
        return format!(
            "{counted}. Tests for asymmetry need {} or more, and the shape of a funnel of so few is mostly chance: neither symmetry nor asymmetry can be read from it.",
            trials(ENOUGH_FOR_TESTS, locale)
        );
    }
    format!("{counted}: {}", seen(found, locale))
}

/// "22 trials, 8 of them with an empty cell".
fn counted(found: &SmallStudy, locale: Locale) -> String {
    let drawn = trials(found.trials.len(), locale);
    let corrected = found.trials.iter().filter(|trial| trial.corrected).count();
    match corrected {
        0 => drawn,
        some => format!(
            "{drawn}, {} of them with numbers added to an empty cell",
            number::count(some as u64, locale)
        ),
    }
}

/// What the tests that suit say together.
fn seen(found: &SmallStudy, locale: Locale) -> String {
    let first_of_kind = |test: &&AsymmetryTest| test.method != AsymmetryMethod::EggerMixed;
    let suiting = |test: &&AsymmetryTest| test.fitness.counts();
    let tests = found.tests.iter().filter(first_of_kind);
    let mut made: Vec<(&AsymmetryTest, &AsymmetryResult)> = tests
        .clone()
        .filter(suiting)
        .filter_map(|test| Some((test, test.result.as_ref()?)))
        .collect();
    let none_suits = made.is_empty();
    if none_suits {
        made = tests
            .filter_map(|test| Some((test, test.result.as_ref()?)))
            .collect();
    }
    if made.is_empty() {
        return "no test can be made: nothing varies.".to_owned();
    }
    let said = |tests: &[(&AsymmetryTest, &AsymmetryResult)]| {
        let tests = tests.iter().map(|(test, result)| {
            format!(
                "{} {}",
                test_name(test.method),
                number::p_statement(result.p_value, locale)
            )
        });
        tests.collect::<Vec<_>>().join(", ")
    };
    let (positive, negative): (Vec<_>, Vec<_>) = made
        .iter()
        .copied()
        .partition(|(_, result)| result.p_value < ASYMMETRY_SEEN);
    let caution = if none_suits {
        " None of these tests suits such effects well: they reject too often."
    } else {
        ""
    };
    if positive.is_empty() {
        return format!(
            "asymmetry is neither seen nor ruled out ({}).{caution}",
            said(&negative)
        );
    }
    let rising = positive.iter().filter(|(_, result)| result.rises()).count();
    let direction = if rising == positive.len() {
        direction(found.measure, true)
    } else if rising == 0 {
        direction(found.measure, false)
    } else {
        "the tests differ in its direction"
    };
    let cause = "It may come from results that were not published, from trials that differ in more than size, or from chance.";
    if negative.is_empty() {
        format!(
            "the funnel is asymmetric ({}): {direction}. {cause}{caution}",
            said(&positive)
        )
    } else {
        format!(
            "some tests see asymmetry ({}): {direction}; others do not ({}). {cause}{caution}",
            said(&positive),
            said(&negative)
        )
    }
}

fn direction(measure: Measure, rises: bool) -> &'static str {
    match (measure.kind(), measure.is_ratio(), rises) {
        (OutcomeKind::Proportions, _, true) => "smaller trials show larger proportions",
        (OutcomeKind::Proportions, _, false) => "smaller trials show smaller proportions",
        (_, true, true) => "smaller trials show larger ratios",
        (_, true, false) => "smaller trials show smaller ratios",
        (_, false, true) => "smaller trials show larger differences, with their sign",
        (_, false, false) => "smaller trials show smaller differences, with their sign",
    }
}

/// Which model makes means here: "random effects (REML), Hartung–Knapp with safeguard".
#[must_use]
pub fn model(model: InverseVarianceModel) -> String {
    match model.estimator {
        None => "inverse variance, common effect".to_owned(),
        Some(estimator) => format!(
            "random effects ({}; interval: {})",
            names::estimator(estimator, Length::Short),
            names::interval(model.interval, Length::Full)
        ),
    }
}

/// An estimate with its interval: "0.81 (95% CI 0.64 to 1.03)".
#[must_use]
pub fn estimate(found: &SmallStudy, interval: &IntervalEstimate, locale: Locale) -> String {
    format!(
        "{} ({} {})",
        effects::effect(found.measure, interval.estimate, locale),
        confidence::short(found.level),
        effects::interval(found.measure, interval, locale)
    )
}

/// What trim and fill by one estimator comes to.
#[must_use]
pub fn fill(found: &SmallStudy, filled: &Filled, locale: Locale) -> String {
    let name = fill_name(filled.count);
    let Some(fill) = &filled.found else {
        return format!(
            "{name} comes to no answer: too few trials, no side that can be told, or a count that does not settle."
        );
    };
    let side = match fill.side {
        FillSide::Left => "left",
        FillSide::Right => "right",
    };
    if fill.missing == 0 {
        return format!("{name} puts nothing in on the {side}: the estimate stays as it is.");
    }
    let many = if fill.missing == 1 {
        "one mirror image".to_owned()
    } else {
        format!(
            "{} mirror images",
            number::count(fill.missing as u64, locale)
        )
    };
    match (&filled.mean, &found.mean) {
        (Some(with), Some(without)) => format!(
            "{name} puts in {many} on the {side}: with {} the {} would be {} instead of {}, by {}.",
            if fill.missing == 1 { "it" } else { "them" },
            names::measure_inside(found.measure),
            estimate(found, with, locale),
            estimate(found, without, locale),
            model(found.model)
        ),
        (None, _) | (_, None) => format!("{name} puts in {many} on the {side}."),
    }
}

/// The name of an estimator of trim and fill.
#[must_use]
pub fn fill_name(count: FillEstimator) -> &'static str {
    match count {
        FillEstimator::L0 => "L₀",
        FillEstimator::R0 => "R₀",
    }
}

/// The file-drawer numbers, each with what it says.
#[must_use]
pub fn drawers(found: &FileDrawers, trials_drawn: usize, locale: Locale) -> Vec<[String; 3]> {
    let whole = |number: f64| number::fixed(number, 0, locale);
    let p = |value: Option<f64>| {
        value.map_or_else(String::new, |value| {
            format!(" ({})", number::p_statement(value, locale))
        })
    };
    let undone = |trials: f64, otherwise: String, already: &str| {
        if trials > 0.0 {
            otherwise
        } else {
            already.to_owned()
        }
    };
    vec![
        [
            "Rosenthal 1979".to_owned(),
            whole(found.rosenthal.trials),
            undone(
                found.rosenthal.trials,
                format!(
                    "trials with z = 0 would bring the one-sided P of the sum of z{} above 0.05",
                    p(found.rosenthal.p_value)
                ),
                "the one-sided P of the sum of z is not below 0.05 as it is",
            ),
        ],
        [
            "Orwin 1983".to_owned(),
            whole(found.orwin.trials),
            format!(
                "trials without a difference would halve the plain mean of the {}: always as many as there are",
                trials(trials_drawn, locale)
            ),
        ],
        [
            "Rosenberg 2005".to_owned(),
            whole(found.rosenberg.trials),
            undone(
                found.rosenberg.trials,
                format!(
                    "trials of average weight without a difference would bring the two-sided P of a common effect{} above 0.05",
                    p(found.rosenberg.p_value)
                ),
                "the two-sided P of a common effect is not below 0.05 as it is",
            ),
        ],
    ]
}

/// The name of the axis of effects: "Risk ratio, log scale".
#[must_use]
pub fn effect_axis(measure: Measure, people: u32, locale: Locale) -> String {
    let name = names::measure(measure, Length::Full);
    if measure.is_ratio() {
        format!("{name}, log scale")
    } else if measure == Measure::RiskDifference {
        format!("{name} {}", effects::per(people, locale))
    } else if effects::is_share(measure) {
        format!("{name}, %")
    } else {
        name.to_owned()
    }
}

/// The name of the vertical axis.
#[must_use]
pub fn vertical_axis(vertical: Vertical, measure: Measure) -> String {
    match vertical {
        Vertical::StandardError => {
            format!("Standard error of the {}", on_scale_of_analysis(measure))
        }
        Vertical::People => "Number of people in the trial".to_owned(),
    }
}

/// A measure as it is analysed: "log risk ratio".
pub(super) fn on_scale_of_analysis(measure: Measure) -> String {
    if effects::is_share(measure) && measure != Measure::RawProportion {
        format!(
            "{} on the scale of analysis",
            names::measure_inside(measure)
        )
    } else {
        on_scale(measure)
    }
}

/// The legend of a trial.
pub const TRIAL: &str = "trial";
/// The legend of what trim and fill puts in.
#[must_use]
pub fn filled_legend(count: FillEstimator) -> String {
    format!("put in by trim and fill ({})", fill_name(count))
}
/// The legend of the darker band.
pub const BAND: &str = "P 0.05 to 0.10";
/// The legend of the lighter band.
pub const FAINT_BAND: &str = "P 0.01 to 0.05";
/// The legend of the dashed line.
pub const POOLED: &str = "pooled estimate";

/// What stands beneath the funnel.
#[must_use]
pub fn footer(
    found: &SmallStudy,
    (has_bands, shown): (bool, Option<&Filled>),
    beyond: usize,
    locale: Locale,
) -> Vec<String> {
    let mut footer = Vec::new();
    if has_bands {
        footer.push(BETWEEN_BANDS.to_owned());
    }
    if let Some(filled) = shown {
        footer.push(fill(found, filled, locale));
    }
    let corrected = found.trials.iter().filter(|trial| trial.corrected).count();
    footer.extend(numbers_added(corrected, locale));
    if found.without_effect > 0 {
        footer.push(format!(
            "Not drawn, for want of an effect with a standard error: {}.",
            trials(found.without_effect, locale)
        ));
    }
    if beyond > 0 {
        footer.push(format!(
            "Beyond the axes, and not drawn: {}.",
            trials(beyond, locale)
        ));
    }
    if !found.has_enough() {
        footer.push(format!(
            "With fewer than {} the shape is mostly chance.",
            trials(ENOUGH_FOR_TESTS, locale)
        ));
    }
    footer
}

/// That the place of trials rests on what was added to their cells, where there are any.
pub(super) fn numbers_added(corrected: usize, locale: Locale) -> Option<String> {
    (corrected > 0).then(|| {
        format!(
            "Numbers were added to the cells of {}, without which there is no such effect: their place is uncertain.",
            trials(corrected, locale)
        )
    })
}

/// That some points are not named.
#[must_use]
pub fn unnamed(points: usize, locale: Locale) -> String {
    format!(
        "Not named in the figure, for want of room: {}.",
        trials(points, locale)
    )
}

/// One trial of the funnel in words: "Smith 2019: 0.82, standard error 0.31".
#[must_use]
pub fn point(name: &str, measure: Measure, effect: f64, error: f64, locale: Locale) -> String {
    format!(
        "{name}: {}, standard error {}",
        effects::effect(measure, effect, locale),
        number::fixed(error, 2, locale)
    )
}
