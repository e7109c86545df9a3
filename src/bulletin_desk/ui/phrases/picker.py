"""Finds a phrase to insert, by its name, its text or the initials of its pinyin."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from bulletin_desk.library.records import Phrase
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.palette.popup import FOUND, SearchPopup
from bulletin_desk.ui.palette.spelling import rank

_NOTHING = "没有这样的常用语"
# Of a long text the beginning is shown.
_SHOWN = 240


class PhrasePicker(SearchPopup):
    """Lists the phrases; `chosen` is the one to insert, if any."""

    def __init__(self, parent: QWidget, phrases: Sequence[Phrase]) -> None:
        super().__init__(parent, "插入常用语", "名称、内容或拼音首字母", _NOTHING)
        self.chosen: Phrase | None = None
        self._phrases = phrases
        self.list.setAccessibleName("常用语")
        self.text = quiet_label("")
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.text)
        self.list.currentRowChanged.connect(lambda _: self._show_text())
        self.narrow()

    def _items(self, query: str) -> list[QListWidgetItem]:
        found: list[tuple[tuple[int, int], int]] = []
        for index, phrase in enumerate(self._phrases):
            place = rank(query, phrase.name, self.spoken)
            if place is None and query.strip() and query.strip() in phrase.text:
                place = (2, 0)
            if place is not None:
                found.append((place, index))
        order = sorted(found) if query.strip() else found
        return [_item(self._phrases[index], index) for _, index in order]

    def _take(self, place: int) -> None:
        self.chosen = self._phrases[place]

    def _show_text(self) -> None:
        item = self.list.currentItem()
        place = item.data(FOUND) if item is not None else None
        text = self._phrases[place].text if place is not None else ""
        self.text.setText(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def _item(phrase: Phrase, index: int) -> QListWidgetItem:
    item = QListWidgetItem(phrase.name)
    item.setData(FOUND, index)
    return item
