"""What a .jianbao holds, before it is imported."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from bulletin_desk.exchange.opening import Contents
from bulletin_desk.model.bulletin import one_line
from bulletin_desk.model.numbering import number_text
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.forms import add_row, form_layout, quiet_label

# A package may come from anybody: a name of a million characters would fill the screen.
_LONGEST, _MOST = 200, 300
_SAME = "稿库里已有内容相同的这一期，不必再导入。"
_COPY = "导入后是没有期号的一期，稿库里原有的这一期不变。"
_FINAL = "这一期已经定稿，定稿时的 PDF 和 Word 一起导入。"


class PackageDialog(Dialog):
    """Shows series, number, date, template and titles; the button says what will be done."""

    def __init__(self, parent: QWidget | None, name: str, contents: Contents, clash: str) -> None:
        super().__init__(parent, "打开简报文件", _confirm(contents))
        screen.give_size(self, 560, 480)
        self.contents = contents
        self.titles = QListWidget()
        self.titles.setAccessibleName("稿件")
        self.titles.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.titles.setWordWrap(True)
        theme.named(self.titles, "framed")
        self.titles.addItems(_titles(contents))
        self.content.addWidget(quiet_label(f"文件：{name}"))
        form = form_layout()
        for label, value in _facts(contents):
            shown = QLabel(_short(value) or "没有填")
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setWordWrap(True)
            add_row(form, label, shown, None)
        add_row(form, "稿件", self.titles, self.titles)
        self.content.addLayout(form, 1)
        self.problem = QLabel(_problem(contents, clash))
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        if contents.clash is not None:
            theme.named(self.problem, "error")
        self.problem.setVisible(bool(self.problem.text()))
        self.content.addWidget(self.problem)
        self.remarks = quiet_label("\n".join(_remarks(contents)))
        self.remarks.setVisible(bool(self.remarks.text()))
        self.content.addWidget(self.remarks)

    @classmethod
    def ask(cls, parent: QWidget | None, name: str, contents: Contents, clash: str) -> bool:
        """Return whether the clerk confirms."""
        return cls(parent, name, contents, clash).accepted_by_clerk()


def _short(text: str) -> str:
    """Return a text as it is, or the beginning of one that somebody made too long to show."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _titles(contents: Contents) -> list[str]:
    titles = [_short(title) for title in contents.titles[:_MOST]]
    more = len(contents.titles) - _MOST
    return [*titles, f"……还有 {more} 篇"] if more > 0 else titles or ["（没有稿件）"]


def _confirm(contents: Contents) -> str:
    if contents.same is not None:
        return "打开稿库里的这一期"
    return "导入为副本" if contents.clash is not None else "导入"


def _facts(contents: Contents) -> list[tuple[str, str]]:
    masthead = contents.bulletin.masthead
    return [
        ("刊名", one_line(masthead.name)),
        ("期号", number_text(masthead)),
        ("日期", contents.date),
        ("模板", contents.template_note),
    ]


def _problem(contents: Contents, clash: str) -> str:
    if contents.same is not None:
        return _SAME
    return f"{clash}{_COPY}" if contents.clash is not None else ""


def _remarks(contents: Contents) -> list[str]:
    final = contents.final and contents.clash is None and contents.same is None
    return [_FINAL, *contents.remarks] if final else contents.remarks
