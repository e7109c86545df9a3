"""检查项目: every rule with what it looks for, each to be switched on or off for this office."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from bulletin_desk.model.checks import Rule
from bulletin_desk.ui import screen
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.preflight.rows import HEADINGS

_RULE = Qt.ItemDataRole.UserRole


class RulesDialog(Dialog):
    """A list of check boxes; Space switches the rule under the cursor."""

    def __init__(self, parent: QWidget | None, rules: Sequence[Rule], off: frozenset[str]) -> None:
        super().__init__(parent, "检查项目", "保存")
        screen.give_size(self, 720, 560)
        self.list = QTreeWidget()
        self.list.setAccessibleName("检查项目")
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        for rule in rules:
            item = QTreeWidgetItem([rule.name, HEADINGS[rule.severity], rule.explains])
            item.setData(0, _RULE, rule.id)
            state = Qt.CheckState.Unchecked if rule.id in off else Qt.CheckState.Checked
            item.setCheckState(0, state)
            item.setToolTip(2, rule.explains)
            self.list.addTopLevelItem(item)
        header = self.list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.content.addWidget(quiet_label("去掉勾选的项目不再检查，对本稿库的每一期都有效。"))
        self.content.addWidget(self.list, 1)

    def off(self) -> frozenset[str]:
        """Return the rules that are switched off in the list."""
        items = (self.list.topLevelItem(i) for i in range(self.list.topLevelItemCount()))
        return frozenset(
            str(item.data(0, _RULE))
            for item in items
            if item is not None and item.checkState(0) is Qt.CheckState.Unchecked
        )

    @classmethod
    def ask(
        cls, parent: QWidget | None, rules: Sequence[Rule], off: frozenset[str]
    ) -> frozenset[str] | None:
        """Return the rules to switch off, or None when the clerk cancels."""
        dialog = cls(parent, rules, off)
        return dialog.off() if dialog.accepted_by_clerk() else None
