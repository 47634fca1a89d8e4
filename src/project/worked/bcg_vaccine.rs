//! The trials of BCG vaccine, worked through: they differ, and latitude goes with it.

use std::sync::Arc;

use super::{Rated, Work, judgement, of_example};
use crate::analysis::{answer_alone, certainty_suggested, regress};
use crate::data::{
    CertaintyStart, Correction, DownDomain, Exploration, Grouping, Interval, Measure, Method,
    Moderator, OutcomeId, PartedBy, Plan, PredictionDegrees, Quantity, RiskOfBias,
    SensitivityAnalysis, Seriousness, TauSquaredEstimator, Tool, TrialSelection,
};
use crate::project::{CertaintyEdit, Command};
use crate::read::robvis::domains_of;
use crate::wording::{Locale, Subject, certainty, explored, number};

/// Where what follows for bias from an allocation is said.
const HANDBOOK: &str = "Column “Allocation” of R’s dat.bcg; Cochrane Handbook 5.1.0, table 8.5.d";

/// Works it through.
pub(super) fn work(work: &mut Work) -> Option<()> {
    work.is_called("Worked example: 13 trials (Colditz 1994)")?;
    let outcome = work.outcome("Tuberculosis")?;
    work.defines(
        outcome,
        None,
        "Cases of tuberculosis, at the follow-up each trial reports. Margin 1.25 in this example",
        "1.25",
    )?;
    judge_bias(work)?;
    let (latitude, allocation) = (work.column("Latitude")?, work.column("Allocation")?);
    work.does(&Command::Explore {
        outcome,
        exploration: Exploration {
            parted_by: Some(PartedBy::Grouping(Grouping::Covariate(allocation))),
            moderators: vec![Moderator::Number(Quantity::Column(latitude))],
            at: vec![13.0, 33.0, 44.0, 55.0],
            ..Exploration::default()
        },
    })?;
    work.adds_sensitivity(
        outcome,
        SensitivityAnalysis {
            name: "DerSimonian and Laird, as in Colditz 1994".to_owned(),
            plan: Some(Plan {
                measure: Measure::RiskRatio,
                method: Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
                interval: Interval::Wald,
                correction: Correction::None,
                prediction: PredictionDegrees::default(),
            }),
            ..SensitivityAnalysis::default()
        },
    )?;
    work.adds_sensitivity(
        outcome,
        SensitivityAnalysis {
            trials: TrialSelection::OneLevel {
                covariate: allocation,
                level: "random".to_owned(),
            },
            ..SensitivityAnalysis::default()
        },
    )?;
    let start = [
        CertaintyEdit::Start(Some(CertaintyStart::High)),
        CertaintyEdit::StartReason(of_example(
            "All trials allotted the vaccine prospectively; how they did it is rated under risk of bias",
        )),
    ];
    let start = start.map(|edit| Command::JudgeCertainty { outcome, edit });
    work.does(&Command::Several(start.into()))?;
    let directness = (
        DownDomain::Indirectness,
        Seriousness::NotSerious,
        of_example("Vaccine and outcome are those of the question"),
    );
    let own = [inconsistency(work, outcome)?, directness];
    work.judges(outcome, &own)
}

/// Judges how people came to their groups, which is all that the table says of bias.
fn judge_bias(work: &mut Work) -> Option<()> {
    let table = RiskOfBias::new(Tool::RiskOfBias1, domains_of(Tool::RiskOfBias1));
    work.does(&Command::SetRiskOfBias(Some(Arc::new(table))))?;
    let allocation = work.column("Allocation")?;
    let mut edits = Vec::new();
    for (trial, how) in work.texts(allocation) {
        let (typed, support) = match how {
            "random" => (
                "Unclear",
                "At random; the table does not say by what means.",
            ),
            "alternate" => ("High", "In turn, which can be foreseen."),
            "systematic" => ("High", "By a rule, which can be foreseen."),
            _ => continue,
        };
        let whole = of_example("As the allocation, the only domain of which the table tells");
        for (domain, support, source) in [(Some(0), support, HANDBOOK), (None, whole.as_str(), "")]
        {
            edits.push(judgement(trial, domain, [typed, support, source]));
        }
    }
    work.does(&Command::Several(edits))
}

/// That the trials differ, and how much of it goes with latitude.
fn inconsistency(work: &Work, outcome: OutcomeId) -> Option<Rated> {
    let (review, settings) = (&work.0.review, &work.0.settings);
    let locale = Locale::of(settings);
    let prepared = work.prepared(outcome)?;
    let response = answer_alone(&prepared.request);
    let all = certainty_suggested(review, &prepared, &response);
    let subject = Subject::of(review, review.outcome(outcome)?, &prepared, locale);
    let domain = DownDomain::Inconsistency;
    let suggested = certainty::suggested(domain, &all, &response, &subject).reason;
    let exploration = settings.exploration_of(outcome);
    let found = regress(review, &prepared, response.plan, &exploration).ok()?;
    let explained = number::fixed(found.fit.r_squared?, 0, locale);
    let slope = explored::regression_sentence(&found, review, locale);
    let judged = of_example("One level, as much of the difference has a likely reason");
    let reason = format!(
        "{suggested} {slope} Latitude goes with {explained}% of the variance between trials (R²). {judged}"
    );
    Some((domain, Seriousness::Serious, reason))
}
