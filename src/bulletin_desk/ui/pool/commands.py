"""The commands of the pool: add to the issue, change, delete and bring back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Article, one_line
from bulletin_desk.ui.dialogs.base import Message

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop


class PoolCommands(QObject):
    """Does what the clerk asks of the pool."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._deleted: list[Article] = []
        self._panel = panel = workshop.desk.pool
        panel.add_wanted.connect(lambda articles: workshop.issue.add(articles, "加入待用稿"))
        panel.edit_wanted.connect(self.edit)
        panel.delete_wanted.connect(self.delete)
        panel.restore_wanted.connect(self.restore)
        panel.import_wanted.connect(workshop.commands["import"].trigger)
        panel.list.menu_wanted.connect(self._show_menu)
        panel.articles_dropped.connect(workshop.issue.move_to_pool)

    def edit(self, article: Article) -> None:
        """Let the clerk change an article of the pool."""
        from bulletin_desk.ui.pool.editor import PoolEditor
        from bulletin_desk.ui.units.feature import Units

        workshop = self._workshop
        editor = PoolEditor(workshop.window, workshop.library, article)
        workshop.feature(Units).follow(editor.page)
        editor.exec()
        editor.deleteLater()
        workshop.show_pool()

    def delete(self, articles: Sequence[Article]) -> None:
        """Delete articles of the pool; for a while they can be brought back."""
        try:
            for article in articles:
                self._workshop.library.remove_from_pool(article.id)
        except DeskError as error:
            Message.tell(self._workshop.window, "没有删除", str(error))
        else:
            self._deleted = list(articles)
            title = one_line(articles[0].title) or "（无标题）"
            which = f"“{title}”" if len(articles) == 1 else f" {len(articles)} 篇待用稿"
            self._panel.deleted.tell(f"已删除{which}。")
        self._workshop.show_pool()

    def restore(self) -> None:
        """Bring back what was deleted last."""
        try:
            self._workshop.library.add_to_pool(self._deleted)
        except DeskError as error:
            Message.tell(self._workshop.window, "没有恢复", str(error))
            return
        self._deleted = []
        self._panel.deleted.hide()
        self._workshop.show_pool()

    def _show_menu(self, place: QPoint) -> None:
        panel, menu = self._panel, QMenu(self._panel.list)
        menu.setAccessibleName("待用稿")
        add = menu.addAction("放进本期")
        add.triggered.connect(panel.add_button.click)
        add.setEnabled(panel.add_button.isEnabled())
        edit = menu.addAction("修改…")
        edit.triggered.connect(panel.edit_button.click)
        edit.setEnabled(len(panel.selected()) == 1)
        menu.addSeparator()
        menu.addAction("删除").triggered.connect(panel.delete_button.click)
        menu.exec(place)
        menu.deleteLater()
