"""What the dialogs share: a column of content over two buttons, in words of the office."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.editor.composing import commit_preedits
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.forms import add_row, form_layout, quiet_label

_PLAIN = Qt.TextFormat.PlainText


class Buttons(QDialogButtonBox):
    """The buttons at the foot of a dialog, in the platform's order."""

    def __init__(self) -> None:
        super().__init__()
        self._leaves_enter = False

    def leave_enter_alone(self) -> None:
        """Let Enter press none of the buttons."""
        self._leaves_enter = True
        for button in self.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
                button.setDefault(False)

    def event(self, event: QEvent) -> bool:
        result = super().event(event)
        if event.type() is QEvent.Type.Show and self._leaves_enter:
            self.leave_enter_alone()  # Qt has just made the confirming one the default
        return result


class Dialog(QDialog):
    """A dialog with a confirming and a cancelling button; text being composed is committed."""

    def __init__(self, parent: QWidget | None, title: str, confirm: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.content = QVBoxLayout()
        self.content.setSpacing(theme.MEDIUM)
        self._buttons = buttons = Buttons()
        self.confirm = buttons.addButton(confirm, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.confirm.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE - 4, theme.LARGE, theme.LARGE - 4)
        column.setSpacing(theme.LARGE - 4)
        column.addLayout(self.content)
        column.addWidget(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        # The buttons were made first: without this the focus would begin at them.
        field = self.cancel.nextInFocusChain()
        while field is not None and field is not self and not _takes_keys(field):
            field = field.nextInFocusChain()
        if self.focusWidget() is None and field is not None and field is not self:
            field.setFocus()
        super().showEvent(event)
        screen.keep_inside(self)

    def leave_enter_alone(self) -> None:
        """Let Enter press neither button: a dialog to look things up in is not confirmed."""
        self._buttons.leave_enter_alone()

    def accept(self) -> None:
        commit_preedits(self)
        super().accept()

    def accepted_by_clerk(self) -> bool:
        """Show the dialog and return whether it was confirmed; it is freed afterwards."""
        try:
            return self.exec() == QDialog.DialogCode.Accepted
        finally:
            self.deleteLater()


class LineDialog(Dialog):
    """Asks for one line of text."""

    def __init__(
        self, parent: QWidget | None, title: str, label: str, text: str, confirm: str
    ) -> None:
        super().__init__(parent, title, confirm)
        self.field = LineField(label)
        self.field.setText(text)
        self.field.selectAll()
        form = form_layout()
        add_row(form, label, self.field, self.field)
        self.content.addLayout(form)

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, label: str, text: str = "", confirm: str = "确定"
    ) -> str | None:
        """Return the text, or None when the clerk cancels."""
        dialog = cls(parent, title, label, text, confirm)
        return dialog.field.text().strip() if dialog.accepted_by_clerk() else None


class ListDialog(Dialog):
    """Shows a long text, such as what could not be recognised, to read and to copy."""

    def __init__(self, parent: QWidget | None, title: str, summary: str, text: str) -> None:
        super().__init__(parent, title, "知道了")
        screen.give_size(self, 640, 460)
        self.cancel.hide()
        self.text = QPlainTextEdit(text, readOnly=True)
        self.text.setAccessibleName(title)
        self.content.addWidget(quiet_label(summary))
        self.content.addWidget(self.text, 1)

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, summary: str, text: str) -> None:
        """Show the text until the clerk closes it."""
        cls(parent, title, summary, text).accepted_by_clerk()


class Message(QMessageBox):
    """A sentence for the clerk; its text is never taken for markup."""

    @classmethod
    def tell(cls, parent: QWidget | None, title: str, sentence: str) -> None:
        """Show a sentence about what went wrong."""
        box = cls(cls.Icon.Warning, title, "", cls.StandardButton.NoButton, parent)
        box.setTextFormat(_PLAIN)
        box.setText(sentence)
        box.addButton("知道了", cls.ButtonRole.AcceptRole)
        box.exec()
        box.deleteLater()

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, question: str, confirm: str) -> bool:
        """Return whether the clerk confirms; not confirming is what Enter and Esc do."""
        return cls._choose(parent, title, question, confirm, enter_confirms=False)

    @classmethod
    def offer(cls, parent: QWidget | None, title: str, question: str, confirm: str) -> bool:
        """Return whether the clerk takes a harmless way on, which is what Enter does."""
        return cls._choose(parent, title, question, confirm, enter_confirms=True)

    @classmethod
    def _choose(
        cls,
        parent: QWidget | None,
        title: str,
        question: str,
        confirm: str,
        *,
        enter_confirms: bool,
    ) -> bool:
        box = cls(cls.Icon.Question, title, "", cls.StandardButton.NoButton, parent)
        box.setTextFormat(_PLAIN)
        box.setText(question)
        role = cls.ButtonRole.AcceptRole if enter_confirms else cls.ButtonRole.DestructiveRole
        yes = box.addButton(confirm, role)
        no = box.addButton("取消", cls.ButtonRole.RejectRole)
        box.setDefaultButton(yes if enter_confirms else no)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is yes


class Files:
    """The platform's file dialogs."""

    @staticmethod
    def ask_open(parent: QWidget | None, title: str, kinds: str, folder: str = "") -> list[Path]:
        """Return the files that the clerk chooses; none when the clerk cancels."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, folder, kinds)
        return [Path(name) for name in names]

    @staticmethod
    def ask_save(parent: QWidget | None, title: str, kinds: str, proposed: Path) -> Path | None:
        """Return where to write, with the proposed file's ending; None when the clerk cancels."""
        name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
        if not name:
            return None
        target = Path(name)
        has_ending = target.suffix.lower() == proposed.suffix.lower()
        return target if has_ending else target.with_name(target.name + proposed.suffix)


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.isHidden()
