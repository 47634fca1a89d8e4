//! What is said of rates that are adjusted for follow-up.

use super::effects::Written;
use super::sentences::NOT_CONVERGED;
use super::subject::{Subject, trials};
use super::{Locale, Text, confidence, number, tr, translate, undefined};
use crate::analysis::{FollowUpRates, HazardRatio, IntervalEstimate};
use crate::data::Measure;

/// What the section is called.
pub const TITLE: Text = Text("Rates adjusted for follow-up");
/// What it does, and what it cannot see.
pub const HINT: Text = Text(
    "Each risk is taken to come from a hazard that is the same from the start to the end of the follow-up, and both arms of a trial to be followed equally long (complementary log-log of the risk; Dias et al. 2013, Medical Decision Making 33:607). When events came, and who was lost, is not looked at. The main result does not use it; where trials report person-time or hazard ratios, use those. Trials without an event, or with nothing else, say nothing about the ratio.",
);
/// Said of an outcome that does not count people.
pub const NONE: Text =
    Text("Not available: it is made from people with the event and people in either arm.");
/// Opens the table.
pub const AS_TABLE: Text = Text("As a table");
/// What the file of the table is called beside the title of the review.
pub const FILE: &str = "rates adjusted for follow-up";
/// The head of the follow-up.
pub const FOLLOW_UP: Text = Text("Follow-up, days");
/// The head of the people with the event.
pub const EVENTS: Text = Text("Events / people");
/// The head of rates.
pub const RATE: Text = Text("Per 100 person-years");
/// The head of hazard ratios.
pub const RATIO: Text = Text("Hazard ratio");
/// The line of ratios that differ between trials.
pub const RANDOM_LINE: Text = Text("All trials, hazard ratios that differ");
/// The line of one ratio.
pub const COMMON_LINE: Text = Text("All trials, one hazard ratio");

/// Rates are read per so many person-years.
pub const PERSON_YEARS: f64 = 100.0;

/// A log hazard ratio as it is written.
fn ratio(interval: &IntervalEstimate, locale: Locale) -> [String; 3] {
    let written = Written::of(Measure::GenericRatio, interval, locale);
    let [lower, upper] = written.pair(interval.lower, interval.upper);
    [written.effect(interval.estimate), lower, upper]
}

/// A rate per person-year, as it is read per 100 person-years.
#[must_use]
pub fn rate(per_person_year: f64, locale: Locale) -> String {
    number::significant(per_person_year * PERSON_YEARS, locale)
}

/// A follow-up in days.
#[must_use]
pub fn days(days: f64, locale: Locale) -> String {
    number::fixed(days, usize::from(days < 10.0), locale)
}

/// The hazard ratio, and what it comes to at the rate of the control arms.
#[must_use]
pub fn sentence(found: &FollowUpRates, subject: &Subject<'_>) -> String {
    let mut said = vec![pooled(found, subject), rates(found, subject)];
    said.extend(differences(found, subject.locale));
    said.join(" ")
}

fn pooled(found: &FollowUpRates, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    let HazardRatio {
        interval,
        tau_squared,
        converged,
    } = match found.ratio {
        Ok(ratio) => ratio,
        Err(why) => return undefined::sentence(why, subject),
    };
    let [estimate, lower, upper] = ratio(&interval, locale);
    let which = if found.informative == 1 {
        translate("the only trial that says something about it").to_owned()
    } else {
        tr!(
            "{} that say something about it (random effects, τ² {})",
            trials(found.informative, locale),
            number::tau_squared(tau_squared, locale)
        )
    };
    let doubt = if converged {
        String::new()
    } else {
        format!(" {NOT_CONVERGED}")
    };
    tr!(
        "Approximate: the hazard ratio is {estimate} ({} {lower} to {upper}) in {which}.{doubt}",
        confidence::interval(found.level),
        estimate,
        lower,
        upper,
        which,
        doubt
    )
}

/// The control arms' rate, and what the ratio makes of it; that the follow-up is not known, where it is not.
fn rates(found: &FollowUpRates, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    let known = match found.followed {
        0 => {
            return translate("How long people were followed is not known in any trial, so that there are no rates: a time point at the outcome, or a column on follow-up, gives them.")
                .to_owned();
        }
        1 => translate("the only trial whose follow-up is known").to_owned(),
        many => tr!("the {} whose follow-up is known", trials(many, locale)),
    };
    let Some(control) = found.control_rate else {
        return tr!(
            "In {known}, {} had no rate: nobody had the event, or everybody.",
            subject.control,
            known
        );
    };
    let control = tr!(
        "In {known}, {} had about {} people with a first event per 100 person-years",
        subject.control,
        rate(control, locale),
        known
    );
    match found.experimental_rate() {
        None => tr!("{control}.", control),
        Some([at, lower, upper]) => tr!(
            "{control}; taking that rate as known, the ratio makes it {} ({} to {}) with {}.",
            rate(at, locale),
            rate(lower, locale),
            rate(upper, locale),
            subject.experimental,
            control
        ),
    }
}

/// Over how long trials followed people, where that differs: the reason to adjust for it.
fn differences(found: &FollowUpRates, locale: Locale) -> Option<String> {
    let followed = found.trials.iter().filter_map(|trial| trial.days);
    let shortest = followed.clone().reduce(f64::min)?;
    let longest = followed.reduce(f64::max)?;
    (longest > shortest).then(|| {
        tr!(
            "Follow-up went from {} to {} days.",
            days(shortest, locale),
            days(longest, locale)
        )
    })
}
