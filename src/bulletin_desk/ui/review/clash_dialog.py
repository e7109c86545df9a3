"""期号已被占用: the issue that has the number, and what can be done."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from bulletin_desk.library.records import IssueRecord, IssueStatus


class Way(Enum):
    """What becomes of a file whose number is taken."""

    OTHER_NUMBER = auto()
    UNNUMBERED = auto()
    DROP = auto()
    BACK = auto()


class ClashBox(QMessageBox):
    """Names the issue that is there, and asks."""

    def __init__(self, parent: QWidget, record: IssueRecord) -> None:
        super().__init__(parent)
        self.setWindowTitle("期号已被占用")
        self.setIcon(QMessageBox.Icon.Question)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(f"稿库里已经有{described(record)}。")
        self.setInformativeText("同一份刊物一年里不能有两个相同的期号。")
        role = QMessageBox.ButtonRole
        self.other = self.addButton("换一个期号", role.AcceptRole)
        self.unnumbered = self.addButton("不编号收入", role.AcceptRole)
        self.drop = self.addButton("不收", role.ActionRole)
        self.back = self.addButton("取消", role.RejectRole)
        self.setDefaultButton(self.other)
        self.setEscapeButton(self.back)

    @classmethod
    def ask(cls, parent: QWidget, record: IssueRecord) -> Way:
        """Return what the clerk chooses."""
        box = cls(parent, record)
        box.exec()
        box.deleteLater()
        ways = {box.other: Way.OTHER_NUMBER, box.unnumbered: Way.UNNUMBERED, box.drop: Way.DROP}
        return next(
            (way for button, way in ways.items() if box.clickedButton() is button), Way.BACK
        )


def described(record: IssueRecord) -> str:
    """Return an issue's name: 《…》第7期（2021年3月8日，5 篇）."""
    date = record.date
    facts = [f"{date.year}年{date.month}月{date.day}日"] if date else []
    facts.append(f"{record.titles} 篇")
    facts += ["已定稿"] if record.status is IssueStatus.FINAL else []
    return f"《{record.series or '无刊名'}》{record.number_text}（{'，'.join(facts)}）"
