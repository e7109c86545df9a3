"""What runs the window: makes its parts, joins them, opens and leaves issues."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import IssueStatus
from bulletin_desk.model.bulletin import Bulletin, one_line
from bulletin_desk.model.numbering import number_text
from bulletin_desk.model.templates import all_templates
from bulletin_desk.typeset.display import Document
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.typesetter import Typesetter
from bulletin_desk.ui.autosave import Autosave
from bulletin_desk.ui.command_table import NEED_ISSUE
from bulletin_desk.ui.commands import Commands
from bulletin_desk.ui.desk import Desk
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.editor.composing import commit_preedits, composing_widgets
from bulletin_desk.ui.features import FEATURES
from bulletin_desk.ui.files.commands import FileCommands
from bulletin_desk.ui.files.dropping import DropHint, dropped_files, keep_paths_out, parted
from bulletin_desk.ui.finals.feature import Finals
from bulletin_desk.ui.find.feature import Find
from bulletin_desk.ui.insertions import Insertions
from bulletin_desk.ui.live_pages import LivePages
from bulletin_desk.ui.main_window import TITLE, MainWindow
from bulletin_desk.ui.numbers import Numbers
from bulletin_desk.ui.outline.changes import rows_to_show
from bulletin_desk.ui.outline.commands import IssueCommands
from bulletin_desk.ui.session import Session
from bulletin_desk.ui.window_arrangement import WindowArrangement

_Feature = TypeVar("_Feature", bound=QObject)


class Workshop(QObject):
    """Everything behind the frame of one window, over one library.

    `closing` lets every feature end what it runs: the library is going to be closed.
    """

    closing = Signal()

    def __init__(self, window: MainWindow, library: Library) -> None:
        super().__init__(window)
        self.window = window
        self.library = library
        self.session = Session(self)
        self.autosave = Autosave(self.session, library.save_issue, self)
        self.pages = LivePages(self.session, lambda: Typesetter(Fonts()), self)
        self.commands = Commands(window)
        numbers = Numbers(library, self.session)
        self.desk = Desk(self.commands, library.picture, numbers.clash, numbers.offer)
        self.files = FileCommands(self)
        self.issue = IssueCommands(self)
        self.insertions = Insertions(self.desk.article, library, window, self.session)
        self.fonts_label, self.saved_label, self.pages_label = QLabel(), QLabel(), QLabel()
        self._final_mark = ""
        self._build()
        self._connect()
        self._features = [make(self) for make in FEATURES]
        self.drop_hint = DropHint(window)
        keep_paths_out(window)
        self._show_session()
        self._show_steps()

    def feature(self, kind: type[_Feature]) -> _Feature:
        """Return the part of the window of this class."""
        return next(part for part in self._features if isinstance(part, kind))

    def restore(self) -> None:
        """Bring back the panes and the issue of the last time."""
        settings = self.window.settings
        self.feature(WindowArrangement).restore()
        last = settings.value("library/issue")
        known = {record.id for record in self.library.issues()}
        if last is not None and int(str(last)) in known:
            self.open_issue(int(str(last)))
            # Otherwise it is with the first button of the toolbar.
            self.desk.outline.setFocus()

    def open_issue(self, issue_id: int) -> None:
        """Put an issue of the library on the desk."""
        if not self.leave_issue():
            return
        try:
            bulletin = self.library.load_issue(issue_id)
            final = self.library.record(issue_id).status is IssueStatus.FINAL
        except DeskError as error:
            Message.tell(self.window, "打不开", str(error))
            return
        self.session.open(issue_id, bulletin, locked=final)

    def leave_issue(self) -> bool:
        """Save what is on the desk; return whether it may be left."""
        busy = self._busy_with()
        if busy:
            self.tell(f"{busy}，请稍等，完成后再试。")
            return False
        return self._save_or_ask()

    def _busy_with(self) -> str:
        """Return what must not be interrupted by another issue: it changes or locks issues."""
        if self.feature(Finals).is_writing:
            return "正在定稿"
        return "正在全部替换" if self.feature(Find).is_replacing else ""

    def _save_or_ask(self) -> bool:
        if self.flush():
            return True
        question = "这一期还有改动没有保存成功。\n离开后，没有保存的改动会丢失。"
        return Message.ask(self.window, "还没有保存", question, "仍然离开")

    def close_issue(self) -> None:
        """Leave the desk empty."""
        if self.leave_issue():
            self.session.close()

    def flush(self) -> bool:
        """Take over all that is typed, down to what is being composed, and save it."""
        commit_preedits(self.window)
        self.desk.masthead.flush()
        self.desk.outline.finish_editing()
        return self.autosave.flush()

    def close(self) -> bool:
        """Save everything before the window closes; return whether it may close."""
        if not self._save_or_ask():
            return False
        settings = self.window.settings
        # Nothing that waits for its time may ask the library when that is closed.
        self.autosave.stop()
        self.pages.stop()
        settings.setValue("library/issue", self.session.issue_id)
        self.files.close()
        self.insertions.close()
        self.desk.right.stop()
        self.closing.emit()
        self.library.close()
        return True

    def import_dropped(self, mime: QMimeData) -> None:
        """Import the files that were dropped on the window; pictures go into the open article."""
        pictures, others = parted(dropped_files(mime))
        self.files.import_files(others)
        on_show = self.desk.node is not None and self.desk.node.kind == "article"
        if pictures and not (on_show and self.insertions.insert(pictures)):
            self.tell("把图片拖到稿件正文里。")

    def apply(self, label: str, bulletin: Bulletin, merge_key: object = None) -> None:
        """Make an edited bulletin the current one."""
        self.session.apply(label, bulletin, merge_key)

    def tell(self, sentence: str) -> None:
        """Say something in passing."""
        self.window.statusBar().showMessage(sentence, 8000)

    def show_final(self, mark: str) -> None:
        """Say in title and status bar that the issue is final; an empty mark says nothing."""
        self._final_mark = mark
        self.saved_label.setText(mark)
        self.saved_label.setToolTip("")
        self._show_title()

    def show_pool(self) -> None:
        """Show the pool as the library has it."""
        try:
            self.desk.pool.show_articles(self.library.pool())
        except DeskError as error:
            self.tell(str(error))

    def _build(self) -> None:
        window = self.window
        window.addToolBar(self.commands.build_bar())
        for label in (self.fonts_label, self.pages_label, self.saved_label):
            window.statusBar().addPermanentWidget(label)
        for strip in self.files.strips:
            window.statusBar().addPermanentWidget(strip)
        article = self.desk.article
        for action in (article.bold_action, article.picture_action, article.table_action):
            self.commands.draw(action, action.data())
        self.desk.masthead.show_templates(all_templates())
        self._redraw()
        window.setCentralWidget(self.desk)

    def _connect(self) -> None:
        commands, desk, session = self.commands, self.desk, self.session
        # What changes the bulletin, and who shows it.
        desk.article.edited.connect(self.issue.replace_article)
        desk.masthead.edited.connect(self.apply)
        desk.contents.edited.connect(self.apply)
        desk.distribution.edited.connect(self.apply)
        desk.article.step_ended.connect(session.end_step)
        session.changed.connect(lambda _, after: desk.show_changes(after))
        session.refused.connect(self._show_unchanged)
        session.opened.connect(self._show_session)
        # What was said of a step is not so any more when it is taken back.
        session.stepped.connect(self.window.statusBar().clearMessage)
        session.stepped.connect(self._go_to_difference)
        session.steps_changed.connect(self._show_steps)
        # The page follows the text, and a click on the page the other way.
        self.pages.typeset.connect(self._show_document)
        self.pages.failed.connect(self._show_failure)
        desk.article.caret_moved.connect(desk.preview.mark_caret)
        desk.chosen.connect(lambda _: desk.preview.mark_caret(desk.place()))
        desk.preview.place_clicked.connect(desk.go_to)
        # Saving.
        desk.leaving.connect(self.flush)
        self.autosave.saved.connect(self._show_saved)
        self.autosave.failed.connect(self._show_unsaved)
        # Commands that are not of a group's own.
        commands["undo"].triggered.connect(lambda: self._step(session.undo))
        commands["redo"].triggered.connect(lambda: self._step(session.redo))
        commands["close"].triggered.connect(self.close_issue)
        commands["quit"].triggered.connect(self.window.close)
        commands["outline"].triggered.connect(lambda: desk.left.setCurrentIndex(0))
        commands["pool"].triggered.connect(lambda: desk.left.setCurrentIndex(1))
        desk.start.issue_chosen.connect(self.open_issue)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._redraw)

    def _step(self, step: Callable[[], None]) -> None:
        """Undo or redo, but never under text that is being composed."""
        if not composing_widgets(self.window):
            step()

    def _show_session(self) -> None:
        """Show the issue that has just been put on the desk, or the start page."""
        bulletin = self.session.bulletin
        self.desk.preview.forget()
        self.desk.show_bulletin(bulletin)
        self.show_pool()
        if bulletin is None:
            self.desk.start.show_recent(self.library.issues())
            self.fonts_label.setText("")  # it speaks of the pages on show
        self.commands.enable(NEED_ISSUE, bulletin is not None)
        self.desk.pool.enable_adding(bulletin is not None)
        self.saved_label.setText("")
        self._show_title()

    def _show_unchanged(self) -> None:
        """Show a locked issue as it is, in place of what a control already showed."""
        if self.session.bulletin is not None:
            self.desk.show_changes(self.session.bulletin)

    def _show_title(self) -> None:
        bulletin = self.session.bulletin
        if bulletin is None:
            self.window.setWindowTitle(TITLE)
            return
        masthead = bulletin.masthead
        name = " ".join(p for p in (one_line(masthead.name), number_text(masthead)) if p)
        mark = f"　{self._final_mark}" if self._final_mark else ""
        self.window.setWindowTitle(f"{name or '未命名简报'}{mark} — {TITLE}")

    def _show_steps(self) -> None:
        for name, text, label in (
            ("undo", "撤销", self.session.undo_label),
            ("redo", "重做", self.session.redo_label),
        ):
            action = self.commands[name]
            shown = f"{text} {label}" if label else text
            if action.text() != shown:
                action.setText(shown)
                action.setToolTip(f"{shown}（{action.shortcut().toString()}）")
            action.setEnabled(label is not None)

    def _show_document(self, document: Document | None) -> None:
        self.desk.preview_message.setVisible(False)
        self.desk.preview.show_document(document)
        self.desk.right.show_pages()
        count = len(document.pages) if document else 0
        self.pages_label.setText(f"共 {count} 页" if count else "")
        replaced, missing = self.pages.font_remarks
        self.fonts_label.setText("有字缺字体" if missing else "有代用字体" if replaced else "")
        told = "\n".join(part for part in (missing, replaced) if part)
        if self.fonts_label.toolTip() != told:
            self.fonts_label.setToolTip(told)

    def _show_failure(self, sentence: str) -> None:
        self.desk.preview_message.setText(sentence)
        self.desk.preview_message.setVisible(True)

    def _show_saved(self, time: str) -> None:
        self.saved_label.setText(f"已保存 {time}")
        self.saved_label.setToolTip("")
        self._show_title()
        self.show_pool()

    def _show_unsaved(self, sentence: str) -> None:
        self.saved_label.setText("未保存，稍后重试")
        self.saved_label.setToolTip(sentence)
        self.tell(sentence)

    def _go_to_difference(self, before: Bulletin, after: Bulletin) -> None:
        """After undo or redo, show the parts that it changed, where others are on show."""
        if not self.desk.go_back():
            self.desk.outline.choose_all(rows_to_show(before, after, self.desk.node))

    def _redraw(self) -> None:
        self.commands.redraw()
        self.desk.redraw()
