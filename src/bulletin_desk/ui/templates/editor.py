"""The template's form with its live page beside it."""

from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.template import STYLE_NAMES, Template
from bulletin_desk.model.templates import all_templates, fresh_name, is_own
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Buttons, LineDialog, Message
from bulletin_desk.ui.editor.composing import commit_preedits, composing_widgets
from bulletin_desk.ui.forms import add_row, form_layout, quiet_label
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.templates import store, words
from bulletin_desk.ui.templates.draft import Draft
from bulletin_desk.ui.templates.fields import WordField
from bulletin_desk.ui.templates.form_page import FormPage
from bulletin_desk.ui.templates.live_preview import LivePreview
from bulletin_desk.ui.templates.look_pages import SheetPage, StylesPage
from bulletin_desk.ui.templates.pages import PageMaker
from bulletin_desk.ui.templates.part_pages import (
    ColumnsPage,
    ContentsPage,
    FooterPage,
    MastheadPage,
    NumbersPage,
)

_PAGES: tuple[tuple[type[FormPage], str], ...] = (
    (SheetPage, "页面"),
    (StylesPage, "文字样式"),
    (MastheadPage, "报头"),
    (ContentsPage, "目录"),
    (ColumnsPage, "栏目"),
    (FooterPage, "版记"),
    (NumbersPage, "页码和期号"),
)
_PART_PAGES: dict[str, type[FormPage]] = {
    "masthead": MastheadPage,
    "contents": ContentsPage,
    "distribution": FooterPage,
}
_Page = TypeVar("_Page", bound=FormPage)


class TemplateEditor(QDialog):
    """Edits a template; a built-in one is saved as the clerk's own. `result_template` is kept."""

    def __init__(
        self,
        parent: QWidget | None,
        template: Template,
        maker: PageMaker,
        painter: PagePainter,
        issue: Bulletin | None,
    ) -> None:
        super().__init__(parent)
        self.draft = Draft(template, self)
        self.result_template: Template | None = None
        self._original = template
        self._pages: dict[type[FormPage], FormPage] = {}
        self._is_own = is_own(template.id)
        self._build_fields()
        self.preview = LivePreview(self.draft, maker, painter, issue)
        self._build()
        self._connect()
        self._show_state()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        template: Template,
        maker: PageMaker,
        painter: PagePainter,
        issue: Bulletin | None,
    ) -> Template | None:
        """Return the template as it was saved, or None when the clerk saves nothing."""
        dialog = cls(parent, template, maker, painter, issue)
        try:
            dialog.exec()
            return dialog.result_template
        finally:
            dialog.deleteLater()

    def reject(self) -> None:
        commit_preedits(self)
        question = "模板的改动还没有保存。\n关闭后，这些改动会丢失。"
        if not self.draft.is_changed or Message.ask(self, "还没有保存", question, "放弃改动"):
            super().reject()

    def page(self, kind: type[_Page]) -> _Page:
        """Return a page of the form; it is made when it is first asked for or shown."""
        made = self._pages.get(kind)
        if made is None:
            holder = self.tabs.widget([known for known, _ in _PAGES].index(kind))
            made = self._pages[kind] = kind(self.draft)
            layout = holder.layout()
            assert layout is not None
            layout.addWidget(made)
        return cast(_Page, made)

    def show_page(self, kind: type[FormPage]) -> None:
        """Show a page of the form."""
        self.page(kind)
        self.tabs.setCurrentIndex([known for known, _ in _PAGES].index(kind))

    def save(self) -> None:
        """Save the template, a built-in one under a name and an id of its own."""
        commit_preedits(self)
        if self.draft.problems:
            return
        template = self.draft.template
        try:
            if self._is_own:
                self.result_template = store.save_own(template)
            else:
                proposed = fresh_name(template.name, all_templates())
                name = template.name if template.name != self._original.name else proposed
                chosen = LineDialog.ask(self, "另存为我的模板", "模板名称", name, "保存")
                if not chosen:
                    return
                told = template.description != self._original.description
                save = store.save_as_own if told else store.copy
                self.result_template = save(template, chosen)
        except DeskError as error:
            Message.tell(self, "没有保存", str(error))
            return
        self.accept()

    def _build_fields(self) -> None:
        self.name = WordField("模板名称")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("模板的各个部分")
        self.tabs.tabBar().setAccessibleName("模板的各个部分")
        for _, title in _PAGES:
            holder = QWidget()
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, title)
        self.page(SheetPage)
        self.problem = quiet_label("")
        theme.named(self.problem, "error")
        self.undo_button, self.redo_button = QPushButton("撤销"), QPushButton("重做")
        self.closing_buttons, role = Buttons(), Buttons.ButtonRole
        save = "保存" if self._is_own else "另存为我的模板…"
        self.save_button = self.closing_buttons.addButton(save, role.AcceptRole)
        self.cancel_button = self.closing_buttons.addButton("取消", role.RejectRole)
        theme.named(self.save_button, "primary")
        # Enter in a field is no wish to save.
        self.closing_buttons.leave_enter_alone()
        for button in (self.undo_button, self.redo_button):
            button.setAutoDefault(False)

    def _build(self) -> None:
        self.setWindowTitle(f"修改模板 — {self._original.name}")
        self.setSizeGripEnabled(True)
        screen.give_size(self, 1240, 800)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._left())
        splitter.addWidget(self.preview)
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 5)
        splitter.setSizes([640, 600])
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        buttons.setSpacing(theme.SMALL)
        buttons.addWidget(self.undo_button)
        buttons.addWidget(self.redo_button)
        buttons.addSpacing(theme.MEDIUM)
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(self.closing_buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(splitter, 1)
        column.addLayout(buttons)

    def _left(self) -> QWidget:
        pane = QWidget()
        head = form_layout()
        head.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.SMALL)
        add_row(head, "模板名称", self.name, self.name)
        if not self._is_own:
            remark = "内置模板本身不会改变，改动另存为“我的模板”。"
            head.addRow("", quiet_label(remark))
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        pane.setMinimumWidth(420)
        return pane

    def _connect(self) -> None:
        self.name.changed.connect(lambda text: self.draft.set("", "name", text))
        self.draft.changed.connect(self._show_state)
        self.preview.shown.connect(self._show_part)
        self.preview.pointed.connect(self._on_pointed)
        self.preview.failed.connect(self.problem.setText)
        self.tabs.currentChanged.connect(self._on_tab)
        self.undo_button.clicked.connect(self._undo)
        self.redo_button.clicked.connect(self._redo)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)
        for key, slot in (
            (QKeySequence.StandardKey.Undo, self._undo),
            (QKeySequence.StandardKey.Redo, self._redo),
            (QKeySequence.StandardKey.Save, self.save),
        ):
            for sequence in QKeySequence.keyBindings(key):
                QShortcut(sequence, self).activated.connect(slot)

    def _undo(self) -> None:
        if not composing_widgets(self):
            self.draft.undo()

    def _redo(self) -> None:
        if not composing_widgets(self):
            self.draft.redo()

    def _show_state(self) -> None:
        problems = self.draft.problems
        self.name.show_value(self.draft.template.name)
        told = ""
        if problems:
            (path, _), reason = next(iter(problems.items()))
            told = f"{words.where(path)}：{words.sentence(reason)}。"
        self.problem.setText(told)
        self.save_button.setEnabled(not problems and (self.draft.is_changed or not self._is_own))
        self.undo_button.setEnabled(self.draft.can_undo)
        self.redo_button.setEnabled(self.draft.can_redo)

    def _on_pointed(self, part: str) -> None:
        """Show the fields of what is clicked on the page."""
        if part in _PART_PAGES:
            self.show_page(_PART_PAGES[part])
        elif part in STYLE_NAMES:
            self.show_page(StylesPage)
            self.page(StylesPage).show_style(part)

    def _on_tab(self, index: int) -> None:
        self.page(_PAGES[index][0])
        self._show_part()

    def _show_part(self) -> None:
        """Show the end of the issue where the footer is edited."""
        if _PAGES[self.tabs.currentIndex()][0] is FooterPage:
            self.preview.show_end()
