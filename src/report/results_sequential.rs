//! What the results as JSON say of the fewest events that turn a result, and of the pool as a sequential test.

use serde::Serialize;

use super::Answered;
use super::results_explored::MeanResults;
use crate::analysis::{
    Fragility, FragilityEnd, Look, LookKind, NoFragility, Sequential, SoughtFrom, TestStanding,
    fragility, sequential,
};
use crate::data::{Measure, Review, SequentialDesign, Settings};
use crate::explore::sequential::boundaries::Boundary;
use crate::wording::names::{self, Length};
use crate::wording::{Subject, fragility as fragility_words, sequential as words};

/// The people whose event decides, in the order in which they were found, or why there is no search.
#[derive(Serialize)]
pub(super) struct FragilityResults<'a> {
    excludes_no_difference: Option<bool>,
    end: Option<FragilityEnd>,
    people: Option<usize>,
    events: Option<u64>,
    steps: Vec<StepResults<'a>>,
    sentence: String,
    undefined: Option<NoFragility>,
}

#[derive(Serialize)]
struct StepResults<'a> {
    name: &'a str,
    arm: &'static str,
    change: i8,
    pooled: MeanResults,
    p_value: f64,
}

/// Rows of which events are moved at most for a file, while nothing else is done: some tenths of a second.
const MOST_MOVED: usize = 60;

/// The search for the fewest events that turn the result as files have it; `None` of so many trials that it would keep the page
/// waiting.
pub(super) fn fragility_for_file(
    answered: &Answered<'_>,
) -> Option<Result<Fragility, NoFragility>> {
    let request = &answered.prepared.request;
    (request.trials.len() <= MOST_MOVED).then(|| fragility(request, answered.response.plan))
}

/// The search for the fewest events that turn the result.
pub(super) fn fragility_results<'a>(
    answered: &Answered<'a>,
    subject: &Subject<'a>,
) -> Option<FragilityResults<'a>> {
    let plan = answered.response.plan;
    Some(match fragility_for_file(answered)? {
        Err(why) => FragilityResults {
            excludes_no_difference: None,
            end: None,
            people: None,
            events: None,
            steps: Vec::new(),
            sentence: fragility_words::no_fragility(why).to_owned(),
            undefined: Some(why),
        },
        Ok(found) => FragilityResults {
            excludes_no_difference: Some(found.excludes),
            end: Some(found.end),
            people: turned_by(&found),
            events: Some(found.events),
            sentence: fragility_words::sentence(&found, plan, subject),
            undefined: None,
            steps: found
                .steps
                .iter()
                .map(|step| StepResults {
                    name: subject.trial(step.row),
                    arm: if step.is_experimental {
                        "experimental"
                    } else {
                        "control"
                    },
                    change: if step.more { 1 } else { -1 },
                    pooled: MeanResults::of(plan.measure, step.interval),
                    p_value: step.p_value,
                })
                .collect(),
        },
    })
}

/// How many people turn the result; `None` where the search ended before it turned.
fn turned_by(found: &Fragility) -> Option<usize> {
    match found.end {
        FragilityEnd::Turned => Some(found.steps.len()),
        FragilityEnd::Stuck | FragilityEnd::GivenUp => None,
    }
}

/// The pool that grew trial by trial as a sequential test, or the reason in words why there is none.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum SequentialResults {
    Tested(Box<TestedResults>),
    NotTested { undefined: &'static str },
}

#[derive(Serialize)]
pub(super) struct TestedResults {
    design: SequentialDesign,
    required: RequiredResults,
    looks: Vec<LookResults>,
    boundary_at_required_size: Option<BoundaryResults>,
    inflation: Option<f64>,
    standing: StandingResults,
    sentence: String,
}

#[derive(Serialize)]
struct RequiredResults {
    people: f64,
    people_of_one_trial: f64,
    control_risk: f64,
    experimental_risk: f64,
    ratio: f64,
    ratio_from: &'static str,
    diversity: f64,
    diversity_by: Option<&'static str>,
}

#[derive(Serialize)]
struct BoundaryResults {
    share: f64,
    efficacy: Option<f64>,
    futility: Option<f64>,
}

#[derive(Serialize)]
struct LookResults {
    trial: String,
    people: u64,
    share: f64,
    kind: &'static str,
    pooled: Option<MeanResults>,
    z: Option<f64>,
    boundary: Option<BoundaryResults>,
    adjusted: Option<MeanResults>,
    crosses: bool,
    within_futility: bool,
}

/// Where the test stands, and at which look from 0 on it came to stand there.
#[derive(Serialize)]
struct StandingResults {
    is: &'static str,
    look: Option<usize>,
}

/// An outcome as a sequential test by what was chosen for it.
pub(super) fn sequential_results(
    review: &Review,
    settings: &Settings,
    answered: &Answered<'_>,
    subject: &Subject<'_>,
) -> SequentialResults {
    let main = answered.main();
    let design = settings.exploration_of(answered.outcome.id).sequential;
    let found = match sequential(review, main, &design) {
        Ok(found) => found,
        Err(why) => {
            return SequentialResults::NotTested {
                undefined: words::no_sequential(why),
            };
        }
    };
    let measure = found.plan.measure;
    SequentialResults::Tested(Box::new(TestedResults {
        design: found.design,
        required: required(&found),
        looks: found.looks.iter().map(|one| look(measure, one)).collect(),
        boundary_at_required_size: found.to_come.map(boundary),
        inflation: found.inflation,
        standing: standing(found.standing),
        sentence: words::sentence(&found, subject),
    }))
}

fn required(found: &Sequential) -> RequiredResults {
    let required = &found.required;
    RequiredResults {
        people: required.people,
        people_of_one_trial: required.single,
        control_risk: required.control_risk,
        experimental_risk: required.experimental_risk,
        ratio: required.ratio,
        ratio_from: match required.ratio_from {
            SoughtFrom::Typed => "typed",
            SoughtFrom::Margin => "margin",
            SoughtFrom::Usual => "usual",
        },
        diversity: required.diversity,
        diversity_by: required
            .diversity_by
            .map(|estimator| names::estimator(estimator, Length::Short)),
    }
}

fn boundary(boundary: Boundary) -> BoundaryResults {
    BoundaryResults {
        share: boundary.information,
        efficacy: boundary.efficacy,
        futility: boundary.futility,
    }
}

fn look(measure: Measure, look: &Look) -> LookResults {
    LookResults {
        trial: look.name.clone(),
        people: look.people,
        share: look.share,
        kind: match look.kind {
            LookKind::TooEarly => "too_early",
            LookKind::OnTheWay => "on_the_way",
            LookKind::Last => "last",
            LookKind::After => "after",
        },
        pooled: look
            .interval
            .map(|interval| MeanResults::of(measure, interval)),
        z: look.z,
        boundary: look.boundary.map(boundary),
        adjusted: look
            .adjusted
            .map(|interval| MeanResults::of(measure, interval)),
        crosses: look.crosses(),
        within_futility: look.is_futile(),
    }
}

fn standing(standing: TestStanding) -> StandingResults {
    let (is, look) = match standing {
        TestStanding::TooEarly => ("too_early", None),
        TestStanding::Crossed(look) => ("crossed", Some(look)),
        TestStanding::Reached(look) => ("required_size_reached", Some(look)),
        TestStanding::Futile(look) => ("futile", Some(look)),
        TestStanding::Open => ("open", None),
    };
    StandingResults { is, look }
}
