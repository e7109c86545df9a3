"""Nothing in the window changes a final issue: every control and every command is tried."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.command_table import CHANGES, NEED_ISSUE
from bulletin_desk.ui.dialogs.base import Files, LineDialog, Message
from bulletin_desk.ui.finals.feature import Finals
from bulletin_desk.ui.find.bar import FindBar
from bulletin_desk.ui.lists.dragging import ARTICLES_MIME, packed
from bulletin_desk.ui.outline.menu import outline_menu
from bulletin_desk.ui.outline.model import Node
from ui.driver import Desk, compose, key

NODES = (
    Node("masthead"),
    Node("contents"),
    Node("section", "s1"),
    Node("article", "a1"),
    Node("article", "a2"),
    Node("article", "a3"),
    Node("distribution"),
)
# What leaves the issue, ends the program or fills the screen is no change of the issue.
LEAVES = {"new", "open", "import", "close", "quit", "reopen", "fullscreen"}


@pytest.fixture
def final(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A final issue on the desk, with a step that could have been undone; dialogs say yes."""
    desk.library.add_to_pool([Article("p1", "待用的稿件", body=(plain("正文。"),))])
    issue_id = desk.open_sample()
    step = edits.replace_article(desk.bulletin, Article("a3", "改过一次", run_in=True))
    desk.workshop.apply("修改", step)
    desk.workshop.flush()
    desk.library.finalise(issue_id, template="", pdf=b"%PDF", docx=b"PK")
    desk.session.lock(True)
    monkeypatch.setattr(QDialog, "exec", lambda dialog: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: 0)
    monkeypatch.setattr(QMenu, "exec", lambda *_: None)
    monkeypatch.setattr(Message, "ask", lambda *_: True)
    monkeypatch.setattr(Message, "tell", lambda *_: None)
    monkeypatch.setattr(LineDialog, "ask", lambda *_, **__: "别的名称")
    monkeypatch.setattr(Files, "ask_open", lambda *_: [])
    monkeypatch.setattr(Files, "ask_save", lambda *_: None)
    return desk


def shown(widget: QWidget) -> object:
    """What a control shows of the issue."""
    match widget:
        case QComboBox():
            return widget.currentText()
        case QDateEdit():
            return widget.date()
        case QLineEdit():
            return widget.text()
        case QPlainTextEdit() | QTextEdit():
            return widget.toPlainText()
        case QAbstractButton() if widget.isCheckable():
            return widget.isChecked()
        case _:
            return None


def inputs(desk: Desk) -> Iterator[QWidget]:
    """Every control of the editor on show."""
    page = desk.desk.editors.currentWidget()
    assert page is not None
    kinds = (QComboBox, QDateEdit, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractButton)
    for widget in page.findChildren(QWidget):
        if isinstance(widget, kinds) and widget.isVisibleTo(page):
            yield widget


def try_hard(widget: QWidget) -> None:
    """Do to a control what a clerk could."""
    widget.setFocus()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        widget.selectAll()
    key(widget, "x")
    compose(widget, "pin")
    compose(widget, "", "拼")
    for special in (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Down):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, special, Qt.KeyboardModifier.NoModifier))
    for shortcut in (QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Cut):
        QTest.keySequence(widget, QKeySequence(shortcut))
    QTest.keySequence(widget, QKeySequence("Ctrl+B"))
    if not isinstance(widget, QComboBox):  # its list would open
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    drop(widget, text_mime())
    place = QPointF(widget.rect().center())
    wheel = QWheelEvent(
        place, QPointF(widget.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, wheel)


def text_mime() -> QMimeData:
    mime = QMimeData()
    mime.setText("拖进来的字")
    return mime


def drop(widget: QWidget, mime: QMimeData) -> None:
    """Drag something over a widget's middle and let it fall."""
    place, action = widget.rect().center(), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(place, action, mime, buttons, none))
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), action, mime, buttons, none))


@pytest.mark.parametrize("node", NODES, ids=lambda node: f"{node.kind} {node.id}")
def test_no_control_changes_a_final_issue(final: Desk, node: Node) -> None:
    QApplication.clipboard().setText("粘贴的字")
    final.desk.outline.choose(node)
    before = final.bulletin
    tried = list(inputs(final))
    assert tried
    for widget in tried:
        if not widget.isEnabled():
            continue  # nothing that the clerk does arrives there
        was = shown(widget)
        try_hard(widget)
        assert final.bulletin is before, widget
        assert shown(widget) == was, widget
    assert final.desk.node == node
    assert final.workshop.flush()
    assert final.saved() == before


def test_commands_that_change_are_off_and_the_others_change_nothing(final: Desk) -> None:
    before = final.bulletin
    commands = final.workshop.commands
    for name in (*CHANGES, "undo", "redo"):
        assert not commands[name].isEnabled(), name
    for action in commands.menus["格式"].actions():
        assert action.isSeparator() or not action.isEnabled(), action.text()
    for node in NODES:
        final.desk.outline.choose(node)
        for action in final.window.findChildren(QAction):
            if action.objectName() in LEAVES or action.menu() is not None:
                continue
            parent = action.parent()
            in_editor = isinstance(parent, QWidget) and final.desk.editors.isAncestorOf(parent)
            if action.objectName() in NEED_ISSUE or in_editor:
                action.trigger()
                assert final.bulletin is before, action.text()
    assert final.saved() == before


def test_the_outline_changes_nothing(final: Desk) -> None:
    before = final.bulletin
    view = final.desk.outline
    for node in NODES:
        view.choose(node)
        view.setFocus()
        for keys in ("Delete", "F2", "Alt+Up", "Alt+Down", "Ctrl+Delete", "Return"):
            QTest.keySequence(view, QKeySequence(keys))
        key(view, "x")
        menu = outline_menu(final.workshop)
        for action in menu.actions() if menu else []:
            if action.isEnabled():
                action.trigger()
        assert final.bulletin is before, node
    drop(view.viewport(), packed(ARTICLES_MIME, ["p1"]))
    drop(view.viewport(), packed(ARTICLES_MIME, ["a1"]))
    assert final.bulletin is before
    assert [article.id for article in final.library.pool()] == ["p1"]


def test_articles_of_the_pool_stay_there(final: Desk) -> None:
    before = final.bulletin
    article = final.library.pool()[0]
    final.desk.pool.add_wanted.emit([article])
    final.desk.left.setCurrentIndex(1)
    for button in final.desk.pool.findChildren(QAbstractButton):
        if "加入" in button.text():
            button.click()
    assert final.bulletin is before
    assert [kept.id for kept in final.library.pool()] == ["p1"]


def test_a_change_from_elsewhere_is_taken_back_on_screen(final: Desk) -> None:
    final.choose("a1")
    article = final.article("a1")
    final.desk.article.edited.emit("改", Article("a1", "别的标题"), None)
    assert final.article("a1") == article
    assert final.desk.article.title.toPlainText() == article.title


def test_what_another_part_turns_on_is_turned_off_again(final: Desk) -> None:
    final.choose("a1")
    final.workshop.commands["article"].setEnabled(True)
    assert not final.workshop.commands["article"].isEnabled()
    final.desk.article.kinds.setEnabled(True)
    assert not final.desk.article.kinds.isEnabled()
    final.session.lock(False)
    assert final.workshop.commands["article"].isEnabled()
    assert final.desk.article.kinds.isEnabled()


def test_text_can_still_be_read_and_copied(final: Desk) -> None:
    final.choose("a1")
    for field in (final.desk.article.title, final.body):
        assert field.isEnabled()
        field.setFocus()
        QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.SelectAll))
        QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Copy))
        assert QApplication.clipboard().text().strip() == field.toPlainText().strip()


def test_after_the_lock_everything_works_again(final: Desk) -> None:
    banner = final.workshop.feature(Finals).banner
    assert banner.isVisibleTo(final.window)
    final.choose("a1")
    states = [(w, w.isEnabled()) for w in inputs(final)]
    assert any(not on for _, on in states)
    final.library.reopen(final.session.issue_id or 0, "改数字")
    final.session.lock(False)
    assert not banner.isVisibleTo(final.window)
    assert all(widget.isEnabled() for widget in inputs(final))
    final.body.put_caret(0, 0)
    key(final.body, "x")
    assert final.article("a1").body[0].text.startswith("x近日")
    assert final.workshop.flush()
    assert final.saved() == final.bulletin
    final.press("Ctrl+Z")
    final.press("Ctrl+Z")
    assert final.article("a3").title == "简讯一则"


def test_the_find_bar_finds_and_replaces_nothing(final: Desk) -> None:
    final.choose("a1")
    final.session.lock(False)
    final.workshop.commands["replace"].trigger()
    bar = final.window.findChild(FindBar)
    assert bar is not None
    final.session.lock(True)
    before = final.bulletin
    for button in bar.findChildren(QAbstractButton):
        if "替换" in button.text():
            assert not button.isVisibleTo(final.window) or not button.isEnabled()
    bar.words.setFocus()
    key(bar.words, "x")
    assert bar.words.text().endswith("x")
    assert final.bulletin is before
