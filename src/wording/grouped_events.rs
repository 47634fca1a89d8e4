//! What is said of all events of a review in the three-level model of events within groups.

use super::names::outcome_inside;
use super::panel::NO_GROUP;
use super::{Locale, Text, confidence, number, tr, translate};
use crate::analysis::{
    EventInGroup, EventMixture, EventPosterior, GroupedEvents, NoPosterior, NotAnEvent,
};
use crate::safety::event_mixture::{LARGEST_R_HAT, LEAST_EFFECTIVE, MOST_EVENTS, MOST_TABLES};

/// The head over it.
pub const TITLE: Text = Text("Events within groups");
/// What it is, before it is computed.
pub const WHAT: Text = Text(
    "Each adverse event borrows from the others of its group of the panel, and may have no difference at all: a three-level mixture model (Berry and Berry 2004, Biometrics 60:418) gives the probability of more events with the treatment for every outcome at once. It is simulated, which takes seconds or, in large reviews, a minute or more.",
);
/// Begins it.
pub const COMPUTE: Text = Text("Compute the probabilities");
/// While the worker is at it.
pub const COMPUTING: Text = Text("Simulating…");
/// Ends it.
pub const STOP: Text = Text("Stop");
/// What is said once it was stopped.
pub const STOPPED: Text = Text("Stopped.");
/// What is said where the data have changed since.
pub const STALE: Text =
    Text("The data or settings have changed: what stands below is of the numbers before.");
/// Begins it anew.
pub const AGAIN: Text = Text("Compute again");
/// What the file of the table is called beside the title of the review.
pub const FILE: &str = "events within groups";
/// The heads of the table.
pub const EVENT: Text = Text("Event");
/// The head of the groups.
pub const GROUP: Text = Text("Group");
/// The head of the odds ratios of each event's own numbers.
pub const OWN: Text = Text("OR by itself");
/// The head of the odds ratios in the model.
pub const SHRUNKEN: Text = Text("OR in the model");
/// The head of the probabilities of no difference.
pub const OF_NONE: Text = Text("No difference");
/// The head of what the chains are worth.
pub const CHAINS: Text = Text("Chains");
/// What stands where the chains have not settled.
pub const NOT_SETTLED: Text = Text("not settled");
/// What stands where an event has no odds ratio of its own.
pub const NO_OWN: Text = Text("not estimable");

/// From this probability on an event is named in the sentence.
const NAMED_FROM: f64 = 0.95;
/// So many events are named at most.
const MOST_NAMED: usize = 5;

/// What the table shows.
#[must_use]
pub fn caption(experimental: &str) -> String {
    tr!(
        "{TITLE}: the probability of more, no and fewer events with {experimental}, and odds ratios (OR)",
        TITLE,
        experimental
    )
}

/// "More with MSC", the head of the probabilities of harm.
#[must_use]
pub fn of_more(experimental: &str) -> String {
    tr!("More with {experimental}", experimental)
}

/// "Fewer with MSC".
#[must_use]
pub fn of_fewer(experimental: &str) -> String {
    tr!("Fewer with {experimental}", experimental)
}

/// The name of a group.
#[must_use]
pub fn group<'a>(asked: &'a GroupedEvents, event: &EventInGroup) -> &'a str {
    let name = asked.groups.get(event.event.group);
    name.map(String::as_str)
        .filter(|name| !name.is_empty())
        .unwrap_or(NO_GROUP.text())
}

/// What the chains of an event are worth: "agree", or why they are not enough.
#[must_use]
pub fn chains(found: &EventPosterior, locale: Locale) -> String {
    if found.converged() {
        return translate("agree").to_owned();
    }
    let r_hat = match found.r_hat {
        Some(r_hat) if r_hat <= LARGEST_R_HAT => None,
        // Up, so that what is above the limit never reads as the limit.
        Some(r_hat) => Some(number::fixed((r_hat * 1_000.0).ceil() / 1_000.0, 3, locale)),
        None => Some(number::fixed(f64::INFINITY, 0, locale)),
    };
    let effective = (found.effective < LEAST_EFFECTIVE)
        .then(|| number::fixed(found.effective.floor(), 0, locale));
    let parts = [
        r_hat.map(|r_hat| tr!("R̂ {r_hat}", r_hat)),
        effective.map(|effective| tr!("{effective} effective draws", effective)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    tr!(
        "{NOT_SETTLED}: {}",
        parts.join(translate(", ")),
        NOT_SETTLED
    )
}

/// Why there is no posterior.
#[must_use]
pub fn no_posterior(why: NoPosterior, locale: Locale) -> String {
    match why {
        NoPosterior::NoEvents => translate("Not available: no outcome counts people with an adverse event that anybody had in trials with two arms.").to_owned(),
        NoPosterior::TooMany => tr!(
            "Not available: it takes at most {} events and {} entries of trials, and these are more.",
            number::count(MOST_EVENTS as u64, locale),
            number::count(MOST_TABLES as u64, locale)
        ),
    }
}

/// The sentence: which events are probably more frequent in the experimental arms, how exactly that is simulated, and which are
/// not settled.
#[must_use]
pub fn sentence(asked: &GroupedEvents, found: &EventMixture, locale: Locale) -> String {
    let experimental = experimental(asked);
    let mut settled: Vec<(&str, &EventPosterior)> = asked
        .events
        .iter()
        .zip(&found.events)
        .filter(|(_, found)| found.converged())
        .map(|(event, found)| (event.name.as_str(), found))
        .collect();
    settled.sort_by(|(_, one), (_, other)| other.more.total_cmp(&one.more));
    let mut said = vec![standing(&settled, experimental, locale)];
    if !settled.is_empty() {
        let error = settled.iter().flat_map(|(_, found)| found.errors);
        let error = error.fold(0.0, f64::max);
        said.push(tr!(
            "Under the model and its prior; simulation leaves an error of up to {} percentage points.",
            // Twice the standard error, upwards.
            number::fixed((200.0 * error).ceil().max(1.0), 0, locale)
        ));
    }
    match found.events.len() - settled.len() {
        0 => {}
        1 => said.push(translate("1 event is not settled, and nothing is said of it.").to_owned()),
        more => said.push(tr!(
            "{} events are not settled, and nothing is said of them.",
            number::count(more as u64, locale)
        )),
    }
    said.join(" ")
}

/// Which of the settled events, the most probable first, are probably more frequent.
fn standing(settled: &[(&str, &EventPosterior)], experimental: &str, locale: Locale) -> String {
    let told = |(name, found): &(&str, &EventPosterior)| {
        tr!(
            "{} ({})",
            outcome_inside(name),
            number::simulated(found.more, locale)
        )
    };
    let Some(highest) = settled.first() else {
        return translate(
            "The simulated chains do not agree on any event, so that no probability is given.",
        )
        .to_owned();
    };
    let above: Vec<String> = settled
        .iter()
        .filter(|(_, found)| found.more >= NAMED_FROM)
        .map(told)
        .collect();
    let of = match settled.len() {
        1 => translate("The 1 event").to_owned(),
        more => tr!("Of {} events", number::count(more as u64, locale)),
    };
    let least = number::simulated(NAMED_FROM, locale);
    match (settled.len(), above.len()) {
        (1, 0) => tr!(
            "The one event, {}, is more frequent with {experimental} with a probability below {least}. That does not rule a harm out.",
            told(highest),
            experimental,
            least
        ),
        (1, _) => tr!(
            "The one event is more frequent with {experimental} with a probability of at least {least}: {}.",
            above.join(translate(", ")),
            experimental,
            least
        ),
        (_, 0) => tr!(
            "{of} none is more frequent with {experimental} with a probability of {least} or more; the highest is that of {}. That does not rule a harm out.",
            told(highest),
            of,
            experimental,
            least
        ),
        (_, many) => {
            let verb = if many == 1 {
                translate("is")
            } else {
                translate("are")
            };
            let mut names: Vec<String> = above.into_iter().take(MOST_NAMED).collect();
            if many > MOST_NAMED {
                names.push(tr!(
                    "and {} more",
                    number::count((many - MOST_NAMED) as u64, locale)
                ));
            }
            let others = if many < settled.len() {
                translate(" That the others are less probable does not rule a harm out.")
            } else {
                ""
            };
            tr!(
                "{of} {} {verb} more frequent with {experimental} with a probability of {least} or more: {}.{others}",
                number::count(many as u64, locale),
                names.join(translate(", ")),
                of,
                verb,
                experimental,
                least,
                others
            )
        }
    }
}

/// What stands beneath the table: what is supposed, the prior, how it was drawn, and what does not enter.
#[must_use]
pub fn notes(asked: &GroupedEvents, found: &EventMixture, locale: Locale) -> Vec<String> {
    let count = |value: usize| number::count(value as u64, locale);
    let mut notes = vec![
        tr!(
            "By itself: Mantel and Haenszel’s odds ratio of the event’s own numbers, {}. In the model: median and {} of the posterior; where one of them is exactly {}, that is the probability of no difference. Percentages are rounded down.",
            confidence::interval(asked.level),
            confidence::credible(asked.level),
            number::ratio(1.0, locale)
        ),
        translate("Every trial has its own risk of every event, so that arms are compared within trials. The model supposes that an event has one odds ratio in all trials, that the events of a group are alike, and that they are independent; events of the same people, and events that contain each other, such as serious ones among all, lend each other more than they should. Risks with control are taken to be alike within a group, and those with treatment to follow from them: with few events the comparison turned round would give other probabilities.").to_owned(),
        translate("Prior, of Berry and Berry 2004: each event has no difference with a probability that its group shares, Beta(α, β) with α and β exponential above 1, on average a half; otherwise its log odds ratio is normal about the mean of its group. Means of groups are normal about a mean that is N(0, 10); all variances are inverse gamma (3, 1). Before the data, more and fewer events are equally probable.").to_owned(),
        tr!(
            "{} chains of {} draws from a fixed seed. An event is settled where R̂ is at most {} and the effective draws are at least {}.",
            count(found.chains),
            count(found.draws),
            number::fixed(LARGEST_R_HAT, 2, locale),
            number::fixed(LEAST_EFFECTIVE, 0, locale)
        ),
    ];
    if asked.groups.len() == 1 {
        notes.push(
            translate("All events stand in one group: groups are stated in the panel.").to_owned(),
        );
    }
    notes.extend(left_out(asked));
    notes
}

/// Which outcomes do not enter, and why.
#[must_use]
pub fn left_out(asked: &GroupedEvents) -> Option<String> {
    let told = asked
        .left_out
        .iter()
        .map(|(name, why)| tr!("{} ({})", outcome_inside(name), not_an_event(*why)));
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| tr!("Not among them: {}.", told.join(translate("; "))))
}

fn not_an_event(why: NotAnEvent) -> &'static str {
    match why {
        NotAnEvent::NotCounts => translate("does not count people in two arms"),
        NotAnEvent::MoreIsBetter => translate("more of it is better"),
        NotAnEvent::NoEvents => translate("nobody had it"),
    }
}

/// The head of a column with its limits beneath: "OR by itself (95% CI)".
#[must_use]
pub fn own_head(asked: &GroupedEvents) -> String {
    tr!("{OWN} ({})", confidence::short(asked.level), OWN)
}

/// `OR in the model (95% CrI)`.
#[must_use]
pub fn shrunken_head(asked: &GroupedEvents) -> String {
    tr!(
        "{SHRUNKEN} ({})",
        confidence::Limits::Credible.short(asked.level),
        SHRUNKEN
    )
}

/// What the experimental arms received, within a sentence.
#[must_use]
pub fn experimental(asked: &GroupedEvents) -> &str {
    match asked.experimental.as_str() {
        "" => translate("the treatment"),
        label => label,
    }
}

#[cfg(test)]
mod tests {
    use super::{EventMixture, GroupedEvents, chains, left_out, notes, sentence};
    use crate::analysis::{EventInGroup, EventPosterior, NotAnEvent};
    use crate::data::{ConfidenceLevel, OutcomeId};
    use crate::safety::event_mixture::GroupedEvent;
    use crate::wording::Locale;

    const POINT: Locale = Locale::DecimalPoint;

    fn posterior(more: f64) -> EventPosterior {
        EventPosterior {
            more,
            none: (1.0 - more) / 2.0,
            errors: [0.004, 0.008],
            median: 0.1,
            limits: [0.0, 0.4],
            mean: 0.1,
            r_hat: Some(1.001),
            effective: 2_000.0,
        }
    }

    fn unsettled() -> EventPosterior {
        EventPosterior {
            r_hat: Some(1.010_01),
            effective: 399.9,
            ..posterior(0.99)
        }
    }

    fn said(found: &[EventPosterior]) -> String {
        let (asked, found) = of(found);
        sentence(&asked, &found, POINT)
    }

    fn of(found: &[EventPosterior]) -> (GroupedEvents, EventMixture) {
        let names = [
            "Fever", "Rash", "Death", "Cough", "Nausea", "Pain", "Chills",
        ];
        let mut asked = GroupedEvents {
            experimental: "MSC".to_owned(),
            groups: vec![String::new()],
            events: Vec::new(),
            left_out: Vec::new(),
            level: ConfidenceLevel::default(),
        };
        for ((number, name), _) in (0..).zip(names).zip(found) {
            let id = OutcomeId(number);
            asked.events.push(EventInGroup {
                outcome: id,
                name: name.to_owned(),
                event: GroupedEvent {
                    group: 0,
                    tables: Vec::new(),
                },
            });
        }
        let found = EventMixture {
            events: found.to_vec(),
            chains: 4,
            draws: 5_000,
        };
        (asked, found)
    }

    #[test]
    fn the_sentence_names_what_is_probable_and_never_rules_out_the_rest() {
        let two = said(&[posterior(0.7), posterior(0.951)]);
        assert!(
            two.starts_with("Of 2 events 1 is more frequent with MSC with a probability of 95% or more: rash (95%). That the others are less probable does not rule a harm out."),
            "{two}"
        );
        assert!(
            two.contains("an error of up to 2 percentage points"),
            "{two}"
        );
        let none = said(&[posterior(0.3), posterior(0.1)]);
        assert!(none.contains("none is more frequent"), "{none}");
        assert!(
            none.contains("fever (30%). That does not rule a harm out."),
            "{none}"
        );
        let one = said(&[posterior(0.2)]);
        assert!(one.starts_with("The one event, fever (20%), is more frequent with MSC with a probability below 95%."), "{one}");
        let probable = said(&[posterior(0.999)]);
        assert!(probable.starts_with("The one event is more frequent with MSC with a probability of at least 95%: fever (>99%)."), "{probable}");
        let many = said(&[posterior(0.97); 7]);
        assert!(many.contains("Of 7 events 7 are more frequent"), "{many}");
        assert!(many.contains("and 2 more."), "{many}");
        assert!(!many.contains("others"), "{many}");
    }

    #[test]
    fn nothing_is_said_of_an_event_whose_chains_do_not_agree() {
        let one = said(&[unsettled(), posterior(0.3)]);
        assert!(!one.contains("fever"), "{one}");
        assert!(
            one.ends_with("1 event is not settled, and nothing is said of it."),
            "{one}"
        );
        let none = said(&[unsettled()]);
        assert!(
            none.starts_with("The simulated chains do not agree on any event"),
            "{none}"
        );
        assert!(!none.contains("percentage points"), "{none}");
        assert_eq!(
            chains(&unsettled(), POINT),
            "not settled: R̂ 1.011, 399 effective draws"
        );
        assert_eq!(chains(&posterior(0.2), POINT), "agree");
    }

    #[test]
    fn what_does_not_enter_is_told_with_the_reason() {
        let (mut asked, found) = of(&[posterior(0.3), posterior(0.4)]);
        assert_eq!(left_out(&asked), None);
        asked.left_out = vec![
            ("Fever".to_owned(), NotAnEvent::NotCounts),
            ("Rash".to_owned(), NotAnEvent::NoEvents),
        ];
        assert!(
            notes(&asked, &found, POINT).contains(
                &"Not among them: fever (does not count people in two arms); rash (nobody had it)."
                    .to_owned()
            )
        );
    }
}
