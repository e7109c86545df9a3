"""Printing: what reaches the paper, through a printer that writes PDF."""

import datetime
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter

from bulletin_desk.export.pdf import pdf_bytes
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.richtext import Picture, Run, plain
from bulletin_desk.typeset.display import Document, PictureItem
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.preflight.feature import Preflight
from bulletin_desk.ui.preview.painter import extent
from bulletin_desk.ui.printing import job
from bulletin_desk.ui.printing.feature import Printers, Printing
from export.pdf_samples import rendered
from ui.driver import Desk, compose

Choice = Callable[[QPrinter], object]


@pytest.fixture
def printed(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """Prints the open issue as the dialog's choices have it, and returns the PDF."""
    target = tmp_path / "printed.pdf"
    monkeypatch.setattr(Printers, "any", lambda: True)
    monkeypatch.setattr(Preflight, "confirm_before", lambda *_: True)

    def run(choose: Choice = lambda printer: None, resolution: int = 600) -> bytes:
        def ask(parent: object, printer: QPrinter, count: int) -> bool:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(target))
            printer.setResolution(resolution)
            choose(printer)
            return True

        monkeypatch.setattr(Printers, "ask", ask)
        feature = desk.workshop.feature(Printing)
        desk.press("Ctrl+P")
        desk.qtbot.wait_until(lambda: feature.job is None)
        return target.read_bytes() if target.exists() else b""

    return run


def long_issue(picture: Picture | None = None) -> Bulletin:
    """Five pages or more, with every kind of item that a page can hold."""
    filler = "全市各级各部门认真落实会议要求，扎实开展环境卫生整治，共清理垃圾350处。"
    body = tuple(plain(f"{filler}第{number}段。" * 3) for number in range(40))
    first = Article("a1", "青石县召开推进会", body=(*([picture] if picture else []), *body))
    bold = Article("a2", "简讯一则", run_in=True, body=(plain("江口市启动宣传月。"),))
    date = datetime.date(2026, 3, 18)
    return Bulletin(
        "jingshen-wenming",
        Masthead("文明建设简报", 7, issuer="市文明办", date=date),
        True,
        (Section("s1", "工作动态", (first,)), Section("s2", "文明时讯", (bold,))),
    )


def keep_picture(desk: Desk) -> Picture:
    """A red photograph of the library."""
    buffer = BytesIO()
    Image.new("RGB", (400, 300), "#d01010").save(buffer, "PNG")
    digest = desk.library.add_picture(buffer.getvalue())
    return Picture(digest, "image/png", 400, 300, (Run("会场"),), width_mm=60)


def open_issue(desk: Desk, bulletin: Bulletin) -> Document:
    desk.workshop.open_issue(desk.library.add_issue(bulletin))
    desk.workshop.pages.update_now()
    assert desk.workshop.pages.document is not None
    return desk.workshop.pages.document


_SCALE = 4


def ink(image: Image.Image, area: QRectF) -> tuple[float, float, float, float] | None:
    """What is dark in an area of a page, in points."""
    x, y = round(area.left() * _SCALE), round(area.top() * _SCALE)
    part = image.crop((x, y, round(area.right() * _SCALE), round(area.bottom() * _SCALE)))
    found = part.convert("L").point([255 if value < 160 else 0 for value in range(256)]).getbbox()
    if found is None:
        return None
    left, top, right, bottom = found
    return (left + x) / _SCALE, (top + y) / _SCALE, (right + x) / _SCALE, (bottom + y) / _SCALE


def page_count(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as pdf:
        return len(pdf)


@pytest.mark.parametrize("resolution", [300, 600, 1200])
def test_paper_and_places_are_those_of_our_own_pdf(
    desk: Desk, printed: Callable[..., bytes], resolution: int
) -> None:
    document = open_issue(desk, long_issue(keep_picture(desk)))
    data = printed(resolution=resolution)
    ours = pdf_bytes(document, desk.library.picture)
    with pypdfium2.PdfDocument(data) as pdf:
        sizes = [page.get_size() for page in pdf]
    assert len(sizes) == len(document.pages) >= 5
    for width, height in sizes:
        assert (width, height) == pytest.approx((595.28, 841.89), abs=0.3)
    for index in (0, 1, len(document.pages) - 1):
        theirs, own = (rendered(pdf, _SCALE, index) for pdf in (data, ours))
        for placed in document.pages[index].items:
            expected = ink(own, extent(placed))
            assert (expected is None) == (ink(theirs, extent(placed)) is None)
            if expected is not None:
                assert ink(theirs, extent(placed)) == pytest.approx(expected, abs=0.5), placed


def test_the_picture_is_printed(desk: Desk, printed: Callable[..., bytes]) -> None:
    document = open_issue(desk, long_issue(keep_picture(desk)))
    index, placed = next(
        (index, placed)
        for index, page in enumerate(document.pages)
        for placed in page.items
        if isinstance(placed.item, PictureItem)
    )
    image = rendered(printed(), 1, index)
    middle = extent(placed).center()
    red, green, blue = image.getpixel((round(middle.x()), round(middle.y())))  # type: ignore
    assert (red > 200, green < 80, blue < 80) == (True, True, True)


def sequence(data: bytes, whole: bytes) -> list[int]:
    """Which pages of the whole print the pages of another are; 0 is a blank."""
    known = {rendered(whole, 1, i).tobytes(): i + 1 for i in range(page_count(whole))}
    pages = [rendered(data, 1, index) for index in range(page_count(data))]
    return [0 if p.getextrema() == ((255, 255),) * 3 else known[p.tobytes()] for p in pages]


def test_only_the_chosen_pages_are_printed(desk: Desk, printed: Callable[..., bytes]) -> None:
    count = len(open_issue(desk, long_issue()).pages)
    whole = printed()

    def some(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setPageRanges(QPageRanges.fromString(f"1,3-4,{count}"))

    assert sequence(printed(some), whole) == [1, 3, 4, count]


def test_copies_come_out_in_order(desk: Desk, printed: Callable[..., bytes]) -> None:
    open_issue(desk, long_issue())
    whole = printed()

    assert sequence(printed(two_copies(True)), whole) == [1, 2, 3, 1, 2, 3]
    assert sequence(printed(two_copies(False)), whole) == [1, 1, 2, 2, 3, 3]


def two_copies(collate: bool) -> Choice:
    """Two copies of the first three pages."""

    def choose(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(1, 3)
        printer.setCopyCount(2)
        printer.setCollateCopies(collate)

    return choose


def test_on_both_sides_a_copy_never_begins_on_the_back_of_another(
    desk: Desk, printed: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_issue(desk, long_issue())
    whole = printed()
    # A printer that writes PDF knows no sides.
    long_side = QPrinter.DuplexMode.DuplexLongSide
    monkeypatch.setattr(QPrinter, "duplex", lambda printer: long_side)
    assert sequence(printed(two_copies(True)), whole) == [1, 2, 3, 0, 1, 2, 3]


def test_a_printer_that_copies_by_itself_gets_one_pass(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_issue(desk, long_issue())
    monkeypatch.setattr(QPrinter, "supportsMultipleCopies", lambda printer: True)
    printer = QPrinter()
    printer.setCopyCount(5)
    assert job.sides(printer, document) == list(document.pages)


def test_the_dialogs_paper_and_margins_never_move_the_page(
    desk: Desk, printed: Callable[..., bytes]
) -> None:
    open_issue(desk, long_issue())
    whole = printed()

    def margins(printer: QPrinter) -> None:
        printer.setFullPage(False)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
        printer.setPageMargins(QMarginsF(20, 20, 20, 20))

    assert sequence(printed(margins), whole) == list(range(1, page_count(whole) + 1))


def test_what_was_typed_last_is_printed(desk: Desk, printed: Callable[..., bytes]) -> None:
    open_issue(desk, long_issue())
    before = printed()
    desk.choose("a1")
    desk.body.put_caret(0, 0)
    desk.body.setFocus()
    compose(desk.body, "xin")  # not committed yet: what is composed belongs to the text
    after = printed()
    pages = range(page_count(before))
    assert any(rendered(after, 1, i).tobytes() != rendered(before, 1, i).tobytes() for i in pages)


def test_without_a_printer_enter_takes_the_pdf(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open_sample()
    monkeypatch.setattr(Printers, "any", lambda: False)
    asked: list[str] = []

    def press_enter(box: Message) -> int:
        default = box.defaultButton()
        asked.append(f"{box.text()} {default.text()}")
        box.show()
        desk.qtbot.keyClick(box, Qt.Key.Key_Return)
        return 0

    monkeypatch.setattr(Message, "exec", press_enter)
    desk.workshop.commands["pdf"].triggered.disconnect()
    with desk.qtbot.wait_signal(desk.workshop.commands["pdf"].triggered):
        desk.press("Ctrl+P")
    assert "没有打印机" in asked[0]
    assert asked[0].endswith("导出 PDF")


def test_pages_that_are_not_there_are_told(
    desk: Desk, printed: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(open_issue(desk, long_issue()).pages)
    told: list[str] = []
    monkeypatch.setattr(Message, "tell", lambda *words: told.append(words[-1]))

    def beyond(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setPageRanges(QPageRanges.fromString("90-95"))

    assert printed(beyond) == b""
    assert f"共 {count} 页" in told[0]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_told(
    desk: Desk, printed: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    open_issue(desk, long_issue())
    told: list[str] = []
    monkeypatch.setattr(Message, "tell", lambda *words: told.append(words[-1]))
    nowhere = str(tmp_path / "no folder" / "x.pdf")
    printed(lambda printer: printer.setOutputFileName(nowhere))
    assert len(told) == 1
    assert "打印机" in told[0]
    assert desk.workshop.feature(Printing).job is None


def test_printing_can_be_stopped(desk: Desk, tmp_path: Path) -> None:
    document = open_issue(desk, long_issue())
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "x.pdf"))
    job.set_up(printer, document)
    running = job.PrintJob(printer, document.pages * 20, desk.library.picture)
    seen: list[int] = []

    def stop(done: int, total: int) -> None:
        seen.append(done)
        if done == 3:
            running.cancel()

    running.progressed.connect(stop)
    with desk.qtbot.wait_signal(running.finished) as finished:
        running.start()
    desk.qtbot.wait(20)
    assert finished.args == [True, ""]
    assert seen == [1, 2, 3]


def test_problems_are_shown_before_printing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    open_issue(desk, long_issue())
    monkeypatch.setattr(Printers, "any", lambda: True)
    asked: list[object] = []
    monkeypatch.setattr(Printers, "ask", lambda *words: asked.append(words))

    def hold(preflight: Preflight, what: str, again: Callable[[], object]) -> bool:
        monkeypatch.setattr(Preflight, "confirm_before", lambda *_: True)
        asked.append(what)
        again()
        return False

    monkeypatch.setattr(Preflight, "confirm_before", hold)
    desk.press("Ctrl+P")
    assert asked[0] == "打印"
    assert len(asked) == 2  # the dialog, once the clerk had let the problems pass
