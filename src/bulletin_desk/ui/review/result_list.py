"""What was made of a file, as a list: columns, articles, the footer, and what is left out."""

from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from bulletin_desk.intake.result import Intake
from bulletin_desk.model.bulletin import Article, Bulletin, Section, has_footer, one_line
from bulletin_desk.model.richtext import Paragraph, Picture, Table
from bulletin_desk.ui.lists.article_rows import AboutRole, ArticleRows, IconRole
from bulletin_desk.ui.outline.facts import size_of
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
        self.setItemDelegate(ArticleRows(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_current)

    def show_file(self, file: ReviewFile | None) -> None:
        """Show the result of a file; only what differs is set."""
        rows = result_rows(file.result) if file is not None and file.result is not None else []
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
            for number in range(self.count() if trace else 0):
                known = self.item(number).data(_ROW).trace
                if known is not None and trace and known[:2] == trace[:2]:
                    self.setCurrentRow(number)
                    return
            self.setCurrentRow(-1)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.row_chosen.emit(item.data(_ROW))


def result_rows(result: Intake) -> list[ResultRow]:
    """Return the rows of what was recognised."""
    rows = _issue_rows(result.bulletin) if result.bulletin else []
    rows += [_article_row(article) for article in result.articles]
    for warning in result.warnings:
        rows.append(ResultRow("preflight", one_line(warning), "", None, warning))
    return rows


def _issue_rows(bulletin: Bulletin) -> list[ResultRow]:
    rows: list[ResultRow] = [ResultRow("masthead", "报头", "", Trace(MASTHEAD))]
    if bulletin.contents:
        rows.append(ResultRow("contents", "目录", "按稿件标题自动生成", Trace(CONTENTS)))
    for section in bulletin.sections:
        if section.name:
            rows.append(_column_row(section))
        rows += [_article_row(article) for article in section.articles]
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


def _article_row(article: Article) -> ResultRow:
    paragraphs = sum(isinstance(block, Paragraph) for block in article.body)
    pictures = sum(isinstance(block, Picture) for block in article.body)
    tables = sum(isinstance(block, Table) for block in article.body)
    facts = (
        "、".join(article.units) or article.byline,
        f"{paragraphs} 段" if paragraphs else "没有正文",
        f"{size_of(article)} 字" if paragraphs else "",
        f"{pictures} 张图" if pictures else "",
        f"{tables} 个表" if tables else "",
    )
    title = one_line(article.title) or "（没有标题）"
    about = " · ".join(fact for fact in facts if fact)
    return ResultRow("article", title, about, Trace("article", article.id))


def _label(item: QListWidgetItem, row: ResultRow) -> None:
    item.setData(_ROW, row)
    item.setText(row.text)
    item.setData(AboutRole, row.about)
    item.setData(IconRole, row.icon)
    item.setToolTip("\n".join(part for part in (row.text, row.about) if part))
