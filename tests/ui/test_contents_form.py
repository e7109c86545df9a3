"""The contents are edited on a page of their own; a date can be left out."""

import datetime

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from bulletin_desk.model.bulletin import ContentsStyle
from bulletin_desk.ui.outline.model import MASTHEAD, Node
from bulletin_desk.ui.parts.contents import ContentsPage
from ui.driver import Desk


@pytest.fixture
def page(desk: Desk) -> ContentsPage:
    desk.open_sample()
    desk.desk.outline.choose(Node("contents"))
    return desk.desk.contents


def choose(box: QComboBox, index: int) -> None:
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_style_and_page_numbers_are_the_issues_own(desk: Desk, page: ContentsPage) -> None:
    before = desk.bulletin
    assert page.style_choice.currentText() == "按模板（按栏目分组）"
    assert page.pages_choice.currentText() == "按模板（不印页码）"
    choose(page.style_choice, 2)
    assert desk.session.undo_label == "修改目录样式"
    choose(page.pages_choice, 1)
    assert (desk.bulletin.contents_style, desk.bulletin.contents_pages) == (
        ContentsStyle.BULLETED,
        True,
    )
    assert desk.workshop.flush()
    assert desk.saved() == desk.bulletin
    choose(page.pages_choice, 1)
    desk.press("Ctrl+Z")
    assert page.pages_choice.currentIndex() == 0
    desk.press("Ctrl+Z")
    assert desk.bulletin == before
    assert page.style_choice.currentIndex() == 0


def test_without_contents_nothing_is_to_be_chosen(desk: Desk, page: ContentsPage) -> None:
    page.printed.click()
    assert not desk.bulletin.contents
    assert not page.style_choice.isEnabled()
    desk.press("Ctrl+Z")
    assert page.style_choice.isEnabled()


def test_a_date_can_be_taken_out_and_chosen_from_this_month(desk: Desk, qtbot: QtBot) -> None:
    desk.open_sample()
    desk.desk.outline.choose(MASTHEAD)
    form = desk.desk.masthead
    qtbot.mouseClick(form.no_date, Qt.MouseButton.LeftButton)
    assert desk.bulletin.masthead.date is None
    assert desk.session.undo_label == "清除日期"
    assert form.no_date.isHidden()
    calendar = form.date.calendarWidget()
    arrow = form.date.rect().center() + QPoint(form.date.width() // 2 - 10, 0)
    qtbot.mouseClick(form.date, Qt.MouseButton.LeftButton, pos=arrow)
    assert calendar.isVisible()
    today = QDate.currentDate()
    assert (calendar.yearShown(), calendar.monthShown()) == (today.year(), today.month())
    calendar.window().close()
    desk.press("Ctrl+Z")
    assert desk.bulletin.masthead.date == datetime.date(2026, 3, 18)
    assert not form.no_date.isHidden()
