//! Names of checklists, their items and the answers.

use crate::data::{Checklist, Checklists, Item, ItemAnswer, ItemId};

/// What a checklist is called.
#[must_use]
pub const fn checklist(checklist: Checklist) -> &'static str {
    match checklist {
        Checklist::Harms => "Watching for harms",
        Checklist::Product => "Mesenchymal stromal cells",
        Checklist::ConsortHarms => "CONSORT Harms 2022",
        Checklist::Own => "Items of your own",
    }
}

/// What it is, and where it comes from.
#[must_use]
pub const fn about(checklist: Checklist) -> &'static str {
    match checklist {
        Checklist::Harms => {
            "How each trial watched for adverse events, and whether it was stopped."
        }
        Checklist::Product => {
            "What each trial says of its cells: who they are, how they were made and how they were tested."
        }
        Checklist::ConsortHarms => {
            "What a report of a trial is to say of harms: items numbered as in CONSORT Harms 2022, in our words; its own text decides (Junqueira 2023, BMJ 381:e073725)."
        }
        Checklist::Own => "Whatever else you want to know of each trial.",
    }
}

/// What an answer is called.
#[must_use]
pub const fn answer(answer: ItemAnswer) -> &'static str {
    match answer {
        ItemAnswer::Yes => "Yes",
        ItemAnswer::No => "No",
        ItemAnswer::NotStated => "Not stated",
        ItemAnswer::NotApplicable => "Not applicable",
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
                || String::from("An item that was removed"),
                |own| own.name.clone(),
            )
        }
    }
}

const fn known(item: Item) -> &'static str {
    match item {
        Item::AdverseEventPlan => "Plan for adverse events stated beforehand",
        Item::AskedFor => "Events asked for, not only volunteered",
        Item::StoppedForSafety => "Stopped early for safety",
        Item::StoppedOtherwise => "Stopped early for another reason",
        Item::IsctDefinition => "ISCT definition fully met",
        Item::SurfaceMarkers => "Surface markers given",
        Item::Differentiation => "Trilineage differentiation shown",
        Item::PlasticAdherence => "Adherence to plastic shown",
        Item::Viability => "Viability given",
        Item::Potency => "Potency or another functional assay",
        Item::Source => "Tissue of origin stated",
        Item::Donor => "Own or donor cells stated",
        Item::Passage => "Passage stated",
        Item::FreshOrFrozen => "Fresh or thawed stated",
        Item::Dose => "Dose stated",
        Item::Karyotype => "Karyotype examined",
        Item::Sterility => "Sterility tested",
        Item::Mycoplasma => "Mycoplasma tested",
        Item::Endotoxin => "Endotoxin tested",
        Item::Haemocompatibility => "Haemocompatibility tested",
        Item::Anticoagulation => "Anticoagulation stated",
        Item::CultureSupplement => "Culture supplement stated",
        Item::DonorScreening => "Donor screening stated",
        Item::Consort1b => "1b · Harms in the abstract",
        Item::Consort2b => "2b · Harms among the objectives",
        Item::Consort6a => "6a · Harm outcomes defined, with how and when assessed",
        Item::Consort6c => "6c · How unplanned harms were found and chosen",
        Item::Consort12a => "12a · Methods of comparing harms",
        Item::Consort13a => "13a · People randomized, treated and analysed for harms",
        Item::Consort14a => "14a · Dates of recruitment and of follow-up for harms",
        Item::Consort16 => "16 · Denominators of the analyses of harms",
        Item::Consort17a => "17a · Results of harms in each arm, with precision",
        Item::Consort17a2 => "17a2 · Why harms are left out, and where they are found",
        Item::Consort17b => "17b · Absolute and relative effects of binary harms",
        Item::Consort17c => "17c · Zero events said where no harm was seen",
        Item::Consort18 => "18 · Other analyses of harms",
        Item::Consort20 => "20 · Limits of how harms were collected and reported",
        Item::Consort22 => "22 · Benefits weighed against harms",
        Item::Consort24 => "24 · Where protocol and further data on harms are",
    }
}

/// The heading over an item, where a checklist has parts.
#[must_use]
pub const fn heading(item: ItemId) -> &'static str {
    match item {
        ItemId::Own(_) => "",
        ItemId::Known(item) => match item {
            Item::AdverseEventPlan
            | Item::AskedFor
            | Item::StoppedForSafety
            | Item::StoppedOtherwise => "Harms",
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
            | Item::Dose => "The product",
            Item::Karyotype
            | Item::Sterility
            | Item::Mycoplasma
            | Item::Endotoxin
            | Item::Haemocompatibility
            | Item::Anticoagulation
            | Item::CultureSupplement
            | Item::DonorScreening => "Release and handling",
            Item::Consort1b | Item::Consort2b => "Abstract and introduction",
            Item::Consort6a | Item::Consort6c | Item::Consort12a => "Methods",
            Item::Consort13a
            | Item::Consort14a
            | Item::Consort16
            | Item::Consort17a
            | Item::Consort17a2
            | Item::Consort17b
            | Item::Consort17c
            | Item::Consort18 => "Results",
            Item::Consort20 | Item::Consort22 | Item::Consort24 => "Discussion and other",
        },
    }
}
