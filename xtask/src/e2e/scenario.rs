//! Scenarios and how they are run.

use std::fs;
use std::future::Future;
use std::pin::Pin;
use std::time::Instant;

use super::driver::Driver;
use super::failure::Outcome;
use super::page::{Opened, Page, View};
use super::{
    accessibility, design, downloads, figure, grid, importing, keeping, record, review, starting,
};
use crate::place;
use crate::problem::Problem;

/// Something that a reader does and what must come of it.
pub(crate) struct Scenario {
    /// What is claimed, as a sentence.
    pub(crate) claim: &'static str,
    /// The ways of opening the page under which it must hold.
    pub(crate) opened: &'static [Opened],
    /// Does it, and fails if the claim does not hold.
    pub(crate) perform: for<'page> fn(&'page Page) -> Steps<'page>,
}

/// The steps of a scenario, as they are being done.
pub(crate) type Steps<'page> = Pin<Box<dyn Future<Output = Outcome> + 'page>>;

pub(crate) const HOSTED: &[Opened] = &[Opened::Hosted];
pub(crate) const COMPLETE: &[Opened] = &[Opened::Complete];
pub(crate) const BOTH_WAYS: &[Opened] = &[Opened::Hosted, Opened::AsFile];

/// Runs the scenarios whose claim contains `part`, and prints the result as Rust's own test programs do.
pub(crate) async fn run_all(driver: &Driver, part: &str) -> Result<(), Problem> {
    let scenarios = starting::SCENARIOS
        .iter()
        .chain(review::SCENARIOS)
        .chain(grid::SCENARIOS)
        .chain(keeping::SCENARIOS)
        .chain(figure::SCENARIOS)
        .chain(importing::SCENARIOS)
        .chain(accessibility::SCENARIOS)
        .chain(downloads::SCENARIOS)
        .chain(record::SCENARIOS)
        .chain(design::SCENARIOS);
    let (mut passed, mut failed) = (0, 0);
    for scenario in scenarios.filter(|scenario| scenario.claim.contains(part)) {
        for &opened in scenario.opened {
            let started = Instant::now();
            let result = run(driver, scenario, opened).await;
            let place = match opened {
                Opened::Hosted => "hosted",
                Opened::AsFile => "file",
                Opened::Complete => "complete",
            };
            let seconds = started.elapsed().as_secs_f64();
            match result {
                Ok(()) => {
                    passed += 1;
                    println!("{} [{place}] ... ok ({seconds:.1} s)", scenario.claim);
                }
                Err(failure) => {
                    failed += 1;
                    println!(
                        "{} [{place}] ... FAILED ({seconds:.1} s)\n    {failure}",
                        scenario.claim
                    );
                }
            }
        }
    }
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {word}. {passed} passed; {failed} failed");
    if failed == 0 {
        Ok(())
    } else {
        Err(Problem::new(
            "A scenario failed.",
            "Pictures are in target/e2e/.",
        ))
    }
}

/// Runs a scenario in a fresh browser; whatever it does, nothing may be wrong with the page in the end.
async fn run(driver: &Driver, scenario: &Scenario, opened: Opened) -> Outcome {
    let page = Page::open(driver, opened, View::DESK).await?;
    let mut outcome = (scenario.perform)(&page).await;
    if outcome.is_ok() {
        outcome = page.check_that_nothing_is_wrong().await;
    }
    if outcome.is_err() {
        keep_picture(&page, scenario.claim).await?;
    }
    page.close().await?;
    outcome
}

/// Saves what is seen under the name of the scenario.
async fn keep_picture(page: &Page, claim: &str) -> Outcome {
    let folder = place::target().join("e2e");
    fs::create_dir_all(&folder)?;
    let name: String = claim
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    fs::write(folder.join(format!("{name}.png")), page.screenshot().await?)?;
    Ok(())
}
