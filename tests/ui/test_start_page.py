"""The start page: what there is, as pages; what to do where there is nothing; by keyboard too."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bulletin_desk.library.library import Library
from bulletin_desk.ui.dialogs.new_issue import NewIssueDialog
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.start.cards import IssueCard
from bulletin_desk.ui.start.page import StartPage
from bulletin_desk.ui.start.series import SeriesRow
from ui.driver import Desk, sample


def issue_of(series: str, number: int):
    issue = sample(number)
    masthead = replace(issue.masthead, name=series, date=datetime.date(2026, 1, number % 28 + 1))
    return replace(issue, masthead=masthead)


def shown(desk: Desk) -> StartPage:
    """The start page with the issues of the library, all its rows there."""
    start = desk.desk.start
    start.show_recent(desk.library.issues())
    series = {record.series for record in desk.library.issues()}
    desk.qtbot.wait_until(lambda: len(start.rows) == len(series))
    return start


def texts(start: StartPage) -> str:
    return "\n".join(label.text() for label in start.findChildren(QLabel) if label.isVisible())


def cards(start: StartPage) -> list[IssueCard]:
    return [card for row in start.rows for card in row.cards]


def test_a_new_library_says_what_to_do(desk: Desk) -> None:
    start = desk.desk.start
    assert start.isVisible()
    assert "这里还没有简报" in texts(start)
    assert "新建一期" in texts(start)
    assert not start.recent.isVisible()
    assert "示例" not in texts(start)


def test_each_series_shows_its_newest_issues_as_pages(desk: Desk) -> None:
    for number in (1, 2, 3):
        desk.library.add_issue(issue_of("云泽简报", number), final=number == 1)
    desk.library.add_issue(issue_of("青石快报", 5))
    start = shown(desk)
    assert "这里还没有简报" not in texts(start)
    rows = {row.name: row for row in start.rows}
    assert [card.record.number for card in rows["云泽简报"].cards] == [3, 2, 1]
    names = [card.accessibleName() for card in rows["云泽简报"].cards]
    assert names == ["云泽简报 第3期 在编", "云泽简报 第2期 在编", "云泽简报 第1期 已定稿"]
    desk.qtbot.wait_until(lambda: all(card._image is not None for card in cards(start)))
    image = cards(start)[0]._image
    assert image is not None
    reds = [
        image.pixelColor(x, y)
        for x in range(0, image.width(), 2)
        for y in range(image.height() // 3)
        if image.pixelColor(x, y).red() > image.pixelColor(x, y).blue() + 60
    ]
    assert reds, "the red masthead is on the page in small"


def test_a_card_opens_its_issue_by_click_and_by_key(desk: Desk) -> None:
    first = desk.library.add_issue(issue_of("云泽简报", 1))
    second = desk.library.add_issue(issue_of("云泽简报", 2))
    start = shown(desk)
    by_id = {card.record.id: card for card in cards(start)}
    desk.qtbot.mouseClick(by_id[first], Qt.MouseButton.LeftButton)
    assert desk.session.issue_id == first
    desk.workshop.close_issue()
    start = shown(desk)
    card = next(card for card in cards(start) if card.record.id == second)
    card.setFocus()
    desk.qtbot.keyClick(card, Qt.Key.Key_Space)
    assert desk.session.issue_id == second


def test_the_next_issue_of_a_series_is_one_step_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.library.add_issue(issue_of("云泽简报", 3))
    desk.library.add_issue(issue_of("青石快报", 8))
    monkeypatch.setattr(NewIssueDialog, "accepted_by_clerk", lambda _: True)
    row = next(row for row in shown(desk).rows if row.name == "青石快报")
    row.next.click()
    assert desk.bulletin.series == "青石快报"
    assert desk.bulletin.masthead.number in (1, 9), "the next one of its year"


def test_recent_issues_stand_in_the_order_they_were_opened(desk: Desk) -> None:
    ids = [desk.library.add_issue(issue_of("云泽简报", number)) for number in (1, 2, 3)]
    for issue_id in (ids[2], ids[0]):
        desk.workshop.open_issue(issue_id)
    desk.workshop.close_issue()
    start = shown(desk)
    listed = [start.recent.item(n).text() for n in range(start.recent.count())]
    assert ["第1期" in listed[0], "第3期" in listed[1], len(listed)] == [True, True, 2]
    start.recent.setCurrentRow(1)
    desk.qtbot.keyClick(start.recent, Qt.Key.Key_Return)
    assert desk.session.issue_id == ids[2]


def test_thirty_series_come_in_turns_and_scroll(desk: Desk) -> None:
    for number in range(30):
        desk.library.add_issue(issue_of(f"第{number}号简报", 1))
    start = desk.desk.start
    start.show_recent(desk.library.issues())
    assert len(start.rows) == 1, "one row in a turn"
    start = shown(desk)
    last = cards(start)[-1]
    desk.qtbot.wait(30)
    assert last.visibleRegion().isEmpty()
    assert last._image is None
    for card in cards(start):
        card.setFocus(Qt.FocusReason.TabFocusReason)
        assert card.hasFocus()


def test_a_narrow_window_shows_fewer_cards_whole(desk: Desk) -> None:
    for number in range(1, 9):
        desk.library.add_issue(issue_of("云泽简报", number))
    row = SeriesRow("云泽简报", desk.library.issues(), lambda _: None)
    desk.qtbot.addWidget(row)
    row.resize(3 * row.next.sizeHint().width() + 40, row.sizeHint().height())
    row.show()
    visible = [card for card in row.cards if card.isVisible()]
    assert [card.record.number for card in visible] == [8, 7]
    assert all(card.geometry().right() <= row.width() for card in visible)


def test_an_issue_whose_template_is_lost_keeps_a_blank_card(desk: Desk) -> None:
    desk.library.add_issue(replace(issue_of("云泽简报", 1), template="没有的模板"))
    good = desk.library.add_issue(issue_of("云泽简报", 2))
    start = shown(desk)
    by_id = {card.record.id: card for card in cards(start)}
    desk.qtbot.wait_until(lambda: by_id[good]._image is not None)


def test_no_page_is_made_while_the_last_issue_comes_back(
    qtbot: QtBot, tmp_path: Path, settings: QSettings
) -> None:
    """The start is not slowed by pages that nobody sees."""
    path = tmp_path / "own.db"
    with Library.open(path) as library:
        issue_id = library.add_issue(issue_of("云泽简报", 1))
    settings.setValue("library/issue", issue_id)
    window = MainWindow(lambda _: Library.open(path), settings)
    qtbot.addWidget(window)
    with qtbot.wait_signal(window.furnished):
        window.show()
    assert window.workshop is not None
    assert window.workshop.desk.start.rows == []
    window.close()
