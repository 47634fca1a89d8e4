//! Says in words what an edit does, and why an edit or a document is refused.

use super::embedded::{EmbedError, VERSION};
use super::share::{LinkError, LinkTooLong, MOST_LETTERS, cut_by};
use super::{
    ChecklistEdit, Column, Command, FlowEdit, Limit, Mended, Project, Refused, RestoreError,
};
use crate::data::{MultipleArms, OutcomeId, Topic, TrialId};
use crate::wording::{Locale, number, tr, translate};

/// An edit in words, to stand after "Undo: " and "Redo: ". Names are looked up in the projects given, in that order.
#[must_use]
#[expect(
    clippy::too_many_lines,
    reason = "one arm a command: a new command does not compile without one"
)]
pub fn edit_sentence(command: &Command, projects: &[&Project], locale: Locale) -> String {
    let trial = |id| trial_name(id, projects);
    let outcome = |id| outcome_name(id, projects);
    match command {
        Command::Write {
            trials,
            columns,
            lines,
        } => match (&columns[..], lines.len()) {
            ([column], 1) => {
                let row = trials
                    .first()
                    .map_or_else(|| translate("a new trial").to_owned(), |row| trial(*row));
                tr!("{} of {row}", column_name(*column, projects), row)
            }
            (several, rows) => {
                tr!(
                    "{} cells",
                    number::count((several.len() * rows) as u64, locale)
                )
            }
        },
        Command::RemoveTrials(trials) => {
            tr!("remove {}", trials_named(trials, projects, locale))
        }
        Command::RemoveOutcome(id) => tr!("remove {}", outcome(*id)),
        Command::RenameOutcome { outcome: id, .. } => tr!("name of {}", outcome(*id)),
        Command::SetTitle { .. } => translate("title").to_owned(),
        Command::PinPlan { outcome: id, .. } => tr!("method for {}", outcome(*id)),
        Command::ClearPin(id) => tr!("take the proposed method for {}", outcome(*id)),
        Command::SetMeasure(_) => translate("measure of the review").to_owned(),
        Command::SetLevel { outcome: id, .. } => level_of(id.map(&outcome)),
        Command::LeaveOut {
            trials,
            outcome: of,
            ..
        } => {
            let named = trials_named(trials, projects, locale);
            match of {
                Some(of) => tr!("leave {named} out of {}", outcome(*of), named),
                None => tr!("leave out {named}", named),
            }
        }
        Command::BringBack { trials, .. } => {
            tr!("bring back {}", trials_named(trials, projects, locale))
        }
        Command::Explore { outcome: id, .. } => {
            tr!("subgroups and regression of {}", outcome(*id))
        }
        Command::SetDoses(_) => translate("doses of arms").to_owned(),
        Command::AskForLost {
            outcome: id,
            asked: true,
        } => tr!("ask for the people lost from {}", outcome(*id)),
        Command::AskForLost {
            outcome: id,
            asked: false,
        } => tr!("ask no more for the people lost from {}", outcome(*id)),
        Command::SetMissingOdds { outcome: id, .. } => {
            tr!("odds among the people lost from {}", outcome(*id))
        }
        Command::SetSequential { outcome: id, .. } => {
            tr!("sequential analysis of {}", outcome(*id))
        }
        Command::AddSensitivity { outcome: id, .. } => {
            tr!("add a sensitivity analysis of {}", outcome(*id))
        }
        Command::ChangeSensitivity { outcome: id, .. } => {
            tr!("change a sensitivity analysis of {}", outcome(*id))
        }
        Command::RenameSensitivity { outcome: id, .. } => {
            tr!("name of a sensitivity analysis of {}", outcome(*id))
        }
        Command::RemoveSensitivity { outcome: id, .. } => {
            tr!("remove a sensitivity analysis of {}", outcome(*id))
        }
        Command::JudgeCertainty { outcome: id, .. } => tr!("certainty of {}", outcome(*id)),
        Command::SaySilence(id, trial, _) => tr!(
            "why {} does not report {}",
            trials_named(&[*trial], projects, locale),
            outcome(*id)
        ),
        Command::ChooseSummary(Some(_)) => translate("outcomes of the summary").to_owned(),
        Command::ChooseSummary(None) => translate("outcomes of the summary as proposed").to_owned(),
        Command::WriteParagraph(paragraph) => {
            tr!("text on {}", topic_name(paragraph.topic, projects))
        }
        Command::FollowData(topic) => {
            tr!(
                "let the text on {} follow the data",
                topic_name(*topic, projects)
            )
        }
        Command::IncludeNotRandomized(true) => {
            translate("take in trials not randomized").to_owned()
        }
        Command::IncludeNotRandomized(false) => {
            translate("leave out trials not randomized").to_owned()
        }
        Command::SetMultipleArms(MultipleArms::Combined) => {
            translate("combine the arms of a trial").to_owned()
        }
        Command::SetMultipleArms(MultipleArms::SplitControl) => {
            translate("split the control among the arms of a trial").to_owned()
        }
        Command::SetDecimalComma(_) => translate("decimal mark").to_owned(),
        Command::SetFigures(_) => translate("the look of the figure").to_owned(),
        Command::Dismiss {
            reason: Some(_), ..
        } => translate("lay a finding aside").to_owned(),
        Command::Dismiss { reason: None, .. } => translate("bring a finding back").to_owned(),
        Command::Replace(review) if review.title.is_empty() => {
            translate("replace the review").to_owned()
        }
        Command::Replace(review) => tr!("open {}", review.title),
        Command::Open(project) if project.review.title.is_empty() => {
            translate("open a project").to_owned()
        }
        Command::Open(project) => tr!("open {}", project.review.title),
        Command::Append { review, .. } => {
            tr!("add {}", trials_counted(review.trials.len(), locale))
        }
        Command::Several(commands) => match commands.as_slice() {
            [one] => edit_sentence(one, projects, locale),
            several => tr!("{} edits", number::count(several.len() as u64, locale)),
        },
        Command::SetProvenance {
            trial: row,
            outcome: column,
            ..
        } => tr!("source of {} in {}", outcome(*column), trial(*row)),
        Command::UseTime {
            trial: row,
            outcome: column,
            ..
        } => tr!("time point of {} in {}", outcome(*column), trial(*row)),
        Command::SetDesign { trials, .. } => {
            tr!("design of {}", trials_named(trials, projects, locale))
        }
        Command::AddTrial { name, .. } if name.trim().is_empty() => {
            translate("add a trial").to_owned()
        }
        Command::AddTrial { name, .. } | Command::AddOutcome { name, .. } => {
            tr!("add {}", name.trim())
        }
        Command::InsertTrials { count, .. } => tr!("insert {}", trials_counted(*count, locale)),
        Command::MoveTrials { trials, .. } => {
            tr!("move {}", trials_named(trials, projects, locale))
        }
        Command::SortTrials { by, .. } => tr!("sort by {}", column_name(*by, projects)),
        Command::AddArm { trials, .. } => {
            tr!("add an arm to {}", trials_named(trials, projects, locale))
        }
        Command::RenameArm { label, .. } => tr!("name the arm {}", label.trim()),
        Command::RemoveArm { trials, .. } => {
            tr!(
                "remove an arm of {}",
                trials_named(trials, projects, locale)
            )
        }
        Command::AddCovariate { name } => tr!("add the column {}", name.trim()),
        Command::RemoveCovariate(_) => translate("remove a column").to_owned(),
        Command::RenameCovariate { name, .. } => tr!("name the column {}", name.trim()),
        Command::MergeLevels { levels, into, .. } => match levels.as_slice() {
            [one] => tr!("call “{}” “{}”", one.trim(), into.trim()),
            several => tr!(
                "merge {} levels into “{}”",
                number::count(several.len() as u64, locale),
                into.trim()
            ),
        },
        Command::SetRiskOfBias(Some(_)) => translate("risk of bias").to_owned(),
        Command::SetRiskOfBias(None) => translate("remove the risk of bias").to_owned(),
        Command::Judge { place, .. } => match place.outcome {
            None => tr!("risk of bias of {}", trial(place.trial)),
            Some(id) => tr!("risk of bias of {} in {}", trial(place.trial), outcome(id)),
        },
        Command::Checklist(edit) => checklist_sentence(edit, projects, locale),
        Command::MoveOutcome { outcome: id, .. } => tr!("move {}", outcome(*id)),
        Command::DescribeOutcome { outcome: id, .. } => tr!("description of {}", outcome(*id)),
        Command::SetMargin { outcome: id, .. } => {
            tr!("margin of concern of {}", outcome(*id))
        }
        Command::SetLatency { outcome: id, .. } => tr!("latency of {}", outcome(*id)),
        Command::SetEvents { outcome: id, .. } => {
            tr!("which events {} counts", outcome(*id))
        }
        Command::TakeSuggestedPanel => translate("take the suggested panel").to_owned(),
        Command::EmptyPanel => translate("empty the panel").to_owned(),
        Command::FixPanel(Some(_)) => translate("fix the panel").to_owned(),
        Command::FixPanel(None) => translate("the panel is not fixed").to_owned(),
        Command::SetOpenPanel(true) => translate("the data choose the outcomes").to_owned(),
        Command::SetOpenPanel(false) => translate("the outcomes were chosen beforehand").to_owned(),
        Command::MapOutcome { from, into } => {
            tr!("enter {} under {}", outcome(*from), outcome(*into))
        }
        Command::AddEarlier(reviews) => match reviews.as_slice() {
            [one] if !one.name.trim().is_empty() => tr!("add results of {}", one.name.trim()),
            _ => translate("add published results").to_owned(),
        },
        Command::ChangeEarlier { .. } => translate("change published results").to_owned(),
        Command::RemoveEarlier(_) => translate("remove published results").to_owned(),
        Command::SetEarlierPrior {
            prior: Some(_),
            outcome: of,
        } => tr!("an earlier estimate as a prior of {}", outcome(*of)),
        Command::SetEarlierPrior {
            prior: None,
            outcome: of,
        } => tr!("no earlier estimate as a prior of {}", outcome(*of)),
        Command::FreezeVersion(version) => tr!("freeze {}", version_name(&version.name)),
        Command::RenameVersion { name, .. } => tr!("name of {}", version_name(name)),
        Command::RemoveVersion(_) => translate("remove a frozen version").to_owned(),
        Command::Flow(FlowEdit::Count { .. }) => translate("a count of the flow").to_owned(),
        Command::Flow(FlowEdit::Reason { .. }) => translate("a reason of the flow").to_owned(),
        Command::Flow(FlowEdit::RemoveReason { .. }) => {
            translate("remove a reason of the flow").to_owned()
        }
        Command::SetHarmsPlace { .. } => translate("an item of the harms checklist").to_owned(),
        Command::SetLabels { .. } => translate("names of the two sides").to_owned(),
        Command::SwapSides => translate("exchange of the two sides").to_owned(),
        Command::Compare(compared) => tr!(
            "compare {} with {}",
            compared.experimental_label,
            compared.control_label
        ),
        Command::KeepComparison => translate("keep a comparison").to_owned(),
        Command::ForgetComparison(_) => translate("forget a comparison").to_owned(),
        Command::RememberTable { .. } => translate("columns of a table").to_owned(),
    }
}

fn version_name(name: &str) -> String {
    match name.trim() {
        "" => translate("a version").to_owned(),
        name => tr!("the version “{name}”", name),
    }
}

/// What an edit of the checklists does.
fn checklist_sentence(edit: &ChecklistEdit, projects: &[&Project], locale: Locale) -> String {
    match edit {
        ChecklistEdit::Answer { trials, .. } => {
            tr!("checklist of {}", trials_named(trials, projects, locale))
        }
        ChecklistEdit::Remark { trial, .. } => {
            tr!(
                "remark on the checklist of {}",
                trial_name(*trial, projects)
            )
        }
        ChecklistEdit::AddItem { name } => tr!("add the item {}", name.trim()),
        ChecklistEdit::RenameItem { name, .. } => tr!("name of the item {}", name.trim()),
        ChecklistEdit::RemoveItem(_) => translate("remove an item of the checklist").to_owned(),
        ChecklistEdit::AddEarlier(_) => translate("set earlier reviews beside this one").to_owned(),
        ChecklistEdit::RemoveEarlier(_) => translate("remove an earlier review").to_owned(),
    }
}

/// The level of an outcome, by its name, or of the review.
fn level_of(outcome: Option<String>) -> String {
    outcome.map_or_else(
        || translate("confidence level of the review").to_owned(),
        |outcome| tr!("confidence level for {outcome}", outcome),
    )
}

fn trials_counted(trials: usize, locale: Locale) -> String {
    let counted = number::count(trials as u64, locale);
    if trials == 1 {
        tr!("{counted} trial", counted)
    } else {
        tr!("{counted} trials", counted)
    }
}

/// One trial by its name, several by their number.
fn trials_named(trials: &[TrialId], projects: &[&Project], locale: Locale) -> String {
    match trials {
        [one] => trial_name(*one, projects),
        several => trials_counted(several.len(), locale),
    }
}

/// What a column holds, inside a sentence.
fn column_name(column: Column, projects: &[&Project]) -> String {
    match column {
        Column::Name => translate("name").to_owned(),
        Column::Year => translate("year").to_owned(),
        Column::Randomized => translate("randomized").to_owned(),
        Column::Covariate(id) => projects
            .iter()
            .flat_map(|project| &project.review.covariates)
            .find(|covariate| covariate.id == id)
            .map_or_else(
                || translate("entry").to_owned(),
                |covariate| covariate.name.clone(),
            ),
        Column::Arm { outcome, .. } | Column::Estimate { outcome, .. } => {
            outcome_name(outcome, projects)
        }
    }
}

fn trial_name(id: TrialId, projects: &[&Project]) -> String {
    projects
        .iter()
        .find_map(|project| project.review.trial(id))
        .map(|trial| trial.name.clone())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| translate("a trial").to_owned())
}

fn topic_name(topic: Topic, projects: &[&Project]) -> String {
    match topic {
        Topic::Trials => translate("trials and data").to_owned(),
        Topic::Pooling => translate("pooling").to_owned(),
        Topic::Checks => translate("risk of bias and sensitivity").to_owned(),
        Topic::Overview => translate("all outcomes").to_owned(),
        Topic::Outcome(outcome) => outcome_name(outcome, projects),
        Topic::Plain => translate("the plain summary").to_owned(),
    }
}

fn outcome_name(id: OutcomeId, projects: &[&Project]) -> String {
    projects
        .iter()
        .find_map(|project| project.review.outcome(id))
        .map_or_else(
            || translate("an outcome").to_owned(),
            |outcome| crate::wording::names::outcome_inside(&outcome.name),
        )
}

/// Why an edit was not done, and what to do.
#[must_use]
pub fn refused_sentence(refused: &Refused, project: &Project, locale: Locale) -> String {
    match refused {
        Refused::NoSuchTrial(_) => {
            translate("The trial is no longer in the review. Undo brings back what was removed.").to_owned()
        }
        Refused::NoSuchOutcome(_) => {
            translate("The outcome is no longer in the review. Undo brings back what was removed.").to_owned()
        }
        Refused::NoSuchArm => {
            translate("The arm is no longer in the review. Undo brings back what was removed.").to_owned()
        }
        Refused::NoSuchCovariate(_) => {
            translate("The column is no longer in the review. Undo brings back what was removed.").to_owned()
        }
        Refused::NoSuchColumn { outcome } => tr!(
            "Trials report other numbers of {}. Add another outcome for these.",
            outcome_name(*outcome, &[project])
        ),
        Refused::HasNoTwoSides(_) => {
            translate("An outcome holds estimates or one arm of each trial, which cannot be turned round. Exchange the sides in its report.")
                .to_owned()
        }
        Refused::SideWithoutArm => {
            translate("Each side of a comparison needs an arm. Give one arm to either side.").to_owned()
        }
        Refused::NoSuchComparison => {
            translate("The comparison is not kept any more. Undo brings it back.").to_owned()
        }
        Refused::NoSuchSensitivity => {
            translate("The sensitivity analysis is not there any more. Undo brings it back.").to_owned()
        }
        Refused::NothingDiffers => {
            translate("The analysis would be the main one. Choose what it is to do otherwise.").to_owned()
        }
        Refused::OtherMeasure(outcome) => tr!(
            "Trials report other numbers of {}. Choose a measure that can be made of these.",
            outcome_name(*outcome, &[project])
        ),
        Refused::NoSuchDomain => {
            translate("The risk of bias is not judged there. Undo brings back what was removed.").to_owned()
        }
        Refused::NoSuchQuestion => {
            translate("That question is not asked there, or not answered so. Choose one of the answers that are offered.")
                .to_owned()
        }
        Refused::NoSuchItem => {
            translate("The item is no longer on the checklist. Undo brings back what was removed.").to_owned()
        }
        Refused::NoSuchEarlierReview => {
            translate("The earlier review is not there any more. Undo brings it back.").to_owned()
        }
        Refused::ImpossibleShare => {
            translate("An earlier review needs at least one trial, and no more can meet an item than it has. Correct one of the two numbers.")
                .to_owned()
        }
        Refused::Axis(fault) => crate::wording::figures::axis_fault(*fault),
        Refused::NoSuchRating => {
            translate("The domain cannot rate so far. Choose one of the ratings that are offered.").to_owned()
        }
        Refused::NotADay => {
            translate("That is no day of the calendar. Choose a day, or type it as 2025-05-12.").to_owned()
        }
        Refused::ReportsBoth { trial, outcome } => tr!(
            "{} reports both, and people may be in both: numbers are never added up. Empty one of its cells for {} first.",
            crate::data::capitalized(&trial_name(*trial, &[project])),
            outcome_name(*outcome, &[project])
        ),
        Refused::NoSuchEarlier => {
            translate("The published results are not there any more. Undo brings them back.").to_owned()
        }
        Refused::NoSuchVersion => {
            translate("The frozen version is not there any more. Undo brings it back.").to_owned()
        }
        Refused::NoSuchReason => {
            translate("The reason is not there any more. Undo brings it back.").to_owned()
        }
        Refused::NameMissing => translate("The name is empty. Type at least one letter.").to_owned(),
        Refused::TooMuch(limit) => {
            tr!(
                "{} Split the review into several.",
                limit_sentence(*limit, locale)
            )
        }
    }
}

/// Why a document cannot be opened, and what to do.
#[must_use]
pub fn restore_sentence(error: &RestoreError, locale: Locale) -> String {
    let counted = |value: usize| number::count(value as u64, locale);
    match error {
        RestoreError::NotJson { line, column } => tr!(
            "The file is damaged or breaks off: line {}, column {}. Open an earlier copy of it.",
            counted(*line),
            counted(*column)
        ),
        RestoreError::OtherFormat => translate(
            "The file is not a Trialpool project. Tables can be pasted, \
             or dropped as CSV.",
        )
        .to_owned(),
        RestoreError::Newer { version } => tr!(
            "A newer Trialpool wrote this file (version {}). Reload the page to get the newest \
             Trialpool, or open the file where it was saved.",
            number::count(*version, locale)
        ),
        RestoreError::Damaged { field, problem } => {
            let place = if field.is_empty() {
                translate("something in it").to_owned()
            } else {
                tr!("“{field}” in it", field)
            };
            tr!(
                "The file says it is a Trialpool project, but {place} cannot be read: {problem}. \
                 Open an earlier copy of it.",
                place,
                problem
            )
        }
        RestoreError::TooLarge(limit) => {
            tr!(
                "{} The file was not opened.",
                limit_sentence(*limit, locale)
            )
        }
    }
}

/// What was put right when a document was opened.
#[must_use]
pub fn mended_sentence(mended: &Mended) -> String {
    match mended {
        Mended::Renumbered { name } => tr!(
            "Two entries of the file shared one identifier; {name} was given its own. Check its numbers.",
            name
        ),
        Mended::Made { name } => tr!(
            "The file held numbers of something that its list does not name; they stand under “{name}”. Rename it.",
            name
        ),
        Mended::OtherKind { name } => tr!(
            "The file held, of another time point of {name}, numbers of another kind than those in use; they could not be kept. Look for them in the file.",
            name
        ),
    }
}

/// How long a link is, the whole address counted, and what its length means for sending it.
#[must_use]
pub fn link_sentence(letters: usize, locale: Locale) -> String {
    let length = tr!(
        "The link has {} letters and holds the whole review; opening it sends nothing to any server.",
        number::count(letters as u64, locale)
    );
    let cut_by: Vec<String> = cut_by(letters)
        .map(|carrier| {
            let most = number::count(carrier.letters as u64, locale);
            tr!("{} ({most})", carrier.name, most)
        })
        .collect();
    if cut_by.is_empty() {
        return tr!(
            "{length} No program that we know of cuts links of this length.",
            length
        );
    }
    tr!(
        "{length} These are known to cut or refuse a link of this length (the most letters that each takes): {}. A file has no such limit.",
        cut_by.join(translate(", ")),
        length
    )
}

/// Why a review cannot be shared by link, and what to do.
#[must_use]
pub fn link_too_long_sentence(refused: LinkTooLong, locale: Locale) -> String {
    tr!(
        "The link would have {} letters, more than the {} that browsers pass on. A file has no such limit.",
        number::count(refused.letters as u64, locale),
        number::count(MOST_LETTERS as u64, locale)
    )
}

/// Why a link cannot be opened, and what to do.
#[must_use]
pub fn link_error_sentence(error: &LinkError, locale: Locale) -> String {
    match error {
        LinkError::NoReview => translate("The link holds no review.").to_owned(),
        LinkError::Damaged => translate(
            "The link was cut short or changed on its way. Ask for it again, or for the file.",
        )
        .to_owned(),
        LinkError::Document(error) => restore_sentence(error, locale),
    }
}

/// Why a frame on another page shows no figure, and what to do.
#[must_use]
pub fn embed_error_sentence(error: &EmbedError, locale: Locale) -> String {
    match error {
        EmbedError::Version(version) => tr!(
            "The address of this frame is written in version “{version}” of its form, and this page reads version {VERSION}. Copy the frame anew from the review.",
            version,
            VERSION
        ),
        EmbedError::Review(error) => link_error_sentence(error, locale),
        EmbedError::NoOutcome(slug) => tr!(
            "The review in the address of this frame has no outcome “{slug}”. Copy the frame anew from the review.",
            slug
        ),
    }
}

fn limit_sentence(limit: Limit, locale: Locale) -> String {
    let (most, what) = match limit {
        Limit::Trials(most) => (most, translate("trials in a review")),
        Limit::Outcomes(most) => (most, translate("outcomes in a review")),
        Limit::Covariates(most) => (most, translate("other columns in a review")),
        Limit::Arms(most) => (most, translate("arms in a trial")),
        Limit::Findings(most) => (most, translate("findings laid aside")),
        Limit::Published(most) => (most, translate("published results")),
        Limit::Versions(most) => (most, translate("frozen versions")),
        Limit::Reasons(most) => (most, translate("reasons for excluding reports")),
        Limit::Comparisons(most) => (most, translate("comparisons")),
        Limit::Sensitivity(most) => (most, translate("sensitivity analyses of an outcome")),
        Limit::Cuts(most) => (most, translate("cut points of a number")),
        Limit::Moderators(most) => (most, translate("moderators of a regression")),
        Limit::Predictions(most) => (most, translate("values to predict at")),
        Limit::Paragraphs(most) => (most, translate("paragraphs written by hand")),
        Limit::Domains(most) => (most, translate("domains of the risk of bias")),
        Limit::Items(most) => (most, translate("checklist items of one's own")),
        Limit::EarlierShares(most) => (most, translate("shares of earlier reviews")),
        Limit::FigureColumns(most) => (most, translate("such columns in a figure")),
        Limit::Cells(most) => (most, translate("filled cells in a review")),
        Limit::Text(most) => (most, translate("letters in one place")),
        Limit::AllText(most) => (most, translate("letters in a review")),
        Limit::Document(most) => (most, translate("letters in a file")),
    };
    tr!(
        "Trialpool keeps at most {} {what}.",
        number::count(most as u64, locale),
        what
    )
}
