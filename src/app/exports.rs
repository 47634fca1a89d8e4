//! Results and data of the review as files for other programs. In the complete page only.

use super::download::{answered, file_name, hand_over, menu_item};
use super::element::{Element, html};
use super::session::Session;
use crate::data::Review;
use crate::project::Project;
use crate::read::write::{long, wide};
use crate::read::{Decimal, Delimiter};
use crate::report::{self, Answered};

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

/// Hands over what is written of the review and the answers to all its outcomes.
fn of_all(
    session: Session,
    [form, ending, kind]: [&str; 3],
    write: fn(&Review, &[Answered<'_>]) -> String,
) {
    let present = session.project.get_untracked();
    let answers = session.answers.get_untracked();
    let text = write(&present.0.review, &answered(&answers));
    let name = file_name(session, form, ending);
    hand_over(session, &name, kind, text.as_bytes());
}

fn results(session: Session) {
    let form = ["results", "json", "application/json"];
    of_all(session, form, report::results_json);
}

fn script_for_r(session: Session) {
    let form = ["", "R", "text/plain;charset=utf-8"];
    of_all(session, form, report::r_script);
}

fn in_revmans_form(session: Session) {
    of_all(session, ["revman", "csv", CSV], |review, answers| {
        marked(&report::csv(&report::revman(review, answers)))
    });
}

const CSV: &str = "text/csv;charset=utf-8";

/// With the mark by which Excel knows that the letters are of UTF-8.
fn marked(text: &str) -> String {
    format!("\u{feff}{text}")
}

type Write = fn(&Review, Delimiter, Decimal) -> String;

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
    let text = marked(&write(review, delimiter, decimal));
    let name = file_name(session, form, "csv");
    hand_over(session, &name, CSV, text.as_bytes());
}
