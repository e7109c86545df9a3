"""A mouse changes nothing by accident: frames of fields, the wheel, the second of two clicks."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from bulletin_desk.ui.outline.model import DISTRIBUTION, MASTHEAD
from bulletin_desk.ui.pointing import SecondClick
from ui.driver import Desk, sample


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    return desk


def turn_wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_a_press_anywhere_on_the_date_leaves_it_as_it_is(opened: Desk) -> None:
    opened.desk.outline.choose(MASTHEAD)
    field = opened.desk.masthead.date
    before = opened.workshop.session.bulletin
    for y in range(0, field.height(), 2):
        for x in (2, field.width() // 2, field.width() - 40):
            opened.qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    assert opened.workshop.session.bulletin is before
    field.setFocus()
    opened.qtbot.keyClick(field, Qt.Key.Key_Up)
    assert opened.workshop.session.bulletin is not before


def test_the_wheel_passes_over_fields_without_changing_them(opened: Desk) -> None:
    before = opened.workshop.session.bulletin
    opened.desk.outline.choose(MASTHEAD)
    for field in (opened.desk.masthead.date, opened.desk.masthead.template):
        turn_wheel(field)
    opened.desk.outline.choose(DISTRIBUTION)
    turn_wheel(opened.desk.distribution.copies)
    assert opened.workshop.session.bulletin is before


def test_a_double_click_on_a_recent_issue_opens_it_and_touches_nothing_in_it(desk: Desk) -> None:
    desk.library.add_issue(sample())
    start = desk.desk.start
    start.show_recent(desk.library.issues())
    item = start.recent.visualItemRect(start.recent.item(0)).center()
    left = Qt.MouseButton.LeftButton
    desk.qtbot.mouseClick(start.recent.viewport(), left, pos=item)
    opened = desk.workshop.session.bulletin
    assert opened is not None
    box = desk.desk.masthead.contents
    on_the_mark = QPoint(8, box.height() // 2)
    desk.qtbot.mouseClick(box, left, pos=on_the_mark)
    assert desk.workshop.session.bulletin is opened
    # A moment later a click is a click again.
    desk.qtbot.wait_until(lambda: not start.findChildren(SecondClick))
    desk.qtbot.mouseClick(box, left, pos=on_the_mark)
    assert desk.workshop.session.bulletin is not opened
