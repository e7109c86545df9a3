"""修改待用稿: an article of the pool in the editor of articles, saved as it is typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bulletin_desk.library.library import Library
from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Section, one_line
from bulletin_desk.ui import icons, screen, theme
from bulletin_desk.ui.autosave import Autosave
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.editor.article_page import ArticlePage
from bulletin_desk.ui.editor.composing import commit_preedits, composing_widgets
from bulletin_desk.ui.insertions import Insertions
from bulletin_desk.ui.session import Session

_HELD = 0  # a session holds issues by number; this one is no issue of the library


class PoolEditor(QDialog):
    """Edits one article of the pool; its undo steps are its own."""

    def __init__(self, parent: QWidget, library: Library, article: Article) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"修改待用稿 — {one_line(article.title) or '（无标题）'}")
        screen.give_size(self, 820, 680)
        self._library, self._id = library, article.id
        self.session = Session(self)
        self.page = ArticlePage(library.picture)
        self.page.units.known = library.known_units
        self.insertions = Insertions(self.page, library, self, self.session)
        self.saved = QLabel()
        theme.named(self.saved, "quiet")
        self.close_button = QPushButton("完成")
        self.close_button.setAutoDefault(False)  # Enter is for the text
        self._build()
        self.autosave = Autosave(self.session, self._save, self)
        self._connect()
        self.session.open(_HELD, Bulletin(sections=(Section("", "", (article,)),)))
        self.page.show_article(article)
        self.page.body.setFocus()

    @property
    def article(self) -> Article:
        """The article as it is now."""
        bulletin = self.session.bulletin
        found = bulletin.find_article(self._id) if bulletin else None
        assert found is not None
        return found

    def flush(self) -> bool:
        """Take over all that is typed, down to what is being composed, and save it."""
        commit_preedits(self)
        return self.autosave.flush()

    def reject(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        question = "这篇稿件还有改动没有保存成功。\n关闭后，没有保存的改动会丢失。"
        if self.flush() or Message.ask(self, "还没有保存", question, "仍然关闭"):
            self.insertions.close()
            event.accept()
            self.done(QDialog.DialogCode.Accepted)
        else:
            event.ignore()

    def _build(self) -> None:
        scheme = theme.colours()
        for action in (self.page.bold_action, self.page.picture_action, self.page.table_action):
            action.setIcon(icons.icon(action.data(), scheme.text, scheme.line))
        below = QHBoxLayout()
        below.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, theme.MEDIUM)
        below.addWidget(self.saved, 1)
        below.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page, 1)
        column.addLayout(below)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)

    def _connect(self) -> None:
        self.page.edited.connect(self._on_edited)
        self.page.step_ended.connect(self.session.end_step)
        self.page.told.connect(self.saved.setText)
        self.session.changed.connect(lambda _, __: self.page.show_article(self.article))
        self.autosave.saved.connect(lambda time: self.saved.setText(f"已保存 {time}"))
        self.autosave.failed.connect(self.saved.setText)
        self.close_button.clicked.connect(self.close)
        for keys, step in (
            (("Ctrl+Z",), self.session.undo),
            (("Ctrl+Y", "Ctrl+Shift+Z"), self.session.redo),
        ):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.activated.connect(lambda step=step: composing_widgets(self) or step())

    def _on_edited(self, label: str, article: Article, merge_key: object) -> None:
        bulletin = self.session.bulletin
        if bulletin is not None:
            self.session.apply(label, edits.replace_article(bulletin, article), merge_key)

    def _save(self, _: int, bulletin: Bulletin) -> None:
        self._library.save_pool_article(next(bulletin.articles()))
