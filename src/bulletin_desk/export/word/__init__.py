"""Writes DOCX from flows; Word lays the text out itself, with named styles, grid and fields."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from bulletin_desk.export.files import ExportError, replace_file
from bulletin_desk.export.word.body import BodyWriter
from bulletin_desk.export.word.marks import Marks
from bulletin_desk.export.word.media import DOCUMENT, Media
from bulletin_desk.export.word.package import Package
from bulletin_desk.export.word.parts import add_properties, add_settings
from bulletin_desk.export.word.record import add_record, issue_xml
from bulletin_desk.export.word.section import Sections
from bulletin_desk.export.word.styles import StyleSheet
from bulletin_desk.export.word.xml import R, W
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.flow import Flow, TextStyle

__all__ = ["write_docx"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NONE: Mapping[str, str] = {}


def write_docx(
    flows: Sequence[Flow],
    pictures: Callable[[str], bytes],
    target: Path | BinaryIO,
    pages: Mapping[str, str] = _NONE,
    bulletins: Sequence[Bulletin] = (),
    titles: Mapping[str, str] = _NONE,
) -> None:
    """Write one or more issues into a DOCX, each a section with page numbers of its own.

    `pictures` gives a picture's bytes by digest, `pages` the page label that our own layout gave
    to an anchor. With `bulletins`, one per flow, the file also holds what is not printed (units,
    template, hidden parts), so that reading it back gives the same bulletins. `titles` holds, by
    article, titles with a newline at each end of a line: Word would break them inside words.
    """
    if not flows:
        raise ExportError("没有可以导出的简报，请先选择一期。")
    package = _package(flows, pictures, pages, bulletins, titles)
    if isinstance(target, Path):
        replace_file(target, package.write)
    else:
        package.write(target)


def _package(
    flows: Sequence[Flow],
    pictures: Callable[[str], bytes],
    pages: Mapping[str, str],
    bulletins: Sequence[Bulletin],
    titles: Mapping[str, str],
) -> Package:
    package = Package()
    package.relate("", f"{R}/officeDocument", DOCUMENT)
    package.add(DOCUMENT, f"{_WORD}.document.main+xml", b"")  # filled below, but first in the ZIP
    first, marks = flows[0], Marks()
    styles = StyleSheet(first.styles.get("body") or TextStyle("body"), first.page)
    sections = Sections(package, DOCUMENT, styles)
    body = BodyWriter(styles, Media(package, pictures), marks, pages, titles)
    records: list[str] = []
    for index, flow in enumerate(flows):
        last = flow is flows[-1] and index == len(flows) - 1
        section = sections.xml(flow)
        body.write(flow, "" if last else section)
        if last:
            body.xml.append(section)
        if index < len(bulletins):
            records.append(issue_xml(bulletins[index], flow, marks, titles))
    content = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(body.xml)}</w:body>'
    package.add(DOCUMENT, f"{_WORD}.document.main+xml", content + "</w:document>")
    package.add("word/styles.xml", f"{_WORD}.styles+xml", styles.xml(first.styles))
    package.relate(DOCUMENT, f"{R}/styles", "word/styles.xml")
    add_settings(package, DOCUMENT)
    template = [("BulletinDeskTemplate", bulletins[0].template)] if bulletins else []
    add_properties(package, first, template)
    if records:
        add_record(package, DOCUMENT, records)
    return package
