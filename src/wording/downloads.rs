//! What is said of figures that become files: how large they are, what is wrong with a size, what a file carries.

use super::subject::trials;
use super::{Locale, Text, interface, number, tr, translate};

/// The most characters that a sentence names.
const MOST_NAMED: usize = 12;

/// Opens the list of what can be made of one table.
pub const THIS_TABLE: Text = Text("This table");
/// Copies a table.
pub const COPY_TABLE: Text = Text("Copy");

/// Said over a finished review where its program does not run.
pub const WITHOUT_PROGRAM: Text = Text(
    "A review made with Trialpool, as it was when this page was saved. Where JavaScript is allowed for the page, it opens in the program, and everything in it can be looked into.",
);

/// What lets a figure carry its review.
pub const REVIEW_INSIDE: Text = Text("With the review inside");
/// What that is good for, and its price.
pub const WHAT_INSIDE_MEANS: Text =
    Text("SVG and PNG then open the review again here; whoever has the file can read all of it");

/// What is said where a file carries nothing.
pub const NOTHING_INSIDE: Text =
    Text("The file holds the figure and nothing else: no number but those that are drawn.");

/// What is said where the browser makes no PNG.
pub const PNG_REFUSED: Text =
    Text("The browser refused to make the PNG. Take the SVG or the PDF instead.");

/// What is said where the page cannot be written down.
pub const NOT_ONE_FILE: Text = Text(
    "This page is not the one file that it should be, and cannot hold a review. Take the project (JSON) instead.",
);

/// What is said where the files do not fit into an archive.
pub const TOO_MUCH_FOR_ONE_FILE: Text = Text(
    "The figures are too many or too large for one ZIP file. Choose a lower resolution, or take them one by one.",
);

/// A length on paper: "174 × 96 mm".
#[must_use]
pub fn size_on_paper(millimetres: [f64; 2], locale: Locale) -> String {
    let [width, height] = millimetres.map(|length| number::fixed(length, 0, locale));
    tr!("{width} × {height} mm", width, height)
}

/// The size of a bitmap: "2,056 × 1,140 pixels".
#[must_use]
pub fn size_in_pixels(pixels: [u64; 2], locale: Locale) -> String {
    let [width, height] = pixels.map(|length| number::count(length, locale));
    tr!("{width} × {height} pixels", width, height)
}

/// How small the letters become: "smallest text 6.4 pt".
#[must_use]
pub fn smallest_text(points: f64, locale: Locale) -> String {
    tr!("smallest text {} pt", number::fixed(points, 1, locale))
}

/// "3 pages".
#[must_use]
pub fn pages(pages: usize, locale: Locale) -> String {
    tr!("{} pages", number::count(pages as u64, locale))
}

/// How a figure was made to fit on one page.
#[must_use]
pub fn set_closer(figure: &str) -> String {
    tr!(
        "To fit on one page, the rows of {figure} stand closer together; a name that does not fit on its line is cut in the middle.",
        figure
    )
}

/// How a figure that does not fit on one page was parted.
#[must_use]
pub fn parted(figure: &str, pages: usize, locale: Locale) -> String {
    tr!(
        "Too long for one page, {figure} goes on {}: the heads stand on each, what ends it on the last.",
        self::pages(pages, locale),
        figure
    )
}

/// A figure of a width of one's own is not parted, however high it becomes.
#[must_use]
pub fn higher_than_paper(figure: &str, millimetres: f64, locale: Locale) -> String {
    tr!(
        "At this width {figure} would be {} mm high, more than a sheet of A4. Choose a size by name to have it on pages.",
        number::fixed(millimetres, 0, locale),
        figure
    )
}

/// What must be typed for a length or a resolution.
#[must_use]
pub fn between(what: &str, [least, most]: [f64; 2], unit: &str, locale: Locale) -> String {
    let [least, most] = [least, most].map(|limit| number::fixed(limit, 0, locale));
    tr!(
        "The {what} can be from {least} to {most} {unit}.",
        what,
        least,
        most,
        unit
    )
}

/// A figure whose numbers are not there yet.
#[must_use]
pub fn still_computed(figure: &str) -> String {
    tr!(
        "The numbers of {figure} are still being computed; a moment, please.",
        figure
    )
}

/// An image did not get to the clipboard.
#[must_use]
pub fn not_copied(reason: &str) -> String {
    tr!(
        "The browser did not take the image ({reason}). Download the PNG and insert that instead.",
        reason
    )
}

/// The letters would be smaller than journals print them.
#[must_use]
pub fn text_too_small(figure: &str, points: f64, smallest: f64, locale: Locale) -> String {
    tr!(
        "The smallest text of {figure} would be {} pt; journals ask for at least {} pt. Choose a larger size.",
        number::fixed(points, 1, locale),
        number::fixed(smallest, 0, locale),
        figure
    )
}

/// No browser makes a bitmap of this size.
#[must_use]
pub fn bitmap_too_large(
    figure: &str,
    pixels: [u64; 2],
    largest_dpi: u32,
    locale: Locale,
) -> String {
    tr!(
        "As a PNG, {figure} would have {}, more than browsers make. At this size it is possible up to {} dpi; SVG and PDF \
         have no limit.",
        size_in_pixels(pixels, locale),
        number::count(u64::from(largest_dpi), locale),
        figure
    )
}

/// A PDF that leaves Chinese characters to a font of its reader.
pub const BORROWED_FONT: Text = Text(
    "The PDF holds no font for Chinese characters: each reader draws them by one of its own. Where all fonts must be inside, take the SVG or PNG.",
);

/// Characters that a file shows as boxes.
#[must_use]
pub fn boxes(characters: &[char]) -> String {
    let named: Vec<String> = characters
        .iter()
        .take(MOST_NAMED)
        .map(char::to_string)
        .collect();
    let others = if characters.len() > MOST_NAMED {
        translate(" and others")
    } else {
        ""
    };
    tr!(
        "The font of the PDF lacks {}{others}: they are boxes there. Text that is copied from the PDF has them, and the SVG \
         shows them.",
        named.join(" "),
        others
    )
}

/// What a file holds that carries its review.
#[must_use]
pub fn carries(title: &str, [outcomes, trial_count, notes]: [usize; 3], locale: Locale) -> String {
    let named = if title.is_empty() {
        String::new()
    } else {
        tr!(" “{title}”", title)
    };
    let counted = number::count(notes as u64, locale);
    let notes = match notes {
        0 => String::from(translate("no notes")),
        1 => tr!("{counted} note", counted),
        _ => tr!("{counted} notes", counted),
    };
    tr!(
        "Inside is the whole review{named}: {}, {} with all their numbers, {notes}. Whoever has the file can read them, and \
         opens the review by dropping the file on Trialpool.",
        interface::outcomes(outcomes, locale),
        trials(trial_count, locale),
        named,
        notes
    )
}

/// The sheet of the data.
pub const SHEET_DATA: Text = Text("Data");
/// The sheet of the results.
pub const SHEET_RESULTS: Text = Text("Results");
/// The sheet of the summary of findings.
pub const SHEET_SUMMARY: Text = Text("Summary of findings");
/// The sheet of the sensitivity analyses.
pub const SHEET_SENSITIVITY: Text = Text("Sensitivity analyses");
/// Said while the document is made.
pub const WRITING_REPORT: Text = Text("Writing the report…");

/// What the first sheet of a workbook says of the others.
#[must_use]
pub fn about_workbook() -> Vec<String> {
    [
        translate("Data: one row a trial, as typed; an empty cell was not reported, which is not zero. Time points, sources and every arm stand in the long form (CSV)."),
        translate("Results and sensitivity analyses: numbers in full precision; ratios on the natural scale, differences of risks as shares of people."),
        translate("Text is text and numbers are numbers: no cell holds a formula."),
    ]
    .map(str::to_owned)
    .to_vec()
}

/// That the figures of some outcomes are not in a document.
#[must_use]
pub fn without_figures(outcomes: usize, locale: Locale) -> String {
    let counted = interface::outcomes(outcomes, locale);
    tr!(
        "The figures of the last {counted} are not in this document; they come as a ZIP file.",
        counted
    )
}

/// A kind of file, as the page offers it.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// What it is called.
    pub name: Text,
    /// What it holds.
    pub holds: Text,
}

/// A document of Word.
pub const KIND_WORD: Kind = Kind {
    name: Text("Word"),
    holds: Text("Plain summary, methods, results, tables, figures with captions, references"),
};
/// A workbook of Excel.
pub const KIND_EXCEL: Kind = Kind {
    name: Text("Excel"),
    holds: Text("Data, results and sensitivity analyses, a sheet each, typed cells"),
};
/// The page with the review in it.
pub const KIND_HTML: Kind = Kind {
    name: Text("HTML"),
    holds: Text("One file that opens anywhere, with the review in it"),
};
/// For R and other programs.
pub const KIND_PROGRAMS: Kind = Kind {
    name: Text("R and programs"),
    holds: Text("A script that pools every outcome again in metafor; every number and note"),
};
/// Figures.
pub const KIND_FIGURES: Kind = Kind {
    name: Text("Figures"),
    holds: Text("SVG, PDF and PNG, in the sizes of journals"),
};
/// Works that are cited.
pub const KIND_REFERENCES: Kind = Kind {
    name: Text("References"),
    holds: Text("The works that the report cites, for Zotero, EndNote or LaTeX"),
};
/// Data and results as tables of text.
pub const KIND_CSV: Kind = Kind {
    name: Text("CSV"),
    holds: Text("Data and results as text, with the full numbers"),
};
/// The project.
pub const KIND_PROJECT: Kind = Kind {
    name: Text("Project"),
    holds: Text("Everything, to be opened again in Trialpool"),
};
