from math import inf
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from bulletin_desk.errors import DeskError
from bulletin_desk.model.richtext import ParagraphKind
from bulletin_desk.typeset.display import Page, TextLine
from bulletin_desk.ui.preview.painter import PagePainter, page_difference
from bulletin_desk.ui.preview.places import Place, find, line_box
from bulletin_desk.ui.preview.rasters import Rasters, page_pixels
from bulletin_desk.ui.preview.raw_fonts import RawFonts, single_face
from ui.driver import Desk, key


def no_pictures(digest: str) -> bytes:
    raise DeskError("没有图片")


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    desk.body.put_caret(0, 3)
    return desk


def drawn(rasters: Rasters, number: int, page: Page, scale: float) -> QImage:
    """What the rasters show of a page, all of it."""
    image = QImage(page_pixels(page, scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    assert rasters.draw(painter, number, page, scale, image.rect(), inf)
    painter.end()
    return image


def fresh(desk: Desk, number: int, scale: float) -> QImage:
    page = desk.desk.preview.pages[number]
    return drawn(Rasters(PagePainter(no_pictures)), number, page, scale)


def type_and_wait(desk: Desk, text: str) -> None:
    with desk.qtbot.wait_signal(desk.desk.preview.page_painted):
        key(desk.body, text)


@pytest.mark.parametrize("edit", ["x", "a longer piece of text, " * 12])
def test_a_mended_page_is_the_same_as_one_painted_afresh(opened: Desk, edit: str) -> None:
    preview = opened.desk.preview
    rasters = Rasters(PagePainter(no_pictures))
    before = [drawn(rasters, n, page, 1.5) for n, page in enumerate(preview.pages)]
    type_and_wait(opened, edit)
    rasters.show(preview.pages, range(99))
    after = [drawn(rasters, n, page, 1.5) for n, page in enumerate(preview.pages)]
    assert after == [fresh(opened, n, 1.5) for n in range(len(preview.pages))]
    assert after != before


def test_removing_text_leaves_no_trace_on_the_page(opened: Desk) -> None:
    preview = opened.desk.preview
    rasters = Rasters(PagePainter(no_pictures))
    for number, page in enumerate(preview.pages):
        drawn(rasters, number, page, 1.0)
    opened.body.selectAll()
    with opened.qtbot.wait_signal(preview.page_painted):
        opened.qtbot.keyClick(opened.body, Qt.Key.Key_Delete)
    rasters.show(preview.pages, range(99))
    for number, page in enumerate(preview.pages):
        assert drawn(rasters, number, page, 1.0) == fresh(opened, number, 1.0)


def test_one_keystroke_changes_few_lines(opened: Desk) -> None:
    before = opened.desk.preview.pages
    place = Place("body", "a1", 0, 0)
    found = find(before, place)
    assert found is not None
    type_and_wait(opened, "x")
    after = opened.desk.preview.pages
    changed = page_difference(before[found[0]].items, after[found[0]].items)
    assert 0 < len(changed) <= 4, changed
    box = line_box(found[1])
    assert [r for r in changed if not r.intersects(box.adjusted(0, 0, 0, 40))] == [], box


def test_the_caret_is_marked_on_the_line_it_is_printed_on(opened: Desk) -> None:
    preview = opened.desk.preview
    opened.body.put_caret(2, 4)
    assert preview._caret._found is not None
    line = preview._caret._found[1].item
    assert isinstance(line, TextLine)
    assert "会议要求" in line.text
    assert preview._caret.place == Place("body", "a1", 2, 4)


def test_a_click_on_the_page_puts_the_caret_there(opened: Desk) -> None:
    preview = opened.desk.preview
    found = find(preview.pages, Place("body", "a3", 0, 3))
    assert found is not None
    number, placed = found
    preview.verticalScrollBar().setValue(round(preview._arrangement.boxes[number].top()))
    box = preview._to_view(number, line_box(placed))
    opened.qtbot.mouseClick(
        preview.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 2, box.center().y())
    )
    assert opened.desk.node is not None
    assert opened.desk.node.id == "a3"
    assert opened.body.caret == (0, len("江口市启动宣传月。"))


def test_scrolling_stays_where_it_is_while_typing(opened: Desk) -> None:
    preview = opened.desk.preview
    opened.body.put_caret(0, 3)
    bar = preview.verticalScrollBar()
    before = bar.value()
    type_and_wait(opened, "x")
    assert bar.value() == before


def test_zoom_by_keys_and_back_to_the_width(opened: Desk) -> None:
    preview, pane = opened.desk.preview, opened.desk.right
    fitting = preview.factor
    opened.press("Ctrl++")
    assert preview.factor == pytest.approx(fitting * 1.15)
    assert pane.zoom_button.text() == f"{round(preview.factor * 100)}%"
    opened.press("Ctrl+9")
    assert preview.factor == pytest.approx(fitting)


def test_glyphs_of_a_collection_come_from_the_right_face(qtbot: QtBot) -> None:
    from bulletin_desk.typeset.face import Face
    from bulletin_desk.typeset.system_fonts import installed_fonts

    path = next(
        (Path(f.path) for f in installed_fonts() if f.path.endswith(".ttc") and f.number == 2), None
    )
    if path is None:
        pytest.skip("needs a font collection")
    for index in (0, 2):
        face = Face(path, index)
        glyph = face.glyph("骨")
        font = RawFonts().font(face, 100.0)
        assert font.isValid()
        assert font.glyphIndexesForString("骨") == [glyph]
        assert font.pathForGlyph(glyph).boundingRect() != QRectF()


def test_a_file_that_is_no_collection_is_left_alone() -> None:
    assert single_face(b"OTTO1234", 0) == b"OTTO1234"


def test_bold_without_a_bold_face_is_darker(opened: Desk) -> None:
    select = opened.body.textCursor()
    select.select(select.SelectionType.BlockUnderCursor)
    before = fresh(opened, 1, 2.0)
    opened.body.setTextCursor(select)
    with opened.qtbot.wait_signal(opened.desk.preview.page_painted):
        opened.body.toggle_bold()
    after = fresh(opened, 1, 2.0)
    assert darkness(after) > darkness(before) * 1.02
    assert opened.body.kind is ParagraphKind.BODY


def darkness(image: QImage) -> int:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(255 - value for value in bytes(grey.constBits()))


def test_the_box_of_a_centred_line_begins_with_its_text(opened: Desk) -> None:
    title = next(
        placed
        for page in opened.desk.preview.pages
        for placed in page.items
        if placed.source.part == "title"
    )
    assert isinstance(title.item, TextLine)
    page = opened.desk.preview.pages[0]
    box = line_box(title)
    assert box.left() > title.x
    assert box.center().x() == pytest.approx(page.width / 2, abs=1)
