import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model.flow import Align, Flow, Rule, Source, Space, Span, Text, TextStyle
from bulletin_desk.typeset.display import Document, TextLine
from bulletin_desk.typeset.dump import dump, lines
from bulletin_desk.typeset.pages import printed_titles
from bulletin_desk.typeset.typesetter import Typesetter
from typeset.flow_samples import (
    BODY,
    NUMBER,
    PLAIN,
    SOURCE,
    TITLE,
    corpus_texts,
    flow,
    free_fonts,
    text,
    text_lines,
    typeset,
)

EXPECTED = Path(__file__).parents[1] / "expected" / "bulletin.txt"

# Set WRITE_EXPECTED to write the golden file anew, and read the difference before committing.
WORDS = st.text("国中，。“”10 ab", max_size=60)


def with_block(current: Flow, index: int, words: str) -> Flow:
    blocks = list(current.blocks)
    blocks[index] = text(words, BODY)
    return replace(current, blocks=tuple(blocks))


@given(st.lists(st.tuples(st.integers(0, 4), WORDS, st.sampled_from(["set", "add", "drop"])),
                max_size=8))  # fmt: skip
def test_edits_give_what_a_cold_run_gives(edits: list[tuple[int, str, str]]) -> None:
    warm = Typesetter(free_fonts())
    current = flow(*[text("国" * 200, BODY) for _ in range(5)], number=NUMBER)
    warm.typeset(current)
    for index, words, kind in edits:
        blocks = current.blocks
        if kind == "add":
            current = replace(
                current, blocks=(*blocks[:index], text(words, TITLE), *blocks[index:])
            )
        elif kind == "drop" and len(blocks) > 5:
            current = replace(current, blocks=(*blocks[:index], *blocks[index + 1 :]))
        else:
            current = with_block(current, index, words)
        assert warm.typeset(current) == Typesetter(free_fonts()).typeset(current)


def test_a_change_of_the_page_sets_everything_anew() -> None:
    warm = Typesetter(free_fonts())
    wide = flow(text("国" * 100, BODY))
    warm.typeset(wide)
    narrower = replace(wide, page=replace(wide.page, right=200.0))
    assert warm.typeset(narrower) == Typesetter(free_fonts()).typeset(narrower)


def test_unchanged_pages_and_lines_are_the_same_objects() -> None:
    typesetter = Typesetter(free_fonts())
    current = flow(*[text("国" * 26 * 20, BODY) for _ in range(6)])
    before = typesetter.typeset(current)
    after = typesetter.typeset(with_block(current, 5, "国国国"))
    assert after.pages[0] is before.pages[0]
    assert after.pages[-1] is not before.pages[-1]
    assert typesetter.typeset(replace(current)).pages[0] is before.pages[0]


def test_spans_choose_face_and_weight() -> None:
    block = Text(BODY, (Span("标题。", font="heiti"), Span("正文"), Span("重", bold=True)), SOURCE)
    (line,) = text_lines(typeset(block))
    assert [(run.text, run.face.family, run.embolden) for run in line.runs] == [
        ("标题。", free_fonts().primary("heiti").family, False),
        ("正文", free_fonts().primary("fangsong").family, False),
        ("重", free_fonts().primary("fangsong").family, True),
    ]


def test_digits_take_the_chinese_face_on_request() -> None:
    (line,) = text_lines(typeset(text("共10份", replace(PLAIN, latin=False))))
    assert len(line.runs) == 1


def test_ligatures_say_which_characters_they_stand_for() -> None:
    (line,) = text_lines(typeset(text("国office国")))
    run = next(run for run in line.runs if run.text == "office")
    clusters = run.clusters or tuple(range(len(run.text)))
    assert len(run.glyphs) == len(run.offsets) == len(clusters)
    assert clusters[0] == 0
    assert list(run.offsets) == sorted(run.offsets)


def test_indents_and_hanging() -> None:
    words = "国" * 60
    first, second, *_ = text_lines(typeset(text(words, TextStyle("p", indent=2.0, left=1.0))))
    assert (first.runs[0].x, second.runs[0].x) == (48.0, 16.0)
    first, second, *_ = text_lines(typeset(text(words, TextStyle("p", indent=-1.0, left=2.0))))
    assert (first.runs[0].x, second.runs[0].x) == (16.0, 32.0)


def test_right_indent_and_right_alignment() -> None:
    style = TextStyle("date", align=Align.RIGHT, right=2.0)
    page = flow().page
    (line,) = text_lines(typeset(text("2024年1月10日", style)))
    assert line.width == pytest.approx(page.measure - 32.0)


def test_an_empty_paragraph_is_a_line() -> None:
    document = typeset(text(""), text("国"))
    assert [placed.y for placed in document.pages[0].items][1] - document.pages[0].items[0].y == 28
    assert lines(document) == "国\n"


def test_lines_leaves_page_numbers_out_and_separates_pages() -> None:
    document = Typesetter(free_fonts()).typeset(
        flow(*[text(f"{n}国") for n in range(30)], number=NUMBER)
    )
    first, second = lines(document).split("\n\n")
    assert first.splitlines() == [f"{n}国" for n in range(24)]
    assert second.splitlines() == [f"{n}国" for n in range(24, 30)]


def test_all_text_of_the_corpus_is_set(corpus_dir: Path) -> None:
    blocks = corpus_texts(corpus_dir, "002")
    document = typeset(*blocks)
    wanted = "".join(block.text for block in blocks).replace(" ", "")
    assert "".join(lines(document).split()) == wanted
    for line in text_lines(document):
        assert all(0 not in run.glyphs for run in line.runs)


def test_display_list_is_as_expected() -> None:
    got = dump(golden())
    if os.environ.get("WRITE_EXPECTED"):
        EXPECTED.write_text(got, encoding="utf-8")
    assert got == EXPECTED.read_text(encoding="utf-8")


def golden() -> Document:
    """A masthead, contents, a title on two lines, a paragraph with rare characters, a foot."""
    red = TextStyle("name", font="xiaobiaosong", size=36.0, pitch=52.0, colour="#ff0000",
                    align=Align.CENTER, before=20.0)  # fmt: skip
    contents = TextStyle("contents", leader="…")
    return Typesetter(free_fonts()).typeset(
        flow(
            text("工作简报", red),
            text("市文明办\t2024年1月10日"),
            Rule(1.5, "#ff0000", 11.0, 20.0, SOURCE),
            Text(contents, (Span("推进会召开\t"), Span("0", page_of="a")), SOURCE),
            Space(28.0, SOURCE),
            text("市水务局以小切口促民生 持续擦亮文明窗口服务品牌", TITLE, anchor="a", outline=1),
            text(
                "12月26日，会议提出，“微改造”是全方位打造宜居型云泽的需要，喆堃两位同志参加，"
                "共整修停车位500余个、接听热线电话30余次。", BODY),
            number=NUMBER,
            closing=(text("报：市委"), text("共印260份")),
        )
    )  # fmt: skip


def test_dump_names_what_is_missing() -> None:
    assert "missing 1" in dump(typeset(text("\U0010fffd")))
    assert not any(
        isinstance(placed.item, TextLine) and not placed.item.runs
        for placed in typeset(text("国")).pages[0].items
    )


def test_titles_are_told_line_by_line_with_their_articles() -> None:
    short = text("短标题", TITLE)._replace(source=Source("title", "a"))
    long = text("各县区各街道集中开展汛期前后城市排水设施巡查行动", TITLE)
    long = long._replace(source=Source("title", "b"))
    titles = printed_titles(typeset(short, long, text("正文", BODY)))
    assert titles["a"] == "短标题"
    assert titles["b"].replace("\n", "") == long.text
    assert titles["b"].count("\n") == 1
