//! Figures as files: which, of what kind, how large; and how they are made.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::analysis::{SensitivityAnswer, Undefined};
use crate::app::platform::bitmap::png_bytes;
use crate::app::platform::clipboard;
use crate::app::platform::files::{self, slug};
use crate::app::state::figures::{answered, colours, forest_now, sensitivity_inputs, settings};
use crate::app::state::{Answer, Sensitivities, State, is_pending};
use crate::figure::bundle::{self, File};
use crate::figure::forest;
use crate::figure::paint::canvas::Failure;
use crate::figure::paint::{pdf, svg};
use crate::figure::paper::{Fit, Room};
use crate::figure::safety::SafetyProfile;
use crate::figure::sensitivity::{self, SensitivityFigure};
use crate::figure::{
    POINTS_PER_MILLIMETRE, Page, SMALLEST_TEXT, Scene, Theme, png, safety, text_size_for,
};
use crate::project::{self, Project};
use crate::wording::sensitivity::figure_name;
use crate::wording::{Locale, downloads};

const POINTS_PER_INCH: f64 = 72.0;
/// In millimetres.
const HEIGHT_OF_A4: f64 = 297.0;
/// The widths that can be asked for, in millimetres: from a stamp to a poster.
pub const WIDTHS: [f64; 2] = [30.0, 1200.0];
/// The resolutions that can be asked for, in dots per inch.
pub const RESOLUTIONS: [f64; 2] = [150.0, 1200.0];

/// Which figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The forest plot of the outcome that is looked at.
    Outcome,
    /// The safety profile.
    Profile,
    /// The sensitivity analyses of the outcome that is looked at.
    Sensitivity,
    /// The safety profile, and the forest plots and sensitivity analyses of all outcomes.
    All,
}

impl Which {
    /// All of them, as they are offered.
    const ALL: [Self; 4] = [Self::Outcome, Self::Sensitivity, Self::Profile, Self::All];

    /// Those that there are: the sensitivity analyses of an outcome only where it has any.
    pub fn offered(state: State) -> Vec<Self> {
        let has_analyses = state.selection.outcome().is_some_and(|outcome| {
            let project = state.document.project;
            project.with(|project| !project.settings.sensitivity_of(outcome).is_empty())
        });
        let is_there = |which: &Self| *which != Self::Sensitivity || has_analyses;
        Self::ALL.into_iter().filter(is_there).collect()
    }

    /// What they are called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outcome => "Forest plot of this outcome",
            Self::Sensitivity => "Sensitivity analyses of this outcome",
            Self::Profile => "Safety profile",
            Self::All => "All figures, as one ZIP file",
        }
    }
}

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Vectors.
    Svg,
    /// Pixels.
    Png,
    /// Vectors, with the font inside.
    Pdf,
}

impl Format {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Svg, Self::Png];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG: vectors, to be edited",
            Self::Png => "PNG: pixels",
            Self::Pdf => "PDF: vectors, with the font inside",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// Whether a file of this kind can carry the review.
    pub fn can_carry(self) -> bool {
        self != Self::Pdf
    }
}

/// How large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// The size of a page that has a name.
    Named(Page),
    /// As wide as was typed.
    Own,
}

impl Size {
    /// All of them, as they are offered.
    pub fn all() -> Vec<Self> {
        let mut sizes: Vec<Self> = Page::ALL.iter().map(|page| Self::Named(*page)).collect();
        sizes.push(Self::Own);
        sizes
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Named(page) => page.name(),
            Self::Own => "Another width",
        }
    }
}

/// What was chosen. It stays until the page is left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choices {
    /// Which figures.
    pub which: Which,
    /// What kind of file.
    pub format: Format,
    /// How large.
    pub size: Size,
    /// The width of [`Size::Own`], in millimetres; `None` while it cannot be read or is none of [`WIDTHS`].
    pub millimetres: Option<f64>,
    /// Resolution of a PNG in dots per inch; `None` while it cannot be read or is none of [`RESOLUTIONS`].
    pub dpi: Option<f64>,
    /// Whether SVG and PNG carry the review: never unless somebody asks for it, as a figure that is sent to a journal must not
    /// carry what is not published.
    pub carries: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            which: Which::Outcome,
            format: Format::Pdf,
            size: Size::Named(Page::TwoColumns),
            millimetres: Some(174.0),
            dpi: Some(300.0),
            carries: false,
        }
    }
}

impl Choices {
    /// The width, in points.
    fn width(&self) -> Option<f64> {
        match self.size {
            Size::Named(page) => Some(page.width()),
            Size::Own => Some(self.millimetres? * POINTS_PER_MILLIMETRE),
        }
    }

    /// The room on a page; a figure of a width of one's own is as high as it becomes.
    fn room(&self) -> Room {
        Room::pages(match self.size {
            Size::Named(page) => page.height(),
            Size::Own => f64::INFINITY,
        })
    }

    fn text_size(&self, width: f64) -> f64 {
        match self.size {
            Size::Named(page) => page.text_size(),
            Size::Own => text_size_for(width),
        }
    }
}

/// A figure as it will be in a file.
pub struct Figure {
    /// What it is called among the others of its review.
    pub name: String,
    /// Its pages.
    pub pages: Vec<Scene>,
    /// How it was brought onto them.
    fit: Fit,
    /// Whether its numbers are still being computed.
    waits: bool,
}

impl Figure {
    /// The same with its first page alone.
    #[must_use]
    pub fn first_page(mut self) -> Self {
        self.pages.truncate(1);
        self
    }

    /// How it was brought onto its pages, where that must be said.
    fn fitting(&self, locale: Locale) -> Option<String> {
        match self.fit {
            Fit::Whole => None,
            Fit::Compact => Some(downloads::set_closer(&self.name)),
            Fit::Parted => Some(downloads::parted(&self.name, self.pages.len(), locale)),
        }
    }

    /// That it is higher than the paper that people have.
    fn too_high(&self, locale: Locale) -> Option<String> {
        let height = self.pages.first()?.height / POINTS_PER_MILLIMETRE;
        (height > HEIGHT_OF_A4).then(|| downloads::higher_than_paper(&self.name, height, locale))
    }

    /// The size of its smallest letters, in points.
    fn smallest_text(&self) -> f64 {
        let sizes = self.pages.iter().filter_map(Scene::smallest_text);
        sizes.fold(f64::INFINITY, f64::min)
    }
}

/// The figures that were chosen, laid out in their size; empty where there is nothing to draw, or no size. Sensitivity
/// analyses that nobody has looked at are being computed from then on.
pub fn figures(state: State, sensitivities: Sensitivities, choices: &Choices) -> Vec<Figure> {
    let Some(width) = choices.width() else {
        return Vec::new();
    };
    let profile = || safety_profile(state, choices, width);
    match choices.which {
        Which::Outcome => state
            .answers
            .answer()
            .map(|answer| forest_plot(state, &answer, choices, width))
            .into_iter()
            .collect(),
        Which::Sensitivity => state
            .answers
            .answer()
            .and_then(|answer| sensitivity_figure(state, sensitivities, &answer, choices, width))
            .into_iter()
            .collect(),
        Which::Profile => vec![profile()],
        Which::All => {
            let mut figures = vec![profile()];
            state.answers.all.with(|answers| {
                for answer in answers {
                    figures.push(forest_plot(state, answer, choices, width));
                    let further = sensitivity_figure(state, sensitivities, answer, choices, width);
                    figures.extend(further);
                }
            });
            figures
        }
    }
}

/// The figure of the sensitivity analyses of an outcome, where it has any.
fn sensitivity_figure(
    state: State,
    sensitivities: Sensitivities,
    answer: &Answer,
    choices: &Choices,
    width: f64,
) -> Option<Figure> {
    let answers = sensitivities.of(answer.outcome.id);
    if answers.is_empty() {
        return None;
    }
    let options = sensitivity::Options {
        width,
        text_size: choices.text_size(width),
        ..sensitivity::Options::two_columns(state.document.locale())
    };
    let inputs = sensitivity_inputs(state, answer, &answers, &options);
    let figure = SensitivityFigure::of(&inputs);
    let (pages, fit) = sensitivity::on_paper(&figure, choices.room());
    let is_computed = |answer: &SensitivityAnswer| match &answer.found {
        Ok(found) => !matches!(found.result.pooled, Err(Undefined::Pending)),
        Err(_) => true,
    };
    Some(Figure {
        name: figure_name(&answer.outcome.name),
        pages: in_width(pages, width),
        fit,
        waits: is_pending(&answer.response) || !answers.iter().all(is_computed),
    })
}

fn forest_plot(state: State, answer: &Answer, choices: &Choices, width: f64) -> Figure {
    let options = forest::Options {
        width,
        text_size: choices.text_size(width),
        ..forest::Options::two_columns(state.document.locale())
    };
    let forest = forest_now(state, answer, &options);
    let (pages, fit) = forest::on_paper(&forest, choices.room());
    Figure {
        name: answer.outcome.name.clone(),
        pages: in_width(pages, width),
        fit,
        waits: is_pending(&answer.response),
    }
}

fn safety_profile(state: State, choices: &Choices, width: f64) -> Figure {
    let options = safety::Options {
        width,
        text_size: choices.text_size(width),
        preset: settings(state).preset,
        ..safety::Options::landscape(state.document.locale())
    };
    let ((pages, fit), waits) = state.answers.all.with(|answers| {
        let outcomes = answers.iter().map(answered).collect();
        let inputs = state
            .document
            .project
            .with(|project| safety::Inputs::new(&project.review, outcomes, &options));
        (
            safety::on_paper(&SafetyProfile::of(&inputs), choices.room()),
            answers.iter().any(|answer| is_pending(&answer.response)),
        )
    });
    Figure {
        name: String::from("safety profile"),
        pages: in_width(pages, width),
        fit,
        waits,
    }
}

fn in_width(pages: Vec<Scene>, width: f64) -> Vec<Scene> {
    pages
        .into_iter()
        .map(|page| page.no_wider_than(width))
        .collect()
}

/// What must be known before the figures are made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// How large the first of them will be.
    pub size: String,
    /// How they were brought onto their pages.
    pub remarks: Vec<String>,
    /// What will not be as it should.
    pub warnings: Vec<String>,
    /// Why they cannot be made as chosen.
    pub obstacles: Vec<String>,
}

/// Looks at figures before they are made.
pub fn outlook(figures: &[Figure], choices: &Choices, locale: Locale) -> Outlook {
    let mut outlook = Outlook::default();
    if choices.width().is_none() {
        outlook
            .obstacles
            .push(downloads::between("width", WIDTHS, "mm", locale));
    }
    let dpi = (choices.format == Format::Png).then_some(choices.dpi);
    if dpi == Some(None) {
        outlook
            .obstacles
            .push(downloads::between("resolution", RESOLUTIONS, "dpi", locale));
    }
    let dpi = dpi.flatten();
    if let Some(first) = figures.first() {
        outlook.size = size(first, dpi, locale);
    }
    for figure in figures {
        outlook.remarks.extend(figure.fitting(locale));
        outlook.warnings.extend(figure.too_high(locale));
        let smallest = figure.smallest_text();
        // Scaling leaves rounding errors.
        if smallest < SMALLEST_TEXT - 1e-9 {
            outlook.warnings.push(downloads::text_too_small(
                &figure.name,
                smallest,
                SMALLEST_TEXT,
                locale,
            ));
        }
        let too_large = dpi.and_then(|dpi| {
            let mut sizes = figure.pages.iter().map(|page| pixels(page, dpi));
            sizes.find_map(Result::err)
        });
        if let Some(too_large) = too_large {
            outlook
                .obstacles
                .push(bitmap_too_large(&figure.name, too_large, locale));
        }
        if figure.waits {
            outlook
                .obstacles
                .push(downloads::still_computed(&figure.name));
        }
    }
    outlook
}

fn pixels(page: &Scene, dpi: f64) -> Result<(u32, u32), png::TooLarge> {
    png::size_in_pixels(page, dpi / POINTS_PER_INCH)
}

fn bitmap_too_large(figure: &str, too_large: png::TooLarge, locale: Locale) -> String {
    let pixels = [too_large.width, too_large.height].map(u64::from);
    downloads::bitmap_too_large(figure, pixels, too_large.largest_dpi, locale)
}

/// The size of a figure, on paper and in pixels, and of its letters.
fn size(figure: &Figure, dpi: Option<f64>, locale: Locale) -> String {
    let mut parts = Vec::new();
    if let Some(page) = figure.pages.first() {
        let millimetres = [page.width, page.height].map(|length| length / POINTS_PER_MILLIMETRE);
        parts.push(downloads::size_on_paper(millimetres, locale));
        if let Some(Ok((width, height))) = dpi.map(|dpi| pixels(page, dpi)) {
            let pixels = [u64::from(width), u64::from(height)];
            parts.push(downloads::size_in_pixels(pixels, locale));
        }
    }
    if figure.pages.len() > 1 {
        parts.push(downloads::pages(figure.pages.len(), locale));
    }
    parts.push(downloads::smallest_text(figure.smallest_text(), locale));
    parts.join(" · ")
}

/// What was made: the one file to be downloaded, and what must be said about it.
pub struct Made {
    /// The file.
    pub file: File,
    /// Its media type.
    pub media_type: &'static str,
    /// What must be said about it.
    pub remark: Option<String>,
}

/// Makes the files, and one of them if they are several.
///
/// # Errors
/// Why there is none, in words.
pub async fn make(state: State, figures: Vec<Figure>, choices: Choices) -> Result<Made, String> {
    let locale = untrack(|| state.document.locale());
    let present = state.document.project.get_untracked();
    let title = present.review.title.clone();
    let carried = choices.carries.then_some(&*present);
    let theme = untrack(|| colours(state, Theme::PRINT));
    let slugs: Vec<String> = figures
        .iter()
        .map(|figure| slug(&[&title, &figure.name]))
        .collect();
    let (mut files, mut boxes) = (Vec::new(), Vec::new());
    for (figure, slug) in figures.iter().zip(bundle::distinct(&slugs)) {
        let contents = match choices.format {
            Format::Pdf => {
                let document = pdf::document(&figure.pages, &theme);
                for character in document.boxes {
                    if !boxes.contains(&character) {
                        boxes.push(character);
                    }
                }
                vec![document.bytes]
            }
            Format::Svg => figure
                .pages
                .iter()
                .map(|page| svg_of(page, &theme, carried))
                .collect(),
            Format::Png => {
                let dpi = choices.dpi.unwrap_or(300.0);
                pngs(figure, dpi, &theme, carried, locale).await?
            }
        };
        let several = contents.len() > 1;
        for (page, bytes) in (1..).zip(contents) {
            let number = if several {
                format!("-{page}")
            } else {
                String::new()
            };
            let extension = choices.format.extension();
            files.push(File {
                name: format!("{slug}{number}.{extension}"),
                bytes,
            });
        }
    }
    let fitting = figures.iter().filter_map(|figure| figure.fitting(locale));
    let boxes = (!boxes.is_empty()).then(|| downloads::boxes(&boxes));
    let remarks: Vec<String> = fitting.chain(boxes).collect();
    let remark = (!remarks.is_empty()).then(|| remarks.join(" "));
    one_of(files, choices.format, &title).map(|(file, media_type)| Made {
        file,
        media_type,
        remark,
    })
}

/// The only file, or all of them in an archive.
fn one_of(
    mut files: Vec<File>,
    format: Format,
    title: &str,
) -> Result<(File, &'static str), String> {
    if files.len() == 1
        && let Some(file) = files.pop()
    {
        let media_type = match format {
            Format::Svg => "image/svg+xml",
            Format::Png => "image/png",
            Format::Pdf => "application/pdf",
        };
        return Ok((file, media_type));
    }
    let bytes = bundle::zip(&files).map_err(|_| downloads::TOO_MUCH_FOR_ONE_FILE.to_owned())?;
    let name = format!("{}.zip", slug(&[title, "figures"]));
    Ok((File { name, bytes }, "application/zip"))
}

fn svg_of(page: &Scene, theme: &Theme, carried: Option<&Project>) -> Vec<u8> {
    match carried {
        Some(project) => project::svg_carrying(project, page, theme),
        None => svg::document(page, theme),
    }
    .into_bytes()
}

async fn pngs(
    figure: &Figure,
    dpi: f64,
    theme: &Theme,
    carried: Option<&Project>,
    locale: Locale,
) -> Result<Vec<Vec<u8>>, String> {
    let mut images = Vec::new();
    for page in &figure.pages {
        let plain = png_bytes(page, theme, dpi / POINTS_PER_INCH)
            .await
            .map_err(|failure| match failure {
                Failure::TooLarge(too_large) => bitmap_too_large(&figure.name, too_large, locale),
                Failure::Refused => downloads::PNG_REFUSED.to_owned(),
            })?;
        let image = png::with_resolution(&plain, dpi).unwrap_or(plain);
        let carrying = carried.and_then(|project| project::png_carrying(project, &image).ok());
        images.push(carrying.unwrap_or(image));
    }
    Ok(images)
}

/// Makes the files and gives them to the browser; says whether they are made, and what must be said about them.
pub async fn download(state: State, sensitivities: Sensitivities, choices: Choices) -> bool {
    let figures = untrack(|| figures(state, sensitivities, &choices));
    let (given, said) = match make(state, figures, choices).await {
        Ok(made) => match files::download(&made.file.name, made.media_type, &made.file.bytes) {
            Ok(()) => (true, made.remark),
            Err(_) => (
                false,
                Some(String::from("The browser refused the download.")),
            ),
        },
        Err(words) => (false, Some(words)),
    };
    if let Some(said) = said {
        state.notices.say(said);
    }
    given
}

/// [`download`], without asking first.
pub(super) fn download_at_once(state: State, sensitivities: Sensitivities, choices: Choices) {
    spawn_local(async move {
        download(state, sensitivities, choices).await;
    });
}

/// Puts the figure on the clipboard as an image, of several pages the first; says whether it is there. The browser takes it
/// only while it knows of the click: it is promised there and then, and made afterwards.
pub async fn copy(state: State, sensitivities: Sensitivities, choices: Choices) -> bool {
    let figures = untrack(|| figures(state, sensitivities, &choices));
    let bare = Choices {
        carries: false,
        ..choices
    };
    let image = async move {
        let first = figures.into_iter().map(Figure::first_page).collect();
        let made = make(state, first, bare).await?;
        Ok(made.file.bytes)
    };
    match clipboard::copy_png(image).await {
        Ok(()) => {
            state
                .notices
                .say("Copied: paste the figure where you write.");
            true
        }
        Err(reason) => {
            state.notices.say(downloads::not_copied(&reason));
            false
        }
    }
}
