//! Checklists: what each trial says of its harms and of its product, item by item, as reviewers answered it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::TrialId;

/// The answers of a review to all checklists, its own items, and what earlier reviews found of the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checklists {
    /// Items that the reviewers added, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<OwnItem>,
    /// The answers, by trial and item. A trial or item that is absent was not read yet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub trials: BTreeMap<TrialId, BTreeMap<ItemId, AnsweredItem>>,
    /// What earlier reviews found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierShare>,
}

/// An item that the reviewers added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnItem {
    /// Its number for the life of the review.
    pub number: u32,
    /// What is asked.
    pub name: String,
}

/// What was answered to an item about a trial.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredItem {
    /// The answer; `None` where only something was remarked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<ItemAnswer>,
    /// A remark: what was stated, and where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

/// An answer to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemAnswer {
    /// The trial meets the item.
    Yes,
    /// It says that it does not.
    No,
    /// It says nothing of it, which counts as not met.
    NotStated,
    /// The item does not arise: the trial is not counted.
    NotApplicable,
}

impl ItemAnswer {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Yes, Self::No, Self::NotStated, Self::NotApplicable];
}

/// How many trials of an earlier review met an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EarlierShare {
    /// What the review is called, such as "Thompson 2020".
    pub review: String,
    /// The item.
    pub item: ItemId,
    /// Trials that met it.
    pub met: u32,
    /// Trials of the review, one at least.
    pub of: u32,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A checklist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checklist {
    /// How harms were watched for.
    #[default]
    Harms,
    /// What the cells of the product are and how they were made and tested.
    Product,
    /// What CONSORT Harms 2022 asks of a report (Junqueira and colleagues 2023, BMJ 381:e073725).
    ConsortHarms,
    /// Items of the reviewers' own.
    Own,
}

impl Checklist {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Harms, Self::Product, Self::ConsortHarms, Self::Own];
}

macro_rules! items {
    ($($(#[$meta:meta])* $variant:ident = $name:literal in $list:ident,)*) => {
        /// An item of one of the checklists that are built in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Item {
            $($(#[$meta])* $variant,)*
        }

        impl Item {
            /// All of them, checklist by checklist.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// What it is called in documents.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The checklist that it stands on.
            #[must_use]
            pub const fn checklist(self) -> Checklist {
                match self {
                    $(Self::$variant => Checklist::$list,)*
                }
            }
        }
    };
}

items! {
    /// Adverse events were to be watched for by a plan that was made beforehand.
    AdverseEventPlan = "adverse_event_plan" in Harms,
    /// They were asked for or looked for, not only noted when somebody volunteered them.
    AskedFor = "asked_for" in Harms,
    /// The trial was stopped early for safety.
    StoppedForSafety = "stopped_for_safety" in Harms,
    /// The trial was stopped early for another reason.
    StoppedOtherwise = "stopped_otherwise" in Harms,
    /// The definition of the International Society for Cell and Gene Therapy is met in full (Dominici 2006).
    IsctDefinition = "isct_definition" in Product,
    /// Surface markers are given.
    SurfaceMarkers = "surface_markers" in Product,
    /// Differentiation into three lineages was shown.
    Differentiation = "differentiation" in Product,
    /// Adherence to plastic was shown.
    PlasticAdherence = "plastic_adherence" in Product,
    /// Viability is given.
    Viability = "viability" in Product,
    /// Potency, or another assay of function, is given.
    Potency = "potency" in Product,
    /// The tissue of origin is stated.
    Source = "source" in Product,
    /// Whether the cells are the patient's own or a donor's is stated.
    Donor = "donor" in Product,
    /// The passage is stated.
    Passage = "passage" in Product,
    /// Whether cells were given fresh or thawed is stated.
    FreshOrFrozen = "fresh_or_frozen" in Product,
    /// The dose is stated.
    Dose = "dose" in Product,
    /// The karyotype was looked at.
    Karyotype = "karyotype" in Product,
    /// Sterility was tested.
    Sterility = "sterility" in Product,
    /// Mycoplasma was tested for.
    Mycoplasma = "mycoplasma" in Product,
    /// Endotoxin was tested for.
    Endotoxin = "endotoxin" in Product,
    /// What the cells do in blood was tested (tissue factor, clotting).
    Haemocompatibility = "haemocompatibility" in Product,
    /// Whether anticoagulants were given is stated.
    Anticoagulation = "anticoagulation" in Product,
    /// The supplement of the culture medium is stated.
    CultureSupplement = "culture_supplement" in Product,
    /// Donors were screened.
    DonorScreening = "donor_screening" in Product,
    /// 1b.
    Consort1b = "consort_1b" in ConsortHarms,
    /// 2b.
    Consort2b = "consort_2b" in ConsortHarms,
    /// 6a.
    Consort6a = "consort_6a" in ConsortHarms,
    /// 6c.
    Consort6c = "consort_6c" in ConsortHarms,
    /// 12a.
    Consort12a = "consort_12a" in ConsortHarms,
    /// 13a.
    Consort13a = "consort_13a" in ConsortHarms,
    /// 14a.
    Consort14a = "consort_14a" in ConsortHarms,
    /// 16.
    Consort16 = "consort_16" in ConsortHarms,
    /// 17a.
    Consort17a = "consort_17a" in ConsortHarms,
    /// 17a2.
    Consort17a2 = "consort_17a2" in ConsortHarms,
    /// 17b.
    Consort17b = "consort_17b" in ConsortHarms,
    /// 17c.
    Consort17c = "consort_17c" in ConsortHarms,
    /// 18.
    Consort18 = "consort_18" in ConsortHarms,
    /// 20.
    Consort20 = "consort_20" in ConsortHarms,
    /// 22.
    Consort22 = "consort_22" in ConsortHarms,
    /// 24.
    Consort24 = "consort_24" in ConsortHarms,
}

/// An item of any checklist, as documents name it: by its name, or `own_12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum ItemId {
    /// One that is built in.
    Known(Item),
    /// One of the reviewers' own, by its number.
    Own(u32),
}

/// What precedes the number of an item of the reviewers' own in documents.
const OWN: &str = "own_";

impl From<ItemId> for String {
    fn from(id: ItemId) -> Self {
        match id {
            ItemId::Known(item) => item.name().to_owned(),
            ItemId::Own(number) => format!("{OWN}{number}"),
        }
    }
}

impl TryFrom<String> for ItemId {
    type Error = String;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let known = Item::ALL.iter().find(|item| item.name() == name);
        let own = || name.strip_prefix(OWN)?.parse().ok();
        known
            .map(|item| Self::Known(*item))
            .or_else(|| own().map(Self::Own))
            .ok_or_else(|| String::from("the name of a checklist item is expected"))
    }
}

impl Checklists {
    /// The items of a checklist, in their order.
    #[must_use]
    pub fn items(&self, checklist: Checklist) -> Vec<ItemId> {
        match checklist {
            Checklist::Own => self
                .own
                .iter()
                .map(|item| ItemId::Own(item.number))
                .collect(),
            Checklist::Harms | Checklist::Product | Checklist::ConsortHarms => Item::ALL
                .iter()
                .filter(|item| item.checklist() == checklist)
                .map(|item| ItemId::Known(*item))
                .collect(),
        }
    }

    /// Whether the review has an item.
    #[must_use]
    pub fn has(&self, item: ItemId) -> bool {
        match item {
            ItemId::Known(_) => true,
            ItemId::Own(number) => self.own.iter().any(|own| own.number == number),
        }
    }

    /// What was answered about a trial; `None` where it was not read yet and nothing was remarked.
    #[must_use]
    pub fn answered(&self, trial: TrialId, item: ItemId) -> Option<&AnsweredItem> {
        self.trials.get(&trial)?.get(&item)
    }

    /// What earlier reviews found of an item, in their order.
    pub fn earlier_of(&self, item: ItemId) -> impl Iterator<Item = &EarlierShare> {
        self.earlier.iter().filter(move |share| share.item == item)
    }
}

/// What earlier reviews of mesenchymal stromal cells found, as they print it: how many trials stated beforehand how they
/// would watch for adverse events (Thompson 2020, `EClinicalMedicine` 19:100249, table 3, with Lalu 2012 beside it), stopped early
/// for safety (its abstract), and said what their cells were (Kirkham 2022, Stem Cells Translational
/// Medicine 11:675, in COVID-19, PMC9299509, table 2; Wilson 2021, Stem
/// Cell Research & Therapy 12, PMC8220718).
#[must_use]
pub fn published_shares() -> Vec<EarlierShare> {
    let share = |review: &str, item, met, of, source: &str| EarlierShare {
        review: review.to_owned(),
        item: ItemId::Known(item),
        met,
        of,
        source: source.to_owned(),
    };
    let (thompson, kirkham, wilson) = ("Thompson 2020", "Kirkham 2022", "Wilson 2021");
    let (table_3, table_2) = ("PMC6970160, table 3", "PMC9299509, table 2");
    vec![
        share(thompson, Item::AdverseEventPlan, 43, 55, table_3),
        share("Lalu 2012", Item::AdverseEventPlan, 3, 8, table_3),
        share(
            thompson,
            Item::StoppedForSafety,
            0,
            55,
            "PubMed 31989101, abstract",
        ),
        share(
            kirkham,
            Item::IsctDefinition,
            2,
            11,
            "PMC9299509, table 2; its definition also asks for viability",
        ),
        share(kirkham, Item::SurfaceMarkers, 8, 11, table_2),
        share(kirkham, Item::Differentiation, 5, 11, table_2),
        share(kirkham, Item::PlasticAdherence, 3, 11, table_2),
        share(kirkham, Item::Viability, 6, 11, table_2),
        share(wilson, Item::Potency, 7, 84, "PMC8220718, abstract"),
    ]
}
