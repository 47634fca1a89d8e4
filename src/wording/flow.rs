//! Says how trials came into the review: the names of the counts of a PRISMA 2020 flow diagram (Page et al. 2021, BMJ 372:n71) in
//! words of our own, the boxes of the figure, what does not add up, and all of it as a sentence.

use super::{Locale, Text, number, tr, translate};
use crate::data::{Flow, FlowCount, FlowFault, FlowReason, FlowStep, FlowWay};

/// What the view is called.
pub const TITLE: Text = Text("Flow of studies");
/// What it is for.
pub const HINT: Text = Text(
    "Type the counts of your search and selection; the diagram follows PRISMA 2020 (Page 2021, BMJ 372:n71). Leave empty what you do not have: it is then drawn as not given. Counts are never corrected.",
);
/// Adds a reason.
pub const ADD_REASON: Text = Text("Add a reason");
/// The reason of an exclusion.
pub const REASON: Text = Text("Reason");
/// How many.
pub const COUNT: Text = Text("Reports");
/// Removes a reason.
pub const REMOVE: Text = Text("Remove");
/// Makes a file of the figure.
pub const FIGURE: Text = Text("Figure…");
/// Said where the counts add up as far as they are typed.
pub const ADDS_UP: Text = Text("The counts add up, as far as they are typed.");
/// Said before anything is typed.
pub const NOTHING: Text = Text("No count is typed yet.");
/// What the file is called.
pub const FIGURE_NAME: Text = Text("flow of studies");
/// The phases, from the first to the last, by the names that PRISMA 2020 gives them.
pub const PHASES: [Text; 3] = [Text("Identification"), Text("Screening"), Text("Included")];
/// Where the form of the diagram comes from.
pub const SOURCE: Text = Text("After the PRISMA 2020 statement: Page MJ et al. BMJ 2021;372:n71.");

/// A part of the form, with the counts that stand in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// What heads it.
    pub name: Text,
    /// Its counts.
    pub counts: &'static [FlowCount],
    /// The way whose reasons stand beneath it, if any.
    pub reasons: Option<FlowWay>,
}

/// The parts of the form, in their order.
pub const PARTS: [Part; 6] = [
    Part {
        name: Text("Found in databases and registers"),
        counts: &[FlowCount::Databases, FlowCount::Registers],
        reasons: None,
    },
    Part {
        name: Text("Removed before screening"),
        counts: &[
            FlowCount::Duplicates,
            FlowCount::ByAutomation,
            FlowCount::RemovedOtherwise,
        ],
        reasons: None,
    },
    Part {
        name: Text("Screened and assessed"),
        counts: &[
            FlowCount::Screened,
            FlowCount::ScreenedOut,
            FlowCount::Sought,
            FlowCount::NotRetrieved,
            FlowCount::Assessed,
        ],
        reasons: Some(FlowWay::Searches),
    },
    Part {
        name: Text("Included"),
        counts: &[FlowCount::NewStudies, FlowCount::NewReports],
        reasons: None,
    },
    Part {
        name: Text("Found by other methods (if any)"),
        counts: &[
            FlowCount::Websites,
            FlowCount::Organisations,
            FlowCount::Citations,
            FlowCount::OtherSought,
            FlowCount::OtherNotRetrieved,
            FlowCount::OtherAssessed,
        ],
        reasons: Some(FlowWay::Others),
    },
    Part {
        name: Text("Earlier version of the review (if it is an update)"),
        counts: &[
            FlowCount::PreviousStudies,
            FlowCount::PreviousReports,
            FlowCount::AllStudies,
            FlowCount::AllReports,
        ],
        reasons: None,
    },
];

/// What heads the reasons of a way.
#[must_use]
pub fn reasons_head(way: FlowWay) -> &'static str {
    match way {
        FlowWay::Searches => translate("Reports excluded after assessment, by reason"),
        FlowWay::Others => translate("Reports found by other methods and excluded, by reason"),
    }
}

/// What a count is called.
#[must_use]
pub fn count_name(count: FlowCount) -> &'static str {
    match count {
        FlowCount::PreviousStudies => translate("Studies in the earlier version"),
        FlowCount::PreviousReports => translate("Reports of studies in the earlier version"),
        FlowCount::Databases => translate("Records from databases"),
        FlowCount::Registers => translate("Records from registers"),
        FlowCount::Duplicates => translate("Duplicates"),
        FlowCount::ByAutomation => translate("Marked as ineligible by a program"),
        FlowCount::RemovedOtherwise => translate("For other reasons"),
        FlowCount::Screened => translate("Records screened"),
        FlowCount::ScreenedOut => translate("Records excluded"),
        FlowCount::Sought => translate("Reports sought"),
        FlowCount::NotRetrieved => translate("Reports not retrieved"),
        FlowCount::Assessed => translate("Reports assessed"),
        FlowCount::Websites => translate("Records from websites"),
        FlowCount::Organisations => translate("Records from organisations"),
        FlowCount::Citations => translate("Records from lists of references"),
        FlowCount::OtherSought => translate("Reports sought, other methods"),
        FlowCount::OtherNotRetrieved => translate("Reports not retrieved, other methods"),
        FlowCount::OtherAssessed => translate("Reports assessed, other methods"),
        FlowCount::NewStudies => translate("New studies included"),
        FlowCount::NewReports => translate("Reports of new studies included"),
        FlowCount::AllStudies => translate("Studies included, earlier and new"),
        FlowCount::AllReports => translate("Reports included, earlier and new"),
    }
}

/// What does not add up, and where.
#[must_use]
pub fn fault(fault: &FlowFault, locale: Locale) -> String {
    let count = |value: u64| number::count(value, locale);
    match fault {
        FlowFault::DoesNotAddUp {
            step,
            expected,
            found,
        } => {
            let (what, follows) = step_names(*step);
            let found = count(*found);
            match u64::try_from(*expected) {
                Ok(expected) => tr!(
                    "{what}: {found} typed, but {follows} {} {}. Correct a count, or say in the text why they differ.",
                    if *step == FlowStep::OtherSought {
                        translate("are")
                    } else {
                        translate("leave")
                    },
                    count(expected),
                    what,
                    found,
                    follows
                ),
                Err(_) => tr!(
                    "{what}: {found} typed, but more was taken out before than there was ({follows}). Correct a count.",
                    what,
                    found,
                    follows
                ),
            }
        }
        FlowFault::MoreStudiesThanReports { studies, reports } => tr!(
            "{} studies with {} reports: each study has at least one report. Correct one of the two.",
            count(*studies),
            count(*reports)
        ),
        FlowFault::Unreadable(typed) => {
            tr!("“{typed}” is no count. Type a whole number.", typed)
        }
    }
}

/// The count of a step, and those from which it follows, as the subject of "leave".
fn step_names(step: FlowStep) -> (&'static str, &'static str) {
    match step {
        FlowStep::Screened => (
            translate("Records screened"),
            translate("the records found less those removed before screening"),
        ),
        FlowStep::Sought => (
            translate("Reports sought"),
            translate("the records screened less those excluded"),
        ),
        FlowStep::Assessed => (
            translate("Reports assessed"),
            translate("the reports sought less those not retrieved"),
        ),
        FlowStep::OtherSought => (
            translate("Reports sought, other methods"),
            translate("the records found by other methods"),
        ),
        FlowStep::OtherAssessed => (
            translate("Reports assessed, other methods"),
            translate("the reports sought by other methods less those not retrieved"),
        ),
        FlowStep::NewReports => (
            translate("Reports of new studies included"),
            translate("the reports assessed less those excluded"),
        ),
        FlowStep::AllStudies => (
            translate("Studies included"),
            translate("the earlier and the new studies together"),
        ),
        FlowStep::AllReports => (
            translate("Reports included"),
            translate("the earlier and the new reports together"),
        ),
    }
}

/// How the number of included studies stands to the trials of the review; empty where it is not typed.
#[must_use]
pub fn against_review(flow: &Flow, trials: usize, locale: Locale) -> String {
    let Some(studies) = flow.included_studies() else {
        return String::new();
    };
    let here = super::subject::trials(trials, locale);
    if studies == trials as u64 {
        return tr!(
            "The review holds {here}, as many as the diagram includes.",
            here
        );
    }
    tr!(
        "The diagram includes {} studies, the review holds {here}. Both can be right: studies without numbers, or several rows of one study. Say in the text which it is.",
        number::count(studies, locale),
        here
    )
}

/// The text of a box: what it is, with its number, line by line.
pub type BoxText = Vec<String>;

/// The boxes of the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boxes {
    /// Studies of an earlier version, where there is one.
    pub previous: Option<BoxText>,
    /// Found, screened, sought, assessed, new studies included.
    pub main: [BoxText; 5],
    /// Removed, excluded, not retrieved, excluded with reasons.
    pub out: [BoxText; 4],
    /// By other methods: found, sought, assessed; where there are any.
    pub others: Option<[BoxText; 3]>,
    /// Of those: not retrieved, excluded with reasons.
    pub others_out: Option<[BoxText; 2]>,
    /// All studies included, where there is an earlier version.
    pub total: Option<BoxText>,
}

/// Heads of the columns of the diagram: an earlier version, databases and registers, other methods.
pub const COLUMNS: [Text; 3] = [
    Text("Earlier version"),
    Text("Databases and registers"),
    Text("Other methods"),
];

/// The boxes of a flow.
#[must_use]
pub fn boxes(flow: &Flow, locale: Locale) -> Boxes {
    let writer = BoxWriter { flow, locale };
    let has_others = flow.has_others();
    Boxes {
        previous: flow.has_previous().then(|| {
            writer.studies(
                FlowCount::PreviousStudies,
                FlowCount::PreviousReports,
                translate("Studies in the earlier version"),
            )
        }),
        main: [
            writer.parts(
                translate("Records found"),
                &[
                    (FlowCount::Databases, translate("Databases")),
                    (FlowCount::Registers, translate("Registers")),
                ],
            ),
            writer.one(translate("Records screened"), FlowCount::Screened),
            writer.one(translate("Reports sought"), FlowCount::Sought),
            writer.one(translate("Reports assessed"), FlowCount::Assessed),
            writer.studies(
                FlowCount::NewStudies,
                FlowCount::NewReports,
                if flow.has_previous() {
                    translate("New studies included")
                } else {
                    translate("Studies included")
                },
            ),
        ],
        out: [
            writer.parts(
                translate("Removed before screening"),
                &[
                    (FlowCount::Duplicates, translate("Duplicates")),
                    (
                        FlowCount::ByAutomation,
                        translate("Ineligible by a program"),
                    ),
                    (FlowCount::RemovedOtherwise, translate("Other reasons")),
                ],
            ),
            writer.one(translate("Records excluded"), FlowCount::ScreenedOut),
            writer.one(translate("Reports not retrieved"), FlowCount::NotRetrieved),
            writer.excluded(FlowWay::Searches),
        ],
        others: has_others.then(|| {
            [
                writer.parts(
                    translate("Records found"),
                    &[
                        (FlowCount::Websites, translate("Websites")),
                        (FlowCount::Organisations, translate("Organisations")),
                        (FlowCount::Citations, translate("Lists of references")),
                    ],
                ),
                writer.one(translate("Reports sought"), FlowCount::OtherSought),
                writer.one(translate("Reports assessed"), FlowCount::OtherAssessed),
            ]
        }),
        others_out: has_others.then(|| {
            [
                writer.one(
                    translate("Reports not retrieved"),
                    FlowCount::OtherNotRetrieved,
                ),
                writer.excluded(FlowWay::Others),
            ]
        }),
        total: flow.has_previous().then(|| {
            writer.studies(
                FlowCount::AllStudies,
                FlowCount::AllReports,
                translate("Studies included in all"),
            )
        }),
    }
}

/// Writes the texts of boxes.
struct BoxWriter<'a> {
    flow: &'a Flow,
    locale: Locale,
}

impl BoxWriter<'_> {
    fn given(&self, value: Option<u64>) -> String {
        match value {
            Some(value) => tr!("n = {}", number::count(value, self.locale)),
            None => translate("n not given").to_owned(),
        }
    }

    fn named(&self, name: &str, count: FlowCount) -> String {
        tr!("{name} ({})", self.given(self.flow.count(count)), name)
    }

    fn one(&self, name: &str, count: FlowCount) -> BoxText {
        vec![self.named(name, count)]
    }

    /// Several counts under one head; only those that were typed are named.
    fn parts(&self, head: &str, counts: &[(FlowCount, &str)]) -> BoxText {
        let typed: Vec<String> = counts
            .iter()
            .filter(|(count, _)| self.flow.counts.contains_key(count))
            .map(|(count, name)| self.named(name, *count))
            .collect();
        if typed.is_empty() {
            vec![tr!("{head} ({})", self.given(None), head)]
        } else {
            std::iter::once(tr!("{head}:", head)).chain(typed).collect()
        }
    }

    fn excluded(&self, way: FlowWay) -> BoxText {
        let all = self.given(self.flow.excluded(way));
        let reasons = self.flow.reasons(way).iter();
        let reasons = reasons.map(|reason| {
            let count = self.given(reason.count.value());
            tr!("{} ({count})", reason_name(reason), count)
        });
        std::iter::once(tr!("Reports excluded ({all})", all))
            .chain(reasons)
            .collect()
    }

    fn studies(&self, studies: FlowCount, reports: FlowCount, name: &str) -> BoxText {
        let mut lines = self.one(name, studies);
        if self.flow.counts.contains_key(&reports) {
            lines.push(self.named(translate("Their reports"), reports));
        }
        lines
    }
}

fn reason_name(reason: &FlowReason) -> String {
    match reason.reason.trim() {
        "" => translate("Reason not given").to_owned(),
        reason => reason.to_owned(),
    }
}

/// "1 record", "120 records".
fn counted(value: u64, [one, many]: [&str; 2], locale: Locale) -> String {
    tr!(
        "{count} {noun}",
        count = number::count(value, locale),
        noun = if value == 1 { one } else { many }
    )
}

fn was(value: u64) -> &'static str {
    if value == 1 {
        translate("was")
    } else {
        translate("were")
    }
}

/// How trials came into the review, as far as it was typed; empty where nothing was.
#[must_use]
pub fn sentence(flow: &Flow, locale: Locale) -> String {
    let count = |value: u64| number::count(value, locale);
    let noun = |value: u64, nouns: [&str; 2]| counted(value, nouns, locale);
    let records = |value: u64| noun(value, [translate("record"), translate("records")]);
    let reports = |value: u64| noun(value, [translate("report"), translate("reports")]);
    let sum = |counts: &[FlowCount]| -> Option<u64> {
        let values: Vec<u64> = counts.iter().filter_map(|one| flow.count(*one)).collect();
        (!values.is_empty()).then(|| {
            values
                .iter()
                .fold(0_u64, |sum, one| sum.saturating_add(*one))
        })
    };
    let mut said = Vec::new();
    let searched = sum(&[FlowCount::Databases, FlowCount::Registers]);
    let others = sum(&[
        FlowCount::Websites,
        FlowCount::Organisations,
        FlowCount::Citations,
    ]);
    if let Some(searched) = searched {
        said.push(tr!(
            "{} {} found in databases and registers",
            records(searched),
            was(searched)
        ));
    }
    if let Some(others) = others {
        said.push(tr!(
            "{} {} found by other methods",
            records(others),
            was(others)
        ));
    }
    let removed = sum(&[
        FlowCount::Duplicates,
        FlowCount::ByAutomation,
        FlowCount::RemovedOtherwise,
    ]);
    if let Some(removed) = removed {
        said.push(tr!(
            "{} {} removed before screening",
            records(removed),
            was(removed)
        ));
    }
    if let Some(screened) = flow.count(FlowCount::Screened) {
        said.push(match flow.count(FlowCount::ScreenedOut) {
            Some(out) => tr!(
                "of {} screened, {} {} excluded",
                records(screened),
                count(out),
                was(out)
            ),
            None => tr!("{} {} screened", records(screened), was(screened)),
        });
    }
    let not_retrieved = sum(&[FlowCount::NotRetrieved, FlowCount::OtherNotRetrieved]);
    if let Some(sought) = sum(&[FlowCount::Sought, FlowCount::OtherSought]) {
        said.push(match not_retrieved {
            Some(missing) => tr!(
                "of {} sought, {} could not be retrieved",
                reports(sought),
                count(missing)
            ),
            None => tr!("{} {} sought", reports(sought), was(sought)),
        });
    }
    if let Some(assessed) = sum(&[FlowCount::Assessed, FlowCount::OtherAssessed]) {
        let ways = FlowWay::ALL.iter();
        let excluded: Vec<u64> = ways.filter_map(|way| flow.excluded(*way)).collect();
        said.push(if excluded.is_empty() {
            tr!("{} {} assessed", reports(assessed), was(assessed))
        } else {
            let excluded = excluded
                .iter()
                .fold(0_u64, |sum, one| sum.saturating_add(*one));
            tr!(
                "of {} assessed, {} {} excluded",
                reports(assessed),
                count(excluded),
                was(excluded)
            )
        });
    }
    if let Some(studies) = flow.included_studies() {
        said.push(tr!(
            "{} {} included",
            noun(studies, [translate("study"), translate("studies")]),
            was(studies)
        ));
    }
    if said.is_empty() {
        return String::new();
    }
    tr!("{}.", crate::data::capitalized(&said.join(translate("; "))))
}
