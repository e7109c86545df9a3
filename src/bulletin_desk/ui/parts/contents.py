"""The page of the contents (目录): whether the issue prints them, and how they look."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin, ContentsStyle
from bulletin_desk.model.template import ContentsLayout
from bulletin_desk.model.templates import load_template
from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import add_row, form_layout, heading, quiet_label, scrolling
from bulletin_desk.ui.pointing import WheelGuard

_REMARK = "目录由栏目和稿件标题自动排出，标题和页码改了，目录会跟着改。"
_STYLES = {
    ContentsStyle.GROUPED: "按栏目分组",
    ContentsStyle.BULLETED: "逐条列出，标题前加符号",
}
_PAGES = {True: "印页码", False: "不印页码"}


class ContentsPage(QWidget):
    """Edits how an issue has its contents; `edited` carries step name, new bulletin, merge key."""

    edited = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bulletin: Bulletin | None = None
        self.printed = QCheckBox("印目录")
        self.printed.setAccessibleName("印目录")
        self.style_choice = _choice(_STYLES)
        self.pages_choice = _choice(_PAGES)
        WheelGuard(self.style_choice, self.pages_choice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(self._build_form()))
        self.printed.clicked.connect(self._on_printed)
        self.style_choice.activated.connect(self._on_style)
        self.pages_choice.activated.connect(self._on_pages)

    def show_bulletin(self, bulletin: Bulletin) -> None:
        """Show how an issue prints its contents."""
        self._bulletin = bulletin
        self.printed.setChecked(bulletin.contents)
        try:
            layout = load_template(bulletin.template).contents
        except DeskError:  # the template was deleted: the pages are set in another one
            layout = ContentsLayout()
        self.style_choice.setItemText(0, f"按模板（{_STYLES[layout.style]}）")
        self.pages_choice.setItemText(0, f"按模板（{_PAGES[layout.page_numbers]}）")
        style, pages = bulletin.contents_style, bulletin.contents_pages
        self.style_choice.setCurrentIndex(0 if style is None else [None, *_STYLES].index(style))
        self.pages_choice.setCurrentIndex(0 if pages is None else [None, *_PAGES].index(pages))
        for choice in (self.style_choice, self.pages_choice):
            choice.setEnabled(bulletin.contents)

    def _build_form(self) -> QWidget:
        content = QWidget()
        form = form_layout()
        form.addRow("", self.printed)
        add_row(form, "样式", self.style_choice, self.style_choice)
        add_row(form, "页码", self.pages_choice, self.pages_choice)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.LARGE - 4)
        column.addWidget(heading("目录"))
        column.addLayout(form)
        column.addWidget(quiet_label(_REMARK))
        return content

    def _on_printed(self, printed: bool) -> None:
        if self._bulletin is not None:
            changed = replace(self._bulletin, contents=printed)
            self._tell("印目录" if printed else "不印目录", changed)

    def _on_style(self, index: int) -> None:
        if self._bulletin is not None:
            changed = replace(self._bulletin, contents_style=[None, *_STYLES][index])
            self._tell("修改目录样式", changed)

    def _on_pages(self, index: int) -> None:
        if self._bulletin is not None:
            changed = replace(self._bulletin, contents_pages=[None, *_PAGES][index])
            self._tell("修改目录页码", changed)

    def _tell(self, label: str, changed: Bulletin) -> None:
        if changed != self._bulletin:
            self.show_bulletin(changed)
            self.edited.emit(label, changed, None)


def _choice(texts: dict[ContentsStyle, str] | dict[bool, str]) -> QComboBox:
    choice = QComboBox()
    choice.addItems(["按模板", *texts.values()])
    return choice
