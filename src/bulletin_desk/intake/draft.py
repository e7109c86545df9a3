"""An article in the making."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.paragraphs import Block
from bulletin_desk.intake.shapes import is_note
from bulletin_desk.intake.source import Role
from bulletin_desk.model.richtext import Picture, Table


@dataclass(slots=True)
class Draft:
    """An article in the making.

    `subheads` are the places in `body` of unnumbered subheads. `weak` tells that the title may be
    wrong: it shares no word with the text, or was picked out of a cluster of labels. `head` has
    the lines of title, subtitle and byline; `figures` the pictures and tables, each before a place
    in `body`.
    """

    title: str = ""
    run_in: bool = False
    subtitle: str = ""
    bylines: list[str] = field(default_factory=lambda: list[str]())
    body: list[Block] = field(default_factory=lambda: list[Block]())
    subheads: set[int] = field(default_factory=lambda: set[int]())
    signature: list[Block] = field(default_factory=lambda: list[Block]())
    weak: bool = False
    head: list[tuple[Role, Line]] = field(default_factory=lambda: list[tuple[Role, Line]]())
    figures: list[tuple[int, Picture | Table]] = field(
        default_factory=lambda: list[tuple[int, Picture | Table]]()
    )

    def add_title(self, blocks: Sequence[Block]) -> None:
        """Give it these lines as its title, instead of any it had."""
        self.title = "\n".join(block.text for block in blocks)
        self.head = [part for part in self.head if part[0] is not Role.TITLE]
        self._keep(Role.TITLE, blocks)

    def add_subtitle(self, block: Block) -> None:
        """Add a line to its subtitle."""
        self.subtitle = f"{self.subtitle}\n{block.text}" if self.subtitle else block.text
        self._keep(Role.SUBTITLE, [block])

    def add_byline(self, block: Block, *, first: bool = False) -> None:
        """Add a byline after those it has, or before them."""
        self.bylines.insert(0 if first else len(self.bylines), block.text)
        self._keep(Role.BYLINE, [block])

    def _keep(self, role: Role, blocks: Sequence[Block]) -> None:
        self.head += [(role, line) for block in blocks for line in block.lines]

    @property
    def text(self) -> str:
        """The beginning of the body as plain text, enough to compare a title with."""
        return "".join(block.text[:4000] for block in self.body[:12])


def stands_as_note(block: Block) -> bool:
    """Tell whether a paragraph is an editor's note: the clerk says so, or its words do."""
    return block.said is Role.NOTE or (block.said is None and is_note(block.text))
