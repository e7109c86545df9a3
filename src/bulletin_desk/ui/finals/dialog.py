"""定稿: which issue is locked, and where its files go."""

from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from bulletin_desk.model.archive_names import DEFAULT_PATTERN, PLACEHOLDERS, archive_path
from bulletin_desk.model.archive_names import PatternError as _PatternError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.numbering import number_text
from bulletin_desk.ui import theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.forms import add_row, form_layout, quiet_label

_WHAT = "定稿后，本期锁定，PDF 和 Word 存入存档文件夹，版面从此不变。以后要改动，可以先“取消定稿”。"
SUFFIXES = ("pdf", "docx")


class FinalDialog(Dialog):
    """Shows number, date and copies, asks for the folder and for how the files are named.

    `targets` is where the two files go, by ending; the confirming button waits for a usable name.
    """

    def __init__(
        self, parent: QWidget | None, bulletin: Bulletin, folder: Path, pattern: str
    ) -> None:
        super().__init__(parent, "定稿", "定稿")
        self.setMinimumWidth(640)
        self._bulletin = bulletin
        self.targets: dict[str, Path] = {}
        self.folder = LineField("存档文件夹")
        self.folder.setText(QDir.toNativeSeparators(str(folder)))
        self.choose = QPushButton("选择…")
        self.choose.setAccessibleName("选择存档文件夹")
        self.choose.setAutoDefault(False)
        self.pattern = LineField("文件名", DEFAULT_PATTERN)
        self.pattern.setText(pattern)
        # Whoever files one issue after another leaves the pattern as it is.
        self.rules = QPushButton("命名规则…")
        self.rules.setCheckable(True)
        self.rules.setAutoDefault(False)
        self.files = QLabel()
        self.files.setTextFormat(Qt.TextFormat.PlainText)
        self.files.setWordWrap(True)
        self.explanation = quiet_label(_explanation())
        self.problem = QLabel()
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        theme.named(self.problem, "error")
        self._build()
        self.folder.textChanged.connect(self._show)
        self.pattern.textChanged.connect(self._show)
        self.choose.clicked.connect(self._choose)
        self.rules.toggled.connect(self._show_rules)
        self._show()

    @classmethod
    def ask(
        cls, parent: QWidget | None, bulletin: Bulletin, folder: Path, pattern: str
    ) -> "FinalDialog | None":
        """Return the dialog as the clerk confirmed it, or None."""
        dialog = cls(parent, bulletin, folder, pattern)
        return dialog if dialog.accepted_by_clerk() else None

    def _build(self) -> None:
        self.content.addWidget(quiet_label(_WHAT))
        form = form_layout()
        for name, value in _facts(self._bulletin):
            label = QLabel(value or "没有填")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            if not value:
                theme.named(label, "error")
            add_row(form, name, label, None)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        add_row(form, "存档文件夹", row, self.folder)
        written = QHBoxLayout()
        written.setSpacing(theme.SMALL)
        written.addWidget(self.files, 1)
        written.addWidget(self.rules, 0, Qt.AlignmentFlag.AlignTop)
        add_row(form, "将写入", written, None)
        add_row(form, "命名规则", self.pattern, self.pattern)
        form.addRow("", self.explanation)
        self.content.addLayout(form)
        self.content.addWidget(self.problem)
        self._form = form
        self._show_rules(False)

    def _show_rules(self, shown: bool) -> None:
        self._form.setRowVisible(self.pattern, shown)
        self._form.setRowVisible(self.explanation, shown)
        if shown:
            self.pattern.setFocus()

    def _choose(self) -> None:
        title = "选择存档文件夹"
        chosen = QFileDialog.getExistingDirectory(self, title, self.folder.text())
        if chosen:
            self.folder.setText(QDir.toNativeSeparators(chosen))

    def _show(self) -> None:
        self.targets = {}
        sentence = ""
        folder = self.folder.text().strip()
        try:
            path = archive_path(self.pattern.text() or DEFAULT_PATTERN, self._bulletin)
        except _PatternError as error:
            sentence = str(error)
            self.rules.setChecked(True)  # what is wrong is to be seen
        else:
            if not Path(folder).is_absolute():
                sentence = "请选择存档文件夹。"
            else:
                stem = Path(folder) / path
                self.targets = {s: stem.with_name(f"{stem.name}.{s}") for s in SUFFIXES}
        lines = [_line(path, Path(folder)) for path in self.targets.values()]
        self.files.setText("\n".join(lines))
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.confirm.setEnabled(bool(self.targets))


def _facts(bulletin: Bulletin) -> list[tuple[str, str]]:
    head, date = bulletin.masthead, bulletin.masthead.date
    copies = bulletin.distribution.copies
    return [
        ("刊名", bulletin.series),
        ("期号", number_text(head)),
        ("日期", f"{date.year}年{date.month}月{date.day}日" if date else ""),
        ("共印", f"{copies} 份" if copies else "未注明"),
    ]


def _line(path: Path, folder: Path) -> str:
    shown = QDir.toNativeSeparators(str(path.relative_to(folder)))
    return f"{shown}（已有，会先询问）" if path.exists() else shown


def _explanation() -> str:
    said = "，".join(f"{{{name}}} {meaning}" for name, meaning in PLACEHOLDERS.items())
    return f"大括号里的内容按本期填写：{said}。用“/”分文件夹。"
