"""Everything that a library tells, as one value: two libraries with the same one are the same."""

import inspect
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from bulletin_desk.errors import DeskError
from bulletin_desk.library import Library
from bulletin_desk.library.facts import library_facts
from bulletin_desk.library.records import Facets
from bulletin_desk.model.numbering import IssueNumber
from bulletin_desk.model.steps import run

WORDS = ("云泽", "青石县", "会议", "a", "")
PREFERENCES = ("checks/off", "archive/pattern", "未知/一项")
# What changes a library or its file, and what is not about its content.
NO_READINGS = {
    "add_issue", "add_picture", "add_to_pool", "backup", "close", "delete_issue", "delete_version",
    "drop_queued", "finalise", "ignore_problem", "import_batch", "keep_queued", "open",
    "rebuild_index", "receiving", "remember_credit", "remove_from_pool", "rename_version",
    "reopen", "rewrite_units", "save_issue", "save_phrases", "save_pool_article",
    "save_recipients", "save_units", "save_version", "set_final", "set_preference", "shift",
    "unignore_problems",
}  # fmt: skip


def public_readings() -> set[str]:
    """The names of the methods that tell something of a library."""
    methods = inspect.getmembers(Library, callable)
    return {name for name, _ in methods if not name.startswith("_")} - NO_READINGS


def _counted(facets: Facets) -> Any:
    """Counts without their order: those of one height stand in any."""
    return [sorted(getattr(facets, one.name)) for one in fields(facets)]


class Reader:
    """Calls a library's readings, and knows which were called."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.called: set[str] = set()

    def call(self, name: str, *args: Any, **named: Any) -> Any:
        """What a reading returns, or the sentence that it ends in."""
        self.called.add(name)
        try:
            return getattr(self._library, name)(*args, **named)
        except DeskError as error:
            return str(error)

    def everything(self, pictures: Sequence[str] = ()) -> dict[str, Any]:
        """All readings of all that is there."""
        call = self.call
        series = [record.name for record in call("series")]
        told: dict[str, Any] = {
            "lists": (call("series"), call("issues"), call("known_units"), call("check")),
            "desk": [call("preference", key) for key in PREFERENCES],
            "saved": (call("recipients"), call("units"), call("phrases")),
            "credits": call("unit_book").remembered,
            "series": [self._series(name) for name in series],
            "issues": [self._issue(record.id) for record in call("issues")],
            "pool": self._pool(),
            "imports": (call("imports"), self._imported()),
            "queue": [(q, call("queued_source", q.id)) for q in call("queued")],
            "pictures": [call("picture", digest) for digest in pictures],
            "found": [(call("search", w, limit=500), _counted(call("facets", w))) for w in WORDS],
        }
        return told

    def _series(self, name: str) -> Any:
        call = self.call
        return (
            call("issues", name), call("latest_issue", name), call("distributions", name),
            [call("next_number", name, year) for year in (None, 2025, 2026)],
            call("next_serial_number", name), call("number_taken", name, IssueNumber(2026, 1)),
        )  # fmt: skip

    def _issue(self, issue_id: int) -> Any:
        call = self.call
        bulletin = call("load_issue", issue_id)
        articles = list(bulletin.articles())
        records = call("final_records", issue_id)
        return (
            bulletin, call("record", issue_id), call("warnings", issue_id),
            [call("load_article", issue_id, a.id) for a in articles],
            [(v, call("load_version", v.id)) for v in call("versions", issue_id)],
            records, call("final_record", issue_id),
            [call("final_file", issue_id, k, r.revision) for r in records for k in ("pdf", "docx")],
            call("ignored_problems", issue_id), call("issues_in", bulletin.template),
            call("used_before", bulletin, issue_id), call("same_issue", bulletin),
            call("near_duplicates", articles, issue_id=issue_id),
            [run(call("near_steps", article, issue_id=issue_id)) for article in articles],
            library_facts(self._library, bulletin, issue_id),
        )  # fmt: skip

    def _pool(self) -> Any:
        pool = self.call("pool")
        near = self.call("near_duplicates", pool)
        return pool, near, self.call("used_before_pool", pool), self.call("warnings", None)

    def _imported(self) -> Any:
        hashes = [record.sha256 for record in self.call("imports")]
        known = [self.call("imported", sha256) for sha256 in hashes]
        return known, self.call("imported_hashes", hashes)
