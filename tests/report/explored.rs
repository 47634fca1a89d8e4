//! Small-study effects, regression and influence as tables and in R.
//!
//! Numbers of R 4 with metafor 4 (`regtest`, `ranktest`, `trimfill`, `fsn`, `rma(mods = )`, `permutest`) are written beside what
//! they are held against; the data sets are `dat.bcg` (Colditz et al. 1994) and `dat.hackshaw1998` of the package metadat.

use std::sync::Arc;

use trialpool::analysis::{
    AsymmetryMethod, AsymmetryStatistic, FillEstimator, FillSide, KnownTrials, NoRegression,
    Permutations, SmallStudy, copas_grid, plan_for, prepare, regress, small_study,
};
use trialpool::data::{
    CovariateId, EarlierResult, EarlierReview, Entry, Exploration, Grouping, Measure, Method,
    Moderator, PartedBy, Quantity, Review, Settings, SpreadOfGroups, TauPrior, TauSquaredEstimator,
};
use trialpool::read::examples;
use trialpool::report;
use trialpool::wording::{
    Locale, copas as copas_words, explored as words, small_study as funnel_words,
};

use super::in_r::{has_metafor, said_by_r};
use super::{answered_by, listed, of_estimates};

/// What R prints with four decimals.
const PRINTED: f64 = 5e-5;

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= PRINTED,
        "{found} is not {expected}"
    );
}

fn reml(measure: Measure) -> trialpool::data::Plan {
    plan_for(
        measure,
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
    )
}

fn bcg() -> Review {
    examples::review("bcg-vaccine").unwrap()
}

fn of_bcg() -> SmallStudy {
    let review = bcg();
    let prepared = prepare(&review, &Settings::default(), review.outcomes[0].id).unwrap();
    small_study(&prepared.request, reml(Measure::RiskRatio), None)
}

fn column(review: &Review, name: &str) -> CovariateId {
    let mut columns = review.covariates.iter();
    columns.find(|column| column.name == name).unwrap().id
}

fn p_of(found: &SmallStudy, method: AsymmetryMethod) -> f64 {
    let mut tests = found.tests.iter();
    let test = tests.find(|test| test.method == method).unwrap();
    test.result.unwrap().p_value
}

#[test]
fn the_tests_of_bcg_are_those_of_metafor() {
    let found = of_bcg();
    // regtest(yi, vi, model = "lm"): t = -1.4013, df = 11, p = 0.1887; regtest(rma(yi, vi)): z = -0.8033, p = 0.4218;
    // ranktest: p = 0.9524.
    close(p_of(&found, AsymmetryMethod::Egger), 0.1887);
    close(p_of(&found, AsymmetryMethod::EggerMixed), 0.4218);
    close(p_of(&found, AsymmetryMethod::Begg), 0.9524);
    let mut tests = found.tests.iter();
    let egger = tests.find(|test| test.method == AsymmetryMethod::Egger);
    let AsymmetryStatistic::T(t, df) = egger.unwrap().result.unwrap().statistic else {
        panic!("Egger's statistic is a t");
    };
    close(t, -1.4013);
    close(df, 11.0);
    // fsn(): 598, 13 and 370.
    let drawers = found.file_drawers.unwrap();
    let trials = [drawers.rosenthal, drawers.orwin, drawers.rosenberg].map(|one| one.trials);
    assert_eq!(trials.map(|one| one.to_string()), ["598", "13", "370"]);
}

#[test]
fn trim_and_fill_of_bcg_is_that_of_metafor() {
    let found = of_bcg();
    // trimfill(rma(yi, vi)): 1 on the right, b = -0.6571; estimator = "R0": none.
    let filled = found.filled_by(FillEstimator::L0);
    let fill = filled.found.as_ref().unwrap();
    assert_eq!((fill.missing, fill.side), (1, FillSide::Right));
    close(filled.mean.unwrap().estimate, -0.6571);
    let none = found.filled_by(FillEstimator::R0);
    assert_eq!(none.found.as_ref().unwrap().missing, 0);
    close(none.mean.unwrap().estimate, -0.7145);
    let locale = Locale::DecimalPoint;
    let said = funnel_words::fill(&found, none, locale);
    assert!(said.contains("puts nothing in on the right"), "{said}");
}

/// Lung cancer in women whose husbands smoke: log odds ratios and variances of 37 studies (Hackshaw 1998).
const HACKSHAW: [(f64, f64); 37] = [
    (0.165_514_44, 0.018_776_89),
    (0.371_563_56, 0.033_044_04),
    (0.703_097_51, 0.540_195_87),
    (0.182_321_56, 0.031_267_61),
    (-0.287_682_07, 0.079_655_65),
    (0.727_548_61, 0.227_320_59),
    (0.756_121_98, 0.088_921_56),
    (-0.223_143_55, 0.192_679_60),
    (-0.235_722_33, 0.339_016_35),
    (0.698_134_72, 0.098_066_20),
    (0.207_014_17, 0.045_555_55),
    (0.182_321_56, 0.231_749_97),
    (0.418_710_33, 0.079_642_92),
    (0.029_558_80, 0.217_395_02),
    (0.438_254_93, 0.076_957_97),
    (0.029_558_80, 0.071_501_76),
    (0.850_150_93, 0.292_565_77),
    (0.500_775_29, 0.032_437_51),
    (0.173_953_31, 0.036_273_35),
    (0.418_710_33, 0.483_851_24),
    (0.770_108_22, 0.123_816_20),
    (0.076_961_04, 0.071_085_19),
    (0.936_093_36, 0.398_195_43),
    (0.482_426_15, 0.089_623_12),
    (0.058_268_91, 0.033_719_89),
    (-0.235_722_33, 0.016_129_49),
    (-0.301_105_09, 0.180_233_47),
    (0.819_779_83, 0.317_147_72),
    (-0.030_459_21, 0.012_546_85),
    (0.470_003_63, 0.113_696_29),
    (0.173_953_31, 0.089_336_78),
    (0.506_817_60, 0.175_985_59),
    (0.231_111_72, 0.010_029_05),
    (0.095_310_18, 0.086_214_36),
    (0.506_817_60, 0.039_874_97),
    (0.148_420_01, 0.036_399_76),
    (0.104_360_02, 0.066_419_51),
];

#[test]
fn smoking_husbands_are_filled_on_the_left_as_in_metafor() {
    let plan = plan_for(Measure::GenericRatio, Method::InverseVariance);
    let found = small_study(&of_estimates(&HACKSHAW), plan, None);
    // trimfill(rma(yi, vi, method = "EE")): 7 on the left, 0.1556 (0.0842 to 0.2270).
    let filled = found.filled_by(FillEstimator::L0);
    let fill = filled.found.as_ref().unwrap();
    assert_eq!((fill.missing, fill.side), (7, FillSide::Left));
    let mean = filled.mean.unwrap();
    close(mean.estimate, 0.1556);
    close(mean.lower, 0.0842);
    close(mean.upper, 0.2270);
    // regtest(yi, vi, model = "lm"): t = 2.3824, df = 35, p = 0.0228; ranktest: p = 0.2157.
    close(p_of(&found, AsymmetryMethod::Egger), 0.0228);
    close(p_of(&found, AsymmetryMethod::Begg), 0.2157);
    let said = funnel_words::answer(&found, Locale::DecimalPoint);
    assert!(
        said.contains("the funnel is asymmetric (Egger, weighted regression P\u{a0}=\u{a0}0.02)")
            && said.contains("smaller trials show larger ratios"),
        "{said}"
    );
}

#[test]
fn the_regression_of_bcg_on_latitude_is_that_of_metafor() {
    let review = bcg();
    let prepared = prepare(&review, &Settings::default(), review.outcomes[0].id).unwrap();
    let latitude = Quantity::Column(column(&review, "Latitude"));
    let plan = trialpool::data::Plan {
        interval: trialpool::data::Interval::HartungKnapp,
        ..reml(Measure::RiskRatio)
    };
    let mut chosen = Exploration {
        moderators: vec![Moderator::Number(latitude)],
        ..Exploration::default()
    };
    let found = regress(&review, &prepared, plan, &chosen).unwrap();
    // rma(yi, vi, mods = ~ ablat, test = "knha"): -0.0291 (-0.0472 to -0.0111), se 0.0082, p = 0.0046; QE = 30.7331; iterated to 1e-10 (control = list(threshold = 1e-10)): F = 12.59098,
    // tau^2 = 0.07634796, R^2 = 75.62662%.
    let slope = found.fit.coefficients[1];
    close(slope.interval.estimate, -0.0291);
    close(slope.interval.standard_error, 0.0082);
    close(slope.interval.lower, -0.0472);
    close(slope.interval.upper, -0.0111);
    close(slope.p_value, 0.0046);
    close(found.fit.moderators.unwrap().statistic, 12.59098);
    close(found.fit.residual_heterogeneity.q, 30.7331);
    close(found.fit.tau_squared.value, 0.076_347_96);
    assert!((found.fit.r_squared.unwrap() - 75.626_62).abs() < 1e-4);
    // permutest(rma(yi, vi, mods = ~ ablat), iter = 1000): 0.0070 with R's own orders; the true share is near 0.005.
    chosen.wald = true;
    let found = regress(&review, &prepared, plan, &chosen).unwrap();
    let mut orders = Permutations::of(&found, 1).unwrap();
    for _ in 0..400 {
        orders.advance();
    }
    let p = orders.p_value();
    assert!((1.0 / 401.0..0.025).contains(&p), "{p}");
    let mut again = Permutations::of(&found, 1).unwrap();
    (0..400).for_each(|_| again.advance());
    assert!(
        (again.p_value() - p).abs() < 1e-15,
        "a seed gives its orders"
    );
}

#[test]
fn why_there_is_no_regression_is_said() {
    let review = bcg();
    let prepared = prepare(&review, &Settings::default(), review.outcomes[0].id).unwrap();
    let plan = reml(Measure::RiskRatio);
    let on = |moderators: Vec<Moderator>| {
        let chosen = Exploration {
            moderators,
            ..Exploration::default()
        };
        regress(&review, &prepared, plan, &chosen)
    };
    let said = |why: NoRegression| words::no_regression(why, &review, Locale::DecimalPoint);
    let none = on(Vec::new()).unwrap_err();
    assert_eq!(none, NoRegression::NoModerator);
    assert_eq!(said(none), None);
    let risk = Moderator::Levels(Grouping::RiskOfBias);
    assert_eq!(on(vec![risk]).unwrap_err(), NoRegression::Gone(risk));
    let randomized = Moderator::Levels(Grouping::Randomized);
    let latitude = column(&review, "Latitude");
    let by_level = Moderator::Levels(Grouping::Covariate(latitude));
    let by_number = Moderator::Number(Quantity::Column(latitude));
    let collinear = on(vec![by_level, by_number]).unwrap_err();
    assert!(said(collinear).is_some(), "{collinear:?}");
    for why in [
        on(vec![randomized]).unwrap_err(),
        NoRegression::TooFewTrials {
            trials: 2,
            coefficients: 2,
        },
    ] {
        assert!(
            said(why).is_some_and(|words| words.ends_with('.')),
            "{why:?}"
        );
    }
}

#[test]
fn the_tables_of_an_outcome_hold_its_numbers() {
    let review = bcg();
    let locale = Locale::DecimalPoint;
    let answers = answered_by(&review, &Settings::default());
    let listed = listed(&review, &answers);
    let answered = listed.first().unwrap();
    let found = of_bcg();
    let csv = report::csv(&report::asymmetry(&found, locale));
    assert_eq!(csv.lines().count(), 7, "{csv}");
    assert!(csv.contains("Harbord,"), "{csv}");
    let table = report::funnel(&found, answered.prepared, locale);
    assert_eq!(table.rows.len(), 13);
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.cells.len() == table.columns.len())
    );
    let by = PartedBy::Grouping(Grouping::Covariate(column(&review, "Allocation")));
    let plan = answered.response.plan;
    let groups = trialpool::analysis::subgroups_by(
        &review,
        answered.prepared,
        plan,
        (&by, SpreadOfGroups::Separate),
    )
    .unwrap();
    let of = (answered.prepared, answered.response);
    let pools = report::subgroup_pools(&review, answered.outcome, of, &groups, locale);
    let names: Vec<&str> = pools
        .rows
        .iter()
        .map(|row| row.cells[0].shown.as_str())
        .collect();
    assert_eq!(names, ["random", "alternate", "systematic", "All trials"]);
    for table in [
        pools,
        report::filled(&found, locale),
        report::file_drawers(&found, locale).unwrap(),
        report::influence(
            &trialpool::analysis::influences(&answered.prepared.request, plan).unwrap(),
            answered.prepared,
            locale,
        ),
    ] {
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{}", table.caption);
        }
    }
}

/// What is explored of the first outcome of an example: a number and levels, where the review has such columns.
fn exploring(review: &Review) -> Settings {
    let mut settings = Settings::default();
    let numbers = trialpool::analysis::quantities(review);
    let mut moderators: Vec<Moderator> = numbers.into_iter().map(Moderator::Number).collect();
    moderators.truncate(2);
    if let Some(column) = review.covariates.first() {
        moderators.push(Moderator::Levels(Grouping::Covariate(column.id)));
    }
    let exploration = Exploration {
        moderators,
        ..Exploration::default()
    };
    let outcomes = review.outcomes.iter().map(|outcome| outcome.id);
    settings
        .explorations
        .extend(outcomes.map(|outcome| (outcome, exploration.clone())));
    settings
}

#[test]
fn r_finds_what_is_explored_of_every_example() {
    if !has_metafor() {
        println!("There is no R with metafor here.");
        return;
    }
    let mut regressions = 0;
    for example in examples::all() {
        let (review, example) = (example.review(), example.key);
        let settings = exploring(&review);
        let answers = answered_by(&review, &settings);
        let script = report::r_script_explored(&review, &settings, &listed(&review, &answers));
        let checks = script.matches("\ncompare(").count();
        regressions += script.matches("QM and QE").count();
        if checks == 0 {
            continue;
        }
        let said = said_by_r(&format!("suppressMessages(library(metafor))\n{script}"));
        assert!(!said.contains("DIFFERENT:"), "{example}: {said}");
        assert_eq!(
            said.matches("the same:").count(),
            checks,
            "{example}: {said}"
        );
    }
    assert!(regressions > 0, "no example has a regression");
}

/// Two outcomes of the sample with a prior each: an odds ratio by tables, a risk ratio by two binomials.
#[test]
fn r_finds_the_posterior_under_an_earlier_estimate() {
    if !has_metafor() {
        println!("There is no R with metafor here.");
        return;
    }
    let mut review = examples::review("catheter-infections").unwrap();
    let outcome = review.outcomes[0].id;
    for (measure, method) in [
        (Measure::OddsRatio, Method::Bayesian(TauPrior::HalfNormal)),
        (
            Measure::RiskRatio,
            Method::Bayesian(TauPrior::HalfNormalWide),
        ),
    ] {
        let result = EarlierResult {
            outcome: Some(outcome),
            measure: if measure == Measure::OddsRatio {
                "OR"
            } else {
                "RR"
            }
            .into(),
            estimate: Entry::reported(0.5),
            lower: Entry::reported(0.3),
            upper: Entry::reported(0.8),
            prior_weight: Some(50),
            ..EarlierResult::default()
        };
        review.earlier = vec![Arc::new(EarlierReview {
            name: "An earlier review".into(),
            source: String::new(),
            results: vec![result],
        })];
        let mut settings = Settings::default();
        settings.plans.insert(outcome, plan_for(measure, method));
        let answers = answered_by(&review, &settings);
        let script = report::r_script_explored(&review, &settings, &listed(&review, &answers));
        assert!(script.contains("mixture(likelihoods"), "{script}");
        let said = said_by_r(&format!("suppressMessages(library(metafor))\n{script}"));
        assert!(!said.contains("DIFFERENT:"), "{measure:?}: {said}");
        assert!(
            said.contains("the same: ") && said.contains("earlier estimate as a prior"),
            "{said}"
        );
    }
}

/// Of the BCG trials every supposition leaves no sign of selection beyond it (R: P of what is left 0.28 to 0.42 in five of them), and
/// the mean moves from −0.66 to −0.55 on the log scale in those: 0.52 to 0.58.
#[test]
fn selection_by_size_and_result_is_told_over_all_suppositions() {
    let review = bcg();
    let outcome = review.outcomes[0].id;
    let prepared = prepare(&review, &Settings::default(), outcome).unwrap();
    let found = small_study(&prepared.request, reml(Measure::RiskRatio), None);
    let grid = copas_grid(&found).unwrap();
    let said = copas_words::sentence(&grid, &found, Locale::DecimalPoint);
    assert!(
        said.starts_with(
            "16 of 16 suppositions explain the asymmetry: under them the risk ratio is 0.5"
        ),
        "{said}"
    );
    assert!(said.contains("As the trials are it is 0.49"), "{said}");
    let table = report::copas(&grid, &found, Locale::DecimalPoint);
    assert_eq!(table.rows.len(), 16);
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.cells.len() == table.columns.len())
    );
    let few = SmallStudy {
        trials: found.trials[..4].to_vec(),
        ..found.clone()
    };
    let why = copas_grid(&few).unwrap_err();
    assert_eq!(
        copas_words::no_copas(why, Locale::DecimalPoint),
        "Not available: the model takes 5 trials with an effect of their own or more."
    );
}

/// R: the likelihood of metasens 1.5 (`copas.loglik.without.beta` and `.with.beta`) on log risk ratios, maximized by
/// `optim(method = "L-BFGS-B")` from 15 starts within ±0.99 of ρ, its Hessian by `optimHess` over the parameters that are not at their end.
#[test]
fn the_model_of_copas_and_shi_comes_to_what_r_finds_of_bcg() {
    let review = bcg();
    let outcome = review.outcomes[0].id;
    let prepared = prepare(&review, &Settings::default(), outcome).unwrap();
    let grid = copas_grid(&small_study(
        &prepared.request,
        reml(Measure::RiskRatio),
        None,
    ))
    .unwrap();
    for (smallest, largest, [mean, error, correlation, tau, residual, unknown]) in [
        (
            0.9,
            0.99,
            [
                -0.657_154_0,
                0.169_954,
                -0.99,
                0.517_104,
                0.369_73,
                0.939_339,
            ],
        ),
        (
            0.5,
            0.99,
            [
                -0.597_703_8,
                0.210_639,
                -0.624_15,
                0.507_112,
                0.345_52,
                6.911_528,
            ],
        ),
        (
            0.2,
            0.99,
            [
                -0.580_038_0,
                0.224_348,
                -0.434_86,
                0.503_459,
                0.298_40,
                24.082_306,
            ],
        ),
        (
            0.5,
            0.8,
            [
                -0.562_538_1,
                0.229_200,
                -0.668_80,
                0.504_863,
                0.440_09,
                9.630_687,
            ],
        ),
        (
            0.2,
            0.8,
            [
                -0.549_829_3,
                0.241_462,
                -0.466_65,
                0.500_764,
                0.408_54,
                30.906_095,
            ],
        ),
    ] {
        let known = KnownTrials {
            smallest_trial: smallest,
            largest_trial: largest,
        };
        let mut suppositions = grid.suppositions.iter();
        let found = suppositions.find(|one| one.known == known);
        let found = found.unwrap().fit.unwrap();
        let near = |found: f64, expected: f64, within: f64| {
            assert!(
                (found - expected).abs() < within,
                "{found} {expected} at {smallest} {largest}"
            );
        };
        near(found.estimate, mean, 2e-5);
        near(found.standard_error, error, 5e-5);
        near(found.correlation, correlation, 2e-4);
        near(found.tau, tau, 2e-5);
        near(found.residual_p.unwrap(), residual, 2e-4);
        near(found.unknown, unknown, 1e-5);
    }
}
