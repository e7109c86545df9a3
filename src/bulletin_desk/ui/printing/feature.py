"""打印: asks how, and prints the pages that are on show."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.typeset.display import Document
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.files.progress import ProgressStrip
from bulletin_desk.ui.finals.feature import DIFFERS, Finals
from bulletin_desk.ui.preflight.feature import Preflight

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from bulletin_desk.ui.printing.job import PrintJob
    from bulletin_desk.ui.workshop import Workshop

_NO_PRINTER = (
    "这台电脑上没有打印机。请先连接或添加打印机再打印；\n"
    "也可以导出 PDF，拿到有打印机的电脑上打印，版面一样。"
)


class Printers:
    """The platform's printers and its print dialog."""

    @staticmethod
    def any() -> bool:
        """Whether there is a printer."""
        from PySide6.QtPrintSupport import QPrinterInfo

        return bool(QPrinterInfo.availablePrinterNames())

    @staticmethod
    def ask(parent: QWidget, printer: "QPrinter", count: int) -> bool:
        """Let the clerk choose printer, pages, copies and sides; return whether to print."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle("打印")
        dialog.setMinMax(1, count)
        dialog.setFromTo(1, count)
        option = QAbstractPrintDialog.PrintDialogOption
        dialog.setOptions(option.PrintPageRange | option.PrintCollateCopies | option.PrintToFile)
        dialog.setPrintRange(QAbstractPrintDialog.PrintRange.AllPages)
        try:
            return dialog.exec() == QPrintDialog.DialogCode.Accepted
        finally:
            dialog.deleteLater()


class Printing(QObject):
    """Prints the open issue; `job` is what is being printed, or None."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self.job: PrintJob | None = None
        self.progress = ProgressStrip()
        workshop.window.statusBar().insertPermanentWidget(0, self.progress)
        self.progress.cancelled.connect(self._stop)
        # Whoever closes the window wants the paper all the same.
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self._finish_now)
        workshop.commands["print"].triggered.connect(self.print_issue)

    def print_issue(self) -> None:
        """Ask how to print, then print what is on the desk now."""
        workshop = self._workshop
        if self.job is not None:
            workshop.tell("正在打印，请等这一次打印完。")
            return
        if not Printers.any():
            if Message.offer(workshop.window, "没有打印机", _NO_PRINTER, "导出 PDF"):
                workshop.commands["pdf"].trigger()
            return
        workshop.flush()
        workshop.pages.update_now()
        bulletin, document = workshop.session.bulletin, workshop.pages.document
        if bulletin is None or document is None or not document.pages:
            return
        preflight = workshop.feature(Preflight)
        if workshop.session.locked:
            may = self._accept_differences()
        else:
            may = preflight.confirm_before("打印", self.print_issue)
        if may:
            self._ask_and_start(bulletin, document)

    def _accept_differences(self) -> bool:
        """Return whether to print a final issue; its pages may look different here."""
        if not self._workshop.feature(Finals).differs:
            return True
        return Message.ask(self._workshop.window, "版面有差异", DIFFERS, "仍然打印")

    def _ask_and_start(self, bulletin: Bulletin, document: Document) -> None:
        from PySide6.QtPrintSupport import QPrinter

        from bulletin_desk.ui.files.writing import pictures_of
        from bulletin_desk.ui.printing.job import PrintJob, set_up, sides

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_up(printer, document)
        if not Printers.ask(self._workshop.window, printer, len(document.pages)):
            return
        # The dialog brings the chosen printer's own paper and margins.
        set_up(printer, document)
        pages = sides(printer, document)
        if not pages:
            Message.tell(
                self._workshop.window,
                "没有打印",
                f"所选的页码不在本期里。本期共 {len(document.pages)} 页，请重新选择。",
            )
            return
        pictures = pictures_of(bulletin, self._workshop.library)
        self.job = job = PrintJob(printer, pages, partial(_picture, pictures))
        job.progressed.connect(self._show_progress)
        job.finished.connect(self._finish)
        job.start()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.show_step("正在打印", done, total)

    def _stop(self) -> None:
        if self.job is not None:
            self.job.cancel()

    def _finish_now(self) -> None:
        while self.job is not None:
            self.job.step()

    def _finish(self, stopped: bool, sentence: str) -> None:
        self.progress.finish()
        if self.job is not None:
            self.job.deleteLater()
            self.job = None
        if sentence:
            Message.tell(self._workshop.window, "没有打印", sentence)
        else:
            self._workshop.tell("已停止打印。" if stopped else "已送往打印机。")


def _picture(pictures: Mapping[str, bytes], digest: str) -> bytes:
    if digest not in pictures:
        raise DeskError("稿库里没有这张图片。")
    return pictures[digest]
