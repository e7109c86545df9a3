"""The list of a source's lines: where lines stand, however many, and how they look."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from bulletin_desk.intake.recognise import recognise
from bulletin_desk.intake.result import Intake
from bulletin_desk.intake.source import Align, Recognised, Role, Source, SourceLine
from bulletin_desk.model.richtext import Picture, Run, Table
from bulletin_desk.typeset.display import PictureItem
from bulletin_desk.ui import theme
from bulletin_desk.ui.review.examining import examine
from bulletin_desk.ui.review.line_layout import MOST_LINES
from bulletin_desk.ui.review.line_view import LineView
from bulletin_desk.ui.review.work import ReviewFile
from ui.review_samples import LINES, TITLE, paragraph

_LONG = "会议要求，各乡镇、各部门要压实责任，细化措施，确保年底前完成改造任务。"
Show = Callable[..., LineView]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Return what puts lines into a view."""

    def show(*lines: SourceLine, roles: tuple[Role, ...] = ()) -> LineView:
        view = LineView()
        qtbot.addWidget(view)
        view.resize(600, 400)
        source = Source("docx", "原文.docx", lines)
        found = Recognised(Intake(None, ()), roles) if roles else recognise(source)
        view.lines.show_file(ReviewFile(source.name, source, found))
        view.show_rows()
        with qtbot.wait_exposed(view):
            view.show()
        view.grab()
        return view

    return show


def test_every_line_is_where_a_click_finds_it(show: Show) -> None:
    view = show(*(replace(paragraph(_LONG * (1 + n % 5)), gap=n % 3) for n in range(60)))
    bar = view.verticalScrollBar()
    for value in range(0, bar.maximum() + 1, 150):
        bar.setValue(value)
        view.grab()
        for y in range(0, view.viewport().height(), 7):
            index = view.indexAt(QPoint(200, y))
            if index.isValid():
                assert view.visualRect(index).contains(200, y)
    bar.setValue(bar.maximum())
    view.grab()
    last = view.visualRect(view.lines.index(59))
    assert 0 < last.bottom() <= view.viewport().height()


def test_lines_touch_each_other_without_a_gap(show: Show) -> None:
    view = show(*LINES)
    rects = [view.visualRect(view.lines.index(row)) for row in range(len(LINES))]
    assert all(above.bottom() + 1 == below.top() for above, below in pairwise(rects))


def test_a_long_paragraph_shows_its_beginning_and_its_end(show: Show) -> None:
    view = show(paragraph(_LONG * 40), paragraph("末段。"))
    tall = view.visualRect(view.lines.index(0)).height()
    short = view.visualRect(view.lines.index(1)).height()
    assert short * 3 < tall <= short * MOST_LINES


def test_another_width_breaks_the_lines_anew(show: Show) -> None:
    view = show(*(paragraph(_LONG * 3) for _ in range(5)))
    before = view.visualRect(view.lines.index(0)).height()
    view.resize(330, 400)
    view.grab()
    assert view.visualRect(view.lines.index(0)).height() > before


def test_a_decision_moves_nothing_that_is_in_view(show: Show) -> None:
    view = show(*(paragraph(_LONG) for _ in range(200)))
    view.verticalScrollBar().setValue(1500)
    view.grab()
    top = view.indexAt(QPoint(200, 5))
    before = view.visualRect(top).top()
    file = view.lines.file
    assert file is not None
    # Lines above that go on with others stand closer.
    file.decide(range(1, 20), Role.CONTINUATION)
    view.refresh()
    view.grab()
    assert abs(view.visualRect(top).top() - before) <= 3


def test_the_lines_of_another_file_take_the_place(show: Show) -> None:
    view = show(*(paragraph(_LONG) for _ in range(80)))
    view.verticalScrollBar().setValue(900)
    for lines in ((), LINES):
        source = Source("docx", "另一份.docx", lines)
        view.lines.show_file(ReviewFile(source.name, source, recognise(source)))
        view.show_rows()
        view.grab()
        assert view.verticalScrollBar().value() == 0
    assert view.visualRect(view.lines.index(len(LINES) - 1)).isValid()


def test_a_hundred_thousand_lines_are_arranged(show: Show) -> None:
    view = show(*[SourceLine(_LONG)] * 100_000, roles=(Role.PARAGRAPH,) * 100_000)
    view.choose([99_999])
    view.grab()
    assert view.visualRect(view.lines.index(99_999)).bottom() <= view.viewport().height()
    view.selectAll()
    assert len(view.rows) == 100_000


def test_the_margin_has_the_colour_of_the_role(show: Show) -> None:
    view = show(*LINES)
    file = view.lines.file
    assert file is not None
    title = _colours(view, TITLE, margin=True)
    file.decide([TITLE], Role.COLUMN)
    view.refresh()
    assert _colours(view, TITLE, margin=True) != title


def test_a_line_looks_as_in_the_file(show: Show) -> None:
    red = SourceLine("云泽市简报", whole=True, size=30, red=True, align=Align.CENTRE)
    view = show(red, paragraph(_LONG), paragraph(_LONG))
    view.clearSelection()
    image = view.viewport().grab(view.visualRect(view.lines.index(0))).toImage()
    inked = [x for x in range(120, image.width()) if _is_red(image, x)]
    # Larger than the text of the body, and in the middle of what is left beside the margin.
    assert max(inked) - min(inked) > 5 * 1.4 * 12
    assert 280 < (min(inked) + max(inked)) / 2 < 350


def test_tables_and_pictures_are_shown_small(show: Show) -> None:
    asked: list[tuple[str, QSize]] = []
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))

    def read(item: PictureItem, size: QSize) -> QImage:
        asked.append((item.digest, size))
        return image

    table = Table(tuple(((Run(f"第{n}行"),), (Run("数"),)) for n in range(30)))
    picture = Picture("0" * 64, "image/png", 4000, 3000)
    view = show(SourceLine("", block=picture), SourceLine(table.text, block=table))
    view.image = read
    shot = view.viewport().grab().toImage()
    assert asked
    assert asked[0][0] == "0" * 64
    assert asked[0][1].height() < 200
    place = view.visualRect(view.lines.index(0)).center()
    assert shot.pixelColor(120, place.y()) == QColor("#00ff00")
    assert view.visualRect(view.lines.index(1)).height() < 200


def test_the_border_of_a_page_is_drawn(show: Show) -> None:
    lines = [replace(paragraph(_LONG), page_number=1 + n // 2) for n in range(4)]
    view = show(*lines)
    heights = [view.visualRect(view.lines.index(row)).height() for row in range(4)]
    assert heights[0] == heights[1] == heights[3]
    assert heights[2] > heights[1]


def test_dark_and_light_differ(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    view = show(*LINES)
    light = _colours(view, TITLE, margin=True)
    monkeypatch.setattr(theme, "is_dark", lambda: True)
    view.refresh()
    assert _colours(view, TITLE, margin=True) != light


def test_a_line_that_was_not_recognised_stands_out(show: Show) -> None:
    plain = show(*LINES)
    odd = show(*LINES, roles=(Role.UNKNOWN,) * len(LINES))
    assert (
        odd.lines.data(odd.lines.index(2), Qt.ItemDataRole.AccessibleTextRole)
        == f"没有认出：{LINES[2].text}"
    )
    assert _colours(plain, 2, margin=False) != _colours(odd, 2, margin=False)


def test_nothing_is_said_before_it_is_known(qtbot: QtBot) -> None:
    view = LineView()
    qtbot.addWidget(view)
    source = Source("text", "原文.txt", LINES)
    file = ReviewFile(source.name, source)
    view.lines.show_file(file)
    assert view.lines.tag(TITLE) == ""
    file.take(examine(source, {}))
    view.lines.refresh()
    assert view.lines.tag(TITLE) == "标题"


def _colours(view: LineView, row: int, *, margin: bool) -> set[str]:
    """The colours of the margin of a row, or of what is beside it."""
    rect = view.visualRect(view.lines.index(row))
    image = view.viewport().grab(rect).toImage()
    columns = range(8, 60) if margin else range(image.width() - 60, image.width() - 20)
    return {image.pixelColor(x, y).name() for x in columns for y in range(image.height())}


def _is_red(image: QImage, x: int) -> bool:
    colours = (image.pixelColor(x, y) for y in range(image.height()))
    return any(c.red() > 150 and c.green() < 90 and c.blue() < 110 for c in colours)
