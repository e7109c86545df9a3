"""A .jianbao from anybody: read in a process of its own, looked at, and kept as an issue."""

import datetime
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bulletin_desk.exchange import templates
from bulletin_desk.exchange.errors import ExchangeError
from bulletin_desk.exchange.package import Package, read_jianbao
from bulletin_desk.exchange.templates import Settled
from bulletin_desk.library.errors import told
from bulletin_desk.model.bulletin import Bulletin, new_id, one_line
from bulletin_desk.model.compose.masthead import date_text
from bulletin_desk.model.numbering import number_text
from bulletin_desk.process import Worker

if TYPE_CHECKING:
    from bulletin_desk.library.kept import KeptFinal
    from bulletin_desk.library.library import Library
    from bulletin_desk.library.records import IssueStatus

_MEMORY, _SECONDS = 1024, 10.0


@dataclass(frozen=True, slots=True)
class Contents:
    """What the clerk sees of a package before it is kept.

    `same` is the issue of the library that says the same, `clash` one that has its number and
    says something else.
    """

    bulletin: Bulletin
    template: Settled
    final: bool
    missing: int
    unknown: int
    same: int | None = None
    clash: int | None = None

    @property
    def name(self) -> str:
        """The issue's name: 某某简报 第7期."""
        masthead = self.bulletin.masthead
        return " ".join(p for p in (self.bulletin.series, number_text(masthead)) if p) or "一期简报"

    @property
    def date(self) -> str:
        """The issue's date as an office writes it, empty where it has none."""
        return date_text(self.bulletin.masthead.date) if self.bulletin.masthead.date else ""

    @property
    def titles(self) -> list[str]:
        """The titles of the articles, in order."""
        return [one_line(article.title) or "（无标题）" for article in self.bulletin.articles()]

    @property
    def template_note(self) -> str:
        """Whether the template is new here."""
        return f"{self.template.name}（{'新模板' if self.template.text else '本机已有'}）"

    @property
    def remarks(self) -> list[str]:
        """What did not come with the issue, in sentences."""
        found: list[str] = []
        if self.missing:
            found.append(f"有 {self.missing} 张图片不在文件里，需要另外插入。")
        if self.unknown:
            found.append("文件由更新版本的简报台导出，有本版本不认识的内容，没有读入。")
        return found


class Opened:
    """A package that was read; its pictures lie in a folder of its own until it is closed."""

    def __init__(self, package: Package, folder: "tempfile.TemporaryDirectory[str]") -> None:
        self._package, self._folder = package, folder

    def close(self) -> None:
        """Delete what was unpacked."""
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def contents(self, library: "Library") -> Contents:
        """Return what is in it, and how that stands to what the library has."""
        package = self._package
        settled = templates.settle(package.template, built_in=package.built_in)
        with library.receiving(library.shift()) as receiver:
            holder = receiver.holder(package.bulletin)
        return Contents(
            package.bulletin,
            settled,
            package.final is not None,
            package.missing,
            package.unknown,
            same=holder[0] if holder and holder[1] else None,
            clash=holder[0] if holder and not holder[1] else None,
        )

    def keep(self, library: "Library", *, as_copy: bool = False) -> int:
        """Keep it as an issue and return its id; NumberTakenError when its number is used.

        `as_copy` keeps it without number, as a draft. An article that has the id of one in the
        pool is given another: nothing here is overwritten.
        """
        from bulletin_desk.library.kept import KeptIssue, Place, fresh_ids

        package, final = self._package, self._package.final
        settled = templates.settle(package.template, built_in=package.built_in)
        bulletin = replace(package.bulletin, template=settled.id)
        if as_copy:
            bulletin, final = without_number(bulletin), None
        shift = replace(library.shift(), keeps_ids=False)
        # The number is asked for first: a package that is refused leaves no template behind.
        with library.receiving(shift) as receiver:
            taken = [article.id for article in bulletin.articles()]
            bulletin = fresh_ids(bulletin, {old: new_id() for old in receiver.pooled(taken)})
            places = {a.id: Place(n) for n, a in enumerate(bulletin.articles(), 1)}
            now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
            kept = KeptIssue(0, _status(final is not None), now, now, bulletin, places)
            if final is not None:
                kept = replace(kept, finals=(self._kept_final(),))
            issue_id = receiver.add_issue(kept, lambda digest, _: self._file(digest))
            for digest in package.pictures:
                receiver.add_picture(self._file(digest))
            templates.keep(settled)
        return issue_id

    def _kept_final(self) -> "KeptFinal":
        from bulletin_desk.library.kept import KeptFinal

        final = self._package.final
        assert final is not None
        return KeptFinal(1, final.created, "", self._package.template, final.pdf, final.docx)

    def _file(self, digest: str) -> bytes:
        path = Path(self._folder.name) / digest
        with told(path):
            return path.read_bytes()


class PackageReader:
    """Reads .jianbao files one after another; `stop` may be called from another thread."""

    def __init__(self) -> None:
        self._worker = Worker(memory=_MEMORY)

    def read(self, path: Path) -> Opened:
        """Return a package; DeskError says in a sentence why it cannot be read."""
        folder = tempfile.TemporaryDirectory(prefix="jianbao-", ignore_cleanup_errors=True)
        try:
            if not path.exists():
                raise ExchangeError(f"找不到文件“{path}”，请检查文件名。")
            package = self._worker.call(read_jianbao, path, Path(folder.name), seconds=_SECONDS)
        except BaseException:
            folder.cleanup()
            raise
        return Opened(package, folder)

    def stop(self) -> None:
        """Stop what is being read."""
        self._worker.stop()

    def close(self) -> None:
        """End the process."""
        self._worker.close()


def without_number(bulletin: Bulletin) -> Bulletin:
    """Return an issue without its numbers: a copy of one whose number is used."""
    masthead = replace(bulletin.masthead, number=None, serial_number=None)
    return replace(bulletin, masthead=masthead)


def _status(final: bool) -> "IssueStatus":
    from bulletin_desk.library.records import IssueStatus

    return IssueStatus.FINAL if final else IssueStatus.DRAFT
