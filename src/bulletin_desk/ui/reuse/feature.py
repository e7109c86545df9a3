"""Joins what is known of articles to the window: marks in the lists, a line over the article."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bulletin_desk.ui.reuse.kinship import Kin, Kinship, look_up, other_article
from bulletin_desk.ui.reuse.line import UsesLine

if TYPE_CHECKING:
    from bulletin_desk.model.bulletin import Article, Bulletin
    from bulletin_desk.ui.workshop import Workshop

# After this rest in ms what was typed is looked up again.
_PAUSE = 900
_GONE = "那篇稿件已经不在稿库里，无法对照。"


class Reuse(QObject):
    """Tells of every article of the issue and of the pool where it stood, and what is like it."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self.kinship = Kinship(workshop.library, self)
        self.pool_kinship = Kinship(workshop.library, self)
        self.line = UsesLine()
        self._told: set[str] = set()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._ask)
        workshop.desk.article.put_above_title(self.line)
        self.line.compare_wanted.connect(self.compare)
        self.line.open_wanted.connect(self.open_other)
        workshop.session.opened.connect(self._on_opened)
        workshop.closing.connect(self.stop)
        workshop.session.changed.connect(self._on_changed)
        workshop.desk.chosen.connect(lambda _: self._show_line())
        workshop.desk.pool.articles_shown.connect(self._ask_of_pool)
        workshop.files.importer.finished.connect(lambda _: self._on_library_changed())
        workshop.files.deletion.deleted.connect(self._on_library_changed)
        self.kinship.found.connect(self._show)
        self.pool_kinship.found.connect(self._show_pool)

    def compare(self) -> None:
        """Show the article on show beside the one that is like it."""
        from bulletin_desk.ui.reuse.compare import CompareDialog

        article, kin = self._current()
        if article is None or kin is None:
            return
        other = other_article(self._workshop.library, kin, article)
        if other is None:
            self._workshop.tell(_GONE)
            return
        CompareDialog(self._workshop.window, article, *other).accepted_by_clerk()

    def open_other(self) -> None:
        """Open the issue in which the article stood."""
        _, kin = self._current()
        issue_id = _issue_of(kin) if kin is not None else None
        if issue_id is not None:
            self._workshop.open_issue(issue_id)

    def stop(self) -> None:
        """Ask no more: the window closes."""
        self._timer.stop()
        self.kinship.stop()
        self.pool_kinship.stop()

    def _articles(self) -> "list[Article]":
        bulletin = self._workshop.session.bulletin
        return list(bulletin.articles()) if bulletin is not None else []

    def _on_opened(self) -> None:
        self.kinship.forget()
        # What stood in the issue already is not news.
        self._told = {article.id for article in self._articles()}
        self._workshop.desk.outline_model.show_uses({})
        self._show_line()
        self._timer.start(0)

    def _on_changed(self, before: "Bulletin", after: "Bulletin") -> None:
        self._show_line()
        self._timer.start(_PAUSE)

    def _on_library_changed(self) -> None:
        self.kinship.forget()
        self.pool_kinship.forget()
        self._timer.start(0)
        self._ask_of_pool()

    def _ask(self) -> None:
        self.kinship.ask(self._articles(), self._workshop.session.issue_id)

    def _ask_of_pool(self) -> None:
        self.pool_kinship.ask(self._workshop.desk.pool.articles(), None)

    def _show(self) -> None:
        articles, series = self._articles(), self._series()
        found = look_up(self.kinship, articles)
        rows = {key: (kin.mark, kin.sentence(series)) for key, kin in found.items() if kin.mark}
        self._workshop.desk.outline_model.show_uses(rows)
        self._show_line()
        self._tell_of_new(found, articles)

    def _tell_of_new(self, found: dict[str, Kin], articles: "list[Article]") -> None:
        """Say it once of an article that was placed just now."""
        known = [article for article in articles if self.kinship.of(article) is not None]
        for article in known:
            kin = found.get(article.id)
            # A copy from a past issue says where it comes from: its origin is no surprise.
            if kin is not None and article.id not in self._told and not article.origin:
                title = article.title.replace("\n", "")
                self._workshop.tell(f"“{title}”{kin.sentence(self._series())}")
        self._told |= {article.id for article in known}

    def _show_pool(self) -> None:
        pool = self._workshop.desk.pool
        found = look_up(self.pool_kinship, pool.articles())
        series = self._series()
        pool.show_uses({key: (kin.mark, kin.sentence(series)) for key, kin in found.items()})

    def _show_line(self) -> None:
        article, kin = self._current()
        origin = f"选自{article.origin}" if article is not None and article.origin else ""
        told = kin.sentence(self._series()) if kin is not None else ""
        self.line.show_sentence(
            "；".join(part for part in (origin, told) if part),
            can_compare=kin is not None,
            can_open=kin is not None and _issue_of(kin) is not None,
        )

    def _current(self) -> "tuple[Article | None, Kin | None]":
        node, bulletin = self._workshop.desk.node, self._workshop.session.bulletin
        if bulletin is None or node is None or node.kind != "article":
            return None, None
        article = bulletin.find_article(node.id)
        # What was known holds until it is looked up again: the text below must not jump.
        kin = self.kinship.last(article.id) if article is not None else None
        return article, kin if kin is not None and (kin.used or kin.near) else None

    def _series(self) -> str:
        bulletin = self._workshop.session.bulletin
        return bulletin.series if bulletin is not None else ""


def _issue_of(kin: Kin) -> int | None:
    if kin.used:
        return kin.used[0].id
    return kin.near[0].issue_id if kin.near else None
