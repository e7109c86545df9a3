"""The whole library in open formats: JSON, pictures and templates in a folder or a ZIP file."""

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from bulletin_desk import __version__
from bulletin_desk.errors import DeskError
from bulletin_desk.exchange import library_form as form
from bulletin_desk.exchange import pictures, templates
from bulletin_desk.exchange.desk_form import desk_to_json, import_to_json, queued_to_json
from bulletin_desk.exchange.jsondata import to_bytes, to_line
from bulletin_desk.exchange.versioning import VERSION
from bulletin_desk.exchange.writing import PartWriter, folder_at, zip_at
from bulletin_desk.library.kept import KeptFinal, KeptIssue
from bulletin_desk.library.snapshot import Snapshot, snapshot
from bulletin_desk.model.archive_names import archive_path
from bulletin_desk.process import StoppedError

Progress = Callable[[int, int], None]
ZIP = ".zip"


@dataclass
class ExportResult:
    """What was written, and what could not be."""

    issues: int = 0
    articles: int = 0
    pictures: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """A sentence that says what the export holds."""
        return (
            f"已导出整个稿库：{self.issues} 期简报、{self.articles} 篇待用稿、"
            f"{self.pictures} 张图片。"
        )


def export_library(
    library: Path,
    target: Path,
    progress: Progress = lambda done, total: None,
    stopped: threading.Event | None = None,
) -> ExportResult:
    """Write all that a library's file holds to a ZIP file, or to a new folder.

    What is damaged there is left out and told. StoppedError when `stopped` is set: then nothing
    is left behind.
    """
    writing = zip_at(target, deflated=True) if target.suffix.lower() == ZIP else folder_at(target)
    with snapshot(library) as source, writing as writer:
        export = _Export(source, writer, progress, stopped or threading.Event())
        export.run()
        return export.result


class _Export:
    def __init__(
        self, source: Snapshot, writer: PartWriter, progress: Progress, stopped: threading.Event
    ) -> None:
        self._source, self._writer = source, writer
        self._progress, self._stopped = progress, stopped
        self._hashes: dict[str, str] = {}
        self._issues: list[dict[str, object]] = []
        self._names: set[str] = set()
        self._finals: set[str] = set()
        self._done = self._total = 0
        self.result = ExportResult()

    def run(self) -> None:
        ids, digests = self._source.issue_ids(), self._source.pictures()
        self._total = len(ids) + len(digests)
        for issue_id in ids:
            self._step()
            self._attempt(f"编号 {issue_id} 的一期", lambda i=issue_id: self._add_issue(i))
        for digest in digests:
            self._step()
            self._add_picture(digest)
        for path in templates.own_templates():
            self._add(f"{form.TEMPLATES}{path.name}", [path.read_bytes()])
        self._add(form.POOL, self._pool())
        self._add(form.IMPORTS, (to_line(import_to_json(row)) for row in self._source.imports()))
        # All lines first: their pictures are parts, and a ZIP file takes one part at a time.
        self._add(form.QUEUE, list(self._queue()))
        self._add(form.DESK, [to_bytes(desk_to_json(self._source))])
        self._writer.add(form.INDEX, [to_bytes(self._index())])
        self._progress(self._total, self._total)

    def _index(self) -> dict[str, object]:
        return {
            "format": form.FORMAT,
            "version": VERSION,
            "program": __version__,
            "issues": self._issues,
            "parts": dict(sorted(self._hashes.items())),
        }

    def _step(self) -> None:
        if self._stopped.is_set():
            raise StoppedError("已取消，没有导出。")
        self._progress(self._done, self._total)
        self._done += 1

    def _attempt(self, what: str, work: Callable[[], None]) -> None:
        try:
            work()
        except StoppedError:
            raise
        except DeskError as error:
            self.result.remarks.append(f"{what}没有导出：{error}")

    def _add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a part and remember its hash."""
        found = hashlib.sha256()

        def hashed() -> Iterator[bytes]:
            for chunk in chunks:
                found.update(chunk)
                yield chunk

        self._writer.add(name, hashed())
        self._hashes[name] = found.hexdigest()

    def _add_issue(self, issue_id: int) -> None:
        kept = self._source.issue(issue_id)
        kept = self._with_files(kept)
        name = self._name(kept)
        self._add(f"{name}.json", [to_bytes(form.issue_to_json(kept))])
        self._issues.append({"id": issue_id, "file": f"{name}.json"})
        if self._source.versions(issue_id):
            self._add(f"{name}{form.VERSIONS}", self._versions(issue_id))
        self.result.issues += 1

    def _name(self, kept: KeptIssue) -> str:
        """Return the path of an issue without ending, one that no other issue has anywhere."""
        name = f"{form.ISSUES}{archive_path('{刊名}/{年}/{期号}', kept.bulletin)}"
        if name.casefold() in self._names or kept.bulletin.masthead.number is None:
            name = f"{name}-{kept.id}"
        self._names.add(name.casefold())
        return name

    def _with_files(self, kept: KeptIssue) -> KeptIssue:
        """Write what was published; return the issue without the 定稿 whose files are damaged."""
        sound: list[KeptFinal] = []
        for final in kept.finals:
            self._attempt(
                f"编号 {kept.id} 的第 {final.revision} 次定稿",
                lambda f=final: self._add_final(kept.id, f, sound),
            )
        return replace(kept, finals=tuple(sound))

    def _add_final(self, issue_id: int, final: KeptFinal, sound: list[KeptFinal]) -> None:
        pdf = self._source.final_file(issue_id, "pdf", final.revision)
        docx = self._source.final_file(issue_id, "docx", final.revision)
        for digest, ending, data in ((final.pdf, "pdf", pdf), (final.docx, "docx", docx)):
            name = f"{form.FINALS}{digest}.{ending}"
            if name not in self._finals:
                self._finals.add(name)
                self._writer.add(name, [data])
        sound.append(final)

    def _versions(self, issue_id: int) -> Iterator[bytes]:
        for record in self._source.versions(issue_id):
            try:
                kept = self._source.version(record)
            except DeskError as error:
                self.result.remarks.append(
                    f"编号 {issue_id} 的一期，历史版本“{record.label}”没有导出：{error}"
                )
            else:
                yield to_line(form.version_to_json(kept))

    def _add_picture(self, digest: str) -> None:
        data = self._source.picture(digest)
        if hashlib.sha256(data).hexdigest() != digest:
            self.result.remarks.append("有一张图片与保存时不一致，没有导出。请从备份恢复。")
            return
        self._writer.add(f"{form.PICTURES}{digest}.{pictures.ending_of(data)}", [data])
        self.result.pictures += 1

    def _pool(self) -> Iterator[bytes]:
        for article, place in self._source.pool():
            self.result.articles += 1
            yield to_line(form.pooled_to_json(article, place))

    def _queue(self) -> Iterator[bytes]:
        """Write the pictures of the files that wait, and yield a line for each file."""
        for queued in self._source.queued():
            names: list[str] = []
            for data in self._source.queued_pictures(queued.id):
                digest = hashlib.sha256(data).hexdigest()
                name = f"{form.QUEUED}{digest}.{pictures.ending_of(data)}"
                if name not in self._finals:
                    self._finals.add(name)
                    self._writer.add(name, [data])
                names.append(name)
            yield to_line(queued_to_json(queued, names))
