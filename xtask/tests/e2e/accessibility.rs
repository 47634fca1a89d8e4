//! The rules of accessibility that a program can check, by axe-core. It is fetched by npm where npm is there, into this
//! user's folder of tools: nobody else's code is part of the repository.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::Value;

use super::frame::copied_address;
use super::keys::ESCAPE;
use super::page::{Page, View};
use super::review::drawn;
use super::scenario::{Outcome, hosted};
use xtask::{browser, place};

const VERSION: &str = "4.14.1";

/// Three trials, two of which have the same numbers, which is worth a look.
const TABLE: &str = "\
Trial\tYear\tSource\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control
Ahmed 2014\t2014\tBone marrow\t24\t40\t12\t39
Bianchi 2016\t2016\tUmbilical cord\t24\t40\t12\t39
Castro 2018\t2018\tBone marrow\t70\t60\t6\t61
";

#[tokio::test]
async fn no_rule_of_accessibility_is_broken_in_the_light_and_in_the_dark() -> Outcome {
    hosted(async |page| {
        let Some(mut rules) = Rules::new(page) else {
            return Ok(());
        };
        drawn(page).await?;
        for dark in [false, true] {
            rules.turn(dark).await?;
            page.press("Outcomes").await?;
            rules.check("the outcomes").await?;
            page.press("Robustness").await?;
            page.until("document.querySelectorAll('article > .sheet:not(#people-lost) .sentence').length === 2")
                .await?;
            rules.check("how an answer holds").await?;
            page.press("Certainty").await?;
            rules.check("the certainty").await?;
            page.press("Subgroups and regression").await?;
            page.choose("By", "Year of publication, in ranges").await?;
            page.until("document.getElementById('subgroups-answer')?.innerText")
                .await?;
            rules.check("the subgroups").await?;
            page.press("Small-study effects").await?;
            page.until("document.querySelector('article > .sheet canvas')")
                .await?;
            rules.check("the funnel").await?;
            page.press("Forest").await?;
            page.press("Data").await?;
            rules.check("the data").await?;
            page.press("Findings").await?;
            rules.check("the findings").await?;
            page.press("Review").await?;
            rules.check("the panel").await?;
            page.press("Summary of findings").await?;
            rules.check("the summary of findings").await?;
            page.press("Open").await?;
            rules.check("the dialog of examples").await?;
            page.press("Close").await?;
        }
        rules.judged()
    })
    .await
}

#[tokio::test]
async fn no_rule_of_accessibility_is_broken_by_a_frame_on_another_page() -> Outcome {
    hosted(async |page| {
        let Some(mut rules) = Rules::new(page) else {
            return Ok(());
        };
        drawn(page).await?;
        let address = copied_address(page).await?;
        page.go("about:blank").await?;
        page.go(&address).await?;
        page.press("The figure as a table").await?;
        page.until("document.querySelector('.framed table')")
            .await?;
        rules.check("a frame").await?;
        rules.judged()
    })
    .await
}

#[tokio::test]
async fn no_rule_of_accessibility_is_broken_by_the_figure_its_panel_the_grid_and_the_downloads()
-> Outcome {
    hosted(async |page| {
        let Some(mut rules) = Rules::new(page) else {
            return Ok(());
        };
        drawn(page).await?;
        page.paste(TABLE).await?;
        rules.check_both("a pasted table").await?;
        page.press("Use this table").await?;
        page.kept().await?;
        rules.check_both("an outcome").await?;
        page.press("Change the figure").await?;
        page.press("The figure as a table").await?;
        page.choose("Subgroups", "Source").await?;
        page.script(
            "document.querySelector(\".marks button[tabindex='0']\").focus();",
            &[],
        )
        .await?;
        page.until("document.querySelector('.mark-details')?.innerText")
            .await?;
        rules.check_both("what is chosen of a figure").await?;
        page.press("Download").await?;
        rules.check_both("the menu of downloads").await?;
        page.press("Sizes, all figures").await?;
        rules.check_both("the dialog of figures").await?;
        page.press("Cancel").await?;

        page.press("Data").await?;
        page.press("Lay aside").await?;
        rules.check_both("a finding with its reason").await?;
        page.type_into(".problems input", "as printed").await?;
        page.press("Lay aside").await?;
        page.press("1 laid aside").await?;
        page.click("[aria-rowindex='6'] td[aria-colindex='5']")
            .await?;
        rules
            .check_both("the data with a finding laid aside")
            .await?;
        page.press("Design of").await?;
        page.choose("Design", "Clusters randomized").await?;
        page.element(".clusters input").await?;
        rules.check_both("the design of a trial").await?;
        page.click("[aria-rowindex='6'] td[aria-colindex='5']")
            .await?;
        page.type_keys("7").await?;
        rules.check_both("a cell that is typed into").await?;
        page.type_keys(ESCAPE).await?;
        page.press("Rows and columns").await?;
        rules.check_both("the menu of rows and columns").await?;
        page.press("Column…").await?;
        rules.check_both("the name of a column").await?;
        page.press("Cancel").await?;

        page.press("Open").await?;
        rules.check_both("the dialog of reviews").await?;
        page.press("Close").await?;
        page.press("Keys").await?;
        rules.check_both("the keys").await?;
        page.press("Close").await?;
        rules.judged()
    })
    .await
}

#[tokio::test]
async fn no_rule_of_accessibility_is_broken_by_the_quality_of_the_trials() -> Outcome {
    hosted(async |page| {
        let Some(mut rules) = Rules::new(page) else {
            return Ok(());
        };
        drawn(page).await?;
        page.paste(TABLE).await?;
        page.press("Use this table").await?;
        page.kept().await?;
        page.press("Quality").await?;
        rules.check_both("the tools for the risk of bias").await?;
        page.press("RoB 2").await?;
        page.element(".matrix").await?;
        page.script(
            "document.querySelector('.matrix [tabindex=\"0\"]').focus();",
            &[],
        )
        .await?;
        page.type_anywhere("h").await?;
        rules.check_both("the matrix of judgements").await?;
        page.press("Checklists").await?;
        rules.check_both("a checklist").await?;
        page.press("Fill in by trial").await?;
        rules.check_both("the dialog of answers").await?;
        rules.judged()
    })
    .await
}

#[tokio::test]
async fn no_rule_of_accessibility_is_broken_by_what_asks_about_the_files_of_other_programs()
-> Outcome {
    hosted(async |page| {
        let Some(mut rules) = Rules::new(page) else {
            return Ok(());
        };
        drawn(page).await?;
        page.paste(TABLE).await?;
        page.press("Use this table").await?;
        page.kept().await?;
        page.paste(
            "Study\tD1\tD2\tOverall\nAhmed 2014\tLow\tHigh\tHigh\nBianchi et al. \
            2016\tLow\tSome concerns\tLow\n",
        )
        .await?;
        page.until("document.querySelector('dialog[open]')").await?;
        rules.check_both("judgements of the risk of bias").await?;
        page.press("Cancel").await?;
        for (files, what) in [
            (&["files/review.rm5"] as &[&str], "a review of RevMan"),
            (&["files/two-sheets.xlsx"], "the sheets of a workbook"),
            (
                &[
                    "registry/records/crossed_over_and_second_course.json",
                    "registry/records/denominators_of_their_own.json",
                ],
                "records of a registry",
            ),
            (
                &["files/article.pdf", "files/old.xls"],
                "files that are refused",
            ),
        ] {
            let files: Vec<String> = files
                .iter()
                .map(|file| format!("tests/reading/{file}"))
                .collect();
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            page.drop_files(&files).await?;
            page.until("document.querySelector('dialog[open] h2')")
                .await?;
            page.settled().await?;
            rules.check_both(what).await?;
            page.press("Close").await?;
            page.until("!document.querySelector('dialog[open]')")
                .await?;
        }
        rules.judged()
    })
    .await
}

/// The rules, and what broke them.
struct Rules<'page> {
    page: &'page Page,
    script: String,
    scheme: &'static str,
    broken: Vec<String>,
}

impl<'page> Rules<'page> {
    /// Says why nothing is checked where axe-core cannot be had.
    fn new(page: &'page Page) -> Option<Self> {
        let script = match script() {
            Ok(script) => script,
            Err(reason) => {
                // Not by `println!`, which is shown of tests that fail only.
                writeln!(io::stderr(), "Skipped: {reason}").ok();
                return None;
            }
        };
        Some(Self {
            page,
            script,
            scheme: "light",
            broken: Vec::new(),
        })
    }

    async fn turn(&mut self, dark: bool) -> Outcome {
        self.scheme = if dark { "dark" } else { "light" };
        self.page.set_view(View { dark, ..View::DESK }).await?;
        // Colours pass over into each other.
        tokio::time::sleep(Duration::from_millis(400)).await;
        Ok(())
    }

    /// What the page shows now, in the light and in the dark.
    async fn check_both(&mut self, shown: &str) -> Outcome {
        for dark in [true, false] {
            self.turn(dark).await?;
            self.check(shown).await?;
        }
        Ok(())
    }

    /// Applies the rules of WCAG 2.2, levels A and AA, and those of good practice to what the page shows now.
    async fn check(&mut self, shown: &str) -> Outcome {
        self.page.script(&self.script, &[]).await?;
        let run = "
            const give = arguments[0];
            axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }).then(
                ({ violations }) => give(violations.map(({ id, help, nodes }) =>
                    `${id}: ${help}, at ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' and ')}`)),
                (error) => give([String(error)]));";
        let violations = self.page.script_later(run, &[]).await?;
        let violations = violations.as_array().into_iter().flatten();
        let violations = violations.filter_map(Value::as_str);
        let scheme = self.scheme;
        self.broken
            .extend(violations.map(|broken| format!("In {shown}, {scheme}: {broken}")));
        Ok(())
    }

    fn judged(self) -> Outcome {
        ensure!(self.broken.is_empty(), "{}", self.broken.join("\n    "));
        Ok(())
    }
}

/// The script of axe-core, or why there is none.
fn script() -> Outcome<String> {
    let cache = place::cache()?;
    let kept = cache.join(format!("axe-core-{VERSION}.js"));
    if let Ok(script) = fs::read_to_string(&kept) {
        return Ok(script);
    }
    let npm = browser::on_path("npm").context("npm is not installed.")?;
    let folder = tempfile::tempdir()?;
    let perform = |program: &Path, arguments: &str| {
        Command::new(program)
            .args(arguments.split(' '))
            .current_dir(folder.path())
            .output()
    };
    let packed = perform(&npm, &format!("pack --silent axe-core@{VERSION}"))?;
    ensure!(
        packed.status.success(),
        "npm could not fetch axe-core; its registry may be out of reach."
    );
    let archive = format!("-xzOf axe-core-{VERSION}.tgz package/axe.min.js");
    let unpacked = perform(Path::new("tar"), &archive)?;
    ensure!(
        unpacked.status.success(),
        "axe-core could not be unpacked by tar."
    );
    fs::create_dir_all(&cache)?;
    fs::write(&kept, &unpacked.stdout)?;
    Ok(String::from_utf8(unpacked.stdout)?)
}
