//! Methods: how outcomes were pooled, with the works that the methods come from.

use super::prose::{Paragraph, Prose, listed};
use super::{OutcomeAnswers, ReviewAnswers};
use crate::analysis::{BaselineSource, Undefined};
use crate::data::{
    ConfidenceLevel, Correction, CountModel, ExactTail, Interval, Measure, Method, Note, Plan,
    PredictionDegrees, Sentence, TauPrior, TauSquaredEstimator, Topic, capitalized,
};
use crate::wording::references::Reference;
use crate::wording::{Locale, Text, confidence, number, tr, translate};

pub(super) fn paragraph(review: &ReviewAnswers<'_>) -> Paragraph {
    let mut prose = Prose::new(Topic::Pooling, review.locale);
    let pooled: Vec<&OutcomeAnswers<'_>> = review
        .outcomes
        .iter()
        .filter(|answers| is_pooled(answers))
        .collect();
    plans(&mut prose, review, &pooled);
    not_pooled(&mut prose, review);
    choices(&mut prose, review, &pooled);
    levels(&mut prose, review, &pooled);
    zeros(&mut prose, review, &pooled);
    heterogeneity(&mut prose, &pooled);
    absolute(&mut prose, review, &pooled);
    bounds(&mut prose, review);
    prose.begin(Sentence::Other, &software());
    prose.finish()
}

/// Whether an outcome has a pooled answer, or gets one once it is computed.
fn is_pooled(answers: &OutcomeAnswers<'_>) -> bool {
    match answers.response.pooled {
        Ok(_) | Err(Undefined::Pending) => true,
        Err(_) => false,
    }
}

/// "Deaths and fever were pooled as risk ratios by …", a sentence for each way in which outcomes were pooled.
fn plans(prose: &mut Prose, review: &ReviewAnswers<'_>, pooled: &[&OutcomeAnswers<'_>]) {
    let mut groups: Vec<(Plan, Vec<&OutcomeAnswers<'_>>)> = Vec::new();
    for answers in pooled {
        let plan = answers.response.plan;
        match groups
            .iter_mut()
            .find(|(known, _)| is_same(*known, plan, review.locale))
        {
            Some((_, group)) => group.push(answers),
            None => groups.push((plan, vec![answers])),
        }
    }
    let all = groups.len() == 1 && pooled.len() == review.outcomes.len() && pooled.len() > 1;
    for (place, (plan, group)) in (0..).zip(&groups) {
        let names = review.names(group.iter().copied());
        let (subject, verb) = match group.as_slice() {
            [alone] => {
                let subject = review.subject(alone);
                (subject.outcome.to_owned(), subject.was())
            }
            _ if all => (translate("All outcomes").to_owned(), translate("were")),
            _ => (
                capitalized(&listed(&names, review.locale)),
                translate("were"),
            ),
        };
        let (measure, works) = measured(plan.measure);
        prose.begin(
            Sentence::Plan(place),
            &tr!(
                "{subject} {verb} pooled as {measure}",
                subject,
                verb,
                measure
            ),
        );
        prose.cite(works);
        let corrects = group.iter().any(|answers| is_corrected(answers));
        for (words, works) in how(*plan, corrects, review.locale) {
            prose.words(&words).cite(&works);
        }
        prose.words(translate("."));
    }
}

/// Whether two plans pool alike, so that one sentence tells both.
fn is_same(one: Plan, other: Plan, locale: Locale) -> bool {
    let told = |plan: Plan| (plan.measure, how(plan, true, locale));
    told(one) == told(other)
}

fn not_pooled(prose: &mut Prose, review: &ReviewAnswers<'_>) {
    let others: Vec<&OutcomeAnswers<'_>> = review
        .outcomes
        .iter()
        .filter(|answers| !is_pooled(answers))
        .collect();
    if others.is_empty() {
        return;
    }
    let names = review.names(others.iter().copied());
    prose.begin(
        Sentence::Other,
        &tr!(
            "No pooled estimate is given of {}, for the reasons given in the results.",
            listed(&names, review.locale)
        ),
    );
}

/// What is said of a method that nobody chose.
const PROPOSED: Text =
    Text("was proposed by the program from the number of trials and events, once, and kept since");

/// Who chose the methods.
fn choices(prose: &mut Prose, review: &ReviewAnswers<'_>, pooled: &[&OutcomeAnswers<'_>]) {
    let (chosen, proposed): (Vec<&OutcomeAnswers<'_>>, Vec<&OutcomeAnswers<'_>>) = pooled
        .iter()
        .copied()
        .partition(|answers| review.chosen.contains(&answers.outcome.id));
    let said = match (chosen.len(), proposed.len()) {
        (0, 0) => return,
        (0, 1) => tr!("The method {PROPOSED}.", PROPOSED),
        (0, _) => tr!("The method of each outcome {PROPOSED}.", PROPOSED),
        (1, 0) => translate("The reviewers chose the method.").to_owned(),
        (_, 0) => translate("The reviewers chose the methods.").to_owned(),
        (_, _) => tr!(
            "The reviewers chose the method of {}; that of each other outcome {PROPOSED}.",
            listed(&review.names(chosen), review.locale),
            PROPOSED
        ),
    };
    prose.begin(Sentence::Other, &said);
}

fn levels(prose: &mut Prose, review: &ReviewAnswers<'_>, pooled: &[&OutcomeAnswers<'_>]) {
    let Some(first) = pooled.first() else {
        return;
    };
    let main = review.settings.level;
    let others: Vec<&OutcomeAnswers<'_>> = pooled
        .iter()
        .copied()
        .filter(|answers| answers.response.level != main)
        .collect();
    let is_bayesian =
        |answers: &&OutcomeAnswers<'_>| matches!(answers.response.plan.method, Method::Bayesian(_));
    let kind = |level: ConfidenceLevel| {
        if pooled.iter().all(is_bayesian) {
            tr!("{} credible intervals", confidence::percent(level))
        } else if pooled.iter().any(is_bayesian) {
            tr!(
                "{0} confidence intervals, and {0} credible intervals where the model is Bayesian",
                confidence::percent(level)
            )
        } else {
            tr!("{} confidence intervals", confidence::percent(level))
        }
    };
    let same = pooled
        .iter()
        .all(|one| one.response.level == first.response.level);
    let said = if same {
        tr!("Intervals are {}.", kind(first.response.level))
    } else {
        let apart: Vec<String> = others
            .iter()
            .map(|answers| {
                tr!(
                    "{} ({})",
                    review.subject(answers).outcome_inside(),
                    confidence::percent(answers.response.level)
                )
            })
            .collect();
        tr!(
            "Intervals are {}, at another level for {}.",
            kind(main),
            listed(&apart, review.locale)
        )
    };
    prose.begin(Sentence::Level, &said);
    if pooled.len() > 1 {
        prose.begin(
            Sentence::Level,
            translate("They are not adjusted for the number of outcomes."),
        );
    }
}

/// What became of trials without an event in either arm.
fn zeros(prose: &mut Prose, review: &ReviewAnswers<'_>, pooled: &[&OutcomeAnswers<'_>]) {
    let with = |wanted: bool| {
        let has =
            move |note: &Note| matches!(note, Note::DoubleZero { used, .. } if *used == wanted);
        let outcomes = pooled.iter().copied();
        let outcomes = outcomes.filter(move |answers| answers.response.notes.iter().any(has));
        review.names(outcomes)
    };
    let unused = with(false);
    if !unused.is_empty() {
        prose
            .begin(
                Sentence::Zeros,
                &tr!(
                    "Trials without an event in either arm are shown and have no part in the estimate of {}",
                    listed(&unused, review.locale)
                ),
            )
            .cite(&[Reference::Bradburn2007, Reference::Xu2021])
            .words(translate("."));
    }
    let used = with(true);
    if !used.is_empty() {
        prose
            .begin(
                Sentence::Zeros,
                &tr!(
                    "The method of {} takes in trials without an event in either arm",
                    listed(&used, review.locale)
                ),
            )
            .cite(&[Reference::Xu2021])
            .words(translate("."));
    }
}

fn heterogeneity(prose: &mut Prose, pooled: &[&OutcomeAnswers<'_>]) {
    let answers = || {
        pooled
            .iter()
            .filter_map(|one| one.response.pooled.as_ref().ok())
    };
    let found = || answers().filter_map(|pooled| pooled.heterogeneity);
    if found().next().is_none() {
        return;
    }
    prose
        .begin(
            Sentence::Heterogeneity,
            translate("How much trials differ is told by I²"),
        )
        .cite(&[Reference::HigginsThompson2002]);
    if found().any(|found| found.tau_squared_interval.is_some()) {
        prose
            .words(translate(
                ", by the variance between trials τ² with its Q-profile interval",
            ))
            .cite(&[Reference::Viechtbauer2007]);
    } else if found().any(|found| found.tau_squared.is_some()) {
        prose.words(translate(", by the variance between trials τ²"));
    }
    if answers().any(|pooled| pooled.prediction.is_some()) {
        let mut degrees = pooled
            .iter()
            .filter(|one| matches!(&one.response.pooled, Ok(pooled) if pooled.prediction.is_some()))
            .map(|one| one.response.plan.prediction);
        let first = degrees.next();
        let same = degrees.all(|degrees| Some(degrees) == first);
        let by = match first.filter(|_| same) {
            Some(PredictionDegrees::KMinusOne) => {
                translate(" from Student’s t with one degree of freedom less than trials")
            }
            Some(PredictionDegrees::KMinusTwo) => {
                translate(" from Student’s t with two degrees of freedom less than trials")
            }
            None => "",
        };
        prose
            .words(&tr!(
                ", and where effects are random by the prediction interval{by}",
                by
            ))
            .cite(&[Reference::Higgins2009]);
    }
    prose.words(translate("."));
}

/// How an effect becomes so many people.
fn absolute(prose: &mut Prose, review: &ReviewAnswers<'_>, pooled: &[&OutcomeAnswers<'_>]) {
    let by = |source: BaselineSource| {
        let outcomes = pooled.iter().copied();
        let outcomes = outcomes.filter(move |one| {
            let absolute = one.response.absolute.as_ref();
            absolute.is_some_and(|absolute| absolute.baseline_source == source)
        });
        review.names(outcomes)
    };
    let median = by(BaselineSource::MedianControlRisk);
    let crude = by(BaselineSource::PooledControlRisk);
    let (risk, of_others) = match (median.is_empty(), crude.is_empty()) {
        (true, true) => return,
        (false, true) => (translate("the median control risk of the trials"), None),
        (true, false) => (translate("the control risk of all trials together"), None),
        (false, false) => (
            translate("the median control risk of the trials"),
            Some(crude),
        ),
    };
    prose
        .begin(
            Sentence::Absolute,
            &tr!(
                "Differences per so many people are what the pooled effect makes of {risk}",
                risk
            ),
        )
        .cite(&[Reference::Guyatt2013]);
    if let Some(others) = of_others {
        prose.words(&tr!(
            ", and for {}, where events are rare or the median is zero, of that of all trials together",
            listed(&others, review.locale)
        ));
    }
    prose.words(translate(
        "; how uncertain that risk is does not enter their intervals.",
    ));
}

/// What stands in place of a ratio where an arm had no event.
fn bounds(prose: &mut Prose, review: &ReviewAnswers<'_>) {
    let bounded = review
        .outcomes
        .iter()
        .filter(|answers| !answers.response.ruled_out.zero_bounds.is_empty());
    let levels: Vec<ConfidenceLevel> = bounded.map(|answers| answers.response.level).collect();
    let Some(first) = levels.first() else {
        return;
    };
    let level = if levels.iter().all(|level| level == first) {
        tr!("{level} ", level = confidence::percent(*first))
    } else {
        String::new()
    };
    let mut works = vec![Reference::ClopperPearson1934];
    if levels.contains(&ConfidenceLevel::NinetyFive) {
        works.push(Reference::HanleyLippmanHand1983);
    }
    prose
        .begin(
            Sentence::Zeros,
            &tr!(
                "Where an arm had no event in any trial, the risk that this leaves room for is given by the exact one-sided {level}bound", level
            ),
        )
        .cite(&works)
        .words(translate("."));
}

/// By which program.
fn software() -> String {
    tr!(
        "Computed with Trialpool {}; a script for R that pools every outcome again with metafor comes with the results.",
        env!("CARGO_PKG_VERSION")
    )
}

/// What is pooled, as a plural, and where the measure itself comes from.
fn measured(measure: Measure) -> (&'static str, &'static [Reference]) {
    match measure {
        Measure::RiskRatio => (translate("risk ratios"), &[]),
        Measure::OddsRatio => (translate("odds ratios"), &[]),
        Measure::PetoOddsRatio => (translate("Peto odds ratios"), &[]),
        Measure::RiskDifference => (translate("risk differences"), &[]),
        Measure::ArcsineDifference => (translate("arcsine differences"), &[Reference::Rucker2009]),
        Measure::RateRatio => (translate("rate ratios"), &[]),
        Measure::RateDifference => (translate("rate differences"), &[]),
        Measure::MeanDifference => (translate("mean differences"), &[]),
        Measure::StandardizedMeanDifference => (
            translate("standardized mean differences"),
            &[Reference::Hedges1981],
        ),
        Measure::StandardizedMeanDifferenceUnequalVariances => (
            translate("standardized mean differences for unequal variances"),
            &[Reference::Hedges1981],
        ),
        Measure::RatioOfMeans => (
            translate("ratios of means"),
            &[Reference::HedgesGurevitchCurtis1999],
        ),
        Measure::LogitProportion => (translate("proportions on the logit scale"), &[]),
        Measure::ArcsineProportion => (translate("proportions on the arcsine scale"), &[]),
        Measure::LogProportion => (translate("proportions on the log scale"), &[]),
        Measure::RawProportion => (translate("proportions as they stand"), &[]),
        Measure::DoubleArcsineProportion => {
            (translate("proportions on the double arcsine scale"), &[])
        }
        Measure::GenericRatio => (translate("the ratios that the trials report"), &[]),
        Measure::GenericDifference => (translate("the differences that the trials report"), &[]),
    }
}

type Said = (String, Vec<Reference>);

fn said(words: &str, works: &[Reference]) -> Said {
    (words.to_owned(), works.to_vec())
}

/// How trials are combined, in parts with the works behind each; what the method does not use is not named. `corrects` says
/// whether there was anything to correct.
fn how(plan: Plan, corrects: bool, locale: Locale) -> Vec<Said> {
    match plan.method {
        Method::MantelHaenszel => {
            let mut works = vec![Reference::MantelHaenszel1959];
            works.extend(mantel_haenszel_variance(plan.measure));
            let mut parts = vec![(
                translate(" by the Mantel–Haenszel method").to_owned(),
                works,
            )];
            parts.extend(corrected(plan, corrects, locale));
            if plan.interval == Interval::Robust {
                parts.push(said(
                    translate(", with an interval that from six trials on is at least as wide as the trials’ own contributions make it"),
                    &[Reference::LiangZeger1986],
                ));
            }
            parts
        }
        Method::MiettinenNurminen => vec![said(
            translate(
                " with Mantel–Haenszel weights and the score interval of Miettinen and Nurminen",
            ),
            &[Reference::MiettinenNurminen1985],
        )],
        Method::Peto => vec![said(
            translate(" by Peto’s method"),
            &[Reference::Yusuf1985],
        )],
        Method::InverseVariance => {
            let mut parts = vec![said(
                translate(" by inverse-variance weights under a common effect"),
                &[Reference::Handbook2019],
            )];
            parts.extend(corrected(plan, corrects, locale));
            parts
        }
        Method::RandomEffects(estimator) => {
            let (words, works) = estimated(estimator);
            let mut parts = vec![said(
                &tr!(
                    " by random effects with {words} for the variance between trials",
                    words
                ),
                works,
            )];
            parts.extend(interval(plan.interval));
            parts.extend(corrected(plan, corrects, locale));
            parts
        }
        Method::GeneralizedLinear(model) => vec![mixed_model(model)],
        Method::BetaBinomial => vec![said(
            translate(" by a beta-binomial model, which compares arms across trials too"),
            &[Reference::Kuss2015],
        )],
        Method::PenalizedLogistic => vec![said(
            translate(" by penalized logistic regression with an intercept for each trial"),
            &[Reference::Firth1993, Reference::HeinzeSchemper2002],
        )],
        Method::ExactConditional(ExactTail::Exact) => vec![said(
            translate(" by the exact conditional distribution of the events"),
            &[Reference::Mehta1985],
        )],
        Method::ExactConditional(ExactTail::MidP) => vec![said(
            translate(" by the exact conditional distribution of the events, with mid-p intervals"),
            &[Reference::Mehta1985, Reference::Lancaster1961],
        )],
        Method::Bayesian(prior) => vec![bayesian(prior, locale)],
    }
}

/// The variance of a Mantel–Haenszel estimate; of the other measures the method does not make one.
fn mantel_haenszel_variance(measure: Measure) -> Option<Reference> {
    match measure {
        Measure::RiskRatio | Measure::RateRatio | Measure::RateDifference => {
            Some(Reference::GreenlandRobins1985)
        }
        Measure::OddsRatio => Some(Reference::RobinsBreslowGreenland1986),
        Measure::RiskDifference => Some(Reference::SatoGreenlandRobins1989),
        Measure::PetoOddsRatio
        | Measure::ArcsineDifference
        | Measure::MeanDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RatioOfMeans
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => None,
    }
}

/// Whether something was added to the cells of a trial.
fn is_corrected(answers: &OutcomeAnswers<'_>) -> bool {
    let mut notes = answers.response.notes.iter();
    notes.any(|note| matches!(note, Note::CorrectionInUse { .. }))
}

/// What was added to empty cells, for measures that ask; a correction that found nothing to correct is not named.
fn corrected(plan: Plan, corrects: bool, locale: Locale) -> Option<Said> {
    let asks = matches!(
        plan.measure,
        Measure::RiskRatio | Measure::OddsRatio | Measure::RateRatio
    );
    let asks = asks && (corrects || plan.correction == Correction::None);
    asks.then(|| match plan.correction {
        Correction::None => said(translate(" without continuity correction"), &[]),
        Correction::HalfWhereZero => added(0.5, translate("trials with an empty cell"), locale),
        Correction::HalfEverywhere => added(0.5, translate("every trial"), locale),
        Correction::WhereZero(amount) => {
            added(amount, translate("trials with an empty cell"), locale)
        }
        Correction::TreatmentArm => said(
            translate(" with the treatment-arm continuity correction in trials with an empty cell"),
            &[Reference::Sweeting2004],
        ),
    })
}

fn added(amount: f64, to: &str, locale: Locale) -> Said {
    let amount = number::tick(amount, locale);
    said(
        &tr!(" with {amount} added to every cell of {to}", amount, to),
        &[],
    )
}

fn estimated(estimator: TauSquaredEstimator) -> (&'static str, &'static [Reference]) {
    use Reference::{
        DerSimonianLaird1986, HardyThompson1996, HedgesOlkin1985, HunterSchmidt1990, Morris1983,
        PauleMandel1982, SidikJonkman2005, Viechtbauer2005,
    };
    match estimator {
        TauSquaredEstimator::RestrictedMaximumLikelihood => (
            translate("restricted maximum likelihood"),
            &[Viechtbauer2005],
        ),
        TauSquaredEstimator::DerSimonianLaird => (
            translate("DerSimonian and Laird’s estimator"),
            &[DerSimonianLaird1986],
        ),
        TauSquaredEstimator::PauleMandel => (
            translate("Paule and Mandel’s estimator"),
            &[PauleMandel1982],
        ),
        TauSquaredEstimator::MaximumLikelihood => {
            (translate("maximum likelihood"), &[HardyThompson1996])
        }
        TauSquaredEstimator::EmpiricalBayes => {
            (translate("the empirical Bayes estimator"), &[Morris1983])
        }
        TauSquaredEstimator::SidikJonkman => (
            translate("Sidik and Jonkman’s estimator"),
            &[SidikJonkman2005],
        ),
        TauSquaredEstimator::HedgesOlkin => (
            translate("Hedges and Olkin’s estimator"),
            &[HedgesOlkin1985],
        ),
        TauSquaredEstimator::HunterSchmidt => (
            translate("Hunter and Schmidt’s estimator"),
            &[HunterSchmidt1990],
        ),
        TauSquaredEstimator::DerSimonianLairdMantelHaenszel => (
            translate("DerSimonian and Laird’s estimator around the Mantel–Haenszel estimate"),
            &[DerSimonianLaird1986],
        ),
    }
}

fn interval(interval: Interval) -> Option<Said> {
    Some(match interval {
        Interval::Wald => said(translate(" and Wald intervals"), &[]),
        Interval::HartungKnapp => said(
            translate(" and Hartung–Knapp intervals"),
            &[
                Reference::HartungKnapp2001,
                Reference::SidikJonkman2002,
                Reference::IntHout2014,
            ],
        ),
        Interval::HartungKnappSafeguarded => said(
            translate(" and Hartung–Knapp intervals whose standard error is never below Wald’s"),
            &[
                Reference::HartungKnapp2001,
                Reference::SidikJonkman2002,
                Reference::IntHout2014,
                Reference::Rover2015,
            ],
        ),
        Interval::ProfileLikelihood => said(
            translate(" and intervals from the profile of the likelihood"),
            &[Reference::HardyThompson1996],
        ),
        // Of Mantel and Haenszel's estimate only.
        Interval::Robust => return None,
    })
}

fn mixed_model(model: CountModel) -> Said {
    use Reference::{Jackson2018, Stijnen2010};
    let (words, works): (&str, &[Reference]) = match model {
        CountModel::ConditionalExact => (
            translate("the counts given the totals of each trial, effects random"),
            &[Stijnen2010, Jackson2018],
        ),
        CountModel::ConditionalApproximate => (
            translate(
                "the counts given the events of each trial, approximate for rare events, effects random",
            ),
            &[Stijnen2010, Jackson2018],
        ),
        CountModel::FixedIntercepts => (
            translate("the counts with a fixed intercept for each trial, effects random"),
            &[Stijnen2010, Jackson2018],
        ),
        CountModel::RandomIntercepts => (
            translate("the counts with random intercepts and random effects"),
            &[Jackson2018],
        ),
        CountModel::LogisticNormal => (
            translate("the counts with normal logits between trials"),
            &[Stijnen2010],
        ),
    };
    said(
        &tr!(" by a generalized linear mixed model of {words}", words),
        works,
    )
}

fn bayesian(prior: TauPrior, locale: Locale) -> Said {
    let (name, scale) = match prior {
        TauPrior::HalfNormal => (translate("half-normal"), 0.5),
        TauPrior::HalfNormalWide => (translate("half-normal"), 1.0),
        TauPrior::HalfCauchy => (translate("half-Cauchy"), 0.5),
    };
    let prior = tr!(
        "a {name} prior of scale {}",
        number::tick(scale, locale),
        name
    );
    said(
        &tr!(
            " by Bayesian random effects with {prior} for the standard deviation between trials",
            prior
        ),
        &[
            Reference::Rover2020,
            Reference::Friede2017,
            Reference::Bender2018,
        ],
    )
}
