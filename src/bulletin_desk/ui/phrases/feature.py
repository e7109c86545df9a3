"""Joins the phrases to the window: edited, kept from a selection, inserted at the caret."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from bulletin_desk.errors import DeskError
from bulletin_desk.ui.dialogs.base import LineDialog, Message
from bulletin_desk.ui.editor.composing import commit_preedits

if TYPE_CHECKING:
    from bulletin_desk.library.records import Phrase
    from bulletin_desk.ui.palette.spelling import Readings
    from bulletin_desk.ui.phrases.picker import PhrasePicker
    from bulletin_desk.ui.workshop import Workshop

_TEXTS = (QLineEdit, QPlainTextEdit, QTextEdit)
_NONE = "还没有常用语。选中一段文字，用“存为常用语”就能存下来。"


class Phrases(QObject):
    """Inserts phrases into the text that has, or last had, the focus."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._spoken: Readings = {}
        self._open: PhrasePicker | None = None
        self._last: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)
        commands = workshop.commands
        commands["phrases"].triggered.connect(self.edit)
        commands["keep_phrase"].triggered.connect(self.keep)
        commands["insert_phrase"].triggered.connect(self.pick)

    def edit(self) -> None:
        """Let the clerk edit the phrases."""
        from bulletin_desk.ui.phrases.dialog import PhrasesDialog

        saved = self._saved()
        if saved is None:
            return
        changed = PhrasesDialog.ask(self._workshop.window, saved)
        if changed is not None and changed != saved:
            self._save(changed)

    def keep(self) -> None:
        """Keep what is selected as a phrase, under a name that the clerk gives."""
        from bulletin_desk.library.records import Phrase
        from bulletin_desk.ui.phrases.dialog import named_after

        commit_preedits(self._workshop.window)
        text = _selected(self._target())
        if not text.strip():
            self._workshop.tell("先选中要存的文字，再存为常用语。")
            return
        saved = self._saved()
        if saved is None:
            return
        name = LineDialog.ask(
            self._workshop.window, "存为常用语", "名称", named_after(text), "保存"
        )
        if name and self._save([*saved, Phrase(name, text)]):
            self._workshop.tell(f"已存为常用语“{name}”。")

    def pick(self) -> None:
        """Let the clerk find a phrase, and insert it."""
        from bulletin_desk.ui.phrases.picker import PhrasePicker

        window, target = self._workshop.window, self._target()
        commit_preedits(window)
        saved = self._saved()
        if not saved:
            self._workshop.tell(_NONE if saved is not None else "")
            return
        if target is None or target.isReadOnly():
            self._workshop.tell("先把光标放到要插入的地方。")
            return
        picker = self._open = PhrasePicker(window, saved)
        picker.learn(self._spoken)
        self._learn_names([phrase.name for phrase in saved])
        picker.exec()
        self._open = None
        chosen = picker.chosen
        picker.deleteLater()
        target.setFocus()
        if chosen is not None:
            _insert(target, chosen.text)

    def _learn_names(self, names: list[str]) -> None:
        from bulletin_desk.ui.palette.spelling import readings

        if {c for name in names for c in name if "㐀" <= c <= "鿿"} - set(self._spoken):
            self._workshop.files.tasks.run(lambda: readings(names), self._learn, lambda _: None)

    def _learn(self, spoken: "Readings") -> None:
        self._spoken = spoken
        if self._open is not None:
            self._open.learn(spoken)

    def _on_focus(self, _: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, _TEXTS) and new.window() is self._workshop.window:
            self._last = new

    def _target(self) -> QLineEdit | QPlainTextEdit | QTextEdit | None:
        text = self._last
        there = isinstance(text, _TEXTS) and isValid(text) and text.isVisible()
        return text if there else None  # pyright: ignore[reportReturnType]

    def _saved(self) -> "list[Phrase] | None":
        try:
            return self._workshop.library.phrases()
        except DeskError as error:
            Message.tell(self._workshop.window, "读不出常用语", str(error))
            return None

    def _save(self, phrases: "list[Phrase]") -> bool:
        try:
            self._workshop.library.save_phrases(phrases)
        except DeskError as error:
            Message.tell(self._workshop.window, "没有保存", str(error))
            return False
        return True


def _selected(text: QWidget | None) -> str:
    if isinstance(text, QLineEdit):
        return text.selectedText()
    if isinstance(text, QPlainTextEdit | QTextEdit):
        # Qt parts selected paragraphs by U+2029, lines by U+2028.
        return text.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
    return ""


def _insert(target: QLineEdit | QPlainTextEdit | QTextEdit, text: str) -> None:
    """Put a text where the caret is, as a step of its own."""
    from bulletin_desk.ui.editor import transfer
    from bulletin_desk.ui.editor.body_edit import BodyEdit

    mime = QMimeData()
    mime.setText(text)
    if isinstance(target, BodyEdit):
        transfer.paste(target, mime, clean=False, label="插入常用语")
    elif isinstance(target, QLineEdit):
        target.insert(" ".join(text.split()))
        target.textEdited.emit(target.text())  # Qt's own is for keys alone
    else:
        target.insertFromMimeData(mime)
