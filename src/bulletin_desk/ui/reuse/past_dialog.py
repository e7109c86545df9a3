"""从往期选用: a past issue is chosen, read, and what is ticked of it comes into the open one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QSplitter, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from bulletin_desk.errors import DeskError
from bulletin_desk.library.records import IssueRecord
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.taking import Wanted
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.dialogs.issue_list import IssueList
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.lists.reading import set_off_title
from bulletin_desk.ui.reuse.past_tree import PastTree
from bulletin_desk.ui.tasks import Tasks

_ABOUT = "选一期，勾选要用的栏目、稿件、报送单位；同名栏目的稿件放在一起，本期没有的栏目排在后面。"
_NOTHING = "还没有勾选。"


@dataclass(frozen=True)
class Offer:
    """What the dialog works with: past issues, how one is read, which one is shown first."""

    records: Sequence[IssueRecord]
    load: Callable[[int], Bulletin]
    first: int | None = None


class PastDialog(Dialog):
    """Shows issues, the parts of the chosen one, and the text of the chosen part."""

    def __init__(self, parent: Widget | None, offer: Offer) -> None:
        super().__init__(parent, "从往期选用", "放进本期")
        screen.give_size(self, 1180, 720)
        self._offer = offer
        self._tasks = Tasks(self)
        self._wanted_issue: int | None = None
        self.past: Bulletin | None = None
        self.issues = IssueList(offer.records, narrow=True)
        self.tree = PastTree()
        self.reader = _reader()
        self.all, self.none = _button("全选"), _button("全不选")
        self.name_only = _button("只取栏目名称")
        self.name_only.setToolTip("只用这个栏目的名称，不用里面的稿件")
        self.summary = quiet_label(_NOTHING)
        self._build()
        self._connect()
        if offer.first is not None:
            self.issues.choose(offer.first)
        self._load()

    @classmethod
    def ask(cls, parent: Widget | None, offer: Offer) -> tuple[int, Bulletin, Wanted] | None:
        """Return the chosen issue and what is wanted of it, None when the clerk cancels."""
        dialog = cls(parent, offer)
        agreed = dialog.accepted_by_clerk()
        chosen, past = dialog.issues.chosen(), dialog.past
        if not agreed or chosen is None or past is None:
            return None
        return chosen, past, dialog.tree.wanted

    def done(self, result: int) -> None:
        self._tasks.wait()
        super().done(result)

    def _load(self) -> None:
        """Read the chosen issue off the main thread; what was asked before is not shown."""
        chosen = self.issues.chosen()
        if chosen == self._wanted_issue:
            return
        self._wanted_issue = chosen
        self._show(None, "")
        if chosen is None:
            return

        def show(past: Bulletin) -> None:
            if chosen == self._wanted_issue:
                self._show(past, "这一期没有内容。")

        def fail(error: DeskError) -> None:
            if chosen == self._wanted_issue:
                self._show(None, str(error))

        self._tasks.run(partial(self._offer.load, chosen), show, fail)

    def _show(self, past: Bulletin | None, otherwise: str) -> None:
        self.past = past
        self.tree.show_issue(past)
        self.reader.setPlaceholderText(otherwise)
        self._read()

    def _read(self) -> None:
        text, article = self.tree.text()
        self.reader.setCurrentCharFormat(QTextCharFormat())
        self.reader.setPlainText(text)
        set_off_title(self.reader, article)
        self.name_only.setEnabled(bool(self.tree.column))

    def _follow(self) -> None:
        wanted = self.tree.wanted
        self.summary.setText(_summary(wanted, self.past))
        self.confirm.setEnabled(bool(wanted))
        some = self.tree.topLevelItemCount() > 0
        self.all.setEnabled(some)
        self.none.setEnabled(some and bool(wanted))

    def _connect(self) -> None:
        self.issues.current_changed.connect(self._load)
        self.tree.currentItemChanged.connect(lambda *_: self._read())
        self.tree.ticked.connect(self._follow)
        self.all.clicked.connect(lambda: self.tree.tick_all(ticked=True))
        self.none.clicked.connect(lambda: self.tree.tick_all(ticked=False))
        self.name_only.clicked.connect(self.tree.take_name_only)

    def _build(self) -> None:
        self.leave_enter_alone()
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(1)
        self.issues.setContentsMargins(0, 0, theme.MEDIUM, 0)
        right = Widget()
        beside = QHBoxLayout(right)
        beside.setContentsMargins(theme.MEDIUM, 0, 0, 0)
        beside.addWidget(self.reader)
        for pane in (self.issues, self._middle(), right):
            panes.addWidget(pane)
        panes.setStretchFactor(1, 1)
        panes.setStretchFactor(2, 1)
        panes.setSizes([390, 390, 380])
        self.content.addWidget(quiet_label(_ABOUT))
        self.content.addWidget(panes, 1)
        self.content.addWidget(self.summary)

    def _middle(self) -> Widget:
        middle = Widget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(theme.MEDIUM, 0, theme.MEDIUM, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.tree, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        for button in (self.all, self.none, self.name_only):
            buttons.addWidget(button)
        buttons.addStretch()
        column.addLayout(buttons)
        return middle


def _summary(wanted: Wanted, past: Bulletin | None) -> str:
    """Return what is going to happen."""
    told: list[str] = []
    sections = past.sections if past is not None else ()
    names = [
        section.name
        for section in sections
        if section.id in wanted.columns
        and not any(article.id in wanted.articles for article in section.articles)
    ]
    if wanted.articles:
        told.append(f"放进 {len(wanted.articles)} 篇稿件")
    if names:
        told.append(f"只取栏目名称{'、'.join(f'“{name}”' for name in names)}")
    if wanted.distribution:
        what = "报送单位和份数" if "copies" in wanted.distribution else "报送单位"
        what = "份数" if wanted.distribution == {"copies"} else what
        told.append(f"勾选的{what}替换本期现有的")
    if wanted.masthead:
        told.append("勾选的报头内容替换本期现有的")
    return "；".join(told) + "。可以一次撤销（Ctrl+Z）。" if told else _NOTHING


def _reader() -> QPlainTextEdit:
    reader = QPlainTextEdit(readOnly=True)
    reader.setAccessibleName("稿件内容")
    reader.setTabChangesFocus(True)
    reader.document().setDocumentMargin(theme.MEDIUM)
    return reader


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    theme.named(button, "small")
    return button
