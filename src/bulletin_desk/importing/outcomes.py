"""What became of each file of an import, and how that is told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from bulletin_desk.intake.shown import shown_name
from bulletin_desk.library.records import ImportKind


@dataclass(frozen=True, slots=True)
class File:
    """A file to import, read at `path`. `root` is what the clerk chose: it, its folder or archive.

    `origin` is where the clerk knows it to be: a file of an archive lies below that. `folder` is
    its folder or archive below what was chosen. `problem` says why it is not read at all.
    """

    path: Path
    root: Path
    origin: PurePath
    folder: str = ""
    problem: str = ""

    @property
    def name(self) -> str:
        """The file's name."""
        return shown_name(self.origin)

    @property
    def shown(self) -> str:
        """The name with the folders that tell files of one name apart."""
        return f"{self.folder}/{self.name}" if self.folder else self.name

    @property
    def again(self) -> Path:
        """What to import to read this file again."""
        return self.path if self.origin == self.path else self.root


@dataclass(frozen=True, slots=True)
class Part:
    """What became of one issue, or of the articles, of a file.

    `title` names what was kept, `reason` says why something else became of it, `near` what in
    the library resembles it.
    """

    kind: ImportKind
    issue_id: int | None = None
    articles: int = 0
    title: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is told of it beside the file's name."""
        match self.kind:
            case ImportKind.ISSUE:
                return f"导入{self.title or '一期简报'}"
            case ImportKind.POOL:
                return f"{self.articles} 篇稿件放进待用稿"
            case ImportKind.QUEUED:
                return f"等待核对：{self.reason}" if self.reason else "等待核对"
            case ImportKind.DUPLICATE | ImportKind.FAILED:
                return self.reason


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of all that a file holds."""

    file: File
    parts: tuple[Part, ...]

    @property
    def kind(self) -> ImportKind:
        """What the file is listed under: what asks for the clerk's attention most."""
        kinds = {part.kind for part in self.parts}
        order = (
            ImportKind.FAILED,
            ImportKind.QUEUED,
            ImportKind.ISSUE,
            ImportKind.POOL,
            ImportKind.DUPLICATE,
        )
        return next((kind for kind in order if kind in kinds), ImportKind.FAILED)

    @property
    def issue_id(self) -> int | None:
        """The issue that the file became, or that it repeats."""
        return next((p.issue_id for p in self.parts if p.issue_id is not None), None)

    @property
    def sentence(self) -> str:
        """What is told of the file."""
        found = [part.sentence for part in self.parts]
        found += [near for part in self.parts for near in part.near]
        return "；".join(dict.fromkeys(text.rstrip("。") for text in found if text))


@dataclass
class Tally:
    """Counts what became of many files."""

    issues: list[int] = field(default_factory=list[int])
    articles: int = 0
    queued: int = 0
    duplicates: int = 0
    failed: int = 0
    cancelled: int = 0
    pictures: int = 0

    def count(self, parts: Iterable[Part]) -> None:
        """Count what a file held."""
        for part in parts:
            match part.kind:
                case ImportKind.ISSUE:
                    self.issues += [part.issue_id] if part.issue_id is not None else []
                case ImportKind.POOL:
                    self.articles += part.articles
                case ImportKind.QUEUED:
                    self.queued += 1
                case ImportKind.DUPLICATE:
                    self.duplicates += 1
                case ImportKind.FAILED:
                    self.failed += 1

    @property
    def summary(self) -> str:
        """A sentence that says what arrived where."""
        parts = [f"导入 {len(self.issues)} 期简报"] if self.issues else []
        parts += [f"{self.articles} 篇稿件放进待用稿"] if self.articles else []
        parts += [f"{self.queued} 份等待核对"] if self.queued else []
        parts += [f"{self.duplicates} 份稿库里已经有了"] if self.duplicates else []
        parts += [f"{self.failed} 个文件没有导入"] if self.failed else []
        parts += [f"取消了 {self.cancelled} 个文件"] if self.cancelled else []
        parts += [f"旁边的 {self.pictures} 张图片没有导入"] if self.pictures else []
        return "，".join(parts) + "。" if parts else "没有导入任何内容。"
