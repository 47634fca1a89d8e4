//! How long the page takes, measured in the browser: `cargo xtask bench`.

use anyhow::anyhow;
use serde_json::{Value, json};

use super::grid::wide_table;
use super::keys::BACKSPACE;
use super::page::{Opened, Page, View};
use super::scenario::Outcome;
use super::soak::{Answers, memory};

/// Loads of the page, each in a fresh browser.
const LOADS: usize = 5;
/// Keys typed into a cell.
const KEYS: usize = 20;

/// Runs before the page's own scripts and notes when the first figure stands: its size is set once it is painted.
const NOTE_FIRST_FIGURE: &str = "
    const look = () => {
        if (document.querySelector('canvas[role=img]')?.style.height) globalThis.firstFigure = performance.now();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    // Shorter tasks than 50 ms are not told.
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask', buffered: true });";

/// Prints the time to the first figure, from a keystroke to the painted figure, of scrolling the grid, and from a large
/// table to its figure.
#[tokio::test]
#[ignore = "called by `cargo xtask bench`"]
async fn timings() -> Outcome {
    let (mut loads, mut blocked) = (Vec::new(), Vec::new());
    for _ in 0..LOADS {
        let [load, longest] = first_figure().await?;
        loads.push(load);
        blocked.push(longest);
    }
    print_line("opening to first figure, local server", loads);
    print_line("longest time without hearing while it opens", blocked);
    print_line(
        &format!(
            "keystroke to painted figure, {} trials × {} outcomes",
            ORDINARY[0], ORDINARY[1]
        ),
        keystrokes().await?,
    );
    let long = format!("{} trials × {} outcomes", LARGE[0], LARGE[1]);
    let keystrokes = keystrokes_in_a_long_review().await?;
    print_line(&format!("keystroke to painted cell, {long}"), keystrokes);
    for (down, what) in [(true, "down"), (false, "sidewards")] {
        let what = format!("scrolling the grid a step {what}, {long}");
        print_line(&what, scrolls(down).await?);
    }
    let (mut previews, mut figures) = (Vec::new(), Vec::new());
    for _ in 0..LOADS {
        let [preview, figure] = pasted_to_figure().await?;
        previews.push(preview);
        figures.push(figure);
    }
    print_line(&format!("pasting {PASTED} rows to the preview"), previews);
    print_line("from there to the painted figure", figures);
    let page = Page::open(Opened::Hosted, View::DESK).await?;
    print_memory("memory with the sample on screen", &page).await?;
    page.close().await?;
    let page = with_review(LARGE).await?;
    print_memory(&format!("memory with {long}"), &page).await?;
    page.close().await?;
    for rows in ROWS {
        let [called, drawn] = paintings(rows).await?;
        print_line(&format!("painting {rows} rows, calls"), called);
        print_line(&format!("painting {rows} rows, pixels there"), drawn);
    }
    Ok(())
}

/// Milliseconds from the start of the navigation to the first painted figure, and of the longest task on the way.
async fn first_figure() -> Outcome<[f64; 2]> {
    let page = Page::open(Opened::Hosted, View::DESK).await?;
    page.before_its_scripts(NOTE_FIRST_FIGURE).await?;
    page.reload().await?;
    let time = page.value("globalThis.firstFigure").await?;
    page.settled().await?;
    let longest = page.read("globalThis.longest").await?;
    page.close().await?;
    match (time.as_f64(), longest.as_f64()) {
        (Some(time), Some(longest)) => Ok([time, longest]),
        _ => Err(anyhow!("{time} and {longest} are not times.")),
    }
}

/// Reviews of these sizes are typed into: trials and outcomes, each of four columns.
const ORDINARY: [usize; 2] = [100, 12];
const LARGE: [usize; 2] = [5_000, 10];
/// Rows of the table that is pasted and pooled.
const PASTED: usize = 10_000;
/// Steps by which the grid is scrolled.
const SCROLLS: usize = 60;

/// The page with the data of a review of this size.
async fn with_review([trials, outcomes]: [usize; 2]) -> Outcome<Page> {
    let page = Page::open(Opened::Hosted, View::DESK).await?;
    page.element("canvas[role=img]").await?;
    page.paste(&wide_table(trials, outcomes)).await?;
    page.press("Use this table").await?;
    page.press("Data").await?;
    page.element("canvas[role=img]").await?;
    Ok(page)
}

/// Milliseconds of each keystroke in a cell of the grid until the figure beside it is painted, as the page notes them.
async fn keystrokes() -> Outcome<Vec<f64>> {
    let page = with_review(ORDINARY).await?;
    // Name, year, randomized: the next column holds the events of the first outcome.
    page.click("[aria-rowindex='5'] td[aria-colindex='4']")
        .await?;
    for key in 0..KEYS {
        // Digits that are taken back again, so that the count stays one that can be.
        let text = if key % 2 == 0 { "1" } else { BACKSPACE };
        page.type_keys(text).await?;
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    }
    let script = "return performance.getEntriesByName('keystroke-to-paint').map(({ duration }) \
            => duration);";
    let times = page.script(script, &[]).await?;
    page.close().await?;
    Ok(numbers(&times))
}

/// Milliseconds that the page works on each step of scrolling its grid: from the event until the frame is painted.
async fn scrolls(down: bool) -> Outcome<Vec<f64>> {
    let page = with_review(LARGE).await?;
    let script = "
        const [steps, down, give] = arguments;
        const grid = document.querySelector('.grid'), times = [];
        let started;
        // Heard before the grid itself hears it.
        addEventListener('scroll', () => { started = performance.now(); }, { capture: true });
        const step = () => {
            if (down) grid.scrollTop += 84; else grid.scrollLeft += 30;
            requestAnimationFrame(() => {
                // A message is heard after the frame was painted.
                const { port1, port2 } = new MessageChannel();
                port2.onmessage = () => {
                    times.push(performance.now() - started);
                    if (times.length < steps) requestAnimationFrame(step); else give(times);
                };
                port1.postMessage(0);
            });
        };
        requestAnimationFrame(step);";
    let times = page
        .script_later(script, &[json!(SCROLLS), json!(down)])
        .await?;
    page.close().await?;
    Ok(numbers(&times))
}

/// Milliseconds of each keystroke in a cell of a long review until the cell shows it. What takes longer than a frame
/// follows when no more keys come.
async fn keystrokes_in_a_long_review() -> Outcome<Vec<f64>> {
    let page = with_review(LARGE).await?;
    page.click("[aria-rowindex='5'] td[aria-colindex='4']")
        .await?;
    page.type_keys("1").await?;
    let script = "
        const [keys, give] = arguments;
        const editor = document.querySelector('.cell-editor'), times = [];
        const key = () => {
            const started = performance.now();
            editor.value = editor.value.length > 1 ? '1' : '12';
            editor.dispatchEvent(new Event('input', { bubbles: true }));
            // A message is heard after the frame was painted.
            const { port1, port2 } = new MessageChannel();
            port2.onmessage = () => {
                times.push(performance.now() - started);
                if (times.length < keys) setTimeout(() => requestAnimationFrame(key), 100); else give(times);
            };
            port1.postMessage(0);
        };
        requestAnimationFrame(key);";
    let times = page.script_later(script, &[json!(KEYS)]).await?;
    page.close().await?;
    Ok(numbers(&times))
}

/// Milliseconds from pasting a table of many rows to its preview, and to its painted figure once its button was pressed.
async fn pasted_to_figure() -> Outcome<[f64; 2]> {
    let page = Page::open(Opened::Hosted, View::DESK).await?;
    page.element("canvas[role=img]").await?;
    let script = "
        const [text, give] = arguments;
        const data = new DataTransfer();
        data.setData('text/plain', text);
        const started = performance.now();
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        const take = () => {
            const button = document.querySelector('dialog[open] .primary:enabled');
            if (!button) return requestAnimationFrame(take);
            const previewed = performance.now();
            const before = document.querySelector('canvas[role=img]').ariaLabel;
            button.click();
            const look = () => {
                const label = document.querySelector('canvas[role=img]')?.ariaLabel;
                if (label && label !== before) {
                    requestAnimationFrame(() => give([previewed - started, performance.now() - previewed]));
                } else requestAnimationFrame(look);
            };
            look();
        };
        take();";
    let table = wide_table(PASTED, 1);
    let times = page.script_later(script, &[json!(table)]).await?;
    page.close().await?;
    match numbers(&times)[..] {
        [preview, figure] => Ok([preview, figure]),
        _ => Err(anyhow!("{times} are no times.")),
    }
}

fn numbers(values: &Value) -> Vec<f64> {
    let values = values.as_array().into_iter().flatten();
    values.filter_map(Value::as_f64).collect()
}

/// Rows of the figures whose painting is timed.
const ROWS: [usize; 4] = [55, 100, 500, 2_000];
/// Paintings of each.
const PAINTINGS: usize = 12;

/// Notes how long each painting of a figure takes: from when the canvas gets its size, which empties it, until it gets its
/// place on the page, and until its pixels can be read.
const NOTE_PAINTINGS: &str = "
    globalThis.paintings = [];
    let started = 0;
    const width = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, 'width');
    Object.defineProperty(HTMLCanvasElement.prototype, 'width', {
        ...width,
        set(value) { started = performance.now(); globalThis.painted = this; width.set.call(this, value); },
    });
    const setProperty = CSSStyleDeclaration.prototype.setProperty;
    CSSStyleDeclaration.prototype.setProperty = function (name, ...rest) {
        if (name === 'height' && globalThis.painted?.style === this) {
            const called = performance.now() - started;
            painted.getContext('2d').getImageData(0, painted.height - 1, 1, 1);
            paintings.push([called, performance.now() - started]);
        }
        return setProperty.call(this, name, ...rest);
    };";

/// Milliseconds that the calls of each painting of a figure take, and until all its pixels are there.
async fn paintings(rows: usize) -> Outcome<[Vec<f64>; 2]> {
    let page = Page::open(Opened::Hosted, View::DESK).await?;
    page.element("canvas[role=img]").await?;
    page.paste(&wide_table(rows, 1)).await?;
    page.press("Use this table").await?;
    page.press("Outcomes").await?;
    page.until(&format!(
        "document.querySelector('canvas[role=img]')?.offsetHeight > {rows} * 10"
    ))
    .await?;
    page.script(NOTE_PAINTINGS, &[]).await?;
    for painting in 0..PAINTINGS {
        let next = if painting % 2 == 0 {
            "Dark colours"
        } else {
            "Light colours"
        };
        page.press(next).await?;
        page.until(&format!("paintings.length > {painting}"))
            .await?;
    }
    let times = page.read("paintings").await?;
    page.close().await?;
    let column = |column: usize| {
        let paintings = times.as_array().into_iter().flatten();
        paintings
            .filter_map(|painting| painting[column].as_f64())
            .collect()
    };
    Ok([column(0), column(1)])
}

/// Prints what the page holds once its garbage is collected.
async fn print_memory(what: &str, page: &Page) -> Outcome {
    page.settled().await?;
    let memory = memory(page, &mut Answers::default()).await?;
    println!(
        "{what}: {:.1} MB of JavaScript's heap, {:.1} MB of the program",
        memory.heap / 1e6,
        memory.program / 1e6
    );
    Ok(())
}

fn print_line(what: &str, mut milliseconds: Vec<f64>) {
    milliseconds.sort_by(f64::total_cmp);
    let (Some(middle), Some(slowest)) = (
        milliseconds.get(milliseconds.len() / 2),
        milliseconds.last(),
    ) else {
        println!("{what}: nothing was measured");
        return;
    };
    println!(
        "{what}: median {middle:.1} ms, slowest {slowest:.1} ms of {}",
        milliseconds.len()
    );
}
