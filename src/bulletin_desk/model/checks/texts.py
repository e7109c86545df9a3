"""The texts of an article that rules of wording and marks look through."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.flow import Source
from bulletin_desk.model.richtext import Paragraph, Picture

_SHOWN = 6  # characters shown on either side


class Piece(NamedTuple):
    """One text of an article: `source` says where it stands, `text` is as it is kept."""

    text: str
    source: Source


@lru_cache(maxsize=8)
def pieces(article: Article) -> tuple[Piece, ...]:
    """Return title, subtitle, paragraphs, captions and cells in order, each by itself."""
    return tuple(_pieces(article))


def _pieces(article: Article) -> Iterator[Piece]:
    for part in ("title", "subtitle"):
        text: str = getattr(article, part)
        if text:
            yield Piece(text, Source(part, article.id))
    for index, block in enumerate(article.body):
        if isinstance(block, Paragraph):
            yield Piece(block.text, Source("body", article.id, index))
        elif isinstance(block, Picture):
            if block.text:
                yield Piece(block.text, Source("caption", article.id, index))
        else:
            source = Source("table", article.id, index)
            for row in block.rows:
                for cell in row:
                    yield Piece("".join(run.text for run in cell), source)


def around(text: str, start: int, length: int = 1) -> str:
    """Return a few characters on either side of a place, on one line."""
    first, last = max(0, start - _SHOWN), start + length + _SHOWN
    shown = text[first:last].replace("\n", "").replace("\t", " ").strip()
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"
