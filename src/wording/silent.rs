//! What is said of the trials that do not report an outcome: who they are and why, how far off the estimate can be because of
//! them, and what it would be if their people had had the control risk.

use super::subject::trials;
use super::{Locale, Text, confidence, effects, names, number, small_study, tr, translate};
use crate::analysis::{
    BiasBound, IntervalEstimate, NotSupposed, SilentTrial, SilentTrials, Supposed, SupposedBy,
};
use crate::data::SilenceReason;

/// The head over the silent trials.
pub const SILENT: Text = Text("Silent trials");
/// Opens the list of the silent trials.
pub const REASONS: Text = Text("The silent trials, and why they are silent");
/// Opens the list as a table.
pub const AS_TABLE: Text = Text("The silent trials as a table");
/// The head over what they could change.
pub const SUPPOSITIONS: Text = Text("What the silent trials could change");
/// The head of the column of reasons, and the label of the choice.
pub const REASON: Text = Text("Reason");
/// The head of the column of remarks, and the label of the field.
pub const REMARK: Text = Text("What it rests on");
/// The head of the column of people.
pub const PEOPLE: Text = Text("People");
/// Where the people of a trial are not known.
pub const NOT_KNOWN: Text = Text("not known");
/// Where no reason was given.
pub const NOT_JUDGED: Text = Text("Not judged");
/// What the reasons follow.
pub const REASONS_FOLLOW: Text = Text(
    "The reasons follow what ORBIT distinguishes (Kirkham et al. 2010; for harms Saini et al. 2014). A trial that did not measure the outcome has no result to be missing, and counts in neither supposition.",
);
/// What the bound supposes.
pub const BOUND_LIMITS: Text = Text(
    "The bound (Copas & Jackson 2004) is the largest bias that choosing which results are known can bring about, as long as a larger trial is at least as likely to be known as a smaller one. It takes the silent trials to be of such sizes as the others, and says nothing of bias within trials.",
);
/// What the control risk in both arms supposes.
pub const SUPPOSED_LIMITS: Text = Text(
    "The control risk in both arms is a supposition for the sake of comparison: expected numbers, in fractions of people, are taken as if they had been counted. The people of a silent trial are the most that it reports in each arm for another outcome.",
);

/// The name of a reason.
#[must_use]
pub fn reason(reason: SilenceReason) -> &'static str {
    match reason {
        SilenceReason::InWordsAlone => translate("Told in words, without numbers"),
        SilenceReason::MeasuredNotTold => translate("Measured, and not told"),
        SilenceReason::ProbablyMeasured => translate("Not mentioned, probably measured"),
        SilenceReason::Unclear => translate("Not clear whether measured"),
        SilenceReason::ProbablyNotMeasured => translate("Not mentioned, probably not measured"),
        SilenceReason::NotMeasured => translate("Not measured"),
        SilenceReason::ReportedElsewhere => translate("Reported elsewhere, not entered"),
    }
}

/// The label of the choice of a reason for one trial.
#[must_use]
pub fn reason_of(trial: &str) -> String {
    tr!("{REASON}: {trial}", REASON, trial)
}

/// The label of the remark on one trial.
#[must_use]
pub fn remark_of(trial: &str) -> String {
    tr!("{REMARK}: {trial}", REMARK, trial)
}

/// The people of a silent trial, by side: "60 + 30".
#[must_use]
pub fn people(trial: &SilentTrial, locale: Locale) -> String {
    trial.people.map_or_else(
        || NOT_KNOWN.to_owned(),
        |people| {
            let side = |people| number::count(people, locale);
            format!("{} + {}", side(people.experimental), side(people.control))
        },
    )
}

/// How many trials are silent, with their people, and how many reasons were given.
#[must_use]
pub fn who(found: &SilentTrials, locale: Locale) -> String {
    let silent = found.trials.len();
    if silent == 0 {
        return translate("No trial that could report this outcome is silent about it.").to_owned();
    }
    let (does, of_them) = if silent == 1 {
        (translate("does"), translate("it"))
    } else {
        (translate("do"), translate("them"))
    };
    let known = found.trials.iter().filter_map(|trial| trial.people);
    let (with_people, people) = known.fold((0, 0_u64), |(trials, people), one| {
        (trials + 1, people.saturating_add(one.all()))
    });
    let people = match (with_people, people) {
        (0, _) => tr!("How many people were in {of_them} is not known.", of_them),
        (some, people) if some == silent => {
            let in_it = if silent == 1 {
                translate("It has")
            } else {
                translate("Together they have")
            };
            tr!("{in_it} {}.", persons(people, locale), in_it)
        }
        (some, people) => tr!(
            "Those of which people are known, {}, have {}.",
            trials(some, locale),
            persons(people, locale)
        ),
    };
    tr!(
        "{} {does} not report this outcome; {} pooled. {people} {}",
        trials(silent, locale),
        if found.pooled == 1 {
            tr!("{} is", trials(1, locale))
        } else {
            tr!("{} are", trials(found.pooled, locale))
        },
        judged(found, locale),
        does,
        people
    )
}

fn persons(people: u64, locale: Locale) -> String {
    let counted = number::count(people, locale);
    if people == 1 {
        tr!("{counted} person", counted)
    } else {
        tr!("{counted} people", counted)
    }
}

/// "Reasons: 4 given, 11 open."
fn judged(found: &SilentTrials, locale: Locale) -> String {
    let given = found.trials.iter();
    let given = given.filter(|trial| trial.silence.reason.is_some()).count();
    let count = |many: usize| number::count(many as u64, locale);
    let open = found.trials.len() - given;
    let not_measured = found.trials.len() - found.missing();
    let aside = match not_measured {
        0 => String::new(),
        1 => tr!(
            " {} did not measure it and is left aside below.",
            trials(1, locale)
        ),
        some => tr!(
            " {} did not measure it and are left aside below.",
            trials(some, locale)
        ),
    };
    tr!(
        "Reasons: {} given, {} open.{aside}",
        count(given),
        count(open),
        aside
    )
}

/// How far off the estimate can be at most; `None` where no result may be missing, or nothing is pooled.
#[must_use]
pub fn bound(found: &SilentTrials, locale: Locale) -> Option<String> {
    let (bound, mean) = (found.bound()?, found.mean?);
    let effect = |value| effects::effect(found.measure, value, locale);
    let many = if bound.missing == 1 {
        translate("the result of 1 silent trial is").to_owned()
    } else {
        tr!(
            "the results of {} silent trials are",
            number::count(bound.missing as u64, locale)
        )
    };
    Some(tr!(
        "If {many} missing because of what came out, in the worst way, the {} of {} may be biased by that: without it, between {} and {} would be expected, by {}.",
        names::measure_inside(found.measure),
        effect(mean.estimate),
        effect(bound.lowest.estimate),
        effect(bound.highest.estimate),
        small_study::model(found.model),
        many
    ))
}

/// How the supposed people are pooled.
#[must_use]
pub fn supposed_by(by: SupposedBy) -> String {
    match by {
        SupposedBy::MantelHaenszel => translate("Mantel–Haenszel, Wald interval").to_owned(),
        SupposedBy::Peto => translate("Peto, Wald interval").to_owned(),
        SupposedBy::InverseVariance(model) => small_study::model(model),
    }
}

/// What the estimate would be with the people of the silent trials at the control risk, or why that is not told.
#[must_use]
pub fn supposed(found: &SilentTrials, locale: Locale) -> String {
    let supposed = match &found.supposed {
        Ok(supposed) => supposed,
        Err(reason) => return not_supposed(*reason).to_owned(),
    };
    let measure = found.measure;
    let with = |interval: &IntervalEstimate| {
        tr!(
            "{} ({} {})",
            effects::effect(measure, interval.estimate, locale),
            confidence::short(found.level),
            effects::interval(measure, interval, locale)
        )
    };
    let unknown = match supposed.unknown {
        0 => String::new(),
        some => tr!(
            " The people of {} more are not known and not in it.",
            trials(some, locale)
        ),
    };
    tr!(
        "If the {} of {} had had the control risk of {} in both arms, the {} would be {} instead of {}, by {}.{unknown}",
        persons(supposed.people, locale),
        match supposed.trials {
            1 => translate("1 silent trial").to_owned(),
            some => tr!("{} silent trials", number::count(some as u64, locale)),
        },
        number::percent(supposed.risk, locale),
        names::measure_inside(measure),
        with(&supposed.with),
        with(&supposed.without),
        supposed_by(supposed.by),
        unknown
    )
}

fn not_supposed(reason: NotSupposed) -> &'static str {
    match reason {
        NotSupposed::NoRisk => translate(
            "What would be at the control risk is told of people with the event out of people at risk alone.",
        ),
        NotSupposed::NoControlRisk => translate(
            "The control arms give no risk to suppose: nobody in them had the event, or everybody.",
        ),
        NotSupposed::NoPeople => translate(
            "How many people were in the silent trials is not known: no other outcome tells it. Totals typed for this outcome, without events, tell it.",
        ),
        NotSupposed::NoPool => {
            translate("With the people of the silent trials there is no pooled estimate.")
        }
    }
}

/// The name of a row: the trials as they are.
pub const AS_THEY_ARE: Text = Text("Trials as they are");

/// The name of the row with the people of the silent trials at the control risk.
#[must_use]
pub fn at_control_risk(supposed: &Supposed, locale: Locale) -> String {
    tr!(
        "With {} of {} at the control risk, {}",
        persons(supposed.people, locale),
        trials(supposed.trials, locale),
        number::percent(supposed.risk, locale)
    )
}

/// The names of the two rows of a bound.
#[must_use]
pub fn bound_rows(bound: &BiasBound, locale: Locale) -> [String; 2] {
    let missing = trials(bound.missing, locale);
    [
        tr!("{missing} missing in the worst way, lowest", missing),
        tr!("{missing} missing in the worst way, highest", missing),
    ]
}
