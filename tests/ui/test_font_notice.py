"""Missing standard fonts are told once, over the page."""

import pytest
from PySide6.QtCore import Qt

from bulletin_desk.typeset.fonts import Fonts, Substitution
from bulletin_desk.ui.templates.font_notice import FontNotice, notice
from bulletin_desk.ui.templates.font_table import FontTable
from ui.driver import Desk, key

MISSING = (
    Substitution("xiaobiaosong", "方正小标宋简体", "思源宋体"),
    Substitution("fangsong", "仿宋_GB2312", "FandolFang"),
)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Substitution]:
    """What the fonts say is missing; a test may change it."""
    found = list(MISSING)
    monkeypatch.setattr(Fonts, "substitutions", lambda self: tuple(found))
    return found


def test_missing_fonts_are_named_over_the_page(desk: Desk, found: list[Substitution]) -> None:
    part = desk.workshop.feature(FontNotice)
    assert part.strip is None
    desk.open_sample()
    assert part.strip is not None
    assert part.strip.isVisible()
    text = part.strip.sentence.text()
    for word in ("方正小标宋简体", "仿宋_GB2312", "思源宋体", "FandolFang", "Word"):
        assert word in text
    # The strip is above the page, and the desk can be used as before.
    assert part.strip.parentWidget() is desk.desk.preview_message.parentWidget()
    assert part.strip.y() < desk.desk.preview.y()
    assert desk.body.hasFocus()


def test_what_the_clerk_knows_is_not_told_again(desk: Desk, found: list[Substitution]) -> None:
    part = desk.workshop.feature(FontNotice)
    issue = desk.open_sample()
    strip = part.strip
    assert strip is not None
    desk.qtbot.mouseClick(strip.known, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    assert part._missing
    part._missing = ""  # the next start
    desk.workshop.close_issue()
    with desk.qtbot.wait_signal(desk.desk.preview.page_painted):
        desk.workshop.open_issue(issue)
    assert not strip.isVisible()
    # Another set of missing fonts is news.
    found.pop()
    desk.choose("a1")
    with desk.qtbot.wait_signal(desk.workshop.pages.typeset):
        key(desk.body, "x")
    assert strip.isVisible()
    assert "仿宋" not in strip.sentence.text()


def test_nothing_is_told_where_all_fonts_are_there(desk: Desk, found: list[Substitution]) -> None:
    found.clear()
    desk.open_sample()
    assert desk.workshop.feature(FontNotice).strip is None


def test_the_details_name_every_font_and_its_file(desk: Desk) -> None:
    dialog = FontTable(desk.window, Fonts(system=False))
    rows = [dialog.table.topLevelItem(row) for row in range(dialog.table.topLevelItemCount())]
    texts = [[row.text(column) for column in range(4)] for row in rows if row]
    assert [row[0] for row in texts] == ["小标宋", "仿宋", "楷体", "黑体", "宋体", "数字和字母"]
    assert texts[1] == [
        "仿宋",
        "仿宋_GB2312（没有）",
        "FandolFang-Regular",
        "FandolFang-Regular.otf",
    ]
    dialog.deleteLater()


def test_many_missing_fonts_make_no_long_sentence() -> None:
    told = notice([Substitution("r", f"标准{n}", "代用") for n in range(6)])
    assert "标准1 等 6 种字体" in told
    assert "标准2" not in told
    assert told.count("代用") == 1


def test_the_help_menu_has_the_details(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[bool] = []
    monkeypatch.setattr(FontTable, "accepted_by_clerk", lambda self: shown.append(True))
    desk.workshop.commands["fonts"].trigger()
    desk.qtbot.mouseClick(desk.workshop.fonts_label, Qt.MouseButton.LeftButton)
    assert shown == [True, True]
