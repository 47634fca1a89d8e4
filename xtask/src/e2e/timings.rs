//! How long the page takes, measured in the browser: `cargo xtask bench`.

use serde_json::{Value, json};

use super::driver::Driver;
use super::failure::{Failure, Outcome};
use super::page::{Opened, Page, View};
use crate::problem::Problem;

/// Loads of the page, each in a fresh browser.
const LOADS: usize = 5;
/// Keys typed into a cell.
const KEYS: usize = 20;

/// The key, as browser drivers are told of it.
const BACKSPACE: &str = "\u{e003}";

/// Runs before the page's own scripts and notes when the first figure stands: its size is set once it is painted.
const NOTE_FIRST_FIGURE: &str = "
    const look = () => {
        if (document.querySelector('canvas[role=img]')?.style.height) globalThis.firstFigure = performance.now();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

/// Prints the time to the first figure and from a keystroke to the painted figure.
pub(crate) async fn print(driver: &Driver) -> Result<(), Problem> {
    let measured = async {
        let mut loads = Vec::new();
        for _ in 0..LOADS {
            loads.push(first_figure(driver).await?);
        }
        print_line("opening to first figure, local server", &mut loads);
        let mut keystrokes = keystrokes(driver).await?;
        print_line("keystroke to painted figure", &mut keystrokes);
        Outcome::Ok(())
    };
    measured.await.map_err(|failure| {
        Problem::new(
            format!("The page could not be timed: {failure}"),
            "See whether `cargo xtask test` passes.",
        )
    })
}

/// Milliseconds from the start of the navigation to the first painted figure.
async fn first_figure(driver: &Driver) -> Outcome<f64> {
    let page = Page::open(driver, Opened::Hosted, View::DESK).await?;
    page.browser(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": NOTE_FIRST_FIGURE }),
    )
    .await?;
    page.reload().await?;
    let time = page
        .wait_for("the first figure", "globalThis.firstFigure")
        .await?;
    page.close().await?;
    time.as_f64()
        .ok_or_else(|| Failure::new(format!("{time} is not a time.")))
}

/// A review of this size is typed into.
const TRIALS: usize = 100;
const OUTCOMES: usize = 12;

/// Trials that all reported all outcomes, with counts that differ.
fn large_review() -> String {
    const HEADS: [&str; 4] = [
        "events, treatment",
        "total, treatment",
        "events, control",
        "total, control",
    ];
    let heads =
        (1..=OUTCOMES).flat_map(|outcome| HEADS.map(|head| format!("Outcome {outcome}: {head}")));
    let mut rows = vec![row(["Trial".to_owned(), "Year".to_owned()], heads)];
    for trial in 0..TRIALS {
        let counts = (0..OUTCOMES).flat_map(|outcome| {
            let (events, controls) = ((trial * 7 + outcome * 3) % 11, (trial * 5 + outcome) % 13);
            [events, 80 + trial, controls, 79 + trial].map(|count| count.to_string())
        });
        let name = [
            format!("Trial {}", trial + 1),
            (1990 + trial % 30).to_string(),
        ];
        rows.push(row(name, counts));
    }
    rows.join("\n")
}

fn row(name: [String; 2], counts: impl Iterator<Item = String>) -> String {
    name.into_iter()
        .chain(counts)
        .collect::<Vec<_>>()
        .join("\t")
}

/// Milliseconds of each keystroke in a cell of the grid until the figure beside it is painted, as the page notes them.
async fn keystrokes(driver: &Driver) -> Outcome<Vec<f64>> {
    let page = Page::open(driver, Opened::Hosted, View::DESK).await?;
    page.element("canvas[role=img]").await?;
    page.paste(&large_review()).await?;
    page.press("Use this table").await?;
    page.press("Data").await?;
    page.element("canvas[role=img]").await?;
    // Name, year, randomized: the next column holds the events of the first outcome.
    page.element("td[data-row='1'][data-column='3']")
        .await?
        .click()
        .await?;
    for key in 0..KEYS {
        // Digits that are taken back again, so that the count stays one that can be.
        let text = if key % 2 == 0 { "1" } else { BACKSPACE };
        page.type_keys(text).await?;
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    }
    let script = "return performance.getEntriesByName('keystroke-to-paint').map(({ duration }) => duration);";
    let times = page.script(script, Vec::new()).await?;
    page.close().await?;
    Ok(times
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect())
}

fn print_line(what: &str, milliseconds: &mut [f64]) {
    milliseconds.sort_by(f64::total_cmp);
    let (Some(middle), Some(slowest)) = (
        milliseconds.get(milliseconds.len() / 2),
        milliseconds.last(),
    ) else {
        println!("{what}: nothing was measured");
        return;
    };
    println!(
        "{what}: median {middle:.0} ms, slowest {slowest:.0} ms of {}",
        milliseconds.len()
    );
}
