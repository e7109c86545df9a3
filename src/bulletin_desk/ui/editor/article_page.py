"""The editor of one article: title, subtitle, byline, units and body, with a bar of commands."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.richtext import Block, ParagraphKind, Picture, Table
from bulletin_desk.model.splicing import Spot
from bulletin_desk.typeset.display import Document
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.article_bar import ArticleBar
from bulletin_desk.ui.editor.article_changes import add_note, clean
from bulletin_desk.ui.editor.blocks import Styles
from bulletin_desk.ui.editor.body_edit import BodyEdit
from bulletin_desk.ui.editor.fields import LineField, TextField
from bulletin_desk.ui.editor.title_lines import TitleLines, line_starts
from bulletin_desk.ui.editor.title_paste import paste_article
from bulletin_desk.ui.editor.units_field import UnitsField
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.preview.places import Place

_BODY_SCALE = 1.22
_TITLE_LINES = 4


class ArticlePage(QWidget):
    """Shows one article; `edited` carries step name, the new article and a merge key.

    `told` carries a sentence on what a command has done.
    """

    edited = Signal(str, object, object)
    caret_moved = Signal(object)
    step_ended = Signal()
    picture_wanted = Signal()
    table_wanted = Signal()
    object_activated = Signal(int)
    told = Signal(str)

    def __init__(self, pictures: Callable[[str], bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.article: Article | None = None
        theme.named(self, "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        font = QFont(self.font())
        font.setPixelSize(round(theme.pixel_size(font) * _BODY_SCALE))
        self.body = BodyEdit(Styles(font, ("楷体", "KaiTi", "STKaiti", "FandolKai")), pictures)
        self.title = TextField("标题", "标题（Enter 换行，长标题可分几行）")
        self.title.take = lambda source: paste_article(self, source)
        self.title_lines = TitleLines()
        self.subtitle = LineField("副标题", "副标题（没有可不填）")
        self.byline = LineField("署名", "如：市委宣传部")
        self.units = UnitsField("供稿单位", "几个单位用“、”隔开")
        self.run_in = QCheckBox("标题接排")
        self.run_in.setToolTip("标题不单独成行，印在第一段开头")
        self.run_in.setAccessibleName("标题接排")
        self.bar = ArticleBar(self)
        self.kinds = self.bar.kinds
        self._add_commands()
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._build_sheet(), 1)
        self._connect()

    def put_above_title(self, line: QWidget) -> None:
        """Put a line between the bar of commands and the title."""
        self._column.insertWidget(1, line)

    def show_article(self, article: Article) -> None:
        """Show another article, or the same one as it is after a change made elsewhere."""
        known, self.article = self.article, article
        if article is known:
            return
        self.title.show_text(article.title)
        self.subtitle.show_text(article.subtitle)
        self.byline.show_text(article.byline)
        self.units.show_units(article.units)
        self.run_in.setChecked(article.run_in)
        if known is None or known.id != article.id:
            self.title_lines.show_lines(article.title, ())
            self.body.load(article.body)
            self.bar.show_kind(self.body.kind)
        elif known.body is not article.body:
            self.body.show_body(article.body)

    def show_document(self, document: Document | None) -> None:
        """Show how the title breaks on the pages."""
        if self.article is not None:
            starts = line_starts(document, self.article.id)
            self.title_lines.show_lines(self.article.title, starts)

    def put_caret(self, place: Place) -> None:
        """Put the caret where a place on the page came from, and the focus with it."""
        if place.part == "title":
            self.title.setFocus()
            self.title.put_caret(place.position)
        elif place.part in ("subtitle", "byline"):
            field = self.subtitle if place.part == "subtitle" else self.byline
            field.setFocus()
            field.setCursorPosition(place.position)
        elif place.block >= 0:
            self.body.setFocus()
            self.body.put_caret(place.block, place.position)

    def place(self) -> Place | None:
        """Return the place where the caret stands."""
        if self.article is None:
            return None
        if self.title.hasFocus():
            position = self.title.textCursor().position()
            return Place("title", self.article.id, position=position)
        for part, field in (("subtitle", self.subtitle), ("byline", self.byline)):
            if field.hasFocus():
                return Place(part, self.article.id, position=field.cursorPosition())
        block, position = self.body.caret
        in_body = block < len(self.article.body)
        stands = self.article.body[block] if in_body else None
        part = "table" if isinstance(stands, Table) else "body"
        return Place(part, self.article.id, block, position)

    def replace_block(self, label: str, number: int, block: Block) -> None:
        """Put another block in the place of one: a picture with another caption."""
        assert self.article is not None
        body = self.article.body
        self.replace_body(label, (*body[:number], block, *body[number + 1 :]))

    def replace_body(self, label: str, body: tuple[Block, ...]) -> None:
        """Put another body in the place of this one, as one step."""
        assert self.article is not None
        self.body.show_body(body)
        self._tell(label, replace(self.article, body=body), None)

    def insert_block(self, block: Picture | Table, label: str) -> None:
        """Insert a picture or a table after the caret's paragraph."""
        self.body.insert_block(block, label)
        self.body.setFocus()

    def change_article(self, label: str, article: Article, caret: Spot) -> None:
        """Put an article changed in several parts in the place of this one, as one step."""
        self.title.show_text(article.title)
        self.subtitle.show_text(article.subtitle)
        self.body.show_body(article.body)
        self.body.put_caret(*caret)
        self._tell(label, article, None)

    def _add_commands(self) -> None:
        bar, body, command = self.bar, self.body, self.bar.command
        bar.add_kinds(self._set_kind)
        bar.end_group()
        self.bold_action = command("加粗", "Ctrl+B", body.toggle_bold, "bold")
        self.kai_action = command("楷体", "Ctrl+K", body.toggle_kai)
        self.kai_action.setIconText("楷")
        for action in (self.bold_action, self.kai_action):
            action.setCheckable(True)
        self.note_action = command("加按语", "Ctrl+Shift+A", lambda: add_note(self))
        self.note_action.setIconText("按语")
        bar.end_group()
        self.picture_action = command(
            "插入图片…", "Ctrl+Shift+I", self.picture_wanted.emit, "picture"
        )
        self.table_action = command("插入表格…", "Ctrl+Shift+B", self.table_wanted.emit, "table")
        bar.end_group()
        command("固定标题断行", "", self.title_lines.keep_breaks)
        command("取消标题断行", "", self.title_lines.free_breaks)
        bar.end_group()
        command("粘贴原文", "Ctrl+Shift+V", body.paste_raw)
        self.clean_action = command("一键清理", "Ctrl+Shift+K", lambda: clean(self))
        self.clean_action.setIconText("清理")
        bar.show_buttons(self.bold_action, self.kai_action, self.note_action, None)
        bar.show_buttons(self.picture_action, self.table_action, None, self.clean_action)

    def _build_sheet(self) -> QWidget:
        sheet = QWidget()
        self.title.document().setDocumentMargin(2)
        self.title.setFont(theme.heading_font(self.font(), 1.7))
        self.title.show_at_most(_TITLE_LINES)
        for field in (self.title, self.subtitle, self.byline, self.units, self.body):
            theme.named(field, "plain")
        line = QFrame()
        theme.named(line, "line")
        below = QHBoxLayout()
        below.setSpacing(theme.MEDIUM)
        below.setContentsMargins(2, 0, 0, 0)
        for text, field, share in (("署名", self.byline, 1), ("供稿", self.units, 1)):
            label = quiet_label(text)
            label.setWordWrap(False)
            label.setBuddy(field)
            below.addWidget(label)
            below.addWidget(field, share)
        below.addWidget(self.run_in)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(36, 24, 24, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.title)
        column.addWidget(self.title_lines)
        column.addWidget(self.subtitle)
        column.addLayout(below)
        column.addSpacing(theme.SMALL)
        column.addWidget(line)
        column.addSpacing(theme.MEDIUM)
        column.addWidget(self.body, 1)
        return sheet

    def _connect(self) -> None:
        self.title.edited.connect(lambda text: self._on_field("标题", "title", text))
        self.title.step_ended.connect(self.step_ended)
        self.title_lines.wanted.connect(self._change_title)
        self.subtitle.edited.connect(lambda text: self._on_field("副标题", "subtitle", text))
        self.byline.edited.connect(lambda text: self._on_field("署名", "byline", text))
        self.units.units_edited.connect(self._on_units)
        self.run_in.clicked.connect(self._on_run_in)
        self.body.edited.connect(self._on_body)
        self.body.caret_left.connect(self.step_ended)
        self.body.object_activated.connect(self.object_activated)
        self.body.told.connect(self.told)
        for widget in (self.body, self.title):
            widget.cursorPositionChanged.connect(self._on_caret)
        for field in (self.subtitle, self.byline):
            field.cursorPositionChanged.connect(self._on_caret)
        self.body.currentCharFormatChanged.connect(self._show_emphasis)

    def _set_kind(self, kind: ParagraphKind) -> None:
        self.body.set_kind(kind)
        self.body.setFocus()
        self._on_caret()

    def _change_title(self, label: str, title: str) -> None:
        if self.article is not None and not self.title.preedit:
            self.title.show_text(title)
            self._tell(label, replace(self.article, title=title), None)

    def _on_field(self, name: str, field: str, text: str) -> None:
        if self.article is not None:
            article = replace(self.article, **{field: text})
            self._tell(f"修改{name}", article, (self.article.id, field))

    def _on_units(self, units: tuple[str, ...]) -> None:
        if self.article is not None and units != self.article.units:
            article = replace(self.article, units=units)
            self._tell("修改供稿单位", article, (article.id, "units"))

    def _on_run_in(self, checked: bool) -> None:
        if self.article is not None:
            self._tell("标题接排", replace(self.article, run_in=checked), None)

    def _on_body(self, body: tuple[Block, ...], first: int, label: str) -> None:
        if self.article is None:
            return
        was, self_id = self.article.body, self.article.id
        shorter = _length(body, first) < _length(was, first)
        name = label or ("删除文字" if shorter else "输入文字")
        key = None if label else (self_id, "body", first, len(body), name)
        self._tell(name, replace(self.article, body=body), key)

    def _tell(self, label: str, article: Article, key: object) -> None:
        self.article = article
        self.edited.emit(label, article, key)

    def _on_caret(self) -> None:
        if not self.body.preedit:
            self.bar.show_kind(self.body.kind)
            self.caret_moved.emit(self.place())

    def _show_emphasis(self) -> None:
        self.bold_action.setChecked(self.body.is_bold())
        self.kai_action.setChecked(self.body.is_kai())


def _length(body: tuple[Block, ...], number: int) -> int:
    return len(body[number].text) if number < len(body) else 0
