//! Methods: how the risk of bias was judged, and which sensitivity analyses were made.

use super::ReviewAnswers;
use super::prose::{Paragraph, Prose, listed};
use crate::analysis::certainty_of;
use crate::data::{Assessment, Judgement, RiskOfBias, Sentence, Tool, Topic};
use crate::wording::references::Reference;
use crate::wording::subject::trials as counted;
use crate::wording::{Locale, interface, names, number, risk_of_bias, sensitivity, tr, translate};

pub(super) fn paragraph(review: &ReviewAnswers<'_>) -> Paragraph {
    let mut prose = Prose::new(Topic::Checks, review.locale);
    match review.review.risk_of_bias.as_deref() {
        Some(table) => judged(&mut prose, review, table),
        None => {
            prose.begin(
                Sentence::RiskOfBias,
                translate("No judgement of the risk of bias is recorded."),
            );
        }
    }
    certainty(&mut prose, review);
    let with_prior = with_prior(review);
    analyses(&mut prose, review, with_prior.is_empty());
    priors(&mut prose, &with_prior, review.locale);
    prose.finish()
}

fn judged(prose: &mut Prose, review: &ReviewAnswers<'_>, table: &RiskOfBias) {
    let (tool, works) = tool(table.tool);
    let has_any = |assessment: &Assessment| {
        let domains = assessment.domains.iter();
        let mut judged = domains.chain([&assessment.overall]);
        judged.any(|judged| judged.judgement.is_some())
    };
    let trials = || {
        let trials = review.review.trials.iter();
        trials.filter_map(|trial| table.trials.get(&trial.id))
    };
    let judged = trials().filter(|assessment| has_any(assessment)).count();
    if judged == 0 {
        prose
            .begin(
                Sentence::RiskOfBias,
                &tr!("The risk of bias is to be judged with {tool}", tool),
            )
            .cite(works)
            .words(translate("; no judgement is recorded yet."));
        return;
    }
    prose
        .begin(
            Sentence::RiskOfBias,
            &tr!("The risk of bias was judged with {tool}", tool),
        )
        .cite(works)
        .words(&tr!(
            ", in {} of {}.",
            number::count(judged as u64, review.locale),
            counted(review.review.trials.len(), review.locale)
        ));
    let overall = overall(table, trials(), review);
    if !overall.is_empty() {
        prose.begin(
            Sentence::RiskOfBias,
            &tr!("As a whole: {}.", listed(&overall, review.locale)),
        );
    }
}

/// How many trials were judged how, as a whole.
fn overall<'a>(
    table: &RiskOfBias,
    trials: impl Iterator<Item = &'a Assessment>,
    review: &ReviewAnswers<'_>,
) -> Vec<String> {
    const ORDER: [Judgement; 9] = [
        Judgement::Low,
        Judgement::SomeConcerns,
        Judgement::Moderate,
        Judgement::High,
        Judgement::Serious,
        Judgement::VeryHigh,
        Judgement::Critical,
        Judgement::NoInformation,
        Judgement::NotApplicable,
    ];
    let found: Vec<Judgement> = trials
        .filter_map(|assessment| assessment.overall.judgement)
        .collect();
    ORDER
        .into_iter()
        .filter_map(|judgement| {
            let count = found.iter().filter(|found| **found == judgement).count();
            (count > 0).then(|| {
                let name = names::outcome_inside(risk_of_bias::judgement(judgement, table.tool));
                tr!(
                    "{count} {name}",
                    count = number::count(count as u64, review.locale),
                    name
                )
            })
        })
        .collect()
}

/// What a tool is called in a sentence, and where it is described.
fn tool(tool: Tool) -> (&'static str, &'static [Reference]) {
    match tool {
        Tool::RiskOfBias1 => (
            translate("Cochrane’s first risk of bias tool"),
            &[Reference::Higgins2011],
        ),
        Tool::RiskOfBias2 => (translate("RoB 2"), &[Reference::Sterne2019]),
        Tool::RiskOfBias2Cluster => (
            translate("RoB 2 for cluster-randomized trials"),
            &[Reference::Sterne2019],
        ),
        Tool::RobinsI => (translate("ROBINS-I"), &[Reference::Sterne2016]),
        Tool::RobinsE => (translate("ROBINS-E"), &[Reference::Higgins2024]),
        Tool::Quadas2 => (translate("QUADAS-2"), &[Reference::Whiting2011]),
        Tool::Quips => (translate("QUIPS"), &[Reference::Hayden2013]),
        Tool::Other => (translate("a tool that the review does not name"), &[]),
    }
}

/// That the certainty was judged, where it was.
fn certainty(prose: &mut Prose, review: &ReviewAnswers<'_>) {
    let judged = review
        .outcomes
        .iter()
        .filter(|one| certainty_of(review.review, one.prepared, one.outcome.id).is_some())
        .count();
    if judged > 0 {
        prose
            .begin(
                Sentence::Other,
                translate("The certainty of the evidence was judged by GRADE"),
            )
            .cite(&[Reference::Guyatt2011])
            .words(&tr!(
                ", for {} of {}.",
                number::count(judged as u64, review.locale),
                interface::outcomes(review.outcomes.len(), review.locale)
            ));
    }
}

/// The sensitivity analyses by name, each with the outcomes of which it was made; that there are none, where these are all that
/// there could be.
fn analyses(prose: &mut Prose, review: &ReviewAnswers<'_>, are_all: bool) {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for answers in review.outcomes {
        let outcome = review.subject(answers).outcome_inside();
        for analysis in review.settings.sensitivity_of(answers.outcome.id) {
            let plan = answers.response.plan;
            let name = sensitivity::name(analysis, review.review, plan, review.locale);
            let name = names::outcome_inside(&name);
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, outcomes)) if outcomes.contains(&outcome) => {}
                Some((_, outcomes)) => outcomes.push(outcome.clone()),
                None => groups.push((name, vec![outcome.clone()])),
            }
        }
    }
    if groups.is_empty() {
        if are_all {
            prose.begin(
                Sentence::Other,
                translate("No sensitivity analysis is recorded."),
            );
        }
        return;
    }
    let of = |(name, outcomes): &(String, Vec<String>)| {
        tr!("{name} ({})", listed(outcomes, review.locale), name)
    };
    let named: Vec<String> = groups.iter().map(of).collect();
    prose
        .begin(
            Sentence::Other,
            translate("Sensitivity analyses do otherwise than the main analysis only what their name says"),
        )
        .cite(&[Reference::Handbook2019])
        .words(&tr!(": {}.", named.join(translate("; "))));
}

/// The outcomes that have an earlier estimate as a prior.
fn with_prior(review: &ReviewAnswers<'_>) -> Vec<String> {
    let earlier = &review.review.earlier;
    let chosen = review.outcomes.iter().filter(|answers| {
        let mut results = earlier.iter().flat_map(|earlier| &earlier.results);
        results.any(|result| {
            result.outcome == Some(answers.outcome.id) && result.prior_weight.is_some()
        })
    });
    review.names(chosen)
}

/// That earlier estimates were taken as priors, where they were, and of which outcomes.
fn priors(prose: &mut Prose, outcomes: &[String], locale: Locale) {
    if outcomes.is_empty() {
        return;
    }
    prose
        .begin(
            Sentence::Other,
            &tr!(
                "As a sensitivity analysis of {} the result of an earlier review entered as a prior of the mean: a mixture of it, as a normal distribution of the log ratio, and of the vague prior N(0, 4²), in a Bayesian model with random effects",
                listed(outcomes, locale)
            ),
        )
        .cite(&[Reference::Schmidli2014])
        .words(translate(". Trials that are in both reviews count twice in it."));
}
