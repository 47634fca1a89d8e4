//! The report in paragraphs: what is said follows from the numbers, whatever these are, and a paragraph that was written by
//! hand says which of its numbers have moved on.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{
    MainAnalysis, Prepared, Response, SensitivityAnswer, answer, earlier_prior, plan_for, prepare,
    sensitivity_answers,
};
use trialpool::data::{
    Assessment, ConfidenceLevel, EarlierResult, EarlierReview, Entry, Judged, Judgement, Measure,
    Method, OutcomeId, OutcomeKind, Review, RiskOfBias, SensitivityAnalysis, Settings, TauPrior,
    TauSquaredEstimator, Tool, Topic, TrialId, TrialSelection,
};
use trialpool::read::examples;
use trialpool::wording::paragraphs::edited::{self, Shown};
use trialpool::wording::paragraphs::{
    Numbered, OutcomeAnswers, Paragraph, Part, Piece, ReviewAnswers, all, heading,
};
use trialpool::wording::references::Reference;
use trialpool::wording::{Locale, Subject, earlier_prior as priors};

use super::random_cases::cases;
use super::vocabulary::fault;

/// The paragraphs of a review under these settings.
fn paragraphs(review: &Review, settings: &Settings, locale: Locale) -> Vec<Paragraph> {
    written(review, settings, &BTreeSet::new(), locale)
}

fn written(
    review: &Review,
    settings: &Settings,
    chosen: &BTreeSet<OutcomeId>,
    locale: Locale,
) -> Vec<Paragraph> {
    let answered: Vec<(Prepared, Response, Vec<SensitivityAnswer>)> = review
        .outcomes
        .iter()
        .map(|outcome| {
            let prepared = prepare(review, settings, outcome.id).unwrap();
            let response = answer(&prepared.request);
            let main = MainAnalysis {
                prepared: &prepared,
                response: &response,
            };
            let analyses = sensitivity_answers(review, settings, outcome.id, main);
            (prepared, response, analyses)
        })
        .collect();
    let outcomes: Vec<OutcomeAnswers<'_>> = review
        .outcomes
        .iter()
        .zip(&answered)
        .map(
            |(outcome, (prepared, response, sensitivity))| OutcomeAnswers {
                outcome,
                prepared,
                response,
                sensitivity,
            },
        )
        .collect();
    all(&ReviewAnswers {
        review,
        settings,
        chosen,
        outcomes: &outcomes,
        locale,
    })
}

fn of(topic: Topic, paragraphs: &[Paragraph]) -> &Paragraph {
    let mut paragraphs = paragraphs.iter();
    paragraphs
        .find(|paragraph| paragraph.topic == topic)
        .unwrap()
}

fn text_of(topic: Topic, review: &Review, settings: &Settings) -> String {
    of(topic, &paragraphs(review, settings, Locale::DecimalPoint)).text()
}

/// The whole report as text, with the works that it cites.
fn report(review: &Review, settings: &Settings) -> String {
    use std::fmt::Write as _;
    let mut numbered = Numbered::default();
    let mut text = String::new();
    for paragraph in paragraphs(review, settings, Locale::DecimalPoint) {
        let _ = writeln!(text, "## {}", heading(paragraph.topic, review));
        for piece in &paragraph.pieces {
            match piece {
                Piece::Text(words) => text += words,
                Piece::Number(number) => text += &number.shown,
                Piece::Cited(works) => text += &numbered.mark(works),
            }
        }
        text += "\n\n";
    }
    text + &numbered.list().join("\n")
}

#[test]
fn the_reports_of_the_built_in_reviews_read_as_they_were_approved() {
    for example in examples::all() {
        let review = example.review();
        let report = report(&review, &Settings::default());
        insta::assert_snapshot!(format!("report_of_{}", example.key), report);
    }
}

/// A review of several outcomes, a list of 2×2 tables each; the first trials report an outcome.
fn several(outcomes: &[Vec<[u64; 4]>]) -> Review {
    let most = outcomes.iter().map(Vec::len).max().unwrap_or(0);
    let mut review = super::review("Outcome", &vec![[0, 1, 0, 1]; most]);
    let first = review.outcomes[0].as_ref().clone();
    review.outcomes.clear();
    for trial in &mut review.trials {
        std::sync::Arc::make_mut(trial).records.clear();
    }
    for (id, tables) in (0..).zip(outcomes) {
        let mut outcome = first.clone();
        outcome.id = OutcomeId(id);
        outcome.name =
            ["Fever", "Serious adverse events", "Death, any cause"][id as usize % 3].into();
        outcome.more_is_worse = id != 1;
        review.outcomes.push(std::sync::Arc::new(outcome));
        let of_one = super::review("Any", tables);
        for (trial, other) in review.trials.iter_mut().zip(&of_one.trials) {
            let record = other.records[&OutcomeId(0)].clone();
            let trial = std::sync::Arc::make_mut(trial);
            trial.records.insert(OutcomeId(id), record);
        }
    }
    review
}

/// The sentences of a text. Numbers have no blank behind their mark.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(". ")
}

/// What is wrong with the grammar of numbers, if anything.
fn number_fault(text: &str) -> Option<String> {
    for wrong in [
        " 1 trials",
        " 1 outcomes",
        " 1 events",
        "(1 trials",
        " 1 others",
        " 1 numbers",
        " 0 trial ",
    ] {
        if text.contains(wrong) || text.starts_with(wrong.trim_start()) {
            return Some(format!("“{wrong}” in: {text}"));
        }
    }
    None
}

fn settings(
    review: &Review,
    plan: Option<trialpool::data::Plan>,
    choices: u32,
) -> (Settings, BTreeSet<OutcomeId>) {
    let mut settings = Settings::default();
    let mut chosen = BTreeSet::new();
    if let Some(plan) = plan {
        settings.plans.insert(OutcomeId(0), plan);
        chosen.insert(OutcomeId(0));
    }
    if choices & 1 > 0 {
        let trials = BTreeSet::from([TrialId(1)]);
        settings.leave_out(&trials, Some(OutcomeId(0)), "wrong population");
    }
    if choices & 2 > 0 {
        settings
            .levels
            .insert(OutcomeId(1), ConfidenceLevel::NinetyNine);
    }
    if choices & 4 > 0 {
        let without = SensitivityAnalysis {
            trials: TrialSelection::Without(BTreeSet::from([TrialId(2)])),
            ..SensitivityAnalysis::default()
        };
        let odds = SensitivityAnalysis {
            plan: Some(plan_for(Measure::OddsRatio, Method::MantelHaenszel)),
            ..SensitivityAnalysis::default()
        };
        for outcome in &review.outcomes {
            let analyses = vec![without.clone(), odds.clone()];
            settings.sensitivity.insert(outcome.id, analyses);
        }
    }
    (settings, chosen)
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn nothing_that_is_written_has_a_fault_and_no_difference_never_stands_without_its_limits(
        outcomes in prop::collection::vec(super::vocabulary::tables(), 0..4),
        plan in super::vocabulary::plans(),
        choices in 0..8_u32,
        comma in any::<bool>(),
    ) {
        let locale = if comma { Locale::DecimalComma } else { Locale::DecimalPoint };
        let review = several(&outcomes);
        let (settings, chosen) = settings(&review, plan, choices);
        let paragraphs = written(&review, &settings, &chosen, locale);
        for paragraph in &paragraphs {
            let text = paragraph.text();
            prop_assert_eq!(fault(&text), None);
            prop_assert_eq!(number_fault(&text), None);
            let capital = text.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
            prop_assert!(capital && text.ends_with('.'), "{}", text);
            let keys: Vec<_> = paragraph.pieces.iter().filter_map(|piece| match piece {
                Piece::Number(number) => Some(number.key),
                Piece::Text(_) | Piece::Cited(_) => None,
            }).collect();
            let distinct: BTreeSet<_> = keys.iter().collect();
            prop_assert_eq!(keys.len(), distinct.len(), "{}", text);
            for sentence in sentences(&text) {
                let speaks = sentence.contains("no difference") || sentence.contains("about as often");
                // What a correction does to an estimate is no finding.
                if speaks && !sentence.contains("pulls the estimate") {
                    prop_assert!(sentence.contains(" to "), "no limits in: {}", sentence);
                }
            }
        }
        for outcome in &review.outcomes {
            let prepared = prepare(&review, &settings, outcome.id).unwrap();
            let response = answer(&prepared.request);
            let Ok(pooled) = &response.pooled else { continue };
            let written = trialpool::wording::effects::Written::of(response.measure(), &pooled.interval, locale);
            let limits = written.interval(&pooled.interval);
            let estimate = written.effect(pooled.interval.estimate);
            let own = of(Topic::Outcome(outcome.id), &paragraphs).text();
            for sentence in sentences(&own) {
                let speaks = ["includes no difference", "excludes no difference", "reaches no difference", "about as often"];
                if speaks.iter().any(|words| sentence.contains(words)) {
                    prop_assert!(sentence.contains(&limits), "{} without {}", sentence, limits);
                }
            }
            prop_assert!(own.contains(&estimate), "{} without {}", own, estimate);
            let all = of(Topic::Overview, &paragraphs).text();
            prop_assert!(all.contains(&limits), "{} without {}", all, limits);
            let excludes = pooled.interval.lower > 0.0 || pooled.interval.upper < 0.0;
            prop_assert_eq!(own.contains("excludes no difference"), excludes, "{}", own);
            let benefit = (pooled.interval.estimate < 0.0) == outcome.more_is_worse;
            if excludes && benefit && !response.tells_nothing_at_all() {
                prop_assert!(own.contains("calls for caution"), "{}", own);
            }
        }
    }

    #[test]
    fn a_paragraph_written_by_hand_finds_its_numbers_again(
        before in super::vocabulary::tables(),
        after in super::vocabulary::tables(),
        added in "[a-z ]{0,12}",
    ) {
        let [before, after] = [before, after].map(|tables| {
            let review = several(&[tables]);
            let paragraphs = paragraphs(&review, &Settings::default(), Locale::DecimalPoint);
            of(Topic::Outcome(OutcomeId(0)), &paragraphs).clone()
        });
        let typed = format!("{} {added}.", before.text());
        let kept = edited::typed(&before, None, &typed).unwrap();
        let numbers = before.pieces.iter().filter(|piece| matches!(piece, Piece::Number(_))).count();
        prop_assert_eq!(kept.numbers.len(), numbers);
        prop_assert_eq!(edited::moved_on(&before, &kept), 0);
        prop_assert_eq!(edited::remark(&before, &kept), None);
        let joined = joined(&edited::shown(&before, Some(&kept)));
        prop_assert_eq!(&joined, typed.trim());

        let mut same = kept.clone();
        same.keep_what_fits();
        prop_assert_eq!(&same, &kept);

        let moved = edited::moved_on(&after, &kept);
        let looked_at = edited::kept(&after, &kept);
        prop_assert_eq!(edited::moved_on(&after, &looked_at), 0);
        prop_assert_eq!(&looked_at.text, &kept.text);
        let taken = edited::taken(&after, &kept);
        let gone = taken.numbers.iter().filter(|number| {
            !after.pieces.iter().any(|piece| matches!(piece, Piece::Number(now) if now.key == number.key))
        }).count();
        prop_assert_eq!(edited::moved_on(&after, &taken), gone);
        prop_assert!(gone <= moved);
        let mut fits = taken.clone();
        fits.keep_what_fits();
        prop_assert_eq!(fits, taken);
    }
}

fn joined(shown: &[Shown]) -> String {
    let labels = |works: &[Reference]| {
        let labels: Vec<String> = works.iter().map(|work| work.label()).collect();
        format!("[{}]", labels.join("; "))
    };
    shown
        .iter()
        .map(|piece| match piece {
            Shown::Piece(Piece::Text(words)) => words.clone(),
            Shown::Piece(Piece::Number(number)) => number.shown.clone(),
            Shown::Piece(Piece::Cited(works)) => labels(works),
            Shown::Moved { old, .. } => old.clone(),
        })
        .collect()
}

/// By R's `metafor::rma.mh` a risk ratio of 3.010, and of 3.247 with six events in place of four in the second trial.
const FEVER: [[u64; 4]; 3] = [[7, 72, 3, 59], [4, 40, 2, 39], [15, 61, 3, 60]];

fn fever(review: &Review) -> Paragraph {
    let mut settings = Settings::default();
    let plan = plan_for(Measure::RiskRatio, Method::MantelHaenszel);
    settings.plans.insert(OutcomeId(0), plan);
    let paragraphs = paragraphs(review, &settings, Locale::DecimalPoint);
    of(Topic::Outcome(OutcomeId(0)), &paragraphs).clone()
}

#[test]
fn numbers_that_moved_on_stand_beside_those_that_were_written() {
    let before = fever(&super::review("Fever", &FEVER));
    assert!(before.text().starts_with(
        "Fever was reported more often with MSC: 26 of 173 against 8 of 158 (risk ratio 3.01, 95% CI"
    ), "{}", before.text());
    let typed =
        "With MSC 26 of 173 people had fever, 8 of 158 without (ratio 3.01) [Xu and others 2021].";
    let kept = edited::typed(&before, None, typed).unwrap();
    let standing: Vec<&str> = kept
        .numbers
        .iter()
        .map(|number| number.shown.as_str())
        .collect();
    assert_eq!(standing, ["26", "173", "8", "158", "3.01"]);

    let mut tables = FEVER;
    tables[1][0] = 6;
    let after = fever(&super::review("Fever", &tables));
    assert_eq!(edited::moved_on(&after, &kept), 2);
    assert_eq!(
        edited::state(2, Locale::DecimalPoint),
        "edited by hand, 2 numbers have moved on"
    );
    assert_eq!(
        edited::state(1, Locale::DecimalPoint),
        "edited by hand, 1 number has moved on"
    );
    let shown = edited::shown(&after, Some(&kept));
    let moved: Vec<(&str, Option<&str>)> = shown
        .iter()
        .filter_map(|piece| match piece {
            Shown::Moved { old, new, .. } => Some((old.as_str(), new.as_deref())),
            Shown::Piece(_) => None,
        })
        .collect();
    assert_eq!(moved, [("26", Some("28")), ("3.01", Some("3.25"))]);
    assert!(shown.contains(&Shown::Piece(Piece::Cited(vec![Reference::Xu2021]))));
    assert_eq!(
        edited::remark(&after, &kept).as_deref(),
        Some("Written by hand before the results changed: 26 became 28; 3.01 became 3.25.")
    );

    let taken = edited::taken(&after, &kept);
    assert_eq!(
        taken.text,
        "With MSC 28 of 173 people had fever, 8 of 158 without (ratio 3.25) [Xu and others 2021]."
    );
    let looked_at = edited::kept(&after, &kept);
    assert_eq!(
        (
            looked_at.text.as_str(),
            edited::moved_on(&after, &looked_at)
        ),
        (typed, 0)
    );
    // The next change is told again, though the text never took up the one before.
    assert_eq!(edited::moved_on(&before, &looked_at), 2);
}

#[test]
fn a_number_that_is_not_given_any_more_stays_and_is_told() {
    let before = fever(&super::review("Fever", &FEVER));
    let kept = edited::typed(&before, None, "The risk ratio is 3.01.").unwrap();
    let none = fever(&super::review("Fever", &[]));
    assert_eq!(edited::moved_on(&none, &kept), 1);
    assert_eq!(edited::taken(&none, &kept).text, kept.text);
    assert_eq!(
        edited::remark(&none, &kept).as_deref(),
        Some("Written by hand before the results changed: 3.01 is not given any more.")
    );
    assert_eq!(edited::kept(&none, &kept).numbers, []);
}

#[test]
fn a_text_that_says_what_follows_from_the_data_is_not_kept() {
    let paragraph = fever(&super::review("Fever", &FEVER));
    assert_eq!(
        edited::typed(&paragraph, None, &format!(" {}\n", paragraph.text())),
        None
    );
    assert_eq!(edited::typed(&paragraph, None, "  "), None);
}

#[test]
fn a_number_is_not_found_within_another() {
    let paragraph = fever(&super::review("Fever", &FEVER));
    // 8 of the control arm: neither in 158 nor in 8.5 nor in 0.8 nor in 8%.
    let kept = edited::typed(&paragraph, None, "158, 8.5, 0.8, 8%, then 8").unwrap();
    let found: Vec<(usize, &str)> = kept
        .numbers
        .iter()
        .map(|number| (number.at, number.shown.as_str()))
        .collect();
    assert_eq!(found, [(0, "158"), (24, "8")]);
}

#[test]
fn methods_say_what_was_done() {
    let mut review = super::review("Fever", &FEVER);
    let mut settings = Settings::default();
    let reml = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    settings
        .plans
        .insert(OutcomeId(0), plan_for(Measure::OddsRatio, reml));
    settings.sensitivity.insert(
        OutcomeId(0),
        vec![SensitivityAnalysis {
            trials: TrialSelection::LowRiskOfBias,
            ..SensitivityAnalysis::default()
        }],
    );
    let low = Judged {
        typed: "Low".into(),
        judgement: Some(Judgement::Low),
        ..Judged::default()
    };
    let judged = |overall: &Judged| Assessment {
        domains: Vec::new(),
        overall: overall.clone(),
    };
    review.risk_of_bias = Some(std::sync::Arc::new(RiskOfBias {
        tool: Tool::RiskOfBias2,
        domains: Vec::new(),
        trials: [(TrialId(1), judged(&low)), (TrialId(2), judged(&low))].into(),
        ..RiskOfBias::default()
    }));
    let checks = text_of(Topic::Checks, &review, &settings);
    assert_eq!(
        checks,
        "The risk of bias was judged with RoB 2 [Sterne and others 2019], in 2 of 3 trials. As a whole: 2 low. Sensitivity analyses do otherwise than the main analysis only what their name says [Higgins and others 2019]: low risk of bias only (fever)."
    );
    let pooling = text_of(Topic::Pooling, &review, &settings);
    assert!(
        pooling.starts_with("Fever was pooled as odds ratios by random effects with restricted maximum likelihood for the variance between trials [Viechtbauer 2005] and Hartung–Knapp intervals whose standard error is never below Wald’s [Hartung and Knapp 2001; Sidik and Jonkman 2002; IntHout and others 2014; Röver and others 2015]. The method was proposed"),
        "{pooling}"
    );
    let results = text_of(Topic::Outcome(OutcomeId(0)), &review, &settings);
    assert!(
        results.contains(
            " Sensitivity analyses: low risk of bias only 2.03 (<0.01 to 2,450; trials: 2)."
        ),
        "{results}"
    );
    let chosen = BTreeSet::from([OutcomeId(0)]);
    let by_reviewers = written(&review, &settings, &chosen, Locale::DecimalPoint);
    let pooling = of(Topic::Pooling, &by_reviewers).text();
    assert!(
        pooling.contains("The reviewers chose the method."),
        "{pooling}"
    );
}

#[test]
fn methods_cite_where_each_method_comes_from() {
    let review = super::review("Fever", &FEVER);
    for (measure, method, label) in [
        (
            Measure::RiskRatio,
            Method::MantelHaenszel,
            "[Mantel and Haenszel 1959; Greenland and Robins 1985]",
        ),
        (
            Measure::OddsRatio,
            Method::MantelHaenszel,
            "[Mantel and Haenszel 1959; Robins and others 1986]",
        ),
        (
            Measure::RiskDifference,
            Method::MantelHaenszel,
            "[Mantel and Haenszel 1959; Sato and others 1989]",
        ),
        (
            Measure::RiskDifference,
            Method::MiettinenNurminen,
            "[Miettinen and Nurminen 1985]",
        ),
        (
            Measure::PetoOddsRatio,
            Method::Peto,
            "[Yusuf and others 1985]",
        ),
        (
            Measure::OddsRatio,
            Method::PenalizedLogistic,
            "[Firth 1993; Heinze and Schemper 2002]",
        ),
        (Measure::OddsRatio, Method::BetaBinomial, "[Kuss 2015]"),
        (
            Measure::OddsRatio,
            Method::Bayesian(TauPrior::HalfNormal),
            "[Röver 2020; Friede and others 2017; Bender and others 2018]",
        ),
        (
            Measure::RiskRatio,
            Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
            "[DerSimonian and Laird 1986]",
        ),
    ] {
        let mut settings = Settings::default();
        settings
            .plans
            .insert(OutcomeId(0), plan_for(measure, method));
        let pooling = text_of(Topic::Pooling, &review, &settings);
        assert!(pooling.contains(label), "{label} in {pooling}");
    }
}

#[test]
fn an_empty_review_says_that_it_is_empty() {
    let review = Review::default();
    let settings = Settings::default();
    assert_eq!(
        text_of(Topic::Trials, &review, &settings),
        "The review holds no trial yet."
    );
    assert_eq!(
        text_of(Topic::Overview, &review, &settings),
        "The review has no outcome yet."
    );
    assert_eq!(
        text_of(Topic::Plain, &review, &settings),
        "There is nothing to sum up yet."
    );
}

#[test]
fn proportions_and_single_trials_are_told_without_a_comparison() {
    let mut review = super::review("Fever", &[[7, 72, 3, 59]]);
    std::sync::Arc::make_mut(&mut review.outcomes[0]).kind = OutcomeKind::Proportions;
    let said = text_of(Topic::Outcome(OutcomeId(0)), &review, &Settings::default());
    assert!(
        said.starts_with("Fever was reported in 9.7% of people with MSC"),
        "{said}"
    );
    let held = text_of(Topic::Trials, &review, &Settings::default());
    assert!(
        held.starts_with("The review holds 1 trial of MSC."),
        "{held}"
    );
    let overview = text_of(Topic::Overview, &review, &Settings::default());
    assert!(
        overview.contains("Without a comparison, the pooled proportion is given for fever (9.7%"),
        "{overview}"
    );
}

#[test]
fn every_work_has_a_label_a_key_and_a_place_of_its_own() {
    let all = Reference::ALL;
    let labels: BTreeSet<String> = all.iter().map(|work| work.label()).collect();
    let keys: BTreeSet<&str> = all.iter().map(|work| work.work().key).collect();
    let distinct: BTreeSet<Reference> = all.into_iter().collect();
    assert_eq!([labels.len(), keys.len(), distinct.len()], [all.len(); 3]);
    for reference in all {
        let work = reference.work();
        let text = work.text();
        assert!(
            text.contains(&work.year.to_string()) && !text.contains(".."),
            "{text}"
        );
        assert!(work.key.ends_with(&work.year.to_string()), "{}", work.key);
        assert!(
            work.doi.is_empty() || work.doi.starts_with("10."),
            "{}",
            work.doi
        );
    }
    assert_eq!(
        Reference::Bender2018.work().text(),
        "Bender R, Friede T, Koch A, Kuss O, Schlattmann P, Schwarzer G, et al. Methods for evidence synthesis in the case of very few studies. Res Synth Methods 2018;9(3):382–392. doi:10.1002/jrsm.1297"
    );
    assert_eq!(Reference::Hayden2013.label(), "Hayden and others 2013");
}

#[test]
fn the_parts_of_a_report_hold_every_paragraph() {
    let topics = [
        Topic::Trials,
        Topic::Pooling,
        Topic::Checks,
        Topic::Overview,
        Topic::Outcome(OutcomeId(3)),
        Topic::Plain,
    ];
    for topic in topics {
        let parts = Part::ALL
            .into_iter()
            .filter(|part| part.holds(topic))
            .count();
        assert_eq!(
            parts,
            if topic == Topic::Plain { 1 } else { 2 },
            "{topic:?}"
        );
    }
}

/// The numbers are those of the view: what the report says of a prior is what the page says.
#[test]
fn an_earlier_estimate_that_is_a_prior_is_told_in_methods_and_results() {
    let mut review = examples::review("catheter-infections").unwrap();
    let outcome = review.outcomes[0].id;
    let mut settings = Settings::default();
    let plan = plan_for(Measure::OddsRatio, Method::Bayesian(TauPrior::HalfNormal));
    settings.plans.insert(outcome, plan);
    let none = text_of(Topic::Checks, &review, &settings);
    assert!(
        none.contains("No sensitivity analysis is recorded."),
        "{none}"
    );
    let earlier = |measure: &str| {
        vec![Arc::new(EarlierReview {
            name: "An earlier review".into(),
            source: String::new(),
            results: vec![EarlierResult {
                outcome: Some(outcome),
                measure: measure.into(),
                estimate: Entry::reported(0.5),
                lower: Entry::reported(0.3),
                upper: Entry::reported(0.8),
                prior_weight: Some(50),
                ..EarlierResult::default()
            }],
        })]
    };
    review.earlier = earlier("OR");
    let whole = report(&review, &settings);
    assert!(
        !whole.contains("No sensitivity analysis is recorded."),
        "{whole}"
    );
    assert!(whole.contains("entered as a prior of the mean"), "{whole}");
    assert!(whole.contains("Trials that are in both reviews count twice in it."));
    assert!(
        whole.contains("Robust meta-analytic-predictive priors"),
        "{whole}"
    );
    let prepared = prepare(&review, &settings, outcome).unwrap();
    let response = answer(&prepared.request);
    let found = earlier_prior(&review, outcome, (&prepared, &response));
    let subject = Subject::of(
        &review,
        &review.outcomes[0],
        &prepared,
        Locale::DecimalPoint,
    );
    let said = priors::sentence(&found.unwrap().unwrap(), &subject);
    assert!(text_of(Topic::Outcome(outcome), &review, &settings).contains(&said));
    assert_eq!(fault(&whole), None);
    review.earlier = earlier("RR");
    let other = text_of(Topic::Outcome(outcome), &review, &settings);
    assert!(
        other.contains("was asked for, without a result. Not available: the earlier result is of another measure"),
        "{other}"
    );
}
