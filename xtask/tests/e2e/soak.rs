//! The page under long work: random edits, pastes, moves, undos and changes of view, from a seed. In the end nothing went
//! wrong, the memory is where it was, and the review is the one that the steps left standing make in a fresh page.
//!
//! A part runs among the other tests; `cargo xtask soak [STEPS] [SEED]` runs as long as is wanted.

use std::env;

use anyhow::{Context, ensure};
use fastrand::Rng;
use serde_json::{Value, json};
use trialpool::project::History;

use super::grid::document;
use super::keys::{ALT, CONTROL, DOWN, ENTER, HOME, RIGHT};
use super::page::{Opened, Page, View};
use super::scenario::{Outcome, hosted};

/// The review that the work begins with.
const TABLE: &str = "\
Trial\tYear\tDeath, MSC\tTotal, MSC\tDeath, control\tTotal, control\tFever, MSC\tFever, control
Ahmed 2014\t2014\t4\t40\t2\t39\t1\t0
Bianchi 2016\t2016\t0\t25\t3\t24\t2\t2
Castro 2018\t2018\t7\t60\t6\t61\t0\t1
Dubois 2019\t2019\t1\t12\t0\t11\t3\t1
Evans 2020\t2020\t2\t31\t2\t33\t0\t0
Fischer 2021\t2021\t5\t80\t9\t78\t4\t4
";
const TRIALS: usize = 6;
/// The columns that are typed into: name, year, randomized, and the counts of the first outcome. The others come into the
/// page only as they are scrolled to.
const COLUMNS: usize = 7;
/// Those of them that keep any text: whether a trial was randomized is yes or no, and a number there is refused and no step.
const TYPED: [usize; 6] = [0, 1, 3, 4, 5, 6];
/// Whether the grid is there; the grid itself would be kept by the driver.
const GRID: &str = "!!document.querySelector('[role=grid]')";
/// Steps of the run among the tests.
const SHORT: usize = 120;
/// Steps of the run by its command where none are said.
const LONG: u32 = 10_000;

/// What somebody does to the data. Each makes one step to undo: its texts were never in the review before.
#[derive(Debug, Clone)]
enum Edit {
    Type {
        row: usize,
        column: usize,
        text: String,
    },
    Paste {
        row: usize,
        column: usize,
        cells: String,
    },
    MoveDown {
        row: usize,
    },
}

/// What somebody does.
#[derive(Debug)]
enum Act {
    Edit(Edit),
    Undo,
    Redo,
    Look(&'static str),
}

/// The views that are looked at between edits.
const VIEWS: [&str; 4] = ["Outcomes", "Quality", "Findings", "Review"];

/// The edits that stand, and those that were undone and can be done again: what the page's own history must agree with.
#[derive(Debug, Default)]
struct Standing {
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl Standing {
    fn note(&mut self, act: &Act) {
        match act {
            Act::Edit(edit) => {
                self.done.push(edit.clone());
                self.undone.clear();
            }
            Act::Undo => self.undone.extend(self.done.pop()),
            Act::Redo => self.done.extend(self.undone.pop()),
            Act::Look(_) => {}
        }
    }

    /// The next act, one that is possible here.
    fn next(&self, random: &mut Rng, step: usize) -> Act {
        match random.u8(0..100) {
            0..20 if !self.done.is_empty() => Act::Undo,
            20..32 if !self.undone.is_empty() => Act::Redo,
            32..40 => Act::Look(VIEWS[random.usize(0..VIEWS.len())]),
            40..50 => Act::Edit(Edit::MoveDown {
                row: random.usize(0..TRIALS - 1),
            }),
            50..65 => Act::Edit(Edit::Paste {
                row: random.usize(0..TRIALS - 1),
                column: random.usize(1..COLUMNS - 1),
                cells: format!("{step}1\t{step}2\r\n{step}3\t{step}4"),
            }),
            _ => {
                let column = TYPED[random.usize(0..TYPED.len())];
                Act::Edit(Edit::Type {
                    row: random.usize(0..TRIALS),
                    column,
                    text: if column == 0 {
                        format!("Trial {step}")
                    } else {
                        // No number that is ever pasted.
                        format!("{step}0")
                    },
                })
            }
        }
    }
}

/// A key that is held, as the driver is told of it.
fn held(key: &str) -> char {
    key.chars().next().unwrap_or_default()
}

async fn begin(page: &Page) -> Outcome {
    page.take_table(TABLE).await?;
    page.shows("header", &format!("{TRIALS} trials")).await?;
    page.press("Data").await?;
    page.until(GRID).await?;
    focus(page).await
}

/// The keys go to the grid from here on.
async fn focus(page: &Page) -> Outcome {
    let focus = "document.querySelector('[role=grid]').focus()";
    page.script(focus, &[]).await.map(drop)
}

/// Waits until keys go to the grid: elsewhere they would be the page's own, and an edit would be lost unseen.
async fn in_the_grid(page: &Page) -> Outcome {
    page.until("document.activeElement.role === 'grid'").await
}

/// Goes to a cell by the keyboard.
async fn to_cell(page: &Page, row: usize, column: usize) -> Outcome {
    in_the_grid(page).await?;
    page.type_anywhere_held(held(CONTROL), HOME).await?;
    let way = format!("{}{}", DOWN.repeat(row), RIGHT.repeat(column));
    if way.is_empty() {
        Ok(())
    } else {
        page.type_anywhere(&way).await
    }
}

async fn edit(page: &Page, edit: &Edit) -> Outcome {
    match edit {
        Edit::Type { row, column, text } => {
            to_cell(page, *row, *column).await?;
            page.type_anywhere(&format!("{text}{ENTER}")).await
        }
        Edit::Paste { row, column, cells } => {
            to_cell(page, *row, *column).await?;
            page.paste_into("[role=grid]", cells).await
        }
        Edit::MoveDown { row } => {
            to_cell(page, *row, 0).await?;
            page.type_anywhere_held(held(ALT), DOWN).await
        }
    }
}

async fn act(page: &Page, act: &Act) -> Outcome {
    match act {
        Act::Edit(what) => edit(page, what).await,
        Act::Undo => {
            in_the_grid(page).await?;
            page.type_anywhere_held(held(CONTROL), "z").await
        }
        Act::Redo => {
            in_the_grid(page).await?;
            page.type_anywhere_held(held(CONTROL), "y").await
        }
        Act::Look(view) => {
            page.press(view).await?;
            page.until("!document.querySelector('[role=grid]')").await?;
            page.press("Data").await?;
            page.until(GRID).await?;
            focus(page).await
        }
    }
}

/// What the page holds once its garbage is collected.
#[derive(Debug, Clone, Copy)]
pub(super) struct Memory {
    /// Of the document.
    nodes: f64,
    listeners: f64,
    /// Bytes of JavaScript's heap.
    pub(super) heap: f64,
    /// Bytes of the memory of the program.
    pub(super) program: f64,
}

/// What the page keeps for the driver: the answer to each of its commands, 60 to 180 bytes, of which the driver never says that it
/// is done with it. Within ten thousand steps it would be more than all that the page itself holds, and be taken for a leak.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// How many of them the page was told to let go of: they are numbered, and the number is the last part of their ids.
    let_go: u64,
}

impl Answers {
    /// Has the page let go of all that were given until now.
    async fn let_go(&mut self, page: &Page) -> Outcome {
        let expression = json!({ "expression": "({})" });
        let newest = page.devtools("Runtime.evaluate", expression).await?;
        let newest = newest["result"]["objectId"].as_str();
        let (document, number) = newest
            .and_then(|id| id.rsplit_once('.'))
            .context("The page gives no numbers to what it keeps for the driver.")?;
        let number: u64 = number.parse()?;
        let release = async |number: u64| {
            let id = json!({ "objectId": format!("{document}.{number}") });
            page.devtools("Runtime.releaseObject", id).await
        };
        for number in self.let_go + 1..number {
            // The driver is done with a few, and those are no longer there.
            let _ = release(number).await;
        }
        // The newest is there, or the ids are not what they are taken for.
        release(number).await?;
        self.let_go = number;
        Ok(())
    }
}

pub(super) async fn memory(page: &Page, answers: &mut Answers) -> Outcome<Memory> {
    answers.let_go(page).await?;
    page.devtools("Performance.enable", json!({})).await?;
    page.devtools("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let metrics = page.devtools("Performance.getMetrics", json!({})).await?;
    let metric = |name: &str| {
        let metrics = metrics["metrics"].as_array().into_iter().flatten();
        metrics
            .filter(|metric| metric["name"] == name)
            .find_map(|metric| metric["value"].as_f64())
            .with_context(|| format!("There is no metric {name}."))
    };
    Ok(Memory {
        nodes: metric("Nodes")?,
        listeners: metric("JSEventListeners")?,
        heap: metric("JSHeapUsedSize")?,
        program: memory_of_the_program(page).await?,
    })
}

/// Asks for every memory of WebAssembly that the page has.
async fn memory_of_the_program(page: &Page) -> Outcome<f64> {
    let evaluated = page
        .devtools(
            "Runtime.evaluate",
            json!({ "expression": "WebAssembly.Memory.prototype" }),
        )
        .await?;
    let found = page
        .devtools(
            "Runtime.queryObjects",
            json!({ "prototypeObjectId": evaluated["result"]["objectId"] }),
        )
        .await?;
    let sum =
        "function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0); }";
    let summed = page
        .devtools(
            "Runtime.callFunctionOn",
            json!({
                "objectId": found["objects"]["objectId"],
                "functionDeclaration": sum,
                "returnByValue": true,
            }),
        )
        .await?;
    number(&summed["result"]["value"])
}

fn number(value: &Value) -> Outcome<f64> {
    value
        .as_f64()
        .with_context(|| format!("{value} is not a number."))
}

/// What the page held halfway and in the end, and whether its history was full by the first of them.
#[derive(Debug)]
struct Held {
    halfway: Memory,
    end: Memory,
    was_full: bool,
}

/// Works so many steps, looks at the memory twice, and does what stands again in a fresh page.
async fn work(page: &Page, steps: usize, seed: u64) -> Outcome<Held> {
    begin(page).await?;
    let mut random = Rng::with_seed(seed);
    let mut standing = Standing::default();
    let mut answers = Answers::default();
    let mut halfway = None;
    for step in 1..=steps {
        let next = standing.next(&mut random, step);
        act(page, &next)
            .await
            .with_context(|| format!("Step {step} of seed {seed}: {next:?}"))?;
        standing.note(&next);
        if step == steps / 2 {
            halfway = Some((memory(page, &mut answers).await?, standing.done.len()));
        }
        if step % 500 == 0 {
            page.check_that_nothing_is_wrong().await?;
            println!("{step} steps");
        }
    }
    let end = memory(page, &mut answers).await?;
    let left = document(page).await?;
    let again = Page::open(Opened::Hosted, View::DESK).await?;
    begin(&again).await?;
    for what in &standing.done {
        edit(&again, what).await?;
    }
    let replayed = document(&again).await?;
    again.close().await?;
    ensure!(
        left == replayed,
        "After {steps} steps of seed {seed} the review is not the one that its {} standing edits make: {}",
        standing.done.len(),
        first_difference(&left, &replayed)
    );
    let (halfway, standing) = halfway.unwrap_or((end, 0));
    Ok(Held {
        halfway,
        end,
        was_full: standing >= History::STEPS,
    })
}

/// Where two documents begin to differ, and what stands around it in each.
fn first_difference(left: &[u8], replayed: &[u8]) -> String {
    const AROUND: usize = 120;
    let same = left
        .iter()
        .zip(replayed)
        .take_while(|(one, other)| one == other)
        .count();
    let around = |document: &[u8]| {
        let part = same.saturating_sub(AROUND)..document.len().min(same + AROUND);
        String::from_utf8_lossy(document.get(part).unwrap_or_default()).into_owned()
    };
    format!(
        "“{}” and, done again, “{}”.",
        around(left),
        around(replayed)
    )
}

#[tokio::test]
async fn after_many_random_edits_undos_and_views_the_review_is_what_its_standing_edits_make()
-> Outcome {
    hosted(async |page| work(page, SHORT, 1).await.map(drop)).await
}

#[tokio::test]
async fn what_the_page_keeps_for_the_driver_is_not_counted_as_its_memory() -> Outcome {
    const READS: u32 = 1_000;
    // Each would keep some sixty.
    const BYTES_A_READ: f64 = 10.0;
    hosted(async |page| {
        begin(page).await?;
        let mut answers = Answers::default();
        let mut heap_after_reads = async || -> Outcome<f64> {
            for _ in 0..READS {
                page.read("1").await?;
            }
            Ok(memory(page, &mut answers).await?.heap)
        };
        let before = heap_after_reads().await?;
        let grown = heap_after_reads().await? - before;
        ensure!(
            grown < BYTES_A_READ * f64::from(READS),
            "{READS} reads by the driver made the heap of the page {grown} bytes larger."
        );
        Ok(())
    })
    .await
}

/// Ten thousand steps, or as many as are asked for; the second half must not need more than the first.
#[tokio::test]
#[ignore = "called by `cargo xtask soak`"]
async fn soak() -> Outcome {
    let asked = |name: &str| env::var(name).ok()?.parse::<u32>().ok();
    let steps = asked("SOAK_STEPS").unwrap_or(LONG);
    let seed = asked("SOAK_SEED").unwrap_or(1);
    hosted(async |page| {
        let held = work(page, usize::try_from(steps)?, seed.into()).await?;
        let Held {
            halfway,
            end,
            was_full,
        } = held;
        println!("halfway: {halfway:?}\nin the end: {end:?}");
        if !was_full {
            println!("The steps to undo still grew in number halfway: the memory is not judged.");
            return Ok(());
        }
        let grown = |of: fn(&Memory) -> f64| of(&end) / of(&halfway);
        // Caches of fits may grow a little; a leak would double.
        for (what, ratio) in [
            ("nodes", grown(|memory| memory.nodes)),
            ("listeners", grown(|memory| memory.listeners)),
            ("the heap", grown(|memory| memory.heap)),
            ("the memory of the program", grown(|memory| memory.program)),
        ] {
            ensure!(
                ratio < 1.25,
                "From half of the steps to all of them, {what} grew to {ratio:.2} times as much."
            );
        }
        Ok(())
    })
    .await
}
