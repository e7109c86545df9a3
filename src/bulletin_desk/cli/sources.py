"""What ISSUE means on the command line: an issue of the library by its number, or a file."""

import datetime
import os
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin, Section
from bulletin_desk.model.edits import with_template
from bulletin_desk.model.template import Template
from bulletin_desk.model.template_file import parse_template
from bulletin_desk.model.templates import find_template, load_template

if TYPE_CHECKING:
    from bulletin_desk.intake.result import Intake
    from bulletin_desk.library.library import Library

Pictures = Callable[[str], bytes]
Kind = Literal["pdf", "docx"]

# As many digits as the library can count.
_ISSUE_ID = re.compile("[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue to work on: its id when it is in the library, its template, its pictures."""

    id: int | None
    bulletin: Bulletin
    template: Template
    pictures: Pictures
    warnings: tuple[str, ...] = ()
    # A final issue's file by its kind, as it was published; None where there is none to keep to.
    frozen: Callable[[Kind], bytes] | None = None


class Sources(ExitStack):
    """Finds issues by what the command line names; opens the library only when one is asked."""

    def __init__(self, library: Path, template: str | None = None) -> None:
        super().__init__()
        self._path = library
        self._template = find_template(template) if template else None
        self._library: Library | None = None

    def find(self, name: str) -> Issue:
        """Return the issue of this id or file; DeskError says what is wrong with the name."""
        if self.in_library(name):
            library = self.library()
            bulletin = library.load_issue(int(name))
            warnings = tuple(library.warnings(int(name)))
            if self.is_frozen(name):
                return self._frozen_issue(int(name), bulletin, warnings)
            return self._issue(int(name), bulletin, library.picture, warnings)
        return self.issue_of(read(Path(name)))

    def is_frozen(self, name: str) -> bool:
        """Whether a name is that of a final issue, to be given out as it was published."""
        if self._template or not self.in_library(name):
            return False
        from bulletin_desk.library.records import IssueStatus

        library = self.library()
        final = library.record(int(name)).status is IssueStatus.FINAL
        return final and library.final_record(int(name)) is not None

    @staticmethod
    def in_library(name: str) -> bool:
        """Whether a name is the id of an issue and not a file."""
        # os.path's answers for any name, also one too long for a file.
        return _ISSUE_ID.fullmatch(name) is not None and not os.path.lexists(name)

    def library(self) -> "Library":
        """Return the library, opened at the first call and closed at the end of the block."""
        if self._library is None:
            self._library = self.enter_context(open_library(self._path))
        return self._library

    def issue_of(self, intake: "Intake") -> Issue:
        """Return what was read of a file as an issue to work on."""
        bulletin = intake.bulletin
        if bulletin is None:
            # A text that is no bulletin is laid out all the same: articles without masthead.
            section = Section(articles=intake.articles)
            bulletin = Bulletin(template="gongzuo", contents=False, sections=(section,))
        return self._issue(None, bulletin, intake.picture, intake.warnings)

    def _frozen_issue(self, issue_id: int, bulletin: Bulletin, warnings: tuple[str, ...]) -> Issue:
        library = self.library()
        record = library.final_record(issue_id)
        assert record is not None
        template = parse_template(record.template, "定稿时的模板")
        frozen = partial(library.final_file, issue_id)
        return Issue(issue_id, bulletin, template, library.picture, warnings, frozen)

    def _issue(
        self,
        issue_id: int | None,
        bulletin: Bulletin,
        pictures: Pictures,
        warnings: tuple[str, ...] = (),
    ) -> Issue:
        template = load_template(bulletin.template)
        if self._template:
            bulletin = with_template(bulletin, template, self._template)
            template = self._template
        return Issue(issue_id, bulletin, template, pictures, warnings)


def read(path: Path) -> "Intake":
    """Return what a file holds; DeskError when it cannot be read."""
    from bulletin_desk.intake import files

    return files.read(path)


def open_library(path: Path) -> "Library":
    """Return the library at a path, made when absent."""
    from bulletin_desk.library.library import Library

    return Library.open(path)


def parse_date(text: str | None) -> datetime.date:
    """Return the date of YYYY-MM-DD, today when none is given."""
    if text is None:
        return datetime.date.today()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise DeskError(f"“{text}”不是日期，请写成 2026-03-18 这样。") from error
