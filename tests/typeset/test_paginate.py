from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model.flow import (
    Align,
    Flow,
    Grid,
    Image,
    PageBreak,
    PageNumber,
    PageSetup,
    Rule,
    Source,
    Space,
    Span,
    Text,
    TextStyle,
)
from bulletin_desk.model.units import MM
from bulletin_desk.typeset.display import Box, PictureItem, TextLine
from bulletin_desk.typeset.typesetter import Typesetter
from typeset.flow_samples import (
    BODY,
    GB_PAGE,
    NUMBER,
    PLAIN,
    SOURCE,
    TITLE,
    WORD_PAGE,
    flow,
    free_fonts,
    page_lines,
    text,
    text_lines,
    typeset,
)

# Ten lines of 28 points.
SMALL = PageSetup(400.0, 320.0, 20.0, 20.0, 40.0, 40.0, 28.0)
LINE = "国" * 20


def paragraph(lines: int, style: TextStyle = PLAIN) -> Text:
    return text(LINE * lines, style)


def counts(*blocks: object, page: PageSetup = SMALL) -> list[int]:
    """How many text lines each page has."""
    return [len(page_lines(p)) for p in typeset(*blocks, page=page).pages]  # type: ignore[arg-type]


def test_gb_grid_has_22_lines_of_28_characters() -> None:
    grid = TextStyle("grid", pitch=29.6, spacing=-0.207)
    document = typeset(text("国" * (22 * 28 * 3), grid), page=GB_PAGE)
    pages = [page_lines(page) for page in document.pages]
    assert [len(page) for page in pages] == [22, 22, 22]
    assert {len(line.text) for page in pages for line in page} == {28}
    for placed in document.pages[0].items:
        assert isinstance(placed.item, TextLine)
        assert placed.item.width <= GB_PAGE.measure + 0.05


def test_an_indent_of_two_characters_takes_two_places_of_the_grid() -> None:
    grid = TextStyle("grid", pitch=29.6, spacing=-0.207, indent=2.0)
    first, second = text_lines(typeset(text("国" * (26 + 28), grid), page=GB_PAGE))
    assert (len(first.text), len(second.text)) == (26, 28)
    assert first.runs[0].x == pytest.approx(2 * (16 - 0.207))


def test_gb_9704_has_22_lines_at_its_own_pitch() -> None:
    page = PageSetup(
        210 * MM, 297 * MM, 37 * MM, 35 * MM, 28 * MM, 26 * MM, 28.95, lines=22, chars=28
    )
    grid = TextStyle("grid", pitch=28.95, spacing=-0.207)
    assert counts(text("国" * (22 * 28 * 2), grid), page=page) == [22, 22]


def test_a_grid_of_22_lines_never_takes_23() -> None:
    page = replace(GB_PAGE, pitch=28.0)
    assert counts(text("国" * (27 * 46), TextStyle("p", pitch=28.0)), page=page) == [22, 22, 2]


def test_the_em_box_stands_in_the_middle_of_its_pitch() -> None:
    (placed,) = typeset(text("国")).pages[0].items
    assert placed.y == pytest.approx(WORD_PAGE.top + (28 - 16) / 2 + 0.88 * 16)
    assert placed.x == pytest.approx(WORD_PAGE.left)


def test_a_last_line_never_stands_alone_at_the_top() -> None:
    assert counts(paragraph(6), paragraph(5)) == [9, 2]


def test_a_first_line_never_stands_alone_at_the_bottom() -> None:
    assert counts(paragraph(9), paragraph(5)) == [9, 5]


def test_a_paragraph_of_three_lines_stays_whole() -> None:
    assert counts(paragraph(8), paragraph(3)) == [8, 3]


def test_a_heading_is_never_last_on_a_page() -> None:
    heading = replace(PLAIN, keep_next=True)
    assert counts(paragraph(6), text("一", heading), text("二", heading), paragraph(4)) == [10, 2]
    assert counts(paragraph(7), text("一", heading), text("二", heading), paragraph(4)) == [7, 6]
    assert counts(paragraph(7), text("一", heading), Space(28.0, SOURCE), paragraph(4)) == [7, 5]


def test_keep_lines_moves_the_whole_paragraph() -> None:
    assert counts(paragraph(5), paragraph(7, replace(PLAIN, keep_lines=True))) == [5, 7]


def test_a_chain_longer_than_a_page_still_breaks() -> None:
    assert counts(paragraph(25, replace(PLAIN, keep_lines=True))) == [10, 10, 5]


def test_space_before_is_kept_at_the_start_and_dropped_at_a_page_top() -> None:
    spaced = replace(PLAIN, before=56.0)
    document = typeset(text("一", spaced), PageBreak(SOURCE), text("二", spaced), page=SMALL)
    first, second = (page.items[0].y for page in document.pages)
    assert first - second == pytest.approx(56.0)


def test_space_is_dropped_at_a_page_top_and_makes_no_page() -> None:
    document = typeset(paragraph(10), Space(50.0, SOURCE), text("二"), page=SMALL)
    assert [len(page.items) for page in document.pages] == [10, 1]
    assert document.pages[1].items[0].y == document.pages[0].items[0].y
    assert counts(paragraph(10), Space(50.0, SOURCE), PageBreak(SOURCE)) == [10]


def test_page_breaks_make_no_empty_pages() -> None:
    break_ = PageBreak(SOURCE)
    assert counts(break_, text("一"), break_, break_, text("二"), break_) == [1, 1]


def test_an_empty_flow_is_one_page() -> None:
    assert counts() == [0]


def test_rule_fills_the_measure() -> None:
    document = typeset(Rule(1.5, "#ff0000", 11.0, 20.0, SOURCE), text("国"), page=SMALL)
    rule, line = document.pages[0].items
    assert rule.item == Box(SMALL.measure, 1.5, "#ff0000")
    assert (rule.x, rule.y) == (SMALL.left, SMALL.top + 11)
    assert line.y == pytest.approx(SMALL.top + 11 + 1.5 + 20 + 6 + 14.08)


def test_a_picture_is_centred_and_never_split() -> None:
    picture = Image("d", 100.0, 140.0, 90, 0.0, 0.0, SOURCE)
    document = typeset(paragraph(6), picture, page=SMALL)
    (placed,) = document.pages[1].items
    assert placed.item == PictureItem("d", 100.0, 140.0, 90)
    assert placed.x == pytest.approx(SMALL.left + (SMALL.measure - 100) / 2)


def test_a_large_picture_is_scaled_to_the_type_area() -> None:
    document = typeset(Image("d", 640.0, 1120.0, 0, 0.0, 0.0, SOURCE), page=SMALL)
    assert document.pages[0].items[0].item == PictureItem("d", 160.0, 280.0, 0)


def grid(rows: int, headers: int = 1) -> Grid:
    table = Source("table")
    cells = tuple((text(f"{row}", source=table), text("国", source=table)) for row in range(rows))
    return Grid((0.25, 0.75), cells, headers, 0.5, 4.0, SOURCE)


def test_a_table_breaks_between_rows_and_repeats_its_head() -> None:
    pages = [[line.text for line in page_lines(p)] for p in typeset(grid(14), page=SMALL).pages]
    assert [page[0] for page in pages] == ["0", "0", "0"]
    rows = [word for page in pages for word in page if word.isdigit() and word != "0"]
    assert rows == [str(row) for row in range(1, 14)]


def test_cells_stand_inside_their_rules() -> None:
    document = typeset(grid(2), page=SMALL)
    uprights = sorted({p.x for p in document.pages[0].items if isinstance(p.item, Box)})
    cells = [p.x for p in document.pages[0].items if isinstance(p.item, TextLine)]
    assert uprights[0] == SMALL.left
    assert cells[0] == pytest.approx(SMALL.left + 4.25)
    assert cells[1] == pytest.approx(SMALL.left + SMALL.measure * 0.25 + 4.25)


def test_closing_stands_at_the_foot_of_the_last_page() -> None:
    closing = (text("报"), text("发"))
    typesetter = Typesetter(free_fonts())
    for lines, pages in ((8, 1), (9, 2)):
        document = typesetter.typeset(flow(paragraph(lines), page=SMALL, closing=closing))
        assert len(document.pages) == pages
        last = document.pages[-1].items[-1]
        assert last.y == pytest.approx(320 - 20 - 28 + 6 + 14.08)


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones() -> None:
    document = Typesetter(free_fonts()).typeset(flow(paragraph(20), page=SMALL, number=NUMBER))
    odd, even = (page.items[-1] for page in document.pages)
    assert isinstance(odd.item, TextLine)
    assert odd.item.text == "— 1 —"
    assert odd.x + odd.item.width == pytest.approx(400 - 40 - 14)
    assert isinstance(even.item, TextLine)
    assert even.x + even.item.runs[0].x == pytest.approx(40 + 14)
    # The em box's top is 7 mm below the type area (GB/T 9704 7.5).
    assert odd.y - odd.item.ascent == pytest.approx(300 + 7 * MM)
    assert [page.label for page in document.pages] == ["1", "2"]


def test_page_numbers_can_stand_in_the_middle() -> None:
    number = replace(NUMBER, style=replace(NUMBER.style, align=Align.CENTER), first=5, form="{n}")
    document = Typesetter(free_fonts()).typeset(flow(text("国"), page=SMALL, number=number))
    placed = document.pages[0].items[-1]
    assert isinstance(placed.item, TextLine)
    assert placed.item.text == document.pages[0].label == "5"
    assert placed.x + (placed.item.runs[0].x + placed.item.width) / 2 == pytest.approx(200.0)


CONTENTS = TextStyle("contents", leader="…")


def referring_flow(before: int, number: PageNumber | None = NUMBER) -> Flow:
    entry = Text(CONTENTS, (Span("标题\t"), Span("0", page_of="a")), SOURCE)
    target = text("标题", replace(TITLE, size=16.0), anchor="a", outline=1, label="标题")
    return flow(entry, paragraph(before), target, text("国"), page=SMALL, number=number)


@pytest.mark.parametrize(("before", "label"), [(2, "1"), (12, "2"), (120, "13")])
def test_contents_show_the_page_where_the_anchor_stands(before: int, label: str) -> None:
    document = Typesetter(free_fonts()).typeset(referring_flow(before))
    line = page_lines(document.pages[0])[0]
    assert line.text.strip("…") == "标题" + "…" * line.text.count("…") + label
    assert line.text.count("…") > 10
    assert line.width == pytest.approx(SMALL.measure)
    assert document.anchors == {"a": int(label) - 1}
    (entry,) = document.outline
    assert (entry.level, entry.label, entry.anchor) == (1, "标题", "a")
    assert entry.page == int(label) - 1


def test_leaders_stand_below_each_other() -> None:
    lines = page_lines(typeset(text("一\t3", CONTENTS), text("二二二\t12", CONTENTS)).pages[0])
    firsts = [line.runs[1].x for line in lines]
    assert (firsts[1] - firsts[0]) % 16 == pytest.approx(0.0, abs=1e-6)


def test_a_long_title_in_the_contents_keeps_clear_of_its_number() -> None:
    lines = page_lines(typeset(text("国" * 30 + "\t3", CONTENTS), page=SMALL).pages[0])
    assert [line.text.strip("…")[-1] for line in lines] == ["国", "3"]
    assert all(line.width <= SMALL.measure + 0.05 for line in lines)


BLOCKS = st.one_of(
    st.builds(paragraph, st.integers(1, 12), st.sampled_from([
        PLAIN, BODY, replace(PLAIN, keep_next=True), replace(PLAIN, keep_lines=True),
        replace(PLAIN, before=14.0, after=9.0),
    ])),
    st.just(Space(30.0, SOURCE)),
    st.just(PageBreak(SOURCE)),
    st.just(Image("d", 90.0, 90.0, 0, 5.0, 5.0, SOURCE)),
    st.builds(grid, st.integers(1, 6), st.integers(0, 1)),
)  # fmt: skip


@given(st.lists(BLOCKS, max_size=12))
def test_everything_is_on_some_page_in_order_and_inside_the_type_area(blocks: list) -> None:
    document = typeset(*blocks, page=SMALL)
    got = ""
    for page in document.pages:
        for placed in page.items:
            if isinstance(placed.item, TextLine):
                got += placed.item.text if placed.source == SOURCE else ""
                assert placed.y + placed.item.size - placed.item.ascent <= 300.01
            elif isinstance(placed.item, PictureItem | Box):
                assert placed.y + placed.item.height <= 300.01
    assert got == "".join(block.text for block in blocks if isinstance(block, Text))
    pictures = sum(isinstance(p.item, PictureItem) for page in document.pages for p in page.items)
    assert pictures == sum(isinstance(block, Image) for block in blocks)
    assert len(document.pages) == 1 or all(page.items for page in document.pages)
