"""The page of one column (栏目): its name, and what to do when it is empty."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from bulletin_desk.model.bulletin import Section
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.forms import add_row, form_layout, heading, quiet_label, scrolling


class SectionPage(QWidget):
    """Edits a column's name; `renamed` carries its id and the new name."""

    renamed = Signal(str, str)
    article_wanted = Signal()
    pool_wanted = Signal()
    library_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section: Section | None = None
        self.name = LineField("栏目名称", "没有名称的栏目不印栏目标题")
        self.remark = quiet_label("")
        self.new_article = QPushButton("新建稿件")
        self.from_pool = QPushButton("从待用稿中选…")
        self.from_library = QPushButton("从稿库中找…")
        content = QWidget()
        form = form_layout()
        add_row(form, "栏目名称", self.name, self.name)
        # In two lines: a narrow pane has no room for three buttons.
        buttons = QGridLayout()
        buttons.setHorizontalSpacing(theme.SMALL)
        buttons.addWidget(self.new_article, 0, 0)
        buttons.addWidget(self.from_pool, 1, 0)
        buttons.addWidget(self.from_library, 1, 1)
        buttons.setColumnStretch(2, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.LARGE - 4)
        column.addWidget(heading("栏目"))
        column.addLayout(form)
        column.addWidget(self.remark)
        column.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(content))
        self.name.edited.connect(self._on_name)
        self.new_article.clicked.connect(self.article_wanted)
        self.from_pool.clicked.connect(self.pool_wanted)
        self.from_library.clicked.connect(self.library_wanted)

    def show_section(self, section: Section) -> None:
        """Show a column."""
        self.section = section
        self.name.show_text(section.name)
        count = len(section.articles)
        empty = "这个栏目还没有稿件。可以新建，也可以从待用稿或稿库里把稿件拖到左边的栏目上。"
        self.remark.setText(f"共 {count} 篇稿件。" if count else empty)

    def _on_name(self, text: str) -> None:
        if self.section is not None:
            self.renamed.emit(self.section.id, text.strip())
