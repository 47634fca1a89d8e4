//! What is chosen about the table of findings, and what can be done with it.

use leptos::prelude::*;

use super::shown::Shown;
use crate::app::actions::{Action, Actions, TableFile, findings_table, table_file};
use crate::app::state::State;
use crate::app::widgets::{Button, OneOf, OneOrAll, Select};
use crate::safety::VerdictClass;
use crate::wording::earlier;
use crate::wording::event_class::{self, EventFilter};
use crate::wording::findings::{self as words, Order};

/// The choices over the table, and its downloads.
#[component]
pub fn FindingsControls(
    /// What is looked at.
    shown: Shown,
) -> impl IntoView {
    let state = State::expect();
    // Only verdicts that some outcome has are offered, by the words of its row but for margins, which differ.
    let verdicts = Memo::new(move |_| {
        shown.findings.with(|findings| {
            let has = |class: &VerdictClass| {
                let mut rows = findings.rows.iter();
                rows.any(|row| row.verdict == Some(*class))
            };
            VerdictClass::ALL
                .into_iter()
                .filter(has)
                .collect::<Vec<_>>()
        })
    });
    let verdict_names = move || {
        let experimental = shown.findings.with(|findings| findings.sides[0].clone());
        let names = verdicts.get().into_iter();
        names
            .map(|class| words::class_in_list(class, &experimental))
            .collect::<Vec<_>>()
    };
    let reviews = Memo::new(move |_| {
        let project = state.document.project;
        project.with(|project| {
            project
                .review
                .earlier
                .iter()
                .map(|one| earlier::name(one))
                .collect::<Vec<_>>()
        })
    });
    let review_names = move || {
        let none = std::iter::once(earlier::NONE_BESIDE.to_owned());
        none.chain(reviews.get()).collect::<Vec<_>>()
    };
    let has_reviews = Memo::new(move |_| reviews.with(|reviews| !reviews.is_empty()));
    view! {
        <div class="controls findings-controls">
            <OneOrAll
                label=words::SHOW.text()
                all=words::ALL_VERDICTS.text()
                values=verdicts
                names=Signal::derive(verdict_names)
                chosen=Signal::derive(move || shown.kept.get().verdict)
                on_choose=move |verdict| shown.kept.update(|kept| kept.verdict = verdict)
            />
            <EventChoice shown/>
            <CertaintyChoice shown/>
            <OneOf
                label=words::ORDER.text()
                all=Order::ALL.to_vec()
                name=Order::name
                chosen=shown.order
                on_choose=move |order| shown.order.set(order)
            />
            <Show when=move || has_reviews.get()>
                <Select
                    label=earlier::BESIDE
                    options=Signal::derive(review_names)
                    chosen=Signal::derive(move || Some(shown.beside.get().map_or(0, |place| place + 1)))
                    on_choose=move |place: usize| shown.beside.set(place.checked_sub(1))
                />
            </Show>
            <span class="spring"></span>
            <FindingsFiles shown/>
        </div>
    }
}

/// Which events the outcomes that are shown count.
#[component]
fn EventChoice(
    /// What is looked at.
    shown: Shown,
) -> impl IntoView {
    // Classes of events are offered where outcomes have them, levels of certainty where any is judged.
    let classes = Memo::new(move |_| {
        shown
            .findings
            .with(|findings| EventFilter::offered(findings.rows.iter().map(|row| &row.events)))
    });
    let class_names = move || {
        let names = classes.get().into_iter().map(EventFilter::name);
        names.collect::<Vec<_>>()
    };
    view! {
        <Show when=move || !classes.with(Vec::is_empty)>
            <OneOrAll
                label=event_class::SHOW.text()
                all=event_class::ALL.text()
                values=classes
                names=Signal::derive(class_names)
                chosen=Signal::derive(move || shown.kept.get().events)
                on_choose=move |events| shown.kept.update(|kept| kept.events = events)
            />
        </Show>
    }
}

/// How certain the outcomes that are shown are.
#[component]
fn CertaintyChoice(
    /// What is looked at.
    shown: Shown,
) -> impl IntoView {
    let levels = Memo::new(move |_| {
        shown
            .findings
            .with(|findings| words::levels_in(&findings.rows))
    });
    let level_names = move || {
        let names = levels.get().into_iter().map(words::level_in_list);
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    let is_graded = Memo::new(move |_| shown.findings.with(|findings| findings.has_certainty));
    view! {
        <Show when=move || is_graded.get()>
            <OneOrAll
                label=words::CERTAINTY.text()
                all=words::ALL_LEVELS.text()
                values=levels
                names=Signal::derive(level_names)
                chosen=Signal::derive(move || shown.kept.get().certainty)
                on_choose=move |level| shown.kept.update(|kept| kept.certainty = level)
            />
        </Show>
    }
}

/// The table and the figure, copied or as files.
#[component]
fn FindingsFiles(
    /// What is looked at.
    shown: Shown,
) -> impl IntoView {
    let state = State::expect();
    let actions = Actions::expect();
    let places = move || untrack(|| shown.places());
    let other = move || shown.beside.get_untracked();
    let file = move |kind: TableFile| {
        let table = shown
            .findings
            .with_untracked(|findings| findings_table(state, findings, &places(), other()));
        table_file(state, &table, words::FIGURE_NAME.text(), kind);
    };
    view! {
        <Button label=words::COPY on_press=move || file(TableFile::Clipboard)/>
        <Button label=TableFile::Word.name() on_press=move || file(TableFile::Word)/>
        <Button label=TableFile::Excel.name() on_press=move || file(TableFile::Excel)/>
        <Button label=words::CSV on_press=move || file(TableFile::Csv)/>
        <Button label=words::FIGURE on_press=move || actions.perform(Action::FindingsFigure)/>
    }
}
