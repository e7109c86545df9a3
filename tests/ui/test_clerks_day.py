"""The clerk's day from a new issue to the next one, by keys and clicks on the real window."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bulletin_desk.library.records import IssueStatus
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.typeset.display import TextLine
from bulletin_desk.ui.dialogs.base import Dialog, Files
from bulletin_desk.ui.dialogs.new_issue import NewIssueDialog
from bulletin_desk.ui.dialogs.open_issue import OpenIssueDialog
from bulletin_desk.ui.finals.dialog import FinalDialog
from bulletin_desk.ui.finals.feature import Finals
from bulletin_desk.ui.outline.model import Node
from bulletin_desk.ui.preflight.panel import PreflightPanel
from bulletin_desk.ui.shelf.panel import LibraryPanel
from ui.driver import Desk, compose, dragged

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
NOTES = {
    "青石县.txt": (
        "青石县召开背街小巷整治推进会\n近日，青石县召开背街小巷整治工作推进会。\n"
        "会议要求，各乡镇要守土有责，一抓到底。\n（青石县文明办供稿）"
    ),
    "白杨县.txt": "白杨县组织志愿者清洁河道\n3月12日，白杨县组织志愿者清洁河道，共150人参加。",
}


class Dialogs:
    """Answers dialogs while they are open, as the clerk does."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._failures: list[BaseException] = []

    def answer(
        self, kind: type[Dialog], act: Callable[..., object], do: Callable[[], object]
    ) -> None:
        """Do something that opens a dialog of this kind, act in it and press its button."""
        seen: list[QWidget] = []
        given_up: list[bool] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, kind):
                if not given_up:
                    QTimer.singleShot(20, look)
                return
            seen.append(dialog)
            try:
                act(dialog)
                self._qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
            except BaseException as error:
                self._failures.append(error)
                dialog.reject()

        QTimer.singleShot(20, look)
        do()
        given_up.append(True)
        if self._failures:
            raise self._failures[0]
        assert seen
        # What a window manager does when a dialog closes.
        main = seen[0].parentWidget()
        assert main is not None
        main.window().activateWindow()
        self._qtbot.wait_until(main.window().isActiveWindow)


@pytest.fixture
def dialogs(qtbot: QtBot) -> Dialogs:
    return Dialogs(qtbot)


def drop(desk: Desk, mime: QMimeData) -> None:
    """Drag files over the window and let them go."""
    at, none = QPoint(400, 300), Qt.KeyboardModifier.NoModifier
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    for event in (
        QDragEnterEvent(at, copy, mime, left, none),
        QDropEvent(QPointF(at), copy, mime, left, none),
    ):
        QApplication.sendEvent(desk.window, event)


def titles(bulletin: Bulletin) -> dict[str, list[str]]:
    return {s.name: [a.title.replace("\n", "") for a in s.articles] for s in bulletin.sections}


def printed(desk: Desk) -> str:
    """What stands on the pages on show."""
    lines = []
    for page in desk.desk.preview.pages:
        lines += [p.item.text for p in page.items if isinstance(p.item, TextLine)]
    return "".join(lines)


def test_from_a_new_issue_to_the_next_one(
    desk: Desk, qtbot: QtBot, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk_ = desk.window, desk.desk

    # 新建一期: number, date and columns come from the template.
    def fill(dialog: NewIssueDialog) -> None:
        dialog.series.setFocus()
        dialog.series.selectAll()
        compose(dialog.series, "", "云泽市创建工作简报")
        assert dialog.number.text() == "1"

    dialogs.answer(NewIssueDialog, fill, lambda: qtbot.keyClick(window, Key.Key_N, Control))
    assert desk.bulletin.masthead.number == 1
    assert "云泽市创建工作简报" in desk.window.windowTitle()
    first_issue = desk.session.issue_id
    assert first_issue is not None

    # Articles arrive: dropped on the window, they wait in the pool, with their unit.
    for name, text in NOTES.items():
        (tmp_path / name).write_text(text, encoding="gb18030")
    with qtbot.wait_signal(desk.workshop.files.importer.finished, timeout=20_000):
        drop(desk, dragged(*(tmp_path / name for name in NOTES)))
    assert [a.title for a in desk.library.pool()] == [
        text.split("\n")[0] for text in NOTES.values()
    ]

    # Into the first column: by Enter in the pool; then moved by dragging.
    first, second = desk.bulletin.sections[:2]
    desk_.outline.choose(Node("section", first.id))
    qtbot.keyClick(window, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk_.pool.list.setCurrentRow(0)
    qtbot.keyClick(desk_.pool.list, Key.Key_Return)
    desk_.pool.list.setCurrentRow(0)
    qtbot.keyClick(desk_.pool.list, Key.Key_Return)
    both = titles(desk.bulletin)[first.name]
    assert sorted(both) == sorted(text.split("\n")[0] for text in NOTES.values())
    model = desk_.outline_model
    moved = desk.bulletin.sections[0].articles[1]
    mime = model.mimeData([model.index_of(Node("article", moved.id))])
    target = model.index_of(Node("section", second.id))
    assert model.dropMimeData(mime, Qt.DropAction.MoveAction, 0, 0, target)
    assert titles(desk.bulletin)[second.name] == [moved.title]

    # Edit, with the page beside it.
    article = desk.bulletin.sections[0].articles[0]
    desk.choose(article.id)
    desk.body.setFocus()
    desk.body.put_caret(0, 0)
    compose(desk.body, "jin", "")
    compose(desk.body, "", "进一步")
    qtbot.wait_until(lambda: "进一步" in printed(desk))
    qtbot.keyClick(desk.body, Key.Key_Z, Control)
    qtbot.wait_until(lambda: "进一步" not in printed(desk))

    # A click on the page goes to the text.
    preview = desk_.preview
    qtbot.wait_until(lambda: moved.title[:4] in printed(desk))
    click_text(desk, moved.body[0].text[:4])
    assert desk_.node == Node("article", moved.id)
    assert desk.body.hasFocus() or preview.hasFocus()

    # Proof: the checker knows what is missing, and jumps there.
    qtbot.keyClick(window, Key.Key_F7)
    panel = window.findChild(PreflightPanel)
    assert panel is not None
    while (empty := row_of(panel, "empty-section")) is not None:
        panel.list.setCurrentIndex(empty)
        qtbot.keyClick(panel.list, Key.Key_Return)
        assert desk_.node is not None
        assert desk_.node.kind == "section"
        qtbot.keyClick(window, Key.Key_Delete, Control)
        qtbot.keyClick(window, Key.Key_F7)
    assert all(section.articles for section in desk.bulletin.sections)
    qtbot.keyClick(panel.list, Key.Key_Escape)
    assert not panel.isVisible()

    # Export for the printer and for the leader.
    for keys, suffix in ((Control, "pdf"), (Control | Qt.KeyboardModifier.ShiftModifier, "docx")):
        target_file = tmp_path / f"out.{suffix}"
        monkeypatch.setattr(Files, "ask_save", lambda *_, target=target_file: target)
        qtbot.keyClick(window, Key.Key_E, keys)
        if suffix == "pdf":
            # The check opens by itself; what was let pass is not asked about again.
            assert panel.question.isVisible()
            assert not target_file.exists()
            panel.go_on.setFocus()
            qtbot.keyClick(panel.go_on, Key.Key_Return)
        qtbot.wait_until(target_file.is_file, timeout=30_000)
    pdf = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf).replace("\r\n", "")
    pdf.close()
    assert article.body[0].text[:12] in text.replace(" ", "")
    said = "".join(p.text for p in Document(str(tmp_path / "out.docx")).paragraphs)
    assert article.body[0].text[:12] in said

    # 定稿: locked, its files in the archive.
    def archive(dialog: FinalDialog) -> None:
        dialog.folder.setText(str(tmp_path / "archive"))

    (tmp_path / "archive").mkdir()
    keys = Control | Qt.KeyboardModifier.ShiftModifier
    dialogs.answer(FinalDialog, archive, lambda: qtbot.keyClick(window, Key.Key_D, keys))
    qtbot.wait_until(
        lambda: desk.library.record(first_issue).status is IssueStatus.FINAL, timeout=30_000
    )
    # Until its files are known to be written, no issue is left.
    qtbot.wait_until(lambda: not desk.workshop.feature(Finals).is_writing)
    assert desk.session.locked
    assert {p.suffix for p in (tmp_path / "archive").rglob("*") if p.is_file()} == {".pdf", ".docx"}
    before = desk.bulletin
    desk.choose(article.id)
    qtbot.keyClicks(desk.body, "abc")
    assert desk.bulletin is before

    # The next number follows it; a past article is found and used again.
    def next_day(dialog: NewIssueDialog) -> None:
        assert dialog.base.currentText() == "接着上一期：云泽市创建工作简报"
        assert dialog.number.text() == "2"

    dialogs.answer(NewIssueDialog, next_day, lambda: qtbot.keyClick(window, Key.Key_N, Control))
    assert desk.session.issue_id != first_issue
    assert not desk.session.locked
    assert desk.bulletin.masthead.number == 2
    qtbot.keyClick(window, Key.Key_3, Qt.KeyboardModifier.AltModifier)
    shelf = window.findChild(LibraryPanel)
    assert shelf is not None
    compose(shelf.words, "", "河道")
    qtbot.wait_until(lambda: shelf.add_button.isEnabled())
    qtbot.keyClick(shelf.list, Key.Key_Return)
    used = list(desk.bulletin.articles())
    assert [a.title for a in used] == ["白杨县组织志愿者清洁河道"]
    assert "第1期" in used[0].origin

    # And the first issue can be opened again.
    def pick(dialog: OpenIssueDialog) -> None:
        compose(dialog.filter, "", "第1期")

    dialogs.answer(OpenIssueDialog, pick, lambda: qtbot.keyClick(window, Key.Key_O, Control))
    assert desk.session.issue_id == first_issue
    assert desk.session.locked


def row_of(panel: PreflightPanel, rule: str) -> QModelIndex | None:
    """The first finding of a rule in the list."""
    for row in range(panel.model.rowCount()):
        problem = panel.model.problem(panel.model.index(row))
        if problem is not None and problem.rule == rule:
            return panel.model.index(row)
    return None


def click_text(desk: Desk, words: str) -> None:
    """Click on the page where a line begins with these words."""
    preview = desk.desk.preview
    for number, page in enumerate(preview.pages):
        for placed in page.items:
            if isinstance(placed.item, TextLine) and placed.item.text.startswith(words):
                box = preview._page_box(number)
                scale = preview.scale
                x = box.x() + (placed.x + placed.item.runs[0].x + 3) * scale
                y = box.y() + (placed.y - 3) * scale
                preview.verticalScrollBar().setValue(
                    preview.verticalScrollBar().value() + round(y) - 100
                )
                box = preview._page_box(number)
                y = box.y() + (placed.y - 3) * scale
                point = QPointF(x, y)
                event = QMouseEvent(
                    QEvent.Type.MouseButtonPress, point, preview.viewport().mapToGlobal(point),
                    Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
                    Qt.KeyboardModifier.NoModifier,
                )  # fmt: skip
                QApplication.sendEvent(preview.viewport(), event)
                return
    raise AssertionError(f"{words} is not on the pages")
