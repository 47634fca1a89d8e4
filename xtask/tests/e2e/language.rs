//! Scenarios about the language of the page.

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use trialpool::project;
use trialpool::wording::references::Reference;

use super::page::Page;
use super::raster;
use super::scenario::{Outcome, everywhere, hosted};

const CHINESE: &str = "简体中文";

/// Every place of the page that says something by itself.
const PLACES: [&str; 15] = [
    "#data",
    "#o/death",
    "#o/death/robustness",
    "#o/death/subgroups",
    "#o/death/small",
    "#o/death/certainty",
    "#quality/rob",
    "#quality/checklists",
    "#findings",
    "#review/panel",
    "#review/flow",
    "#review/summary",
    "#review/words",
    "#review/versions",
    "#review/downloads",
];

/// Everything that stands on the page but what is typed into fields.
const TEXTS: &str = "
const texts = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (!parentElement.closest('input, textarea, footer') && parentElement.checkVisibility()) texts.push(textContent);
}
for (const labelled of document.querySelectorAll('[aria-label], [placeholder]')) {
    texts.push(labelled.ariaLabel ?? '', labelled.placeholder ?? '');
}
return texts;";

/// A text as texts are compared: in lower case, with one kind of space.
fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace('\u{a0}', " ")
}

/// Whatever was typed into the sample, or names a work, in lower case, the longest first.
fn typed() -> Outcome<Vec<String>> {
    fn texts(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.push(plain(text)),
            Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
            Value::Object(values) => values.values().for_each(|value| texts(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let sample = project::worked("mesenchymal-stromal-cells").context("there is a sample")?;
    let mut found = Vec::new();
    texts(&serde_json::from_str(&project::save(&sample))?, &mut found);
    // Works are cited as they are called.
    let works = Reference::ALL.into_iter();
    found.extend(works.map(|reference| plain(&reference.work().text())));
    found.retain(|text| text.len() > 3);
    found.sort_by_key(|text| std::cmp::Reverse(text.len()));
    found.dedup();
    Ok(found)
}

/// The first English word of a sentence that is left of a text when what was typed is taken from it.
fn english(text: &str, typed: &[String]) -> Option<String> {
    let text = typed
        .iter()
        .fold(plain(text), |text, typed| text.replace(typed, ""));
    let mut words = text.split(|letter: char| !letter.is_alphabetic());
    words
        .find(|word| {
            [
                "the", "with", "was", "were", "are", "trials", "people", "which", "than", "this",
                "that", "have",
            ]
            .contains(word)
        })
        .map(str::to_owned)
}

async fn speaks(page: &Page, tag: &str) -> Outcome {
    page.until(&format!(
        "document.documentElement.lang === '{tag}' && document.querySelector('.foot')"
    ))
    .await
}

#[tokio::test]
async fn the_page_is_read_in_chinese_when_asked_with_what_was_typed_and_in_english_again() -> Outcome
{
    everywhere(async |page| {
        page.rename_at_once("Kept in both").await?;
        page.press(CHINESE).await?;
        speaks(page, "zh-Hans").await?;
        page.titled("Kept in both").await?;
        page.shows(".tabs", "结局").await?;
        page.reload().await?;
        speaks(page, "zh-Hans").await?;
        page.titled("Kept in both").await?;
        page.press("English").await?;
        speaks(page, "en").await?;
        page.titled("Kept in both").await?;
        page.shows(".tabs", "Outcomes").await
    })
    .await
}

#[tokio::test]
async fn no_view_says_a_sentence_in_english_when_the_page_is_in_chinese() -> Outcome {
    let typed = typed()?;
    hosted(async |page| {
        page.press(CHINESE).await?;
        speaks(page, "zh-Hans").await?;
        for place in PLACES {
            page.script("location.hash = arguments[0]", &[json!(place)])
                .await?;
            page.settled().await?;
            let shown: Vec<String> = serde_json::from_value(page.script(TEXTS, &[]).await?)?;
            ensure!(shown.len() > 20, "{place} says nothing.");
            for text in shown {
                let word = english(&text, &typed);
                ensure!(word.is_none(), "{place} says “{text}”.");
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_browser_that_asks_for_chinese_opens_the_page_in_it() -> Outcome {
    hosted(async |page| {
        page.before_its_scripts(
            "Object.defineProperty(navigator, 'languages', { get: () => ['zh-CN', 'en'] });",
        )
        .await?;
        page.reload().await?;
        speaks(page, "zh-Hans").await?;
        page.shows(".tabs", "综述").await
    })
    .await
}

#[tokio::test]
async fn a_pdf_in_chinese_leaves_its_characters_to_a_font_of_the_reader_and_says_so() -> Outcome {
    hosted(async |page| {
        page.press(CHINESE).await?;
        speaks(page, "zh-Hans").await?;
        page.script("location.hash = '#o/death'", &[]).await?;
        page.until("document.querySelector('.tabs [aria-current=page]')")
            .await?;
        page.settled().await?;
        page.press("下载").await?;
        page.press("PDF").await?;
        let (_, pdf) = page.downloaded().await?;
        let words = raster::pdf_text(&pdf, 0)?;
        ensure!(words.contains("START (Matthay 2019)"), "{words}");
        let codes = b"/UniGB-UTF16-H";
        ensure!(pdf.windows(codes.len()).any(|bytes| bytes == codes));
        // The reader of these tests has no font for them; the page says that readers need one.
        page.shows(".toast", "PDF 中不含中文字体").await
    })
    .await
}
