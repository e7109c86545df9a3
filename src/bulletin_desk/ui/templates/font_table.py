"""The table of fonts: for what, the standard family, what is used for it, and its file."""

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.ui import screen
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.templates.words import FONTS

_LATIN = {"latin": "数字和字母"}
_ADVICE = (
    "装上标准字体后重新打开简报台，版面就会改用它们。"
    "导出的 PDF 带着版面所用的字体，到哪里看都一样；"
    "Word 文件写的是标准字体，在装有这些字体的电脑上打开就用它们。"
)


class FontTable(Dialog):
    """Shows every role's font."""

    def __init__(self, parent: QWidget | None, fonts: Fonts) -> None:
        super().__init__(parent, "字体说明", "知道了")
        screen.give_size(self, 760, 360)
        self.cancel.hide()
        self.table = QTreeWidget()
        self.table.setAccessibleName("字体")
        self.table.setRootIsDecorated(False)
        self.table.setHeaderLabels(["用途", "标准字体", "版面所用", "字体文件"])
        missing = {item.role: item for item in fonts.substitutions()}
        for role, name in (FONTS | _LATIN).items():
            face = fonts.primary(role)
            lost = missing.get(role)
            wanted = f"{lost.wanted}（没有）" if lost else face.family
            item = QTreeWidgetItem([name, wanted, face.family, face.path.name])
            item.setToolTip(3, str(face.path))
            self.table.addTopLevelItem(item)
        header = self.table.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(quiet_label(_ADVICE))
