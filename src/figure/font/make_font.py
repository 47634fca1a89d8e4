#!/usr/bin/env python3
"""Makes the two web fonts in public/fonts/, and in src/figure/font/ the advance table advances.rs, the two fonts that are
embedded in PDF files and the accented letters compositions.rs, from the Arimo fonts of the Debian package fonts-croscore (version 1.33, SIL Open Font License
1.1).

    pip install fonttools brotli
    python3 src/figure/font/make_font.py /usr/share/fonts/truetype/croscore

The subset keeps no kerning, no ligatures and no hinting: a line of text is then as wide as the sum of its advances,
which is what the layout of the figures counts on.
"""

import array
import pathlib
import sys
import unicodedata
import zlib

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = pathlib.Path(__file__).resolve().parents[3]
WEIGHTS = {"Regular": "REGULAR", "Bold": "BOLD"}
# First and last of each block that is shipped: Latin with Latin-1 and Extended-A, Greek, punctuation, superscripts and
# subscripts, the euro sign, arrows, and the signs that results are written with.
BLOCKS = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x391, 0x3C9), (0x2002, 0x200A), (0x2010, 0x2026), (0x202F, 0x202F),
    (0x2030, 0x2030), (0x2032, 0x2033), (0x2070, 0x208E), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2193),
    (0x2206, 0x2206), (0x2211, 0x2212), (0x221A, 0x221A), (0x221E, 0x221E), (0x2248, 0x2248), (0x2260, 0x2260),
    (0x2264, 0x2265),
]
# Bold stands in headings and sums, not in names of trials: the font that is sent has Latin-1, the Greek letters of
# statistics and of drugs, and the signs of numbers. The advance table has all of them: Arial, which stands in for the others, has the same advances. A PDF
# has nothing to stand in, and embeds all of them too.
BOLD_BLOCKS = [
    (0x20, 0x7E), (0xA0, 0xFF), (0x3B1, 0x3B4), (0x3BA, 0x3BC), (0x3C3, 0x3C4), (0x3C7, 0x3C7), (0x2009, 0x200A),
    (0x2010, 0x2014), (0x2018, 0x201E), (0x2022, 0x2022),
    (0x2026, 0x2026), (0x202F, 0x2030), (0x2080, 0x2089), (0x2190, 0x2193), (0x2206, 0x2206), (0x2212, 0x2212),
    (0x221E, 0x221E), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265),
]

# Outlines are sent on a grid of 256 to the em: nobody sees a fourth of a thousandth of the letter's height, and the fonts
# weigh an eighth less.
GRID = 8


def covered_by(font, blocks):
    covered = font.getBestCmap()
    return [code for first, last in blocks for code in range(first, last + 1) if code in covered]


def subset_of(source, codes, flavor, names):
    options = subset.Options()
    options.flavor = flavor
    options.hinting = False
    options.layout_features = []
    options.name_IDs = names
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "GDEF", "GPOS", "GSUB", "gasp"]
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font, options


def write_web_font(source, weight, codes):
    # The licence lies beside the fonts.
    font, options = subset_of(source, codes, "woff2", [0, 1, 2])
    snap(font["glyf"])
    target = ROOT / "public" / "fonts" / f"arimo-{weight.lower()}.woff2"
    subset.save_font(font, target, options)
    print(target.name, target.stat().st_size)


def write_embedded_font(source, weight, codes):
    """The font as a PDF holds it (FontFile2, FlateDecode), and which glyph each character has (CIDToGIDMap: two bytes for
    each number from 0 on). The font is whole, with its names and its character map, which a PDF does not need: whoever
    takes it out of a file has a font, and the tests draw the SVG with it."""
    font, _ = subset_of(source, codes, None, [0, 1, 2, 4, 6])
    glyphs = font.getBestCmap()
    glyph_numbers = array.array("H", (font.getGlyphID(glyphs[code]) if code in glyphs else 0 for code in range(codes[-1] + 1)))
    if sys.byteorder == "little":
        glyph_numbers.byteswap()
    plain = pathlib.Path(ROOT / "target" / f"arimo-{weight.lower()}.ttf")
    plain.parent.mkdir(exist_ok=True)
    font.recalcTimestamp = False
    font.save(plain)
    for content, extension in [(plain.read_bytes(), "ttf.zlib"), (glyph_numbers.tobytes(), "glyphs.zlib")]:
        target = ROOT / "src" / "figure" / "font" / f"arimo-{weight.lower()}.{extension}"
        target.write_bytes(zlib.compress(content, 9))
        print(target.name, len(content), target.stat().st_size)
    plain.unlink()


def snap(outlines):
    for name in outlines.keys():
        outline = outlines[name]
        if outline.numberOfContours > 0:
            for place, point in enumerate(outline.coordinates):
                outline.coordinates[place] = tuple(round(part / GRID) * GRID for part in point)
            outline.recalcBounds(outlines)


def runs(codes):
    run = []
    for code in codes:
        if run and code != run[-1] + 1:
            yield run
            run = []
        run.append(code)
    if run:
        yield run


def table(font, name, codes):
    advances = font["hmtx"]
    glyphs = font.getBestCmap()
    lines = [f"pub(super) static {name}: &[Run] = &["]
    for run in runs(codes):
        widths = ", ".join(str(advances[glyphs[code]][0]) for code in run)
        lines += ["    Run {", f"        first: 0x{run[0]:04X},", f"        advances: &[{widths}],", "    },"]
    return "\n".join(lines + ["];"])


def compositions(codes):
    """The characters of the font that may also be written as a letter and a mark behind it."""
    lines = [
        "//! Letters with a mark that the figures' font has as one character. Made by `make_font.py`; not to be edited by hand.",
        "",
        "/// A letter, the mark behind it, and both as one character; in the order of the first two.",
        "pub(super) static COMPOSITIONS: &[(char, char, char)] = &[",
    ]
    pairs = []
    for code in codes:
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) == 2 and unicodedata.normalize("NFC", parts) == chr(code):
            pairs.append((parts[0], parts[1], chr(code)))
    lines += [f"    ('{letter}', '\\u{{{ord(mark):x}}}', '{whole}')," for letter, mark, whole in sorted(pairs)]
    return "\n".join(lines + ["];"]) + "\n"


def main(folder):
    parts = []
    for weight, name in WEIGHTS.items():
        source = pathlib.Path(folder) / f"Arimo-{weight}.ttf"
        font = TTFont(source)
        assert font["head"].unitsPerEm == 2048
        write_web_font(source, weight, covered_by(font, BOLD_BLOCKS if weight == "Bold" else BLOCKS))
        write_embedded_font(source, weight, covered_by(font, BLOCKS))
        parts.append(table(font, name, covered_by(font, BLOCKS)))
    head = "//! Advances of Arimo 1.33 in units of 1/2048 em. Made by `make_font.py`; not to be edited by hand.\n\nuse super::Run;\n\n"
    (ROOT / "src/figure/font/compositions.rs").write_text(compositions(covered_by(font, BLOCKS)))
    (ROOT / "src/figure/font/advances.rs").write_text(head + "\n\n".join(parts) + "\n")


main(sys.argv[1])
