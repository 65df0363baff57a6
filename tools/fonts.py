#!/usr/bin/env python3
"""Makes the site's fonts: subsets of Inter and Noto Sans CJK KR with just the glyphs in use.

    fonts.py FOLDER

writes latin-400.otf, latin-600.otf, ko-400.otf, ko-600.otf and OFL.txt. Digits are tabular in the
Latin ones, since Dear ImGui applies no OpenType features. The subsets are renamed, as a modified
version must be. Does nothing when nothing has changed; the same inputs give the same bytes.
"""

import copy
import hashlib
import html
import io
import pathlib
import re
import string
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

SOURCES = pathlib.Path(__file__).resolve().parent.parent
FONT_FOLDERS = [pathlib.Path("/usr/share/fonts"), pathlib.Path("/usr/local/share/fonts"),
                pathlib.Path.home() / ".local/share/fonts"]

# file name, family, style, weight, candidates for the original, face within a collection
FONTS = [
    ("latin-400", "initlab Sans", "Regular", 400, ["Inter-Regular.otf", "Inter-Regular.ttf"], None),
    ("latin-600", "initlab Sans", "SemiBold", 600, ["Inter-SemiBold.otf", "Inter-SemiBold.ttf"], None),
    ("ko-400", "initlab Sans KR", "Regular", 400, ["NotoSansCJK-Regular.ttc"], "Noto Sans CJK KR"),
    ("ko-600", "initlab Sans KR", "SemiBold", 600, ["NotoSansCJK-Bold.ttc"], "Noto Sans CJK KR"),
]

ALWAYS_LATIN = {chr(code) for code in range(0x20, 0x7F)} | set("−×√±·…≈σμφχξλ₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻\u00a0")
LATIN_IF_PRESENT = set("←↑→↓↔▲▼◀▶△▽●○■□◆◇•–—“”‘’≤≥≠∞∑∂°")
KERNED_MARKS = ".,’-"
INVISIBLE = set("\t\n\r\u200b\u200c\u200d\u2028\u2029\ufe0e\ufe0f\ufeff")
# Understood when it is typed, and not in Inter; nothing of ours writes it.
ONLY_READ = set("\u22c5")


def fail(sentence):
    sys.exit(f"initlab: {sentence}")


def is_korean(character):
    """Hangul, and the punctuation and wide forms that come with it."""
    return ord(character) >= 0x2E80 or 0x1100 <= ord(character) <= 0x11FF


def texts():
    """Every piece of text that may be shown: C++ literals; pages and scripts without comments."""
    literal = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*")', re.DOTALL)
    for path in sorted((SOURCES / "src").rglob("*")):
        if path.suffix in (".h", ".cpp", ".def"):
            for found in literal.finditer(path.read_text(encoding="utf-8")):
                yield found.group(1) or ""
    comment = re.compile(r"^\s*//[^\n]*|/\*.*?\*/|<!--.*?-->", re.DOTALL | re.MULTILINE)
    pages = sorted((SOURCES / "web").rglob("*")) + [SOURCES / "shell.html"]
    for path in pages:
        if path.suffix in (".html", ".css", ".js", ".mjs") and path.exists():
            yield html.unescape(comment.sub("", path.read_text(encoding="utf-8")))


def characters_in_use():
    escape = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\u\{([0-9a-fA-F]+)\}")
    used = set()
    for text in texts():
        used.update(escape.sub(lambda code: chr(int(next(filter(None, code.groups())), 16)), text))
    return {character for character in used if ord(character) >= 0x20} - INVISIBLE - ONLY_READ


def find_font(names):
    for folder in FONT_FOLDERS:
        for name in names:
            for path in sorted(folder.rglob(name)):
                return path
    return fail(f"there is no {names[0]} here: install the fonts Inter and Noto Sans CJK "
                "(Debian: fonts-inter fonts-noto-cjk).")


def open_font(path, face):
    if face is None:
        return TTFont(path, recalcTimestamp=False)
    for font in TTCollection(path).fonts:
        if font["name"].getDebugName(1) == face or font["name"].getDebugName(16) == face:
            font.recalcTimestamp = False
            return font
    return fail(f"{path.name} has no face called {face}: install Debian's fonts-noto-cjk.")


def use_tabular_digits(font):
    """Points the digits in the cmap to their `tnum` alternates."""
    layout = font["GSUB"].table
    lookups = {index for record in layout.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
               for index in record.Feature.LookupListIndex}
    alternates = {}
    for index in sorted(lookups):
        for table in layout.LookupList.Lookup[index].SubTable:
            alternates.update(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))
    for table in font["cmap"].tables:
        for digit in map(ord, "0123456789"):
            if digit in table.cmap:
                table.cmap[digit] = alternates.get(table.cmap[digit], table.cmap[digit])
    widths = {font["hmtx"][font.getBestCmap()[digit]][0] for digit in map(ord, "0123456789")}
    if len(widths) != 1:
        fail("the digits of the Latin font are not tabular: its tnum feature has changed.")


def rename(font, family, style):
    """Our own name in every record; copyright and licence stay. (A reserved name may not.)"""
    postscript = f"{family.replace(' ', '')}-{style}"
    names = font["name"]
    for record in list(names.names):
        if record.nameID not in (0, 5, 13, 14) or (record.platformID, record.langID) != (3, 0x409):
            names.names.remove(record)
    for number, text in {1: f"{family} {style}" if style == "SemiBold" else family, 2: "Regular",
                         3: f"{postscript} subset", 4: f"{family} {style}", 6: postscript,
                         16: family, 17: style}.items():
        names.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        top = cff.topDictIndex[0]
        top.FullName, top.FamilyName, top.Weight = f"{family} {style}", family, style
        for index, part in enumerate(getattr(top, "FDArray", None) or []):
            part.FontName = f"{postscript}-{index}"


def subset_font(font, characters, features):
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.drop_tables += ["BASE", "DSIG", "GDEF", "STAT", "VORG", "vhea", "vmtx", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)


def kerning_of_letters(font):
    """The table of kerning pairs, without those of digits, which are tabular, and of signs."""
    letters = copy.deepcopy(font)
    subset_font(letters, string.ascii_letters + KERNED_MARKS, ["kern"])
    packed = io.BytesIO()
    letters.save(packed)
    return TTFont(packed)["GPOS"]


def make_font(target, row, wanted, optional):
    name, family, style, weight, candidates, face = row
    font = open_font(find_font(candidates), face)
    if face is None:
        use_tabular_digits(font)
    present = {chr(code) for code in font.getBestCmap()}
    missing = sorted(wanted - present)
    if missing:
        codes = ", ".join(f"U+{ord(character):04X} ({character})" for character in missing)
        fail(f"the font {candidates[0]} has no glyph for {codes}: use another notation.")
    kerning = kerning_of_letters(font) if face is None else None
    subset_font(font, wanted | (optional & present), [])
    if kerning is not None:
        font["GPOS"] = kerning
    copyright_line = font["name"].getDebugName(0)
    rename(font, family, style)
    font["OS/2"].usWeightClass = weight
    font.save(target / f"{name}.otf", reorderTables=True)
    size = (target / f"{name}.otf").stat().st_size
    print(f"initlab: fonts/{name}.otf {size / 1000:.1f} kB, {len(font.getBestCmap())} characters",
          file=sys.stderr)
    return copyright_line


def write_licence(target, copyrights):
    licence = (SOURCES / "tools/OFL-1.1.txt").read_text(encoding="utf-8")
    head = ("These fonts are subsets of Inter (initlab Sans) and of Noto Sans CJK KR (initlab Sans KR),\n"
            "made by the initlab build, with tabular digits, and renamed.\n\n")
    lines = "\n".join(dict.fromkeys(filter(None, copyrights)))
    (target / "OFL.txt").write_text(f"{head}{lines}\n\n{licence}", encoding="utf-8")


def stamp_of(used):
    stamp = hashlib.sha256("".join(sorted(used)).encode())
    stamp.update(pathlib.Path(__file__).read_bytes())
    for row in FONTS:
        path = find_font(row[4])
        stamp.update(f"{path.name} {path.stat().st_size}".encode())
    return stamp.hexdigest()


def main():
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    used = characters_in_use()
    stamp, stamp_file = stamp_of(used), target / "fonts.stamp"
    if stamp_file.exists() and stamp_file.read_text() == stamp:
        return
    korean = {character for character in used if is_korean(character)}
    latin = ALWAYS_LATIN | (used - korean)
    copyrights = [make_font(target, row, korean, set()) if row[5]
                  else make_font(target, row, latin, LATIN_IF_PRESENT) for row in FONTS]
    write_licence(target, copyrights)
    stamp_file.write_text(stamp)


main()
