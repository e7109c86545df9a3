"""Draws a line of a source: in the margin what it is, beside it the line as the file has it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from bulletin_desk.intake.source import Align, Role, SourceLine
from bulletin_desk.model.richtext import Picture, Table
from bulletin_desk.typeset.display import PictureItem
from bulletin_desk.ui import theme
from bulletin_desk.ui.outline.delegate import small
from bulletin_desk.ui.review.line_layout import MOST_LINES, TABLE_ROWS, LineLayout
from bulletin_desk.ui.review.line_model import LineModel
from bulletin_desk.ui.review.roles import ink, tint

_RED_LIGHT, _RED_DARK = "#c8102e", "#ff8a80"
_STRONG = (Role.NAME, Role.COLUMN, Role.TITLE)
_MARGIN_EM = 4.2
_TABLE_COLUMNS = 6
_KEPT = 400


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row is on show."""

    selected: bool = False
    current: bool = False
    hovered: bool = False


class LinePainter:
    """Draws rows; `image` returns a picture in a size, None while it is being read."""

    def __init__(
        self,
        model: LineModel,
        layout: LineLayout,
        image: Callable[[PictureItem, QSize], QImage | None],
    ) -> None:
        self._model, self._layout, self._image = model, layout, image
        self._texts: dict[int, QTextLayout] = {}

    def forget(self) -> None:
        """Drop texts that are laid out: width, font or roles are others now."""
        self._texts.clear()

    @property
    def margin(self) -> int:
        """The width of the margin with the names of roles."""
        return round(self._layout.em * _MARGIN_EM) + theme.MEDIUM

    def lines_of(self, row: int) -> int:
        """Return how many lines the text of a row takes; 0 of a picture or table."""
        line = self._model.lines[row]
        return 0 if line.block is not None else self._text(row).lineCount()

    def paint(self, painter: QPainter, row: int, rect: QRect, state: RowState) -> None:
        """Draw a row into its place."""
        layout = self._layout
        if layout.begins_page(row):
            self._paint_border(painter, row, rect)
            rect = rect.adjusted(0, layout.page_height, 0, 0)
        self._paint_ground(painter, row, rect, state)
        inner = rect.adjusted(0, layout.space(row), 0, 0)
        self._paint_tag(painter, row, rect, inner, state)
        box = QRectF(inner).adjusted(self.margin, 0, -theme.MEDIUM, 0)
        block = self._model.lines[row].block
        if isinstance(block, Picture):
            self._paint_picture(painter, row, block, box)
        elif isinstance(block, Table):
            self._paint_table(painter, block, box)
        else:
            self._paint_text(painter, row, box)

    # The margin

    def _paint_border(self, painter: QPainter, row: int, rect: QRect) -> None:
        """Draw where one page of the file ends and the next begins."""
        scheme, number = theme.colours(), self._model.lines[row].page_number
        height = self._layout.page_height
        text = f"第 {number} 页" if number else "换页"
        painter.setFont(small(self._layout.font))
        painter.setPen(QColor(scheme.quiet))
        box = QRect(rect.left(), rect.top(), rect.width() - theme.MEDIUM, height)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, text)
        taken = QFontMetricsF(painter.font()).horizontalAdvance(text) + theme.SMALL
        pen = QPen(QColor(scheme.line), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        y = rect.top() + height / 2
        painter.drawLine(QPointF(rect.left() + self.margin, y), QPointF(box.right() - taken, y))

    def _paint_ground(self, painter: QPainter, row: int, rect: QRect, state: RowState) -> None:
        scheme = theme.colours()
        box = QRectF(rect).adjusted(3, 0, -3, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        if state.selected:
            painter.setBrush(QColor(scheme.chosen))
            painter.drawRoundedRect(box, 4, 4)
        elif state.hovered:
            painter.setBrush(QColor(scheme.raised))
            painter.drawRoundedRect(box, 4, 4)
        elif self._model.roles[row] is Role.UNKNOWN:
            painter.setBrush(tint(Role.UNKNOWN))
            painter.drawRoundedRect(box, 4, 4)
        if state.current:
            painter.setPen(QPen(QColor(scheme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_tag(
        self, painter: QPainter, row: int, rect: QRect, inner: QRect, state: RowState
    ) -> None:
        role, decided = self._model.roles[row], self._model.is_decided(row)
        em = self._layout.em
        middle = rect.left() + theme.SMALL + em * _MARGIN_EM / 2
        if role is Role.CONTINUATION and not decided and not state.hovered:
            end = rect.bottom() + (1 if self._model.goes_on(row) else -round(em * 0.5))
            self._paint_thread(painter, row, middle, rect.top(), end)
            return
        font = small(self._layout.font)
        if decided:
            font.setWeight(QFont.Weight.DemiBold)
        text = self._model.tag(row)
        if not text:
            return
        wide = max(QFontMetricsF(font).horizontalAdvance(text) + em * 0.9, em * 2.6)
        high = em * 1.35
        top = inner.top() + (self._layout.line_height(row) - high) / 2 + 1
        pill = QRectF(middle - wide / 2, top, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(role) if decided else tint(role))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(theme.colours().base) if decided else ink(role))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        if self._model.goes_on(row):
            self._paint_thread(painter, row, middle, pill.bottom() + 2, rect.bottom() + 1)

    def _paint_thread(
        self, painter: QPainter, row: int, middle: float, top: float, bottom: float
    ) -> None:
        """Draw the thread that joins a line to the one it goes on with."""
        colour = ink(self._model.head(row))
        colour.setAlphaF(0.45)
        painter.fillRect(QRectF(middle - 0.75, top, 1.5, bottom - top), colour)

    # The line itself

    def _paint_text(self, painter: QPainter, row: int, box: QRectF) -> None:
        line, role = self._model.lines[row], self._model.roles[row]
        scheme = theme.colours()
        colour = QColor(scheme.text)
        if role is Role.DROPPED:
            colour = QColor(scheme.quiet)
        elif line.red:
            colour = QColor(_RED_DARK if theme.is_dark() else _RED_LIGHT)
        painter.setPen(colour)
        self._text(row).draw(painter, box.topLeft())

    def _text(self, row: int) -> QTextLayout:
        known = self._texts.get(row)
        if known is not None:
            return known
        if len(self._texts) > _KEPT:
            self._texts.clear()
        line, role = self._model.lines[row], self._model.roles[row]
        font = self._font(row, line, role)
        room = self._layout.text_width
        text = _shortened(line.text, round(room / QFontMetricsF(font).horizontalAdvance("国")))
        made = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setAlignment(_ALIGNMENTS[line.align])
        made.setTextOption(option)
        indent = self._indent(line, room)
        height = self._layout.line_height(row)
        made.beginLayout()
        for number in range(MOST_LINES):
            laid = made.createLine()
            if not laid.isValid():
                break
            left = indent if not number else 0.0
            laid.setLineWidth(room - left)
            laid.setPosition(QPointF(left, number * height + (height - laid.height()) / 2))
        made.endLayout()
        self._texts[row] = made
        return made

    def _indent(self, line: SourceLine, room: float) -> float:
        if line.align in (Align.CENTRE, Align.RIGHT):
            return 0.0
        return min(line.indent * self._layout.em, room / 2)

    def _font(self, row: int, line: SourceLine, role: Role) -> QFont:
        font = QFont(self._layout.font)
        font.setPixelSize(round(theme.pixel_size(font) * self._layout.factor(row)))
        if line.bold or role in _STRONG:
            font.setWeight(QFont.Weight.DemiBold)
        font.setStrikeOut(role is Role.DROPPED)
        return font

    def _paint_picture(self, painter: QPainter, row: int, picture: Picture, box: QRectF) -> None:
        em, scheme = self._layout.em, theme.colours()
        high = em * 5.6
        wide = min(high * picture.pixel_width / max(picture.pixel_height, 1), box.width())
        frame = QRectF(box.left(), box.top() + 2, wide, high)
        item = PictureItem(picture.digest, wide, high, picture.rotation)
        ratio = painter.device().devicePixelRatioF()
        image = self._image(item, (frame.size() * ratio).toSize())
        painter.setPen(QColor(scheme.line))
        painter.setBrush(QColor(scheme.raised))
        painter.drawRect(frame)
        if image is not None and not image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, image)
        else:
            painter.setPen(QColor(scheme.quiet))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "图片")
        text = self._model.lines[row].text
        if text:
            below = QRectF(box.left(), frame.bottom() + 2, box.width(), em * 1.5)
            self._paint_line(painter, text, below, scheme.quiet)

    def _paint_table(self, painter: QPainter, table: Table, box: QRectF) -> None:
        em, scheme = self._layout.em, theme.colours()
        columns = min(max((len(row) for row in table.rows), default=1), _TABLE_COLUMNS)
        high, wide = em * 1.6, min(box.width() / max(columns, 1), em * 11)
        for number, row in enumerate(table.rows[:TABLE_ROWS]):
            for place, cell in enumerate(row[:columns]):
                frame = QRectF(box.left() + place * wide, box.top() + number * high, wide, high)
                painter.setPen(QColor(scheme.line))
                painter.setBrush(
                    QColor(scheme.raised) if number < table.header_rows else Qt.BrushStyle.NoBrush
                )
                painter.drawRect(frame)
                text = "".join(run.text for run in cell)
                self._paint_line(painter, text, frame.adjusted(4, 0, -4, 0), scheme.text)
        if len(table.rows) > TABLE_ROWS:
            left = f"表格共 {len(table.rows)} 行"
            below = QRectF(box.left(), box.top() + TABLE_ROWS * high, box.width(), high)
            self._paint_line(painter, left, below, scheme.quiet)

    def _paint_line(self, painter: QPainter, text: str, box: QRectF, colour: str) -> None:
        painter.setFont(small(self._layout.font))
        painter.setPen(QColor(colour))
        cut = painter.fontMetrics().elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


_ALIGNMENTS = {
    Align.UNKNOWN: Qt.AlignmentFlag.AlignLeft,
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}


def _shortened(text: str, columns: int) -> str:
    """Return a long paragraph with its middle left out: what counts are its ends."""
    room = max(columns, 8) * (MOST_LINES - 1)
    if len(text) <= room + columns:
        return text
    return f"{text[: room - columns]} …… {text[-columns:]}"
