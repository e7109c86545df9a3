"""The bar of roles: what the chosen lines are, and a click that says otherwise."""

from collections.abc import Collection

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from bulletin_desk.intake.source import Role
from bulletin_desk.ui import theme
from bulletin_desk.ui.review.roles import CHOICES, COMMON, LOOKS, ink

_SWATCH = 10
_SPACING = 1
# So many buttons are always there.
_LEAST = 3
_AUTOMATIC = "恢复自动识别"


class RoleBar(QWidget):
    """Buttons for what is needed most, and a menu of all. `chosen` carries a role, or None."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Role, QToolButton] = {}
        self.more = QToolButton()
        self._roles: Collection[Role] = ()
        self._decided = False
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SMALL, theme.SMALL // 2, theme.SMALL, theme.SMALL // 2)
        row.setSpacing(_SPACING)
        # What has no room is in the menu all the same.
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        for role in COMMON:
            row.addWidget(self._build_button(role))
        self.more.setText("更多")
        self.more.setToolTip("这几行还可以是什么（Enter）")
        self.more.setAccessibleName("更多：这几行是什么")
        self.more.setFocusPolicy(theme.TAB_FOCUS)
        theme.named(self.more, "quiet")
        self.more.clicked.connect(self._show_menu)
        row.addWidget(self.more)
        row.addStretch()
        self.redraw()

    def show_roles(self, roles: Collection[Role], *, decided: bool, enabled: bool) -> None:
        """Show what the chosen lines are, and whether the clerk has said so."""
        self._roles, self._decided = roles, decided
        for role, button in self.buttons.items():
            button.setChecked(role in roles and len(roles) == 1)
        self.setEnabled(enabled)

    def menu(self) -> QMenu:
        """Return a menu of all that lines can be."""
        menu = QMenu(self)
        menu.setAccessibleName("这几行是什么")
        for role in CHOICES:
            look = LOOKS[role]
            action = QAction(_swatch(role, self.devicePixelRatioF()), look.name, menu)
            # Shown beside the name; the list of lines takes the key itself.
            action.setText(f"{look.name}\t{look.key}")
            action.setToolTip(look.meaning)
            action.setCheckable(True)
            action.setChecked(role in self._roles and len(self._roles) == 1)
            action.triggered.connect(lambda _=False, r=role: self.chosen.emit(r))
            menu.addAction(action)
            if role in (Role.CONTENTS, Role.NOTE, Role.DISTRIBUTION):
                menu.addSeparator()
        menu.addSeparator()
        automatic = menu.addAction(f"{_AUTOMATIC}\t退格键")
        automatic.setEnabled(self._decided)
        automatic.triggered.connect(lambda: self.chosen.emit(None))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def minimumSizeHint(self) -> QSize:
        first = next(iter(self.buttons.values())).sizeHint()
        width = _LEAST * first.width() + self.more.sizeHint().width()
        return QSize(width, first.height() + 2 * (theme.SMALL // 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many buttons as there is room for."""
        room = self.width() - self.more.sizeHint().width() - 2 * theme.SMALL
        for button in self.buttons.values():
            room -= button.sizeHint().width() + _SPACING
            button.setVisible(room >= 0)

    def redraw(self) -> None:
        """Take over the colours of the scheme that is now in use."""
        for role, button in self.buttons.items():
            button.setIcon(_swatch(role, self.devicePixelRatioF()))

    def _build_button(self, role: Role) -> QToolButton:
        look = LOOKS[role]
        button = QToolButton()
        button.setText(f"{look.name} {look.key}")
        button.setIconSize(QSize(_SWATCH, _SWATCH))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(f"{look.meaning}（{look.key}）")
        button.setAccessibleName(
            f"这几行是{look.name}" if role is not Role.DROPPED else "不收这几行"
        )
        button.setCheckable(True)
        button.setFocusPolicy(theme.TAB_FOCUS)
        theme.named(button, "quiet")
        button.clicked.connect(lambda: self.chosen.emit(role))
        self.buttons[role] = button
        return button

    def _show_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def _swatch(role: Role, ratio: float) -> QIcon:
    pixmap = QPixmap(QSize(_SWATCH, _SWATCH) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink(role))
    painter.drawRoundedRect(QRectF(0, 1, _SWATCH - 1, _SWATCH - 2), 2.5, 2.5)
    painter.end()
    return QIcon(pixmap)
