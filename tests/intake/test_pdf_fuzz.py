"""No bytes make the PDF reader do anything but read, or say one sentence, in time and memory."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Section
from bulletin_desk.process import Worker
from intake.pdf_issues import TABLE, TINY, WATER, issue, pdf_of
from intake.pdf_raw import (
    A4,
    CATALOG,
    HELVETICA,
    ONE_PAGE,
    Outcome,
    inflated,
    page_file,
    pdf_file,
    read_all,
    stream,
)

MUTATED = 1800
CHUNK = 150
MEMORY = 1024
SECONDS = 10.0
_SPECIAL = (
    b"-1",
    b"0",
    b"65535",
    b"2147483647",
    b"99999999999",
    b"1e38",
    b"null",
    b"[",
    b"<<",
    b"()",
)
_KEYS = (b"/Length", b"/Kids", b"/Count", b"/Parent", b"/W", b"/Widths", b"/MediaBox", b"/Font",
         b"/ToUnicode", b"/DescendantFonts", b"/Contents", b"/Resources", b"/First", b"/Next",
         b"/Dest", b"/Width", b"/Height", b"/ColorSpace", b"/BDC", b"/XObject")  # fmt: skip


def _seeds() -> list[bytes]:
    article = replace(WATER, body=(WATER.body[0], TABLE, TINY))
    section = Section(name="工作动态", articles=(article,))
    whole = pdf_of(issue("gongzuo", contents=False, sections=(section,)))
    text = b"BT /F1 12 Tf 72 700 Td (Hello) Tj 0 -20 Td [(a) -900 (b)] TJ ET 72 600 200 1 re f"
    plain = page_file(stream(text), HELVETICA, resources=b"/Font<</F1 5 0 R>>")
    return [whole, plain, inflated(whole), _small_with_everything()]


def _small_with_everything() -> bytes:
    """Return a little file with a form, a picture, said text, a grid, a map and bookmarks."""
    page = b"<</Type/Page/Parent 2 0 R%b/Contents 4 0 R/Rotate 90/Resources<<%b>>>>"
    names = b"/Font<</F1 5 0 R>>/XObject<</I 6 0 R/A 7 0 R>>"
    grid = b"".join(b"%d 400 1 90 re f 70 %d 200 1 re f " % (70 + n, 400 + n) for n in (0, 45, 90))
    content = grid + (
        b"/Span<</ActualText<FEFF7B2C4E00671F>>>BDC BT /F1 16 Tf 72 700 Td <0041004200> Tj ET EMC "
        b"BT 1 0 0 rg /F1 30 Tf 72 760 Td (Name) Tj ET q 100 0 0 80 72 500 cm /I Do Q "
        b"q 0 1 -1 0 300 300 cm /A Do Q BT /F1 9 Tf 80 420 Td (cell) Tj ET"
    )
    names_map = b"1 beginbfchar <41> <7B2C> endbfchar 1 beginbfrange <42> <50> <4E00> endbfrange"
    font = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/KaiTi/FirstChar 65/Widths[900]/ToUnicode 8 0 R>>"
    )
    picture = (
        b"/Type/XObject/Subtype/Image/Width 4/Height 4/BitsPerComponent 8/ColorSpace/DeviceRGB"
    )
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<<" + b"/Font<</F1 5 0 R>>>>"
    return pdf_file(
        [
            b"<</Type/Catalog/Pages 2 0 R/Outlines 9 0 R>>",
            ONE_PAGE,
            page % (A4, names),
            stream(content),
            font,
            stream(bytes(range(48)), picture),
            stream(b"BT /F1 12 Tf 9 9 Td (in a form) Tj ET", form),
            stream(names_map),
            b"<</Type/Outlines/First 10 0 R/Last 10 0 R/Count 1>>",
            b"<</Title(Name)/Parent 9 0 R/Dest[3 0 R/XYZ 0 700 0]>>",
        ]
    )


def _changed(data: bytes, chance: random.Random) -> bytes:
    """Return a file with one to a few changes of the kinds that break readers."""
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        data = chance.choice(_CHANGES)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 10, 200, 5000)) :] or b"%PDF-1.4"


def _doubled(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + chance.choice((5, 50, 900))] * 2 + data[at:]


def _number(data: bytes, chance: random.Random) -> bytes:
    """Put something else in the place of a number, where the file's structure is."""
    found = list(islice(re.finditer(rb"\d+", data[_structure(data, chance) :]), 40))
    if not found:
        return data
    spot = chance.choice(found)
    at = data.find(spot.string)
    return data[: at + spot.start()] + chance.choice(_SPECIAL) + data[at + spot.end() :]


def _structure(data: bytes, chance: random.Random) -> int:
    place = data.find(chance.choice(_KEYS), chance.randrange(len(data)))
    return max(place, 12)


def _renamed(data: bytes, chance: random.Random) -> bytes:
    at = _structure(data, chance)
    other = chance.choice(_KEYS)
    return data[:at] + other + data[at + len(other) :]


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _flip, _cut, _doubled, _number, _number, _renamed,
)  # fmt: skip


def _mutated(count: int) -> Iterator[bytes]:
    chance = random.Random(4)
    seeds = _seeds()
    for n in range(count):
        yield _changed(seeds[n % len(seeds)], chance)


def _in_child(files: list[bytes], seconds: float = SECONDS) -> list[Outcome]:
    """Read files in a process with limits; where it ends by itself, find out on which file."""
    worker = Worker(memory=MEMORY)
    try:
        return worker.call(read_all, files, seconds=len(files) * seconds)
    except DeskError as error:
        if len(files) == 1:
            return [Outcome(str(error), 0, 0.0)]
        half = len(files) // 2
        return [*_in_child(files[:half], seconds), *_in_child(files[half:], seconds)]
    finally:
        worker.close()


def test_mutated_files_are_read_or_refused_in_a_sentence() -> None:
    outcomes: list[Outcome] = []
    files = _mutated(MUTATED)
    while chunk := list(islice(files, CHUNK)):
        outcomes += _in_child(chunk)
    assert len(outcomes) == MUTATED
    assert all(outcome.refused == "" or outcome.refused.endswith("。") for outcome in outcomes)
    # The changes go deep enough to be worth it: many files are read, many are not.
    read = sum(1 for outcome in outcomes if outcome.lines)
    assert MUTATED * 0.2 < read < MUTATED * 0.95


@settings(max_examples=4)
@given(st.lists(st.binary(max_size=300), min_size=60, max_size=60))
def test_any_bytes_are_refused_in_a_sentence(tails: list[bytes]) -> None:
    files = [b"%PDF-1.7\n" * (n % 2) + tail for n, tail in enumerate(tails)]
    outcomes = _in_child(files)
    assert len(outcomes) == len(files)
    assert all(outcome.refused for outcome in outcomes)


def _bombs() -> dict[str, bytes]:
    blanks = b" " * (64 << 20)
    paths = b"0 0 m 9 9 l S " * 2_000_000
    letters = b"BT /F1 12 Tf " + b"1 0 0 1 9 9 Tm (abcdefgh) Tj " * 200_000 + b"ET"
    font = b"/Font<</F1 5 0 R>>"
    nested = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % n for n in range(3, 3000)]
    image = b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8"
    draw = stream(b"q 500 0 0 500 0 0 cm /I Do Q")
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>>>"
    forms = [stream(b"/A Do " * 12, form % n) for n in range(6, 26)]
    return {
        "blanks": page_file(stream(blanks, deflate=True)),
        "paths": page_file(stream(paths, deflate=True)),
        "letters": page_file(stream(letters, deflate=True), HELVETICA, resources=font),
        "deep page tree": pdf_file([CATALOG, *nested, b"<</Type/Page" + A4 + b">>"]),
        "wide page": page_file(stream(b""), page=b"/MediaBox[0 0 20000 20000]"),
        "picture": page_file(
            draw,
            stream(b"\0" * (30 << 20), image + b"/ColorSpace/DeviceRGB", deflate=True),
            resources=b"/XObject<</I 5 0 R>>",
        ),
        "forms in forms": page_file(
            stream(b"/A Do " * 12), *forms, resources=b"/XObject<</A 5 0 R>>"
        ),
        "itself": pdf_file([CATALOG, ONE_PAGE, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9>>"]),
    }


@pytest.mark.parametrize("name", sorted(_bombs()))
def test_bombs_end_within_the_limits(name: str) -> None:
    # PDFium takes the forms apart for years: the process is ended, here somewhat earlier.
    (outcome,) = _in_child([_bombs()[name]], 3.0 if name == "forms in forms" else SECONDS)
    assert outcome.refused.endswith("。")
