//! What can be taken away: the figure, the results as a table, the project.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::answers::{Answer, Answers};
use super::canvas::{colours, png_bytes};
use super::dialog::menu;
use super::element::{Element, button, html};
use super::figure_dialog::FigureDialog;
use super::files;
use super::handover::complete_page;
use super::outcome::forest_now;
use super::session::Session;
use crate::figure::forest;
use crate::figure::paint::canvas::Failure;
use crate::figure::paint::svg;
use crate::figure::{Scene, Theme, png};
use crate::project;
use crate::report::{self, Answered};

/// Resolution of a PNG for print.
pub(super) const PRINT_DPI: f64 = 300.0;
/// Resolution of a PNG for slides and screens: twice that of an ordinary screen.
pub(super) const SCREEN_DPI: f64 = 192.0;
const POINTS_PER_INCH: f64 = 72.0;

/// The menu of everything that can be downloaded or copied.
pub(super) fn download_menu() -> Element {
    let session = Session::expect();
    let figures = crate::COMPLETE.then(|| FigureDialog::new(session));
    let menu = menu("Download", "button primary", move || {
        let item = |words: &str, more: &str, act: fn(Session)| {
            menu_item(words, more, move || act(session))
        };
        let mut items = Vec::new();
        if session.answer().is_some() {
            items.push(html("h2").text("Forest plot of this outcome"));
            match figures.filter(|_| crate::COMPLETE) {
                Some(figures) => items.extend(figures.menu_items()),
                None => items.extend([
                    item("SVG", "Vector graphic for journals", figure_svg),
                    item(
                        "PNG for screens",
                        "Twice the size of the screen",
                        |session| {
                            figure_png(session, SCREEN_DPI);
                        },
                    ),
                    item("PNG, 300 dpi", "Two columns wide, for print", |session| {
                        figure_png(session, PRINT_DPI);
                    }),
                    complete_page("", "PDF, sizes, all figures, as an image…"),
                ]),
            }
            items.extend([
                html("h2").text("Results of this outcome"),
                item(
                    "Copy as a table",
                    "For Word, Excel, or a mail",
                    copy_results,
                ),
            ]);
        }
        items.extend([
            html("h2").text("The whole review"),
            item("Project (JSON)", "Opens again in Trialpool", project),
            item(
                "Copy a link",
                "Holds the whole review; nothing is sent",
                super::link::copy,
            ),
            item(
                "Results of all outcomes (CSV)",
                "One line for each outcome, in full precision",
                profile_csv,
            ),
        ]);
        if crate::COMPLETE {
            items.extend(super::exports::data_items(session));
        }
        items
    });
    match figures.filter(|_| crate::COMPLETE) {
        Some(figures) => html("div").child(menu).child(figures.element()),
        None => menu,
    }
}

/// A line of the menu with what it is for.
pub(super) fn menu_item(words: &str, more: &str, act: impl FnMut() + 'static) -> Element {
    button("", words, act).child(html("small").text(more))
}

/// Downloads the project as its document.
pub(super) fn project(session: Session) {
    let present = session.project.get_untracked();
    let name = file_name(session, "", "json");
    hand_over(
        session,
        &name,
        "application/json",
        project::save(&present.0).as_bytes(),
    );
}

/// Every outcome with its answer, as reports take them.
pub(super) fn answered(answers: &Answers) -> Vec<Answered<'_>> {
    answers
        .iter()
        .map(|answer| Answered {
            outcome: &answer.outcome,
            prepared: &answer.prepared,
            response: &answer.response,
        })
        .collect()
}

/// Downloads the results of all outcomes, one line each, with the numbers in full precision.
fn profile_csv(session: Session) {
    let answers = session.answers.get_untracked();
    let present = session.project.get_untracked();
    let locale = untrack(|| session.locale());
    let table = report::profile(&present.0.review, &answered(&answers), locale);
    let name = file_name(session, "", "csv");
    let text = report::csv(&table);
    hand_over(session, &name, "text/csv;charset=utf-8", text.as_bytes());
}

fn figure_svg(session: Session) {
    let Some((answer, scene)) = printed(session) else {
        return;
    };
    let name = file_name(session, &answer.outcome.name, "svg");
    let text = svg::document(&scene, &untrack(|| colours(session, Theme::PRINT)));
    hand_over(session, &name, "image/svg+xml", text.as_bytes());
}

fn figure_png(session: Session, dpi: f64) {
    let Some((answer, scene)) = printed(session) else {
        return;
    };
    let name = file_name(session, &answer.outcome.name, "png");
    let theme = untrack(|| colours(session, Theme::PRINT));
    spawn_local(async move {
        match png_bytes(&scene, &theme, dpi / POINTS_PER_INCH).await {
            Ok(bytes) => {
                let bytes = png::with_resolution(&bytes, dpi).unwrap_or(bytes);
                hand_over(session, &name, "image/png", &bytes);
            }
            Err(Failure::TooLarge(_)) => session.say(
                "The figure is too long for a PNG of this resolution. Take the SVG, which has no limit.",
            ),
            Err(Failure::Refused) => {
                session.say("The browser refused to make the PNG. Take the SVG instead.");
            }
        }
    });
}

fn copy_results(session: Session) {
    let Some(answer) = untrack(|| session.answer()) else {
        return;
    };
    let table = untrack(|| session.results(&answer));
    let (html, text) = (report::html(&table), report::text(&table));
    session.say(match files::copy_table(&html, &text) {
        Ok(()) => "Copied: paste it into Word or a spreadsheet.",
        Err(_) => {
            "The browser does not let the page copy. Select the figure’s table and copy it instead."
        }
    });
}

/// The forest plot of the outcome that is looked at, as it is printed.
fn printed(session: Session) -> Option<(Answer, Scene)> {
    let answer = untrack(|| session.answer())?;
    let options = forest::Options::two_columns(untrack(|| session.locale()));
    let forest = forest_now(session, &answer, &options);
    Some((answer, forest::layout(&forest)))
}

/// The name of a file by the title of the review and what the file holds of it.
pub(super) fn file_name(session: Session, what: &str, extension: &str) -> String {
    let title = session
        .project
        .with_untracked(|project| project.0.review.title.clone());
    format!("{}.{extension}", files::slug(&[&title, what]))
}

/// Gives a file to be saved.
pub(super) fn hand_over(session: Session, name: &str, media_type: &str, bytes: &[u8]) {
    if files::download(name, media_type, bytes).is_err() {
        session.say("The browser refused the download.");
    }
}
