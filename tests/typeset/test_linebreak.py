import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin_desk.model.flow import Punctuation, Span, TextStyle
from bulletin_desk.typeset import cjk
from bulletin_desk.typeset.display import TextLine
from bulletin_desk.typeset.ink import Inks
from bulletin_desk.typeset.linebreak import break_lines, breakpoints
from bulletin_desk.typeset.prepare import prepare
from typeset.flow_samples import (
    PLAIN,
    WORD_PAGE,
    corpus_texts,
    free_fonts,
    narrow,
    set_lines,
    text,
    text_lines,
    typeset,
)

# Written out here, so that a mark lost from the program's own tables is noticed (GB/T 15834 §5.1).
FORBIDDEN_AT_START = "，。、；：！？”’）》〉】〕］」』…·%"
FORBIDDEN_AT_END = "“‘（《〈【〔［「『"
RULES = [Punctuation.WORD, Punctuation.CLREQ]


def printed_ends(folder: Path) -> list[list[int]]:
    """The printed line ends of every body paragraph of 000, as offsets without white space."""
    (structure,) = folder.glob("000_*.json")
    rows = structure.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    paragraphs: list[list[int]] = []
    for section in json.loads(structure.read_text(encoding="utf-8"))["sections"]:
        for article in section["articles"]:
            for first, last in article["lines"]:
                ends = [0]
                for row in rows[first - 1 : last]:
                    if row.strip():
                        ends.append(ends[-1] + len("".join(row.split())))
                paragraphs.append(ends[1:-1])
    return paragraphs


def squashed_ends(block_text: str, lines: list[TextLine]) -> set[int]:
    return {len("".join(block_text[: line.end].split())) for line in lines}


def test_the_lines_an_office_printed_come_out_again(corpus_dir: Path) -> None:
    got = total = 0
    for block, ends in zip(corpus_texts(corpus_dir, "000"), printed_ends(corpus_dir), strict=True):
        lines = text_lines(typeset(block))
        got += len(squashed_ends(block.text, lines).intersection(ends))
        total += len(ends)
    assert total == 106
    assert got >= 100


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", ["000", "002", "003", "004"])
def test_corpus_lines_keep_the_rules_and_are_flush(
    corpus_dir: Path, name: str, rule: Punctuation
) -> None:
    measure = WORD_PAGE.measure
    full = 0
    for block in corpus_texts(corpus_dir, name):
        page = narrow(measure / 16, rule)
        lines = text_lines(typeset(block, page=page))
        for line in lines:
            assert line.text[0] not in FORBIDDEN_AT_START, line.text
            assert line.text[-1] not in FORBIDDEN_AT_END, line.text
        for line in lines[:-1]:
            full += 1
            assert line.width == pytest.approx(page.measure, abs=0.05), line.text
        assert lines[-1].width <= page.measure + 0.05
    assert full > 50


def test_a_line_of_plain_characters_is_not_overfilled() -> None:
    assert [len(line) for line in set_lines("国" * 30, 9.97)] == [9, 9, 9, 3]


def test_a_line_with_a_mark_takes_one_more_character() -> None:
    assert set_lines("国国国国，国国国国国国国国", 9.97)[0] == "国国国国，国国国国国"


def test_a_mark_is_pulled_in_by_squeezing_the_marks_of_its_line() -> None:
    assert set_lines("国，国国、国国国国国。国国国", 9.97)[0] == "国，国国、国国国国国。"


def test_a_mark_without_enough_marks_to_squeeze_is_pushed_out() -> None:
    # One mark of its own cannot make room for itself.
    assert set_lines("国国国国国国国国国国。国国国", 10)[0] == "国国国国国国国国国"


def test_a_second_mark_beyond_one_em_is_pushed_out() -> None:
    first, second, *_ = set_lines("国，国，国，国，国国国”。国国国国国", 10)
    assert first == "国，国，国，国，国国"
    assert second.startswith("国”。")


def test_an_opening_mark_goes_to_the_next_line() -> None:
    assert set_lines("国国国国国国国国国《国国国》国国", 10)[:2] == ["国" * 9, "《国国国》国国"]


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("国国国国国国国国2023年", "2023"),
        ("国国国国国国国国12.5%的", "12.5%"),
        ("国国国国国国国￥100元", "￥100"),
        ("国国国国国国国国国±20国国", "±20"),
        ("国国国国国国国国36.5℃国", "36.5℃"),
        ("国国国国国国国国国——国国", "——"),
        ("国国国国国国国国国……国国", "……"),
        ("国国国国国国国office国", "office"),
        ("国国国国国国国国don’t国", "don’t"),
    ],
)
@pytest.mark.parametrize("rule", RULES)
def test_unbreakable(words: str, whole: str, rule: Punctuation) -> None:
    assert any(whole in line for line in set_lines(words, 10, rule))


def test_digits_and_their_counter_may_part() -> None:
    assert set_lines("国国国国国国国国国10月国国国国", 10)[1].startswith("10")
    assert set_lines("国国国国国国国国国国国10月国", 12.3)[1].startswith("月")


def test_a_latin_word_breaks_after_its_hyphen() -> None:
    assert set_lines("国国国国国国well-known国", 9) == ["国国国国国国well-", "known国"]


def test_a_word_longer_than_the_measure_is_cut() -> None:
    lines = set_lines("国" + "w" * 60, 10)
    assert "".join(lines) == "国" + "w" * 60
    assert len(lines) > 3


def test_a_space_vanishes_at_the_end_of_a_line() -> None:
    assert set_lines("国国国国国国国国国国 国国国", 10) == ["国" * 10, "国国国"]


def test_clreq_gives_neighbouring_marks_one_and_a_half_em() -> None:
    words = "国“国”，国国国国国国国"
    wide = text_lines(typeset(text(words), page=narrow(20)))[0].width
    tight = text_lines(typeset(text(words), page=narrow(20, Punctuation.CLREQ)))[0].width
    assert wide - tight == pytest.approx(8.0)


def test_clreq_halves_the_mark_at_a_line_end() -> None:
    words = "国国国国国国国国国，国国国国国国"
    line = text_lines(typeset(text(words), page=narrow(9.5, Punctuation.CLREQ)))[0]
    assert line.text == "国国国国国国国国国，"
    # Nothing but the mark gives way: the characters stand side by side.
    assert line.runs[0].offsets == pytest.approx([16.0 * n for n in range(10)])


def test_clreq_leaves_no_character_alone_on_the_last_line() -> None:
    words = "国" * 11 + "。"
    assert set_lines(words, 10, Punctuation.CLREQ) == ["国" * 9, "国国。"]
    assert set_lines(words, 10) == ["国" * 10, "国。"]


def test_word_squeezes_the_mark_at_the_end_first() -> None:
    line = text_lines(typeset(text("国，国国国国国国国，国国国"), page=narrow(9.97)))[0]
    assert line.text == "国，国国国国国国国，"
    assert line.runs[0].offsets == pytest.approx([16.0 * n for n in range(10)])


def test_gap_between_chinese_and_digits_is_a_quarter_em() -> None:
    line = text_lines(typeset(text("国10国")))[0]
    assert line.width == pytest.approx((2 + 1 + 0.5) * 16)


@pytest.mark.parametrize(
    ("words", "em"), [("国，10国", 4.25), ("（10）国10", 5.25), ("10国", 2.25), ("国10%的", 4.333)]
)
def test_no_gap_beside_marks_and_at_edges(words: str, em: float) -> None:
    # Times draws % 0.833 em wide.
    assert text_lines(typeset(text(words)))[0].width == pytest.approx(em * 16, abs=0.01)


def test_a_written_space_counts_as_the_gap() -> None:
    assert text_lines(typeset(text("国 10 国")))[0].width == pytest.approx(3.5 * 16)
    assert text_lines(typeset(text("国 国")))[0].width == pytest.approx(2.5 * 16)


def test_stretching_widens_gaps_before_characters() -> None:
    line = text_lines(typeset(text("国国10国国国国国国国国国国国"), page=narrow(9.75)))[0]
    places = {char: place for run in line.runs for char, place in _placed(line, run.text)}
    assert line.text == "国国10国国国国国国国"[: len(line.text)]
    assert places["1"] - 32 > 0.25 * 16


def _placed(line: TextLine, words: str) -> list[tuple[str, float]]:
    run = next(run for run in line.runs if run.text == words)
    return [(char, run.x + at) for char, at in zip(run.text, run.offsets, strict=True)]


def test_full_width_quotes_and_dashes_come_from_the_chinese_face() -> None:
    line = text_lines(typeset(text("国“国”——国……国·国don’t")))[0]
    faces = {char: run.face.family for run in line.runs for char in run.text}
    assert {faces[char] for char in "“”—…·"} == {faces["国"]}
    assert faces["’"] == faces["d"] != faces["国"]


ALPHABET = "国中文的在一堃𠮷㛃，。、；：！？“”‘’（）《》—…·0123456789abcXYZ %+-/.,"
WORDS = st.text(ALPHABET, min_size=1, max_size=120)


@given(WORDS, st.floats(4, 30), st.sampled_from(RULES), st.sampled_from([0.0, 2.0, -1.5]))
@example("“" * 40, 6.0, Punctuation.CLREQ, 0.0)
@example("，" * 40, 6.0, Punctuation.WORD, 2.0)
def test_nothing_is_lost_and_no_line_is_too_wide(
    words: str, em: float, rule: Punctuation, indent: float
) -> None:
    style = TextStyle("p", indent=indent, left=1.5)
    page = narrow(em, rule)
    lines = text_lines(typeset(text(words, style), page=page))
    assert [line.start for line in lines] == [0, *[line.end for line in lines[:-1]]]
    assert lines[-1].end == len(words)
    for line in lines:
        shown = words[line.start : line.end]
        assert line.text == (shown.rstrip(" ") or " ")
        assert line.width <= page.measure + 0.05 or line.end - line.start == 1


@given(WORDS, st.floats(8, 30), st.sampled_from(RULES))
def test_breaks_are_permitted_ones_or_there_was_none(
    words: str, em: float, rule: Punctuation
) -> None:
    prepared = prepare((Span(words),), PLAIN, Inks(free_fonts()), rule)
    ends = break_lines(prepared, em, em)
    start = 0
    for end in ends[:-1]:
        places = breakpoints(prepared, start, end + 1)
        assert end in places or not places
        start = end


@given(st.text("国中文，。“”（）10", min_size=60, max_size=200), st.floats(12, 30))
def test_full_lines_are_flush(words: str, em: float) -> None:
    page = narrow(em)
    lines = text_lines(typeset(text(words), page=page))
    for line in lines[:-1]:
        if cjk.joints(words, line.start, line.end):
            assert line.width == pytest.approx(page.measure, abs=0.05)


def test_glyphs_never_run_backwards_when_squeezed() -> None:
    words = "国，国国、国国国国国。国国国"
    line = text_lines(typeset(text(words), page=narrow(9.97)))[0]
    offsets = line.runs[0].offsets
    steps = [b - a for a, b in pairwise(offsets)]
    assert min(steps) >= 8.0 - 0.01
    assert re.sub("[，、。]", "", line.text) == "国" * 8


def test_marks_inside_a_line_give_way_evenly() -> None:
    line = text_lines(typeset(text("国，国国国。国国国国国。国国国"), page=narrow(10.97)))[0]
    assert line.text == "国，国国国。国国国国国。"
    steps = [b - a for a, b in pairwise(line.runs[0].offsets)]
    # The mark at the end gave half an em, these share the rest.
    assert steps[1] == steps[5] == pytest.approx(16 * (1 - 0.53 / 2), abs=0.01)
