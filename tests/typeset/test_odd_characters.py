"""Characters that are not shown, words without an end: no boxes, no half-empty lines, no loss."""

import pytest

from bulletin_desk.model.flow import Align, TextStyle
from typeset.flow_samples import PLAIN, page_lines, text, typeset

LEFT = TextStyle("left", align=Align.LEFT)


@pytest.mark.parametrize(
    "char",
    ["\U000e0100", "\ufe0f", "\u00ad", "\u202e", "\u2066", "\ufeff", "\x00", "\x1b", "\u2028"],
)
def test_what_is_not_shown_takes_no_room_and_is_no_box(char: str):
    with_it, without = (
        page_lines(typeset(text(words, LEFT)).pages[0])[0] for words in (f"葛{char}字", "葛字")
    )
    assert with_it.text == f"葛{char}字"
    assert with_it.width == pytest.approx(without.width)
    run = with_it.runs[0]
    assert 0 not in run.glyphs


def test_a_variation_stays_with_its_character():
    lines = page_lines(typeset(text("葛\U000e0100" * 60)).pages[0])
    assert len(lines) > 1
    assert all(line.text.startswith("葛") for line in lines)


def test_a_word_longer_than_a_line_begins_where_it_stands():
    address = "https://www.example.com/" + "abcdefghij" * 20
    lines = page_lines(typeset(text(f"网址{address}。", PLAIN)).pages[0])
    assert lines[0].text.startswith("网址https://www.example.com/abc")
    assert "".join(line.text for line in lines) == f"网址{address}。"
    assert lines[-1].text != "。"


def test_a_word_that_fits_a_line_is_not_cut():
    lines = page_lines(typeset(text("国" * 20 + "internationalization" + "国" * 30)).pages[0])
    assert any("internationalization" in line.text for line in lines)
