"""The sample library of the first start: put in once, marked as such, removed without a trace."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from json import dumps
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter

from bulletin_desk.library.library import Library
from bulletin_desk.library.records import IssueStatus
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.jsonform import article_to_json, bulletin_to_json
from bulletin_desk.model.richtext import Block, ParagraphKind, Picture, Run, Table, plain
from bulletin_desk.paths import RESOURCES

# The library remembers what was put in: of each issue and article of the pool, what it was.
_KEY = "sample"
_FOLDER = RESOURCES / "sample" / "library"
_PICTURE, _TABLE = "[图] ", "[表] "
_KINDS = {
    "按语：": ParagraphKind.NOTE,
    **dict.fromkeys(("一、", "二、", "三、"), ParagraphKind.HEADING1),
}


def add(library: Library) -> None:
    """Put the sample issues and articles into a library."""
    known = tomllib.loads((_FOLDER / "library.toml").read_text(encoding="utf-8"))
    issues: dict[str, str] = {}
    for form in known["issue"]:
        bulletin = _bulletin(known, form, library)
        issue_id = library.add_issue(bulletin, final=form.get("final", False))
        issues[str(issue_id)] = _print_of(bulletin)
    pool = [_article(form, library) for form in known["pool"]]
    library.add_to_pool(pool)
    kept = {article.id: _print_of(article) for article in pool}
    library.set_preference(_KEY, {"issues": issues, "pool": kept})


def issues_of(library: Library) -> set[int]:
    """Return the ids of the sample issues that are still there."""
    there = {record.id for record in library.issues()}
    return {int(name) for name in _kept(library, "issues")} & there


def is_in(library: Library) -> bool:
    """Return whether any of the sample is still there."""
    return bool(issues_of(library) or _pool_of(library))


def is_changed(library: Library) -> bool:
    """Return whether the clerk has worked in the sample."""
    issues, pool = _kept(library, "issues"), _kept(library, "pool")
    return any(
        _print_of(library.load_issue(issue_id)) != issues[str(issue_id)]
        for issue_id in issues_of(library)
    ) or any(_print_of(article) != pool[article.id] for article in _pool_of(library))


def remove(library: Library) -> None:
    """Delete what is left of the sample, and nothing else.

    Articles that the clerk has put into an issue of their own stay there.
    """
    final = {record.id for record in library.issues() if record.status is IssueStatus.FINAL}
    for issue_id in issues_of(library):
        if issue_id in final:
            library.set_final(issue_id, False)
        library.delete_issue(issue_id)
    # Those that had gone into a sample issue have come back to the pool with its deletion.
    for article in _pool_of(library):
        library.remove_from_pool(article.id)
    library.set_preference(_KEY, None)


def _kept(library: Library, part: str) -> Mapping[str, str]:
    kept = library.preference(_KEY)
    return kept.get(part, {}) if isinstance(kept, dict) else {}


def _pool_of(library: Library) -> list[Article]:
    known = _kept(library, "pool")
    return [article for article in library.pool() if article.id in known]


def _print_of(value: Bulletin | Article) -> str:
    form = bulletin_to_json(value) if isinstance(value, Bulletin) else article_to_json(value)
    return sha256(dumps(form, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _bulletin(known: Mapping[str, Any], form: Mapping[str, Any], library: Library) -> Bulletin:
    masthead = Masthead(
        known["name"], form["number"], form["serial"], issuer=known["issuer"], date=form["date"]
    )
    sections = tuple(
        Section(
            name=section["name"],
            articles=tuple(
                replace(_article(article, library), run_in=section["name"] == "文明时讯")
                for article in section["article"]
            ),
        )
        for section in form["section"]
    )
    lists = Distribution(known["report_to"], known["send_to"], known["issue_to"], known["copies"])
    return Bulletin(known["template"], masthead, True, sections, lists)


def _article(form: Mapping[str, Any], library: Library) -> Article:
    return Article(
        title=form["title"],
        units=tuple(form["units"]),
        date=form.get("date"),
        body=tuple(_block(text, library) for text in form["body"]),
    )


def _block(text: str, library: Library) -> Block:
    if text.startswith(_PICTURE):
        name, caption, width = text.removeprefix(_PICTURE).split("|")
        return _picture(name, caption, float(width), library)
    if text.startswith(_TABLE):
        rows = text.removeprefix(_TABLE).split("\n")
        return Table(tuple(tuple((Run(cell),) for cell in row.split("|")) for row in rows))
    kind = next((kind for mark, kind in _KINDS.items() if text.startswith(mark)), None)
    return plain(text, kind or ParagraphKind.BODY)


def _picture(name: str, caption: str, width: float, library: Library) -> Picture:
    """Draw one of our own pictures, and keep it as any other."""
    from PySide6.QtSvg import QSvgRenderer

    drawing = QSvgRenderer(str(_FOLDER / name))
    image = QImage(drawing.defaultSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    digest = library.add_picture(bytes(buffer.data().data()))
    runs: Sequence[Run] = (Run(caption),)
    size = image.size()
    return Picture(digest, "image/png", size.width(), size.height(), tuple(runs), width)
