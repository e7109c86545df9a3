"""Pictures and tables put into an article, and changed there."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QImage, QImageReader, QImageWriter
from PySide6.QtWidgets import QWidget

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.model.richtext import Picture, Run, Table
from bulletin_desk.ui.dialogs.base import Files, LineDialog, Message
from bulletin_desk.ui.dialogs.table_dialog import TableDialog
from bulletin_desk.ui.editor.article_page import ArticlePage

PICTURE_KINDS = "图片 (*.jpg *.jpeg *.png *.bmp *.gif *.webp)"
_MEDIA_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}
# What PDF and DOCX take as it is; other formats are kept as PNG.
_KEPT = tuple(_MEDIA_TYPES)


class Insertions(QObject):
    """Asks for a picture's file and caption or a table's cells, and puts them into the text."""

    def __init__(self, page: ArticlePage, library: Library, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._library, self._window = page, library, window
        page.picture_wanted.connect(self.insert_picture)
        page.table_wanted.connect(self.insert_table)
        page.object_activated.connect(self.change_object)

    def insert_picture(self) -> None:
        """Insert a picture from a file, with its caption."""
        paths = Files.ask_open(self._window, "插入图片", PICTURE_KINDS)
        if not paths:
            return
        caption = LineDialog.ask(self._window, "插入图片", "图片说明", confirm="插入")
        if caption is None:
            return
        try:
            picture = self._read(paths[0], caption)
        except DeskError as error:
            Message.tell(self._window, "没有插入", str(error))
        else:
            self._page.insert_block(picture, "插入图片")

    def insert_table(self) -> None:
        """Insert a table."""
        table = TableDialog.ask(self._window)
        if table is not None:
            self._page.insert_block(table, "插入表格")

    def change_object(self, number: int) -> None:
        """Let the clerk change a picture's caption or a table's cells."""
        assert self._page.article is not None
        match self._page.article.body[number]:
            case Picture() as picture:
                caption = LineDialog.ask(self._window, "图片说明", "图片说明", picture.text)
                if caption is not None and caption != picture.text:
                    self._page.replace_block("修改图片说明", number, _captioned(picture, caption))
            case Table() as table:
                changed = TableDialog.ask(self._window, table)
                if changed is not None and changed != table:
                    self._page.replace_block("修改表格", number, changed)
            case _:
                pass

    def _read(self, path: Path, caption: str) -> Picture:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise DeskError(f"图片“{path.name}”读不出来，请检查文件是否还在。") from error
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        form = bytes(reader.format().data()).decode("ascii")
        turned = reader.transformation().value != 0
        image = reader.read()
        if image.isNull():
            raise DeskError(f"“{path.name}”不是能用的图片，请换成 JPG 或 PNG 格式。")
        if form not in _KEPT or turned:
            form, data = "png", _as_png(image)
        digest = self._library.add_picture(data)
        runs = (Run(caption),) if caption else ()
        return Picture(digest, _MEDIA_TYPES[form], image.width(), image.height(), runs)


def _captioned(picture: Picture, caption: str) -> Picture:
    return replace(picture, caption=(Run(caption),) if caption else ())


def _as_png(image: QImage) -> bytes:
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(target, b"png").write(image)
    return bytes(target.data().data())
