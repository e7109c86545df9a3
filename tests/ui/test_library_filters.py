"""稿库: filters beyond series and year, order, more hits, and the printed page of a hit."""

import datetime
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.richtext import plain
from bulletin_desk.typeset.display import TextLine
from bulletin_desk.ui.shelf.feature import LibraryTab
from bulletin_desk.ui.shelf.panel import LibraryPanel
from ui.driver import Desk, compose


def article(key: str, title: str, unit: str) -> Article:
    return Article(key, title, units=(unit,), body=(plain(f"近日，{title}，志愿者参加。"),))


def issue(number: int, *sections: Section) -> Bulletin:
    masthead = Masthead("文明简报", number, date=datetime.date(2025, number, 8))
    return Bulletin(masthead=masthead, sections=sections)


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> LibraryPanel:
    desk.library.add_issue(
        issue(
            3,
            Section("s1", "工作动态", (article("a", "青石县清扫街道", "青石县文明办"),)),
            Section("s2", "经验交流", (article("b", "白杨县清扫河道", "白杨县城管局"),)),
        ),
        final=True,
    )
    desk.library.add_issue(
        issue(5, Section("s1", "工作动态", (article("c", "白杨县植树，清扫公园", "白杨县城管局"),)))
    )
    desk.library.add_to_pool([article("d", "江口市清扫广场", "江口市文明办")])
    desk.press("Alt+3")
    panel = desk.workshop.feature(LibraryTab).panel
    qtbot.wait_until(lambda: panel.list.topLevelItemCount() > 0)
    return panel


def rows(panel: LibraryPanel) -> list[str]:
    root = panel.list.invisibleRootItem()
    return [root.child(n).text(0) for n in range(root.childCount())]


def choose(box: QComboBox, value: object) -> None:
    """Choose as the clerk does: the signal of a choice comes with it."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def unfold(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.filters.more.click()
    qtbot.wait_until(lambda: panel.filters.section.count() > 1)


def test_columns_and_units_are_offered_with_their_numbers(
    panel: LibraryPanel, qtbot: QtBot
) -> None:
    assert panel.filters.section.isHidden()
    unfold(panel, qtbot)
    section, unit = panel.filters.section, panel.filters.unit
    assert section.itemText(section.findData("工作动态")) == "工作动态（2）"
    assert unit.itemText(unit.findData("白杨县城管局")) == "白杨县城管局（2）"


def test_articles_of_a_column_a_unit_and_a_status(panel: LibraryPanel, qtbot: QtBot) -> None:
    unfold(panel, qtbot)
    choose(panel.filters.section, "经验交流")
    qtbot.wait_until(lambda: rows(panel) == ["白杨县清扫河道"])
    assert panel.filters.more.text() == "更多（1）"
    choose(panel.filters.section, None)
    choose(panel.filters.unit, "白杨县城管局")
    qtbot.wait_until(lambda: rows(panel) == ["白杨县植树，清扫公园", "白杨县清扫河道"])
    choose(panel.filters.status, "final")
    qtbot.wait_until(lambda: rows(panel) == ["白杨县清扫河道"])
    choose(panel.filters.unit, None)
    choose(panel.filters.status, "pool")
    qtbot.wait_until(lambda: rows(panel) == ["江口市清扫广场"])
    choose(panel.filters.status, None)
    qtbot.wait_until(lambda: panel.list.rootIsDecorated())


def test_words_and_filters_together_and_by_date(panel: LibraryPanel, qtbot: QtBot) -> None:
    unfold(panel, qtbot)
    choose(panel.filters.section, "工作动态")
    compose(panel.words, "", "清扫")
    qtbot.wait_until(lambda: sorted(rows(panel)) == ["白杨县植树，清扫公园", "青石县清扫街道"])
    choose(panel.filters.order, True)
    qtbot.wait_until(lambda: rows(panel) == ["白杨县植树，清扫公园", "青石县清扫街道"])
    # What is offered follows the words.
    qtbot.wait_until(lambda: panel.filters.unit.findData("江口市文明办") >= 0)
    panel.words.clear()
    compose(panel.words, "", "街道")
    qtbot.wait_until(lambda: panel.filters.unit.findData("江口市文明办") < 0)


def test_scrolling_to_the_end_brings_more(desk: Desk, panel: LibraryPanel, qtbot: QtBot) -> None:
    many = tuple(article(f"m{n}", f"第{n}次清扫活动", "青石县文明办") for n in range(150))
    desk.library.add_issue(issue(6, Section("s1", "工作动态", many)))
    compose(panel.words, "", "清扫")
    qtbot.wait_until(lambda: len(rows(panel)) == 100)
    bar = panel.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.wait_until(lambda: len(rows(panel)) == 154)
    assert len(set(rows(panel))) == 154


def printed(panel: LibraryPanel) -> str:
    items = [placed.item for page in panel.page.view.pages for placed in page.items]
    return "".join(item.text for item in items if isinstance(item, TextLine))


def test_the_page_of_a_hit_is_shown(desk: Desk, panel: LibraryPanel, qtbot: QtBot) -> None:
    compose(panel.words, "", "河道")
    qtbot.wait_until(lambda: rows(panel) == ["白杨县清扫河道"])
    with qtbot.wait_signal(panel.page.shown, timeout=20_000):
        panel.as_page.click()
    assert "白杨县清扫河道" in printed(panel)
    assert not panel.reader.isVisible()
    # Beside other lists there is little room: the page has nearly all of it.
    view = panel.page.view
    assert view.pages[0].width * view.scale >= 0.94 * view.viewport().width()
    # Another hit, of another issue.
    panel.words.clear()
    with qtbot.wait_signal(panel.page.shown, timeout=20_000):
        compose(panel.words, "", "公园")
    assert "清扫公园" in printed(panel)
    panel.as_text.click()
    assert "清扫公园" in panel.reader.toPlainText()


def test_an_article_of_the_pool_has_no_page(panel: LibraryPanel, qtbot: QtBot) -> None:
    compose(panel.words, "", "广场")
    qtbot.wait_until(lambda: rows(panel) == ["江口市清扫广场"])
    panel.as_page.click()
    assert "没有版面" in panel.page.message.text()
    assert not panel.page.view.pages


def test_a_page_of_a_template_that_is_gone_says_so(
    desk: Desk, panel: LibraryPanel, qtbot: QtBot
) -> None:
    lost = issue(7, Section("s1", "", (article("z", "丢了模板的稿件", "青石县文明办"),)))
    desk.library.add_issue(replace(lost, template="no-such-template"))
    compose(panel.words, "", "丢了模板")
    qtbot.wait_until(lambda: rows(panel) == ["丢了模板的稿件"])
    panel.as_page.click()
    qtbot.wait_until(lambda: bool(panel.page.message.text()))
