"""Dragging with real events: within the outline, from pool and library, back, and over the tabs."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.ui.lists.dragging import ARTICLES_MIME, SECTION_MIME, packed, packed_hits
from bulletin_desk.ui.outline.drop import Target, article_target, section_target
from bulletin_desk.ui.outline.model import DISTRIBUTION, MASTHEAD, Node
from ui.driver import Desk, sample

S1, S2 = Node("section", "s1"), Node("section", "s2")
A1, A2, A3 = (Node("article", id) for id in ("a1", "a2", "a3"))
_BUTTON, _KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    return desk


def titles(desk: Desk) -> list[list[str]]:
    return [[article.id for article in section.articles] for section in desk.bulletin.sections]


def enter(widget: QWidget, pos: QPoint, data: QMimeData) -> bool:
    """Bring a drag into a widget and to a point; return whether it may be dropped there."""
    event = QDragEnterEvent(pos, MOVE | Qt.DropAction.CopyAction, data, _BUTTON, _KEYS)
    QApplication.sendEvent(widget, event)
    move = QDragMoveEvent(pos, MOVE | Qt.DropAction.CopyAction, data, _BUTTON, _KEYS)
    QApplication.sendEvent(widget, move)
    return move.isAccepted()


def drop(widget: QWidget, pos: QPoint, data: QMimeData) -> bool:
    enter(widget, pos, data)
    event = QDropEvent(QPointF(pos), MOVE, data, _BUTTON, _KEYS)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def place(desk: Desk, node: Node, part: float) -> QPoint:
    """A point in a row, `part` of its height down."""
    box = desk.desk.outline.visualRect(desk.desk.outline_model.index_of(node))
    return QPoint(box.center().x(), box.top() + round((box.height() - 1) * part))


def drop_on(desk: Desk, node: Node, part: float, data: QMimeData) -> bool:
    return drop(desk.desk.outline.viewport(), place(desk, node, part), data)


@pytest.mark.parametrize(
    ("ids", "node", "part", "expected"),
    [
        (["a1"], A2, 0.8, [["a2", "a1"], ["a3"]]),
        (["a1"], A3, 0.2, [["a2"], ["a1", "a3"]]),
        (["a1"], A3, 0.8, [["a2"], ["a3", "a1"]]),
        (["a1"], S2, 0.5, [["a2"], ["a3", "a1"]]),
        (["a1"], S2, 0.95, [["a2"], ["a1", "a3"]]),
        (["a3"], S2, 0.0, [["a1", "a2", "a3"], []]),
        (["a3"], MASTHEAD, 0.5, [["a3", "a1", "a2"], []]),
        (["a1"], DISTRIBUTION, 0.5, [["a2"], ["a3", "a1"]]),
        (["a3", "a1"], A2, 0.8, [["a2", "a1", "a3"], []]),
    ],
)
def test_articles_go_where_the_line_is(
    opened: Desk, ids: list[str], node: Node, part: float, expected: list[list[str]]
) -> None:
    assert drop_on(opened, node, part, packed(ARTICLES_MIME, ids))
    assert titles(opened) == expected
    assert {n.id for n in opened.desk.outline.selected} == set(ids)
    opened.press("Ctrl+Z")
    assert titles(opened) == [["a1", "a2"], ["a3"]]


def test_below_the_last_row_is_the_end(opened: Desk) -> None:
    view = opened.desk.outline.viewport()
    assert drop(view, QPoint(40, view.height() - 5), packed(ARTICLES_MIME, ["a1"]))
    assert titles(opened) == [["a2"], ["a3", "a1"]]


def test_a_closed_column_takes_articles_at_its_end(opened: Desk) -> None:
    outline, model = opened.desk.outline, opened.desk.outline_model
    outline.collapse(model.index_of(S2))
    box = outline.visualRect(model.index_of(S2))
    target = article_target(outline, model, QPoint(40, box.bottom() - 1))
    assert target == Target(model.index_of(S2), -1, box, on=True)


@pytest.mark.parametrize(
    ("node", "part", "expected"),
    [
        (A3, 0.9, ["s2", "s1"]),
        (DISTRIBUTION, 0.5, ["s2", "s1"]),
        (S2, 0.1, ["s1", "s2"]),
        (MASTHEAD, 0.5, ["s1", "s2"]),
    ],
)
def test_columns_go_between_columns(
    opened: Desk, node: Node, part: float, expected: list[str]
) -> None:
    assert drop_on(opened, node, part, packed(SECTION_MIME, ["s1"]))
    assert [section.id for section in opened.bulletin.sections] == expected


def test_the_place_of_a_column_is_shown_beside_whole_columns(opened: Desk) -> None:
    outline, model = opened.desk.outline, opened.desk.outline_model
    top = section_target(outline, model, place(opened, A1, 0.1))
    bottom = section_target(outline, model, place(opened, A2, 0.9))
    assert top is not None
    assert bottom is not None
    assert top.mark.top() == outline.visualRect(model.index_of(S1)).top()
    assert bottom.mark.top() == outline.visualRect(model.index_of(A2)).bottom() + 1


def test_the_mark_goes_with_the_drag(opened: Desk) -> None:
    outline = opened.desk.outline
    data = packed(ARTICLES_MIME, ["a1"])
    assert enter(outline.viewport(), place(opened, A3, 0.2), data)
    assert outline._target is not None
    QApplication.sendEvent(outline.viewport(), QDragLeaveEvent())
    assert outline._target is None
    assert enter(outline.viewport(), place(opened, A3, 0.2), data)
    drop_on(opened, A3, 0.2, data)
    assert outline._target is None


def test_nothing_is_dropped_into_a_final_issue(opened: Desk) -> None:
    opened.session.lock(True)
    assert not drop_on(opened, A3, 0.2, packed(ARTICLES_MIME, ["a1"]))
    assert titles(opened) == [["a1", "a2"], ["a3"]]


def test_several_articles_of_the_pool_keep_their_order(opened: Desk) -> None:
    opened.library.add_to_pool([Article(f"p{n}", f"待用{n}") for n in range(3)])
    opened.workshop.show_pool()
    pool = opened.desk.pool.list
    pool.selectAll()
    data = pool.mimeData(pool.chosen())
    assert drop_on(opened, A2, 0.2, data)
    assert titles(opened) == [["a1", "p0", "p1", "p2", "a2"], ["a3"]]
    assert opened.library.pool() == []
    assert opened.workshop.commands["undo"].text() == "撤销 加入待用稿"
    opened.press("Ctrl+Z")
    opened.workshop.flush()
    assert [article.id for article in opened.library.pool()] == ["p0", "p1", "p2"]


def test_articles_of_the_library_come_as_copies_with_their_origin(opened: Desk) -> None:
    past = opened.library.add_issue(sample(3))
    assert drop_on(opened, A3, 0.8, packed_hits([(past, "a2"), (past, "a1")]))
    first, second = opened.bulletin.sections[1].articles[1:]
    assert [first.title, second.title] == ["白杨县开展活动", "青石县召开推进会"]
    assert not {first.id, second.id} & {"a1", "a2", "a3"}
    assert first.origin == "2026年第3期"  # of the same series
    assert first.run_in, "titles stand as the column has them"
    assert opened.saved().find_article(first.id) == first
    assert opened.library.load_issue(past) == sample(3)


def test_the_first_article_of_an_issue_without_columns_makes_one(desk: Desk) -> None:
    desk.library.add_to_pool([Article("p1", "待用的稿件")])
    desk.workshop.open_issue(desk.library.add_issue(Bulletin()))
    data = packed(ARTICLES_MIME, ["p1"])
    assert drop(desk.desk.outline.viewport(), QPoint(40, 20), data)
    assert titles(desk) == [["p1"]]


# Back into the pool, and over the tabs


def tab_centre(desk: Desk, index: int) -> QPoint:
    return desk.desk.left.tabBar().tabRect(index).center()


def test_articles_are_dragged_back_into_the_pool(opened: Desk) -> None:
    opened.desk.left.setCurrentIndex(1)
    pool = opened.desk.pool.list
    data = packed(ARTICLES_MIME, ["a3", "a1"])
    opened.library.add_to_pool([Article("p1", "待用的稿件")])
    opened.workshop.show_pool()
    assert drop(pool.viewport(), QPoint(20, 20), data)
    assert titles(opened) == [["a2"], []]
    assert [article.id for article in opened.library.pool()] == ["p1", "a1", "a3"]
    opened.press("Ctrl+Z")
    assert titles(opened) == [["a1", "a2"], ["a3"]]


def test_articles_are_dropped_on_the_tab_of_the_pool(opened: Desk) -> None:
    bar = opened.desk.left.tabBar()
    data = packed(ARTICLES_MIME, ["a1"])
    assert not enter(bar, tab_centre(opened, 0), data)
    assert drop(bar, tab_centre(opened, 1), data)
    assert titles(opened) == [["a2"], ["a3"]]
    assert [article.id for article in opened.library.pool()] == ["a1"]


def test_the_empty_pool_takes_articles_too(opened: Desk) -> None:
    opened.desk.left.setCurrentIndex(1)
    empty = opened.desk.pool.childAt(opened.desk.pool.rect().center())
    assert empty is not None
    assert drop(opened.desk.pool, opened.desk.pool.rect().center(), packed(ARTICLES_MIME, ["a1"]))
    assert [article.id for article in opened.library.pool()] == ["a1"]


def test_articles_of_the_library_are_kept_in_the_pool(opened: Desk) -> None:
    past = opened.library.add_issue(sample(3))
    assert drop(opened.desk.left.tabBar(), tab_centre(opened, 1), packed_hits([(past, "a2")]))
    kept = opened.library.pool()[0]
    assert (kept.title, kept.origin) == ("白杨县开展活动", "《文明建设简报》2026年第3期")


def test_a_tab_that_is_waited_over_comes_to_the_front(opened: Desk, qtbot: QtBot) -> None:
    tabs = opened.desk.left
    tabs.setCurrentIndex(1)
    enter(tabs.tabBar(), tab_centre(opened, 0), packed(ARTICLES_MIME, ["p1"]))
    qtbot.wait_until(lambda: tabs.currentIndex() == 0)


def test_files_over_the_tabs_are_for_the_window(opened: Desk) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("稿件.docx")])
    event = QDragEnterEvent(tab_centre(opened, 1), MOVE, data, _BUTTON, _KEYS)
    QApplication.sendEvent(opened.desk.left.tabBar(), event)
    assert opened.workshop.drop_hint.isVisible()
