"""历史版本: the versions of the open issue, compared with it and taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.differences import Change, PartDifference
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Dialog, LineDialog, Message
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.versions.comparison import Comparison, Load
from bulletin_desk.ui.versions.rows import Row

_ROW = Qt.ItemDataRole.UserRole
_NOW = "现在的内容"
_NONE = "还没有历史版本。按 Ctrl+S 可以保存一个，取个名字；\n编辑时每十分钟也会自动保存一个。"


@dataclass(frozen=True)
class History:
    """What the dialog may do with the history of the open issue."""

    rows: Callable[[], Sequence[Row]]
    load: Callable[[int], Bulletin]
    current: Callable[[], Bulletin]
    locked: bool
    rename: Callable[[Row, str], None]
    delete: Callable[[Row], None]
    restore: Callable[[Bulletin, PartDifference | None], bool]
    save_file: Callable[[Row, Literal["pdf", "docx"]], None]
    open_file: Callable[[Row], None]


class VersionsDialog(Dialog):
    """Lists versions at the left and shows what differs at the right."""

    def __init__(self, parent: QWidget | None, history: History) -> None:
        super().__init__(parent, "历史版本", "恢复整期")
        self.cancel.setText("关闭")
        screen.give_size(self, 1180, 720)
        self._history = history
        self.list = _list()
        self.automatic = QCheckBox("显示自动保存的")
        self.automatic.setChecked(True)
        self.other = QComboBox()
        self.other.setAccessibleName("与哪个版本比较")
        self.chosen = QLabel()
        self.chosen.setTextFormat(Qt.TextFormat.PlainText)
        self.comparison = Comparison()
        self.note = quiet_label("")
        self.rename = _button("改名…")
        self.delete = _button("删除…")
        self.open_pdf = _button("打开定稿的 PDF")
        self.save_pdf = _button("另存 PDF…")
        self.save_docx = _button("另存 Word…")
        self.restore_part = _button("恢复这一部分")
        self._build()
        self._connect()
        self._fill()

    @property
    def row(self) -> Row | None:
        """The chosen version."""
        item = self.list.currentItem()
        return item.data(0, _ROW) if item is not None else None

    def accept(self) -> None:
        compared = self.comparison.compared
        if compared is not None and self._history.restore(compared.old, None):
            self.comparison.wait()
            super().accept()

    def reject(self) -> None:
        self.comparison.wait()
        super().reject()

    def _fill(self) -> None:
        """List the versions, keeping the chosen one."""
        chosen = self.row
        rows = [
            r for r in self._history.rows() if self.automatic.isChecked() or not r.version.automatic
        ]
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            item = QTreeWidgetItem([row.name, row.when])
            item.setToolTip(0, row.name)
            item.setData(0, _ROW, row)
            self.list.addTopLevelItem(item)
            if chosen is not None and row.version.id == chosen.version.id:
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        self.list.blockSignals(False)
        self._fill_others(rows)
        self._compare()

    def _fill_others(self, rows: Sequence[Row]) -> None:
        chosen = self.other.currentData()
        self.other.blockSignals(True)
        self.other.clear()
        self.other.addItem(_NOW, None)
        for row in rows:
            self.other.addItem(row.full_name, row.version.id)
        self.other.setCurrentIndex(max(0, self.other.findData(chosen)))
        self.other.blockSignals(False)

    def _compare(self) -> None:
        row = self.row
        if row is None:
            self.comparison.show_nothing(_NONE)
        else:
            other = self.other.currentData()
            history = self._history
            new: Load = _taken(history.current()) if other is None else partial(history.load, other)
            names = (row.full_name, self.other.currentText())
            self.comparison.show_versions(partial(history.load, row.version.id), new, names)
        self._show_row()

    def _show_row(self) -> None:
        row = self.row
        self.chosen.setText(f"“{row.name}”与" if row else "")
        self.other.setVisible(row is not None)
        final = row.final if row else None
        for button in (self.open_pdf, self.save_pdf, self.save_docx):
            button.setVisible(final is not None)
        for button in (self.rename, self.delete):
            button.setEnabled(row is not None and row.can_be_edited)
        reason = f"后来取消定稿，原因：{final.note}" if final and final.note else ""
        locked = "本期已定稿，不能恢复。" if self._history.locked else ""
        self.note.setText("　".join(part for part in (reason, locked) if part))
        self.note.setVisible(bool(self.note.text()))
        self._show_part()

    def _show_part(self) -> None:
        compared, part = self.comparison.compared, self.comparison.part
        free = compared is not None and not self._history.locked
        differs = compared is not None and any(p.change is not Change.SAME for p in compared.parts)
        self.confirm.setEnabled(free and (differs or self.other.currentData() is not None))
        # A moved article stays where it is; columns come back with the whole issue.
        can = part is not None and part.change not in (Change.SAME, Change.ADDED, Change.MOVED)
        self.restore_part.setEnabled(free and can and part is not None and part.part != "columns")
        self.restore_part.setText(
            "只恢复这一篇" if part is not None and part.part == "article" else "只恢复这一部分"
        )

    def _restore_part(self) -> None:
        compared, part = self.comparison.compared, self.comparison.part
        if compared is not None and part is not None:
            self._history.restore(compared.old, part)
            self.other.setCurrentIndex(0)
            self._fill()

    def _rename(self) -> None:
        row = self.row
        if row is None:
            return
        name = LineDialog.ask(self, "历史版本改名", "名称", row.name, "改名")
        if name:
            self._history.rename(row, name)
            self._fill()

    def _delete(self) -> None:
        row = self.row
        if row is None:
            return
        question = f"确定删除历史版本“{row.name}”吗？\n删除后不能恢复；本期现在的内容不受影响。"
        if Message.ask(self, "删除历史版本", question, "删除"):
            self._history.delete(row)
            self._fill()

    def _with_row(self, do: Callable[[Row], None]) -> None:
        if self.row is not None:
            do(self.row)

    def _connect(self) -> None:
        history = self._history
        self.list.currentItemChanged.connect(self._compare)
        self.automatic.toggled.connect(self._fill)
        self.other.currentIndexChanged.connect(self._compare)
        self.comparison.part_chosen.connect(self._show_part)
        self.rename.clicked.connect(self._rename)
        self.delete.clicked.connect(self._delete)
        self.restore_part.clicked.connect(self._restore_part)
        self.open_pdf.clicked.connect(lambda: self._with_row(history.open_file))
        self.save_pdf.clicked.connect(lambda: self._with_row(lambda r: history.save_file(r, "pdf")))
        self.save_docx.clicked.connect(
            lambda: self._with_row(lambda r: history.save_file(r, "docx"))
        )

    def _build(self) -> None:
        # Enter in a list must not take anything back.
        self.leave_enter_alone()
        left = QWidget()
        column = QVBoxLayout(left)
        column.addWidget(self.list, 1)
        column.addWidget(self.automatic)
        buttons = QHBoxLayout()
        buttons.addWidget(self.rename)
        buttons.addWidget(self.delete)
        buttons.addStretch()
        column.addLayout(buttons)
        column.setContentsMargins(0, 0, theme.MEDIUM, 0)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(1)
        panes.addWidget(left)
        panes.addWidget(self._right())
        panes.setStretchFactor(1, 1)
        panes.setSizes([290, 870])
        self.content.addWidget(panes, 1)

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.MEDIUM, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.chosen)
        head.addWidget(self.other, 1)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.comparison, 1)
        actions = QHBoxLayout()
        for button in (self.open_pdf, self.save_pdf, self.save_docx):
            actions.addWidget(button)
        actions.addStretch()
        actions.addWidget(self.restore_part)
        column.addLayout(actions)
        return right


def _taken(bulletin: Bulletin) -> Load:
    return lambda: bulletin


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button


def _list() -> QTreeWidget:
    versions = QTreeWidget()
    versions.setAccessibleName("历史版本")
    versions.setRootIsDecorated(False)
    versions.setUniformRowHeights(True)
    versions.setHeaderLabels(["版本", "时间"])
    header = versions.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return versions
