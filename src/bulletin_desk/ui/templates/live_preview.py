"""The page beside the template's form: the open issue or the sample in the draft."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.edits import with_template
from bulletin_desk.model.richtext import Paragraph
from bulletin_desk.model.template import Template
from bulletin_desk.typeset.display import Document
from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.pointing import WheelGuard
from bulletin_desk.ui.preview.page_view import PageView
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.preview.places import Place
from bulletin_desk.ui.templates.draft import Draft
from bulletin_desk.ui.templates.pages import PageMaker
from bulletin_desk.ui.templates.sample import sample_in

# The page follows when typing rests this long, in milliseconds.
_REST = 200
_ISSUE, _SAMPLE = "issue", "sample"
_KEY = "editor"


class LivePreview(QWidget):
    """Shows the last draft without a problem. `pointed` carries the part or style of a click."""

    shown = Signal()
    pointed = Signal(str)
    failed = Signal(str)

    def __init__(
        self, draft: Draft, maker: PageMaker, painter: PagePainter, issue: Bulletin | None
    ) -> None:
        super().__init__()
        self._draft, self._maker, self._issue = draft, maker, issue
        self._original: Template = draft.template
        self._shown: Bulletin | None = None
        self.view = PageView(painter, self)
        self.view.desk_colour = QColor(theme.colours().desk)
        self.choice = QComboBox()
        self.stale = quiet_label("")
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._build()
        draft.changed.connect(self._on_changed)
        self._rest.timeout.connect(self._wish)
        maker.made.connect(self._on_made)
        maker.failed.connect(self._on_failed)
        self.choice.currentIndexChanged.connect(lambda _: self._wish())
        self.view.place_clicked.connect(lambda place: self.pointed.emit(self._style_at(place)))
        self._wish()

    def show_end(self) -> None:
        """Show the end of the last page."""
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _build(self) -> None:
        self.choice.setAccessibleName("预览内容")
        if self._issue is not None:
            self.choice.addItem("本期", _ISSUE)
        self.choice.addItem("样张", _SAMPLE)
        WheelGuard(self.choice)
        title = QLabel("预览")
        title.setBuddy(self.choice)
        theme.named(title, "quiet")
        self.stale.setWordWrap(False)
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.SMALL)
        bar.setSpacing(theme.MEDIUM)
        bar.addWidget(title)
        bar.addWidget(self.choice)
        bar.addWidget(self.stale, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        self.setMinimumWidth(320)

    def _on_changed(self) -> None:
        self.stale.setText("改正后预览才会更新。" if self._draft.problems else "")
        self._rest.start()

    def _wish(self) -> None:
        if self._draft.problems:
            return
        template = self._draft.fitting
        issue = self._issue if self.choice.currentData() == _ISSUE else None
        if issue is None:
            issue = sample_in(template)
        elif issue.template == self._original.id:
            issue = with_template(issue, self._original, template)
        self._shown = issue
        self._maker.wish(_KEY, issue, template)

    def _on_made(self, key: object, document: Document) -> None:
        if key == _KEY:
            self.view.show_document(document)
            self.shown.emit()

    def _on_failed(self, key: object, sentence: str) -> None:
        if key == _KEY:
            self.failed.emit(sentence)

    def _style_at(self, place: Place) -> str:
        """Return the style that a place is set in, or the part of the page."""
        article = self._shown.find_article(place.owner) if self._shown else None
        if place.part == "table":
            return "table_cell"
        if place.part != "body" or article is None:
            return place.part
        block = article.body[place.block] if place.block < len(article.body) else None
        return block.kind.value if isinstance(block, Paragraph) else "body"
