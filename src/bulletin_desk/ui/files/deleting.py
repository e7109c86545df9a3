"""删除这一期: a draft leaves the library, once the clerk has been told what goes with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.library.records import IssueRecord, IssueStatus
from bulletin_desk.ui.dialogs.base import Message

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

_TITLE = "删除这一期"
_FINAL = "已经定稿，不能删除。\n要删除，请先打开它，点“文件 › 取消定稿…”。"
_CONSEQUENCES = "从待用稿选来的稿件会回到待用稿。\n其余稿件和这一期的历史版本一起删除，不能恢复。"


class IssueDeletion(QObject):
    """Deletes issues of the library; `deleted` follows each."""

    deleted = Signal()

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        workshop.commands["delete_issue"].triggered.connect(self.delete_open)

    def delete_open(self) -> None:
        """Delete the issue on the desk."""
        issue_id = self._workshop.session.issue_id
        if issue_id is not None:
            self.delete(issue_id)

    def delete(self, issue_id: int) -> bool:
        """Delete an issue if the clerk agrees; return whether it is gone."""
        workshop = self._workshop
        try:
            record = workshop.library.record(issue_id)
            if not self._agreed(record) or not self._left(issue_id):
                return False
            workshop.library.delete_issue(issue_id)
        except DeskError as error:
            Message.tell(workshop.window, "没有删除", str(error))
            return False
        workshop.show_pool()
        if workshop.session.bulletin is None:
            workshop.desk.start.show_recent(workshop.library.issues())
        workshop.tell(f"已删除{_name(record)}。")
        self.deleted.emit()
        return True

    def _agreed(self, record: IssueRecord) -> bool:
        window = self._workshop.window
        if record.status is IssueStatus.FINAL:
            Message.tell(window, "没有删除", f"{_name(record)}{_FINAL}")
            return False
        return Message.ask(window, _TITLE, f"删除{_name(record)}？\n{_CONSEQUENCES}", "删除")

    def _left(self, issue_id: int) -> bool:
        """Close the issue where it is the open one; return whether it is not on the desk."""
        if self._workshop.session.issue_id == issue_id:
            self._workshop.close_issue()
        return self._workshop.session.issue_id != issue_id


def _name(record: IssueRecord) -> str:
    return f"《{record.series or '无刊名'}》{record.number_text}"
