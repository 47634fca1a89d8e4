//! Scenarios about the grid: what a spreadsheet user does there, by the keyboard alone, and with large ranges.

use anyhow::ensure;
use serde_json::json;

use super::keys::{
    ALT, CONTROL, DELETE, DOWN, END, ENTER, ESCAPE, F2, HOME, LET_GO, RIGHT, SHIFT, TAB, UP,
};
use super::page::Page;
use super::scenario::{Outcome, everywhere};

/// Four trials with one outcome.
const TABLE: &str = "\
Trial\tYear\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control
Ahmed 2014\t2014\t4\t40\t2\t39
Bianchi 2016\t2016\t0\t25\t3\t24
Castro 2018\t2018\t7\t60\t6\t61
Dubois 2019\t2019\t1\t12\t0\t11
";

/// Columns of the table: name, year, randomized, and then these.
const EVENTS: usize = 3;
const TOTAL: usize = 4;
const CONTROLS: usize = 5;

async fn begin(page: &Page, table: &str) -> Outcome {
    page.take_table(table).await?;
    page.press("Data").await?;
    page.element(".grid [role=grid]").await?;
    to_the_grid(page).await
}

/// Goes to the grid with the Tab key, as somebody without a mouse does.
async fn to_the_grid(page: &Page) -> Outcome {
    tab_to(page, TAB, "the grid", "role === 'grid'").await?;
    page.type_held(CONTROL, HOME).await
}

/// Presses Tab, or Tab with Shift, until the element with the focus is the one wanted.
async fn tab_to(page: &Page, tab: &str, what: &str, wanted: &str) -> Outcome {
    for _ in 0..80 {
        let script = format!(
            "const {{ role, innerText }} = document.activeElement; return role !== \
            undefined && ({wanted});"
        );
        if page.script(&script, &[]).await? == json!(true) {
            return Ok(());
        }
        page.type_anywhere(tab).await?;
    }
    ensure!(false, "Tab does not lead to {what}.");
    Ok(())
}

/// The text of a cell, by its row and column from 0.
fn cell(row: usize, column: usize) -> String {
    format!(
        "document.querySelector('[aria-rowindex=\"{}\"] \
            td[aria-colindex=\"{}\"]')?.textContent",
        row + 4,
        column + 1
    )
}

/// Waits until cells that follow each other in a row say this.
async fn row_says(page: &Page, row: usize, first: usize, texts: &[&str]) -> Outcome {
    for (place, text) in texts.iter().enumerate() {
        let says = format!("{} === {}", cell(row, first + place), json!(text));
        page.until(&says).await?;
    }
    Ok(())
}

/// Waits until a line is said that contains these words.
async fn said(page: &Page, words: &str) -> Outcome {
    let says = format!(
        "document.querySelector('[role=status].toast')?.innerText.includes({})",
        json!(words)
    );
    page.until(&says).await
}

#[tokio::test]
async fn in_the_grid_a_table_is_typed_selected_copied_pasted_and_undone_by_the_keyboard_alone()
-> Outcome {
    everywhere(async |page| {
        begin(page, TABLE).await?;
        // To the events of the first trial: typed over, then edited with F2, then taken back with Escape.
        page.type_keys(&RIGHT.repeat(EVENTS)).await?;
        page.type_keys("5").await?;
        page.type_keys(TAB).await?;
        page.type_keys(&format!("{F2}1{ENTER}")).await?;
        row_says(page, 0, EVENTS, &["5", "401"]).await?;
        row_says(page, 1, EVENTS, &["0", "25"]).await?;
        // Enter went to the column in which the Tabs began.
        page.type_keys("99").await?;
        page.type_keys(ESCAPE).await?;
        row_says(page, 1, EVENTS, &["0", "25"]).await?;
        // Down twice with Shift, and one to the right: six cells.
        page.type_held(SHIFT, &format!("{DOWN}{DOWN}{RIGHT}"))
            .await?;
        page.until(&format!("{SELECTED} === 6")).await?;
        page.type_held(CONTROL, "c").await?;
        page.type_keys(&format!("{HOME}{}", RIGHT.repeat(CONTROLS)))
            .await?;
        page.type_held(CONTROL, "v").await?;
        row_says(page, 1, EVENTS, &["0", "25", "0", "25"]).await?;
        row_says(page, 3, EVENTS, &["1", "12", "1", "12"]).await?;
        said(page, "3 × 2 cells pasted").await?;
        // What was pasted is selected, and emptied: not reported, which is no zero.
        page.type_keys(DELETE).await?;
        row_says(page, 1, EVENTS, &["0", "25", "·", "·"]).await?;
        page.type_held(CONTROL, "z").await?;
        row_says(page, 1, EVENTS, &["0", "25", "0", "25"]).await?;
        page.type_held(CONTROL, "z").await?;
        row_says(page, 1, CONTROLS, &["3", "24"]).await?;
        // A new trial is typed behind the last, in one step.
        page.type_held(CONTROL, END).await?;
        page.type_keys(&format!("{DOWN}{HOME}")).await?;
        page.type_keys(&format!("Eriksen 2021{TAB}")).await?;
        page.type_keys(&format!("2021{ENTER}")).await?;
        row_says(page, 4, 0, &["Eriksen 2021", "2021"]).await?;
        page.type_held(CONTROL, "z").await?;
        page.type_held(CONTROL, "z").await?;
        row_says(page, 4, 0, &["New trial"]).await
    })
    .await
}

/// Ten trials: events and people of both arms.
const TEN: [(&str, [u32; 4]); 10] = [
    ("Adams 2001", [4, 60, 2, 58]),
    ("Baker 2003", [1, 45, 3, 47]),
    ("Costa 2004", [7, 102, 5, 99]),
    ("Diaz 2006", [0, 33, 1, 31]),
    ("Eriksen 2008", [12, 150, 9, 148]),
    ("Fischer 2010", [3, 72, 4, 75]),
    ("Garcia 2012", [6, 88, 2, 90]),
    ("Haas 2015", [2, 41, 0, 40]),
    ("Ito 2018", [9, 120, 11, 118]),
    ("Jensen 2021", [5, 64, 3, 66]),
];

/// What metafor 3.8.1 makes of them by `rma.mh(ai, n1i = n1, ci, n2i = n2, measure = "RR", add = 0, drop00 = TRUE)`:
/// 1.21950246 (0.81322338 to 1.82875492).
const TEN_POOLED: &str = "1.22, 95% CI 0.81 to 1.83";

#[tokio::test]
async fn an_empty_review_is_typed_by_the_keyboard_alone_until_its_forest_plot_stands() -> Outcome {
    everywhere(async |page| {
        page.element("canvas[role=img]").await?;
        tab_to(page, TAB, "Open", "innerText === 'Open…'").await?;
        page.type_keys(ENTER).await?;
        page.element("dialog[open]").await?;
        tab_to(
            page,
            TAB,
            "the empty review",
            "innerText === 'Empty review'",
        )
        .await?;
        page.type_keys(ENTER).await?;
        page.until("document.activeElement.role === 'grid'").await?;
        page.until("document.querySelector('td.active').innerText === 'Type or paste'")
            .await?;
        // Enter goes from the last number to the name in the next row, because the run of Tabs began there.
        for (name, numbers) in TEN {
            let numbers = numbers.map(|number| number.to_string()).join(TAB);
            page.type_keys(&format!("{name}{TAB}{TAB}{TAB}{numbers}{ENTER}"))
                .await?;
        }
        row_says(page, 0, 0, &["Adams 2001", "·", "", "4", "60", "2", "58"]).await?;
        row_says(page, 9, EVENTS, &["5", "64", "3", "66"]).await?;
        active(page, 10, 0).await?;
        // To the edges of the block, and out of a cell with Escape: the Tab key goes on in the grid.
        page.type_held(CONTROL, UP).await?;
        active(page, 9, 0).await?;
        page.type_held(CONTROL, RIGHT).await?;
        active(page, 9, EVENTS).await?;
        page.type_held(CONTROL, UP).await?;
        active(page, 0, EVENTS).await?;
        page.type_keys(&format!("{F2}7{ESCAPE}{TAB}")).await?;
        row_says(page, 0, EVENTS, &["4"]).await?;
        active(page, 0, TOTAL).await?;
        // The arms get their names where they stand, and these go on to the sentence.
        for (steps, name) in [(0, "Cells"), (2, "Saline")] {
            page.type_keys(&RIGHT.repeat(steps)).await?;
            open_from_the_menu(page, "Rename the arm").await?;
            page.until("document.activeElement.matches('dialog[open] input')")
                .await?;
            page.type_held(CONTROL, "a").await?;
            page.type_keys(&format!("{name}{ENTER}")).await?;
            page.until("document.activeElement.role === 'grid'").await?;
        }
        page.shows("thead", "Saline").await?;
        // Out of the grid to the outcomes.
        page.type_keys(&format!("{ESCAPE}{TAB}")).await?;
        page.until("document.activeElement.role !== 'grid'").await?;
        page.press("Outcomes").await?;
        page.choose("Method", "Mantel–Haenszel").await?;
        page.shows(".sentence", TEN_POOLED).await?;
        page.shows(".sentence", "49 of 775 against 40 of 772")
            .await?;
        page.shows(".sentence", "Cells").await?;
        page.shows(".sentence", "10 of 10 trials").await?;
        page.until("document.querySelector('canvas[role=img]').ariaLabel.includes('10 trials')")
            .await
    })
    .await
}

/// Waits until a cell, by its row and column from 0, is the active one.
async fn active(page: &Page, row: usize, column: usize) -> Outcome {
    let says = format!(
        "document.querySelector('[role=grid]').getAttribute('aria-activedescendant') === \
        'cell-{row}-{column}'"
    );
    page.until(&says).await
}

#[tokio::test]
async fn in_the_grid_rows_are_filled_moved_inserted_and_sorted_by_the_keyboard_alone() -> Outcome {
    everywhere(async |page| {
        begin(page, TABLE).await?;
        page.type_keys(&RIGHT.repeat(TOTAL)).await?;
        page.type_held(SHIFT, &format!("{DOWN}{DOWN}")).await?;
        page.type_held(CONTROL, "d").await?;
        row_says(page, 2, TOTAL, &["40"]).await?;
        row_says(page, 3, TOTAL, &["12"]).await?;
        page.type_held(CONTROL, "z").await?;
        row_says(page, 2, TOTAL, &["60"]).await?;
        // The second trial to the top and back below the third.
        page.type_keys(&format!("{UP}{DOWN}")).await?;
        page.type_held(CONTROL, HOME).await?;
        page.type_keys(DOWN).await?;
        page.type_held(ALT, UP).await?;
        row_says(page, 0, 0, &["Bianchi 2016"]).await?;
        page.type_held(ALT, &format!("{DOWN}{DOWN}")).await?;
        row_says(page, 2, 0, &["Bianchi 2016"]).await?;
        // By the events, the most first.
        page.type_keys(&RIGHT.repeat(EVENTS)).await?;
        from_the_menu(page, "Sort, largest first").await?;
        for (row, name) in ["Castro 2018", "Ahmed 2014", "Dubois 2019", "Bianchi 2016"]
            .into_iter()
            .enumerate()
        {
            row_says(page, row, 0, &[name]).await?;
        }
        from_the_menu(page, "Insert above").await?;
        page.until("document.querySelector('[role=grid]').ariaRowCount === '9'")
            .await?;
        page.type_held(CONTROL, "zzzzz").await?;
        row_says(page, 0, 0, &["Ahmed 2014"]).await?;
        row_says(page, 1, 0, &["Bianchi 2016"]).await
    })
    .await
}

/// Chooses from the menu of rows and columns, from within the grid and back into it.
async fn from_the_menu(page: &Page, entry: &str) -> Outcome {
    open_from_the_menu(page, entry).await?;
    page.until("document.activeElement.role === 'grid'").await
}

/// Chooses from the menu of rows and columns what opens a dialog.
async fn open_from_the_menu(page: &Page, entry: &str) -> Outcome {
    let back = format!("{SHIFT}{TAB}{LET_GO}");
    page.type_keys(ESCAPE).await?;
    tab_to(
        page,
        &back,
        "the menu",
        "innerText.startsWith('Rows and columns')",
    )
    .await?;
    page.type_keys(ENTER).await?;
    let wanted = format!("innerText.startsWith({})", json!(entry));
    tab_to(page, TAB, entry, &wanted).await?;
    page.type_keys(ENTER).await
}

#[tokio::test]
async fn in_the_grid_rows_columns_and_ranges_are_selected_with_the_mouse() -> Outcome {
    everywhere(async |page| {
        begin(page, TABLE).await?;
        // The head of a column, of an outcome, of the names; the number of a row.
        for (selector, x, expected) in [
            ("thead [aria-rowindex='3'] [aria-colindex='4']", 9, 4),
            ("thead [aria-rowindex='1'] [aria-colindex='4']", 9, 16),
            ("[aria-rowindex='5'] .frozen", 9, 7),
            ("[aria-rowindex='5'] .frozen", 90, 1),
        ] {
            mouse(page, "mousedown", selector, x).await?;
            page.until(&format!("{SELECTED} === {expected}")).await?;
        }
        // From one cell to another.
        mouse(
            page,
            "mousedown",
            "[aria-rowindex='4'] [aria-colindex='4']",
            9,
        )
        .await?;
        mouse(
            page,
            "mouseover",
            "[aria-rowindex='6'] [aria-colindex='5']",
            9,
        )
        .await?;
        page.until(&format!("{SELECTED} === 6")).await
    })
    .await
}

/// How many cells are selected.
const SELECTED: &str = "document.querySelectorAll('tbody [aria-selected=true]').length";

/// Lets an element hear of the mouse, so many pixels from its left edge.
async fn mouse(page: &Page, event: &str, selector: &str, x: u32) -> Outcome {
    let tell = "
        const [event, selector, x] = arguments;
        const element = document.querySelector(selector), { left, top } = element.getBoundingClientRect();
        const place = { clientX: left + x, clientY: top + 9 };
        element.dispatchEvent(new MouseEvent(event, { bubbles: true, cancelable: true, buttons: 1, ...place }));";
    let arguments = [json!(event), json!(selector), json!(x)];
    page.script(tell, &arguments).await.map(drop)
}

#[tokio::test]
async fn in_the_grid_a_cell_that_cannot_be_says_why_and_is_mended_by_a_key_where_there_is_one_way_to()
-> Outcome {
    everywhere(async |page| {
        begin(page, TABLE).await?;
        page.type_keys(&RIGHT.repeat(EVENTS)).await?;
        page.type_keys(&format!("44{ENTER}{UP}")).await?;
        let invalid = "document.querySelector('td.active').getAttribute('aria-invalid') === 'true'";
        page.until(invalid).await?;
        page.until(
            "document.querySelector('.cell-line button')?.innerText === 'Swap events and \
            total'",
        )
        .await?;
        page.type_held(ALT, ENTER).await?;
        row_says(page, 0, EVENTS, &["40", "44"]).await?;
        page.until("!document.querySelector('.cell-line').innerText")
            .await?;
        page.type_held(CONTROL, "z").await?;
        row_says(page, 0, EVENTS, &["44", "40"]).await
    })
    .await
}

#[tokio::test]
async fn a_range_of_1_000_rows_is_pasted_into_the_grid_adds_its_trials_and_is_undone_at_once()
-> Outcome {
    everywhere(async |page| {
        begin(page, TABLE).await?;
        let rows: Vec<String> = (1..=1000)
            .map(|row| format!("Trial {row}\t2001\tyes\t{}\t100\t{}\t101", row % 7, row % 5))
            .collect();
        page.type_held(CONTROL, END).await?;
        page.type_keys(&format!("{DOWN}{HOME}")).await?;
        page.paste_into("[role=grid]", &rows.join("\r\n")).await?;
        said(page, "1,000 × 7 cells pasted. 1,000 trials added.").await?;
        page.type_held(CONTROL, END).await?;
        row_says(
            page,
            1003,
            0,
            &["Trial 1000", "2001", "yes", "6", "100", "0", "101"],
        )
        .await?;
        page.type_held(CONTROL, HOME).await?;
        row_says(page, 4, 0, &["Trial 1"]).await?;
        // Far below what is left when the rows are gone.
        page.type_held(CONTROL, END).await?;
        row_says(page, 1003, 0, &["Trial 1000"]).await?;
        page.type_held(CONTROL, "z").await?;
        row_says(page, 4, 0, &["New trial"]).await?;
        // What does not fit is said: two columns more than there are.
        page.type_held(CONTROL, END).await?;
        page.paste_into("[role=grid]", "1\t2\t3\r\n").await?;
        said(page, "Left out, as no column takes them: 2.").await
    })
    .await
}

#[tokio::test]
async fn everything_is_undone_to_the_empty_review_and_done_again_to_the_same_document() -> Outcome {
    everywhere(async |page| {
        page.element("canvas[role=img]").await?;
        page.press("Open").await?;
        page.press("Empty review").await?;
        page.press("Data").await?;
        let empty = document(page).await?;
        begin(page, TABLE).await?;
        page.type_keys(&RIGHT.repeat(EVENTS)).await?;
        page.type_keys(&format!("3{ENTER}many{ENTER}NR{ENTER}"))
            .await?;
        page.type_held(SHIFT, &format!("{UP}{UP}{RIGHT}")).await?;
        page.type_held(CONTROL, "d").await?;
        page.paste_into("[role=grid]", "9\t90\r\n8\t80\r\n7\t70\r\n6\t60")
            .await?;
        from_the_menu(page, "Sort, smallest first").await?;
        page.press("Delete trial").await?;
        page.press("Add outcome").await?;
        page.type_keys(&format!("Deaths{ENTER}")).await?;
        page.until(
            "[...document.querySelectorAll('thead th')].some(({ innerText }) => innerText \
            === 'Deaths')",
        )
        .await?;
        let last = document(page).await?;
        ensure!(last != empty, "Nothing was done.");
        let steps = press_while_possible(page, "Undo").await?;
        ensure!(steps >= 8, "Only {steps} steps were undone.");
        ensure!(
            document(page).await? == empty,
            "The review is not the empty one."
        );
        let done_again = press_while_possible(page, "Redo").await?;
        ensure!(
            done_again == steps,
            "{steps} steps were undone and {done_again} done again."
        );
        ensure!(
            document(page).await? == last,
            "The document is not the one that was left."
        );
        Ok(())
    })
    .await
}

/// The saved document, as it is downloaded.
pub(super) async fn document(page: &Page) -> Outcome<Vec<u8>> {
    page.press("Download").await?;
    page.press("Project (JSON)").await?;
    Ok(page.downloaded().await?.1)
}

/// Presses a button of the header until it can be pressed no more, and says how often that was.
async fn press_while_possible(page: &Page, name: &str) -> Outcome<usize> {
    let press = "
        const button = [...document.querySelectorAll('header button')].find(({ ariaLabel }) => ariaLabel?.startsWith(arguments[0]));
        const possible = !button.disabled;
        button.click();
        return possible;";
    let mut pressed = 0;
    while page.script(press, &[json!(name)]).await? == json!(true) {
        pressed += 1;
        ensure!(pressed < 100, "{name} has no end.");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Ok(pressed)
}

#[tokio::test]
async fn in_the_grid_the_cells_of_a_wide_review_come_into_the_page_as_they_are_scrolled_to()
-> Outcome {
    everywhere(async |page| {
        begin(page, &wide_table(200, 30)).await?;
        let cells = "document.querySelectorAll('tbody [role=gridcell]').length";
        let shown = page.value(cells).await?;
        ensure!(
            shown.as_u64().is_some_and(|shown| shown < 1500),
            "{shown} cells are in the page."
        );
        page.type_held(CONTROL, END).await?;
        // Three columns about the trial and four for each outcome.
        let last = 3 + 4 * 30 - 1;
        row_says(page, 199, last, &["129"]).await?;
        page.until(ACTIVE_IS_SEEN).await?;
        page.type_keys(&format!("131{ENTER}")).await?;
        row_says(page, 199, last, &["131"]).await?;
        page.type_held(CONTROL, HOME).await?;
        row_says(page, 0, 0, &["Trial 1", "2000"]).await?;
        // In the order of their numbers, also after they were moved.
        page.until(IN_ORDER).await?;
        let heads = "return [...document.querySelectorAll('thead [aria-rowindex=\"3\"] th')]
        .slice(0, 5).map(({ innerText }) => innerText);";
        let expected = json!(["Trial", "Year", "Randomized", "Events", "Total"]);
        page.until_same(heads, &expected).await
    })
    .await
}

/// Whether all of the active cell is seen.
const ACTIVE_IS_SEEN: &str = "(() => {
    const cell = document.querySelector('td.active').getBoundingClientRect();
    const grid = document.querySelector('.grid').getBoundingClientRect();
    return cell.right <= grid.right && cell.bottom <= grid.bottom && cell.left >= grid.left;
})()";

/// Whether the rows stand in the order of their numbers.
const IN_ORDER: &str = "(() => {
    const rows = [...document.querySelectorAll('tbody [aria-rowindex]')];
    return rows.every(({ ariaRowIndex }, place) => +ariaRowIndex === place + 4);
})()";

/// Trials that all reported all outcomes.
pub(super) fn wide_table(trials: usize, outcomes: usize) -> String {
    const HEADS: [&str; 4] = [
        "events, treatment",
        "total, treatment",
        "events, control",
        "total, control",
    ];
    let heads =
        (1..=outcomes).flat_map(|outcome| HEADS.map(|head| format!("Outcome {outcome}: {head}")));
    let mut rows = vec![joined(["Trial".to_owned(), "Year".to_owned()], heads)];
    for trial in 0..trials {
        let counts = (0..outcomes).flat_map(|outcome| {
            let (events, controls) = ((trial * 7 + outcome * 3) % 11, (trial * 5 + outcome) % 13);
            [events, 80 + trial % 50, controls, 80 + trial % 50].map(|count| count.to_string())
        });
        let name = [
            format!("Trial {}", trial + 1),
            (2000 + trial % 20).to_string(),
        ];
        rows.push(joined(name, counts));
    }
    rows.join("\n")
}

fn joined(name: [String; 2], counts: impl Iterator<Item = String>) -> String {
    name.into_iter()
        .chain(counts)
        .collect::<Vec<_>>()
        .join("\t")
}
