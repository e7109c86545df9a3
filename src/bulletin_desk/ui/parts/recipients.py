"""The saved units of the office, where the distribution is filled in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bulletin_desk.errors import DeskError
from bulletin_desk.model.recipients import USUAL_MARK, Recipient, is_collective, mark_of, units
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.editor.composing import commit_preedits
from bulletin_desk.ui.outline.model import DISTRIBUTION, Node
from bulletin_desk.ui.parts.distribution import LISTS

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

_GROUPS = {"report_to": "report", "send_to": "send", "issue_to": "issue"}


class Recipients(QObject):
    """Offers saved units and those of past issues, saves new ones, and lets all be edited."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._form = workshop.desk.distribution
        self._form.picking.connect(self.pick)
        self._form.remembering.connect(self.remember)
        workshop.commands["recipients"].triggered.connect(self.edit)
        workshop.desk.chosen.connect(self._on_chosen)

    def pick(self, field: str) -> None:
        """Let the clerk pick units into a list of the distribution."""
        from bulletin_desk.ui.dialogs.recipient_picker import RecipientPicker

        commit_preedits(self._workshop.window)
        bulletin = self._workshop.session.bulletin
        if bulletin is None or self._workshop.session.locked:
            return
        try:
            offered = self.offered(field)
        except DeskError as error:
            Message.tell(self._workshop.window, "读不出常用单位", str(error))
            return
        lists = [getattr(bulletin.distribution, name) for name in LISTS]
        known = {recipient.name for recipient in offered}
        usual = next((mark for mark in (mark_of(text, known) for text in lists) if mark), None)
        text = getattr(bulletin.distribution, field)
        window, label = self._workshop.window, LISTS[field][0]
        picked = RecipientPicker.ask(window, label, text, offered, usual or USUAL_MARK)
        if picked is not None and picked != text:
            self._form.take(field, picked)
        self._form.rows[field].field.setFocus()

    def offered(self, field: str) -> list[Recipient]:
        """Return the units for a list: the saved ones, its own first, then those of past issues."""
        library, bulletin = self._workshop.library, self._workshop.session.bulletin
        saved = library.recipients()
        group = _GROUPS[field]
        order = (group, "", *(other for other in _GROUPS.values() if other != group))
        found = {r.name: r for wanted in order for r in saved if r.group == wanted}
        series = bulletin.series if bulletin else ""
        own = self._workshop.session.issue_id
        for past in library.distributions(series, except_issue=own):
            for name in units(getattr(past, field), found):
                found.setdefault(name, Recipient(name, 1, group))
        return list(found.values())

    def remember(self, field: str, names: Sequence[str]) -> None:
        """Save units that were typed into a list."""
        commit_preedits(self._workshop.window)
        # How many copies 各县 get nobody knows but the clerk.
        many = [name for name in names if is_collective(name)]
        added = [Recipient(name, 0 if name in many else 1, _GROUPS[field]) for name in names]
        if self._save([*self._workshop.library.recipients(), *added]):
            rest = f"请填写“{many[0]}”的份数" if many else "份数可以改"
            self._workshop.tell(f"已记住 {len(added)} 个单位，{rest}（“常用发送单位”）。")

    def edit(self) -> None:
        """Let the clerk edit the saved units."""
        from bulletin_desk.ui.dialogs.recipients import RecipientsDialog

        try:
            saved = self._workshop.library.recipients()
        except DeskError as error:
            Message.tell(self._workshop.window, "读不出常用单位", str(error))
            return
        changed = RecipientsDialog.ask(self._workshop.window, saved)
        if changed is not None and changed != saved:
            self._save(changed)

    def _save(self, saved: Sequence[Recipient]) -> bool:
        try:
            self._workshop.library.save_recipients(saved)
        except DeskError as error:
            Message.tell(self._workshop.window, "没有保存", str(error))
            return False
        self._form.show_saved(list(saved))
        return True

    def _on_chosen(self, node: Node) -> None:
        if node == DISTRIBUTION:
            try:
                self._form.show_saved(self._workshop.library.recipients())
            except DeskError as error:
                self._workshop.tell(str(error))
