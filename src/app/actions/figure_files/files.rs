//! Figures that become files or stand on the clipboard, and what is said of them beforehand.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::choices::{Choices, Format, RESOLUTIONS, WIDTHS};
use super::drawn::{Figure, figures};
use crate::app::platform::bitmap::png_bytes;
use crate::app::platform::clipboard;
use crate::app::platform::files::{self, slug};
use crate::app::state::figures::colours;
use crate::app::state::{Sensitivities, State};
use crate::figure::bundle::{self, File};
use crate::figure::paint::canvas::Failure;
use crate::figure::paint::{pdf, svg};
use crate::figure::{POINTS_PER_MILLIMETRE, SMALLEST_TEXT, Scene, Theme, png};
use crate::project::{self, Project};
use crate::wording::{Locale, downloads, translate};

const POINTS_PER_INCH: f64 = 72.0;

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
    let (mut files, mut boxes, mut borrows_font) = (Vec::new(), Vec::new(), false);
    for (figure, slug) in figures.iter().zip(bundle::distinct(&slugs)) {
        let contents = match choices.format {
            Format::Pdf => {
                let document = pdf::document(&figure.pages, &theme);
                borrows_font |= document.borrows_font;
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
    let borrowed = borrows_font.then(|| downloads::BORROWED_FONT.to_owned());
    let remarks: Vec<String> = fitting.chain(boxes).chain(borrowed).collect();
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

/// The pages of a figure as pixels.
///
/// # Errors
/// Why there are none, in words.
pub(in crate::app::actions) async fn pngs(
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
                Some(String::from(translate("The browser refused the download."))),
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
pub(in crate::app::actions) fn download_at_once(
    state: State,
    sensitivities: Sensitivities,
    choices: Choices,
) {
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
                .say(translate("Copied: paste the figure where you write."));
            true
        }
        Err(reason) => {
            state.notices.say(downloads::not_copied(&reason));
            false
        }
    }
}
