//! What is said of subgroups and regression where they have a view of their own: names of what trials are parted by and regressed
//! on, the sentence over the view, coefficients, cautions.

use super::effects::{self, Written};
use super::names::{self, Length};
use super::subject::trials;
use super::{Locale, Text, confidence, number, subgroups, tr, translate};
use crate::analysis::{
    ENOUGH_A_MODERATOR, GroupTauSquared, NoRegression, Regressed, SubgroupName, Subgroups, Term,
};
use crate::data::{Grouping, Measure, Moderator, PartedBy, Quantity, Review, SpreadOfGroups};
use crate::explore::regression::{CoefficientTest, ModeratorTest};

/// The head over the subgroups.
pub const SUBGROUPS: Text = Text("Subgroups");
/// The head over the regression.
pub const REGRESSION: Text = Text("Meta-regression across trials");
/// The head over the coefficients.
pub const COEFFICIENTS: Text = Text("Coefficients");
/// The head over what is predicted.
pub const PREDICTED: Text = Text("Predicted");
/// The label of the choice of what trials are parted by.
pub const BY: Text = Text("By");
/// The choice to part them by nothing.
pub const BY_NOTHING: Text = Text("Nothing");
/// The label of the cut points.
pub const CUTS: Text = Text("Cut points");
/// An example of cut points.
pub const CUTS_EXAMPLE: Text = Text("2015; 2020");
/// The label of the values at which effects are predicted.
pub const AT: Text = Text("Predict at");
/// An example of such values.
pub const AT_EXAMPLE: Text = Text("2015; 2020; 2024");
/// Asks for a moderator.
pub const ADD_MODERATOR: Text = Text("Add a moderator");
/// The first choice of that list, which adds nothing.
pub const ADD_NONE: Text = Text("Choose…");
/// That a text is not a list of numbers.
pub const NOT_NUMBERS: Text = Text("Numbers are wanted, parted by spaces or semicolons.");
/// Takes a moderator out.
#[must_use]
pub fn remove(moderator: &str) -> String {
    tr!("Without {moderator}", moderator)
}
/// The label of how coefficients are tested.
pub const TEST: Text = Text("Test");
/// Makes the P of permutations.
pub const PERMUTE: Text = Text("P by permutation");
/// How far they are.
#[must_use]
pub fn permuting(made: u32, of: u32, locale: Locale) -> String {
    tr!(
        "P by permutation: {} of {} orders",
        number::count(u64::from(made), locale),
        number::count(u64::from(of), locale)
    )
}
/// What the view is for, where nothing was chosen.
pub const HINT: Text = Text(
    "Choose what the trials are parted by, or what their effects are regressed on. What is chosen is kept with the review, so that what was looked for can be told with what was found.",
);
/// What a relation across trials is not.
pub const ECOLOGICAL: Text =
    Text("A relation across trials is not one within people: trials differ in more than this.");
/// What is said where an outcome has no columns to part by.
pub const NO_NUMBERS: Text =
    Text("No column of the review holds numbers that differ between trials.");

/// How coefficients are tested, as a choice.
#[must_use]
pub fn test_choice(wald: bool) -> &'static str {
    if wald {
        translate("Wald")
    } else {
        translate("Knapp–Hartung")
    }
}

/// Numbers in a field: "2015; 2020".
#[must_use]
pub fn list(numbers: &[f64], locale: Locale) -> String {
    let numbers = numbers.iter();
    let written: Vec<String> = numbers.map(|one| number::quantity(*one, locale)).collect();
    written.join("; ")
}

/// The choice to part trials by a number.
#[must_use]
pub fn by_cuts(by: Quantity, review: &Review) -> String {
    tr!("{}, in ranges", quantity(by, review))
}

/// What a number of trials is called.
#[must_use]
pub fn quantity(quantity: Quantity, review: &Review) -> String {
    match quantity {
        Quantity::Year => translate("Year of publication").to_owned(),
        Quantity::Column(_) => quantity
            .column()
            .and_then(|id| subgroups::grouping(Grouping::Covariate(id), review))
            .unwrap_or_else(|| translate("A column that is gone").to_owned()),
    }
}

fn grouping(grouping: Grouping, review: &Review) -> String {
    subgroups::grouping(grouping, review)
        .unwrap_or_else(|| translate("A column that is gone").to_owned())
}

/// What trials are parted by.
#[must_use]
pub fn parted_by(parted_by: &PartedBy, review: &Review) -> String {
    match parted_by {
        PartedBy::Grouping(by) => grouping(*by, review),
        PartedBy::Cuts { quantity: by, .. } => quantity(*by, review),
    }
}

/// What effects are regressed on.
#[must_use]
pub fn moderator(moderator: Moderator, review: &Review) -> String {
    match moderator {
        Moderator::Number(by) => quantity(by, review),
        Moderator::Levels(by) => grouping(by, review),
    }
}

/// The same among choices, where a column may stand as numbers and as levels.
#[must_use]
pub fn moderator_choice(one: Moderator, review: &Review) -> String {
    let name = moderator(one, review);
    match one {
        Moderator::Number(_) => tr!("{name}, as a number", name),
        Moderator::Levels(_) => tr!("{name}, by level", name),
    }
}

/// What a part of the trials is called.
#[must_use]
pub fn part(name: &SubgroupName, review: &Review, locale: Locale) -> String {
    match name {
        SubgroupName::Range { from, below } => subgroups::range(*from, *below, locale),
        SubgroupName::Text(_)
        | SubgroupName::Randomized(_)
        | SubgroupName::Judgement(_)
        | SubgroupName::NotStated => subgroups::name(name, review),
    }
}

/// What a coefficient belongs to.
#[must_use]
pub fn term(term: &Term, review: &Review, locale: Locale) -> String {
    match term {
        Term::Intercept => translate("Intercept").to_owned(),
        Term::Number(by) => tr!("{}, each 1", quantity(*by, review)),
        Term::Level {
            grouping: by,
            level,
            first,
        } => tr!(
            "{}: {} against {}",
            grouping(*by, review),
            part(level, review, locale),
            part(first, review, locale)
        ),
    }
}

/// Whether coefficients are read as ratios: the exponentials of what the scale of analysis has.
#[must_use]
pub fn is_read_as_ratio(measure: Measure) -> bool {
    measure.is_ratio() || matches!(measure, Measure::LogitProportion | Measure::LogProportion)
}

/// What the exponential of a coefficient is.
#[must_use]
pub fn ratio_name(measure: Measure) -> String {
    match measure {
        Measure::LogitProportion => translate("Odds ratio").to_owned(),
        Measure::LogProportion => translate("Ratio of proportions").to_owned(),
        other => tr!("Ratio of {}s", names::measure_inside(other)),
    }
}

/// The sentence about the parts of the trials.
#[must_use]
pub fn subgroups_sentence(found: &Subgroups, review: &Review, locale: Locale) -> String {
    let by = names::outcome_inside(&parted_by(&found.parted_by, review));
    let groups = found.groups.len();
    let fewest = found.groups.iter().map(|group| group.rows.len()).min();
    let Some(difference) = &found.difference else {
        return match groups {
            0 | 1 => tr!(
                "All trials are alike in {by}: there is nothing to compare.",
                by
            ),
            _ => tr!(
                "Whether the effect differs by {by} is not tested: fewer than two of the {} groups have an effect with a standard error.",
                number::count(groups as u64, locale),
                by
            ),
        };
    };
    let tested = tr!(
        "χ²\u{a0}=\u{a0}{}, df\u{a0}=\u{a0}{}, {}",
        number::statistic(difference.q, locale),
        number::degrees_of_freedom(difference.degrees_of_freedom, locale),
        number::p_statement(difference.p_value, locale)
    );
    let said = if difference.p_value < 0.05 {
        tr!(
            "The effect differs by {by} more than chance alone would easily bring about ({tested}).",
            by,
            tested
        )
    } else {
        tr!(
            "A difference of the effect by {by} is not shown ({tested}), which does not show that there is none.",
            by,
            tested
        )
    };
    match fewest {
        Some(few @ 0..=4) => tr!(
            "{said} The smallest group has {}: such tests find large differences alone, and a chance one now and then.",
            trials(few, locale),
            said
        ),
        Some(_) | None => said,
    }
}

/// The sentence about a regression.
#[must_use]
pub fn regression_sentence(found: &Regressed, review: &Review, locale: Locale) -> String {
    let mut said = match (found.single_number(), found.fit.coefficients.get(1)) {
        (Some(by), Some(slope)) => {
            let interval = &slope.interval;
            let by = names::outcome_inside(&quantity(by, review));
            let change = if is_read_as_ratio(found.measure) {
                format!(
                    "{} {}",
                    names::outcome_inside(&ratio_name(found.measure)),
                    number::ratio(libm::exp(interval.estimate), locale)
                )
            } else {
                tr!(
                    "a change of {}",
                    slope_of(found.measure, interval.estimate, locale)
                )
            };
            tr!(
                "With {by} higher by 1 across trials: {change} ({} {}; {}).",
                confidence::short(found.level),
                slope_limits(found.measure, [interval.lower, interval.upper], locale),
                number::p_statement(slope.p_value, locale),
                by,
                change
            )
        }
        (Some(_) | None, _) => match &found.fit.moderators {
            Some(test) => tr!("All moderators together: {}.", moderator_test(test, locale)),
            None => String::new(),
        },
    };
    let p = found.fit.moderators.map(|test| test.p_value);
    if p.is_some_and(|p| p >= 0.05) {
        said.push_str(translate(
            " A relation is not shown, which does not show that there is none.",
        ));
    }
    said
}

/// A coefficient as it is read: an exponential, a difference per so many people, or as it is.
#[must_use]
pub fn slope_of(measure: Measure, value: f64, locale: Locale) -> String {
    if is_read_as_ratio(measure) {
        number::ratio(libm::exp(value), locale)
    } else if measure == Measure::RiskDifference {
        tr!(
            "{text} {unit}",
            text = number::significant(1_000.0 * value, locale),
            unit = effects::per(1_000, locale)
        )
    } else {
        number::significant(value, locale)
    }
}

/// Two limits of a coefficient, likewise.
#[must_use]
pub fn slope_limits(measure: Measure, limits: [f64; 2], locale: Locale) -> String {
    if is_read_as_ratio(measure) {
        number::ratio_limits(limits.map(libm::exp), locale).join(translate(" to "))
    } else if measure == Measure::RiskDifference {
        limits
            .map(|limit| number::significant(1_000.0 * limit, locale))
            .join(translate(" to "))
    } else {
        limits
            .map(|limit| number::significant(limit, locale))
            .join(translate(" to "))
    }
}

/// The test of all moderators: "F = 0.66, df = 1 and 20, P = 0.43".
#[must_use]
pub fn moderator_test(test: &ModeratorTest, locale: Locale) -> String {
    let value = number::statistic(test.statistic, locale);
    let first = number::count(test.coefficients as u64, locale);
    let p = number::p_statement(test.p_value, locale);
    match test.denominator {
        Some(degrees) => tr!(
            "F\u{a0}=\u{a0}{value}, df\u{a0}=\u{a0}{first} and {}, {p}",
            number::degrees_of_freedom(degrees, locale),
            value,
            first,
            p
        ),
        None => tr!(
            "χ²\u{a0}=\u{a0}{value}, df\u{a0}=\u{a0}{first}, {p}",
            value,
            first,
            p
        ),
    }
}

/// What is known of a fit beside its coefficients, as pairs of what and how much.
#[must_use]
pub fn facts(found: &Regressed, locale: Locale) -> Vec<[String; 2]> {
    let mut facts = vec![[
        translate("Trials").to_owned(),
        number::count(found.trials.len() as u64, locale),
    ]];
    if let Some(test) = &found.fit.moderators {
        facts.push([
            translate("Moderators, QM").to_owned(),
            moderator_test(test, locale),
        ]);
    }
    let residual = &found.fit.residual_heterogeneity;
    facts.push([
        translate("Residual heterogeneity, QE").to_owned(),
        tr!(
            "χ²\u{a0}=\u{a0}{}, df\u{a0}=\u{a0}{}, {}",
            number::statistic(residual.q, locale),
            number::degrees_of_freedom(residual.degrees_of_freedom, locale),
            number::p_statement(residual.p_value, locale)
        ),
    ]);
    let estimator = names::estimator(found.estimator, Length::Short);
    facts.push([
        tr!("Residual τ² ({estimator})", estimator),
        tr!(
            "{}, from {} without moderators",
            number::tau_squared(found.fit.tau_squared.value, locale),
            number::tau_squared(found.tau_squared_before, locale)
        ),
    ]);
    facts.push([
        translate("R²").to_owned(),
        found.fit.r_squared.map_or_else(
            || translate("none: τ² is 0 without moderators").to_owned(),
            |share| format!("{}%", number::fixed(share, 0, locale)),
        ),
    ]);
    if !found.fit.tau_squared.converged {
        facts.push([
            translate("Fit").to_owned(),
            translate("did not converge: not to be relied on").to_owned(),
        ]);
    }
    facts
}

/// How the model is fitted: "REML, Knapp–Hartung".
#[must_use]
pub fn how(found: &Regressed) -> String {
    let test = match found.test {
        CoefficientTest::Wald => translate("Wald tests"),
        CoefficientTest::KnappHartung => translate("Knapp–Hartung"),
        CoefficientTest::KnappHartungSafeguarded => translate("Knapp–Hartung with safeguard"),
    };
    tr!(
        "{}, inverse variance, {test}.",
        names::estimator(found.estimator, Length::Full),
        test
    )
}

/// What a reader of a regression must know.
#[must_use]
pub fn cautions(found: &Regressed, names_of_rows: &[&str], locale: Locale) -> Vec<String> {
    let mut cautions = Vec::new();
    if found.has_few_trials() {
        cautions.push(tr!(
            "{} for {} coefficients beside the intercept: with fewer than {} for each, what is found is often chance.",
            trials(found.trials.len(), locale),
            number::count((found.terms.len() - 1) as u64, locale),
            number::count(ENOUGH_A_MODERATOR as u64, locale)
        )
        .replace("for 1 coefficients", "for one coefficient"));
    }
    cautions.push(ECOLOGICAL.to_owned());
    let corrected = found
        .trials
        .iter()
        .filter(|one| one.trial.corrected)
        .count();
    if corrected > 0 {
        cautions.push(tr!(
            "Numbers were added to empty cells of {}.",
            trials(corrected, locale)
        ));
    }
    if !found.not_stated.is_empty() {
        let rows = found.not_stated.iter();
        let named: Vec<&str> = rows
            .filter_map(|row| Some(names::trial(names_of_rows.get(*row)?)))
            .collect();
        let named = names::first_of(&named, MOST_NAMED, locale);
        cautions.push(tr!(
            "Left out, because a moderator is not stated or not a number: {named}.",
            named
        ));
    }
    if found.without_effect > 0 {
        cautions.push(tr!(
            "Left out, for want of an effect with a standard error: {}.",
            trials(found.without_effect, locale)
        ));
    }
    cautions
}

/// Of more trials that are left out no more are named.
const MOST_NAMED: usize = 4;

/// Why there is no regression; nothing where none was asked for.
#[must_use]
pub fn no_regression(why: NoRegression, review: &Review, locale: Locale) -> Option<String> {
    match why {
        NoRegression::NoModerator => None,
        NoRegression::Gone(one) => Some(tr!("{}: there is nothing to take it from.", moderator(one, review))),
        NoRegression::NothingVaries(one) => Some(tr!(
            "{} is the same in all trials of which it is known: there is nothing to relate effects to.",
            moderator(one, review)
        )),
        NoRegression::TooFewTrials {
            trials: some,
            coefficients,
        } => Some(tr!(
            "{} for {} coefficients: a regression needs more trials than coefficients. Take a moderator out.",
            trials(some, locale),
            number::count(coefficients as u64, locale)
        )),
        NoRegression::NoFit => Some(
            translate("The regression has no answer: one moderator follows from the others, or the trials leave nothing to estimate from. Take a moderator out.")
                .to_owned(),
        ),
    }
}

/// The P of permutations, with what it rests on.
#[must_use]
pub fn permuted(p: f64, orders: u32, seed: u64, locale: Locale) -> String {
    tr!(
        "By permutation {} ({} random orders, seed {})",
        number::p_statement(p, locale),
        number::count(u64::from(orders), locale),
        number::count(seed, locale)
    )
}

/// What the figure of the subgroups is called.
#[must_use]
pub fn subgroups_figure(outcome: &str, by: &str) -> String {
    tr!("{outcome}: by {}", names::outcome_inside(by), outcome)
}

/// What the figure of a regression is called.
#[must_use]
pub fn bubble_figure(outcome: &str, by: &str) -> String {
    tr!(
        "{outcome}: regression on {}",
        names::outcome_inside(by),
        outcome
    )
}

/// The row of all trials.
pub const ALL_TRIALS: Text = Text("All trials");

/// What stands beneath the figure of subgroups.
const EACH_APART: Text = Text(
    "Each group is pooled from its own trials, with a variance between trials of its own where effects are random. Dashed line: all trials.",
);

/// How the groups were pooled.
#[must_use]
pub fn how_parted(found: &Subgroups, locale: Locale) -> String {
    match found.tau_squared {
        GroupTauSquared::Separate => EACH_APART.to_owned(),
        GroupTauSquared::Shared(shared) => {
            let found = tr!(
                "Each group is pooled from its own trials with one variance between trials for all groups, τ²\u{a0}=\u{a0}{}. Dashed line: all trials.",
                number::tau_squared(shared.value, locale)
            );
            if shared.converged {
                found
            } else {
                format!("{found} {SHARED_NOT_CONVERGED}")
            }
        }
        GroupTauSquared::NotEstimable => format!("{NOT_SHARED} {EACH_APART}"),
    }
}

/// Said where groups were to share a variance between trials that has no estimate.
const NOT_SHARED: Text =
    Text("One variance between trials for all groups takes more trials than groups.");

/// Said where the fit of a variance between trials that groups share did not converge.
const SHARED_NOT_CONVERGED: Text =
    Text("The fit of that τ² stopped before it met its tolerance: do not rely on it.");

/// What the choice of the variance between trials is called.
pub const SPREAD: Text = Text("τ² of the groups");

/// The choices of the variance between trials within groups.
#[must_use]
pub fn spread(spread: SpreadOfGroups) -> &'static str {
    match spread {
        SpreadOfGroups::Separate => translate("each its own"),
        SpreadOfGroups::Shared => translate("one for all"),
    }
}

/// The legend of the line of a regression.
pub const FITTED: Text = Text("fitted");
/// The legend of its confidence band.
#[must_use]
pub fn confidence_band(percent: &str) -> String {
    tr!("{percent} confidence", percent)
}
/// The legend of its prediction band.
#[must_use]
pub fn prediction_band(percent: &str) -> String {
    tr!("{percent} prediction of another trial", percent)
}
/// The legend of its trials.
pub const BUBBLE: Text = Text("trial; area by weight");

/// An effect with its limits: "0.81 (0.64 to 1.03)".
#[must_use]
pub fn effect_with_limits(
    measure: Measure,
    estimate: f64,
    limits: [f64; 2],
    locale: Locale,
) -> String {
    tr!(
        "{} ({})",
        effects::effect(measure, estimate, locale),
        limits_alone(measure, limits, locale)
    )
}

/// Two limits of an effect.
#[must_use]
pub fn limits_alone(measure: Measure, [lower, upper]: [f64; 2], locale: Locale) -> String {
    let interval = crate::effect::IntervalEstimate {
        estimate: lower,
        standard_error: 0.0,
        lower,
        upper,
    };
    Written::of(measure, &interval, locale).interval(&interval)
}
