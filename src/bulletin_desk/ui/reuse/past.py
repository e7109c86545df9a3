"""从往期选用…: joins the taking over of columns, articles and recipients to the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bulletin_desk.errors import DeskError
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.outline.model import Node

if TYPE_CHECKING:
    from bulletin_desk.library.records import IssueRecord
    from bulletin_desk.model.bulletin import Bulletin
    from bulletin_desk.model.taking import Wanted
    from bulletin_desk.model.template import Template
    from bulletin_desk.ui.workshop import Workshop

_LABEL = "从往期选用"
_NONE = "稿库里还没有别的简报。先导入往期简报，再从里面选用。"


class PastIssues(QObject):
    """Lets the clerk choose a past issue and what of it comes into the open one."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        workshop.commands["take_past"].triggered.connect(lambda: self.choose())

    def choose(self, first: int | None = None) -> None:
        """Show past issues, `first` chosen where it is given, and take over what is ticked."""
        from bulletin_desk.ui.reuse.past_dialog import Offer, PastDialog

        workshop, session = self._workshop, self._workshop.session
        workshop.flush()
        if session.bulletin is None or session.locked:
            return
        try:
            records = [r for r in workshop.library.issues() if r.id != session.issue_id]
        except DeskError as error:
            Message.tell(workshop.window, "打不开稿库", str(error))
            return
        if not records:
            workshop.tell(_NONE)
            return
        first = first or _latest(records, session.bulletin.series)
        offer = Offer(records, workshop.library.load_issue, first)
        chosen = PastDialog.ask(workshop.window, offer)
        if chosen is not None:
            issue_id, past, wanted = chosen
            record = next(record for record in records if record.id == issue_id)
            self._take(record, past, wanted)

    def _take(self, record: "IssueRecord", past: "Bulletin", wanted: "Wanted") -> None:
        from bulletin_desk.model.taking import take
        from bulletin_desk.ui.reuse.naming import issue_name

        workshop, bulletin = self._workshop, self._workshop.session.bulletin
        if bulletin is None:
            return
        name = issue_name(record, bulletin.series)
        template, at = self._template(bulletin), self._section(bulletin)
        taken = take(bulletin, past, wanted, origin=name, template=template, at=at)
        if taken.bulletin is bulletin:
            workshop.tell("勾选的内容本期已经有了，没有改动。")
            return
        workshop.apply(_LABEL, taken.bulletin)
        if taken.articles:
            workshop.desk.outline.choose_all([Node("article", key) for key in taken.articles])
        what = f"{len(taken.articles)} 篇稿件" if taken.articles else "勾选的内容"
        workshop.tell(f"已从{name or '往期'}取用{what}，可以撤销（Ctrl+Z）。")

    def _section(self, bulletin: "Bulletin") -> str:
        """Return the column that the current row of the outline is of."""
        from bulletin_desk.model.edits import find_section

        node = self._workshop.desk.node
        if node is None:
            return ""
        found = find_section(bulletin, node.id) if node.kind == "article" else None
        return found[0].id if found is not None else node.id

    def _template(self, bulletin: "Bulletin") -> "Template | None":
        try:
            return self._workshop.pages.template_of(bulletin)
        except DeskError:
            return None  # the preview says what is wrong with the template


def _latest(records: "list[IssueRecord]", series: str) -> int:
    """Return the newest issue of the same series, of any where there is none."""
    same = (record.id for record in records if record.series == series)
    return next(same, records[0].id)
