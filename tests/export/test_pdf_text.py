"""Text in a PDF: what two readers extract, and where PDFium finds each glyph."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.export.pdf import pdf_bytes
from bulletin_desk.typeset.display import Document, GlyphRun, Placed, TextLine
from export.pdf_samples import (
    FONTS,
    HEIGHT,
    SOURCE,
    document_of,
    is_latin,
    line_of,
    no_picture,
    page_of,
    pdfium_lines,
    pdfium_origins,
    poppler,
    poppler_lines,
    rendered,
    run_of,
    saved,
)

SENTENCES = [
    "11月8日，云泽市召开2024年精神文明建设会议，300人。",
    "文明办、宣传部：“创建”（第二批）共18个，达98.5%。",
    "盏盏明灯伴夜读 家乡故事大家听 第12期",
    "新华社北京11月8日电 记者 Zhang San 报道GDP增长",
    "云泽精神文明建设简报",
]


def pdf_of(*lines: TextLine) -> bytes:
    return pdf_bytes(document_of(page_of(*lines)), no_picture)


def as_line(*runs: GlyphRun) -> TextLine:
    return TextLine(runs, 0, 0, 400, 16, 14)


def squeezed(line: TextLine, by: float) -> TextLine:
    """Take `by` em out of every mark's right half, as a line is squeezed."""
    runs: list[GlyphRun] = []
    taken = 0.0
    for run in line.runs:
        before = taken
        offsets: list[float] = []
        for char, offset in zip(run.text, run.offsets, strict=True):
            offsets.append(offset - (taken - before))
            taken += by * run.size if char in "，、：“”（）。" else 0
        runs.append(run._replace(x=run.x - before, offsets=tuple(offsets)))
    return line._replace(runs=tuple(runs))


def assert_both_read(data: bytes, folder: Path, expected: list[str]) -> None:
    assert pdfium_lines(data) == expected
    assert poppler_lines(data, folder) == expected
    assert poppler_lines(data, folder, "-raw") == expected
    assert poppler_lines(data, folder, "-layout") == expected


@pytest.mark.parametrize("gap", [0, 0.31, 0.64, -0.207, 1.2, 2.5, 6])
def test_both_readers_extract_lines_exactly_whatever_the_letters_are_apart(
    tmp_path: Path, gap: float
) -> None:
    wanted = [text[:14] for text in SENTENCES]
    assert_both_read(pdf_of(*[line_of(text, gap=gap) for text in wanted]), tmp_path, wanted)


@pytest.mark.parametrize("by", [0.02, 0.05, 0.08, 0.13, 0.25, 0.4, 0.5])
def test_both_readers_extract_squeezed_lines_exactly(tmp_path: Path, by: float) -> None:
    lines = [squeezed(line_of(text), by) for text in SENTENCES]
    assert_both_read(pdf_of(*lines), tmp_path, SENTENCES)


@pytest.mark.parametrize("text", ["— 1 —", "通 知", "云 泽 简 报", "第 3 期", "目\u3000录"])
def test_blanks_between_single_characters_are_kept(tmp_path: Path, text: str) -> None:
    data = pdf_of(line_of(text, size=14), line_of("以下照旧"))
    assert pdfium_lines(data) == [text, "以下照旧"]
    for options in ([], ["-raw"], ["-layout"]):
        assert poppler_lines(data, tmp_path, *options) == [text, "以下照旧"]


def test_a_squeezed_mark_is_no_blank_where_the_font_has_a_narrow_space(tmp_path: Path) -> None:
    spaced = line_of("明灯伴夜读 家乡故事 大家听")
    for by in (0.1, 0.33, 0.46, 0.5):
        line = squeezed(line_of("邻里和好如初。三"), by)
        wanted = ["明灯伴夜读 家乡故事 大家听", "邻里和好如初。三"]
        assert_both_read(pdf_of(spaced, line), tmp_path, wanted)


def test_the_lines_of_a_page_with_little_text_stay_lines(tmp_path: Path) -> None:
    # PDFium takes such a page for one that is written downwards.
    texts = ["报：省文明办，市委常委", "送：市直各单位", "发：各县市区文明办"]
    placed = [Placed(93, 660 + 26 * n, line_of(text, size=14), SOURCE)
              for n, text in enumerate(texts)]  # fmt: skip
    copies = Placed(416, 740, line_of("（共印80份）", size=14), SOURCE)
    number = Placed(93, 775, line_of("— 8 —", size=14), SOURCE)
    data = pdf_bytes(document_of(page_of(*placed, copies, number)), no_picture)
    assert_both_read(data, tmp_path, [*texts, "（共印80份）", "— 8 —"])


def test_large_and_small_sizes_and_all_roles_extract(tmp_path: Path) -> None:
    looks = [("xiaobiaosong", 22), ("heiti", 16), ("kaiti", 14), ("songti", 10.5), ("fangsong", 18)]
    lines = [
        line_of(text[:22], role, size) for (role, size), text in zip(looks, SENTENCES, strict=True)
    ]
    assert_both_read(pdf_of(*lines), tmp_path, [text[:22].strip() for text in SENTENCES])


def test_a_synthetic_bold_extracts_once_and_paints_more(tmp_path: Path) -> None:
    bold, plain = pdf_of(line_of("加粗的字", embolden=True)), pdf_of(line_of("加粗的字"))
    assert_both_read(bold, tmp_path, ["加粗的字"])

    def ink(data: bytes) -> int:
        return sum(255 - value for value in rendered(data, 2).convert("L").tobytes())

    assert 1.1 * ink(plain) < ink(bold) < 3 * ink(plain)


def test_what_follows_a_synthetic_bold_is_not_bold() -> None:
    both = rendered(pdf_of(line_of("加粗的字", embolden=True), line_of("平常的字")), 2)
    alone = rendered(pdf_of(line_of("加粗的字"), line_of("平常的字")), 2)
    lower = (0, 235, both.width, both.height)
    assert both.crop(lower).tobytes() == alone.crop(lower).tobytes()


def test_rare_characters_come_from_faces_inside_collections(tmp_path: Path) -> None:
    line = line_of("张㛃和𠮷野、龚䶮，堃喆镕昇")
    assert any(run.face.path.suffix == ".ttc" and run.face.index for run in line.runs)
    data = pdf_of(line)
    assert_both_read(data, tmp_path, ["张㛃和𠮷野、龚䶮，堃喆镕昇"])
    fonts = poppler("pdffonts", saved(tmp_path, data))
    assert "NotoSerifCJKsc" in fonts


def test_a_glyph_of_two_characters_tells_each_where_it_stands(tmp_path: Path) -> None:
    face = FONTS.primary("fangsong")
    run, _ = run_of("甲乙甲乙甲", face)
    # As in fonts where a Kangxi radical shares its glyph with the character.
    same = run._replace(glyphs=(run.glyphs[0],) * 5, text="甲⼈甲⼈人")
    assert_both_read(pdf_of(as_line(same)), tmp_path, ["甲⼈甲⼈人"])


@pytest.mark.parametrize(
    ("text", "clusters", "shown"),
    [
        ("甲乙丙丁", (0, 0, 2, 3), "甲乙丙丁"),  # as many glyphs as characters
        ("甲乙丙", (0, 1, 1, 2), "甲乙丙"),  # a character of two glyphs
        ("甲乙丙丁戊己", (0, 2, 2, 5), "甲乙丙丁戊己"),  # a ligature
        ("甲", (0, 0, 0, 0), "甲"),
    ],
)
def test_clusters_of_any_kind_extract(
    tmp_path: Path, text: str, clusters: tuple[int, ...], shown: str
) -> None:
    run, _ = run_of("子丑寅卯", FONTS.primary("fangsong"))
    data = pdf_of(as_line(run._replace(text=text, clusters=clusters)), line_of("以下照旧"))
    assert_both_read(data, tmp_path, [shown, "以下照旧"])


def test_a_missing_character_still_extracts(tmp_path: Path) -> None:
    run, _ = run_of("有\U0010fffd无", FONTS.primary("fangsong"))
    assert run.glyphs[1] == 0
    assert poppler_lines(pdf_of(as_line(run)), tmp_path) == ["有\U0010fffd无"]


def places(document: Document) -> list[tuple[str, float, float]]:
    """Return every character of the first page with the origin that the display list gives it."""
    found: list[tuple[str, float, float]] = []
    for x, y, item, _ in document.pages[0].items:
        assert isinstance(item, TextLine)
        for run in item.runs:
            for char, offset in zip(run.text, run.offsets, strict=True):
                found.append((char, x + run.x + offset, HEIGHT - y))
    return found


@pytest.mark.parametrize("size", [9, 16, 22, 36, 72])
@pytest.mark.parametrize("gap", [0, 0.123, 0.64, -0.207, 5])
def test_glyphs_stand_where_the_display_list_puts_them(size: float, gap: float) -> None:
    count = int(400 / (size + max(gap, 0)))
    lines = [line_of(text[:count], size=size, gap=gap) for text in SENTENCES]
    lines += [squeezed(line, 0.2137) for line in lines]
    lines += [line_of("A quick brown fox jumps over"[:count], size=size, gap=gap)]
    document = document_of(page_of(*lines))
    # Spaces have no ink, and PDFium drops one at a line's end.
    expected = [place for place in places(document) if place[0] != " "]
    found = [place for place in pdfium_origins(pdf_bytes(document, no_picture)) if place[0] != " "]
    assert len(expected) > 40
    for was, now in zip(expected, found, strict=True):
        assert was[0] == now[0]
        assert now[1:] == pytest.approx(was[1:], abs=0.02)


def test_a_long_uneven_line_does_not_drift() -> None:
    run, _ = run_of("一二三四五六七八九十" * 4, FONTS.primary("fangsong"), 10)
    offsets = tuple(offset + 0.00377 * index**1.3 for index, offset in enumerate(run.offsets))
    document = document_of(page_of(as_line(run._replace(offsets=offsets))))
    found = pdfium_origins(pdf_bytes(document, no_picture))
    for was, now in zip(places(document), found, strict=True):
        assert now[1:] == pytest.approx(was[1:], abs=0.02)


def test_colours_are_painted() -> None:
    image = rendered(pdf_of(line_of("红头", "xiaobiaosong", 36, colour="#C00000")), 2)
    red, green, _ = [channel.tobytes() for channel in image.split()]
    assert (192, 0) in set(zip(red, green, strict=True))
    assert min(red) >= 191


def test_every_font_is_embedded_as_a_subset_and_nothing_else_is_named(tmp_path: Path) -> None:
    data = pdf_of(*[line_of(text) for text in SENTENCES], line_of("红头", "xiaobiaosong", 36))
    table = poppler("pdffonts", saved(tmp_path, data)).splitlines()[2:]
    assert {line.split("+")[1].split()[0] for line in table} == {
        "FandolFang-Regular", "FandolSong-Bold", "LiberationSerif",
    }  # fmt: skip
    for line in table:
        assert re.match(r"[A-Z]{6}\+\S+ +CID (TrueType|Type 0C) +Identity-H +yes yes yes ", line)
    assert b"Helvetica" not in data
    # Twins that declare other advances share one font program.
    assert len(table) > 3
    assert data.count(b"/FontFile") == 3


def test_the_faces_files_are_not_embedded_whole() -> None:
    data = pdf_of(line_of("简报"))
    assert len(data) < 8_000


def test_latin_and_chinese_are_told_apart_by_the_sample_layout() -> None:
    # The tests above mean something only if there is a quarter em to be read as a blank.
    line = line_of("11月8日")
    assert is_latin("1")
    assert line.runs[1].x - line.runs[0].offsets[-1] > 8 + 3.9


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(["国", "第期", "，", "”，", "”。", "“国", "1", "bW"]), max_size=12),
    st.floats(-0.03, 0.06),
    st.floats(-0.5, 0),
    st.sampled_from([9.0, 10.5, 16.0, 22.0]),
)
def test_any_squeezing_leaves_the_text_exact(
    after: list[str], spread: float, squeeze: float, size: float
) -> None:
    text = "".join(["国", *after])
    line = line_of(text, size=size)
    # A closing mark gives room behind it, an opening one before it.
    gaps = [
        spread + (squeeze if char in "，。”" else 0) + (squeeze if behind == "“" else 0)
        for char, behind in zip(text, f"{text[1:]} ", strict=True)
    ]
    moves = iter(gaps)
    runs: list[GlyphRun] = []
    moved = 0.0
    for run in line.runs:
        before = moved
        offsets: list[float] = []
        for offset in run.offsets:
            offsets.append(offset + moved - before)
            moved += next(moves) * size
        runs.append(run._replace(x=run.x + before, offsets=tuple(offsets)))
    # Of a page with one short line PDFium does not know which way it is written.
    full = "满行" * 13
    below = Placed(90, 200, line._replace(runs=tuple(runs)), SOURCE)
    data = pdf_bytes(document_of(page_of(line_of(full), below)), no_picture)
    assert pdfium_lines(data) == [full, text]
