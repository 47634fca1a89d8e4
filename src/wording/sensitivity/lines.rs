//! The rows of sensitivity analyses as text, the main analysis first: what table, figure and files share.

use super::conclusion::Conclusion;
use super::names::{name, proposed_name, trial_name};
use crate::analysis::{
    IntervalEstimate, MainAnalysis, NoSelection, Pooled, Prepared, SensitivityAnswer,
    SensitivityAsked, SensitivityFound, SensitivityResult, Totals, Undefined,
};
use crate::data::{ConfidenceLevel, Method, Note, Outcome, Plan, Review, TrialId, TrialSelection};
use crate::wording::effects::Written;
use crate::wording::names::{self, Length};
use crate::wording::subject::{Subject, trials};
use crate::wording::{Locale, notes, number, tr, translate, undefined};

/// The head of P values; of a Bayesian result the probability that the ratio is above 1 stands there.
#[must_use]
pub fn p_head(lines: &[Line]) -> &'static str {
    let is_bayesian = |line: &Line| {
        line.plan
            .is_some_and(|plan| matches!(plan.method, Method::Bayesian(_)))
    };
    if lines.iter().any(is_bayesian) {
        translate("P or probability")
    } else {
        translate("P")
    }
}

/// Events and people of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// People with the event.
    pub events: u64,
    /// People at risk.
    pub total: u64,
}

impl Counts {
    /// "134" and "668".
    #[must_use]
    pub fn parts(self, locale: Locale) -> [String; 2] {
        [self.events, self.total].map(|count| number::count(count, locale))
    }

    /// "134/668".
    #[must_use]
    pub fn written(self, locale: Locale) -> String {
        self.parts(locale).join("/")
    }
}

/// A result as numbers and as they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Estimate and limits, scale of analysis.
    pub interval: IntervalEstimate,
    /// The estimate as it is read.
    pub estimate: String,
    /// The limits as they are read.
    pub limits: [String; 2],
    /// Two-sided P; of a posterior twice the smaller probability of a direction.
    pub p_value: f64,
    /// P as it is read, or the probability of a posterior.
    pub p: String,
}

impl Number {
    /// "0.68 to 1.00".
    #[must_use]
    pub fn interval_in_words(&self) -> String {
        self.limits.join(translate(" to "))
    }
}

/// A row: an analysis with its result.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is called.
    pub name: String,
    /// What it does otherwise, as far as its name does not say it; of the main analysis how it pools.
    pub detail: String,
    /// The trials that contribute: "20", "20 of 22".
    pub trials: String,
    /// How many trials contribute, and how many are rows.
    pub counted: Option<(usize, usize)>,
    /// Events and people of the experimental and of the control side, where people are counted; of proportions of the first.
    pub counts: [Option<Counts>; 2],
    /// Its plan; `None` where there was nothing to ask.
    pub plan: Option<Plan>,
    /// The level of its interval.
    pub level: ConfidenceLevel,
    /// The result, or in words why there is none.
    pub result: Result<Number, String>,
    /// How it stands to the main analysis; `None` of the main analysis itself.
    pub conclusion: Option<Conclusion>,
    /// Whether every iterative fit behind it met its tolerance.
    pub converged: bool,
}

impl Line {
    /// The row in a sentence: "Odds ratio (20 trials): 0.75, 0.57 to 1.00; same conclusion: …."
    #[must_use]
    pub fn in_words(&self) -> String {
        let result = match &self.result {
            Ok(result) => tr!("{}, {}", result.estimate, result.interval_in_words()),
            Err(why) => why.clone(),
        };
        let conclusion = self
            .conclusion
            .filter(|conclusion| *conclusion != Conclusion::NoResult);
        let conclusion =
            conclusion.map_or_else(String::new, |conclusion| tr!("; {}", conclusion.words()));
        tr!(
            "{} (trials: {}): {result}{conclusion}.",
            self.name,
            self.trials,
            result,
            conclusion
        )
    }
}

/// The rows of an outcome's sensitivity analyses, the main one first.
#[must_use]
pub fn lines(
    review: &Review,
    outcome: &Outcome,
    main: MainAnalysis<'_>,
    answers: &[SensitivityAnswer],
    locale: Locale,
) -> Vec<Line> {
    let content = Content {
        review,
        outcome,
        main,
        locale,
    };
    std::iter::once(content.main_line())
        .chain(answers.iter().map(|answer| content.line(answer)))
        .collect()
}

/// What a reader must know of single analyses that the main one does not tell: "Odds ratio: the fit stopped before …".
#[must_use]
pub fn remarks(
    review: &Review,
    outcome: &Outcome,
    main: MainAnalysis<'_>,
    answers: &[SensitivityAnswer],
    locale: Locale,
) -> Vec<String> {
    let plan = main.response.plan;
    let mut remarks = Vec::new();
    for answer in answers {
        let Ok(SensitivityFound { asked, result }) = &answer.found else {
            continue;
        };
        let subject = Subject::of(review, outcome, &asked.prepared, locale);
        let own = result
            .notes
            .iter()
            .filter(|note| !is_said_of_main(note, &main.response.notes));
        let said: Vec<String> = own.map(|note| notes::sentence(note, &subject)).collect();
        if !said.is_empty() {
            let name = name(&answer.analysis, review, plan, locale);
            remarks.push(tr!("{name}: {}", said.join(" "), name));
        }
    }
    remarks
}

/// Whether the main analysis has a note of the same kind: its numbers differ a little from analysis to analysis.
fn is_said_of_main(note: &Note, main: &[Note]) -> bool {
    let kind = std::mem::discriminant(note);
    main.iter()
        .any(|known| std::mem::discriminant(known) == kind)
}

struct Content<'a> {
    review: &'a Review,
    outcome: &'a Outcome,
    main: MainAnalysis<'a>,
    locale: Locale,
}

impl Content<'_> {
    fn main_line(&self) -> Line {
        let MainAnalysis { prepared, response } = self.main;
        let measure = names::measure(response.plan.measure, Length::Full);
        let proportion = response.proportion.as_ref();
        let of_one_arm = proportion.map(|arm| (arm.events, arm.total));
        Line {
            name: super::MAIN.to_owned(),
            detail: tr!("{measure}, {}", names::plan_inside(response.plan), measure),
            trials: self.contributing(prepared, response.pooled.as_ref().ok()),
            counted: Some(counted(prepared, response.pooled.as_ref().ok())),
            counts: sides(response.totals.as_ref(), of_one_arm),
            plan: Some(response.plan),
            level: response.level,
            result: self.result(prepared, response.plan, &response.pooled),
            conclusion: None,
            converged: is_converged(&response.pooled),
        }
    }

    fn line(&self, answer: &SensitivityAnswer) -> Line {
        let plan = self.main.response.plan;
        let name = name(&answer.analysis, self.review, plan, self.locale);
        match &answer.found {
            Ok(SensitivityFound { asked, result }) => Line {
                detail: self.detail(answer, asked, &name),
                ..self.found(name, asked, result)
            },
            Err(why) => Line {
                detail: self.rule(answer, &name).unwrap_or_default(),
                name,
                trials: number::count(0, self.locale),
                counted: None,
                counts: [None, None],
                plan: None,
                level: answer.analysis.level.unwrap_or(self.main.response.level),
                result: Err(why_not(*why).to_owned()),
                conclusion: Some(Conclusion::NoResult),
                converged: true,
            },
        }
    }

    fn found(&self, name: String, asked: &SensitivityAsked, result: &SensitivityResult) -> Line {
        let main = self.main.response;
        let prepared = &asked.prepared;
        let proportion = result.proportion.as_ref();
        let of_one_arm = proportion.map(|arm| (arm.events, arm.total));
        Line {
            name,
            detail: String::new(),
            trials: self.contributing(prepared, result.pooled.as_ref().ok()),
            counted: Some(counted(prepared, result.pooled.as_ref().ok())),
            counts: sides(result.totals.as_ref(), of_one_arm),
            plan: Some(result.plan),
            level: result.level,
            result: self.result(prepared, result.plan, &result.pooled),
            conclusion: Some(Conclusion::of(result, main, self.locale)),
            converged: is_converged(&result.pooled),
        }
    }

    fn contributing(&self, prepared: &Prepared, pooled: Option<&Pooled>) -> String {
        let (contributing, rows) = counted(prepared, pooled);
        let count = |trials: usize| number::count(trials as u64, self.locale);
        if contributing == rows {
            count(rows)
        } else {
            tr!("{} of {}", count(contributing), count(rows))
        }
    }

    fn result(
        &self,
        prepared: &Prepared,
        plan: Plan,
        pooled: &Result<Pooled, Undefined>,
    ) -> Result<Number, String> {
        match pooled {
            Ok(pooled) => {
                let interval = pooled.interval;
                let written = Written::of(plan.measure, &interval, self.locale);
                Ok(Number {
                    interval,
                    estimate: written.effect(interval.estimate),
                    limits: written.pair(interval.lower, interval.upper),
                    p_value: pooled.p_value,
                    p: self.p(pooled),
                })
            }
            Err(reason) => {
                let subject = Subject::of(self.review, self.outcome, prepared, self.locale);
                Err(undefined::short_of(*reason, plan.measure, &subject))
            }
        }
    }

    /// P; of a posterior the probability that the ratio is above 1.
    fn p(&self, pooled: &Pooled) -> String {
        let posterior = pooled.posterior.as_ref();
        match posterior.and_then(|posterior| posterior.exceedances.first()) {
            Some(above) => tr!(
                "above 1: {}",
                number::percent(above.probability, self.locale)
            ),
            None => number::p_value(pooled.p_value, self.locale),
        }
    }

    /// What the analysis does otherwise where its name was given by the reviewers.
    fn rule(&self, answer: &SensitivityAnswer, name: &str) -> Option<String> {
        let plan = self.main.response.plan;
        let rule = proposed_name(&answer.analysis, self.review, plan, self.locale);
        (rule != name).then_some(rule)
    }

    fn detail(&self, answer: &SensitivityAnswer, asked: &SensitivityAsked, name: &str) -> String {
        let analysis = &answer.analysis;
        let mut parts: Vec<String> = self.rule(answer, name).into_iter().collect();
        if !analysis.trials.is_as_main() {
            parts.push(self.selected(&analysis.trials, asked));
        }
        let plan = analysis.plan.map(names::plan);
        let is_named = |plan: &String| {
            let [name, plan] = [name, plan].map(str::to_lowercase);
            name.contains(&plan)
        };
        parts.extend(plan.filter(|plan| !is_named(plan)));
        parts.join(translate("; "))
    }

    /// The trials in which it differs from the main analysis: "2 trials out: Adams 2019, Brown 2020".
    fn selected(&self, selection: &TrialSelection, asked: &SensitivityAsked) -> String {
        let listed = |ids: &[TrialId], is_out: bool| {
            if ids.is_empty() {
                return None;
            }
            let trials = trials(ids.len(), self.locale);
            let counted = if is_out {
                tr!("{trials} out", trials)
            } else {
                tr!("{trials} in", trials)
            };
            let is_named = matches!(selection, TrialSelection::Without(out) if out.len() < 3);
            if ids.len() > MOST_NAMED || is_named {
                return Some(counted);
            }
            let names: Vec<String> = ids.iter().map(|id| trial_name(*id, self.review)).collect();
            Some(tr!("{counted}: {}", names.join(translate(", ")), counted))
        };
        let parts: Vec<String> = [
            listed(&asked.taken_out, true),
            listed(&asked.brought_in, false),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            translate("the trials of the main analysis").to_owned()
        } else {
            parts.join(translate("; "))
        }
    }
}

/// More trials than this are counted, not named.
const MOST_NAMED: usize = 3;

/// The trials that contribute, and those that are asked. Where a trial has several comparisons the pool counts those, so that
/// the trials that are asked are all that is said.
fn counted(prepared: &Prepared, pooled: Option<&Pooled>) -> (usize, usize) {
    let trials = prepared.pooled();
    let contributing = pooled.filter(|_| trials == prepared.rows.len());
    (contributing.map_or(trials, |pooled| pooled.trials), trials)
}

fn sides(totals: Option<&Totals>, one_arm: Option<(u64, u64)>) -> [Option<Counts>; 2] {
    match (totals, one_arm) {
        (Some(totals), _) => [
            Some(Counts {
                events: totals.experimental_events,
                total: totals.experimental_total,
            }),
            Some(Counts {
                events: totals.control_events,
                total: totals.control_total,
            }),
        ],
        (None, Some((events, total))) => [Some(Counts { events, total }), None],
        (None, None) => [None, None],
    }
}

fn is_converged(pooled: &Result<Pooled, Undefined>) -> bool {
    match pooled {
        Ok(pooled) => pooled.converged,
        Err(_) => true,
    }
}

/// Why an analysis has nothing to pool.
fn why_not(why: NoSelection) -> &'static str {
    match why {
        NoSelection::NotJudged => translate("the risk of bias is not judged"),
        NoSelection::ColumnGone => translate("the column is not in the review"),
        NoSelection::LevelGone => translate("no trial has this level"),
        NoSelection::NoTrialSelected => translate("no trial is left"),
        NoSelection::NobodyLost => translate("no trial gives people lost"),
    }
}
