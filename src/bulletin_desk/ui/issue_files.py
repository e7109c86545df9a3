"""Files in and out: import into the library, export as PDF and Word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.result import Intake
from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.compose import compose
from bulletin_desk.model.naming import file_stem
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.display import Document
from bulletin_desk.ui.tasks import Tasks

OPEN_KINDS = "简报和稿件 (*.docx *.txt *.md);;所有文件 (*)"
KINDS = {"pdf": "PDF 文件 (*.pdf)", "docx": "Word 文档 (*.docx)"}


@dataclass
class ImportResult:
    """What an import brought: new issues, articles for the pool, and what to tell."""

    issues: list[int] = field(default_factory=list)
    articles: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """A sentence that says what arrived where."""
        parts = [f"导入 {len(self.issues)} 期简报"] if self.issues else []
        if self.articles:
            parts.append(f"{self.articles} 篇稿件放进待用稿")
        return "，".join(parts) + "。" if parts else "没有导入任何内容。"


class Importer(QObject):
    """Reads files one after another off the main thread; one bad file never stops the others."""

    progressed = Signal(int, int)
    finished = Signal(object)

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._result = ImportResult()
        self._waiting = self._total = 0

    def start(self, paths: Sequence[Path]) -> None:
        """Import files."""
        if not self._waiting:
            self._result, self._total = ImportResult(), 0
        self._waiting += len(paths)
        self._total += len(paths)
        self.progressed.emit(self._total - self._waiting, self._total)
        for path in paths:
            failed = partial(self._on_failed, path)
            self._tasks.run(partial(_read, path), partial(self._on_read, path), failed)

    def _on_read(self, path: Path, found: list[Intake]) -> None:
        for intake in found:
            try:
                self._keep(path, intake)
            except DeskError as error:
                self._result.remarks.append(f"{path.name}：{error}")
        self._step()

    def _on_failed(self, path: Path, error: DeskError) -> None:
        self._result.remarks.append(f"{path.name}：{error}")
        self._step()

    def _step(self) -> None:
        self._waiting -= 1
        self.progressed.emit(self._total - self._waiting, self._total)
        if not self._waiting:
            self.finished.emit(self._result)

    def _keep(self, path: Path, intake: Intake) -> None:
        for data in intake.pictures.values():
            self._library.add_picture(data)
        if intake.bulletin is not None:
            kept = self._library.add_issue(intake.bulletin, warnings=intake.warnings)
            self._result.issues.append(kept)
        elif intake.articles:
            self._library.add_to_pool(intake.articles, intake.warnings)
            self._result.articles += len(intake.articles)
        self._result.remarks += [f"{path.name}：{warning}" for warning in intake.warnings]


def file_name(bulletin: Bulletin, suffix: str) -> str:
    """Return the name offered for an exported issue: 某某简报 2026年第3期.pdf."""
    return f"{file_stem(bulletin)}.{suffix}"


def writer(
    suffix: str,
    bulletin: Bulletin,
    document: Document,
    pictures: Callable[[str], bytes],
    target: Path,
) -> Callable[[], None]:
    """Return the work that writes an issue as PDF or Word; nothing it uses can change."""
    return partial(
        _write_pdf if suffix == "pdf" else _write_docx, bulletin, document, pictures, target
    )


def _read(path: Path) -> list[Intake]:
    from bulletin_desk.intake.files import read_all

    return read_all(path)


def _write_pdf(
    bulletin: Bulletin, document: Document, pictures: Callable[[str], bytes], target: Path
) -> None:
    from bulletin_desk.export.pdf import write_pdf

    write_pdf(document, pictures, target)


def _write_docx(
    bulletin: Bulletin, document: Document, pictures: Callable[[str], bytes], target: Path
) -> None:
    from bulletin_desk.export.word import write_docx
    from bulletin_desk.typeset.pages import printed_titles

    flow = compose(bulletin, load_template(bulletin.template))
    labels = {anchor: document.pages[index].label for anchor, index in document.anchors.items()}
    write_docx([flow], pictures, target, labels, [bulletin], printed_titles(document))
