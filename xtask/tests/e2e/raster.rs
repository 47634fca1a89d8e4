//! SVG and PDF files as pixels and as text, by readers that are not ours.

use std::fs;
use std::io::Read;
use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use flate2::read::ZlibDecoder;
use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Rect};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use resvg::{tiny_skia, usvg};

use super::picture::Picture;
use super::scenario::Outcome;
use xtask::place;

/// The figures' own fonts, as they are embedded in PDF files.
const FONTS: [&str; 2] = ["arimo-regular.ttf.zlib", "arimo-bold.ttf.zlib"];

/// An SVG of our own as pixels, `pixels_per_point` to a point (1/72 in), on white paper.
pub(super) fn svg(document: &str, pixels_per_point: f64, size: (u32, u32)) -> Outcome<Picture> {
    let mut options = usvg::Options::default();
    let fonts = Arc::make_mut(&mut options.fontdb);
    for font in FONTS {
        let packed = fs::read(place::root().join("src/figure/font").join(font))?;
        let mut unpacked = Vec::new();
        ZlibDecoder::new(packed.as_slice()).read_to_end(&mut unpacked)?;
        fonts.load_font_data(unpacked);
    }
    let tree = usvg::Tree::from_str(document, &options).context("The SVG cannot be drawn.")?;
    let mut drawn =
        tiny_skia::Pixmap::new(size.0, size.1).context("The SVG is too large to be drawn.")?;
    drawn.fill(tiny_skia::Color::WHITE);
    // The reader counts in CSS pixels, of which an inch has 96.
    let scale = single(pixels_per_point * 72.0 / 96.0);
    let transform = tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut drawn.as_mut());
    Picture::from_rgba(size, drawn.data())
}

/// A page of a PDF as pixels, likewise.
pub(super) fn pdf(
    file: &[u8],
    page: usize,
    pixels_per_point: f64,
    size: (u32, u32),
) -> Outcome<Picture> {
    let document = read(file)?;
    let page = page_of(&document, page)?;
    let too_large = |_| anyhow!("The PDF is too large to be drawn.");
    let width = u16::try_from(size.0).map_err(too_large)?;
    let height = u16::try_from(size.1).map_err(too_large)?;
    let mut context = RenderContext::new(width, height);
    let transform = Affine::scale(pixels_per_point) * page.initial_transform(true).to_kurbo();
    let settings = RenderSettings {
        hinting: false,
        glyph_caching: false,
        ..RenderSettings::default()
    };
    render_into(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &settings,
        &mut context,
        transform,
    );
    context.flush();
    let mut drawn = Pixmap::new(width, height);
    let on_paper = RasterizerSettings {
        target_init: TargetInit::Clear(WHITE),
        ..RasterizerSettings::default()
    };
    context.render_with(&mut drawn, &mut Resources::default(), on_paper);
    Picture::from_rgba(size, drawn.data_as_u8_slice())
}

/// The text of a page of a PDF as a reader copies it, a line for each piece.
pub(super) fn pdf_text(file: &[u8], page: usize) -> Outcome<String> {
    let document = read(file)?;
    let page = page_of(&document, page)?;
    let cache = InterpreterCache::new();
    let mut context = Context::new(
        Affine::IDENTITY,
        Rect::new(0.0, 0.0, 1.0, 1.0),
        &cache,
        document.xref(),
        InterpreterSettings::default(),
    );
    let mut words = Words(String::new());
    interpret_page(page, &mut context, &mut words);
    Ok(words.0)
}

/// Width and height of every page of a PDF, in points.
pub(super) fn pdf_pages(file: &[u8]) -> Outcome<Vec<[f64; 2]>> {
    let document = read(file)?;
    let pages = document.pages().iter();
    let sizes = pages.map(Page::render_dimensions);
    Ok(sizes
        .map(|(width, height)| [f64::from(width), f64::from(height)])
        .collect())
}

fn read(file: &[u8]) -> Outcome<Pdf> {
    Pdf::new(file.to_vec()).map_err(|error| anyhow!("The PDF cannot be read: {error:?}."))
}

fn page_of(document: &Pdf, page: usize) -> Outcome<&Page<'_>> {
    let found = document.pages().get(page);
    found.with_context(|| format!("The PDF has no page {}.", page + 1))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "seven digits are more than a picture needs"
)]
fn single(number: f64) -> f32 {
    number as f32
}

/// Collects what is written, and draws nothing.
struct Words(String);

impl Device<'_> for Words {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, _: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            match glyph.as_unicode() {
                Some(BfString::Char(character)) => self.0.push(character),
                Some(BfString::String(characters)) => self.0.push_str(&characters),
                None => self.0.push(char::REPLACEMENT_CHARACTER),
            }
        }
        self.0.push('\n');
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use trialpool::analysis::{self, plan_for};
    use trialpool::data::{Measure, Method, Plan, Settings, TauSquaredEstimator};
    use trialpool::figure::{Answered, Item, Scene, Theme, forest, paint, png, safety};
    use trialpool::read::examples;
    use trialpool::wording::Locale;

    use super::*;

    const DPI: f64 = 300.0;

    /// The forest plots of all outcomes of an example, and its safety profile.
    fn scenes(example: &str, plan: Option<Plan>) -> Vec<Scene> {
        let review = examples::review(example).unwrap();
        let mut settings = Settings::default();
        for outcome in &review.outcomes {
            settings.plans.extend(plan.map(|plan| (outcome.id, plan)));
        }
        let answers: Vec<_> = review
            .outcomes
            .iter()
            .map(|outcome| {
                let prepared = analysis::prepare(&review, &settings, outcome.id).unwrap();
                let response = analysis::answer(&prepared.request);
                Answered::new(outcome, prepared, response)
            })
            .collect();
        let options = forest::Options::two_columns(Locale::DecimalPoint);
        let mut scenes: Vec<Scene> = answers
            .iter()
            .map(|answered| {
                let settings = Arc::default();
                forest::scene(&forest::Inputs::new(
                    &review, answered, None, &settings, &options,
                ))
            })
            .collect();
        let options = safety::Options::landscape(Locale::DecimalPoint);
        scenes.push(safety::scene(&safety::Inputs::new(
            &review, answers, &options,
        )));
        scenes
    }

    fn random_effects() -> Plan {
        plan_for(
            Measure::RiskRatio,
            Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        )
    }

    #[test]
    fn a_pdf_shows_what_the_svg_shows() {
        let scenes = scenes("bcg-vaccine", Some(random_effects()));
        let file = paint::pdf::document(&scenes, &Theme::PRINT).bytes;
        for (page, scene) in scenes.iter().enumerate() {
            let size = png::size_in_pixels(scene, DPI / 72.0).unwrap();
            let document = paint::svg::document(scene, &Theme::PRINT);
            let from_svg = svg(&document, DPI / 72.0, size).unwrap();
            let from_pdf = pdf(&file, page, DPI / 72.0, size).unwrap();
            assert!(from_svg.ink() > 0.01);
            let strays = from_svg.strays(&from_pdf, 1);
            println!("{}: {strays}", scene.title);
            if strays >= 1e-4 {
                from_svg.keep(&format!("page-{page}-of-svg")).unwrap();
                from_pdf.keep(&format!("page-{page}-of-pdf")).unwrap();
            }
            assert!(strays < 1e-4, "{}: {strays}", scene.title);
        }
    }

    #[test]
    fn a_mark_or_a_letter_that_is_elsewhere_is_noticed() {
        // Its diamond is wide enough to be noticed.
        let scene = scenes("bcg-vaccine", Some(random_effects())).swap_remove(0);
        let dpi = 150.0;
        let size = png::size_in_pixels(&scene, dpi / 72.0).unwrap();
        let pixels = |scene: &Scene| {
            let document = paint::svg::document(scene, &Theme::PRINT);
            svg(&document, dpi / 72.0, size).unwrap()
        };
        let right = pixels(&scene);
        // A text, a line long enough to be among the pixels that may stray for their edges, a mark.
        let kinds: [fn(&Item) -> bool; 3] = [
            |item| matches!(item, Item::Text(text) if text.content == "Total"),
            |item| matches!(item, Item::Line { from, to, .. } if to.x - from.x > 60.0),
            // The diamond of the total; the heads of arrows are smaller than what strays at edges.
            |item| matches!(item, Item::Polygon { corners, outline: None, .. } if corners.len() == 4),
        ];
        for kind in kinds {
            let mut wrong = scene.clone();
            let place = wrong.items.iter().rposition(kind).unwrap();
            let item = wrong.items.remove(place);
            assert!(right.strays(&pixels(&wrong), 2) > 1e-4, "{item:?}");
        }
    }

    #[test]
    fn the_text_of_a_pdf_is_found_by_readers() {
        let scenes = scenes("bcg-vaccine", Some(random_effects()));
        let file = paint::pdf::document(&scenes, &Theme::PRINT).bytes;
        for (page, scene) in scenes.iter().enumerate() {
            let words = pdf_text(&file, page).unwrap();
            let lines: Vec<&str> = words.lines().collect();
            for text in scene.texts() {
                assert!(lines.contains(&text.content.as_str()), "{}", text.content);
            }
        }
        let forest = pdf_text(&file, 0).unwrap();
        for sign in ["I²", "τ²", "χ²", "Frimodt-Moller"] {
            assert!(forest.contains(sign), "{sign}");
        }
    }

    #[test]
    fn what_the_font_lacks_is_still_what_a_reader_copies() {
        let mut scene = scenes("bcg-vaccine", None).swap_remove(0);
        for item in &mut scene.items {
            if let Item::Text(text) = item {
                text.content = String::from("한국 🙂 מחקר −1.5 ≤ 2");
            }
        }
        let file = paint::pdf::document(&[scene], &Theme::PRINT).bytes;
        let words = pdf_text(&file, 0).unwrap();
        assert!(words.contains("한국 🙂 מחקר −1.5 ≤ 2"), "{words}");
    }
}
