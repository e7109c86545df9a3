"""The find bar over the editor: what is looked for, where, and what takes its place."""

from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.finding import Query
from bulletin_desk.ui import theme
from bulletin_desk.ui.commands import Commands
from bulletin_desk.ui.editor.fields import LineField

ARTICLE, ISSUE, LIBRARY = range(3)
SCOPES = ("本篇", "本期", "全部稿库")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QWidget):
    """Fields and buttons. `changed` follows an edit of what is looked for, `stepped` asks for the
    next hit (1) or the previous one (-1).
    """

    changed = Signal()
    stepped = Signal(int)
    replace_wanted = Signal()
    replace_all_wanted = Signal()
    closed = Signal()

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        theme.named(self, "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = LineField("查找", "查找")
        self.replacement = LineField("替换为", "替换为，空着就是删去")
        self.count = QLabel()
        theme.named(self.count, "quiet")
        self.scope = QComboBox()
        self.scope.setAccessibleName("查找范围")
        self.scope.addItems(SCOPES)
        self.scope.setCurrentIndex(ISSUE)
        self.match_case = QCheckBox("区分大小写")
        self.match_width = QCheckBox("区分全角半角")
        self.match_width.setChecked(True)
        self.replace_one, self.replace_all = QPushButton("替换"), QPushButton("全部替换")
        self._close = QAction("关闭查找（Esc）", self)
        commands.draw(self._close, "close")
        for name, icon in (("find_previous", "up"), ("find_next", "down")):
            commands.draw(commands[name], icon)
        self._buttons = [
            _tool(action)
            for action in (commands["find_previous"], commands["find_next"], self._close)
        ]
        self._build()
        self._connect()

    @property
    def query(self) -> Query:
        """What is looked for."""
        return Query(
            self.words.text(),
            match_case=self.match_case.isChecked(),
            match_width=self.match_width.isChecked(),
        )

    @property
    def replaces(self) -> bool:
        """Whether the fields for replacing are shown."""
        return self.replacement.isVisibleTo(self)

    def open(self, words: str, *, replaces: bool) -> None:
        """Show the bar with the caret in its first field."""
        for widget in (self.replacement, self.replace_one, self.replace_all):
            widget.setVisible(replaces)
        if words:
            self.words.setText(words)
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def allow_replacing(self, allowed: bool) -> None:
        """Enable what changes the text."""
        for widget in (self.replacement, self.replace_one, self.replace_all):
            widget.setEnabled(allowed)

    def set_scope(self, scope: int) -> None:
        """Look in another scope, without telling."""
        with QSignalBlocker(self.scope):
            self.scope.setCurrentIndex(scope)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show how many hits there are."""
        self.count.setText(text)
        name = "error" if wrong else "quiet"
        if self.count.objectName() != name:
            theme.named(self.count, name)
            self.count.style().polish(self.count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _ENTER and self.words.hasFocus():
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() in _ENTER and self.replacement.hasFocus():
            self.replace_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(theme.MEDIUM, theme.SMALL + 2, theme.SMALL, theme.SMALL + 2)
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.SMALL)
        grid.setColumnStretch(0, 1)
        self.count.setMinimumWidth(self.fontMetrics().horizontalAdvance("没有找到 "))
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(self.words, 0, 0)
        grid.addWidget(self.count, 0, 1)
        for column, button in enumerate(self._buttons, 2):
            grid.addWidget(button, 0, column)
        grid.addWidget(self.replacement, 1, 0)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        for button in (self.replace_one, self.replace_all):
            theme.named(button, "small")
            row.addWidget(button)
        grid.addLayout(row, 1, 1, 1, 4)
        options = QHBoxLayout()
        options.setSpacing(theme.MEDIUM)
        for widget in (self.scope, self.match_case, self.match_width):
            options.addWidget(widget)
        options.addStretch()
        grid.addLayout(options, 2, 0, 1, 5)
        line = QFrame()
        theme.named(line, "line")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(grid)
        column.addWidget(line)
        order = (self.words, self.replacement, self.replace_one, self.replace_all, self.scope)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.words.textChanged.connect(self.changed)
        self.scope.currentIndexChanged.connect(self.changed)
        self.match_case.toggled.connect(self.changed)
        self.match_width.toggled.connect(self.changed)
        self.replace_one.clicked.connect(self.replace_wanted)
        self.replace_all.clicked.connect(self.replace_all_wanted)
        self._close.triggered.connect(self.closed)


def _tool(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAccessibleName(action.text().partition("（")[0])
    button.setFocusPolicy(theme.TAB_FOCUS)
    theme.named(button, "quiet")
    return button
