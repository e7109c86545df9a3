"""Joins 出刊检查 to the window: checks after edits, on demand, and before the issue goes out."""

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from bulletin_desk.errors import DeskError
from bulletin_desk.model.steps import Steps, run
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.editor.composing import composing_widgets
from bulletin_desk.ui.preview.marks import Mark
from bulletin_desk.ui.preview.places import Place

if TYPE_CHECKING:
    from bulletin_desk.model.checks import Problem
    from bulletin_desk.ui.preflight.checking import IssueCheck, Result
    from bulletin_desk.ui.preflight.panel import PreflightPanel
    from bulletin_desk.ui.workshop import Workshop

# After this rest (in ms) what was typed is checked.
PAUSE = 500
# A check that nobody waits for is made in turns between events; how long one works.
_TURN_SECONDS = 0.008


class Preflight(QObject):
    """Keeps `problems` up to date, and shows them in a panel below the editor.

    `problems_changed` carries the list without what the clerk ignores.
    """

    problems_changed = Signal(object)

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self.problems: list[Problem] = []
        self._ignored: list[Problem] = []
        self._current: Problem | None = None
        self._check: IssueCheck | None = None
        self._panel: PreflightPanel | None = None
        self._steps: Steps[Result] | None = None
        # What the clerk wants to go on with, and the problems that were seen and let pass.
        self._again: Callable[[], object] | None = None
        self._asked: frozenset[str] = frozenset()
        self._let_pass: frozenset[str] = frozenset()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._on_rest)
        # Marks on a long issue's pages are an event of their own, made once for all that changed.
        self._marking = QTimer(self, singleShot=True, interval=0)
        self._marking.timeout.connect(self._mark_now)
        self._turns = QTimer(self, singleShot=True, interval=0)
        self._turns.timeout.connect(self._take_turn)
        commands = workshop.commands
        commands["check"].triggered.connect(self.show)
        commands["rules"].triggered.connect(self.choose_rules)
        commands["next_problem"].triggered.connect(lambda: self._step(True))
        commands["previous_problem"].triggered.connect(lambda: self._step(False))
        workshop.session.changed.connect(self._on_changed)
        workshop.pages.typeset.connect(self._on_changed)
        workshop.session.opened.connect(self._on_opened)
        workshop.session.lock_changed.connect(self._on_lock)
        workshop.closing.connect(self.stop)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._redraw)

    @property
    def panel(self) -> "PreflightPanel":
        """The panel, made when it is first wanted."""
        if self._panel is None:
            from bulletin_desk.ui.preflight.panel import PreflightPanel

            panel = self._panel = PreflightPanel()
            panel.hide()
            panel.jumped.connect(self._jump)
            panel.chosen.connect(self._choose)
            panel.ignored.connect(self._ignore)
            panel.restored.connect(self._restore)
            panel.switched_off.connect(self._switch_off)
            panel.rules_wanted.connect(self.choose_rules)
            panel.went_on.connect(self._go_on)
            panel.closed.connect(self.close)
            self._workshop.desk.put_below(panel)
        return self._panel

    @property
    def is_open(self) -> bool:
        """Whether the panel is on show."""
        return self._panel is not None and self._panel.isVisible()

    def run(self) -> "list[Problem]":
        """Check the issue as it is now, down to what is being typed, and return its problems."""
        pages = self._workshop.pages
        self._workshop.flush()
        if pages.is_working or pages.document is None:
            pages.update_now()
        self._checking().forget()
        self._look()
        return self.problems

    def show(self) -> None:
        """Check, and show the panel."""
        self.run()
        self._open("")

    def close(self) -> None:
        """Hide the panel and its marks; the focus goes back to the text."""
        if self._panel is not None:
            had_focus = self._panel.isAncestorOf(self._panel.window().focusWidget() or self._panel)
            self._panel.hide()
            self._panel.ask("")
            self._marking.stop()
            self._workshop.desk.preview.mark_problems(())
            if had_focus:
                self._workshop.desk.focus_editor()

    def confirm_before(self, what: str, again: Callable[[], object] | None = None) -> bool:
        """Check before the issue goes out; return whether to go on at once.

        Where there is something to look at, the panel opens with the choice to go on all the same,
        which calls `again`. What was let pass once is not asked about again while the issue stays
        on the desk; a final issue has been asked about.
        """
        if self._workshop.session.locked:
            return True
        keys = _unresolved(self.run())
        if keys <= self._let_pass:
            return True
        self._again, self._asked = again, keys
        self._open(what)
        return False

    def stop(self) -> None:
        """Check no more: the window closes, and the library with it."""
        self._timer.stop()
        self._turns.stop()
        self._steps = None

    def choose_rules(self) -> None:
        """Let the clerk switch rules on and off."""
        from bulletin_desk.library.facts import rules_off, switch_rules_off
        from bulletin_desk.model.checks import rules
        from bulletin_desk.ui.preflight.rules_dialog import RulesDialog

        library = self._workshop.library
        try:
            known = rules_off(library)
        except DeskError as error:
            Message.tell(self._workshop.window, "打不开检查项目", str(error))
            return
        off = RulesDialog.ask(self._workshop.window, rules(), known)
        if off is not None:
            self._keep(lambda: switch_rules_off(library, off))

    def _checking(self) -> "IssueCheck":
        if self._check is None:
            from bulletin_desk.ui.preflight.checking import IssueCheck

            self._check = IssueCheck(self._workshop.library)
        return self._check

    def _on_changed(self) -> None:
        self.stop()
        self._timer.start()

    def _on_rest(self) -> None:
        if composing_widgets(self._workshop.window):
            self._timer.start()
        else:
            self._begin()
            self._turns.start()

    def _take_turn(self) -> None:
        """Go on with the check for a moment; show what it found when it is done."""
        end = perf_counter() + _TURN_SECONDS
        try:
            while perf_counter() < end:
                if self._steps is None:
                    self._show(None)
                    return
                next(self._steps)
        except StopIteration as done:
            self._steps = None
            self._show(done.value)
        except DeskError as error:
            self._steps = None
            self._workshop.tell(str(error))
        else:
            self._turns.start()

    def _begin(self, *, at_once: bool = False) -> None:
        """Begin a check of what is on the desk, where there is something."""
        workshop, self._steps = self._workshop, None
        bulletin, issue_id = workshop.session.bulletin, workshop.session.issue_id
        if bulletin is None or issue_id is None:
            return
        pages = workshop.pages
        try:
            template = pages.template_of(bulletin)
        except DeskError as error:
            workshop.tell(str(error))
        else:
            known = (issue_id, bulletin, template, pages.document, pages.fonts)
            self._steps = self._checking().steps(*known, at_once=at_once)

    def _look(self) -> None:
        """Check at once, show what was found, tell the others."""
        self.stop()
        self._begin(at_once=True)
        steps, self._steps = self._steps, None
        try:
            self._show(run(steps) if steps is not None else None)
        except DeskError as error:
            self._workshop.tell(str(error))
        else:
            self._timer.start()  # what takes longer to find comes later

    def _show(self, result: "Result | None") -> None:
        self.problems = result.problems if result else []
        self._ignored = result.ignored if result else []
        self._refresh()
        self.problems_changed.emit(self.problems)

    def _refresh(self) -> None:
        if self.is_open:
            from bulletin_desk.ui.preflight.checking import summary

            line = summary(self.problems, final=self._workshop.session.locked)
            self.panel.show_problems(line, self.problems, self._ignored)
            self._mark()

    def _open(self, what: str) -> None:
        panel = self.panel
        panel.ask(what)
        panel.show()
        self._refresh()
        if not panel.list.currentIndex().isValid():
            panel.list.setCurrentIndex(panel.model.after(-1, 1))
        panel.list.reveal_current()
        (panel.go_back if what else panel.list).setFocus()

    def _mark(self) -> None:
        self._marking.start()

    def _mark_now(self) -> None:
        marks = [Mark(p.source, p.severity, p.start, p.length) for p in self.problems]
        at = next((i for i, problem in enumerate(self.problems) if problem == self._current), -1)
        self._workshop.desk.preview.mark_problems(marks, at)

    def _choose(self, problem: "Problem | None") -> None:
        self._current = problem
        if self.is_open:
            self._mark()
            if problem is not None and problem.source.part and self.panel.list.hasFocus():
                self._workshop.desk.preview.mark_caret(_place(problem))

    def _jump(self, problem: "Problem") -> None:
        self._choose(problem)
        if problem.source.part:
            self._workshop.desk.go_to(_place(problem))
            self._workshop.desk.preview.mark_caret(_place(problem))

    def _step(self, forward: bool) -> None:
        if not self.is_open:
            self.show()
        self.panel.step(forward)

    def _ignore(self, problem: "Problem") -> None:
        issue_id = self._workshop.session.issue_id
        if issue_id is not None:
            self._keep(lambda: self._workshop.library.ignore_problem(issue_id, problem.key))

    def _restore(self) -> None:
        issue_id = self._workshop.session.issue_id
        if issue_id is not None:
            self._keep(lambda: self._workshop.library.unignore_problems(issue_id))

    def _switch_off(self, rule: str) -> None:
        from bulletin_desk.library.facts import rules_off, switch_rules_off

        library = self._workshop.library
        self._keep(lambda: switch_rules_off(library, rules_off(library) | {rule}))
        self._workshop.tell("已关闭这一项检查。要重新打开：工具 › 检查项目…")

    def _keep(self, change: Callable[[], None]) -> None:
        """Make a change in the library and look again."""
        try:
            change()
        except DeskError as error:
            self._workshop.tell(str(error))
        self._look()

    def _go_on(self) -> None:
        self._let_pass |= self._asked
        again = self._again
        self.close()
        if again is not None:
            again()

    def _on_opened(self) -> None:
        self._let_pass, self._again, self._current = frozenset(), None, None
        if self._check is not None:
            self._check.forget()
        # What is on the desk now has not been asked about.
        self.close()
        self.problems = []
        self.problems_changed.emit(self.problems)
        self._on_changed()

    def _on_lock(self, locked: bool) -> None:
        if locked:
            self.close()
        self._on_changed()

    def _redraw(self) -> None:
        if self._panel is not None:
            self._panel.redraw()


def _unresolved(problems: "list[Problem]") -> frozenset[str]:
    from bulletin_desk.ui.preflight.checking import unresolved

    return unresolved(problems)


def _place(problem: "Problem") -> Place:
    source = problem.source
    return Place(source.part, source.owner, source.block, problem.start)
