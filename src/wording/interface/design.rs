//! What the page says of several time points and of designs other than people randomized one by one.

use crate::data::{Design, Periods, Window};

/// What the choice among several time points is called.
pub const TIME_USED: &str = "Time point used";
/// What the rule is called by which an outcome chooses among them.
pub const TIME_RULE: &str = "Of several, all trials";

/// What the rule chooses, for all trials.
#[must_use]
pub fn window(window: Window) -> &'static str {
    match window {
        Window::Lasting => "the longest",
        Window::Immediate => "the earliest",
    }
}

/// The time point that the rule chooses: "the longest of 30 d, 6 months".
#[must_use]
pub fn time_by_rule(chosen: Window, times: &[String]) -> String {
    format!("{} of {}", window(chosen), times.join(", "))
}

/// A time point that is chosen by hand: "30 d, by hand".
#[must_use]
pub fn time_by_hand(time: &str) -> String {
    let time = if time.is_empty() { "unnamed" } else { time };
    format!("{time}, by hand")
}

/// What the choice of a design is called.
pub const DESIGN: &str = "Design";
/// The designs: each person for himself, clusters, one treatment after the other.
pub const DESIGNS: [&str; 3] = ["Each person randomized", "Clusters randomized", "Crossover"];
/// What the choice of the periods of a crossover trial is called.
pub const PERIODS: &str = "The numbers are of";

/// The periods of a crossover trial.
#[must_use]
pub fn periods(periods: Periods) -> &'static str {
    match periods {
        Periods::First => "the first period alone",
        Periods::Paired => "all, compared within people",
        Periods::Together => "all, arms added up",
    }
}

/// The fields about clusters: people in one, the correlation, that for the active outcome, and where it was taken from;
/// each with an example.
pub const CLUSTERS: [[&str; 2]; 4] = [
    ["People in a cluster, on average", "29.8"],
    ["Intracluster correlation (ICC)", "0.02"],
    ["ICC of this outcome alone", "as the trial"],
    ["Source of the ICC", "a similar trial, DOI"],
];
/// What the box is called for estimates of an analysis without clusters.
pub const ESTIMATES_IGNORE_CLUSTERS: &str = "Its estimates ignore the clusters";

/// The design of a trial in a line: "Okafor 2019: clusters randomized; design effect 1.58: 63/295 …".
#[must_use]
pub fn design_line(trial: &str, design: Option<&Design>, reduced: Option<&str>) -> String {
    let [people, clusters, crossover] = DESIGNS;
    let trial = if trial.is_empty() {
        "This trial"
    } else {
        trial
    };
    let said = match design {
        None => people.to_ascii_lowercase(),
        Some(Design::Crossover(of)) => {
            format!("{}, {}", crossover.to_ascii_lowercase(), periods(*of))
        }
        Some(Design::Cluster(_)) => match reduced {
            Some(reduced) => format!("{}; {reduced}", clusters.to_ascii_lowercase()),
            None => clusters.to_ascii_lowercase(),
        },
    };
    format!("{DESIGN} of {trial}: {said}")
}
