//! The reviews that come with the program as whole worked reviews: definitions, margins, judgements about the risk of bias and
//! the certainty, subgroups, regressions and sensitivity analyses, beside the trials.
//!
//! What is added is done by the commands that a user's clicks make, so that it is bounded and checked like theirs. No result is
//! written down: reasons with numbers are those that the data suggest, made anew each time. A judgement that is nobody's but
//! the example's says so; one that was published says where.

mod bcg_vaccine;
mod catheter_infections;
mod stromal_cells;

use super::{CertaintyEdit, Command, JudgementEdit, Project, apply, pin_proposals};
use crate::analysis::{Prepared, Response, answer_alone, certainty_suggested, prepare};
use crate::data::{
    CovariateId, DownDomain, Judged, JudgedPlace, OutcomeId, SensitivityAnalysis, Seriousness,
    TrialId,
};
use crate::read::examples;
use crate::wording::{Locale, Subject, certainty, language};

/// A review that comes with the program, worked through as a whole; `None` where none has this key. [`Working`] does the same in
/// steps.
///
/// ```
/// use trialpool::project::worked;
///
/// let bcg = worked("bcg-vaccine").ok_or("an example")?;
/// assert!(bcg.review.risk_of_bias.is_some() && !bcg.settings.explorations.is_empty());
/// assert_eq!(worked("no such review"), None);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn worked(key: &str) -> Option<Project> {
    let mut working = Working::of(key)?;
    while working.step() {}
    Some(working.finish())
}

/// A step of the work on a review; nothing where it does not fit the review.
type Step = Box<dyn FnOnce(&mut Work) -> Option<()>>;

/// A review that comes with the program, and the steps by which it is worked through: whoever must not stand still for all of
/// them can do other things in between.
pub struct Working {
    plain: Project,
    /// Nothing before the plans of its outcomes are fixed, and from a step on that does not fit the review.
    work: Option<Work>,
    left: std::vec::IntoIter<Step>,
    has_begun: bool,
}

impl Working {
    /// The review of this key before the first step; `None` where there is none.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        let plain = Project::of(examples::review(key)?);
        let steps = match key {
            "mesenchymal-stromal-cells" => stromal_cells::steps(),
            "catheter-infections" => vec![Box::new(catheter_infections::work) as Step],
            "bcg-vaccine" => vec![Box::new(bcg_vaccine::work) as Step],
            _ => Vec::new(),
        };
        Some(Self {
            plain,
            work: None,
            left: steps.into_iter(),
            has_begun: false,
        })
    }

    /// Does the next step; `false` where nothing is left to do.
    pub fn step(&mut self) -> bool {
        if !self.has_begun {
            self.has_begun = true;
            self.plain = pin_proposals(std::mem::take(&mut self.plain));
            self.work = Some(Work(self.plain.clone()));
            return true;
        }
        // The step first: without one the work stays as it is.
        let Some(step) = self.left.next() else {
            return false;
        };
        let Some(mut work) = self.work.take() else {
            return false;
        };
        // An example is data: it is the same in every language of the page.
        self.work = language::in_english(|| step(&mut work)).map(|()| work);
        true
    }

    /// The review as far as it was worked through; the tables alone, which are a review as well, where a step did not fit it.
    #[must_use]
    pub fn finish(self) -> Project {
        self.work.map_or(self.plain, |work| work.0)
    }
}

/// The reason of a judgement that is nobody's but the example's.
fn of_example(reason: &str) -> String {
    format!("{reason} (worked example, not a published rating).")
}

/// Judges a domain of a trial for all its outcomes, or the whole trial: the judgement, what supports it, where that stands.
fn judgement(trial: TrialId, domain: Option<usize>, texts: [&str; 3]) -> Command {
    let [typed, support, source] = texts.map(str::to_owned);
    Command::Judge {
        place: JudgedPlace {
            trial,
            outcome: None,
            domain,
        },
        edit: JudgementEdit::Whole(Box::new(Judged {
            typed,
            support,
            source,
            ..Judged::default()
        })),
    }
}

/// What a domain of the certainty is judged, and why.
type Rated = (DownDomain, Seriousness, String);

/// A review that is being worked through. Every step answers nothing where it does not fit the review.
struct Work(Project);

impl Work {
    fn does(&mut self, command: &Command) -> Option<()> {
        self.0 = apply(&self.0, command).ok()?;
        Some(())
    }

    fn outcome(&self, name: &str) -> Option<OutcomeId> {
        let mut outcomes = self.0.review.outcomes.iter();
        Some(outcomes.find(|outcome| outcome.name == name)?.id)
    }

    fn trial(&self, name: &str) -> Option<TrialId> {
        let mut trials = self.0.review.trials.iter();
        Some(trials.find(|trial| trial.name == name)?.id)
    }

    fn column(&self, name: &str) -> Option<CovariateId> {
        let mut columns = self.0.review.covariates.iter();
        Some(columns.find(|column| column.name == name)?.id)
    }

    /// What stands in a column, trial by trial.
    fn texts(&self, column: CovariateId) -> impl Iterator<Item = (TrialId, &str)> {
        let trials = self.0.review.trials.iter();
        trials.map(move |trial| {
            let text = trial.covariates.get(&column);
            (trial.id, text.map_or("", String::as_str))
        })
    }

    fn prepared(&self, outcome: OutcomeId) -> Option<Prepared> {
        prepare(&self.0.review, &self.0.settings, outcome)
    }

    /// Says of the review that it is an example.
    fn is_called(&mut self, subtitle: &str) -> Option<()> {
        let title = self.0.review.title.clone();
        self.does(&Command::SetTitle {
            title,
            subtitle: subtitle.to_owned(),
        })
    }

    /// Defines an outcome and states its margin of concern; window and direction stay.
    fn defines(
        &mut self,
        outcome: OutcomeId,
        group: Option<&str>,
        note: &str,
        margin: &str,
    ) -> Option<()> {
        let described = self.0.review.outcome(outcome)?;
        let (window, more_is_worse) = (described.window, described.more_is_worse);
        self.does(&Command::Several(vec![
            Command::DescribeOutcome {
                outcome,
                window,
                group: group.map(str::to_owned),
                more_is_worse,
                note: note.to_owned(),
            },
            Command::SetMargin {
                outcome,
                typed: margin.to_owned(),
            },
        ]))
    }

    fn adds_sensitivity(
        &mut self,
        outcome: OutcomeId,
        analysis: SensitivityAnalysis,
    ) -> Option<()> {
        self.does(&Command::AddSensitivity { outcome, analysis })
    }

    /// Judges the certainty of an outcome: as the example has it, or else as the data suggest, or else by what the data leave
    /// open.
    fn judges(&mut self, outcome: OutcomeId, own: &[Rated]) -> Option<()> {
        let (review, locale) = (&self.0.review, Locale::of(&self.0.settings));
        let described = review.outcome(outcome)?;
        let prepared = self.prepared(outcome)?;
        let response = answer_alone(&prepared.request);
        let all = certainty_suggested(review, &prepared, &response);
        let subject = Subject::of(review, described, &prepared, locale);
        let edits = DownDomain::ALL.into_iter().map(|domain| {
            let own = own.iter().find(|(rated, ..)| *rated == domain);
            let found = certainty::suggested(domain, &all, &response, &subject);
            let (seriousness, reason) = match (own, found.seriousness) {
                (Some((_, seriousness, reason)), _) => (*seriousness, reason.clone()),
                (None, Some(seriousness)) => (seriousness, found.reason),
                (None, None) => {
                    let (seriousness, own) = where_silent(domain, &response)?;
                    (seriousness, format!("{} {}", found.reason, of_example(own)))
                }
            };
            let edit = CertaintyEdit::Take(domain, seriousness, reason);
            Some(Command::JudgeCertainty { outcome, edit })
        });
        let edits = edits.flatten().collect();
        self.does(&Command::Several(edits))
    }
}

/// What an example says of a domain of which the data suggest nothing.
fn where_silent(domain: DownDomain, response: &Response) -> Option<(Seriousness, &'static str)> {
    let (seriousness, said) = match domain {
        DownDomain::RiskOfBias | DownDomain::Indirectness => return None,
        DownDomain::Inconsistency => {
            let effects = response.trials.iter().filter_map(|trial| trial.effect);
            let estimates: Vec<f64> = effects.map(|effect| effect.estimate).collect();
            let more = estimates.iter().any(|estimate| *estimate > 0.0);
            let fewer = estimates.iter().any(|estimate| *estimate < 0.0);
            match (more, fewer) {
                (true, true) => (
                    Seriousness::Serious,
                    "The trials lie on both sides of no difference",
                ),
                (true, false) | (false, true) => (
                    Seriousness::NotSerious,
                    "No two trials lie on different sides of no difference",
                ),
                (false, false) => (
                    Seriousness::NotSerious,
                    "No trial has an effect that could differ from that of another",
                ),
            }
        }
        DownDomain::Imprecision => (
            Seriousness::ExtremelySerious,
            "What the trials counted tells nothing of how large a difference is",
        ),
        DownDomain::PublicationBias => (
            Seriousness::NotSerious,
            "Not rated down, which leaves trials possible that were not found",
        ),
    };
    Some((seriousness, said))
}
