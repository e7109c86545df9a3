"""The form's pages of the sheet and of the text styles."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.template import STYLE_NAMES
from bulletin_desk.model.template_values import default_style, with_style
from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import heading
from bulletin_desk.ui.templates import words
from bulletin_desk.ui.templates.draft import Draft
from bulletin_desk.ui.templates.form_page import FormPage


class SheetPage(FormPage):
    """页面: margins, grid, marks."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.group("")
        self.add_words("说明", "", "description", "这个模板用在哪里，如：市委办公室每周简报")
        self.group("版心")
        self.add_choice("页面", "page", "preset", words.PRESETS, "自定")
        for text, key in (("上边距", "top"), ("下边距", "bottom"), ("左边距", "left"),
                          ("右边距", "right")):  # fmt: skip
            self.add_number(text, "page", key, "毫米")
        self.group("网格")
        self.add_number("行距", "page", "pitch", "磅", 0.5)
        self.add_number("字距", "page", "spacing", "磅，正文每个字之后加减", 0.1)
        self.add_number("每页行数", "page", "lines", "行，0 为不限定")
        self.add_number("每行字数", "page", "chars", "字，0 为不限定")
        self.group("标点")
        self.add_choice("全角标点", "page", "punctuation", words.PUNCTUATION)
        self.finish()


class StylesPage(FormPage):
    """文字样式: a list of the styles, and the values of the chosen one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._style = "masthead_name"
        self.list = QListWidget()
        self.list.setAccessibleName("文字样式")
        self.restore = QPushButton("还原默认")
        self.restore.setAutoDefault(False)
        self.title = heading("", 1.05)
        self._build_list()
        self._build_rows()
        self.list.currentRowChanged.connect(self._on_chosen)
        self.restore.clicked.connect(self._restore)
        self.list.setCurrentRow(list(STYLE_NAMES).index(self._style))
        self.finish()

    @property
    def style_id(self) -> str:
        """The style on show."""
        return self._style

    def show_style(self, style: str) -> None:
        """Choose a style."""
        self.list.setCurrentRow(list(STYLE_NAMES).index(style))

    def show_values(self) -> None:
        super().show_values()
        self.title.setText(words.style_name(self._style))
        template = self.draft.template
        same = template.styles[self._style] == default_style(template, self._style)
        self.restore.setEnabled(not same)

    def _build_list(self) -> None:
        for style in STYLE_NAMES:
            self.list.addItem(QListWidgetItem(words.style_name(style)))
        width = self.list.sizeHintForColumn(0) + 4 * theme.MEDIUM
        self.list.setFixedWidth(width)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        rows = layout.takeAt(0).widget()
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.list)
        line.addWidget(rows, 1)
        layout.addWidget(holder)

    def _build_rows(self) -> None:
        path = f"styles.{self._style}"
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.title, 1)
        line.addWidget(self.restore)
        self.insert(head)
        self.group("")
        self.add_choice("字体", path, "font", words.FONTS)
        self.add_size("字号", path, "size")
        self.add_number("行距", path, "pitch", "磅", 0.5)
        self.add_choice("对齐", path, "align", words.ALIGNMENTS)
        self.add_colour("颜色", path, "colour")
        self.add_flag("加粗", path, "bold")
        self.group("缩进和间距")
        self.add_number("首行缩进", path, "indent", "字，负数为悬挂", 0.5)
        self.add_number("左缩进", path, "left", "字", 0.5)
        self.add_number("右缩进", path, "right", "字", 0.5)
        self.add_number("段前", path, "before", "磅")
        self.add_number("段后", path, "after", "磅")
        self.add_number("字距", path, "spacing", "磅", 0.1)
        self.group("换行和分页")
        self.add_flag("几行长短相近（用于标题）", path, "balanced")
        self.add_flag("与下一段同页", path, "keep_next")
        self.add_flag("段中不分页", path, "keep_lines")
        self.add_flag("数字和字母用西文字体", path, "latin")

    def _on_chosen(self, row: int) -> None:
        old, self._style = f"styles.{self._style}", list(STYLE_NAMES)[row]
        for entry in self.rows:
            entry.path = f"styles.{self._style}"
        with QSignalBlocker(self.draft):
            self.draft.forget_wrong(old)
        self.draft.changed.emit()

    def _restore(self) -> None:
        template = self.draft.template
        path = f"styles.{self._style}"
        self.draft.forget_wrong(path)
        style = default_style(template, self._style)
        self.draft.replace(with_style(template, style), (path, "default"))
