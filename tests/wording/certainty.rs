//! What the data suggest about the certainty of a result, and what a result of a certainty comes to in one sentence.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{
    CertaintySuggested, Prepared, Response, answer, certainty_suggested, plan_for, prepare,
    starting, still_needed,
};
use trialpool::data::{
    Assessment, CertaintyLevel, CertaintyStart, Domain, DownDomain, Entry, Judged, Judgement,
    Measure, Method, Outcome, OutcomeId, Plan, Randomized, Review, RiskOfBias, Seriousness,
    Settings, State, TauSquaredEstimator, Tool, TrialId,
};
use trialpool::project::{CertaintyEdit, Command, Project, apply};
use trialpool::report;
use trialpool::wording::certainty::{self as words, Suggested};
use trialpool::wording::findings::Asked;
use trialpool::wording::summary::{letter, summary};
use trialpool::wording::{Locale, Subject};

use super::bcg::BCG;
use super::random_cases::cases;
use super::vocabulary::{fault, plans, tables};
use super::{answered, review};

const OUTCOME: OutcomeId = OutcomeId(0);

fn with_margin(mut review: Review, margin: f64) -> Review {
    let margin = Entry {
        typed: margin.to_string(),
        state: State::Reported(margin),
    };
    let mut panel = (*review.panel).clone();
    panel.margins.insert(OUTCOME, margin);
    review.panel = panel.into();
    review
}

fn randomized(mut review: Review, said: Randomized) -> Review {
    for trial in &mut review.trials {
        Arc::make_mut(trial).randomized = said;
    }
    review
}

/// Judges the trials as a whole, in their order.
fn with_bias(mut review: Review, tool: Tool, judged: &[Option<Judgement>]) -> Review {
    let domain = Domain {
        short: "D1".into(),
        name: String::new(),
    };
    let mut table = RiskOfBias::new(tool, vec![domain]);
    for (place, judgement) in (1..).zip(judged) {
        let overall = Judged {
            typed: format!("{judgement:?}"),
            judgement: *judgement,
            ..Judged::default()
        };
        let domains = Vec::new();
        let assessment = Assessment { domains, overall };
        table.trials.insert(TrialId(place), assessment);
    }
    review.risk_of_bias = Some(Arc::new(table));
    review
}

fn subject<'a>(review: &'a Review, prepared: &'a Prepared) -> Subject<'a> {
    let outcome: &Outcome = &review.outcomes[0];
    Subject::of(review, outcome, prepared, Locale::DecimalPoint)
}

fn suggestion(review: &Review, domain: DownDomain) -> Suggested {
    suggestion_by(review, None, domain)
}

fn suggestion_by(review: &Review, plan: Option<Plan>, domain: DownDomain) -> Suggested {
    let (prepared, response) = answered(review, plan);
    let all = certainty_suggested(review, &prepared, &response);
    words::suggested(domain, &all, &response, &subject(review, &prepared))
}

/// Every domain rated, by as much as is said for it.
fn judged(review: Review, serious: &[(DownDomain, Seriousness, &str)]) -> Review {
    DownDomain::ALL
        .into_iter()
        .fold(Project::of(review), |project, domain| {
            let found = serious.iter().find(|(one, ..)| *one == domain);
            let (_, seriousness, reason) =
                found
                    .copied()
                    .unwrap_or((domain, Seriousness::NotSerious, ""));
            let edit = CertaintyEdit::Take(domain, seriousness, reason.to_owned());
            let outcome = OUTCOME;
            apply(&project, &Command::JudgeCertainty { outcome, edit }).unwrap()
        })
        .review
}

#[test]
fn an_interval_is_held_against_no_difference_the_margin_and_its_inverse() {
    let of = |tables: &[[u64; 4]], margin| {
        suggestion(
            &with_margin(review("Death", tables), margin),
            DownDomain::Imprecision,
        )
    };
    // R 4.2: exp(log(RR) ± qnorm(.975) √(1/a − 1/n + 1/c − 1/m)) is 0.971 to 1.050; of the others 0.707 to 1.568, 1.032 to 1.341
    // and 0.067 to 14.9. `2 * ceiling(power.prop.test(p1 = .2, p2 = .25, power = .8)$n)` is 2188.
    let precise = of(&[[4_040, 20_000, 4_000, 20_000]], 1.25);
    assert_eq!(precise.seriousness, Some(Seriousness::NotSerious));
    assert_eq!(
        precise.reason,
        "The interval, 0.97 to 1.05, includes no difference; it excludes 1.25 (the margin of concern) and 0.8 (the inverse of that margin). 40,000 people are no fewer than the 2,188 of the optimal information size (α 5%, power 80%, a ratio of 1.25 at the control risk)."
    );
    let one = of(&[[40, 200, 38, 200]], 1.25);
    assert_eq!(
        one.seriousness,
        Some(Seriousness::VerySerious),
        "{}",
        one.reason
    );
    let harm = of(&[[400, 2_000, 340, 2_000]], 1.25);
    assert_eq!(
        harm.seriousness,
        Some(Seriousness::Serious),
        "{}",
        harm.reason
    );
    assert!(
        harm.reason
            .contains("includes 1.25 (the margin of concern); it excludes no difference")
    );
    let nothing = of(&[[1, 20, 1, 20]], 1.25);
    assert_eq!(
        nothing.seriousness,
        Some(Seriousness::ExtremelySerious),
        "{}",
        nothing.reason
    );
    let unstated = suggestion(
        &review("Death", &[[40, 200, 38, 200]]),
        DownDomain::Imprecision,
    );
    assert!(
        unstated
            .reason
            .contains("1.25 (the usual margin, as none is stated)")
    );
}

#[test]
fn too_few_people_rate_down_where_the_interval_does_not() {
    // R 4.2: 4.00 (2.55 to 6.27), beyond the margin; `power.prop.test(p1 = .1, p2 = .125, power = .8)` asks for 5,014 people.
    let few = suggestion(
        &with_margin(review("Death", &[[80, 200, 20, 200]]), 1.25),
        DownDomain::Imprecision,
    );
    assert_eq!(few.seriousness, Some(Seriousness::Serious));
    assert!(
        few.reason.contains("400 people are fewer than the"),
        "{}",
        few.reason
    );
}

#[test]
fn the_vaccine_trials_are_inconsistent_by_their_prediction_interval() {
    let review = review("Tuberculosis", &BCG);
    let plan = plan_for(
        Measure::RiskRatio,
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
    );
    let (prepared, response) = answered(&review, Some(plan));
    let all = certainty_suggested(&review, &prepared, &response);
    let found = words::suggested(
        DownDomain::Inconsistency,
        &all,
        &response,
        &subject(&review, &prepared),
    );
    assert_eq!(
        found.seriousness,
        Some(Seriousness::VerySerious),
        "{}",
        found.reason
    );
    // metafor 3.8: REML with Knapp and Hartung 0.49 (0.33 to 0.73), predicted 0.14 to 1.76; Q = 152.2330, df = 12; 100 (Q − df) / Q = 92.1.
    assert!(
        found
            .reason
            .contains("I² 92%, P\u{a0}<\u{a0}0.001 for Q, 13 trials"),
        "{}",
        found.reason
    );
    assert!(
        found
            .reason
            .contains("it includes no difference, which the interval of the mean does not")
    );
}

#[test]
fn one_trial_and_trials_that_agree_are_not_inconsistent() {
    let of = |tables: &[[u64; 4]]| suggestion(&review("Death", tables), DownDomain::Inconsistency);
    assert_eq!(
        of(&[[10, 100, 10, 100]]).seriousness,
        Some(Seriousness::NotSerious)
    );
    let same = [[20, 100, 20, 100]; 4];
    assert_eq!(of(&same).seriousness, Some(Seriousness::NotSerious));
    assert_eq!(of(&[]).seriousness, None);
}

#[test]
fn the_risk_of_bias_is_suggested_from_the_weight_and_not_while_a_trial_is_open() {
    // With arms of one size a trial's information is as m (600 − m), m events: 29,975, 30,464, 29,484 and 31,436 of
    // 121,359, of which the last is 26 %.
    let tables = [30, 31, 29, 33].map(|events| [events, 300, 25, 300]);
    let plan = plan_for(Measure::RiskRatio, Method::MantelHaenszel);
    let of = |tool, judged: [Option<Judgement>; 4]| {
        let review = with_bias(review("Death", &tables), tool, &judged);
        suggestion_by(&review, Some(plan), DownDomain::RiskOfBias)
    };
    let [low, high, some] = [Judgement::Low, Judgement::High, Judgement::SomeConcerns].map(Some);
    let rob_2 = Tool::RiskOfBias2;
    let all_low = of(rob_2, [low; 4]);
    assert_eq!(all_low.seriousness, Some(Seriousness::NotSerious));
    assert_eq!(
        of(rob_2, [high, low, low, low]).seriousness,
        Some(Seriousness::Serious)
    );
    assert_eq!(
        of(rob_2, [some, some, some, low]).seriousness,
        Some(Seriousness::Serious)
    );
    let half = of(rob_2, [high, high, high, low]);
    assert_eq!(half.seriousness, Some(Seriousness::VerySerious));
    assert_eq!(
        half.reason,
        "Of the weight 74% comes from trials at high risk of bias, 0% from trials between low and high (some concerns), 26% from trials at low risk."
    );
    let critical = Some(Judgement::Critical);
    let robins = of(Tool::RobinsI, [critical, critical, critical, low]);
    assert_eq!(robins.seriousness, Some(Seriousness::ExtremelySerious));
    let open = of(rob_2, [high, high, high, None]);
    assert_eq!(open.seriousness, None);
    assert!(
        open.reason
            .ends_with("trials with 26% are not judged as a whole yet.")
    );
    let never = suggestion(&review("Death", &tables), DownDomain::RiskOfBias);
    assert_eq!(
        never.reason,
        "The risk of bias is not judged in this review."
    );
}

/// R 4.2: with Harbord's Z and V of each trial, `summary(lm(I(Z / V) ~ I(1 / sqrt(V)), weights = V))` gives t = −1.2565 on 11
/// degrees of freedom, P = 0.2350.
#[test]
fn the_funnel_is_tested_from_ten_trials_on_and_never_suggested_before() {
    let vaccine = suggestion(&review("Tuberculosis", &BCG), DownDomain::PublicationBias);
    assert!(
        vaccine.reason.starts_with("Harbord’s test does not find"),
        "{}",
        vaccine.reason
    );
    assert!(
        vaccine.reason.contains("(P\u{a0}=\u{a0}0.23, 13 trials)"),
        "{}",
        vaccine.reason
    );
    let nine = suggestion(
        &review("Tuberculosis", &BCG[..9]),
        DownDomain::PublicationBias,
    );
    assert_eq!(nine.seriousness, None);
    assert_eq!(
        nine.reason,
        "Cannot be told from 9 trials: a test of the funnel needs 10."
    );
}

#[test]
fn indirectness_is_never_suggested() {
    let found = suggestion(&review("Death", &BCG), DownDomain::Indirectness);
    assert_eq!(found.seriousness, None);
}

#[test]
fn the_start_follows_from_what_is_said_of_randomization_and_is_asked_where_nothing_is() {
    let of = |said, robins: bool| {
        let mut review = randomized(review("Death", &[[1, 10, 2, 10], [2, 20, 3, 20]]), said);
        if robins {
            review = with_bias(review, Tool::RobinsI, &[]);
        }
        let settings = Settings {
            include_not_randomized: true,
            ..Settings::default()
        };
        let prepared = prepare(&review, &settings, OUTCOME).unwrap();
        let found = starting(&review, &prepared);
        (found.start, words::starting(&found, Locale::DecimalPoint))
    };
    assert_eq!(of(Randomized::Yes, false).0, Some(CertaintyStart::High));
    assert_eq!(of(Randomized::No, false).0, Some(CertaintyStart::Low));
    assert_eq!(of(Randomized::No, true).0, Some(CertaintyStart::High));
    let (start, said) = of(Randomized::NotStated, false);
    assert_eq!(start, None);
    assert_eq!(
        said,
        "Of 2 of 2 trials nothing says whether people were randomized: choose where the evidence starts."
    );
}

fn said(tables: &[[u64; 4]], level: CertaintyLevel) -> String {
    let review = with_margin(review("Deaths", tables), 1.25);
    let (prepared, response) = answered(&review, None);
    words::statement(level, &response, &subject(&review, &prepared))
}

#[test]
fn one_sentence_says_size_and_certainty() {
    use CertaintyLevel::{High, Low, Moderate, VeryLow};
    let alike = [[4_040, 20_000, 4_000, 20_000]];
    assert_eq!(
        said(&alike, High),
        "Use of MSC results in little to no difference in deaths (the interval reaches from 0.97 to 1.05)."
    );
    assert_eq!(
        said(&alike, Moderate),
        "Use of MSC probably results in little to no difference in deaths (the interval reaches from 0.97 to 1.05)."
    );
    assert_eq!(
        said(&alike, Low),
        "Use of MSC may result in little to no difference in deaths (the interval reaches from 0.97 to 1.05)."
    );
    assert_eq!(
        said(&alike, VeryLow),
        "The evidence is very uncertain about the effect of use of MSC on deaths."
    );
    let more = [[400, 2_000, 200, 2_000]];
    assert_eq!(said(&more, High), "Use of MSC increases deaths.");
    assert_eq!(said(&more, Low), "Use of MSC may increase deaths.");
    let slight = [[4_400, 20_000, 4_000, 20_000]];
    assert!(said(&slight, Moderate).starts_with(
        "Use of MSC probably increases deaths slightly (the interval reaches from 1.06"
    ));
    let open = [[40, 200, 28, 200]];
    assert!(said(&open, Moderate).ends_with("; the interval includes no difference."));
    let fewer = [[200, 2_000, 400, 2_000]];
    assert!(
        said(&fewer, High)
            .starts_with("Use of MSC reduces deaths. A benefit seen in a safety outcome")
    );
    assert_eq!(
        said(&[[1, 20, 1, 20]], High),
        "The evidence is very uncertain about the effect of use of MSC on deaths."
    );
    assert_eq!(said(&[[0, 20, 0, 20]], High), "");
}

#[test]
fn a_summary_tells_risks_certainty_and_reasons_by_letters() {
    let tables = [[30, 300, 25, 300], [12, 100, 9, 100]];
    let reviewed = judged(
        randomized(
            with_margin(review("Deaths", &tables), 1.25),
            Randomized::Yes,
        ),
        &[(
            DownDomain::Imprecision,
            Seriousness::Serious,
            "the limit is above 1.25",
        )],
    );
    let (prepared, response) = answered(&reviewed, None);
    let asked = [Asked {
        outcome: &reviewed.outcomes[0],
        prepared: &prepared,
        response: &response,
        methods: None,
    }];
    let found = summary(&reviewed, &asked, Locale::DecimalPoint);
    assert_eq!(
        found.footnotes,
        ["One level less for imprecision: the limit is above 1.25."]
    );
    assert_eq!(found.rows[0].certainty, Some(CertaintyLevel::Moderate));
    insta::assert_snapshot!(report::text(&report::summary(&reviewed, &found)));
    assert_eq!([letter(0), letter(25), letter(26)], ["a", "z", "aa"]);
}

#[test]
fn a_summary_shows_what_is_judged_until_somebody_chooses() {
    let mut two = review("Deaths", &[[30, 300, 25, 300]]);
    let mut second = (*two.outcomes[0]).clone();
    second.id = OutcomeId(1);
    two.outcomes.push(Arc::new(second));
    let record = two.trials[0].records[&OUTCOME].clone();
    Arc::make_mut(&mut two.trials[0])
        .records
        .insert(OutcomeId(1), record);
    let shown = |review: &Review| -> BTreeSet<OutcomeId> {
        let settings = Settings::default();
        let answers: Vec<(Prepared, Response)> = review
            .outcomes
            .iter()
            .map(|one| {
                let prepared = prepare(review, &settings, one.id).unwrap();
                let response = answer(&prepared.request);
                (prepared, response)
            })
            .collect();
        let outcomes = review.outcomes.iter().zip(&answers);
        let asked: Vec<Asked<'_>> = outcomes
            .map(|(outcome, (prepared, response))| Asked {
                outcome,
                prepared,
                response,
                methods: None,
            })
            .collect();
        let found = summary(review, &asked, Locale::DecimalPoint);
        found.rows.iter().map(|row| row.outcome).collect()
    };
    assert_eq!(shown(&two).len(), 2);
    let graded = judged(randomized(two, Randomized::Yes), &[]);
    assert_eq!(shown(&graded), [OUTCOME].into());
    let chosen = Command::ChooseSummary(Some([OutcomeId(1)].into()));
    let chosen = apply(&Project::of(graded), &chosen).unwrap().review;
    assert_eq!(shown(&chosen), [OutcomeId(1)].into());
}

#[test]
fn what_it_takes_is_said_until_the_margin_is_ruled_out() {
    let tables = [[30, 300, 25, 300], [28, 300, 33, 300], [25, 300, 26, 300]];
    let open = with_margin(review("Deaths", &tables), 1.25);
    let plan = plan_for(Measure::RiskRatio, Method::InverseVariance);
    let (prepared, response) = answered(&open, Some(plan));
    let needed = still_needed(&open, &prepared, &response).unwrap();
    let card = words::needed(&needed, &subject(&open, &prepared));
    insta::assert_snapshot!([card.title, card.answer, card.beside, card.detail].join("\n"));
    let precise = with_margin(review("Deaths", &[[4_040, 20_000, 4_000, 20_000]]), 1.25);
    let (prepared, response) = answered(&precise, None);
    assert_eq!(still_needed(&precise, &prepared, &response), None);
}

fn all_said(
    review: &Review,
    prepared: &Prepared,
    response: &Response,
    locale: Locale,
) -> Vec<String> {
    let subject = Subject::of(review, &review.outcomes[0], prepared, locale);
    let all: CertaintySuggested = certainty_suggested(review, prepared, response);
    let mut said: Vec<String> = DownDomain::ALL
        .map(|domain| words::suggested(domain, &all, response, &subject).reason)
        .into();
    said.push(words::starting(&all.starting, locale));
    for level in CertaintyLevel::ALL {
        let statement = words::statement(level, response, &subject);
        said.extend((!statement.is_empty()).then_some(statement));
    }
    if let Some(needed) = still_needed(review, prepared, response) {
        let card = words::needed(&needed, &subject);
        said.extend([card.title, card.answer, card.beside, card.detail]);
    }
    let asked = [Asked {
        outcome: &review.outcomes[0],
        prepared,
        response,
        methods: None,
    }];
    let found = summary(review, &asked, locale);
    let table = report::summary(review, &found);
    said.extend(table.notes);
    said.extend(
        table
            .rows
            .into_iter()
            .flat_map(|row| row.cells)
            .map(|cell| cell.shown),
    );
    said.retain(|text| !text.is_empty());
    said
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn nothing_that_is_said_of_certainty_has_a_fault(
        tables in tables(),
        plan in plans(),
        comma in any::<bool>(),
        margin in prop_oneof![Just(1.05), Just(1.25), Just(2.0), Just(100.0)],
        more_is_worse in any::<bool>(),
    ) {
        let locale = if comma { Locale::DecimalComma } else { Locale::DecimalPoint };
        let mut review = with_margin(review("Serious adverse events", &tables), margin);
        Arc::make_mut(&mut review.outcomes[0]).more_is_worse = more_is_worse;
        let review = judged(
            randomized(review, Randomized::Yes),
            &[(DownDomain::RiskOfBias, Seriousness::Serious, "")],
        );
        let (prepared, response) = answered(&review, plan);
        for text in all_said(&review, &prepared, &response, locale) {
            prop_assert_eq!(fault(&text), None);
        }
    }
}
