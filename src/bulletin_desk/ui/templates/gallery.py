"""The gallery of templates: choose one by its page, copy, change, delete, import and export it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import delete_own, fresh_name, in_template, is_own, survey
from bulletin_desk.paths import home
from bulletin_desk.typeset.display import Document
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Files, LineDialog, Message
from bulletin_desk.ui.forms import heading, quiet_label
from bulletin_desk.ui.preview.page_view import PageView
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.templates import store
from bulletin_desk.ui.templates.cards import Cards
from bulletin_desk.ui.templates.editor import TemplateEditor
from bulletin_desk.ui.templates.importing import import_file
from bulletin_desk.ui.templates.pages import PageMaker
from bulletin_desk.ui.templates.sample import sample_in

# What one file system or another refuses in a name.
_REFUSED = re.compile(r'[\x00-\x1f\\/:*?"<>|]')
_KINDS = "模板（*.toml）;;所有文件（*）"


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """The issue on the desk; `uses` counts the library's issues in a template."""

    bulletin: Bulletin | None
    locked: bool
    uses: Callable[[str], int]


class TemplateGallery(QDialog):
    """Shows every template as a page. `used` carries the template that the issue is to take.

    `stored` follows each change of the clerk's own templates.
    """

    used = Signal(object)
    stored = Signal()

    def __init__(
        self, parent: QWidget | None, maker: PageMaker, painter: PagePainter, issue: OpenIssue
    ) -> None:
        super().__init__(parent)
        self._maker, self._painter, self._issue = maker, painter, issue
        self._issues: dict[str, tuple[Template, Bulletin]] = {}
        self.cards = Cards(painter)
        self.view = PageView(painter, self)
        self.view.desk_colour = QColor(theme.colours().desk)
        self.title, self.about, self.whose = heading("", 1.25), quiet_label(""), quiet_label("")
        self.broken = quiet_label("")
        theme.named(self.broken, "error")
        self._actions: dict[str, tuple[QAction, QPushButton]] = {}
        self._build()
        self.cards.currentItemChanged.connect(lambda *_: self._show_current())
        self.cards.itemActivated.connect(lambda _: self._activate())
        maker.made.connect(self._on_made)
        self.refresh(issue.bulletin.template if issue.bulletin else "")

    def action(self, name: str) -> QAction:
        """Return an action: use, copy, edit, delete, import or export."""
        return self._actions[name][0]

    def refresh(self, choose: str = "") -> None:
        """Show the templates that there are now, and choose one."""
        templates, wrong = survey()
        self.cards.show_templates([(t, self._remark(t)) for t in templates])
        if choose:
            self.cards.choose(choose)
        self.broken.setText("\n".join(str(error) for error in wrong))
        self.broken.setVisible(bool(wrong))
        for template in templates:
            self._maker.wish(("card", template.id), self._bulletin(template), template)
        self._show_current()

    def done(self, result: int) -> None:
        self._maker.stop()
        super().done(result)

    def _build(self) -> None:
        self.setWindowTitle("模板")
        screen.give_size(self, 1200, 780)
        self._make_actions()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.cards)
        splitter.addWidget(self._build_details())
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 6)
        splitter.setSizes([640, 560])
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        row.setSpacing(theme.SMALL)
        row.addWidget(self._actions["import"][1])
        row.addWidget(self.broken, 1)
        row.addStretch()
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(splitter, 1)
        column.addLayout(row)

    def _make_actions(self) -> None:
        for name, text, slot in (
            ("use", "用于本期", self._use), ("edit", "修改…", self._edit),
            ("copy", "复制…", self._copy), ("export", "导出…", self._export),
            ("delete", "删除…", self._delete), ("import", "导入…", self._import),
        ):  # fmt: skip
            action = QAction(text, self)
            action.triggered.connect(slot)
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.setAccessibleName(text.rstrip("…"))
            button.clicked.connect(action.trigger)
            self._actions[name] = (action, button)
            if name != "import":
                self.cards.addAction(action)
        self.action("delete").setShortcut(QKeySequence("Delete"))
        self.action("delete").setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.cards.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        theme.named(self._actions["use"][1], "primary")

    def _build_details(self) -> QWidget:
        pane = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        for name in ("use", "edit", "copy", "export", "delete"):
            buttons.addWidget(self._actions[name][1])
        buttons.addStretch()
        head = QVBoxLayout()
        head.setContentsMargins(theme.LARGE, theme.MEDIUM + 4, theme.LARGE, theme.MEDIUM)
        head.setSpacing(theme.SMALL)
        head.addWidget(self.title)
        head.addWidget(self.about)
        head.addWidget(self.whose)
        head.addSpacing(theme.SMALL)
        head.addLayout(buttons)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        return pane

    def _bulletin(self, template: Template) -> Bulletin:
        """Return the open issue in a template, or the sample: the same object every time."""
        known = self._issues.get(template.id)
        if known and known[0] is template:
            return known[1]
        issue = self._issue.bulletin
        made = sample_in(template) if issue is None else in_template(issue, template)
        self._issues[template.id] = (template, made)
        return made

    def _remark(self, template: Template) -> str:
        own = "我的模板" if is_own(template.id) else "内置"
        return f"{own} · 本期在用" if self._is_used(template) else own

    def _is_used(self, template: Template) -> bool:
        issue = self._issue.bulletin
        return issue is not None and issue.template == template.id

    def _show_current(self) -> None:
        template = self.cards.template
        there = template is not None
        own = template is not None and is_own(template.id)
        used = template is not None and self._is_used(template)
        can_use = there and self._issue.bulletin is not None and not self._issue.locked
        for name, enabled in (
            ("use", can_use and not used), ("copy", there), ("edit", there),
            ("export", there), ("delete", own),
        ):  # fmt: skip
            for part in self._actions[name]:
                part.setEnabled(enabled)
        if template is None:
            return
        self.title.setText(template.name)
        self.about.setText(template.description)
        self.about.setVisible(bool(template.description))
        self.whose.setText(self._whose(template))
        document = self._maker.known(
            ("card", template.id), self._bulletin(template), template
        )  # else it is coming
        self.view.forget()
        self.view.show_document(document)

    def _whose(self, template: Template) -> str:
        own = is_own(template.id)
        told = "我的模板" if own else "内置模板，修改后另存为我的模板"
        shown = "以本期内容预览" if self._issue.bulletin is not None else "以样张预览"
        used = "本期在用" if self._is_used(template) else ""
        return " · ".join(part for part in (told, used, shown) if part)

    def _on_made(self, key: object, document: Document) -> None:
        match key:
            case ("card", str(template_id)):
                self.cards.show_page(template_id, document.pages[0])
                template = self.cards.template
                if template is not None and template.id == template_id:
                    self.view.show_document(document)
            case _:
                pass

    def _activate(self) -> None:
        self.action("use" if self.action("use").isEnabled() else "edit").trigger()

    def _use(self) -> None:
        template = self.cards.template
        if template is not None:
            self.used.emit(template)
            self.accept()

    def _copy(self) -> None:
        template = self.cards.template
        if template is None:
            return
        proposed = fresh_name(template.name, survey()[0])
        name = LineDialog.ask(self, "复制模板", "模板名称", proposed, "复制")
        if name:
            self._store("没有复制", lambda: store.copy(template, name))

    def _edit(self) -> None:
        template = self.cards.template
        if template is None:
            return
        issue = self._issue.bulletin
        saved = TemplateEditor.ask(self, template, self._maker, self._painter, issue)
        if saved is not None:
            self._stored(saved)

    def _delete(self) -> None:
        template = self.cards.template
        if template is None or not is_own(template.id):
            return
        if self._is_used(template):
            Message.tell(
                self, "不能删除", "打开的这一期正在用这个模板。请先给它换一个模板，再来删除。"
            )
            return
        count = self._issue.uses(template.id)
        kept = f"\n稿库里还有 {count} 期用它排版，删除后要另选模板才能排版。" if count else ""
        question = f"确定删除模板“{template.name}”吗？\n删除后不能恢复。{kept}"
        if not Message.ask(self, "删除模板", question, "删除"):
            return
        try:
            delete_own(template.id)
        except DeskError as error:
            Message.tell(self, "没有删除", str(error))
        self.stored.emit()
        self.refresh()

    def _import(self) -> None:
        for path in Files.ask_open(self, "导入模板", _KINDS):
            self._store("没有导入", partial(import_file, self, path))

    def _export(self) -> None:
        template = self.cards.template
        if template is None:
            return
        proposed = home() / f"{_REFUSED.sub('_', template.name)}.toml"
        target = Files.ask_save(self, "导出模板", _KINDS, proposed)
        if target is None:
            return
        try:
            store.export(template, target)
        except DeskError as error:
            Message.tell(self, "没有导出", str(error))

    def _store(self, title: str, save: Callable[[], Template | None]) -> None:
        try:
            template = save()
        except DeskError as error:
            Message.tell(self, title, str(error))
        else:
            if template is not None:
                self._stored(template)

    def _stored(self, template: Template) -> None:
        self.stored.emit()
        self.refresh(template.id)
