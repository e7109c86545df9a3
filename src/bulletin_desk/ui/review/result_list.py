"""What was made of a file, as a list: columns, articles, the footer, and what is left out."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from bulletin_desk.model.bulletin import Article, Bulletin, Section, has_footer, one_line
from bulletin_desk.ui.lists.article_rows import AboutRole, ArticleRows, IconRole
from bulletin_desk.ui.review.tracing import CONTENTS, DISTRIBUTION, MASTHEAD, Trace
from bulletin_desk.ui.review.work import ReviewFile

_ROW = Qt.ItemDataRole.UserRole


class ResultRow(NamedTuple):
    """A row: what it shows, and what it stands for (`remark`: a sentence about the source)."""

    icon: str
    text: str
    about: str
    trace: Trace | None = None
    remark: str = ""


class ResultList(QListWidget):
    """The rows of a file's result; `row_chosen` carries the row that the clerk chose."""

    row_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("识别结果")
        self._places: dict[tuple[str, str], int] = {}
        self.setItemDelegate(ArticleRows(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_current)

    def show_file(self, file: ReviewFile | None) -> None:
        """Show the result of a file; only what differs is set."""
        rows = _rows_of(file)
        self._places = {row.trace[:2]: number for number, row in enumerate(rows) if row.trace}
        with QSignalBlocker(self):
            for number, row in enumerate(rows):
                item = self.item(number)
                if item is None:
                    item = QListWidgetItem()
                    self.addItem(item)
                if item.data(_ROW) != row:
                    _label(item, row)
            while self.count() > len(rows):
                self.takeItem(self.count() - 1)

    def show_trace(self, trace: Trace | None) -> None:
        """Choose the row that a line of the source belongs to, without telling."""
        with QSignalBlocker(self):
            self.setCurrentRow(self._places.get(trace[:2], -1) if trace else -1)
        item = self.currentItem() if trace else None
        if item is not None:
            # Also where it is the same row: others may have come before it.
            self.scrollToItem(item)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.row_chosen.emit(item.data(_ROW))


def _rows_of(file: ReviewFile | None) -> list[ResultRow]:
    """Return the rows of what was recognised."""
    result = file.result if file is not None else None
    if file is None or result is None:
        return []
    rows = _issue_rows(result.bulletin, file.facts) if result.bulletin else []
    rows += [_article_row(article, file.facts) for article in result.articles]
    # The doubts stand above the lines already.
    told = set(file.doubts)
    remarks = [warning for warning in result.warnings if warning not in told]
    return rows + [ResultRow("preflight", one_line(text), "", None, text) for text in remarks]


def _issue_rows(bulletin: Bulletin, facts: Mapping[str, str]) -> list[ResultRow]:
    rows: list[ResultRow] = [ResultRow("masthead", "报头", "", Trace(MASTHEAD))]
    if bulletin.contents:
        rows.append(ResultRow("contents", "目录", "按稿件标题自动生成", Trace(CONTENTS)))
    for section in bulletin.sections:
        if section.name:
            rows.append(_column_row(section))
        rows += [_article_row(article, facts) for article in section.articles]
    footer = bulletin.distribution
    if has_footer(footer):
        named = (("报", footer.report_to), ("送", footer.send_to), ("发", footer.issue_to))
        parts = [f"{word}：{one_line(text)}" for word, text in named if text.strip()]
        parts += [f"共印{footer.copies}份"] if footer.copies is not None else []
        rows.append(ResultRow("distribution", "版记", "　".join(parts), Trace(DISTRIBUTION)))
    return rows


def _column_row(section: Section) -> ResultRow:
    about = f"{len(section.articles)} 篇" if section.articles else "还没有稿件"
    return ResultRow("column", f"【{section.name}】", about, Trace("column", section.id))


def _article_row(article: Article, facts: Mapping[str, str]) -> ResultRow:
    title = one_line(article.title) or "（没有标题）"
    trace = Trace("article", article.id)
    return ResultRow("article", title, facts.get(article.id, ""), trace)


def _label(item: QListWidgetItem, row: ResultRow) -> None:
    item.setData(_ROW, row)
    item.setText(row.text)
    font = QFont()
    font.setBold(row.icon == "column")
    item.setFont(font)
    item.setData(AboutRole, row.about)
    item.setData(IconRole, row.icon)
    item.setToolTip("\n".join(part for part in (row.text, row.about) if part))
