//! Reads RevMan's judgements of the risk of bias into the model.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::analyses::Study;
use crate::data::{Assessment, Domain, Judged, RiskOfBias, Tool, Trial};
use crate::read::robvis;

/// The most domains that are read.
const MOST_DOMAINS: usize = 100;

/// The judgements of the risk of bias; each trial has those of its study, given by its index at that of the trial.
pub(super) fn judgements(
    studies: &[Study],
    studies_of_trials: &[usize],
    trials: &[Trial],
) -> Option<Arc<RiskOfBias>> {
    let mut domains: Vec<String> = Vec::new();
    for judged in studies.iter().flat_map(|study| &study.judgements) {
        if domains.len() < MOST_DOMAINS && !domains.contains(&judged.domain) {
            domains.push(judged.domain.clone());
        }
    }
    if domains.is_empty() {
        return None;
    }
    let tool = tool(studies);
    let of_domain = |study: &Study, domain: &String| {
        let mut judgements = study.judgements.iter();
        judgements
            .find(|judged| judged.domain == *domain)
            .map_or_else(Judged::default, |judged| Judged {
                typed: judged.judgement.clone(),
                judgement: robvis::judgement(&judged.judgement, tool),
                support: judged.support.clone(),
                ..Judged::default()
            })
    };
    let is_overall = |domain: &&String| domain.to_lowercase().starts_with("overall");
    let overall = domains.iter().find(is_overall);
    let own = || domains.iter().filter(|domain| !is_overall(domain));
    let assessed = studies_of_trials
        .iter()
        .zip(trials)
        .filter_map(|(study, trial)| {
            let study = studies.get(*study)?;
            let assessment = Assessment {
                domains: own().map(|domain| of_domain(study, domain)).collect(),
                overall: overall.map_or_else(Judged::default, |domain| of_domain(study, domain)),
            };
            (!study.judgements.is_empty()).then_some((trial.id, assessment))
        });
    Some(Arc::new(RiskOfBias {
        tool,
        trials: assessed.collect(),
        outcomes: BTreeMap::new(),
        domains: own()
            .zip(1..)
            .map(|(name, number)| Domain {
                short: format!("D{number}"),
                name: name.clone(),
            })
            .collect(),
    }))
}

/// The tool, by what it calls its judgements.
fn tool(studies: &[Study]) -> Tool {
    let judged = |word: &str| {
        let mut judged = studies.iter().flat_map(|study| &study.judgements);
        judged.any(|judged| judged.judgement.to_lowercase().starts_with(word))
    };
    if judged("some concerns") {
        Tool::RiskOfBias2
    } else if judged("serious") || judged("moderate") {
        Tool::RobinsI
    } else if judged("unclear") {
        Tool::RiskOfBias1
    } else {
        Tool::Other
    }
}
