"""Source and result lead to each other: lines to what became of them, and back."""

from collections.abc import Callable

from bulletin_desk.intake.source import Role
from bulletin_desk.ui.review.panes import Panes
from bulletin_desk.ui.review.result_list import ResultRow
from bulletin_desk.ui.review.tracing import MASTHEAD, Trace, quoted_line
from bulletin_desk.ui.review.work import ReviewFile

_FIELD_WORDS = (("刊名", "name"), ("期号", "number"), ("日期", "date"), ("编发", "issuer"))


class Links:
    """Goes from the one to the other in the panes; `current` returns the file on show."""

    def __init__(self, panes: Panes, current: Callable[[], ReviewFile | None]) -> None:
        self._panes, self._current = panes, current

    def show_rows(self) -> None:
        """Show what becomes of the chosen lines."""
        file, rows = self._current(), self._panes.lines.rows
        roles = {file.role(row) for row in rows} if file is not None else set[Role]()
        decided = file is not None and any(row in file.decided.roles for row in rows)
        can = file is not None and file.can_decide and bool(rows)
        self._panes.bar.show_roles(roles, decided=decided, enabled=can)
        current = self._panes.lines.currentIndex().row()
        row = current if current in rows else rows[0] if rows else -1
        places = file.traces if file is not None else ()
        trace = places[row] if 0 <= row < len(places) else None
        self._panes.results.show_trace(trace)
        self._panes.pages.show_trace(trace)

    def _choose_trace(self, trace: Trace, *, whole: bool) -> None:
        """Select the lines that have gone to a place of the result."""
        file = self._current()
        rows = [
            row
            for row, known in enumerate(file.traces if file is not None else ())
            if known is not None and (known[:2] == trace[:2] if whole else known == trace)
        ]
        if not rows and not whole:
            self._choose_trace(trace, whole=True)
        elif rows:
            self._panes.lines.choose(rows)
            self.show_rows()

    def go_to_place(self, trace: Trace) -> None:
        """Go to the lines of what was clicked on in the pages."""
        self._choose_trace(trace, whole=False)

    def go_to_row(self, row: ResultRow) -> None:
        """Go to the lines of a row of the result."""
        if row.trace is not None:
            self._choose_trace(row.trace, whole=True)
        else:
            self.go_to_doubt(row.remark)

    def go_to_doubt(self, sentence: str) -> None:
        """Go to the line that a doubt speaks of, or to the field."""
        file = self._current()
        if file is None or file.source is None:
            return
        row, field = _line_of(file, sentence), _field_of(sentence)
        if row is None and field is None:
            unknown = (n for n, role in enumerate(file.roles()) if role is Role.UNKNOWN)
            row = next(unknown, None)
        if row is not None:
            self._panes.lines.choose([row])
            self.show_rows()
        elif field is not None:
            self._choose_trace(Trace(MASTHEAD), whole=True)
            getattr(self._panes.show_fields(), field).setFocus()

    def take_doubt(self, sentence: str) -> None:
        """Go to what a doubt speaks of, so that the next key says what it is."""
        self.go_to_doubt(sentence)
        file = self._current()
        if file is not None and (_line_of(file, sentence) is not None or not _field_of(sentence)):
            self._panes.lines.setFocus()

    def open_at_doubt(self) -> None:
        """Go to the line of the first doubt that speaks of one."""
        file = self._current()
        found = (_line_of(file, doubt) for doubt in file.doubts) if file is not None else ()
        row = next((row for row in found if row is not None), None)
        if row is not None:
            self._panes.lines.choose([row])
            self.show_rows()


def _line_of(file: ReviewFile, sentence: str) -> int | None:
    lines = file.source.lines if file.source is not None else ()
    return quoted_line(sentence, lines, file.roles())


def _field_of(sentence: str) -> str | None:
    return next((name for word, name in _FIELD_WORDS if word in sentence), None)
