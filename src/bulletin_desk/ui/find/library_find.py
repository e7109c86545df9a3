"""Find and replace in the whole library: the list below the bar, the question, the work."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.model.finding import Query
from bulletin_desk.model.replacing import replace_in_bulletin
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.files.progress import ProgressStrip
from bulletin_desk.ui.find.library_work import (
    POOL,
    IssueHits,
    Outcome,
    replace_everywhere,
    search,
)
from bulletin_desk.ui.find.results import Results
from bulletin_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

Chosen = dict[int | None, set[str]]


_REPLACING = "正在替换"


class LibraryFind(QObject):
    """Searches in the background. `said` carries what the bar shows of it."""

    said = Signal(str, bool)
    progressed = Signal(int, int)

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._tasks = Tasks(self)
        self._stopped = False
        self._query = Query("")
        self._found: list[IssueHits] = []
        self._what = ""
        self.is_busy = False
        self.results = Results()
        self.results.hide()
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(self.stop)
        self.progressed.connect(lambda done, total: self.strip.show_step(self._what, done, total))

    def forget(self) -> None:
        """Drop what was found: something else is looked for now."""
        self.stop()
        self._found, self._query = [], Query("")
        self.results.show_hits(())
        self.results.hide()

    def stop(self) -> None:
        """Stop what runs; issues that have been changed by then stay changed."""
        self._stopped = True

    def close(self) -> None:
        """End what runs: the window closes."""
        self.stop()
        self._tasks.wait()

    @property
    def is_replacing(self) -> bool:
        """Whether issues of the library are being changed."""
        return self.is_busy and self._what == _REPLACING

    def shows(self, query: Query) -> bool:
        """Return whether the list shows what was found of this query."""
        return bool(self._found) and query == self._query

    def search(self, query: Query) -> None:
        """Look through every issue and the pool."""
        if self.is_busy or not query.words or not self._workshop.flush():
            return
        library, session = self._workshop.library, self._workshop.session
        held = None
        if session.issue_id is not None and session.bulletin is not None:
            held = session.issue_id, session.bulletin
        self._begin("正在查找")
        self._query = query
        self.said.emit("正在查找", False)
        self._tasks.run(
            lambda: search(library, query, held, self.progressed.emit, lambda: self._stopped),
            self._on_found,
            self._on_failed,
        )

    def replace(self, text: str) -> None:
        """Ask, and replace in the checked articles."""
        chosen = self.results.selection()
        if self.is_busy or not chosen or not self._workshop.flush():
            return
        query = self._query
        if not Message.ask(self._workshop.window, "全部替换", self._question(chosen, text), "替换"):
            return
        session = self._workshop.session
        own: Collection[str] = ()
        if session.issue_id in chosen and session.issue_id is not None:
            own = chosen.pop(session.issue_id)
        count = self._replace_on_desk(query, text, own)
        self._begin(_REPLACING)
        library = self._workshop.library
        self._tasks.run(
            lambda: replace_everywhere(
                library, query, text, chosen, self.progressed.emit, lambda: self._stopped
            ),
            lambda outcome: self._on_replaced(outcome, count),
            self._on_failed,
        )

    def _begin(self, what: str) -> None:
        self._stopped, self.is_busy, self._what = False, True, what
        self.strip.show_step(what)

    def _on_found(self, found: list[IssueHits]) -> None:
        self.is_busy = False
        self.strip.finish()
        self._found = found
        self.results.show_hits(found)
        self.results.setVisible(bool(found))
        count = sum(hits.count for hits in found)
        self.said.emit(f"{count} 处" if count else "没有找到", not count)

    def _on_failed(self, error: DeskError) -> None:
        self.is_busy = False
        self.strip.finish()
        self.said.emit("", False)
        Message.tell(self._workshop.window, "没有完成", str(error))

    def _on_replaced(self, outcome: Outcome, on_desk: int) -> None:
        self.is_busy = False
        self.strip.finish()
        self.forget()
        self._workshop.show_pool()
        count, issues = outcome.count + on_desk, outcome.issues + bool(on_desk)
        pooled = f"和待用稿 {outcome.pooled} 篇" if outcome.pooled else ""
        self.said.emit(f"已替换 {count} 处", False)
        self._workshop.tell(f"已在 {issues} 期{pooled}里替换 {count} 处。")
        if outcome.problems:
            Message.tell(self._workshop.window, "有的没有替换", "\n".join(outcome.problems[:10]))

    def _replace_on_desk(self, query: Query, text: str, articles: Collection[str]) -> int:
        """Replace in the open issue, as a step that can be undone."""
        bulletin = self._workshop.session.bulletin
        if bulletin is None or not articles:
            return 0
        changed, count = replace_in_bulletin(bulletin, query, text, articles)
        self._workshop.apply(step_label("全部替换", query.words, text, count), changed)
        return count

    def _question(self, chosen: Chosen, text: str) -> str:
        hits = [
            (found.issue_id, article.count)
            for found in self._found
            for article in found.articles
            if article.article_id in chosen.get(found.issue_id, ())
        ]
        count, issues = sum(n for _, n in hits), len(chosen) - (POOL in chosen)
        pooled = len(chosen.get(POOL, ()))
        where = [f"{issues} 期"] * bool(issues) + [f"待用稿 {pooled} 篇"] * bool(pooled)
        lines = [f"把“{self._query.words}”替换为“{text}”：{'、'.join(where)}，共 {count} 处。"]
        own = self._workshop.session.issue_id in chosen
        if issues - own:
            lines.append("每一期先存一个历史版本，需要时可以从历史版本恢复。")
        if own:
            lines.append("正在编辑的这一期可以用 Ctrl+Z 撤销。")
        if pooled:
            lines.append("待用稿没有历史版本，替换后不能撤销。")
        return "\n".join(lines)


def step_label(name: str, words: str, text: str, count: int = 0) -> str:
    """Return the name of a step of replacing."""
    counted = f"（{count} 处）" if count else ""
    return f"{name}“{_short(words)}”→“{_short(text)}”{counted}"


def _short(text: str) -> str:
    return text if len(text) <= 12 else text[:11] + "…"
