//! Tables of judgements about the risk of bias, as R's package robvis draws them (`McGuinness` and Higgins 2021).

use crate::data::{Judgement, Tool, in_small_letters, is_letter_or_digit};

/// What judgements are called, in small letters. A word that begins two of them ("s") is taken for the earlier one.
const JUDGEMENTS: [(&str, Judgement); 15] = [
    ("low", Judgement::Low),
    ("some concerns", Judgement::SomeConcerns),
    ("unclear", Judgement::SomeConcerns),
    ("moderate", Judgement::Moderate),
    ("high", Judgement::High),
    ("serious", Judgement::Serious),
    ("very high", Judgement::VeryHigh),
    ("critical", Judgement::Critical),
    ("no information", Judgement::NoInformation),
    ("not applicable", Judgement::NotApplicable),
    ("n/a", Judgement::NotApplicable),
    ("x", Judgement::NotApplicable),
    ("+", Judgement::Low),
    ("?", Judgement::SomeConcerns),
    ("-", Judgement::High),
];

/// Reads a judgement: its name, the beginning of its name, or its sign in Cochrane's figures. A lone "S" is a serious
/// risk in ROBINS-I and some concerns elsewhere.
#[must_use]
pub fn judgement(typed: &str, tool: Tool) -> Option<Judgement> {
    let typed = in_small_letters(typed.trim());
    match (typed.as_str(), tool) {
        // In tables of RoB 1, "no" may answer a question whose "yes" is a low risk, or the reverse.
        ("" | "no" | "not", _) => None,
        ("s", Tool::RobinsI) => Some(Judgement::Serious),
        _ => JUDGEMENTS
            .iter()
            .find(|(name, _)| is_called(&typed, name))
            .map(|(_, judgement)| *judgement),
    }
}

/// Whether a text is the name or its beginning ("mod"), or begins with the name or with its first word where that says it
/// all ("low risk of bias", "some risk").
fn is_called(typed: &str, name: &str) -> bool {
    let first = match name.split(' ').next() {
        Some(first) if !matches!(first, "no" | "not" | "very") => first,
        _ => name,
    };
    let goes_on = |rest: &str| !rest.starts_with(is_letter_or_digit);
    name.starts_with(typed) || first.len() > 1 && typed.strip_prefix(first).is_some_and(goes_on)
}
