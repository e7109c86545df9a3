"""Pictures and tables put into an article by file, drop and paste, and changed there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, QStandardPaths, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from bulletin_desk.model.richtext import Paragraph, Picture, Run, Table
from bulletin_desk.ui.dialogs.base import Files, Message
from bulletin_desk.ui.dialogs.picture_dialog import PictureDialog
from bulletin_desk.ui.dialogs.table_dialog import TableDialog
from bulletin_desk.ui.editor.object_clipboard import object_mime
from ui.driver import Desk, compose, dragged
from ui.pictures_samples import drawing, encoded, photograph

ACCEPTED = QDialog.DialogCode.Accepted


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    return desk


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "会场.jpg"
    path.write_bytes(encoded(photograph(2400, 1600), "jpg"))
    return path


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    path = tmp_path / "图表.png"
    path.write_bytes(encoded(drawing(600, 300), "png"))
    return path


def kinds(opened: Desk, article_id: str = "a1") -> str:
    letters = {Paragraph: "p", Picture: "I", Table: "T"}
    return "".join(letters[type(block)] for block in opened.article(article_id).body)


def the_picture(opened: Desk, number: int = 1, article_id: str = "a1") -> Picture:
    block = opened.article(article_id).body[number]
    assert isinstance(block, Picture)
    return block


def wait_for(opened: Desk, expected: str, article_id: str = "a1") -> None:
    opened.qtbot.wait_until(lambda: kinds(opened, article_id) == expected, timeout=20000)


def drop(opened: Desk, mime: QMimeData, block: int, position: int) -> bool:
    """Drop onto the text before a character, as a file manager does; tell whether it was taken."""
    body, left = opened.body, Qt.MouseButton.LeftButton
    body.put_caret(block, position)
    point = body.cursorRect().center()
    body.put_caret(0, 0)
    copy, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    if not body.canInsertFromMimeData(mime) or body.isReadOnly():
        return False  # the event would go on to the window
    QApplication.sendEvent(body.viewport(), QDragEnterEvent(point, copy, mime, left, keys))
    QApplication.sendEvent(body.viewport(), QDropEvent(QPointF(point), copy, mime, left, keys))
    return True


def paste(opened: Desk, mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)
    opened.body.paste()
    QApplication.processEvents()


def answer(monkeypatch: pytest.MonkeyPatch, kind: type[QDialog], do: Callable[..., None]) -> None:
    """Let a dialog be used as `do` says and confirmed."""

    def exec_(dialog: QDialog) -> int:
        do(dialog)
        dialog.accept()
        return ACCEPTED

    monkeypatch.setattr(kind, "exec", exec_)


def test_a_picture_from_a_file_gets_its_caption_and_width(
    opened: Desk, monkeypatch: pytest.MonkeyPatch, photo: Path
) -> None:
    monkeypatch.setattr(Files, "ask_open", lambda *_: [photo])

    def fill(dialog: PictureDialog) -> None:
        compose(dialog.caption, "huiyi")
        compose(dialog.caption, "", "会议")
        compose(dialog.caption, "现场")  # confirmed while it is still being composed
        dialog.presets[2].click()

    answer(monkeypatch, PictureDialog, fill)
    opened.body.put_caret(0, 3)
    opened.desk.article.picture_action.trigger()
    wait_for(opened, "pIpp")
    made = the_picture(opened)
    assert (made.pixel_width, made.pixel_height, made.text) == (1843, 1228, "会议现场")
    assert made.original.startswith("2400×1600（")
    measure = opened.body.objects.measure
    assert made.width_mm == pytest.approx(measure / 2, abs=0.1)
    assert opened.library.picture(made.digest).startswith(b"\xff\xd8")
    assert opened.session.undo_label == "插入图片"
    assert opened.window.statusBar().currentMessage().startswith(f"原图 {made.original}已缩至")
    opened.press("Ctrl+Z")
    assert kinds(opened) == "ppp"


def test_the_dialog_says_what_the_dots_mean(opened: Desk, chart: Path) -> None:
    picture = Picture("0" * 64, "image/png", 600, 300, (Run("图", bold=True),))
    dialog = PictureDialog(opened.window, picture, chart.read_bytes(), 150.0, "确定")
    assert dialog.picture is picture
    assert "打印清晰" in dialog.dots.text()  # on its own it is set no wider than is clear
    dialog.presets[0].click()
    assert dialog.picture.width_mm == 150.0
    assert "每英寸只有 102 点" in dialog.dots.text()
    assert "102 毫米以内" in dialog.dots.text()
    dialog.right.click()
    assert dialog.picture.rotation == 90
    assert "每英寸只有 51 点" in dialog.dots.text()
    dialog.left.click()
    dialog.left.click()
    assert dialog.picture.rotation == 270
    dialog.caption.setText("表")
    dialog.caption.setText("图")
    assert dialog.picture.caption == (Run("图", bold=True),)
    dialog.width_field.setValue(50)
    assert [preset.isChecked() for preset in dialog.presets] == [False, False, False]
    assert dialog.picture.width_mm == 50
    dialog.deleteLater()


def test_image_files_dropped_on_the_text_go_where_they_are_dropped(
    opened: Desk, photo: Path, chart: Path
) -> None:
    assert drop(opened, dragged(photo, chart), 2, 4)
    wait_for(opened, "pppIIp")
    assert opened.session.undo_label == "插入 2 张图片"
    assert the_picture(opened, 4).pixel_width == 600
    opened.press("Ctrl+Z")
    assert drop(opened, dragged(chart), 1, 0)
    wait_for(opened, "pIpp")
    assert opened.article("a1").body[2].text == "一、提高认识"


def test_other_files_dropped_on_the_text_are_left_to_the_window(
    opened: Desk, photo: Path, tmp_path: Path
) -> None:
    other = tmp_path / "来稿.docx"
    other.write_bytes(b"x")
    assert not drop(opened, dragged(other), 0, 1)
    assert not drop(opened, dragged(photo, other), 0, 1)
    opened.session.locked = True
    assert not drop(opened, dragged(photo), 0, 1)


def test_a_picture_finds_its_article_when_another_one_is_on_show(opened: Desk, photo: Path) -> None:
    assert drop(opened, dragged(photo), 0, 4)
    opened.choose("a3")
    wait_for(opened, "pIpp")
    assert kinds(opened, "a3") == "p"
    assert opened.desk.article.article is opened.article("a3")


def test_typing_goes_on_while_a_picture_is_read(opened: Desk, photo: Path) -> None:
    assert drop(opened, dragged(photo), 2, 4)
    opened.body.put_caret(0, 0)
    compose(opened.body, "", "通知：")
    compose(opened.body, "zheng")
    wait_for(opened, "pppIp")
    # What was being composed is committed, not lost.
    assert opened.article("a1").body[0].text.startswith("通知：zheng近日")


def test_images_of_the_clipboard_are_pasted_and_text_beside_them_wins(opened: Desk) -> None:
    image = QMimeData()
    image.setImageData(drawing(300, 200))
    opened.body.put_caret(0, 4)
    paste(opened, image)
    wait_for(opened, "pIpp")
    assert the_picture(opened).media_type == "image/png"
    both = QMimeData()
    both.setImageData(drawing(300, 200))
    both.setText("文字")
    opened.body.put_caret(0, 0)
    paste(opened, both)
    assert opened.article("a1").body[0].text.startswith("文字近日")
    assert kinds(opened) == "pIpp"


def test_bad_pictures_are_refused_with_a_sentence_and_the_good_ones_kept(
    opened: Desk, photo: Path, chart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Message, "tell", lambda _, title, text: told.append(text))
    cut = tmp_path / "半张.jpg"
    cut.write_bytes(photo.read_bytes()[:20000])
    assert drop(opened, dragged(cut, chart), 2, 1)
    wait_for(opened, "pppIp")
    opened.qtbot.wait_until(lambda: bool(told))
    assert "半张.jpg" in told[0]
    assert "不完整" in told[0]


def test_enter_and_a_double_click_open_the_chosen_picture(
    opened: Desk, chart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert drop(opened, dragged(chart), 0, 4)
    wait_for(opened, "pIpp")
    answer(monkeypatch, PictureDialog, lambda dialog: dialog.caption.setText("会场"))
    keys = opened.workshop.insertions.keys
    keys.choose(1)
    assert keys.chosen == 1
    opened.qtbot.keyClick(opened.body, Qt.Key.Key_Return)
    assert the_picture(opened).text == "会场"
    assert opened.session.undo_label == "修改图片说明"
    answer(monkeypatch, PictureDialog, lambda dialog: dialog.right.click())
    point = opened.body.cursorRect().center()
    opened.qtbot.mouseClick(opened.body.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert keys.chosen == 1
    opened.qtbot.mouseDClick(opened.body.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert the_picture(opened).rotation == 90
    assert opened.session.undo_label == "旋转图片"
    opened.desk.article.picture_action.trigger()
    assert the_picture(opened).rotation == 180


def test_the_menu_of_a_picture_turns_and_deletes_it(opened: Desk, chart: Path) -> None:
    assert drop(opened, dragged(chart), 0, 4)
    wait_for(opened, "pIpp")

    def choose(wanted: str) -> None:
        opened.workshop.insertions.keys.choose(1)
        point, viewport = opened.body.cursorRect().center(), opened.body.viewport()
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, point, viewport.mapToGlobal(point))
        QApplication.sendEvent(viewport, event)
        menu = opened.body.findChild(QMenu)
        assert menu is not None
        actions = {action.text().partition("\t")[0]: action for action in menu.actions()}
        assert "图片说明、宽度…" in actions
        actions[wanted].trigger()
        menu.close()
        menu.deleteLater()
        QApplication.sendPostedEvents(menu, QEvent.Type.DeferredDelete)

    choose("向左转")
    assert the_picture(opened).rotation == 270
    choose("删除图片")
    assert kinds(opened) == "ppp"
    assert opened.session.undo_label == "删除图片"


def test_a_picture_is_cut_and_pasted_elsewhere(opened: Desk, chart: Path) -> None:
    assert drop(opened, dragged(chart), 0, 4)
    wait_for(opened, "pIpp")
    before = the_picture(opened)
    opened.workshop.insertions.keys.choose(1)
    opened.qtbot.keyClick(opened.body, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert kinds(opened) == "ppp"
    opened.body.put_caret(2, 3)
    opened.body.paste()
    wait_for(opened, "pppIp")
    assert the_picture(opened, 3) == before


def test_a_picture_of_another_library_comes_as_its_image(opened: Desk) -> None:
    elsewhere = Picture("f" * 64, "image/png", 60, 40, (Run("会场"),))
    opened.body.put_caret(0, 4)
    paste(opened, object_mime(elsewhere, encoded(drawing(60, 40), "png")))
    wait_for(opened, "pIpp")
    assert opened.library.picture(the_picture(opened).digest).startswith(b"\x89PNG")


def test_a_sheet_pasted_into_the_text_is_a_table(opened: Desk) -> None:
    mime = QMimeData()
    mime.setHtml(
        "<table><tr><td>单位</td><td>篇数</td></tr><tr><td>江口市</td><td>3</td></tr></table>"
    )
    mime.setText("单位\t篇数\n江口市\t3\n")
    mime.setImageData(drawing(30, 20))
    opened.body.put_caret(0, 4)
    paste(opened, mime)
    wait_for(opened, "pTpp")
    table = opened.article("a1").body[1]
    assert table.text == "单位\t篇数\n江口市\t3"
    assert opened.session.undo_label == "粘贴表格"
    opened.press("Ctrl+Z")
    assert kinds(opened) == "ppp"


def test_a_chosen_table_is_changed(opened: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.choose("a2")

    def fill(dialog: TableDialog) -> None:
        dialog.grid.setCurrentCell(1, 1)
        dialog.grid.put([["4"]])

    answer(monkeypatch, TableDialog, fill)
    opened.body.object_activated.emit(1)
    assert opened.article("a2").body[1].text == "单位\t篇数\n青石县\t4"
    assert opened.session.undo_label == "修改表格"
    answer(monkeypatch, TableDialog, lambda dialog: None)
    opened.body.object_activated.emit(1)
    opened.press("Ctrl+Z")
    assert opened.session.undo_label is None  # a table that was looked at is no step


def test_a_final_issue_takes_no_pictures(
    opened: Desk, chart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Files, "ask_open", lambda *_: [chart])
    opened.session.locked = True
    opened.desk.article.picture_action.trigger()
    opened.desk.article.table_action.trigger()
    assert kinds(opened) == "ppp"


def test_the_editor_shows_pictures_as_wide_as_they_print(opened: Desk, chart: Path) -> None:
    assert drop(opened, dragged(chart), 0, 4)
    wait_for(opened, "pIpp")
    objects, document = opened.body.objects, opened.body.document()

    def width(mm: float, rotation: int = 0) -> tuple[float, float]:
        picture = Picture("0" * 64, "image/png", 600, 300, (), mm, rotation)
        form = opened.body.styles.object_format(picture)
        size = objects.intrinsicSize(document, 0, form)
        return size.width() - 16, size.height() - 16

    measure = objects.measure
    full, half = width(measure), width(measure / 2)
    assert half[0] == pytest.approx(full[0] / 2)
    assert full[1] == pytest.approx(full[0] / 2)
    turned = width(measure / 3, 90)
    assert turned[1] == pytest.approx(turned[0] * 2)
    opened.body.grab()  # draws it


def test_reading_can_be_cancelled(opened: Desk, photo: Path) -> None:
    reader = opened.workshop.insertions.reader
    assert drop(opened, dragged(*[photo] * 5), 0, 4)
    with opened.qtbot.wait_signal(reader.progressed, timeout=20000):
        pass
    reader.strip.button.click()
    opened.qtbot.wait_until(lambda: reader.strip.bar.value() >= 0 and not reader.is_busy)
    assert kinds(opened).count("I") < 5


def test_pictures_are_looked_for_where_the_last_ones_were(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open_sample()
    asked: list[str] = []

    def ask(*args: object) -> list[Path]:
        asked.append(str(args[3]))
        return [tmp_path / "missing.png"]

    monkeypatch.setattr(Files, "ask_open", ask)
    monkeypatch.setattr("bulletin_desk.ui.insertions.PictureReader.read", lambda *_: None)
    for _ in range(2):
        desk.desk.article.picture_action.trigger()
    pictures = QStandardPaths.StandardLocation.PicturesLocation
    assert asked == [QStandardPaths.writableLocation(pictures), str(tmp_path)]
