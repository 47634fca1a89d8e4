//! Names what is judged of the certainty of a result, writes what the data suggest with their numbers, and says in one plain
//! sentence what a result of this size and certainty comes to.
//!
//! The sentence has the form that GRADE recommends: the size of the effect, and how sure one is (Santesso and colleagues 2020, J
//! Clin Epidemiol 119:126). The size is that of the estimate against the margin of concern of the outcome.

use super::cards::Card;
use super::effects::Written;
use super::findings::{list, margin_text};
use super::subject::{Subject, trials as counted};
use super::{Locale, Text, confidence, effects, number, risk_of_bias, sentences, tr, translate};
use crate::analysis::{
    BiasBasis, CertaintySuggested, FEWEST_FOR_FUNNEL, FunnelBasis, FunnelTest, ImprecisionBasis,
    Pooled, Response, ScatterBasis, Starting, StillNeeded, Suggestion, USUAL_MARGIN, Undefined,
};
use crate::data::{
    CertaintyJudged, CertaintyLevel, CertaintyStart, DownDomain, Judgement, Raise, Seriousness,
    UpDomain, capitalized,
};
use crate::safety::{Needed, Reach};

/// What the view is called.
pub const TITLE: Text = Text("Certainty");
/// Said where nobody judged.
pub const NOT_JUDGED: Text = Text("Not judged");
/// Stands in a table where nobody judged.
pub const NOT_JUDGED_SHORT: &str = "–";
/// Stands over what the data suggest.
pub const SUGGESTED: Text = Text("From the data");
/// Takes what is suggested, with its reason.
pub const TAKE: Text = Text("Take the suggestion");
/// Said where the judgement is another than the data suggest.
pub const DIFFERS: Text = Text("The judgement is another than the data suggest.");
/// Asks for the reason of a judgement.
pub const REASON: Text = Text("Reason");
/// Heads the domains that rate down.
pub const RATES_DOWN: Text = Text("What rates down");
/// Heads the domains that rate up.
pub const RATES_UP: Text = Text("What rates up");
/// Said of the domains that rate up.
pub const RATES_UP_HINT: Text =
    Text("Only where the evidence starts low, and as a rule only where nothing rates it down.");
/// Chooses where the evidence starts.
pub const START: Text = Text("Starts");
/// Leaves the start to the trials.
pub const START_OF_TRIALS: Text = Text("as the trials have it");
/// Says what the view is for.
pub const HINT: Text = Text(
    "GRADE: the certainty starts with the kind of trials, and each domain may take from it. The level follows from the domains; what is not judged stays open.",
);
/// Heads what it takes to rule the margin out.
pub const NEEDED: Text = Text("Until the margin is ruled out");
/// Leads to the summary of findings.
pub const TO_SUMMARY: Text = Text("Summary of findings");
/// The source of the rules.
pub const SOURCE: Text = Text(
    "GRADE guidelines 3 to 9 (Balshem, Guyatt and colleagues 2011, J Clin Epidemiol 64); Schünemann and colleagues 2019 for ROBINS-I. Where GRADE has no number the suggestion has a rule of this program, said beside it.",
);

/// What a level is called.
#[must_use]
pub fn level(level: CertaintyLevel) -> &'static str {
    match level {
        CertaintyLevel::High => translate("High"),
        CertaintyLevel::Moderate => translate("Moderate"),
        CertaintyLevel::Low => translate("Low"),
        CertaintyLevel::VeryLow => translate("Very low"),
    }
}

/// The same within a sentence.
#[must_use]
pub fn level_inside(level: CertaintyLevel) -> &'static str {
    match level {
        CertaintyLevel::High => translate("high"),
        CertaintyLevel::Moderate => translate("moderate"),
        CertaintyLevel::Low => translate("low"),
        CertaintyLevel::VeryLow => translate("very low"),
    }
}

/// What a level means, in words of our own after GRADE's (Balshem and colleagues 2011).
#[must_use]
pub fn meaning(level: CertaintyLevel) -> &'static str {
    match level {
        CertaintyLevel::High => translate("The true effect is very likely close to the estimate."),
        CertaintyLevel::Moderate => {
            translate("The true effect is probably close to the estimate, but may be another.")
        }
        CertaintyLevel::Low => translate("The true effect may well be another than the estimate."),
        CertaintyLevel::VeryLow => {
            translate("The true effect is likely another than the estimate.")
        }
    }
}

/// What a start is called.
#[must_use]
pub fn start(start: CertaintyStart) -> &'static str {
    match start {
        CertaintyStart::High => translate("high"),
        CertaintyStart::Low => translate("low"),
    }
}

/// What a domain that rates down is called.
#[must_use]
pub fn down(domain: DownDomain) -> &'static str {
    match domain {
        DownDomain::RiskOfBias => translate("Risk of bias"),
        DownDomain::Inconsistency => translate("Inconsistency"),
        DownDomain::Indirectness => translate("Indirectness"),
        DownDomain::Imprecision => translate("Imprecision"),
        DownDomain::PublicationBias => translate("Publication bias"),
    }
}

/// The same within a sentence.
#[must_use]
pub fn down_inside(domain: DownDomain) -> &'static str {
    match domain {
        DownDomain::RiskOfBias => translate("risk of bias"),
        DownDomain::Inconsistency => translate("inconsistency"),
        DownDomain::Indirectness => translate("indirectness"),
        DownDomain::Imprecision => translate("imprecision"),
        DownDomain::PublicationBias => translate("publication bias"),
    }
}

/// What is asked in a domain that rates down.
#[must_use]
pub fn asked(domain: DownDomain) -> &'static str {
    match domain {
        DownDomain::RiskOfBias => translate(
            "Does much of the weight come from trials that may be biased? Rule: 20% of the weight at high risk, or half of it above low risk, one level; half of it at high risk, two.",
        ),
        DownDomain::Inconsistency => translate(
            "Do the trials differ more than chance and the question explain, so that a reader would decide otherwise? Rule: each of no difference and the margins that the prediction interval includes and the interval of the mean does not, one level.",
        ),
        DownDomain::Indirectness => {
            translate("Are people, treatment, comparison and outcome those of the question?")
        }
        DownDomain::Imprecision => translate(
            "Does the interval leave open what matters, or rest on too few people? Rule: one margin crossed, or fewer people than the optimal information size, one level; both margins crossed, two; an interval that tells nothing, three.",
        ),
        DownDomain::PublicationBias => translate(
            "Are trials or results missing because of what they found? A lopsided funnel is a hint, no more.",
        ),
    }
}

/// How far a domain rates down, in words.
#[must_use]
pub fn seriousness(seriousness: Seriousness) -> &'static str {
    match seriousness {
        Seriousness::NotSerious => translate("Not serious"),
        Seriousness::Serious => translate("Serious (−1)"),
        Seriousness::VerySerious => translate("Very serious (−2)"),
        Seriousness::ExtremelySerious => translate("Extremely serious (−3)"),
    }
}

/// What a domain that rates up is called.
#[must_use]
pub fn up(domain: UpDomain) -> &'static str {
    match domain {
        UpDomain::LargeEffect => translate("Large effect"),
        UpDomain::DoseResponse => translate("Dose response"),
        UpDomain::PlausibleConfounding => translate("Plausible confounding against the finding"),
    }
}

fn up_inside(domain: UpDomain) -> &'static str {
    match domain {
        UpDomain::LargeEffect => translate("a large effect"),
        UpDomain::DoseResponse => translate("a dose response"),
        UpDomain::PlausibleConfounding => translate("plausible confounding against the finding"),
    }
}

/// How far a domain rates up, in words.
#[must_use]
pub fn raise(raise: Raise) -> &'static str {
    match raise {
        Raise::None => translate("No"),
        Raise::One => translate("Yes (+1)"),
        Raise::Two => translate("Very large (+2)"),
    }
}

/// Where the evidence starts by its trials, and why.
#[must_use]
pub fn starting(starting: &Starting, locale: Locale) -> String {
    let all = starting.randomized + starting.not_randomized + starting.not_stated;
    let trials = |count| counted(count, locale);
    if all == 0 {
        return translate("No trial is pooled: there is nothing to start from.").to_owned();
    }
    if starting.not_randomized > 0 {
        let of = tr!(
            "{} of {}",
            number::count(starting.not_randomized as u64, locale),
            trials(all)
        );
        let are = if starting.not_randomized == 1 {
            translate("is not randomized, or not confirmed to be")
        } else {
            translate("are not randomized, or not confirmed to be")
        };
        return if starting.robins {
            tr!("{of} {are}; judged with ROBINS-I they start high.", of, are)
        } else {
            tr!("{of} {are}: the evidence starts low.", of, are)
        };
    }
    if starting.not_stated > 0 {
        return tr!(
            "Of {} of {} nothing says whether people were randomized: choose where the evidence starts.",
            number::count(starting.not_stated as u64, locale),
            trials(all)
        );
    }
    match all {
        1 => translate("The trial is randomized: the evidence starts high.").to_owned(),
        _ => tr!("{} are randomized: the evidence starts high.", trials(all)),
    }
}

/// What the level follows from: "Starts high; one level less for imprecision."
#[must_use]
pub fn follows(start: Option<CertaintyStart>, judged: &CertaintyJudged) -> String {
    let mut parts = Vec::new();
    match start {
        Some(CertaintyStart::High) => parts.push(translate("Starts high").to_owned()),
        Some(CertaintyStart::Low) => parts.push(translate("Starts low").to_owned()),
        None => parts.push(translate("Where it starts is not said").to_owned()),
    }
    for domain in DownDomain::ALL {
        let levels = judged.seriousness(domain).map_or(0, Seriousness::levels);
        if let Some(levels) = levels_in_words(levels) {
            parts.push(tr!("{levels} less for {}", down_inside(domain), levels));
        }
    }
    if start == Some(CertaintyStart::Low) {
        for domain in UpDomain::ALL {
            if let Some(levels) = levels_in_words(judged.raise(domain).levels()) {
                parts.push(tr!("{levels} more for {}", up_inside(domain), levels));
            }
        }
    }
    let open: Vec<&str> = judged.open().map(down_inside).collect();
    if !open.is_empty() {
        parts.push(tr!("not judged yet: {}", open.join(translate(", "))));
    }
    tr!("{}.", parts.join(translate("; ")))
}

fn levels_in_words(levels: u8) -> Option<&'static str> {
    match levels {
        0 => None,
        1 => Some(translate("one level")),
        2 => Some(translate("two levels")),
        3.. => Some(translate("three levels")),
    }
}

/// What the data suggest about a domain: how far it rates down where they tell, and why, or why they do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// How far; `None` where the data do not tell.
    pub seriousness: Option<Seriousness>,
    /// The reason with its numbers.
    pub reason: String,
}

/// What the data suggest about a domain.
#[must_use]
pub fn suggested(
    domain: DownDomain,
    all: &CertaintySuggested,
    response: &Response,
    subject: &Subject<'_>,
) -> Suggested {
    match domain {
        DownDomain::RiskOfBias => Suggested {
            seriousness: all.bias.seriousness,
            reason: bias(&all.bias.basis, subject.locale),
        },
        DownDomain::Inconsistency => Suggested {
            seriousness: all.scatter.seriousness,
            reason: scatter(&all.scatter, response, subject),
        },
        DownDomain::Indirectness => Suggested {
            seriousness: None,
            reason: translate("The data do not tell: compare with the question of the review.")
                .to_owned(),
        },
        DownDomain::Imprecision => Suggested {
            seriousness: all.imprecision.seriousness,
            reason: imprecision(&all.imprecision, response, subject),
        },
        DownDomain::PublicationBias => Suggested {
            seriousness: all.funnel.seriousness,
            reason: funnel(&all.funnel.basis, subject.locale),
        },
    }
}

fn bias(basis: &BiasBasis, locale: Locale) -> String {
    match basis {
        BiasBasis::NotJudged => {
            translate("The risk of bias is not judged in this review.").to_owned()
        }
        BiasBasis::NoWeights => {
            translate("Without a pooled result no trial has a weight.").to_owned()
        }
        BiasBasis::Shares {
            tool,
            high,
            critical,
            some,
            low,
            open,
        } => {
            let share = |percent: f64| number::i_squared(percent, locale);
            let middle = match risk_of_bias::offered(*tool) {
                offered if offered.contains(&Judgement::SomeConcerns) => Judgement::SomeConcerns,
                _ => Judgement::Moderate,
            };
            let middle = super::names::outcome_inside(risk_of_bias::judgement(middle, *tool));
            let critical = if *critical > 0.0 {
                tr!(" ({} at critical risk)", share(*critical))
            } else {
                String::new()
            };
            let open = if *open > 0.0 {
                tr!(
                    "; trials with {} are not judged as a whole yet",
                    share(*open)
                )
            } else {
                String::new()
            };
            tr!(
                "Of the weight {} comes from trials at high risk of bias{critical}, {} from trials between low and high ({middle}), {} from trials at low risk{open}.",
                share(*high),
                share(*some),
                share(*low),
                critical,
                middle,
                open
            )
        }
    }
}

/// "I² 43%, P = 0.03 for Q, 12 trials".
fn scatter_in_numbers(
    found: &crate::analysis::Heterogeneity,
    trials: usize,
    locale: Locale,
) -> String {
    tr!(
        "I² {}, {} for Q, {}",
        number::i_squared(found.i_squared, locale),
        number::p_statement(found.p_value, locale),
        counted(trials, locale)
    )
}

fn scatter(
    suggestion: &Suggestion<ScatterBasis>,
    response: &Response,
    subject: &Subject<'_>,
) -> String {
    let locale = subject.locale;
    match &suggestion.basis {
        ScatterBasis::TooFew { trials: 0 } => translate("No trial has a pooled effect.").to_owned(),
        ScatterBasis::TooFew { trials: 1 } => {
            translate("One trial contributes: there is none that it could differ from.").to_owned()
        }
        ScatterBasis::TooFew { .. } => {
            translate("The method tells nothing of how much trials differ.").to_owned()
        }
        ScatterBasis::NoneFound {
            heterogeneity,
            trials,
        } => tr!(
            "No variance between the trials is found ({}).",
            scatter_in_numbers(heterogeneity, *trials, locale)
        ),
        ScatterBasis::Prediction {
            limits: (lower, upper),
            heterogeneity,
            margin,
            reaches_no_difference,
            passes_margin,
            adds_nothing,
            trials,
        } => {
            let interval = crate::analysis::IntervalEstimate {
                estimate: f64::midpoint(*lower, *upper),
                standard_error: 0.0,
                lower: *lower,
                upper: *upper,
            };
            let read = effects::interval(response.measure(), &interval, locale);
            let margin = margin.map(|margin| margins(margin, locale));
            let passes = margin.as_ref().map_or_else(String::new, |margin| {
                tr!("it passes a ratio that matters ({margin})", margin)
            });
            let consequence = match (*reaches_no_difference, *passes_margin, *adds_nothing) {
                (true, true, _) => tr!(
                    "it includes no difference, which the interval of the mean does not, and {passes}, which that does not",
                    passes
                ),
                (true, false, _) => {
                    translate("it includes no difference, which the interval of the mean does not")
                        .to_owned()
                }
                (false, true, _) => {
                    tr!("{passes}, which the interval of the mean does not", passes)
                }
                (false, false, true) => {
                    translate("the interval of the mean includes as much already").to_owned()
                }
                (false, false, false) => match &margin {
                    Some(margin) => tr!(
                        "against no difference and {margin} it comes to the same as the interval of the mean",
                        margin
                    ),
                    None => translate(
                        "against no difference it comes to the same as the interval of the mean",
                    )
                    .to_owned(),
                },
            };
            tr!(
                "The effect of a new trial may lie from {read} ({}; {}): {consequence}.",
                confidence::prediction(subject.level),
                scatter_in_numbers(heterogeneity, *trials, locale),
                read,
                consequence
            )
        }
        ScatterBasis::QAlone {
            heterogeneity,
            trials,
        } => {
            let numbers = scatter_in_numbers(heterogeneity, *trials, locale);
            let open = if suggestion.seriousness.is_none() {
                translate(" That does not tell which it is: look at the forest plot.")
            } else {
                ""
            };
            tr!(
                "{numbers}; the plan gives no prediction interval.{open}",
                numbers,
                open
            )
        }
    }
}

/// "0.80 and 1.25".
fn margins(margin: f64, locale: Locale) -> String {
    tr!(
        "{} and {}",
        number::ratio(1.0 / margin, locale),
        number::ratio(margin, locale)
    )
}

fn imprecision(
    suggestion: &Suggestion<ImprecisionBasis>,
    response: &Response,
    subject: &Subject<'_>,
) -> String {
    let locale = subject.locale;
    let ImprecisionBasis::Interval {
        interval,
        margin,
        holds_no_difference,
        crosses_harm,
        crosses_benefit,
        tells_nothing,
        information,
    } = &suggestion.basis
    else {
        return translate("There is no pooled interval of a comparison.").to_owned();
    };
    let mut said = Vec::new();
    let read = effects::interval(response.measure(), interval, locale);
    let mut marks = vec![(translate("no difference").to_owned(), *holds_no_difference)];
    if let Some((margin, is_stated)) = margin {
        let harm = margin_text(*margin, subject.more_is_worse, locale);
        let benefit = margin_text(*margin, !subject.more_is_worse, locale);
        let whose = if *is_stated {
            translate("the margin of concern")
        } else {
            translate("the usual margin, as none is stated")
        };
        marks.push((tr!("{harm} ({whose})", harm, whose), *crosses_harm));
        marks.push((
            tr!("{benefit} (the inverse of that margin)", benefit),
            *crosses_benefit,
        ));
    }
    let of = |held: bool| -> Vec<String> {
        let marks = marks.iter().filter(|(_, holds)| *holds == held);
        marks.map(|(mark, _)| mark.clone()).collect()
    };
    let [included, excluded] = [of(true), of(false)].map(|marks| list(&marks));
    said.push(match (included.as_str(), excluded.as_str()) {
        ("", excluded) => tr!("The interval, {read}, excludes {excluded}.", read, excluded),
        (included, "") => tr!("The interval, {read}, includes {included}.", read, included),
        (included, excluded) => {
            tr!(
                "The interval, {read}, includes {included}; it excludes {excluded}.",
                read,
                included,
                excluded
            )
        }
    });
    if *tells_nothing && let Some(why) = sentences::nothing_told(response, subject) {
        said.push(why);
    }
    if let Some((people, size)) = information {
        let ratio = margin.map_or(USUAL_MARGIN, |(margin, _)| margin);
        let is_small = (*people as f64) < *size;
        said.push(tr!(
            "{} people are {} the {} of the optimal information size (α 5%, power 80%, a ratio of {} at the control risk).",
            number::count(*people, locale),
            if is_small { translate("fewer than") } else { translate("no fewer than") },
            number::fixed(*size, 0, locale),
            margin_text(ratio, subject.more_is_worse, locale)
        ));
    }
    if suggestion.seriousness.is_none() {
        said.push(translate("Of differences no margin says which would matter.").to_owned());
    }
    said.join(" ")
}

fn funnel(basis: &FunnelBasis, locale: Locale) -> String {
    match basis {
        FunnelBasis::TooFew { trials } => tr!(
            "Cannot be told from {}: a test of the funnel needs {}.",
            counted(*trials, locale),
            number::count(FEWEST_FOR_FUNNEL as u64, locale)
        ),
        FunnelBasis::NoTest => {
            translate("A test of the funnel cannot be made of these trials.").to_owned()
        }
        FunnelBasis::Tested { test, found } => {
            let name = match test {
                FunnelTest::Harbord => translate("Harbord’s test"),
                FunnelTest::Egger => translate("Egger’s test"),
                FunnelTest::EggerPeople => translate("Egger’s test on the number of people"),
            };
            let p = number::p_statement(found.p_value, locale);
            let trials = counted(found.trials, locale);
            if found.p_value < crate::analysis::LENIENT_P {
                tr!(
                    "{name} finds the funnel lopsided ({p}, {trials}); missing trials are one reason of several.",
                    name,
                    p,
                    trials
                )
            } else {
                tr!(
                    "{name} does not find the funnel lopsided ({p}, {trials}), which leaves missing trials possible.",
                    name,
                    p,
                    trials
                )
            }
        }
    }
}

/// The size of an effect, against the margin of concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// The estimate is at the margin or beyond; whether towards more of the outcome.
    Matters {
        /// Whether there is more of the outcome.
        more: bool,
    },
    /// The estimate is short of the margin, and the interval excludes no difference.
    Small {
        /// Whether there is more of the outcome.
        more: bool,
    },
    /// The estimate is short of the margin, and the interval includes no difference and ends short of the margin of harm.
    LittleToNone,
    /// The interval includes no difference, and a harm that matters or one of which no margin says whether it does.
    Open,
}

/// The size of the pooled effect; `None` where there is none, or nothing is compared. Where the outcome states no margin, a
/// ratio of 1.25 is taken; of differences the interval alone tells whether there is one.
#[must_use]
pub fn size(response: &Response, subject: &Subject<'_>) -> Option<Size> {
    let pooled = response.pooled.as_ref().ok()?;
    if response.proportion.is_some() {
        return None;
    }
    let interval = pooled.interval;
    let more = interval.estimate > 0.0;
    let excludes = interval.lower > 0.0 || interval.upper < 0.0;
    if !response.measure().is_ratio() {
        return Some(if excludes {
            Size::Matters { more }
        } else {
            Size::Open
        });
    }
    let margin = subject.review.panel.margin(subject.described.id);
    let margin = libm::log(margin.unwrap_or(USUAL_MARGIN));
    let harm = if subject.more_is_worse {
        interval.upper
    } else {
        -interval.lower
    };
    Some(if interval.estimate.abs() >= margin {
        Size::Matters { more }
    } else if excludes {
        Size::Small { more }
    } else if harm > margin {
        Size::Open
    } else {
        Size::LittleToNone
    })
}

/// What a result of this certainty comes to, in one plain sentence: "Use of MSC probably results in little to no difference in
/// deaths (the interval reaches from 0.88 to 1.18)." A benefit has its caution. Empty where nothing is compared or pooled.
#[must_use]
pub fn statement(level: CertaintyLevel, response: &Response, subject: &Subject<'_>) -> String {
    let said = bare_statement(level, response, subject);
    if !said.is_empty() && is_said_benefit(level, response, subject) {
        format!("{said} {}", sentences::BENEFIT_CAUTION)
    } else {
        said
    }
}

/// Whether the sentence claims a benefit.
pub(super) fn is_said_benefit(
    level: CertaintyLevel,
    response: &Response,
    subject: &Subject<'_>,
) -> bool {
    if level == CertaintyLevel::VeryLow || response.tells_nothing_at_all() {
        return false;
    }
    let holds = response
        .pooled
        .as_ref()
        .is_ok_and(|pooled| pooled.interval.lower <= 0.0 && pooled.interval.upper >= 0.0);
    match size(response, subject) {
        Some(Size::Matters { .. }) if holds && level == CertaintyLevel::High => false,
        Some(Size::Matters { more } | Size::Small { more }) => more != subject.more_is_worse,
        Some(Size::LittleToNone | Size::Open) | None => false,
    }
}

/// The sentence without its caution.
pub(super) fn bare_statement(
    level: CertaintyLevel,
    response: &Response,
    subject: &Subject<'_>,
) -> String {
    let Some(size) = size(response, subject) else {
        return String::new();
    };
    let Ok(pooled) = &response.pooled else {
        return String::new();
    };
    let (outcome, with) = (subject.outcome_inside(), subject.experimental);
    if level == CertaintyLevel::VeryLow || response.tells_nothing_at_all() {
        return tr!(
            "The evidence is very uncertain about the effect of use of {with} on {outcome}.",
            with,
            outcome
        );
    }
    let written = Written::of(response.measure(), &pooled.interval, subject.locale);
    let limits = written.interval(&pooled.interval);
    let limits = match written.unit() {
        Some(unit) => tr!("{limits} {unit}", limits, unit),
        None => limits,
    };
    let holds = pooled.interval.lower <= 0.0 && pooled.interval.upper >= 0.0;
    let not_settled = if holds {
        translate("; the interval includes no difference")
    } else {
        ""
    };
    let verb = |more: bool, slightly: &str| {
        let changes = if more {
            translate("increase")
        } else {
            translate("reduce")
        };
        match level {
            CertaintyLevel::High => {
                tr!("{changes}s {outcome}{slightly}", changes, outcome, slightly)
            }
            CertaintyLevel::Moderate => tr!(
                "probably {changes}s {outcome}{slightly}",
                changes,
                outcome,
                slightly
            ),
            CertaintyLevel::Low | CertaintyLevel::VeryLow => {
                tr!(
                    "may {changes} {outcome}{slightly}",
                    changes,
                    outcome,
                    slightly
                )
            }
        }
    };
    let open = tr!(
        "Whether use of {with} increases or reduces {outcome} is not settled: the interval, {limits}, includes no difference",
        with,
        outcome,
        limits
    );
    let said = match size {
        // Whoever is certain does not call settled what the interval leaves open.
        Size::Matters { .. } if holds && level == CertaintyLevel::High => open,
        Size::Matters { more } => tr!(
            "Use of {with} {}{not_settled}",
            verb(more, ""),
            with,
            not_settled
        ),
        Size::Small { more } => tr!(
            "Use of {with} {} (the interval reaches from {limits})",
            verb(more, translate(" slightly")),
            with,
            limits
        ),
        Size::LittleToNone => {
            let results = match level {
                CertaintyLevel::High => translate("results"),
                CertaintyLevel::Moderate => translate("probably results"),
                CertaintyLevel::Low | CertaintyLevel::VeryLow => translate("may result"),
            };
            tr!(
                "Use of {with} {results} in little to no difference in {outcome} (the interval reaches from {limits})",
                with,
                results,
                outcome,
                limits
            )
        }
        Size::Open => open,
    };
    tr!("{said}.", said)
}

/// What it takes until the margin of concern is ruled out, as a card beside the others.
#[must_use]
pub fn needed(needed: &StillNeeded, subject: &Subject<'_>) -> Card {
    let locale = subject.locale;
    let margin = margin_text(needed.margin, subject.more_is_worse, locale);
    let more = |found: &Needed| {
        let trials = if found.trials == 1 {
            translate("trial")
        } else {
            translate("trials")
        };
        tr!(
            "about {} more people, {} more {trials} of the usual size ({})",
            number::count(found.people, locale),
            number::count(found.trials, locale),
            number::fixed(needed.usual, 0, locale),
            trials
        )
    };
    let fewest = |found: &Needed| {
        (needed.trials_differ && found.fewest_trials > 1).then(|| {
            tr!(
                "However large, {} more trials at least, as their effects differ.",
                number::count(found.fewest_trials, locale)
            )
        })
    };
    let [answer, beside, least] = match &needed.no_difference {
        Reach::Needed(found) => [
            tr!("About {} more people", number::count(found.people, locale)),
            tr!(
                "{} of the usual size, {} people",
                counted(usize::try_from(found.trials).unwrap_or(usize::MAX), locale),
                number::fixed(needed.usual, 0, locale)
            ),
            fewest(found).unwrap_or_default(),
        ],
        Reach::Already | Reach::Never => [
            translate("Out of reach").to_owned(),
            String::new(),
            translate("No number of trials that anybody could make would do.").to_owned(),
        ],
    };
    let as_found = match &needed.as_found {
        None => translate("If the pooled effect is the true one it cannot be ruled out: that lies at the margin or beyond.")
            .to_owned(),
        Some(Reach::Needed(found)) => {
            let least = fewest(found).filter(|said| *said != least);
            let said = tr!("If the pooled effect is the true one: {}.", more(found));
            least.map_or(said.clone(), |least| format!("{said} {least}"))
        }
        Some(Reach::Never) => {
            translate("If the pooled effect is the true one: more trials than anybody could make.").to_owned()
        }
        Some(Reach::Already) => String::new(),
    };
    let parts = [
        translate("That is if new trials find no difference on average.").to_owned(),
        least,
        as_found,
        translate("The interval then ends short of the margin as often as not.").to_owned(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Card {
        title: tr!("Until {margin} is ruled out", margin),
        answer,
        beside,
        detail: parts.join(" "),
    }
}

/// The probability that the ratio is beyond the margin of concern, where a Bayesian answer gives it for that margin.
#[must_use]
pub fn beyond_margin(response: &Response, subject: &Subject<'_>) -> Option<String> {
    let margin = subject.review.panel.margin(subject.described.id)?;
    let bayesian = |pooled: &Result<Pooled, Undefined>| pooled.as_ref().ok()?.posterior.clone();
    let beside = response.beside.as_ref();
    let posterior = bayesian(&response.pooled)
        .or_else(|| beside.and_then(|beside| bayesian(&beside.pooled)))?;
    let found = posterior
        .exceedances
        .iter()
        .find(|found| subject.more_is_worse && (found.ratio - margin).abs() < 1e-9)?;
    Some(tr!(
        "Under the model and its prior the ratio is above {}, the margin of concern, with a probability of {}.",
        margin_text(margin, true, subject.locale),
        number::percent(found.probability, subject.locale)
    ))
}

/// The judgement in one line with its reasons: for the report and the footnotes. Empty where a domain does not rate down.
#[must_use]
pub fn footnote(domain: DownDomain, judged: &CertaintyJudged) -> Option<String> {
    let rated = judged.down.get(&domain)?;
    let levels = levels_in_words(rated.seriousness?.levels())?;
    Some(with_reason(
        &tr!("{} less for {}", capitalized(levels), down_inside(domain)),
        &rated.reason,
    ))
}

/// The same of a domain that rates up.
#[must_use]
pub fn footnote_up(domain: UpDomain, judged: &CertaintyJudged) -> Option<String> {
    let rated = judged.up.get(&domain)?;
    let levels = levels_in_words(rated.raise.levels())?;
    Some(with_reason(
        &tr!("{} more for {}", capitalized(levels), up_inside(domain)),
        &rated.reason,
    ))
}

/// The same of a start that the reviewers chose.
#[must_use]
pub fn footnote_start(judged: &CertaintyJudged) -> Option<String> {
    let chosen = judged.start?;
    Some(with_reason(
        &tr!("Starts {} by judgement of the reviewers", start(chosen)),
        &judged.start_reason,
    ))
}

fn with_reason(said: &str, reason: &str) -> String {
    let reason = reason.trim();
    if reason.is_empty() {
        tr!("{said}.", said)
    } else if reason.ends_with(['.', '!', '?', '。', '！', '？']) {
        tr!("{said}: {reason}", said, reason)
    } else {
        tr!("{said}: {reason}.", said, reason)
    }
}
