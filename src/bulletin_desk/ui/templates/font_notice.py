"""What is said of standard fonts that are missing: once, over the page; in full when asked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import quiet_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_desk.typeset.fonts import Substitution
    from bulletin_desk.ui.workshop import Workshop

# The families whose absence the clerk has taken note of.
_TOLD = "fonts/told"
_NAMED = 2


class FontNotice(QObject):
    """Tells of missing standard fonts when an issue is first shown, until the clerk knows.

    Another set of missing families is told again.
    """

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._missing = ""
        self.strip: NoticeStrip | None = None
        workshop.pages.typeset.connect(lambda _: self._look())
        workshop.commands["fonts"].triggered.connect(self.show_details)
        workshop.fonts_label.installEventFilter(self)

    def show_details(self) -> None:
        """Show which font stands for which, and where it is."""
        from bulletin_desk.typeset.fonts import Fonts
        from bulletin_desk.ui.templates.font_table import FontTable

        fonts = self._workshop.pages.fonts or Fonts()
        FontTable(self._workshop.window, fonts).accepted_by_clerk()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.show_details()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        fonts = self._workshop.pages.fonts
        if fonts is None or self._workshop.session.bulletin is None:
            return
        found = fonts.substitutions()
        missing = "、".join(item.wanted for item in found)
        if missing == self._missing:
            return
        self._missing = missing
        if missing and self._workshop.window.settings.value(_TOLD) != missing:
            self._show(notice(found))

    def _show(self, sentence: str) -> None:
        if self.strip is None:
            self.strip = NoticeStrip()
            self.strip.known.clicked.connect(self._note)
            self.strip.details.clicked.connect(self.show_details)
            below = self._workshop.desk.preview_message
            pane = below.parentWidget()
            layout = pane.layout() if pane else None
            assert isinstance(layout, QBoxLayout)
            layout.insertWidget(layout.indexOf(below), self.strip)
        self.strip.sentence.setText(sentence)
        self.strip.show()

    def _note(self) -> None:
        self._workshop.window.settings.setValue(_TOLD, self._missing)
        assert self.strip is not None
        self.strip.hide()
        self._workshop.desk.preview.setFocus()


class NoticeStrip(QFrame):
    """A sentence with two buttons, that leaves the window to the clerk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.named(self, "notice")
        self.setAccessibleName("字体提示")
        self.sentence = quiet_label("")
        self.known, self.details = QPushButton("知道了"), QPushButton("详情…")
        self.details.setAccessibleName("字体详情")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        buttons.addStretch()
        buttons.addWidget(self.details)
        buttons.addWidget(self.known)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MEDIUM + 4, theme.MEDIUM, theme.MEDIUM + 4, theme.MEDIUM)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.sentence)
        column.addLayout(buttons)


def notice(found: "Sequence[Substitution]") -> str:
    """Return the sentence: which standard fonts are missing, what is used, what Word will see."""
    more = f" 等 {len(found)} 种字体" if len(found) > _NAMED else ""
    wanted = "、".join(item.wanted for item in found[:_NAMED])
    used = "、".join(dict.fromkeys(item.used for item in found[:_NAMED]))
    rest = " 等" if more else ""
    return f"这台电脑没有{wanted}{more}，版面改用{used}{rest}。导出的 Word 文件里仍写标准字体。"
