"""What reading gives: a bulletin, or articles for the pool, and what the clerk should know."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Article, Bulletin


class IntakeError(DeskError):
    """A file that cannot be read as text: missing, empty, not text, or in no known encoding."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What was recognised in one text.

    `bulletin` is None when the text is no bulletin; its articles are then meant for the pool.
    `warnings` quote whole whatever was left out or not recognised. `pictures` are the files of
    the pictures that the articles show, by the SHA-256 that names them. `states` are the digests
    of the parts of an issue of ours as they were exported (model.readback).
    """

    bulletin: Bulletin | None
    articles: tuple[Article, ...]
    warnings: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    states: Mapping[str, str] = field(default_factory=dict[str, str])

    def picture(self, digest: str) -> bytes:
        """Return a picture's file; IntakeError when the source did not hold it."""
        try:
            return self.pictures[digest]
        except KeyError as error:
            raise IntakeError("来稿里缺少一张图片的文件，请重新插入这张图片。") from error
