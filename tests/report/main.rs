//! What the tables promise: the same numbers in every form, nothing that runs, nothing that breaks out of its cell.
#![cfg(test)]

#[path = "../tables/answers.rs"]
mod answers;
mod explored;
mod in_r;
mod missing;
mod office;
#[path = "../tables/random_cases.rs"]
mod random_cases;
mod results_json;
mod whole;

use std::sync::Arc;

use trialpool::analysis::{
    MainAnalysis, Prepared, Request, Response, TrialData, TrialRow, VERSION, agreement, answer,
    plan_for, prepare, sensitivity_answers,
};
use trialpool::data::{
    AnyEntry, ConfidenceLevel, Correction, Interval, Measure, Method, Plan, PredictionDegrees,
    Review, SensitivityAnalysis, Settings, Trial, TrialSelection,
};
use trialpool::read::{self, examples};
use trialpool::report::{self, Answered, LongResults, Table};
use trialpool::wording::Locale;

/// What is asked about effects that are given with their variances.
fn of_estimates(effects: &[(f64, f64)]) -> Request {
    let trials = effects.iter().map(|(effect, variance)| TrialRow {
        label: String::new(),
        continues: false,
        data: TrialData::Estimate {
            effect: *effect,
            standard_error: variance.sqrt(),
        },
    });
    Request {
        version: VERSION,
        trials: trials.collect(),
        plan: None,
        measure: None,
        compare: false,
        level: ConfidenceLevel::default(),
    }
}

fn answered(review: &Review) -> Vec<(Prepared, Response)> {
    answered_by(review, &Settings::default())
}

/// Every outcome of a review, pooled as the settings say.
fn answered_by(review: &Review, settings: &Settings) -> Vec<(Prepared, Response)> {
    review
        .outcomes
        .iter()
        .map(|outcome| {
            let prepared = prepare(review, settings, outcome.id).unwrap();
            let response = answer(&prepared.request);
            (prepared, response)
        })
        .collect()
}

/// The vaccine trials by Mantel and Haenszel's risk ratio.
fn vaccine() -> (Review, Vec<(Prepared, Response)>) {
    let review = examples::review("bcg-vaccine").unwrap();
    let answers = answered_by(&review, &by_mantel_haenszel(&review));
    (review, answers)
}

fn by_mantel_haenszel(review: &Review) -> Settings {
    let plan = plan_for(Measure::RiskRatio, Method::MantelHaenszel);
    let plans = review.outcomes.iter().map(|outcome| (outcome.id, plan));
    Settings {
        plans: plans.collect(),
        ..Settings::default()
    }
}

/// Every outcome with its answer.
fn listed<'a>(review: &'a Review, answers: &'a [(Prepared, Response)]) -> Vec<Answered<'a>> {
    let outcomes = review.outcomes.iter().zip(answers);
    outcomes
        .map(|(outcome, (prepared, response))| Answered {
            outcome,
            prepared,
            response,
        })
        .collect()
}

/// The results as JSON, without what takes long.
fn results(review: &Review, settings: &Settings, answers: &[Answered<'_>]) -> String {
    report::results_json(review, settings, answers, &LongResults::default())
}

fn table_of(review: &Review, answers: &[(Prepared, Response)], locale: Locale) -> Table {
    let (prepared, response) = &answers[0];
    report::outcome(review, &review.outcomes[0], prepared, response, locale)
}

#[test]
fn the_table_of_an_outcome_holds_every_trial_and_the_pooled_result() {
    let (review, answers) = vaccine();
    let table = table_of(&review, &answers, Locale::DecimalPoint);
    assert_eq!(
        table.caption,
        "Tuberculosis: risk ratio, Mantel–Haenszel, no correction"
    );
    let shown: Vec<&str> = table.rows[13]
        .cells
        .iter()
        .map(|cell| cell.shown.as_str())
        .collect();
    assert_eq!(
        shown,
        [
            "Total",
            "1,065",
            "191,064",
            "1,510",
            "166,283",
            "100.0",
            "0.64 (0.59 to 0.69)"
        ]
    );
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.cells.len() == table.columns.len())
    );
    assert!(table.notes[0].starts_with("Tuberculosis was reported less often with BCG"));
    assert!(table.notes[1].starts_with("Heterogeneity: "));
}

#[test]
fn the_tables_of_the_examples_read_as_they_were_approved() {
    let (review, answers) = vaccine();
    let table = table_of(&review, &answers, Locale::DecimalPoint);
    insta::assert_snapshot!("outcome_as_text", report::text(&table));
    insta::assert_snapshot!("outcome_as_csv", report::csv(&table));
    insta::assert_snapshot!("outcome_as_html", report::html(&table));
    let sample = examples::all()[0].review();
    let answers = answered(&sample);
    let profile = report::profile(&sample, &listed(&sample, &answers), Locale::DecimalComma);
    insta::assert_snapshot!("profile_as_text", report::text(&profile));
}

#[test]
fn csv_carries_the_numbers_in_full_whatever_the_locale() {
    let (review, answers) = vaccine();
    let csv = report::csv(&table_of(&review, &answers, Locale::DecimalComma));
    assert_eq!(
        csv,
        report::csv(&table_of(&review, &answers, Locale::DecimalPoint))
    );
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(
        heads,
        [
            "trial",
            "experimental_events",
            "experimental_total",
            "control_events",
            "control_total",
            "weight_percent",
            "estimate",
            "lower",
            "upper"
        ]
    );
    let total = reader
        .records()
        .map(Result::unwrap)
        .find(|record| &record[0] == "Total")
        .unwrap();
    let pooled = answers[0].1.pooled.as_ref().unwrap().interval;
    for (cell, value) in [(6, pooled.estimate), (7, pooled.lower), (8, pooled.upper)] {
        let written: f64 = total[cell].parse().unwrap();
        assert_eq!(written.to_bits(), libm::exp(value).to_bits());
    }
}

#[test]
fn the_table_of_sensitivity_analyses_carries_their_numbers_in_full_and_says_why_there_are_none() {
    let (review, answers) = vaccine();
    let outcome = &review.outcomes[0];
    let all = review.trials.iter().map(|trial| trial.id).collect();
    let odds_ratio = plan_for(Measure::OddsRatio, Method::MantelHaenszel);
    let analyses = [
        SensitivityAnalysis {
            plan: Some(odds_ratio),
            ..SensitivityAnalysis::default()
        },
        SensitivityAnalysis {
            trials: TrialSelection::Without(all),
            ..SensitivityAnalysis::default()
        },
    ];
    let mut settings = by_mantel_haenszel(&review);
    settings.sensitivity.insert(outcome.id, analyses.into());
    let (prepared, response) = &answers[0];
    let main = MainAnalysis { prepared, response };
    let found = sensitivity_answers(&review, &settings, outcome.id, main);
    let listed = listed(&review, &answers);
    let table = report::sensitivity(&review, &[(listed[0], &found)], Locale::DecimalComma);
    let csv = report::csv(&table);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let names: Vec<&str> = records.iter().map(|record| &record[1]).collect();
    assert_eq!(names, ["Main analysis", "Odds ratio", "Without 13 trials"]);
    let heads = reader.headers().unwrap().clone();
    let place = |head: &str| heads.iter().position(|known| known == head).unwrap();
    settings.plans.insert(outcome.id, odds_ratio);
    let expected = answer(&prepare(&review, &settings, outcome.id).unwrap().request);
    let expected = expected.pooled.unwrap();
    for (head, value) in [
        ("estimate", libm::exp(expected.interval.estimate)),
        ("upper", libm::exp(expected.interval.upper)),
        ("p_value", expected.p_value),
    ] {
        let written: f64 = records[1][place(head)].parse().unwrap();
        assert_eq!(written.to_bits(), value.to_bits(), "{head}");
    }
    assert_eq!(&records[2][place("estimate")], "");
    assert!(report::text(&table).contains("no trial is left"));
}

#[test]
fn a_name_that_would_run_in_a_spreadsheet_is_shown_instead() {
    let (mut review, _) = vaccine();
    let names = [
        "=HYPERLINK(\"http://example.org\",\"look\")",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "  =1+1",
        "＝1+1",
    ];
    for (trial, name) in review.trials.iter_mut().zip(names) {
        Arc::make_mut(trial).name = name.to_owned();
    }
    let answers = answered(&review);
    let table = table_of(&review, &answers, Locale::DecimalPoint);
    let csv = report::csv(&table);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let written: Vec<String> = reader
        .records()
        .map(|record| record.unwrap()[0].to_owned())
        .collect();
    for (written, name) in written.iter().zip(names) {
        assert_eq!(written, &format!("'{name}"));
    }
    let starts = ['=', '+', '-', '@', '＝'];
    for line in report::text(&table).lines() {
        for cell in line.split('\t') {
            assert!(!cell.trim_start().starts_with(starts), "{cell}");
        }
    }
}

#[test]
fn a_name_with_markup_stays_text() {
    let (mut review, _) = vaccine();
    let hostile = "<script>alert('x')</script><img src=x onerror=\"alert(1)\">\u{0} & co";
    Arc::make_mut(&mut review.trials[0]).name = hostile.into();
    Arc::make_mut(&mut review.outcomes[0]).name = hostile.into();
    review.experimental_label = hostile.into();
    let answers = answered(&review);
    let html = report::document(&table_of(&review, &answers, Locale::DecimalPoint));
    for never in ["<script", "<img", "\u{0}", "\"alert", "'x'"] {
        assert!(!html.contains(never), "{never}");
    }
    assert!(html.contains("&lt;script&gt;"));
    assert!(html.contains("&amp; co"));
}

#[test]
fn every_element_of_the_html_is_closed_where_it_was_opened() {
    let (review, answers) = vaccine();
    let html = report::html(&table_of(&review, &answers, Locale::DecimalPoint));
    let mut open: Vec<String> = Vec::new();
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
            None => open.push(tag.split_whitespace().next().unwrap().to_owned()),
        }
    }
    assert!(open.is_empty());
    let columns = html.matches("<th ").count();
    assert_eq!(columns, 7 + 5, "seven heads under five groups");
}

#[test]
fn text_for_a_spreadsheet_keeps_every_name_in_its_cell() {
    let (mut review, _) = vaccine();
    Arc::make_mut(&mut review.trials[0]).name = "one\ttwo\nthree".into();
    let answers = answered(&review);
    let table = table_of(&review, &answers, Locale::DecimalPoint);
    let text = report::text(&table);
    let rows: Vec<&str> = text.lines().filter(|line| line.contains('\t')).collect();
    assert_eq!(rows.len(), table.rows.len() + 2);
    assert!(
        rows.iter()
            .all(|row| row.split('\t').count() == table.columns.len())
    );
    assert!(text.contains("one two three\t"));
}

#[test]
fn the_safety_profile_has_a_row_for_every_outcome() {
    let review = examples::review("mesenchymal-stromal-cells").unwrap();
    let answers = answered(&review);
    let answered = listed(&review, &answers);
    let table = report::profile(&review, &answered, Locale::DecimalPoint);
    assert_eq!(table.rows.len(), review.outcomes.len());
    let malignancy = table
        .rows
        .iter()
        .find(|row| row.cells[0].shown.starts_with("Malignancy"))
        .unwrap();
    let shown: Vec<&str> = malignancy
        .cells
        .iter()
        .map(|cell| cell.shown.as_str())
        .collect();
    assert_eq!(
        shown[1..6],
        [
            "5/37",
            "1/299",
            "0/287",
            "RR, M–H, robust",
            "no ratio: control 0"
        ]
    );
    let csv = report::csv(&table);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.headers().unwrap().len(), 15);
    assert_eq!(reader.records().map(Result::unwrap).count(), 9);
}

#[test]
fn trials_that_reported_and_are_not_pooled_are_named_with_the_reason() {
    let (review, _) = vaccine();
    let mut settings = Settings::default();
    settings.hidden.insert(review.trials[7].id);
    let prepared = prepare(&review, &settings, review.outcomes[0].id).unwrap();
    let response = answer(&prepared.request);
    let table = report::outcome(
        &review,
        &review.outcomes[0],
        &prepared,
        &response,
        Locale::DecimalPoint,
    );
    assert_eq!(
        table.notes.last().map(String::as_str),
        Some(
            "Reported it and not in the pool: TPT Madras 1980 (left out by the reviewers: no reason given)."
        )
    );
    // It stands behind the trials that are pooled, with what it reported, the reason, and no effect.
    let row = &table.rows[12];
    let shown: Vec<&str> = row.cells.iter().map(|cell| cell.shown.as_str()).collect();
    assert_eq!(
        shown,
        [
            "TPT Madras 1980",
            "505",
            "88,391",
            "499",
            "88,391",
            "",
            "left out",
            "no reason given"
        ]
    );
    let total = &table.rows[13].cells;
    assert_eq!(total[0].shown, "Total");
    assert!(total.last().is_some_and(|reason| reason.shown.is_empty()));
    let script = report::r_script(
        &review,
        &[Answered {
            outcome: &review.outcomes[0],
            prepared: &prepared,
            response: &response,
        }],
    );
    assert!(
        script.contains("# Left out by the reviewers: TPT Madras 1980 (no reason given)."),
        "{script}"
    );
}

#[test]
fn subgroups_have_their_trials_between_head_and_subtotal() {
    use trialpool::analysis::subgroups;
    use trialpool::data::Grouping;
    let review = trialpool::read::examples::review("bcg-vaccine").unwrap();
    let outcome = &review.outcomes[0];
    let settings = by_mantel_haenszel(&review);
    let prepared = prepare(&review, &settings, outcome.id).unwrap();
    let response = answer(&prepared.request);
    let mut covariates = review.covariates.iter();
    let allocation = covariates.find(|known| known.name == "Allocation").unwrap();
    let grouping = Grouping::Covariate(allocation.id);
    let parts = subgroups(&review, &prepared, response.plan, grouping).unwrap();
    let locale = Locale::DecimalPoint;
    let plain = report::outcome(&review, outcome, &prepared, &response, locale);
    let results = (&prepared, &response);
    let table = report::in_subgroups(plain.clone(), &review, outcome, results, &parts, locale);
    assert_eq!(table.rows.len(), plain.rows.len() + 6);
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.cells.len() == table.columns.len())
    );
    for row in &plain.rows {
        assert!(table.rows.contains(row), "nothing is lost");
    }
    let place = |name: &str| {
        let mut rows = table.rows.iter();
        rows.position(|row| row.cells[0].shown == name).unwrap()
    };
    let (head, subtotal) = (place("random"), place("Subtotal"));
    for trial in ["Aronson 1948", "Coetzee & Berjak 1968"] {
        assert!((head..subtotal).contains(&place(trial)), "{trial}");
    }
    let shown: Vec<&str> = table.rows[subtotal].cells[1..]
        .iter()
        .map(|cell| cell.shown.as_str())
        .collect();
    assert_eq!(
        shown,
        [
            "617",
            "112,693",
            "853",
            "109,826",
            "57.8",
            "0.70 (0.64 to 0.78)"
        ]
    );
    let said = table.notes.iter();
    let between = said.filter(|note| note.starts_with("Test for subgroup differences: "));
    assert_eq!(between.count(), 1);
}

#[test]
fn the_list_in_revmans_form_reads_back_with_the_same_numbers_and_results() {
    let (review, mut answers) = vaccine();
    for (prepared, response) in &mut answers {
        prepared.request.plan = Some(Plan {
            measure: Measure::RiskRatio,
            method: Method::MantelHaenszel,
            interval: Interval::Wald,
            correction: Correction::HalfWhereZero,
            prediction: PredictionDegrees::default(),
        });
        *response = answer(&prepared.request);
    }
    let answered = listed(&review, &answers);
    let text = report::csv(&report::revman(&review, &answered));
    let Ok(read::Opened::Review(import)) = read::file(text.as_bytes()) else {
        panic!("no export of RevMan");
    };
    assert_eq!(import.review.trials.len(), review.trials.len());
    for (one, other) in review.trials.iter().zip(&import.review.trials) {
        let numbers = |trial: &Trial| -> Vec<Option<u64>> {
            let records = trial.records.values();
            records
                .flat_map(|record| record.values.entries())
                .map(|(_, entry)| match entry {
                    AnyEntry::Count(count) => count.value(),
                    AnyEntry::Number(_) => None,
                })
                .collect()
        };
        assert_eq!((&one.name, numbers(one)), (&other.name, numbers(other)));
    }
    let found = agreement(&import.review, &import.stored[0]).unwrap();
    assert!(found.checks.len() > 5 && found.is_complete(), "{found:?}");
}

#[test]
fn the_script_for_r_names_the_method_the_numbers_and_what_is_to_come_of_it() {
    let (review, answers) = vaccine();
    let answered = listed(&review, &answers);
    let script = report::r_script(&review, &answered);
    let pooled = answers[0].1.pooled.as_ref().unwrap().interval;
    for part in [
        "library(metafor)",
        "ai = c(4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27)",
        "fit1 <- rma.mh(measure = \"RR\", add = c(1/2, 0), correct = FALSE, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = outcome1, slab = trial)",
        &format!(
            "check(\"Tuberculosis\", fit1, c({}, {}, {}))",
            pooled.estimate, pooled.lower, pooled.upper
        ),
    ] {
        assert!(script.contains(part), "{part} in {script}");
    }
}

#[test]
fn a_name_that_would_run_in_r_stays_a_name() {
    let (mut review, _) = vaccine();
    let trial = Arc::make_mut(&mut review.trials[0]);
    trial.name = "\\\"); system(\"ls\n".to_owned();
    review.title = "one\nsystem(\"ls\")".to_owned();
    let answers = answered(&review);
    let script = report::r_script(&review, &listed(&review, &answers));
    assert!(
        script.contains(r#"trial = c("\\\"); system(\"ls ", "#),
        "{script}"
    );
    assert!(script.starts_with("# one system(\"ls\")\n"), "{script}");
}

#[test]
fn the_findings_stand_in_a_table_with_the_same_numbers_in_full() {
    use trialpool::wording::findings::{Asked, Kept, Order, findings, ordered};

    let review = examples::all()[0].review();
    let answers = answered(&review);
    let asked: Vec<Asked<'_>> = listed(&review, &answers)
        .into_iter()
        .map(|answered| Asked {
            outcome: answered.outcome,
            prepared: answered.prepared,
            response: answered.response,
            methods: None,
        })
        .collect();
    let locale = Locale::DecimalPoint;
    let settings = Settings::default();
    let found = findings(&review, &settings, &|_| false, &asked, locale);
    let places = ordered(&found.rows, Order::Panel, &Kept::default());
    let earlier = review.earlier.first().map(|earlier| &**earlier);
    let table = report::findings(&review, &found, &places, earlier, locale);
    assert_eq!(table.rows.len(), review.outcomes.len());
    let csv = report::csv(&table);
    let line = |name: &str| {
        let found = csv.lines().find(|line| line.contains(name));
        found.unwrap_or_default().to_owned()
    };
    // Death in the sample: 22 of 37 trials, 134 of 668 against 147 of 609.
    let death = line("Death");
    for part in [
        "22,37",
        "134,668",
        "147,609",
        "Above 1.25 ruled out",
        "RR 0.78 (0.65 to 0.94)",
    ] {
        assert!(death.contains(part), "{part}: {death}");
    }
    let heads = csv.lines().next().unwrap_or_default();
    assert_eq!(
        heads.split(',').count(),
        table
            .columns
            .iter()
            .map(|column| column.parts.len())
            .sum::<usize>()
    );
    let html = report::html(&table);
    assert!(html.contains("not recomputed"));
}
