"""Reads a marked-up file and sets its changes apart, away from the window."""

from collections.abc import Callable, Mapping
from pathlib import Path

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.child import FileReader
from bulletin_desk.intake.result import Intake
from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.numbering import number_text
from bulletin_desk.model.readback import returned_onto, with_known_ids
from bulletin_desk.model.states import state_of
from bulletin_desk.ui.readback.dialog import Markup

Pictures = Mapping[str, bytes]


def read_markup(
    reader: FileReader, path: Path, library: Library, issue_id: int, current: Bulletin
) -> tuple[Markup, Pictures]:
    """Return what a file makes of the open issue, and its pictures.

    DeskError where it cannot be read, or is of another issue.
    """
    found = [(i, s.warnings) for s, made in reader.take_in(path) for i in [*s.exact, made.intake]]
    ids = {article.id for article in current.articles()}
    intake, warnings = max(found, key=lambda pair: _shared(pair[0], ids))
    copy = intake.bulletin
    if copy is None:
        raise DeskError(
            f"“{path.name}”不是简报的送审稿，没有读回。新来的稿件请用“导入文件”放进待用稿。"
        )
    if not _shared(intake, ids):
        # Saved by a program that dropped our record: articles are known by what they say.
        copy = with_known_ids(current, copy)
        if not ids.intersection(article.id for article in copy.articles()):
            raise DeskError(_other_issue(path, copy))
    base = _base_in(library, issue_id)
    returned = returned_onto(current, copy, intake.states, base)
    notes = tuple(dict.fromkeys((*warnings, *intake.warnings)))
    return Markup(path.name, current, returned, notes), intake.pictures


def _shared(intake: Intake, ids: set[str]) -> int:
    bulletin = intake.bulletin
    return len(ids.intersection(a.id for a in bulletin.articles())) if bulletin else -1


def _other_issue(path: Path, copy: Bulletin) -> str:
    name = " ".join(part for part in (copy.series, number_text(copy.masthead)) if part)
    whose = f"（是“{name}”）" if name else ""
    return f"“{path.name}”里没有本期的稿件{whose}，没有读回。请先打开它所属的那一期。"


def _base_in(library: Library, issue_id: int) -> Callable[[str, str], Article | None]:
    """Return what finds an article as it was exported among the kept versions."""
    loaded: list[Bulletin] = []
    rest = iter(library.versions(issue_id))

    def find(key: str, state: str) -> Article | None:
        for issue in _growing(loaded, lambda: library.load_version(next(rest).id)):
            article = issue.find_article(key)
            if article is not None and state_of(article) == state:
                return article
        return None

    return find


def _growing(loaded: list[Bulletin], more: Callable[[], Bulletin]):
    """Yield what is loaded, then what is still to be loaded."""
    at = 0
    while True:
        if at == len(loaded):
            try:
                loaded.append(more())
            except StopIteration:
                return
        yield loaded[at]
        at += 1
