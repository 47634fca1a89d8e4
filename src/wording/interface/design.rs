//! What the page says of several time points and of designs other than people randomized one by one.

use crate::data::{Design, Periods, Window};
use crate::wording::{Text, tr, translate};

/// What the choice among several time points is called.
pub const TIME_USED: Text = Text("Time point used");
/// What the rule is called by which an outcome chooses among them.
pub const TIME_RULE: Text = Text("Of several, all trials");

/// What the rule chooses, for all trials.
#[must_use]
pub fn window(window: Window) -> &'static str {
    match window {
        Window::Lasting => translate("the longest"),
        Window::Immediate => translate("the earliest"),
    }
}

/// The time point that the rule chooses: "the longest of 30 d, 6 months".
#[must_use]
pub fn time_by_rule(chosen: Window, times: &[String]) -> String {
    tr!(
        "{window} of {times}",
        window = window(chosen),
        times = times.join(translate(", "))
    )
}

/// A time point that is chosen by hand: "30 d, by hand".
#[must_use]
pub fn time_by_hand(time: &str) -> String {
    let time = if time.is_empty() {
        translate("unnamed")
    } else {
        time
    };
    tr!("{time}, by hand", time)
}

/// What the choice of a design is called.
pub const DESIGN: Text = Text("Design");
/// The designs: each person for himself, clusters, one treatment after the other.
pub const DESIGNS: [Text; 3] = [
    Text("Each person randomized"),
    Text("Clusters randomized"),
    Text("Crossover"),
];
/// What the choice of the periods of a crossover trial is called.
pub const PERIODS: Text = Text("The numbers are of");

/// The periods of a crossover trial.
#[must_use]
pub fn periods(periods: Periods) -> &'static str {
    match periods {
        Periods::First => translate("the first period alone"),
        Periods::Paired => translate("all, compared within people"),
        Periods::Together => translate("all, arms added up"),
    }
}

/// The fields about clusters: people in one, the correlation, that for the active outcome, and where it was taken from;
/// each with an example.
pub const CLUSTERS: [[Text; 2]; 4] = [
    [Text("People in a cluster, on average"), Text("29.8")],
    [Text("Intracluster correlation (ICC)"), Text("0.02")],
    [Text("ICC of this outcome alone"), Text("as the trial")],
    [Text("Source of the ICC"), Text("a similar trial, DOI")],
];
/// What the box is called for estimates of an analysis without clusters.
pub const ESTIMATES_IGNORE_CLUSTERS: Text = Text("Its estimates ignore the clusters");

/// The design of a trial in a line: "Okafor 2019: clusters randomized; design effect 1.58: 63/295 …".
#[must_use]
pub fn design_line(trial: &str, design: Option<&Design>, reduced: Option<&str>) -> String {
    let [people, clusters, crossover] = DESIGNS;
    let trial = if trial.is_empty() {
        translate("This trial")
    } else {
        trial
    };
    let said = match design {
        None => people.to_ascii_lowercase(),
        Some(Design::Crossover(of)) => {
            tr!("{}, {}", crossover.to_ascii_lowercase(), periods(*of))
        }
        Some(Design::Cluster(_)) => match reduced {
            Some(reduced) => tr!("{}; {reduced}", clusters.to_ascii_lowercase(), reduced),
            None => clusters.to_ascii_lowercase(),
        },
    };
    tr!("{DESIGN} of {trial}: {said}", DESIGN, trial, said)
}
