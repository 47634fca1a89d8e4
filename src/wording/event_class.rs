//! What is said of which events an outcome counts, and by which of them outcomes are chosen.

use super::{Text, tr, translate};
use crate::data::{
    EventClass, EventSeriousness, EventStatement, Grades, HIGHEST_GRADE, Relatedness, Stated,
};

/// Names the choice among classes of events.
pub const SHOW: Text = Text("Events");
/// The choice that leaves none out.
pub const ALL: Text = Text("all");
/// The head of what outcomes count.
pub const HEAD: Text = Text("Events counted");
/// Names the choice of seriousness.
pub const SERIOUSNESS: Text = Text("Seriousness");
/// Names the choice of grades.
pub const GRADE: Text = Text("Grade");
/// Names the choice of relatedness.
pub const RELATEDNESS: Text = Text("Relatedness");
/// Names the field of the onset.
pub const ONSET: Text = Text("Onset");
/// Nothing is said of the seriousness.
pub const ANY_SERIOUSNESS: Text = Text("seriousness: any");
/// Nothing is said of the grade.
pub const ANY_GRADE: Text = Text("grade: any");
/// Nothing is said of the relatedness.
pub const ANY_RELATEDNESS: Text = Text("relatedness: any");
/// Nothing is said of the onset.
pub const ANY_ONSET: Text = Text("onset: any");

/// What a class says beside the name of its outcome: "Events: serious"; an outcome that is called "Infection, serious" says it
/// already. `None` where nothing is left to say.
#[must_use]
pub fn beside(class: &EventClass, name: &str) -> Option<String> {
    let parts: Vec<String> = class.stated_beside(name).into_iter().map(part).collect();
    (!parts.is_empty()).then(|| tr!("Events: {}", parts.join(translate(", "))))
}

/// Everything that a class says, in one line; empty where it says nothing.
#[must_use]
pub fn whole(class: &EventClass) -> String {
    let parts: Vec<String> = class.stated().into_iter().map(part).collect();
    parts.join(translate(", "))
}

/// One thing that a class says: "serious", "grade 3 or higher". Words that are on no list stand in quotation marks.
fn part(part: EventStatement<'_>) -> String {
    match part {
        EventStatement::Seriousness(Stated::Known(known)) => seriousness(*known).to_owned(),
        EventStatement::Seriousness(Stated::Worded(words)) => tr!("seriousness “{words}”", words),
        EventStatement::Grades(Stated::Known(known)) => grades(*known),
        EventStatement::Grades(Stated::Worded(words)) => tr!("grade “{words}”", words),
        EventStatement::Relatedness(Stated::Known(known)) => relatedness(*known).to_owned(),
        EventStatement::Relatedness(Stated::Worded(words)) => tr!("relatedness “{words}”", words),
        EventStatement::Onset(onset) => tr!("onset {onset}", onset),
    }
}

/// What a seriousness is called.
#[must_use]
pub fn seriousness(seriousness: EventSeriousness) -> &'static str {
    match seriousness {
        EventSeriousness::Serious => translate("serious"),
        EventSeriousness::NotSerious => translate("not serious"),
    }
}

/// What grades are called: "grade 3", "grade 3 or higher", "grade 1 to 2", "any grade".
#[must_use]
pub fn grades(grades: Grades) -> String {
    let Grades { from, to } = grades;
    if from == to {
        tr!("grade {from}", from)
    } else if from == 1 && to == HIGHEST_GRADE {
        translate("any grade").to_owned()
    } else if to == HIGHEST_GRADE {
        tr!("grade {from} or higher", from)
    } else {
        tr!("grade {from} to {to}", from, to)
    }
}

/// What a relatedness is called.
#[must_use]
pub fn relatedness(relatedness: Relatedness) -> &'static str {
    match relatedness {
        Relatedness::Related => translate("related"),
        Relatedness::ProbablyRelated => translate("probably related"),
        Relatedness::PossiblyRelated => translate("possibly related"),
        Relatedness::UnlikelyRelated => translate("unlikely related"),
        Relatedness::NotRelated => translate("not related"),
    }
}

/// A class of events by which outcomes are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventFilter {
    /// Those of this seriousness.
    Seriousness(EventSeriousness),
    /// Those of these grades.
    Grades(Grades),
    /// Those so related.
    Relatedness(Relatedness),
}

impl EventFilter {
    /// What can be chosen among outcomes of these classes, in the order of the lists.
    #[must_use]
    pub fn offered<'class>(classes: impl Iterator<Item = &'class EventClass>) -> Vec<Self> {
        let mut offered: Vec<Self> = classes
            .flat_map(|class| {
                let seriousness = class.seriousness.as_ref().and_then(Stated::known);
                let grades = class.grades.as_ref().and_then(Stated::known);
                let relatedness = class.relatedness.as_ref().and_then(Stated::known);
                [
                    seriousness.map(Self::Seriousness),
                    grades.map(Self::Grades),
                    relatedness.map(Self::Relatedness),
                ]
            })
            .flatten()
            .collect();
        offered.sort_unstable();
        offered.dedup();
        offered
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Seriousness(known) => seriousness(known).to_owned(),
            Self::Grades(known) => grades(known),
            Self::Relatedness(known) => relatedness(known).to_owned(),
        }
    }

    /// Whether an outcome that counts these events is among those chosen.
    #[must_use]
    pub fn keeps(self, class: &EventClass) -> bool {
        Self::offered(std::iter::once(class)).contains(&self)
    }
}
