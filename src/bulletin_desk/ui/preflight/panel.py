"""The panel below the editor: how many problems, which ones, and what to do before going on."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.checks import Problem
from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.preflight.delegate import ProblemDelegate
from bulletin_desk.ui.preflight.rows import AnyIndex, ProblemModel, rows

NOTHING = "没有发现问题，可以出刊。"


class ProblemList(QListView):
    """The list: Enter and a click jump, Delete ignores."""

    chosen = Signal(object)
    jumped = Signal(object)
    dismissed = Signal(object)

    def __init__(self, model: ProblemModel) -> None:
        super().__init__()
        self.problems = model
        self.setModel(model)
        self.setAccessibleName("检查出的问题")
        self.setItemDelegate(ProblemDelegate(self, model))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.jumped.emit(model.problem(index)))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.problems.problem(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        problem = self.problems.problem(self.currentIndex())
        if problem and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.jumped.emit(problem)
        elif problem and event.key() == Qt.Key.Key_Delete:
            self.dismissed.emit(problem)
        else:
            super().keyPressEvent(event)

    def reveal_current(self) -> None:
        """Scroll to the current problem, once the rows have found their places."""
        QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()


class PreflightPanel(QWidget):
    """Shows what the check found; tells what the clerk wants done about it."""

    jumped = Signal(object)
    chosen = Signal(object)
    ignored = Signal(object)
    restored = Signal()
    switched_off = Signal(str)
    rules_wanted = Signal()
    went_on = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.named(self, "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("出刊检查")
        self._problems: Sequence[Problem] = ()
        self._hidden: Sequence[Problem] = ()
        self.model = ProblemModel(self)
        self.list = ProblemList(self.model)
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.shows_ignored = _link("")
        self.shows_ignored.setCheckable(True)
        self.restore = _link("全部恢复")
        self.close_button = _link("")
        self.nothing = quiet_label(NOTHING)
        self.question = self._build_question()
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def show_problems(self, summary: str, problems: Sequence[Problem],
                      ignored: Sequence[Problem]) -> None:  # fmt: skip
        """Show what was found, the ignored ones only when they are asked for."""
        self._problems, self._hidden = problems, ignored
        self.summary.setText(summary)
        self.shows_ignored.setText(f"显示已忽略（{len(ignored)}）")
        self.shows_ignored.setVisible(bool(ignored))
        shown = ignored if self.shows_ignored.isChecked() else ()
        self.restore.setVisible(bool(shown))
        self.model.show(rows(problems, shown))
        self.list.scheduleDelayedItemsLayout()
        self._stack.setCurrentIndex(0 if problems or shown else 1)
        self.nothing.setText(NOTHING)

    def ask(self, what: str) -> None:
        """Offer to go on with an export or the like all the same; nothing for an empty name."""
        self.question.setVisible(bool(what))
        self.question_label.setText(f"{what}前请看一下这些问题。")
        self.go_on.setText(f"仍然{what}")

    def step(self, forward: bool) -> None:
        """Jump to the next problem or the one before, from the current one."""
        current = self.list.currentIndex().row()
        start = current if current >= 0 else (-1 if forward else 0)
        index = self.model.after(start, 1 if forward else -1)
        problem = self.model.problem(index)
        if problem is not None:
            self.list.setCurrentIndex(index)
            self.jumped.emit(problem)

    def redraw(self) -> None:
        """Take over the colours of the scheme that is now in use."""
        scheme = theme.colours()
        self.close_button.setIcon(icons.icon("clear", scheme.quiet, scheme.line))
        self.list.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif enter and isinstance(focus, QPushButton):
            # Outside of a dialog Qt leaves Enter to the space bar.
            focus.click()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.summary.setFont(theme.heading_font(self.font(), 1.0))
        self.close_button.setAccessibleName("关闭出刊检查")
        self.close_button.setToolTip("关闭（Esc）")
        head = QHBoxLayout()
        head.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        head.addWidget(self.summary, 1)
        for button in (self.shows_ignored, self.restore, self.close_button):
            head.addWidget(button)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        line = QFrame()
        theme.named(line, "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addLayout(head)
        column.addWidget(self.question)
        column.addWidget(self._stack, 1)
        self.redraw()

    def _build_question(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.MEDIUM, 0, theme.MEDIUM, theme.SMALL)
        self.question_label = quiet_label("")
        self.go_on, self.go_back = QPushButton(), QPushButton("先去修改")
        theme.named(self.go_back, "primary")
        row.addWidget(self.question_label, 1)
        row.addWidget(self.go_on)
        row.addWidget(self.go_back)
        bar.hide()
        return bar

    def _connect(self) -> None:
        self.list.chosen.connect(self.chosen)
        self.list.jumped.connect(self._jump)
        self.list.dismissed.connect(self._dismiss)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.shows_ignored.toggled.connect(self._show_again)
        self.restore.clicked.connect(self.restored)
        self.close_button.clicked.connect(self.closed)
        self.go_on.clicked.connect(self.went_on)
        self.go_back.clicked.connect(lambda: (self.ask(""), self.step(True)))

    def _show_again(self) -> None:
        self.show_problems(self.summary.text(), self._problems, self._hidden)

    def _jump(self, problem: Problem | None) -> None:
        if problem is not None:
            self.jumped.emit(problem)

    def _dismiss(self, problem: Problem) -> None:
        row = self.model.row(self.list.currentIndex())
        if row is not None and not row.ignored:
            at = self.list.currentIndex().row()
            self.ignored.emit(problem)
            # The next one comes under the hand, so that several can be gone through.
            following = self.model.after(at - 1, 1)
            if following.isValid():
                self.list.setCurrentIndex(following)

    def _show_menu(self, point: QPoint) -> None:
        menu = self.build_menu(self.list.indexAt(point))
        if menu is not None:
            menu.exec(self.list.viewport().mapToGlobal(point))
            menu.deleteLater()

    def build_menu(self, index: AnyIndex) -> QMenu | None:
        """Return what can be done about a problem; None on a heading."""
        row = self.model.row(index)
        if row is None or row.problem is None:
            return None
        problem = row.problem
        menu = QMenu(self)
        menu.addAction("到原文", lambda: self.jumped.emit(problem))
        if row.ignored:
            menu.addAction("全部恢复", self.restored.emit)
        else:
            menu.addAction("本期忽略", lambda: self.ignored.emit(problem))
        menu.addSeparator()
        menu.addAction("关闭此项检查", lambda: self.switched_off.emit(problem.rule))
        menu.addAction("检查项目…", self.rules_wanted.emit)
        return menu


def _link(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAutoRaise(True)
    button.setFocusPolicy(theme.TAB_FOCUS)
    theme.named(button, "quiet")
    return button
