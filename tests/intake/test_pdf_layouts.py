"""Pages of other programs: columns, furniture, gaps, tables, pictures, turned pages."""

import io

import pytest
from PIL import Image

from bulletin_desk.intake.pdf import read_pdf_source
from bulletin_desk.intake.source import Align
from bulletin_desk.model.richtext import Picture, Table
from bulletin_desk.typeset.display import PictureItem, Placed
from export.pdf_samples import SOURCE
from intake.pdf_issues import DRAWING_ID, PHOTO_ID, TINY, issue, pdf_of
from intake.pdf_pages import (
    PITCH,
    box,
    centred,
    column,
    pdf,
    photo,
    put,
    read,
    ruled,
    texts,
    turned,
)
from intake.pdf_raw import HELVETICA, page_file, stream
from intake.sample_bulletins import LIBRARY, MEETING, WATER

ONE, TWO, THREE = MEETING.paragraphs, LIBRARY.paragraphs, WATER.paragraphs


def test_two_columns_are_read_one_after_the_other_between_what_stands_across() -> None:
    page = [
        centred(90, "全市文明创建工作推进会召开", 22),
        *column(70, 140, 17, ONE),
        *column(310, 140, 17, TWO),
        *column(70, 640, 38, THREE[:1]),
    ]
    assert texts(page) == ["全市文明创建工作推进会召开", *ONE, *TWO, THREE[0]]


def test_a_paragraph_that_goes_on_in_the_next_column_and_page_is_one() -> None:
    lines = column(0, 0, 17, ["".join(ONE), *TWO])
    parts = lines[:12], lines[12:24], lines[24:]
    left, right, after = (
        [line._replace(x=line.x + x, y=100 + PITCH * n) for n, line in enumerate(part)]
        for part, x in zip(parts, (70, 310, 70), strict=True)
    )
    assert texts([*left, *right], after) == ["".join(ONE), *TWO]


def test_three_narrow_columns_of_a_newspaper_under_heads_of_their_own() -> None:
    page: list = []
    for x, head, paragraphs in ((45, "甲县", ONE), (215, "乙区", TWO[:2]), (385, "丙镇", THREE)):
        page += [centred(90, f"{head}创建工作见实效", 16, x, x + 144)]
        page += column(x, 120, 12, paragraphs)
    expected = [
        line
        for head, paragraphs in (("甲县", ONE), ("乙区", TWO[:2]), ("丙镇", THREE))
        for line in (f"{head}创建工作见实效", *paragraphs)
    ]
    assert texts(page) == expected


@pytest.mark.parametrize(
    "number", ["— {} —", "{}", "第{}页", "第 {} 页 共 3 页", "{}/3", "- {} -", "·{}·"]
)
def test_page_numbers_are_dropped_wherever_they_stand(number: str) -> None:
    pages = [
        [*column(70, 100, 38, paragraphs), put(250 + 20 * n, 800, number.format(n + 1))]
        for n, paragraphs in enumerate((ONE, TWO, THREE))
    ]
    assert texts(*pages) == [*ONE, *TWO, *THREE]


def test_heads_that_run_over_the_pages_are_dropped_and_told() -> None:
    pages = [
        [put(70, 60, "清溪简报 2025年第5期"), *column(70, 100, 38, paragraphs)]
        for paragraphs in (ONE, TWO, THREE)
    ]
    source = read(*pages)
    assert [line.text for line in source.lines] == [*ONE, *TWO, *THREE]
    assert any("清溪简报" in warning for warning in source.warnings)


def test_columns_names_and_numbers_inside_the_text_are_no_furniture() -> None:
    pages = [
        [put(70, 60, "【工作动态】"), *column(70, 100, 38, paragraphs), put(94, 500, "2025")]
        for paragraphs in (ONE, TWO)
    ]
    found = texts(*pages)
    assert found.count("【工作动态】") == 2
    assert found.count("2025") == 2


def test_gaps_are_no_text_and_blanks_are() -> None:
    page = [
        put(200, 100, "通知", 22, gap=40),
        put(70, 160, "11月8日，共36人到会，GDP增长6.5%", gap=1.2),
        put(70, 190, "盏盏明灯伴夜读 家乡故事大家听"),
        put(70, 220, "Zhang San and Li Si"),
    ]
    assert texts(page) == [
        "通知",
        "11月8日，共36人到会，GDP增长6.5%",
        "盏盏明灯伴夜读 家乡故事大家听",
        "Zhang San and Li Si",
    ]


def test_raised_letters_stay_on_their_line() -> None:
    page = [
        *column(70, 100, 38, ONE),
        put(94, 300, "新增绿地面积120m"),
        put(94 + 12 * 12 - 42, 295, "2", 7),
        put(94, 330, "验收合格。"),
    ]
    raised = next(p for p in page if getattr(p.item, "text", "") == "2")
    line = next(p for p in page if getattr(p.item, "text", "").endswith("120m"))
    page[page.index(raised)] = raised._replace(x=line.x + line.item.width)  # pyright: ignore
    assert "新增绿地面积120m2" in texts(page)


def test_an_issuer_and_a_date_on_one_baseline_are_two_lines() -> None:
    page = [
        centred(90, "清溪简报", 40),
        put(70, 130, "清溪市文明办", 14),
        put(420, 130, "2025年4月18日", 14),
        *column(70, 180, 38, ONE),
    ]
    lines = read(page).lines
    assert [line.text for line in lines[:3]] == ["清溪简报", "清溪市文明办", "2025年4月18日"]
    assert [line.align for line in lines[:3]] == [Align.CENTRE, Align.LEFT, Align.RIGHT]
    assert lines[0].size == 40


def test_title_lines_stay_lines_and_long_ones_are_joined() -> None:
    page = [
        centred(90, "市图书馆打造十五分钟阅读圈", 22),
        centred(125, "让书香飘进寻常巷陌", 22),
        *column(70, 180, 38, TWO),
    ]
    assert texts(page)[:2] == ["市图书馆打造十五分钟阅读圈", "让书香飘进寻常巷陌"]
    broken = [
        centred(90, "全市文明创建推进", 22, 70, 250),
        centred(125, "会召开", 22, 70, 250),
        *column(70, 180, 15, TWO),
    ]
    assert texts(broken)[0] == "全市文明创建推进会召开"


def test_a_ruled_table_is_a_table_with_merged_and_wrapped_cells() -> None:
    ys = [200.0, 230.0, 280.0, 310.0]
    page = [
        *column(70, 100, 38, ONE[:1]),
        *ruled([70, 200, 330, 460], ys),
        put(80, 220, "单位", role="heiti"),
        put(210, 220, "主要做法", role="heiti"),
        put(340, 220, "得分", role="heiti"),
        put(80, 250, "石桥区"),
        put(206, 250, "建立工作台账逐项销"),
        put(206, 268, "号"),
        put(340, 250, "98.5"),
        put(80, 300, "白杨县"),
        *column(70, 400, 38, TWO),
    ]
    source = read(page)
    (table,) = [line.block for line in source.lines if line.block]
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert table.text == "单位\t主要做法\t得分\n石桥区\t建立工作台账逐项销号\t98.5\n白杨县\t\t"
    assert source.lines[0].text == ONE[0]
    assert [line.text for line in source.lines][2:] == list(TWO)


def test_a_frame_around_the_page_and_rules_between_lists_are_no_table() -> None:
    page = [
        *ruled([50, 545], [60, 800]),
        *column(70, 100, 38, ONE),
        box(70, 600, 525, 601),
        put(84, 620, "报：市委常委，省文明办"),
        box(70, 630, 525, 631),
        put(84, 650, "发：各县（区）文明办"),
    ]
    source = read(page)
    assert [line.block for line in source.lines if line.block] == []
    assert [line.text for line in source.lines][-2:] == [
        "报：市委常委，省文明办",
        "发：各县（区）文明办",
    ]


def test_pictures_stand_where_they_are_printed_with_what_is_under_them() -> None:
    page = [
        *column(70, 100, 38, ONE),
        photo(150, 330, 240, 160, PHOTO_ID),
        centred(510, "推进会现场", 10),
        *column(70, 560, 38, TWO),
    ]
    source = read(page)
    found = [line.block or line.text for line in source.lines]
    at = next(n for n, item in enumerate(found) if isinstance(item, Picture))
    assert found[:at] == list(ONE)
    assert found[at + 1] == "推进会现场"
    picture = found[at]
    assert isinstance(picture, Picture)
    assert picture.width_mm == pytest.approx(240 / 72 * 25.4, abs=0.2)
    assert source.pictures.keys() == {PHOTO_ID}


def test_a_picture_beside_text_and_emblems_of_heads() -> None:
    pages = [
        [photo(70, 40, 40, 40, TINY.digest), *column(70, 110, 17, paragraphs)]
        for paragraphs in (ONE, TWO, THREE)
    ]
    pages[0].append(photo(310, 100, 200, 140, DRAWING_ID))
    source = read(*pages)
    assert [line.text for line in source.lines if not line.block] == [*ONE, *TWO, *THREE]
    assert sum(1 for line in source.lines if line.block) == 1


def test_turned_pages_are_read_as_upright_ones() -> None:
    data = pdf_of(issue())
    upright, lying = (read_pdf_source(d, "a.pdf").lines for d in (data, turned(data)))
    assert [line.text for line in lying] == [line.text for line in upright]


def test_emphasis_and_faces_are_kept_as_runs_and_evidence() -> None:
    first = put(94, 100, "一是明确分工。", role="heiti")
    rest = put(94 + 7 * 12, 100, "各单位按月报送进展。")
    page = [first, rest, *column(70, 130, 38, TWO)]
    line = read(page).lines[0]
    assert [(run.text, run.bold) for run in line.runs] == [
        ("一是明确分工。", True),
        ("各单位按月报送进展。", False),
    ]


def test_every_line_knows_its_page() -> None:
    data = pdf(column(70, 100, 38, ONE), column(70, 100, 38, TWO))
    lines = read_pdf_source(data, "").lines
    assert [line.page_number for line in lines] == [1] * len(ONE) + [2] * len(TWO)
    assert [line.page for line in lines] == [n == len(ONE) for n in range(len(lines))]


def test_a_paragraph_goes_on_below_a_picture_that_was_put_into_it() -> None:
    lines = column(70, 100, 38, ONE[1:2])
    below = [line._replace(y=line.y + 220) for line in lines[2:]]
    page = [*lines[:2], photo(150, 140, 240, 160, PHOTO_ID), centred(320, "推进会现场", 10)]
    found = [line.block or line.text for line in read([*page, *below, *_after(below)]).lines]
    assert found[0] == ONE[1]
    assert isinstance(found[1], Picture)
    assert found[2:] == ["推进会现场", *TWO]


def _after(lines: list[Placed]) -> list[Placed]:
    return column(70, lines[-1].y + PITCH, 38, TWO)


def test_issuer_and_date_above_two_columns_belong_to_neither() -> None:
    page = [
        centred(90, "清溪简报", 40),
        put(70, 120, "清溪市文明办"),
        put(310 + 17 * 12 - 90, 120, "2025年4月18日"),
        *column(70, 140, 17, ONE),
        *column(310, 140, 17, TWO),
    ]
    assert texts(page) == ["清溪简报", "清溪市文明办", "2025年4月18日", *ONE, *TWO]


def test_turned_pictures_are_turned_back() -> None:
    for rotation in (0, 90, 180, 270):
        item = PictureItem(PHOTO_ID, 120, 120, rotation)
        page = [*column(70, 100, 38, ONE[:1]), Placed(150, 300, item, SOURCE)]
        (picture,) = [line.block for line in read(page).lines if line.block]
        assert isinstance(picture, Picture)
        assert picture.rotation == rotation


def test_transparent_pictures_and_stencils_come_as_on_paper() -> None:
    size = b"/Type/XObject/Subtype/Image/Width 60/Height 60"
    half = stream(
        b"\0" * 1800 + b"\xff" * 1800, size + b"/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    red = size + b"/BitsPerComponent 8/ColorSpace/DeviceRGB/SMask 7 0 R"
    stencil = stream(b"\xaa" * 480, size + b"/BitsPerComponent 1/ImageMask true")
    text = (
        b"BT /F1 14 Tf 72 700 Td (Minutes of the meeting) Tj ET "
        b"q 100 0 0 100 72 500 cm /I Do Q q 0 0 1 rg 100 0 0 100 72 300 cm /S Do Q"
    )
    names = b"/Font<</F1 5 0 R>>/XObject<</I 6 0 R/S 8 0 R>>"
    data = page_file(
        stream(text), HELVETICA, stream(b"\xff\0\0" * 3600, red), half, stencil, resources=names
    )
    source = read_pdf_source(data, "")
    files = [source.pictures[b.digest] for b in (x.block for x in source.lines) if b]  # pyright: ignore
    logo, seal = (Image.open(io.BytesIO(file)) for file in files)
    assert [logo.getpixel((30, y)) for y in (5, 50)] == [(255, 255, 255), (255, 0, 0)]
    assert {seal.getpixel((x, 5)) for x in range(4)} == {(255, 255, 255), (0, 0, 255)}
