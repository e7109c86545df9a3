"""Two articles beside each other."""

from dataclasses import replace

from PySide6.QtWidgets import QTextBrowser, QWidget

from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.differences import Change, PartDifference, lines_of
from bulletin_desk.ui import screen
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.versions.sides import sides_html


class CompareDialog(Dialog):
    """Shows what differs between two articles; nothing in it changes anything."""

    def __init__(self, parent: QWidget | None, article: Article, name: str, other: Article) -> None:
        super().__init__(parent, "对照稿件", "关闭")
        screen.give_size(self, 900, 600)
        self.cancel.hide()
        self.sides = QTextBrowser()
        self.sides.setAccessibleName("左右对照")
        self.sides.setTabChangesFocus(True)
        part = PartDifference("article", article.id, "", Change.CHANGED)
        lines = lines_of(part, _alone(article), _alone(replace(other, id=article.id)))
        self.sides.setHtml(sides_html(lines, ("这一篇", name), only_changed=False))
        self.content.addWidget(self.sides, 1)


def _alone(article: Article) -> Bulletin:
    return Bulletin(sections=(Section("", "", (article,)),))
