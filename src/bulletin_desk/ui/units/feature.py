"""Joins the contributing units to the window: their book, and credits corrected once for all."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bulletin_desk.errors import DeskError
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from bulletin_desk.library.library import Library
    from bulletin_desk.model.bulletin import Article
    from bulletin_desk.model.credit import Unit
    from bulletin_desk.ui.editor.article_page import ArticlePage
    from bulletin_desk.ui.units.changes import Changes
    from bulletin_desk.ui.workshop import Workshop


class Units(QObject):
    """Lets the clerk edit the book, and remembers what a corrected credit means."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._tasks = Tasks(self)
        workshop.commands["units"].triggered.connect(self.edit)
        workshop.closing.connect(self.close)
        self.follow(workshop.desk.article)

    def follow(self, page: "ArticlePage") -> None:
        """Remember the credits that are corrected on an article's page."""
        page.units.left.connect(lambda before: self._on_left(page.article, before))

    def edit(self) -> None:
        """Let the clerk edit the book of units."""
        library = self._workshop.library
        if self._workshop.flush():
            # Counting the articles of ten years takes a moment.
            self._tasks.run(
                lambda: (library.units(), dict(library.facets().units)),
                lambda found: self._show(*found),
                lambda error: Message.tell(self._workshop.window, "打不开单位名录", str(error)),
            )

    def _show(self, units: "list[Unit]", counts: dict[str, int]) -> None:
        from bulletin_desk.ui.units.dialog import UnitsDialog

        changed = UnitsDialog.ask(self._workshop.window, units, counts)
        if changed is not None and (changed.units != tuple(units) or changed.rewritten):
            self._tasks.run(lambda: self._keep(changed), self._on_kept, self._on_failed)

    def close(self) -> None:
        """Let what is being kept come to its end: the window closes."""
        self._tasks.finish()

    def _keep(self, changed: "Changes") -> int:
        library = self._workshop.library
        count = sum(library.rewrite_units(old, new) for old, new in changed.rewritten)
        library.save_units(changed.units)
        return count

    def _on_kept(self, count: int) -> None:
        more = f"改正了 {count} 篇稿件的供稿单位。" if count else ""
        self._workshop.tell(f"已保存供稿单位名录。{more}")

    def _on_failed(self, error: DeskError) -> None:
        Message.tell(self._workshop.window, "没有保存", str(error))

    def _on_left(self, article: "Article | None", before: tuple[str, ...]) -> None:
        """After the clerk set other units, remember what the printed credit means."""
        from bulletin_desk.model.credit import written_credits

        if article is None or not article.units or article.units == before:
            return
        written = written_credits(article)
        if len(written) != 1:
            return
        units = article.units
        self._tasks.run(
            lambda: self._remember(written[0], units),
            self._tell_remembered,
            lambda error: self._workshop.tell(str(error)),
        )

    def _tell_remembered(self, kept: tuple[str, str] | None) -> None:
        if kept is not None:
            name, unit = kept
            self._workshop.tell(f"已记住：“{name}”记到“{unit}”名下（工具 › 供稿单位名录）。")

    def _remember(self, written: str, units: tuple[str, ...]) -> tuple[str, str] | None:
        """Keep a printed name as an alias of the unit it means, and return both.

        Not where the name is a unit of the book, or others are credited by it: then this article
        is the exception.
        """
        from bulletin_desk.model.credit import strip_credit

        library = self._workshop.library
        book = library.unit_book()
        meant = book.resolve(written)
        if len(meant) > 1 or len(units) != 1 or meant == units:
            return None
        name, unit = meant[0] if meant else strip_credit(written), units[0]
        taken = {u.name for u in book.units} | {a for u in book.units for a in u.aliases}
        if name in taken or len(library.search("", unit=name, limit=2)) > 1:
            return None
        add_alias(library, name, unit)
        return name, unit


def add_alias(library: "Library", name: str, unit: str) -> None:
    """Keep in the book of units that a name stands for a unit."""
    from dataclasses import replace

    from bulletin_desk.model.credit import Unit

    book = [u for u in library.units() if u.name != name]
    known = next((u for u in book if u.name == unit), None) or Unit(unit)
    aliases = tuple(dict.fromkeys((*known.aliases, name)))
    rest = [u for u in book if u.name != unit]
    library.save_units([*rest, replace(known, aliases=aliases)])
