//! Results and data of the review as files for other programs. In the complete page only.

use super::download::{answered, file_name, hand_over, menu_item};
use super::element::{Element, html};
use super::session::Session;
use crate::project::Project;
use crate::read::write::{long, wide};
use crate::read::{Decimal, Delimiter};
use crate::report;

/// The items of the menu: the results for programs, and each form of the data.
pub(super) fn data_items(session: Session) -> Vec<Element> {
    let item =
        |words: &str, more: &str, act: fn(Session)| menu_item(words, more, move || act(session));
    vec![
        item(
            "Results of all outcomes (JSON)",
            "Every number and note, for programs",
            results,
        ),
        item(
            "The review as a page (HTML)",
            "One file that opens anywhere, with the review in it",
            super::whole_page::save,
        ),
        html("h2").text("The data"),
        item(
            "Data, one row a trial (CSV)",
            "Columns for each outcome",
            |session| table(session, "wide", wide),
        ),
        item(
            "Data, one row a trial and outcome (CSV)",
            "With time points, sources, notes and every arm",
            |session| table(session, "long", long),
        ),
        item(
            "Data and results as RevMan exports them (CSV)",
            "For RevMan, meta and other programs",
            in_revmans_form,
        ),
        item(
            "Script for R",
            "Pools every outcome again with metafor, and compares",
            script_for_r,
        ),
    ]
}

fn results(session: Session) {
    let present = session.project.get_untracked();
    let answers = session.answers.get_untracked();
    let text = report::results_json(&present.0.review, &answered(&answers));
    hand_over(
        session,
        &file_name(session, "results", "json"),
        "application/json",
        text.as_bytes(),
    );
}

type Write = fn(&crate::data::Review, Delimiter, Decimal) -> String;

/// A table that a spreadsheet opens as it stands: with a semicolon where the decimal mark is a comma.
fn table(session: Session, form: &str, write: Write) {
    let present = session.project.get_untracked();
    let Project {
        review, settings, ..
    } = &*present.0;
    let (delimiter, decimal) = if settings.decimal_comma {
        (Delimiter::Semicolon, Decimal::Comma)
    } else {
        (Delimiter::Comma, Decimal::Point)
    };
    csv(session, form, &write(review, delimiter, decimal));
}

fn in_revmans_form(session: Session) {
    let present = session.project.get_untracked();
    let answers = session.answers.get_untracked();
    let table = report::revman(&present.0.review, &answered(&answers));
    csv(session, "revman", &report::csv(&table));
}

fn script_for_r(session: Session) {
    let present = session.project.get_untracked();
    let answers = session.answers.get_untracked();
    let script = report::r_script(&present.0.review, &answered(&answers));
    hand_over(
        session,
        &file_name(session, "", "R"),
        "text/plain;charset=utf-8",
        script.as_bytes(),
    );
}

fn csv(session: Session, form: &str, text: &str) {
    let name = file_name(session, form, "csv");
    // The mark by which Excel knows that the letters are of UTF-8.
    let marked = format!("\u{feff}{text}");
    hand_over(session, &name, "text/csv;charset=utf-8", marked.as_bytes());
}
