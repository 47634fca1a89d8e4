//! Names of subgroups and what is said about them.

use super::subject::Subject;
use super::{Locale, Text, number, risk_of_bias, tr, translate};
use crate::analysis::{Subgroup, SubgroupName, Subgroups};
use crate::data::{Grouping, Randomized, Review, Tool};

/// The name of that row in a table whose head says what the interval is.
pub const SUBTOTAL_NAME: Text = Text("Subtotal");

/// What a part of the trials is called.
#[must_use]
pub fn name(name: &SubgroupName, review: &Review) -> String {
    match name {
        SubgroupName::Range { from, below } => range(*from, *below, Locale::DecimalPoint),
        SubgroupName::Text(text) => text.clone(),
        SubgroupName::Randomized(Randomized::Yes) => translate("Randomized").to_owned(),
        SubgroupName::Randomized(Randomized::No) => translate("Not randomized").to_owned(),
        SubgroupName::Randomized(Randomized::NotStated) => {
            translate("Randomization not stated").to_owned()
        }
        SubgroupName::Randomized(Randomized::Unclear) => {
            translate("Not known to be randomized").to_owned()
        }
        SubgroupName::Judgement(judgement) => {
            let tool = review.risk_of_bias.as_deref();
            let tool = tool.map_or(Tool::Other, |table| table.tool);
            tr!(
                "Risk of bias: {}",
                super::names::outcome_inside(risk_of_bias::judgement(*judgement, tool))
            )
        }
        SubgroupName::NotStated => translate("Not stated").to_owned(),
    }
}

/// What a range of a number is called: "below 24", "24 to below 48", "48 or more".
#[must_use]
pub fn range(from: Option<f64>, below: Option<f64>, locale: Locale) -> String {
    let written = |value| number::quantity(value, locale);
    match (from, below) {
        (None, None) => translate("All").to_owned(),
        (None, Some(below)) => tr!("Below {}", written(below)),
        (Some(from), None) => tr!("{} or more", written(from)),
        (Some(from), Some(below)) => tr!("{} to below {}", written(from), written(below)),
    }
}

/// What a grouping is called among the choices; `None` where its column is gone.
#[must_use]
pub fn grouping(grouping: Grouping, review: &Review) -> Option<String> {
    match grouping {
        Grouping::Covariate(id) => {
            let mut covariates = review.covariates.iter();
            let covariate = covariates.find(|covariate| covariate.id == id)?;
            Some(covariate.name.clone())
        }
        Grouping::Randomized => Some(translate("Whether randomized").to_owned()),
        Grouping::RiskOfBias => Some(translate("Overall risk of bias").to_owned()),
    }
}

/// What the footer says about the parts: how each was pooled, of which trials nothing is stated, and which have no trial.
pub(super) fn remarks(parts: &Subgroups, subject: &Subject<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    let pooled = |group: &Subgroup| group.pooled.is_ok();
    if parts.groups.len() > 1 && parts.groups.iter().any(pooled) {
        remarks.push(
            translate("Each subtotal is pooled from its own trials by the method of the total; weights are those of the total.")
                .to_owned(),
        );
    }
    remarks.extend(not_stated(parts, subject));
    let empty: Vec<String> = parts
        .empty
        .iter()
        .map(|part| name(part, subject.review))
        .collect();
    if !empty.is_empty() {
        remarks.push(tr!(
            "No trial with a result in: {}.",
            empty.join(translate("; "))
        ));
    }
    remarks
}

/// That of some trials nothing is stated, and that they count as a part all the same.
#[must_use]
pub fn not_stated(parts: &Subgroups, subject: &Subject<'_>) -> Option<String> {
    let mut groups = parts.groups.iter();
    let group = groups.find(|group| group.name == SubgroupName::NotStated)?;
    let rows = group.rows.iter();
    let named: Vec<&str> = rows.map(|row| subject.trial(*row)).collect();
    let counted = match (parts.difference, named.len()) {
        (None, _) => "",
        (Some(_), 1) => {
            translate(" It counts as a part of its own in the test for subgroup differences.")
        }
        (Some(_), _) => {
            translate(" They count as a part of their own in the test for subgroup differences.")
        }
    };
    Some(tr!(
        "Not stated for {}.{counted}",
        list_of(&named, subject.locale),
        counted
    ))
}

/// Names in a row, the first few of many.
fn list_of(names: &[&str], locale: Locale) -> String {
    const MOST: usize = 4;
    let shown = names.iter().take(MOST).copied().collect::<Vec<_>>();
    match names.len().checked_sub(shown.len()) {
        None | Some(0) => shown.join(translate(", ")),
        Some(more) => tr!(
            "{} and {} more",
            shown.join(translate(", ")),
            number::count(more as u64, locale)
        ),
    }
}
