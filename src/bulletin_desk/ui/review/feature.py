"""Joins the review to the window: its command, the count in the status bar, pasted texts."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.source import Recognised, Source
from bulletin_desk.ui import theme
from bulletin_desk.ui.dialogs.base import Message

if TYPE_CHECKING:
    from bulletin_desk.library.library import Library
    from bulletin_desk.ui.review.dialog import ReviewDialog
    from bulletin_desk.ui.review.work import ReviewFile
    from bulletin_desk.ui.workshop import Workshop

_NOTHING = "没有等待核对的文件。"


class Review(QObject):
    """Lets the clerk look at what was not certain. `counted` carries how many files wait."""

    counted = Signal(int)

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._dialog: ReviewDialog | None = None
        self._count = 0
        self.badge = QToolButton()
        self.badge.setToolTip("核对没有把握的导入")
        self.badge.setFocusPolicy(theme.TAB_FOCUS)
        self.badge.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.named(self.badge, "quiet")
        self.badge.hide()
        workshop.window.statusBar().addPermanentWidget(self.badge)
        self.badge.clicked.connect(self.review_queued)
        workshop.commands["review"].triggered.connect(self.review_queued)
        workshop.closing.connect(self.close)
        workshop.commands["paste_article"].triggered.connect(self.paste)
        workshop.files.importer.finished.connect(self.refresh)
        # After the first paint: the start does not wait for it.
        QTimer.singleShot(0, self, self.refresh)

    @property
    def dialog(self) -> "ReviewDialog | None":
        """The review that is open, or None."""
        return self._dialog

    def close(self) -> None:
        """End the review: the window closes. What was decided is kept."""
        if self._dialog is not None:
            self._dialog.close()

    @property
    def waiting(self) -> int:
        """How many files are queued."""
        return len(self._workshop.library.queued())

    def refresh(self) -> None:
        """Say how many files wait."""
        try:
            count = self._count = self.waiting
        except DeskError:
            return
        self.badge.setText(f"{count} 个文件等待核对")
        self.badge.setAccessibleName(f"{count} 个文件等待核对，点开核对")
        self.badge.setVisible(count > 0)
        self.counted.emit(count)

    def review_queued(self) -> None:
        """Go through the files that a batch has queued."""
        from bulletin_desk.ui.review.keeping import Keeper

        try:
            files = Keeper(self._workshop.library).waiting()
        except DeskError as error:
            Message.tell(self._workshop.window, "打不开", str(error))
            return
        self._show(files)

    def review(self, items: Sequence[tuple[Source, Recognised]]) -> None:
        """Go through files that have just been read; they are in no queue."""
        from bulletin_desk.ui.review.work import ReviewFile

        self._show([ReviewFile(source.name, source, found) for source, found in items])

    def paste(self) -> None:
        """Take what is on the clipboard into the pool; what is not certain is looked at first."""
        # None where the clipboard is empty, whatever its type says.
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if mime is None or not self.take_in(mime):
            self._workshop.tell("剪贴板里没有文字。先在别的程序里复制来稿，再点“粘贴为来稿”。")

    def take_in(self, mime: QMimeData) -> bool:
        """Take a copied text in; return whether there is one."""
        from bulletin_desk.intake.recognise import recognise
        from bulletin_desk.ui.review.pasting import paste_source
        from bulletin_desk.ui.review.recognition import is_short

        source = paste_source(mime)
        if source is None or not source.lines:
            return False
        found = recognise(source) if is_short(source) else None
        if found is None:
            from bulletin_desk.ui.review.work import ReviewFile

            self._show([ReviewFile(source.name, source)])
        elif found.doubts or found.intake.bulletin is not None or not found.intake.articles:
            self.review([(source, found)])
        else:
            self._keep(found)
        return True

    def _keep(self, found: Recognised) -> None:
        workshop, articles = self._workshop, found.intake.articles
        try:
            workshop.library.add_to_pool(articles, found.intake.warnings)
        except DeskError as error:
            Message.tell(workshop.window, "没有收入", str(error))
            return
        workshop.show_pool()
        workshop.desk.pool.choose([article.id for article in articles])
        workshop.commands["pool"].trigger()
        workshop.tell(f"{len(articles)} 篇来稿放进待用稿。")

    def _show(self, files: "Sequence[ReviewFile]") -> None:
        if self._dialog is not None:
            self._dialog.take(files)
            return
        if not files:
            self._workshop.tell(_NOTHING)
            return
        self._dialog = dialog = self._build()
        dialog.finished.connect(self._on_finished)
        dialog.take(files)
        dialog.open()

    def _on_finished(self) -> None:
        dialog, self._dialog = self._dialog, None
        assert dialog is not None
        dialog.deleteLater()
        self._show_kept()
        sentence = dialog.tally.sentence(self._count)
        if sentence:
            self._workshop.tell(sentence)

    def _build(self) -> "ReviewDialog":
        from bulletin_desk.ui.dialogs.new_issue import clash_sentence
        from bulletin_desk.ui.review.dialog import ReviewDialog
        from bulletin_desk.ui.review.keeping import Keeper
        from bulletin_desk.ui.templates.pages import PageMaker

        workshop, library = self._workshop, self._workshop.library
        keeper, load = Keeper(library), partial(_load, library)
        maker = PageMaker(lambda: workshop.pages.fonts, self)
        dialog = ReviewDialog(
            workshop.window,
            keeper,
            load,
            lambda masthead: clash_sentence(library, masthead, None),
            maker,
        )
        maker.setParent(dialog)
        dialog.kept.connect(self._show_kept)
        return dialog

    def _show_kept(self) -> None:
        """Show what has come into the library behind the dialog."""
        workshop = self._workshop
        workshop.show_pool()
        if workshop.session.bulletin is None:
            workshop.desk.start.show_recent(workshop.library.issues())
        self.refresh()


def _load(library: "Library", queue_id: int) -> Source:
    from bulletin_desk.intake.source_json import source_from_json

    text, pictures = library.queued_source(queue_id)
    return source_from_json(text, pictures)
