"""The bar over an article: kinds of paragraphs, emphasis, note, pictures, tables, cleaning.

Its actions are also those of the menu 格式.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QComboBox, QToolBar, QWidget

from bulletin_desk.model.richtext import ParagraphKind
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.kinds import KIND_NAMES

_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class ArticleBar(QToolBar):
    """Holds the actions of an article's page; `menu` lists them, None for a line between groups."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.menu: list[QAction | None] = []
        self.kinds = QComboBox()
        self.setIconSize(self.iconSize().scaled(20, 20, Qt.AspectRatioMode.KeepAspectRatio))
        self.kinds.setAccessibleName("段落样式")
        self.kinds.setToolTip("段落样式（Ctrl+0 正文，Ctrl+1 至 Ctrl+4 各级标题）")
        self.kinds.setFocusPolicy(theme.TAB_FOCUS)
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kinds.addItems(list(KIND_NAMES.values()))
        self.addWidget(self.kinds)
        self.addSeparator()
        self._kind_actions = QActionGroup(self)

    def add_kinds(self, choose: Callable[[ParagraphKind], Any]) -> None:
        """Make an action for each kind of paragraph."""
        for index, (kind, name) in enumerate(KIND_NAMES.items()):
            action = self.command(name, f"Ctrl+{index}", lambda kind=kind: choose(kind))
            action.setCheckable(True)
            self._kind_actions.addAction(action)
        self.kinds.activated.connect(lambda index: choose(tuple(KIND_NAMES)[index]))

    def show_kind(self, kind: ParagraphKind) -> None:
        """Show what kind of paragraph the caret is in."""
        index = tuple(KIND_NAMES).index(kind)
        self.kinds.setCurrentIndex(index)
        self._kind_actions.actions()[index].setChecked(True)

    def command(self, text: str, keys: str, do: Callable[[], Any], icon: str = "") -> QAction:
        """Return a new action of the page that does something."""
        action = QAction(text, self._page)
        action.setData(icon)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(_HERE)
        plain = text.rstrip("…")
        action.setToolTip(f"{plain}（{keys}）" if keys else plain)
        action.triggered.connect(lambda: do())
        self._page.addAction(action)
        self.menu.append(action)
        return action

    def end_group(self) -> None:
        """Draw a line in the menu before what follows."""
        self.menu.append(None)

    def show_buttons(self, *actions: QAction | None) -> None:
        """Put actions on the bar, None for a line between them; Tab reaches each."""
        for action in actions:
            if action is None:
                self.addSeparator()
                continue
            self.addAction(action)
            button = self.widgetForAction(action)
            button.setAccessibleName(action.text().rstrip("…"))
            button.setFocusPolicy(theme.TAB_FOCUS)
