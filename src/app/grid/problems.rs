//! What is wrong with the data, in words: where, what, and what to do.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::app::element::{Element, button, html};
use crate::app::state::State;
use crate::data::{Dismissed, Problem, Severity};
use crate::project::Command;
use crate::wording::{interface, problems};

/// A table pasted into the wrong columns has a problem in every cell; nobody reads more than this.
const MOST_SHOWN: usize = 200;

/// The list of problems; pressing one goes to its cell. Each can be laid aside with a reason, in the complete page.
pub(super) fn problem_list(on_show: impl Fn(&Problem) + Copy + 'static) -> Element {
    let state = State::expect();
    let asked = RwSignal::new(String::new());
    let lines = move || {
        state.findings.with(|problems| {
            problems
                .iter()
                .take(MOST_SHOWN)
                .map(|problem| {
                    let shown = problem.clone();
                    let line = button("", "", move || on_show(&shown));
                    let item = problem_item(problem, line, state);
                    item.children(crate::COMPLETE.then(|| dismissal(problem, asked, state)))
                })
                .collect()
        })
    };
    let none = move || {
        let any_dismissed = crate::COMPLETE
            && state
                .document.project
                .with(|project| !project.settings.dismissed.is_empty());
        !any_dismissed && state.findings.with(|problems| problems.is_empty())
    };
    html("section")
        .class("block")
        .label("Problems")
        .flag_while("hidden", none)
        .child(html("h3").text("To look at"))
        .child(html("ul").class("problems").parts(lines))
        .parts(move || {
            if crate::COMPLETE {
                dismissed(state)
            } else {
                Vec::new()
            }
        })
}

/// The button that lays a finding aside, and once it was pressed the field for the reason.
fn dismissal(problem: &Problem, asked: RwSignal<String>, state: State) -> Element {
    let finding = problems::finding(problem);
    if asked.with(|asked| *asked != finding) {
        return button("button quiet", interface::LAY_ASIDE, move || {
            asked.set(finding.clone());
        });
    }
    let reason = html("input")
        .class("text-input")
        .attribute("maxlength", "1000")
        .attribute("placeholder", interface::REASON)
        .label(interface::REASON)
        .flag("autofocus", true);
    let field = reason.clone();
    let dismiss = button("button", interface::LAY_ASIDE, move || {
        let reason = field.known_as::<HtmlInputElement>().value();
        let reason = reason.trim();
        if reason.is_empty() {
            return state.notices.say(interface::REASON_MISSING);
        }
        asked.set(String::new());
        state.document.apply(&Command::Dismiss {
            finding: finding.clone(),
            reason: Some(reason.to_owned()),
        });
    });
    html("div").class("file-row").child(reason).child(dismiss)
}

/// The findings that were laid aside, with their reasons.
fn dismissed(state: State) -> Vec<Element> {
    let lines: Vec<Element> = state.document.project.with(|project| {
        let dismissed = project.settings.dismissed.iter();
        dismissed
            .map(|Dismissed { finding, reason }| {
                let brought_back = Command::Dismiss {
                    finding: finding.clone(),
                    reason: None,
                };
                let words = html("div")
                    .class("plain")
                    .child(html("span").text(finding))
                    .child(html("span").class("remedy").text(reason));
                html("li").child(words).child(button(
                    "button quiet",
                    interface::BRING_BACK,
                    move || {
                        state.document.apply(&brought_back);
                    },
                ))
            })
            .collect()
    });
    if lines.is_empty() {
        return Vec::new();
    }
    let summary = interface::laid_aside(lines.len(), untrack(|| state.document.locale()));
    vec![
        html("details")
            .child(html("summary").text(&summary))
            .child(html("ul").class("problems").children(lines)),
    ]
}

/// An item of a list of problems: in `line`, where it is, what it is, and what to do.
pub(super) fn problem_item(problem: &Problem, line: Element, state: State) -> Element {
    let locale = untrack(|| state.document.locale());
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
