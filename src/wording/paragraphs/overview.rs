//! Results: all outcomes together, sorted by what their intervals say. Whatever is said of no difference stands beside the
//! limits.

use super::prose::{Paragraph, Prose};
use super::{OutcomeAnswers, ReviewAnswers};
use crate::data::{Sentence, Topic};
use crate::wording::confidence::Limits;
use crate::wording::effects::Written;
use crate::wording::sentences::BENEFIT_CAUTION;
use crate::wording::{names, number, tr, translate};

/// Outcomes of which one sentence tells.
const MOST_IN_A_SENTENCE: usize = 15;

/// What the interval of an outcome says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// All of it is on the side of harm.
    Harm,
    /// All of it is on the side of benefit.
    Benefit,
    /// It includes no difference.
    Both,
    /// It is too wide to tell anything.
    Nothing,
    /// It is of one arm: nothing is compared.
    OneArm,
    /// There is none.
    NotPooled,
}

pub(super) fn paragraph(review: &ReviewAnswers<'_>) -> Paragraph {
    let mut prose = Prose::new(Topic::Overview, review.locale);
    let outcomes: Vec<(Says, &OutcomeAnswers<'_>)> = review
        .outcomes
        .iter()
        .map(|answers| (says(answers), answers))
        .collect();
    prose.begin(Sentence::Other, &counted(&outcomes, review));
    sentence(
        &mut prose,
        review,
        &outcomes,
        Says::Harm,
        translate("The interval excludes no difference on the side of harm for "),
    );
    if sentence(
        &mut prose,
        review,
        &outcomes,
        Says::Benefit,
        translate("The interval excludes no difference on the side of benefit for "),
    ) {
        prose.begin(Sentence::Other, BENEFIT_CAUTION.text());
    }
    if sentence(
        &mut prose,
        review,
        &outcomes,
        Says::Both,
        translate("The interval includes no difference for "),
    ) {
        prose.begin(
            Sentence::Other,
            translate("Up to the limits given, more harm is compatible with these data."),
        );
    }
    sentence(
        &mut prose,
        review,
        &outcomes,
        Says::Nothing,
        translate("The interval is too wide to tell anything for "),
    );
    sentence(
        &mut prose,
        review,
        &outcomes,
        Says::OneArm,
        translate("Without a comparison, the pooled proportion is given for "),
    );
    sentence(
        &mut prose,
        review,
        &outcomes,
        Says::NotPooled,
        translate("No pooled estimate is given for "),
    );
    prose.of(None);
    prose.finish()
}

fn counted(outcomes: &[(Says, &OutcomeAnswers<'_>)], review: &ReviewAnswers<'_>) -> String {
    let pooled = outcomes
        .iter()
        .filter(|(says, _)| *says != Says::NotPooled)
        .count();
    let count = |count: usize| number::count(count as u64, review.locale);
    match (outcomes.len(), pooled) {
        (0, _) => translate("The review has no outcome yet.").to_owned(),
        (1, 0) => translate("The one outcome of the review has no pooled estimate.").to_owned(),
        (1, _) => translate("The one outcome of the review was pooled.").to_owned(),
        (all, 0) => tr!("None of {} outcomes has a pooled estimate.", count(all)),
        (all, pooled) if all == pooled => tr!("All {} outcomes were pooled.", count(all)),
        (all, 1) => tr!("1 of {} outcomes was pooled.", count(all)),
        (all, pooled) => tr!("{} of {} outcomes were pooled.", count(pooled), count(all)),
    }
}

fn says(answers: &OutcomeAnswers<'_>) -> Says {
    let response = answers.response;
    let Ok(pooled) = &response.pooled else {
        return Says::NotPooled;
    };
    if response.proportion.is_some() {
        return Says::OneArm;
    }
    if response.tells_nothing_at_all() || !pooled.converged {
        return Says::Nothing;
    }
    let more_is_harm = answers.outcome.more_is_worse;
    let interval = &pooled.interval;
    if interval.lower > 0.0 {
        if more_is_harm {
            Says::Harm
        } else {
            Says::Benefit
        }
    } else if interval.upper < 0.0 {
        if more_is_harm {
            Says::Benefit
        } else {
            Says::Harm
        }
    } else {
        Says::Both
    }
}

/// One sentence about the outcomes whose interval says this; whether there was any.
fn sentence(
    prose: &mut Prose,
    review: &ReviewAnswers<'_>,
    outcomes: &[(Says, &OutcomeAnswers<'_>)],
    wanted: Says,
    begins: &str,
) -> bool {
    let of_kind: Vec<&OutcomeAnswers<'_>> = outcomes
        .iter()
        .filter(|(says, _)| *says == wanted)
        .map(|(_, answers)| *answers)
        .collect();
    if of_kind.is_empty() {
        return false;
    }
    prose.of(None).begin(Sentence::Other, begins);
    let shown = of_kind.iter().take(MOST_IN_A_SENTENCE);
    for (place, answers) in shown.enumerate() {
        if place > 0 {
            prose.words(translate("; "));
        }
        prose
            .of(Some(answers.outcome.id))
            .on(Sentence::Result)
            .words(&named(review, answers));
    }
    prose.of(None).on(Sentence::Other);
    let others = of_kind.len().saturating_sub(MOST_IN_A_SENTENCE);
    if others > 0 {
        prose.words(&tr!(
            "; and {} more",
            number::count(others as u64, review.locale)
        ));
    }
    prose.words(translate("."));
    true
}

/// "fever (risk ratio 2.48, 95% CI 1.27 to 4.86)".
fn named(review: &ReviewAnswers<'_>, answers: &OutcomeAnswers<'_>) -> String {
    let subject = review.subject(answers);
    let response = answers.response;
    let name = subject.outcome_inside();
    let Ok(pooled) = &response.pooled else {
        let reason = match response.pooled {
            Err(reason) => {
                crate::wording::undefined::short_of(reason, response.measure(), &subject)
            }
            Ok(_) => String::new(),
        };
        return tr!("{name} ({reason})", name, reason);
    };
    let limits = Limits::of(Some(pooled)).short(response.level);
    if let Some((share, lower, upper)) = response.proportion.as_ref().and_then(|one| one.share) {
        let [share, lower, upper] =
            [share, lower, upper].map(|share| number::percent(share, review.locale));
        return tr!(
            "{name} ({share}, {limits} {lower} to {upper})",
            name,
            share,
            limits,
            lower,
            upper
        );
    }
    let written = Written::of(response.measure(), &pooled.interval, review.locale);
    tr!(
        "{name} ({} {}, {limits} {})",
        names::measure_inside(response.measure()),
        written.effect(pooled.interval.estimate),
        written.interval(&pooled.interval),
        name,
        limits
    )
}
