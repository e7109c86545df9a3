"""The clerk's day in the real window."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Article, Section
from bulletin_desk.model.richtext import plain
from bulletin_desk.model.templates import all_templates
from bulletin_desk.ui.dialogs.base import Files, LineDialog, ListDialog, Message
from bulletin_desk.ui.dialogs.new_issue import Base, NewIssueDialog
from bulletin_desk.ui.dialogs.open_issue import OpenIssueDialog
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.outline.model import CONTENTS, DISTRIBUTION, MASTHEAD, Node
from bulletin_desk.ui.workshop import Workshop
from ui.driver import Desk, compose, dragged, key, sample


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    return desk


def titles(desk: Desk) -> list[list[str]]:
    return [[article.id for article in section.articles] for section in desk.bulletin.sections]


def test_an_empty_desk_says_what_can_be_done(desk: Desk) -> None:
    assert desk.desk.editors.currentWidget() is desk.desk.start
    assert not desk.workshop.commands["pdf"].isEnabled()
    assert not desk.workshop.commands["undo"].isEnabled()
    assert desk.window.windowTitle() == "简报台"


def test_a_new_issue_follows_the_last_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.library.add_issue(sample(7))

    def confirm(dialog: NewIssueDialog) -> int:
        assert dialog.base.currentText() == "接着上一期：文明建设简报"
        dialog.date.setDate(dialog.date.date().addDays(1))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(NewIssueDialog, "exec", confirm)
    desk.press("Ctrl+N")
    year = desk.bulletin.masthead.numbering_year
    assert desk.bulletin.masthead.number == (8 if year == 2026 else 1)
    assert [section.name for section in desk.bulletin.sections] == ["工作动态", "文明时讯"]
    assert list(desk.bulletin.articles()) == []
    assert desk.desk.node == Node("masthead")


def test_a_taken_number_cannot_be_given_to_a_new_issue(desk: Desk) -> None:
    desk.library.add_issue(sample(7))
    series = desk.library.series()[0]
    dialog = NewIssueDialog(desk.window, desk.library, [Base("x", series.name, series.latest)])
    dialog.date.setDate(dialog.date.date().fromString("2026-05-01", "yyyy-MM-dd"))
    assert dialog.number.text() == "8"
    dialog.number.selectAll()
    desk.qtbot.keyClicks(dialog.number, "7")
    assert not dialog.confirm.isEnabled()
    assert "第7期已经有了" in dialog.problem.text()
    dialog.deleteLater()


def test_a_new_issue_from_a_template_has_its_columns(desk: Desk) -> None:
    template = all_templates()[0]
    dialog = NewIssueDialog(desk.window, desk.library, [Base("x", template=template)])
    made = dialog.bulletin()
    assert made.masthead.number == 1
    assert made.masthead.date == datetime.date.today()
    assert [s.name for s in made.sections] == [s.name for s in template.sections]
    dialog.deleteLater()


def test_typing_reaches_the_library_within_a_second(opened: Desk, qtbot: QtBot) -> None:
    opened.body.put_caret(0, 0)
    with qtbot.wait_signal(opened.workshop.autosave.saved, timeout=1000):
        key(opened.body, "abc")
    saved = opened.saved().find_article("a1")
    assert saved is not None
    assert saved.body[0].text.startswith("abc近日")
    assert opened.workshop.saved_label.text().startswith("已保存 ")


def test_a_failing_save_is_told_once_and_tried_again(
    opened: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    autosave = opened.workshop.autosave
    save, told = autosave._save, []
    autosave.failed.connect(told.append)

    def fail(*_: object) -> None:
        raise DeskError("磁盘空间已满。")

    monkeypatch.setattr(autosave, "_save", fail)
    key(opened.body, "x")
    assert not autosave.flush()
    assert not autosave.flush()
    assert told == ["磁盘空间已满。"]
    assert opened.window.statusBar().currentMessage() == "磁盘空间已满。"
    assert opened.article("a1").body[0].text.startswith("x")
    monkeypatch.setattr(autosave, "_save", save)
    with qtbot.wait_signal(autosave.saved, timeout=8000):
        pass
    assert autosave.is_saved


def test_the_title_is_edited_in_several_lines(opened: Desk, qtbot: QtBot) -> None:
    title = opened.desk.article.title
    title.setFocus()
    title.put_caret(3)
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert opened.article("a1").title == "青石县\n召开推进会"
    qtbot.keyClick(title, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.article("a1").title == "青石县召开推进会"
    assert title.toPlainText() == "青石县召开推进会"


def test_a_long_title_is_shown_whole(opened: Desk) -> None:
    title = opened.desk.article.title
    height = title.height()
    key(title, "long title " * 12)
    lines = title.document().documentLayout().documentSize().height()
    assert lines > 1
    assert title.height() > height * 1.5
    bottom = title.cursorRect(title.textCursor()).bottom()
    assert bottom <= title.viewport().height()


def test_undo_goes_to_the_article_that_it_changes(opened: Desk) -> None:
    key(opened.body, "x")
    opened.choose("a3")
    opened.press("Ctrl+Z")
    assert opened.desk.node == Node("article", "a1")
    assert opened.workshop.commands["redo"].text() == "重做 输入文字"


def test_articles_and_columns_move_by_keys(opened: Desk) -> None:
    outline = opened.desk.outline
    outline.collapse(opened.desk.outline_model.index_of(Node("section", "s2")))
    opened.press("Alt+Down")
    assert titles(opened) == [["a2", "a1"], ["a3"]]
    opened.press("Alt+Down")
    assert titles(opened) == [["a2"], ["a1", "a3"]]
    assert opened.desk.node == Node("article", "a1")
    opened.press("Alt+Up")
    assert titles(opened) == [["a2", "a1"], ["a3"]]
    outline.choose(Node("section", "s2"))
    opened.press("Alt+Up")
    assert titles(opened) == [["a3"], ["a2", "a1"]]
    assert outline.current == Node("section", "s2")
    opened.press("Ctrl+Z")
    assert titles(opened) == [["a2", "a1"], ["a3"]]


def test_new_article_takes_its_title_at_once(opened: Desk) -> None:
    opened.press("Ctrl+Shift+N")
    new = opened.bulletin.sections[0].articles[1]
    assert opened.desk.node == Node("article", new.id)
    assert opened.window.focusWidget() is opened.desk.article.title
    key(opened.desk.article.title, "abc")
    assert opened.article(new.id).title == "abc"


def test_new_column_renamed_and_deleted(opened: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LineDialog, "ask", lambda *_, **__: "经验交流")
    opened.press("Ctrl+Shift+L")
    assert [s.name for s in opened.bulletin.sections] == ["工作动态", "经验交流", "文明时讯"]
    name = opened.desk.section.name
    name.selectAll()
    opened.qtbot.keyClicks(name, "abc")
    assert opened.bulletin.sections[1].name == "abc"
    opened.press("Ctrl+Del")
    assert [s.name for s in opened.bulletin.sections] == ["工作动态", "文明时讯"]
    opened.press("Ctrl+Z")
    assert [s.name for s in opened.bulletin.sections] == ["工作动态", "abc", "文明时讯"]


def test_a_column_with_articles_is_deleted_only_when_confirmed(
    opened: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.desk.outline.choose(Node("section", "s1"))
    monkeypatch.setattr(Message, "ask", lambda *_: False)
    opened.press("Ctrl+Del")
    assert len(opened.bulletin.sections) == 2
    monkeypatch.setattr(Message, "ask", lambda *_: True)
    opened.press("Ctrl+Del")
    assert titles(opened) == [["a3"]]


def test_a_pool_article_goes_into_the_issue_and_back(opened: Desk, qtbot: QtBot) -> None:
    waiting = Article("p1", "待用的稿件", body=(plain("内容。"),))
    opened.library.add_to_pool([waiting])
    opened.workshop.show_pool()
    opened.press("Alt+2")
    pool = opened.desk.pool
    assert pool.reader.toPlainText() == "待用的稿件\n内容。"
    qtbot.keyClick(pool.list, Qt.Key.Key_Return)
    assert titles(opened) == [["a1", "p1", "a2"], ["a3"]]
    assert opened.library.pool() == []
    assert pool.list.count() == 0
    opened.press("Ctrl+Z")
    opened.workshop.flush()
    assert titles(opened) == [["a1", "a2"], ["a3"]]
    assert [article.id for article in opened.library.pool()] == ["p1"]
    assert pool.list.count() == 1


def test_a_pool_article_is_dropped_into_a_column(opened: Desk) -> None:
    opened.library.add_to_pool([Article("p1", "待用的稿件")])
    opened.workshop.show_pool()
    data = opened.desk.pool.list.mimeData([opened.desk.pool.list.item(0)])
    outline = opened.desk.outline
    opened.desk.left.setCurrentIndex(0)
    row = outline.visualRect(opened.desk.outline_model.index_of(Node("section", "s2")))
    event = QDropEvent(
        row.center(), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    outline.setState(QAbstractItemView.State.DraggingState)
    drag_over(outline, row.center(), data)
    outline.dropEvent(event)
    assert titles(opened) == [["a1", "a2"], ["a3", "p1"]]
    assert opened.article("p1").run_in, "the template has this column's titles run in"


def test_a_title_stands_as_its_column_has_it(opened: Desk) -> None:
    opened.choose("a2")
    assert not opened.article("a2").run_in
    opened.press("Alt+Down")
    assert titles(opened) == [["a1"], ["a2", "a3"]]
    assert opened.article("a2").run_in
    opened.press("Alt+Up")
    assert titles(opened) == [["a1", "a2"], ["a3"]]
    assert not opened.article("a2").run_in
    opened.choose("a3")
    opened.press("Ctrl+Shift+N")
    assert opened.bulletin.sections[1].articles[1].run_in
    opened.press("Ctrl+Z")
    assert titles(opened) == [["a1", "a2"], ["a3"]]


def drag_over(view: QAbstractItemView, at: QPoint, data: QMimeData) -> None:
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent

    args = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton)
    view.dragEnterEvent(QDragEnterEvent(at, *args, Qt.KeyboardModifier.NoModifier))
    view.dragMoveEvent(QDragMoveEvent(at, *args, Qt.KeyboardModifier.NoModifier))


def test_an_article_of_the_issue_is_kept_in_the_pool(opened: Desk) -> None:
    opened.workshop.commands["to_pool"].trigger()
    assert titles(opened) == [["a2"], ["a3"]]
    assert [article.id for article in opened.library.pool()] == ["a1"]
    opened.press("Ctrl+Z")
    opened.workshop.flush()
    assert titles(opened) == [["a1", "a2"], ["a3"]]
    assert opened.library.pool() == []


def test_a_taken_number_is_refused_with_a_sentence(opened: Desk, qtbot: QtBot) -> None:
    opened.library.add_issue(sample(8))
    form = opened.desk.masthead
    opened.desk.outline.choose(Node("masthead"))
    form.number.setFocus()
    form.number.selectAll()
    qtbot.keyClicks(form.number, "8")
    qtbot.keyClick(form.number, Qt.Key.Key_Return)
    assert opened.bulletin.masthead.number == 7
    assert "第8期已经有了" in form.problem.text()
    assert form.next_number.text() == "用第9期"
    qtbot.mouseClick(form.next_number, Qt.MouseButton.LeftButton)
    assert opened.bulletin.masthead.number == 9
    assert form.problem.text() == ""


def test_the_masthead_is_edited_in_its_form(opened: Desk, qtbot: QtBot) -> None:
    opened.desk.outline.choose(Node("masthead"))
    form = opened.desk.masthead
    form.issuer.selectAll()
    qtbot.keyClicks(form.issuer, "abc")
    form.contents.click()
    form.date.setDate(form.date.date().addDays(1))
    form.template.setCurrentIndex(form.template.findData("gongzuo"))
    form.template.activated.emit(form.template.currentIndex())
    assert opened.bulletin.masthead.issuer == "abc"
    assert opened.bulletin.masthead.date == datetime.date(2026, 3, 19)
    assert (opened.bulletin.contents, opened.bulletin.template) == (False, "gongzuo")
    for _ in range(4):
        opened.press("Ctrl+Z")
    assert opened.bulletin == sample()
    assert form.issuer.text() == "市文明办"
    assert form.template.currentData() == "jingshen-wenming"


def test_the_distribution_is_edited_in_its_form(opened: Desk, qtbot: QtBot) -> None:
    opened.desk.outline.choose(Node("distribution"))
    form = opened.desk.distribution
    form.copies.setValue(120)
    form.report_to.moveCursor(form.report_to.textCursor().MoveOperation.End)
    key(form.report_to, "x")
    assert opened.bulletin.distribution == replace(
        sample().distribution, report_to="省文明办x", copies=120
    )


@pytest.mark.parametrize("node", [MASTHEAD, CONTENTS, DISTRIBUTION])
def test_another_issue_is_opened_while_one_of_its_forms_is_on_show(
    opened: Desk, node: Node
) -> None:
    """The row of the part is the same in both issues: what it shows is not."""
    first = opened.saved()
    other = replace(sample(8), sections=(Section("x", "别的栏目", ()),))
    other_id = opened.library.add_issue(other)
    opened.desk.outline.choose(node)
    opened.workshop.open_issue(other_id)
    form = opened.desk.masthead
    assert opened.desk.editors.currentWidget() is form
    assert form.number.text() == "8"
    compose(form.classification, "", "秘密")
    assert opened.workshop.flush()
    assert opened.bulletin.masthead.classification == "秘密"
    assert opened.bulletin.sections == other.sections
    assert opened.library.load_issue(other_id).masthead.number == 8
    issues = {record.number: record.id for record in opened.library.issues()}
    assert opened.library.load_issue(issues[7]) == first


@pytest.mark.parametrize(
    ("keys", "suffix", "start"), [("Ctrl+E", "pdf", b"%PDF"), ("Ctrl+Shift+E", "docx", b"PK")]
)
def test_an_issue_is_exported_under_a_good_name(
    opened: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    keys: str, suffix: str, start: bytes,
) -> None:  # fmt: skip
    proposed: list[str] = []

    def ask(parent: object, title: str, kinds: str, path: Path) -> Path:
        proposed.append(path.name)
        return tmp_path / path.name

    monkeypatch.setattr(Files, "ask_save", ask)
    with qtbot.wait_signal(opened.workshop.files.tasks.finished, timeout=20_000):
        opened.press(keys)
    assert proposed == [f"文明建设简报 2026年第7期.{suffix}"]
    assert (tmp_path / proposed[0]).read_bytes().startswith(start)
    assert "已导出" in opened.window.statusBar().currentMessage()


def test_a_failed_export_is_told_in_a_sentence(
    opened: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Files, "ask_save", lambda *_: tmp_path / "none" / "x.pdf")
    monkeypatch.setattr(Message, "tell", lambda parent, title, sentence: told.append(sentence))
    with qtbot.wait_signal(opened.workshop.files.tasks.finished, timeout=20_000):
        opened.press("Ctrl+E")
    assert len(told) == 1
    assert told[0].endswith("。")


def test_dropped_files_are_imported(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ListDialog, "ask", lambda *args: told.append(args[3]))
    note = tmp_path / "稿件.txt"
    note.write_text("白杨县开展活动\n近日，白杨县开展志愿服务活动。", encoding="gb18030")
    junk = tmp_path / "空.txt"
    junk.write_bytes(b"")
    with qtbot.wait_signal(desk.workshop.files.importer.finished, timeout=20_000):
        desk.workshop.import_dropped(dragged(note, junk))
    assert len(desk.library.pool()) == 1
    assert desk.desk.left.currentIndex() == 1
    assert "空.txt：" in told[0]


def test_issue_and_panes_come_back_at_the_next_start(
    opened: Desk, qtbot: QtBot, library_path: Path, settings: QSettings
) -> None:
    opened.desk.setSizes([300, 500, 500])
    sizes = opened.desk.sizes()
    issue_id = opened.session.issue_id
    opened.window.close()
    # The offscreen screen is narrower than the window, to which Qt would cut the geometry.
    settings.remove("window/geometry")
    again = MainWindow(lambda parent: Library.open(library_path), settings)
    qtbot.addWidget(again)
    with qtbot.wait_signal(again.furnished):
        again.show()
    workshop = again.workshop
    assert isinstance(workshop, Workshop)
    assert workshop.session.issue_id == issue_id
    QApplication.processEvents()
    assert workshop.desk.sizes() == sizes
    assert again.windowTitle() == "文明建设简报 第7期 — 简报台"


def test_a_window_without_library_closes(qtbot: QtBot, settings: QSettings) -> None:
    window = MainWindow(lambda parent: None, settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.wait_until(lambda: not window.isVisible())
    assert window.workshop is None


def test_open_lists_and_filters(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [desk.library.add_issue(sample(number)) for number in (1, 2, 13)]

    def choose(dialog: OpenIssueDialog) -> int:
        desk.qtbot.keyClicks(dialog.filter, "2026")
        assert dialog.confirm.isEnabled()
        dialog.filter.setText("第13期 3月")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(OpenIssueDialog, "exec", choose)
    desk.press("Ctrl+O")
    assert desk.session.issue_id == ids[2]
    dialog = OpenIssueDialog(desk.window, desk.library.issues())
    dialog.filter.setText("没有这个")
    assert dialog.chosen() is None
    assert not dialog.confirm.isEnabled()
    dialog.deleteLater()


def test_every_control_can_be_reached_and_has_a_name(opened: Desk) -> None:
    shown: list[QWidget] = [opened.window]
    nodes = (Node("masthead"), Node("section", "s1"), Node("article", "a1"), Node("distribution"))
    nameless: list[str] = []
    for node in nodes:
        opened.desk.outline.choose(node)
        for index in (0, 1):
            opened.desk.left.setCurrentIndex(index)
            QApplication.processEvents()
            for widget in shown[0].findChildren(QWidget):
                takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                if widget.isVisible() and takes_focus and not name_of(widget):
                    nameless.append(f"{widget} in {widget.parentWidget()}")
    assert nameless == []


def name_of(widget: QWidget) -> str:
    parent = widget.parentWidget()
    text = getattr(widget, "text", None)
    shown = text() if callable(text) else ""
    inner = parent.accessibleName() if parent and widget.objectName().startswith("qt_") else ""
    return widget.accessibleName() or str(shown) or inner
