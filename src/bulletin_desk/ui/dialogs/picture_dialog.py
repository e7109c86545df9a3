"""A picture's caption, width and rotation, with a preview and what its dots mean in print."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.richtext import Picture, Run
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.forms import add_row, form_layout, quiet_label
from bulletin_desk.ui.pictures.prepare import measure_text, reduced_sentence
from bulletin_desk.ui.pictures.preview import PicturePreview
from bulletin_desk.ui.pictures.printed import NARROWEST, dots_sentence, printed_width, turned

PRESETS = (("满版", 1.0), ("三分之二", 2 / 3), ("一半", 0.5))


class PictureDialog(Dialog):
    """Changes a picture; what the clerk leaves alone stays as it is."""

    def __init__(
        self, parent: QWidget | None, picture: Picture, data: bytes, measure: float, confirm: str
    ) -> None:
        super().__init__(parent, "图片", confirm)
        self._was = self._picture = picture
        self._measure, self._bytes = measure, len(data)
        self.preview = PicturePreview(data, measure)
        self.caption = LineField("图片说明", "印在图片下面，没有可不填")
        self.caption.setText(picture.text)
        self.width_field = QDoubleSpinBox(decimals=1, suffix=" 毫米")
        self.width_field.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.width_field.setRange(min(NARROWEST, measure), measure)
        self.width_field.setAccessibleName("宽度（毫米）")
        self.presets = [self._preset(name, share) for name, share in PRESETS]
        self.left, self.right = QPushButton("向左转"), QPushButton("向右转")
        self.dots = quiet_label("")
        self._build()
        self.caption.textChanged.connect(self._on_caption)
        self.width_field.valueChanged.connect(self._on_width)
        self.left.clicked.connect(lambda: self._turn(-90))
        self.right.clicked.connect(lambda: self._turn(90))
        self._show_width()
        self.caption.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        picture: Picture,
        data: bytes,
        measure: float,
        confirm: str = "确定",
    ) -> Picture | None:
        """Return the picture as the clerk wants it, or None when the clerk cancels."""
        dialog = cls(parent, picture, data, measure, confirm)
        return dialog.picture if dialog.accepted_by_clerk() else None

    @property
    def picture(self) -> Picture:
        """The picture as the dialog shows it."""
        return self._picture

    def _build(self) -> None:
        width = QVBoxLayout()
        width.setSpacing(theme.SMALL)
        width.addWidget(self.width_field)
        width.addLayout(_row(*self.presets))
        width.addWidget(self.dots)
        form = form_layout()
        add_row(form, "图片说明", self.caption, self.caption)
        add_row(form, "宽度", width, self.width_field)
        add_row(form, "旋转", _row(self.left, self.right), self.left)
        info = QLabel("文件")
        form.addRow(info, quiet_label(self._info()))
        # The remark's two lines are kept free, so that nothing moves when it grows.
        self.dots.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.dots.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        columns = QHBoxLayout()
        columns.setSpacing(theme.LARGE)
        columns.addWidget(self.preview, 5)
        side = QVBoxLayout()
        side.addLayout(form)
        side.addStretch()
        columns.addLayout(side, 4)
        self.content.addLayout(columns)
        screen.give_size(self, 760, 420)

    def _preset(self, name: str, share: float) -> QPushButton:
        button = QPushButton(name)
        button.setCheckable(True)
        button.setSizePolicy(theme.GROWS, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self._choose(share))
        return button

    def _choose(self, share: float) -> None:
        self.width_field.setValue(round(self._measure * share, 1))
        self._on_width(self.width_field.value())

    def _on_caption(self, text: str) -> None:
        text = text.strip()
        # The same words keep their emphasis.
        same = text == self._was.text
        caption = self._was.caption if same else (Run(text),) if text else ()
        self._change(lambda picture: replace(picture, caption=caption))

    def _on_width(self, width: float) -> None:
        self._change(lambda picture: replace(picture, width_mm=width))

    def _turn(self, degrees: int) -> None:
        self._change(lambda picture: turned(picture, degrees))
        self._show_width()

    def _change(self, change: Callable[[Picture], Picture]) -> None:
        self._picture = change(self._picture)
        self._show()

    def _show_width(self) -> None:
        """Show how wide the picture prints, without taking that for the clerk's own width."""
        self.width_field.blockSignals(True)
        self.width_field.setValue(printed_width(self._picture, self._measure))
        self.width_field.blockSignals(False)
        self._show()

    def _show(self) -> None:
        self.preview.show_picture(self._picture)
        for button, (_, share) in zip(self.presets, PRESETS, strict=True):
            button.setChecked(abs(self.width_field.value() - self._measure * share) < 0.1)
        sentence, enough = dots_sentence(self._picture, self._measure)
        self.dots.setText(sentence)
        theme.named(self.dots, "quiet" if enough else "error")
        self.dots.style().polish(self.dots)

    def _info(self) -> str:
        picture = self._picture
        size = (picture.pixel_width, picture.pixel_height, self._bytes)
        return reduced_sentence(picture.original, *size) or measure_text(*size)


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SMALL)
    for button in buttons:
        button.setAutoDefault(False)
        row.addWidget(button, 1)
    return row
