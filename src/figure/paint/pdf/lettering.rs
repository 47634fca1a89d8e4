//! Text: which codes its characters have, and the fonts that know them.
//!
//! The code of a character of the shipped font is its number in Unicode, so that a line is its own text in UTF-16. A
//! character that the font lacks is drawn as a box and has a code from [`FIRST_BOX`] on; the font's table of what codes mean
//! (`ToUnicode`) gives the character back to whoever copies the text.
//!
//! Chinese characters are in no font that could be shipped: the document names a font for them that is not in it, and the codes
//! of the standard (`UniGB-UTF16-H`, ISO 32000-1, 9.7.5.2) by which a reader finds them in one of its own.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::writers::FontDescriptor;
use pdf_writer::{Dict, Filter, Finish, Name, Pdf, Rect, Ref, Str};

use super::{compressed, single};
use crate::figure::font::embedded::{Embedded, Shape, UNITS_PER_EM, composed, embedded, shape};
use crate::figure::font::{CAP_HEIGHT, DESCENT, Weight};

/// The first code of a box. The codes of these blocks (Cyrillic to Greek Extended) have no glyph in the shipped font.
const FIRST_BOX: u16 = 0x0400;
/// The last one; should a document lack more characters than there are codes, the others share it.
const LAST_BOX: u16 = 0x1fff;
/// Lengths in fonts of a PDF are thousandths of an em.
const THOUSANDTHS: f64 = 1000.0;
/// Height of the highest letter of the font, in em.
const ASCENT: f64 = 1854.0 / 2048.0;

/// What codes mean: a character and its advance in units of the font.
type Codes = BTreeMap<u16, (char, u16)>;

/// The letters of a document.
#[derive(Default)]
pub(super) struct Letters {
    regular: Codes,
    bold: Codes,
    boxes: Vec<char>,
    /// The Chinese characters, by their numbers in Unicode.
    chinese: BTreeMap<u16, char>,
}

/// A line of text, ready to be shown.
pub(super) struct Line {
    /// Its parts, one behind the other.
    pub(super) runs: Vec<Run>,
    /// How wide it is drawn.
    pub(super) width: f64,
}

/// Neighbouring characters of one font.
pub(super) struct Run {
    /// The name of the font among those of the page.
    pub(super) font: Name<'static>,
    /// Their codes, two bytes each.
    pub(super) codes: Vec<u8>,
}

/// The objects of the fonts of a document.
pub(super) struct Fonts {
    shipped: Vec<FontObjects>,
    chinese: Option<ChineseObjects>,
}

/// The objects of the font for Chinese characters.
struct ChineseObjects {
    font: Ref,
    descendant: Ref,
    descriptor: Ref,
    unicode: Ref,
}

/// The objects of one font.
struct FontObjects {
    weight: Weight,
    font: Ref,
    descendant: Ref,
    descriptor: Ref,
    program: Ref,
    glyphs: Ref,
    unicode: Ref,
}

fn system_information() -> SystemInfo<'static> {
    SystemInfo {
        registry: Str(b"Adobe"),
        ordering: Str(b"Identity"),
        supplement: 0,
    }
}

impl Letters {
    /// A text in codes; its width is in the unit of `size`.
    pub(super) fn line(&mut self, text: &str, weight: Weight, size: f64) -> Line {
        let mut runs: Vec<Run> = Vec::new();
        let mut units = 0.0;
        for character in composed(text).chars() {
            let (shape, advance) = shape(character, weight);
            if let Some(code) = code_of_chinese(character) {
                self.chinese.insert(code, character);
                put(&mut runs, CHINESE, code);
                units += f64::from(advance);
                continue;
            }
            let code = match shape {
                Shape::Nothing => continue,
                Shape::Own => u16::try_from(u32::from(character)).unwrap_or(LAST_BOX),
                Shape::Box => self.code_of_box(character),
            };
            self.codes_mut(weight).insert(code, (character, advance));
            put(&mut runs, resource(weight), code);
            units += f64::from(advance);
        }
        Line {
            runs,
            width: units * size / f64::from(UNITS_PER_EM),
        }
    }

    /// The characters that are boxes.
    pub(super) fn boxes(&self) -> &[char] {
        &self.boxes
    }

    /// Whether there are Chinese characters, which a reader draws by a font of its own.
    pub(super) fn has_chinese(&self) -> bool {
        !self.chinese.is_empty()
    }

    fn code_of_box(&mut self, character: char) -> u16 {
        let known = self.boxes.iter().position(|known| *known == character);
        let place = known.unwrap_or_else(|| {
            self.boxes.push(character);
            self.boxes.len() - 1
        });
        u16::try_from(place)
            .map_or(LAST_BOX, |place| FIRST_BOX.saturating_add(place))
            .min(LAST_BOX)
    }

    fn codes(&self, weight: Weight) -> &Codes {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    fn codes_mut(&mut self, weight: Weight) -> &mut Codes {
        match weight {
            Weight::Regular => &mut self.regular,
            Weight::Bold => &mut self.bold,
        }
    }

    /// Names the fonts that are used among the resources of the pages.
    pub(super) fn declare(&self, resources: &mut Dict<'_>, next: &mut Ref) -> Fonts {
        let mut shipped = Vec::new();
        for weight in [Weight::Regular, Weight::Bold] {
            if !self.codes(weight).is_empty() {
                let font = FontObjects {
                    weight,
                    font: next.bump(),
                    descendant: next.bump(),
                    descriptor: next.bump(),
                    program: next.bump(),
                    glyphs: next.bump(),
                    unicode: next.bump(),
                };
                resources.pair(resource(weight), font.font);
                shipped.push(font);
            }
        }
        let chinese = self.has_chinese().then(|| ChineseObjects {
            font: next.bump(),
            descendant: next.bump(),
            descriptor: next.bump(),
            unicode: next.bump(),
        });
        if let Some(chinese) = &chinese {
            resources.pair(CHINESE, chinese.font);
        }
        Fonts { shipped, chinese }
    }

    /// Writes the fonts.
    pub(super) fn write(&self, pdf: &mut Pdf, fonts: &Fonts) {
        for objects in &fonts.shipped {
            write_font(pdf, objects, self.codes(objects.weight));
        }
        if let Some(objects) = &fonts.chinese {
            write_chinese(pdf, objects, &self.chinese);
        }
    }
}

/// The name of the font for Chinese characters among those of the pages.
const CHINESE: Name<'static> = Name(b"Chinese");
/// What the font is called: a sans serif that readers for Chinese know; others take what they have for its collection.
const CHINESE_FONT: Name<'static> = Name(b"STHeiti-Regular");
/// The collection of characters to which the codes lead.
const CHINESE_COLLECTION: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"GB1"),
    supplement: 5,
};

/// The code of a character of the collection of Chinese characters: its number in Unicode. `None` for any other.
fn code_of_chinese(character: char) -> Option<u16> {
    let is_chinese = matches!(
        character,
        '\u{3001}'..='\u{3011}'
            | '\u{3014}'..='\u{3017}'
            | '\u{3041}'..='\u{3093}'
            | '\u{30a1}'..='\u{30f6}'
            | '\u{3400}'..='\u{4db5}'
            | '\u{4e00}'..='\u{9fa5}'
            | '\u{ff01}'..='\u{ff5e}'
    );
    is_chinese
        .then(|| u16::try_from(u32::from(character)).ok())
        .flatten()
}

/// Puts a code behind the last one of its font.
fn put(runs: &mut Vec<Run>, font: Name<'static>, code: u16) {
    let bytes = code.to_be_bytes();
    match runs.last_mut() {
        Some(run) if run.font == font => run.codes.extend_from_slice(&bytes),
        _ => runs.push(Run {
            font,
            codes: bytes.to_vec(),
        }),
    }
}

/// Writes the font for Chinese characters: a composite one that names what a reader is to take (ISO 32000-1, 9.7.4.2).
fn write_chinese(pdf: &mut Pdf, objects: &ChineseObjects, codes: &BTreeMap<u16, char>) {
    pdf.type0_font(objects.font)
        .base_font(CHINESE_FONT)
        .encoding_predefined(Name(b"UniGB-UTF16-H"))
        .descendant_font(objects.descendant)
        .to_unicode(objects.unicode);
    pdf.cid_font(objects.descendant)
        .subtype(CidFontType::Type0)
        .base_font(CHINESE_FONT)
        .system_info(CHINESE_COLLECTION)
        .font_descriptor(objects.descriptor)
        // Each is an em wide.
        .default_width(1000.0);
    pdf.font_descriptor(objects.descriptor)
        .name(CHINESE_FONT)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(-25.0, -254.0, 1000.0, 880.0))
        .italic_angle(0.0)
        .ascent(880.0)
        .descent(-120.0)
        .cap_height(880.0)
        .stem_v(93.0);
    let mut unicode = UnicodeCmap::new(Name(b"Trialpool-UTF16"), system_information());
    for (code, character) in codes {
        unicode.pair(*code, *character);
    }
    pdf.stream(objects.unicode, &compressed(&unicode.finish()))
        .filter(Filter::FlateDecode);
}

/// The name of a font among those of the pages.
fn resource(weight: Weight) -> Name<'static> {
    match weight {
        Weight::Regular => Name(b"Regular"),
        Weight::Bold => Name(b"Bold"),
    }
}

/// Writes one font: a composite one (ISO 32000-1, 9.7) of the shipped TrueType file.
fn write_font(pdf: &mut Pdf, objects: &FontObjects, codes: &Codes) {
    let font = embedded(objects.weight);
    // Six letters say that it is a part of the font that has this name.
    let tag = match objects.weight {
        Weight::Regular => "TRIALR+",
        Weight::Bold => "TRIALB+",
    };
    let name = format!("{tag}{}", font.name);
    let name = Name(name.as_bytes());
    pdf.type0_font(objects.font)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(objects.descendant)
        .to_unicode(objects.unicode);
    let mut descendant = pdf.cid_font(objects.descendant);
    descendant
        .subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(system_information())
        .font_descriptor(objects.descriptor)
        .cid_to_gid_map_stream(objects.glyphs);
    let mut widths = descendant.widths();
    for (code, (_, advance)) in codes {
        widths.consecutive(
            *code,
            [thousandths(f64::from(*advance) / f64::from(UNITS_PER_EM))],
        );
    }
    widths.finish();
    descendant.finish();
    describe(
        &mut pdf.font_descriptor(objects.descriptor),
        name,
        objects,
        font,
    );
    pdf.stream(objects.program, font.program)
        .filter(Filter::FlateDecode)
        .pair(Name(b"Length1"), font.program_length);
    pdf.stream(objects.glyphs, font.glyphs)
        .filter(Filter::FlateDecode);
    let mut unicode = UnicodeCmap::new(Name(b"Trialpool-UTF16"), system_information());
    for (code, (character, _)) in codes {
        unicode.pair(*code, *character);
    }
    pdf.stream(objects.unicode, &compressed(&unicode.finish()))
        .filter(Filter::FlateDecode);
}

fn describe(
    descriptor: &mut FontDescriptor<'_>,
    name: Name<'_>,
    objects: &FontObjects,
    font: &Embedded,
) {
    let em = |units: i16| thousandths(f64::from(units) / f64::from(UNITS_PER_EM));
    let [left, lower, right, upper] = font.bounds.map(em);
    descriptor
        .name(name)
        // It holds characters beside those of Latin alphabets.
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(left, lower, right, upper))
        .italic_angle(0.0)
        .ascent(thousandths(ASCENT))
        .descent(thousandths(-DESCENT))
        .cap_height(thousandths(CAP_HEIGHT))
        .stem_v(em(font.stem))
        .font_file2(objects.program);
}

fn thousandths(em: f64) -> f32 {
    single(em * THOUSANDTHS)
}
