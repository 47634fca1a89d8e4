//! The checklist for harms, a version and the present, and the part of a page that is read without its program, as tables.

use std::collections::BTreeSet;

use trialpool::analysis::{AnsweredOutcome, Prepared, Response, compared, frozen};
use trialpool::data::{HarmsItem, Review, Settings};
use trialpool::read::examples;
use trialpool::report::{self, Contents, Drawn, harms_checklist, manuscript, page_part, versions};
use trialpool::wording::Locale;
use trialpool::wording::paragraphs::ReviewAnswers;
use trialpool::wording::versions::comparison;

use super::answered;
use super::answers::outcome_answers;

fn told<T>(review: &Review, tell: impl FnOnce(&ReviewAnswers<'_>) -> T) -> T {
    let answers: Vec<(Prepared, Response)> = answered(review);
    let outcomes = outcome_answers(review, &answers);
    let (settings, chosen) = (Settings::default(), BTreeSet::new());
    tell(&ReviewAnswers {
        review,
        settings: &settings,
        chosen: &chosen,
        outcomes: &outcomes,
        locale: Locale::DecimalPoint,
    })
}

#[test]
fn the_checklist_says_of_the_program_only_what_its_report_has() {
    let mut review = examples::all()[0].review();
    review
        .harms_places
        .insert(HarmsItem::Title, "Page 1".to_owned());
    let table = told(&review, harms_checklist);
    assert_eq!(table.rows.len(), HarmsItem::ALL.len());
    let row = |item: HarmsItem| {
        let place = HarmsItem::ALL.iter().position(|one| *one == item).unwrap();
        let cells = &table.rows[place].cells;
        [
            cells[2].shown.as_str(),
            cells[3].shown.as_str(),
            cells[4].shown.as_str(),
        ]
    };
    assert_eq!(row(HarmsItem::Title), ["essential", "", "Page 1"]);
    assert_eq!(
        row(HarmsItem::ZeroEvents),
        ["essential", "Methods, Pooling", ""]
    );
    assert_eq!(row(HarmsItem::Causality), ["essential", "", ""]);
    assert_eq!(row(HarmsItem::RiskOfBias)[1], "");
    // Zorzela 2016: four essential items.
    let essential = HarmsItem::ALL.iter().filter(|item| item.is_essential());
    assert_eq!(essential.count(), 4);
    let empty = told(&Review::default(), harms_checklist);
    assert!(empty.rows.iter().all(|row| row.cells[3].shown.is_empty()));
    // What the checklist says of zeros stands in the report where it says.
    let text = told(&review, |review| report::plain_text(review, &[], |_| true));
    assert!(text.contains("Pooling\n") && text.contains("without an event"));
}

#[test]
fn a_version_and_the_present_stand_in_one_table_with_numbers_in_full() {
    let review = examples::review("bcg-vaccine").unwrap();
    let answers = answered(&review);
    let asked: Vec<AnsweredOutcome<'_>> = review
        .outcomes
        .iter()
        .zip(&answers)
        .map(|(outcome, (prepared, response))| AnsweredOutcome {
            outcome,
            prepared,
            response,
        })
        .collect();
    let version = frozen(&review, &asked, "First", "").unwrap();
    let compared = compared(&review, &Settings::default(), &version, &asked, true);
    let comparison = comparison(&review, &version, &asked, &compared, Locale::DecimalPoint);
    let table = versions(&review.title, &comparison, Locale::DecimalPoint);
    for row in &table.rows {
        assert_eq!(row.cells.len(), table.columns.len());
    }
    let csv = report::csv(&table);
    // R, metafor 3.8-1: exp of rma(yi, vi, method = "REML", test = "adhoc") of dat.bcg.
    assert_eq!(csv.matches(",0.48942").count(), 2, "{csv}");
}

#[test]
fn a_report_to_be_read_without_the_program_has_no_script_and_keeps_names_as_text() {
    let mut review = examples::all()[1].review();
    review.title = "</noscript><script>alert(1)</script>".to_owned();
    let drawn = [Drawn {
        caption: "<i>Death</i>".to_owned(),
        svg: "<svg></svg>".to_owned(),
    }];
    let page = told(&review, |review| {
        page_part(
            &manuscript(review, Contents::default()),
            &drawn,
            "Saved & read",
        )
    });
    assert!(page.starts_with("<main class=\"static-report\"><h1>&lt;/noscript&gt;&lt;script&gt;"));
    assert!(page.contains("<p>Saved &amp; read</p>"));
    assert!(page.contains("<figure><svg></svg><figcaption>&lt;i&gt;Death"));
    for banned in ["<script", "</noscript", "style=", "javascript:"] {
        assert!(!page.contains(banned), "{banned}");
    }
}
