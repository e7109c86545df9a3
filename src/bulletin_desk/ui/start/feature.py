"""Joins the start page to the library: first pages, recent issues, the next issue, the sample."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from bulletin_desk.errors import DeskError
from bulletin_desk.library.records import IssueRecord
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.dialogs.new_issue import Base
from bulletin_desk.ui.files.recent import recently_opened
from bulletin_desk.ui.start import sample
from bulletin_desk.ui.start.cards import PAGE
from bulletin_desk.ui.start.first_pages import FirstPages

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

_CHANGED = "示例里有您改动过的内容，会一起删除，不能恢复。\n您自己新建和导入的简报、稿件不受影响。"


class Start(QObject):
    """Fills the start page while no issue is open."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._library = workshop.library
        self._page = page = workshop.desk.start
        self._pages = FirstPages(workshop.library, self)
        page.recently = lambda records: recently_opened(workshop.window.settings, records)
        page.samples = lambda: sample.issues_of(self._library)
        page.image = self._pages.image
        page.page_wanted.connect(self._want_page)
        page.next_wanted.connect(workshop.files.next_issue)
        page.sample_unwanted.connect(self.remove_sample)
        page.menu_wanted.connect(self._show_menu)
        self._pages.made.connect(page.show_page)
        workshop.session.opened.connect(self._pages.forget)
        workshop.closing.connect(self.wait)

    def remove_sample(self) -> None:
        """Delete the sample library; where the clerk has worked in it, only when confirmed."""
        window = self._workshop.window
        try:
            if sample.is_changed(self._library) and not Message.ask(
                window, "删除示例", _CHANGED, "全部删除"
            ):
                return
            sample.remove(self._library)
        except DeskError as error:
            Message.tell(window, "没有删除", str(error))
        self._workshop.show_pool()
        self._page.show_recent(self._library.issues())

    def wait(self) -> None:
        """Wait for the page that is being made."""
        self._pages.stop()

    def _show_menu(self, record: IssueRecord, place: QPoint) -> None:
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        deletion = self._workshop.files.deletion
        menu.addAction("打开").triggered.connect(lambda: self._workshop.open_issue(record.id))
        base = Base(f"沿用这一期：{record.series} {record.number_text}", record.series, record.id)
        files = self._workshop.files
        menu.addAction("以这一期为底新建…").triggered.connect(lambda: files.next_issue("", base))
        menu.addSeparator()
        menu.addAction("删除这一期…").triggered.connect(lambda: deletion.delete(record.id))
        menu.popup(place)

    def _want_page(self, record: IssueRecord) -> None:
        self._pages.want(record, PAGE, self._page.devicePixelRatioF())
