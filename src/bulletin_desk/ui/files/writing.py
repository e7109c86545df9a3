"""Writing an issue as PDF or Word: run in a process of its own, so nothing of Qt is in here."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.compose import compose
from bulletin_desk.model.richtext import Picture
from bulletin_desk.model.template import Template


def write_issue(
    suffix: str,
    bulletin: Bulletin,
    template: Template,
    pictures: Mapping[str, bytes],
    target: Path | BinaryIO,
) -> None:
    """Typeset an issue and write it as "pdf" or "docx"; the pages are those of the preview."""
    from bulletin_desk.typeset.fonts import Fonts
    from bulletin_desk.typeset.typesetter import Typesetter

    flow = compose(bulletin, template)
    document = Typesetter(Fonts()).typeset(flow)

    def picture(digest: str) -> bytes:
        if digest not in pictures:
            raise DeskError("稿库里没有这张图片。请重新插入图片，或从备份恢复。")
        return pictures[digest]

    if suffix == "pdf":
        from bulletin_desk.export.pdf import write_pdf

        write_pdf(document, picture, target)
    else:
        from bulletin_desk.export.word import write_docx
        from bulletin_desk.typeset.pages import printed_titles

        labels = {name: document.pages[page].label for name, page in document.anchors.items()}
        write_docx([flow], picture, target, labels, [bulletin], printed_titles(document))


def pictures_of(bulletin: Bulletin, library: Library) -> dict[str, bytes]:
    """Return the files of an issue's pictures by digest; those that the library lacks are left."""
    found: dict[str, bytes] = {}
    for article in bulletin.articles():
        for block in article.body:
            if isinstance(block, Picture) and block.digest not in found:
                try:
                    found[block.digest] = library.picture(block.digest)
                except DeskError:
                    continue  # writing says which way out there is
    return found
