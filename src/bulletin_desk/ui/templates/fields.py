"""The fields of the template's form: each shows a value, and tells what the clerk makes of it.

`edited` carries the value as the TOML would have it, or the text that is none.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QColorDialog, QComboBox, QWidget

from bulletin_desk.model.units import SIZES
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import LineField, TextField
from bulletin_desk.ui.pointing import WheelGuard
from bulletin_desk.ui.templates.words import COLOURS

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


def number(text: str) -> float | str:
    """Return the number that a text says, in whatever width of digits, or the text."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    for kind in (int, float):
        try:
            return kind(plain)
        except ValueError:
            continue
    return plain


def shown(value: float) -> str:
    """Return a number as the form shows it."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


class NumberField(LineField):
    """A number; the arrow keys step it."""

    changed = Signal(object)

    def __init__(self, name: str, step: float = 1.0) -> None:
        super().__init__(name)
        self._step = step
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * 14)
        self.edited.connect(lambda text: self.changed.emit(number(text)))

    def show_value(self, value: Any) -> None:
        """Show a value; a text that says the same stays as it is typed."""
        text = "" if value is None else shown(value)
        if value is None or number(self.text()) != number(text):
            self.show_text(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        current = number(self.text())
        if step and not event.modifiers() and not self.preedit and not isinstance(current, str):
            moved = round(current + step * self._step, 4)
            self.setText(shown(moved))
            self.changed.emit(number(self.text()))
        else:
            super().keyPressEvent(event)


class ChoiceField(QComboBox):
    """One of a few values, shown by their names; a value of none of them by `other`."""

    changed = Signal(object)

    def __init__(self, name: str, choices: Mapping[str, str], other: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._other = other
        for value, text in choices.items():
            self.addItem(text, value)
        WheelGuard(self)
        self.activated.connect(lambda index: self._choose(self.itemData(index)))

    def show_value(self, value: Any) -> None:
        """Show a value."""
        index = self.findData(str(value))
        with QSignalBlocker(self):
            other = self.findData("")
            if index < 0 and self._other and other < 0:
                self.addItem(self._other, "")
                index = self.count() - 1
            elif index >= 0 and other >= 0 and index != other:
                self.removeItem(other)
            self.setCurrentIndex(index if index >= 0 else other)

    def _choose(self, value: str) -> None:
        if value:
            self.changed.emit(value)


class SizeField(QComboBox):
    """A size, by the name of a 字号 or in points."""

    changed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.line = LineField(name)
        theme.named(self.line, "plain")
        self.setLineEdit(self.line)
        # A completer would take part in what an input method composes.
        self.setCompleter(None)  # pyright: ignore[reportArgumentType]
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        for size, points in SIZES.items():
            self.addItem(size, points)
            self.setItemData(self.count() - 1, f"{points:g} 磅", Qt.ItemDataRole.ToolTipRole)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * 14)
        WheelGuard(self)
        self.line.edited.connect(lambda text: self.changed.emit(_size(text)))
        self.activated.connect(lambda index: self.changed.emit(self.itemText(index)))

    def show_value(self, value: Any) -> None:
        """Show a size by its name, or in points."""
        if _points(_size(self.line.text())) == value:
            return
        names = [name for name, points in SIZES.items() if points == value]
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findText(names[0]) if names else -1)
        self.line.show_text(names[0] if names else shown(value))


class FlagField(QCheckBox):
    """Yes or no."""

    changed = Signal(object)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.clicked.connect(lambda: self.changed.emit(self.isChecked()))

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self.setChecked(bool(value))


class WordField(LineField):
    """A line of text."""

    changed = Signal(object)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder)
        self.edited.connect(self.changed.emit)

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self.show_text(value)


class WordsField(TextField):
    """A few lines of text."""

    changed = Signal(object)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder)
        self.edited.connect(self.changed.emit)

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self.show_text(value)


class ColourField(QComboBox):
    """A colour: the usual ones by name, any other from the platform's dialog."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._value = "#000000"
        WheelGuard(self)
        self._fill("")
        self.activated.connect(self._on_activated)

    def show_value(self, value: Any) -> None:
        """Show a colour."""
        self._value = value
        with QSignalBlocker(self):
            if self.findData(value) < 0:
                self._fill(value)
            self.setCurrentIndex(self.findData(value))

    def _fill(self, own: str) -> None:
        self.clear()
        colours = COLOURS if own in COLOURS or not own else {**COLOURS, own: own}
        for colour, text in colours.items():
            self.addItem(_swatch(colour), text, colour)
        self.addItem("其他颜色…", "")

    def _on_activated(self, index: int) -> None:
        chosen = self.itemData(index)
        if not chosen:
            colour = QColorDialog.getColor(QColor(self._value), self, "选择颜色")
            chosen = colour.name().upper() if colour.isValid() else self._value
        self.show_value(chosen)
        self.changed.emit(chosen)


def _size(text: str) -> float | str:
    plain = text.strip()
    if plain in SIZES:
        return plain
    return number(plain.removesuffix("磅").removesuffix("pt"))


def _points(size: float | str) -> float | None:
    return SIZES.get(size) if isinstance(size, str) else size


def _swatch(colour: str) -> QIcon:
    result = QIcon()
    for ratio in (1.0, 1.25, 1.5, 2.0):
        pixmap = QPixmap(QSize(16, 16) * ratio)
        pixmap.fill(QColor(colour))
        painter = QPainter(pixmap)
        # A dark colour has an edge on the dark desk too.
        painter.setPen(QColor(theme.LIGHT.quiet))
        painter.drawRect(0, 0, pixmap.width() - 1, pixmap.height() - 1)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        result.addPixmap(pixmap)
    return result
