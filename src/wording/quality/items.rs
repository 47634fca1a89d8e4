//! Names of checklists, their items and the answers.

use crate::data::{Checklist, Checklists, Item, ItemAnswer, ItemId};
use crate::wording::translate;

/// What a checklist is called.
#[must_use]
pub fn checklist(checklist: Checklist) -> &'static str {
    match checklist {
        Checklist::Harms => translate("Watching for harms"),
        Checklist::Product => translate("Mesenchymal stromal cells"),
        Checklist::ConsortHarms => translate("CONSORT Harms 2022"),
        Checklist::Own => translate("Items of your own"),
    }
}

/// What it is, and where it comes from.
#[must_use]
pub fn about(checklist: Checklist) -> &'static str {
    match checklist {
        Checklist::Harms => {
            translate("How each trial watched for adverse events, and whether it was stopped.")
        }
        Checklist::Product => translate(
            "What each trial says of its cells: who they are, how they were made and how they were tested.",
        ),
        Checklist::ConsortHarms => translate(
            "What a report of a trial is to say of harms: items numbered as in CONSORT Harms 2022, in our words; its own text decides (Junqueira 2023, BMJ 381:e073725).",
        ),
        Checklist::Own => translate("Whatever else you want to know of each trial."),
    }
}

/// What an answer is called.
#[must_use]
pub fn answer(answer: ItemAnswer) -> &'static str {
    match answer {
        ItemAnswer::Yes => translate("Yes"),
        ItemAnswer::No => translate("No"),
        ItemAnswer::NotStated => translate("Not stated"),
        ItemAnswer::NotApplicable => translate("Not applicable"),
    }
}

/// An item, as it is asked of a trial.
#[must_use]
pub fn name(id: ItemId, checklists: Option<&Checklists>) -> String {
    match id {
        ItemId::Known(item) => known(item).to_owned(),
        ItemId::Own(number) => {
            let mut own = checklists.iter().flat_map(|checklists| &checklists.own);
            own.find(|own| own.number == number).map_or_else(
                || String::from(translate("An item that was removed")),
                |own| own.name.clone(),
            )
        }
    }
}

fn known(item: Item) -> &'static str {
    match item {
        Item::AdverseEventPlan => translate("Plan for adverse events stated beforehand"),
        Item::AskedFor => translate("Events asked for, not only volunteered"),
        Item::StoppedForSafety => translate("Stopped early for safety"),
        Item::StoppedOtherwise => translate("Stopped early for another reason"),
        Item::IsctDefinition => translate("ISCT definition fully met"),
        Item::SurfaceMarkers => translate("Surface markers given"),
        Item::Differentiation => translate("Trilineage differentiation shown"),
        Item::PlasticAdherence => translate("Adherence to plastic shown"),
        Item::Viability => translate("Viability given"),
        Item::Potency => translate("Potency or another functional assay"),
        Item::Source => translate("Tissue of origin stated"),
        Item::Donor => translate("Own or donor cells stated"),
        Item::Passage => translate("Passage stated"),
        Item::FreshOrFrozen => translate("Fresh or thawed stated"),
        Item::Dose => translate("Dose stated"),
        Item::Karyotype => translate("Karyotype examined"),
        Item::Sterility => translate("Sterility tested"),
        Item::Mycoplasma => translate("Mycoplasma tested"),
        Item::Endotoxin => translate("Endotoxin tested"),
        Item::Haemocompatibility => translate("Haemocompatibility tested"),
        Item::Anticoagulation => translate("Anticoagulation stated"),
        Item::CultureSupplement => translate("Culture supplement stated"),
        Item::DonorScreening => translate("Donor screening stated"),
        Item::Consort1b => translate("1b · Harms in the abstract"),
        Item::Consort2b => translate("2b · Harms among the objectives"),
        Item::Consort6a => translate("6a · Harm outcomes defined, with how and when assessed"),
        Item::Consort6c => translate("6c · How unplanned harms were found and chosen"),
        Item::Consort12a => translate("12a · Methods of comparing harms"),
        Item::Consort13a => translate("13a · People randomized, treated and analysed for harms"),
        Item::Consort14a => translate("14a · Dates of recruitment and of follow-up for harms"),
        Item::Consort16 => translate("16 · Denominators of the analyses of harms"),
        Item::Consort17a => translate("17a · Results of harms in each arm, with precision"),
        Item::Consort17a2 => translate("17a2 · Why harms are left out, and where they are found"),
        Item::Consort17b => translate("17b · Absolute and relative effects of binary harms"),
        Item::Consort17c => translate("17c · Zero events said where no harm was seen"),
        Item::Consort18 => translate("18 · Other analyses of harms"),
        Item::Consort20 => translate("20 · Limits of how harms were collected and reported"),
        Item::Consort22 => translate("22 · Benefits weighed against harms"),
        Item::Consort24 => translate("24 · Where protocol and further data on harms are"),
    }
}

/// The heading over an item, where a checklist has parts.
#[must_use]
pub fn heading(item: ItemId) -> &'static str {
    match item {
        ItemId::Own(_) => "",
        ItemId::Known(item) => match item {
            Item::AdverseEventPlan
            | Item::AskedFor
            | Item::StoppedForSafety
            | Item::StoppedOtherwise => translate("Harms"),
            Item::IsctDefinition
            | Item::SurfaceMarkers
            | Item::Differentiation
            | Item::PlasticAdherence
            | Item::Viability
            | Item::Potency
            | Item::Source
            | Item::Donor
            | Item::Passage
            | Item::FreshOrFrozen
            | Item::Dose => translate("The product"),
            Item::Karyotype
            | Item::Sterility
            | Item::Mycoplasma
            | Item::Endotoxin
            | Item::Haemocompatibility
            | Item::Anticoagulation
            | Item::CultureSupplement
            | Item::DonorScreening => translate("Release and handling"),
            Item::Consort1b | Item::Consort2b => translate("Abstract and introduction"),
            Item::Consort6a | Item::Consort6c | Item::Consort12a => translate("Methods"),
            Item::Consort13a
            | Item::Consort14a
            | Item::Consort16
            | Item::Consort17a
            | Item::Consort17a2
            | Item::Consort17b
            | Item::Consort17c
            | Item::Consort18 => translate("Results"),
            Item::Consort20 | Item::Consort22 | Item::Consort24 => {
                translate("Discussion and other")
            }
        },
    }
}
