//! What is said of small-study effects: the sentence over the view, tests and what each suits, trim and fill, file-drawer numbers,
//! and the words of the funnel.

use super::effects;
use super::names::{self, Length};
use super::subject::trials;
use super::{Locale, Text, confidence, number, tr, translate};
use crate::analysis::{
    ASYMMETRY_SEEN, AsymmetryMethod, AsymmetryResult, AsymmetryStatistic, AsymmetryTest,
    ENOUGH_FOR_TESTS, FileDrawers, FillEstimator, FillSide, Filled, Fitness, IntervalEstimate,
    InverseVarianceModel, SmallStudy,
};
use crate::data::{Measure, OutcomeKind};

/// The head over the figure.
pub const FUNNEL: Text = Text("Funnel plot");
/// The head over the tests.
pub const TESTS: Text = Text("Tests for asymmetry");
/// The head over trim and fill.
pub const FILL: Text = Text("Trim and fill");
/// The head over the file-drawer numbers.
pub const DRAWERS: Text = Text("File-drawer numbers");
/// Opens the table behind the figure.
pub const AS_TABLE: Text = Text("The figure as a table");
/// The label of the choice of the vertical axis.
pub const VERTICAL: Text = Text("Vertical");
/// The label of the choice of what trim and fill puts into the figure.
pub const PUT_IN: Text = Text("Put in");
/// The label of the choice of the side.
pub const SIDE: Text = Text("Missing");
/// The box for the bands of significance.
pub const CONTOURS: Text = Text("Bands of P");
/// Why tests of few trials are not shown unless asked for.
pub const TOO_FEW_FOR_TESTS: Text = Text(
    "With fewer than 10 trials tests for asymmetry have too little power to tell chance from bias.",
);
/// Asks for tests that would not be made by default.
pub const SHOW_TESTS: Text = Text("Show the tests all the same");
/// Why a test that readers may look for is not there.
pub const DEEKS: Text = Text(
    "Deeks’ test is left out: it was made for diagnostic odds ratios. A large P does not show that the funnel is symmetric.",
);
/// What trim and fill is worth.
pub const FILL_LIMITS: Text = Text(
    "Trim and fill supposes that what is missing all lies on one side, and that nothing else makes small trials differ; where effects vary between trials it misleads. It shows what would be if that were so, and corrects nothing.",
);
/// What file-drawer numbers are worth.
pub const DRAWER_LIMITS: Text = Text(
    "How many further trials without a difference would undo the answer says nothing of whether there are any, and takes no account of heterogeneity. These numbers are printed because readers ask for them.",
);
/// What lies outside the bands.
const BETWEEN_BANDS: Text =
    Text("Between the bands P is above 0.10 in a trial of its own, outside them below 0.01.");

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
    pub fn label(self) -> &'static str {
        match self {
            Self::StandardError => translate("Standard error"),
            Self::People => translate("Number of people"),
        }
    }
}

/// The choices of what trim and fill puts into the figure.
#[must_use]
pub fn put_in(count: Option<FillEstimator>) -> &'static str {
    match count {
        None => translate("Nothing"),
        Some(FillEstimator::L0) => translate("Trim and fill, L₀"),
        Some(FillEstimator::R0) => translate("Trim and fill, R₀"),
    }
}

/// The choices of the side on which trials are missing.
#[must_use]
pub fn side(side: Option<FillSide>) -> &'static str {
    match side {
        None => translate("On the side that the slope says"),
        Some(FillSide::Left) => translate("On the left"),
        Some(FillSide::Right) => translate("On the right"),
    }
}

/// What the figure is called: "Death: funnel plot".
#[must_use]
pub fn figure_name(outcome: &str) -> String {
    tr!("{outcome}: funnel plot", outcome)
}

/// The name of a test.
#[must_use]
pub fn test_name(method: AsymmetryMethod) -> &'static str {
    match method {
        AsymmetryMethod::Harbord => translate("Harbord"),
        AsymmetryMethod::Peters => translate("Peters"),
        AsymmetryMethod::Ruecker => translate("Rücker"),
        AsymmetryMethod::Egger => translate("Egger, weighted regression"),
        AsymmetryMethod::EggerMixed => translate("Egger, mixed model"),
        AsymmetryMethod::Begg => translate("Begg"),
    }
}

/// What a test sets against what.
#[must_use]
pub fn predictor(method: AsymmetryMethod, measure: Measure) -> String {
    match method {
        AsymmetryMethod::Harbord => {
            translate("log odds ratio by score on its standard error").to_owned()
        }
        AsymmetryMethod::Peters => translate("log odds ratio on 1 / people").to_owned(),
        AsymmetryMethod::Ruecker => {
            translate("arcsine difference on its standard error").to_owned()
        }
        AsymmetryMethod::Egger | AsymmetryMethod::EggerMixed => {
            tr!("{} on its standard error", on_scale(measure))
        }
        AsymmetryMethod::Begg => tr!("ranks of the {} and its variance", on_scale(measure)),
    }
}

fn on_scale(measure: Measure) -> String {
    let name = names::measure_inside(measure);
    if measure.is_ratio() {
        tr!("log {name}", name)
    } else {
        name.to_owned()
    }
}

/// How well a test suits these trials.
#[must_use]
pub fn fitness(test: &AsymmetryTest, locale: Locale) -> String {
    match (test.method, test.fitness) {
        (_, Fitness::UnequalArms(some)) => tr!(
            "made for tables of counts; weak where arms are of unequal size, as in {}",
            trials(some, locale)
        ),
        (AsymmetryMethod::Ruecker, Fitness::Suits) => {
            translate("keeps trials without events, whose error does not depend on them").to_owned()
        }
        (AsymmetryMethod::Harbord | AsymmetryMethod::Peters, Fitness::Suits) => {
            translate("made for tables of counts").to_owned()
        }
        (
            AsymmetryMethod::Egger | AsymmetryMethod::EggerMixed | AsymmetryMethod::Begg,
            Fitness::Suits,
        ) => translate("effect and error do not depend on each other").to_owned(),
        (_, Fitness::TiedError) => {
            translate("the standard error depends on the effect: rejects too often where events are few or effects large")
                .to_owned()
        }
        (_, Fitness::LittlePower) => translate("little power below 25 trials").to_owned(),
    }
}

/// The statistic of a test: "t = −0.87, df = 20".
#[must_use]
pub fn statistic(found: &AsymmetryResult, locale: Locale) -> String {
    match found.statistic {
        AsymmetryStatistic::T(value, degrees) => tr!(
            "t\u{a0}=\u{a0}{}, df\u{a0}=\u{a0}{}",
            number::statistic(value, locale),
            number::degrees_of_freedom(degrees, locale)
        ),
        AsymmetryStatistic::Z(value) => {
            tr!("z\u{a0}=\u{a0}{}", number::statistic(value, locale))
        }
        AsymmetryStatistic::Kendall(value, is_exact) => format!(
            "τ\u{a0}=\u{a0}{}{}",
            number::fixed(value, 2, locale),
            if is_exact {
                translate(", exact")
            } else {
                translate(", normal")
            }
        ),
    }
}

/// What is said where a test cannot be made.
pub const NOT_MADE: Text = Text("cannot be made: too few trials, or nothing varies");

/// The sentence over the view.
#[must_use]
pub fn answer(found: &SmallStudy, locale: Locale) -> String {
    let drawn = found.trials.len();
    match drawn {
        0 => return translate("No trial has an effect with a standard error of its own: there is no funnel to draw.").to_owned(),
        1 => return translate("One trial alone has an effect with a standard error of its own: a funnel compares trials.").to_owned(),
        _ => {}
    }
    let counted = counted(found, locale);
    if !found.has_enough() {
        return tr!(
            "{counted}. Tests for asymmetry need {} or more, and the shape of a funnel of so few is mostly chance: neither symmetry nor asymmetry can be read from it.",
            trials(ENOUGH_FOR_TESTS, locale),
            counted
        );
    }
    tr!("{counted}: {}", seen(found, locale), counted)
}

/// "22 trials, 8 of them with an empty cell".
fn counted(found: &SmallStudy, locale: Locale) -> String {
    let drawn = trials(found.trials.len(), locale);
    let corrected = found.trials.iter().filter(|trial| trial.corrected).count();
    match corrected {
        0 => drawn,
        some => tr!(
            "{drawn}, {} of them with numbers added to an empty cell",
            number::count(some as u64, locale),
            drawn
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
        return translate("no test can be made: nothing varies.").to_owned();
    }
    let said = |tests: &[(&AsymmetryTest, &AsymmetryResult)]| {
        let tests = tests.iter().map(|(test, result)| {
            format!(
                "{} {}",
                test_name(test.method),
                number::p_statement(result.p_value, locale)
            )
        });
        tests.collect::<Vec<_>>().join(translate(", "))
    };
    let (positive, negative): (Vec<_>, Vec<_>) = made
        .iter()
        .copied()
        .partition(|(_, result)| result.p_value < ASYMMETRY_SEEN);
    let caution = if none_suits {
        translate(" None of these tests suits such effects well: they reject too often.")
    } else {
        ""
    };
    if positive.is_empty() {
        return tr!(
            "asymmetry is neither seen nor ruled out ({}).{caution}",
            said(&negative),
            caution
        );
    }
    let rising = positive.iter().filter(|(_, result)| result.rises()).count();
    let direction = if rising == positive.len() {
        direction(found.measure, true)
    } else if rising == 0 {
        direction(found.measure, false)
    } else {
        translate("the tests differ in its direction")
    };
    let cause = translate(
        "It may come from results that were not published, from trials that differ in more than size, or from chance.",
    );
    if negative.is_empty() {
        tr!(
            "the funnel is asymmetric ({}): {direction}. {cause}{caution}",
            said(&positive),
            direction,
            cause,
            caution
        )
    } else {
        tr!(
            "some tests see asymmetry ({}): {direction}; others do not ({}). {cause}{caution}",
            said(&positive),
            said(&negative),
            direction,
            cause,
            caution
        )
    }
}

fn direction(measure: Measure, rises: bool) -> &'static str {
    match (measure.kind(), measure.is_ratio(), rises) {
        (OutcomeKind::Proportions, _, true) => translate("smaller trials show larger proportions"),
        (OutcomeKind::Proportions, _, false) => {
            translate("smaller trials show smaller proportions")
        }
        (_, true, true) => translate("smaller trials show larger ratios"),
        (_, true, false) => translate("smaller trials show smaller ratios"),
        (_, false, true) => translate("smaller trials show larger differences, with their sign"),
        (_, false, false) => translate("smaller trials show smaller differences, with their sign"),
    }
}

/// Which model makes means here: "random effects (REML), Hartung–Knapp with safeguard".
#[must_use]
pub fn model(model: InverseVarianceModel) -> String {
    match model.estimator {
        None => translate("inverse variance, common effect").to_owned(),
        Some(estimator) => tr!(
            "random effects ({}; interval: {})",
            names::estimator(estimator, Length::Short),
            names::interval(model.interval, Length::Full)
        ),
    }
}

/// An estimate with its interval: "0.81 (95% CI 0.64 to 1.03)".
#[must_use]
pub fn estimate(found: &SmallStudy, interval: &IntervalEstimate, locale: Locale) -> String {
    tr!(
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
        return tr!(
            "{name} comes to no answer: too few trials, no side that can be told, or a count that does not settle.",
            name
        );
    };
    let side = match fill.side {
        FillSide::Left => translate("left"),
        FillSide::Right => translate("right"),
    };
    if fill.missing == 0 {
        return tr!(
            "{name} puts nothing in on the {side}: the estimate stays as it is.",
            name,
            side
        );
    }
    let many = if fill.missing == 1 {
        translate("one mirror image").to_owned()
    } else {
        tr!(
            "{} mirror images",
            number::count(fill.missing as u64, locale)
        )
    };
    match (&filled.mean, &found.mean) {
        (Some(with), Some(without)) => tr!(
            "{name} puts in {many} on the {side}: with {} the {} would be {} instead of {}, by {}.",
            if fill.missing == 1 {
                translate("it")
            } else {
                translate("them")
            },
            names::measure_inside(found.measure),
            estimate(found, with, locale),
            estimate(found, without, locale),
            model(found.model),
            name,
            many,
            side
        ),
        (None, _) | (_, None) => tr!("{name} puts in {many} on the {side}.", name, many, side),
    }
}

/// The name of an estimator of trim and fill.
#[must_use]
pub fn fill_name(count: FillEstimator) -> &'static str {
    match count {
        FillEstimator::L0 => translate("L₀"),
        FillEstimator::R0 => translate("R₀"),
    }
}

/// The file-drawer numbers, each with what it says.
#[must_use]
pub fn drawers(found: &FileDrawers, trials_drawn: usize, locale: Locale) -> Vec<[String; 3]> {
    let whole = |number: f64| number::fixed(number, 0, locale);
    let p = |value: Option<f64>| {
        value.map_or_else(String::new, |value| {
            tr!(" ({})", number::p_statement(value, locale))
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
            translate("Rosenthal 1979").to_owned(),
            whole(found.rosenthal.trials),
            undone(
                found.rosenthal.trials,
                tr!(
                    "trials with z = 0 would bring the one-sided P of the sum of z{} above 0.05",
                    p(found.rosenthal.p_value)
                ),
                translate("the one-sided P of the sum of z is not below 0.05 as it is"),
            ),
        ],
        [
            translate("Orwin 1983").to_owned(),
            whole(found.orwin.trials),
            tr!(
                "trials without a difference would halve the plain mean of the {}: always as many as there are",
                trials(trials_drawn, locale)
            ),
        ],
        [
            translate("Rosenberg 2005").to_owned(),
            whole(found.rosenberg.trials),
            undone(
                found.rosenberg.trials,
                tr!(
                    "trials of average weight without a difference would bring the two-sided P of a common effect{} above 0.05",
                    p(found.rosenberg.p_value)
                ),
                translate("the two-sided P of a common effect is not below 0.05 as it is"),
            ),
        ],
    ]
}

/// The name of the axis of effects: "Risk ratio, log scale".
#[must_use]
pub fn effect_axis(measure: Measure, people: u32, locale: Locale) -> String {
    let name = names::measure(measure, Length::Full);
    if measure.is_ratio() {
        tr!("{name}, log scale", name)
    } else if measure == Measure::RiskDifference {
        tr!("{name} {per}", name, per = effects::per(people, locale))
    } else if effects::is_share(measure) {
        tr!("{name}, %", name)
    } else {
        name.to_owned()
    }
}

/// The name of the vertical axis.
#[must_use]
pub fn vertical_axis(vertical: Vertical, measure: Measure) -> String {
    match vertical {
        Vertical::StandardError => {
            tr!("Standard error of the {}", on_scale_of_analysis(measure))
        }
        Vertical::People => translate("Number of people in the trial").to_owned(),
    }
}

/// A measure as it is analysed: "log risk ratio".
pub(super) fn on_scale_of_analysis(measure: Measure) -> String {
    if effects::is_share(measure) && measure != Measure::RawProportion {
        tr!(
            "{} on the scale of analysis",
            names::measure_inside(measure)
        )
    } else {
        on_scale(measure)
    }
}

/// The legend of a trial.
pub const TRIAL: Text = Text("trial");
/// The legend of what trim and fill puts in.
#[must_use]
pub fn filled_legend(count: FillEstimator) -> String {
    tr!("put in by trim and fill ({})", fill_name(count))
}
/// The legend of the darker band.
pub const BAND: Text = Text("P 0.05 to 0.10");
/// The legend of the lighter band.
pub const FAINT_BAND: Text = Text("P 0.01 to 0.05");
/// The legend of the dashed line.
pub const POOLED: Text = Text("pooled estimate");

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
        footer.push(tr!(
            "Not drawn, for want of an effect with a standard error: {}.",
            trials(found.without_effect, locale)
        ));
    }
    if beyond > 0 {
        footer.push(tr!(
            "Beyond the axes, and not drawn: {}.",
            trials(beyond, locale)
        ));
    }
    if !found.has_enough() {
        footer.push(tr!(
            "With fewer than {} the shape is mostly chance.",
            trials(ENOUGH_FOR_TESTS, locale)
        ));
    }
    footer
}

/// That the place of trials rests on what was added to their cells, where there are any.
pub(super) fn numbers_added(corrected: usize, locale: Locale) -> Option<String> {
    (corrected > 0).then(|| {
        tr!(
            "Numbers were added to the cells of {}, without which there is no such effect: their place is uncertain.",
            trials(corrected, locale)
        )
    })
}

/// That some points are not named.
#[must_use]
pub fn unnamed(points: usize, locale: Locale) -> String {
    tr!(
        "Not named in the figure, for want of room: {}.",
        trials(points, locale)
    )
}

/// One trial of the funnel in words: "Smith 2019: 0.82, standard error 0.31".
#[must_use]
pub fn point(name: &str, measure: Measure, effect: f64, error: f64, locale: Locale) -> String {
    tr!(
        "{name}: {}, standard error {}",
        effects::effect(measure, effect, locale),
        number::fixed(error, 2, locale),
        name
    )
}
