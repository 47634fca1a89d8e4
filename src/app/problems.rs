//! What is wrong with the data, in words: where, what, and what to do.

use leptos::prelude::*;

use super::element::{Element, button, html};
use super::session::Session;
use crate::data::{Problem, Severity};
use crate::wording::problems;

/// A table pasted into the wrong columns has a problem in every cell; nobody reads more than this.
const MOST_SHOWN: usize = 200;

/// The list of problems; pressing one goes to its cell.
pub(super) fn problem_list(on_show: impl Fn(&Problem) + Copy + 'static) -> Element {
    let session = Session::expect();
    let lines = move || {
        session.problems.with(|problems| {
            problems
                .iter()
                .take(MOST_SHOWN)
                .map(|problem| {
                    let shown = problem.clone();
                    let line = button("", "", move || on_show(&shown));
                    problem_item(problem, line, session)
                })
                .collect()
        })
    };
    let none = move || session.problems.with(|problems| problems.is_empty());
    html("section")
        .class("block")
        .label("Problems")
        .flag_while("hidden", none)
        .child(html("h3").text("To look at"))
        .child(html("ul").class("problems").parts(lines))
}

/// An item of a list of problems: in `line`, where it is, what it is, and what to do.
pub(super) fn problem_item(problem: &Problem, line: Element, session: Session) -> Element {
    let locale = untrack(|| session.locale());
    let remedy = format!(
        "{} {}",
        problems::remedy(problem),
        problems::consequence(problem.severity)
    );
    let item = html("li").child(
        line.child(html("span").text(&problems::sentence(problem, locale)))
            .child(html("span").class("remedy").text(&remedy)),
    );
    if problem.severity == Severity::Warning {
        item.class("warning")
    } else {
        item
    }
}
