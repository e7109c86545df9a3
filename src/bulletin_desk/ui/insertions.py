"""Pictures and tables put into an article, and changed there."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.model import edits
from bulletin_desk.model.richtext import Picture, Table
from bulletin_desk.model.templates import load_template
from bulletin_desk.model.units import MM
from bulletin_desk.ui.dialogs.base import Files, Message
from bulletin_desk.ui.editor.article_page import ArticlePage
from bulletin_desk.ui.editor.object_clipboard import object_mime, objects_of
from bulletin_desk.ui.editor.object_keys import ObjectKeys
from bulletin_desk.ui.editor.placing import Spot
from bulletin_desk.ui.pictures.offered import offered_pictures, offers_pictures
from bulletin_desk.ui.pictures.prepare import SUFFIXES
from bulletin_desk.ui.pictures.printed import change_label, turned
from bulletin_desk.ui.pictures.reading import PictureReader, Ready
from bulletin_desk.ui.session import Session
from bulletin_desk.ui.tables.clipboard import table_from

PICTURE_KINDS = f"图片 ({' '.join('*' + suffix for suffix in SUFFIXES)})"
_FOLDER = "picture folder"
_PICTURES = QStandardPaths.StandardLocation.PicturesLocation


class Insertions(QObject):
    """Takes pictures and tables from files, clipboard and drops, and opens their dialogs.

    Pictures are read in the background; with a session they find their article also when another
    one is on show by then.
    """

    def __init__(
        self, page: ArticlePage, library: Library, window: QWidget, session: Session | None = None
    ) -> None:
        super().__init__(window)
        self._page, self._library, self._window = page, library, window
        self._session = session
        self.reader = PictureReader(library.add_picture, self)
        self.keys = ObjectKeys(page.body)
        layout = page.layout()
        assert layout is not None
        layout.addWidget(self.reader.strip)
        page.body.takes, page.body.take = self.takes, self.take
        page.picture_wanted.connect(self.insert_picture)
        page.table_wanted.connect(self.insert_table)
        page.object_activated.connect(self.change_object)
        self.keys.menu_wanted.connect(self._fill_menu)
        self.keys.copied.connect(self.copy)
        if session is not None:
            session.opened.connect(self._show_measure)
            session.changed.connect(self._show_measure)

    def insert_picture(self) -> None:
        """Change the chosen picture; else insert pictures from files, one with its caption."""
        if isinstance(self._block(self.keys.chosen), Picture):
            self.change_object(self.keys.chosen or 0)
            return
        paths = Files.ask_open(self._window, "插入图片", PICTURE_KINDS, self._picture_folder())
        if paths:
            self._library.set_preference(_FOLDER, str(paths[0].parent))
        self._read(paths, ask=len(paths) == 1)

    def insert(self, paths: Sequence[Path]) -> bool:
        """Insert pictures of files where the caret is; return whether there is a place for them."""
        if self._page.article is None or self._is_locked():
            return False
        self._page.body.commit_preedit()
        self._read(paths)
        return True

    def insert_table(self) -> None:
        """Insert a table."""
        from bulletin_desk.ui.dialogs.table_dialog import TableDialog

        if self._page.article is None or self._is_locked():
            return
        spot = Spot(self._page)
        table = TableDialog.ask(self._window)
        if table is not None:
            self._place(spot, [table], "插入表格")

    def change_object(self, number: int) -> None:
        """Let the clerk change a picture or a table."""
        match self._block(number):
            case Picture() as picture if not self._is_locked():
                self._change_picture(number, picture)
            case Table() as table if not self._is_locked():
                self._change_table(number, table)
            case _:
                pass

    def takes(self, mime: QMimeData) -> bool:
        """Return whether a paste or drop brings pictures or a table that text would not bring."""
        return not self._is_locked() and (bool(objects_of(mime)) or offers_pictures(mime))

    def take(self, mime: QMimeData) -> bool:
        """Put pasted or dropped pictures or a table where the caret is; return whether it did."""
        if self._page.article is None or self._is_locked():
            return False
        # A picture of another library comes as an image beside it.
        own = [b for b in objects_of(mime) if isinstance(b, Table) or self._data(b)]
        blocks = own or [block for block in (table_from(mime),) if block]
        pictures = [] if blocks else offered_pictures(mime)
        if not blocks and not pictures:
            return False
        self._page.body.commit_preedit()
        self._page.body.textCursor().removeSelectedText()
        spot = Spot(self._page)
        if blocks:
            # A drop is still being done: the text may not change under it.
            label = "粘贴表格" if isinstance(blocks[0], Table) else "粘贴图片"
            QTimer.singleShot(0, self, lambda: self._place(spot, blocks, label))
        else:
            self._read(pictures, spot=spot)
        return True

    def copy(self, number: int, cut: bool = False) -> None:
        """Put a picture or table on the clipboard; a cut one leaves the text."""
        block = self._block(number)
        if not isinstance(block, Picture | Table):
            return
        data = self._data(block) if isinstance(block, Picture) else b""
        QGuiApplication.clipboard().setMimeData(object_mime(block, data or b""))
        if cut and not self._is_locked():
            self._remove(number, "剪切图片" if isinstance(block, Picture) else "剪切表格")

    def close(self) -> None:
        """End what runs: the window closes."""
        self.reader.close()

    def _block(self, number: int | None) -> object:
        article = self._page.article
        known = article is not None and number is not None and number < len(article.body)
        return article.body[number] if known and article and number is not None else None

    def _is_locked(self) -> bool:
        return self._session is not None and self._session.locked

    def _data(self, picture: Picture) -> bytes:
        try:
            return self._library.picture(picture.digest)
        except DeskError:
            return b""

    # Pictures

    def _picture_folder(self) -> str:
        """Return where the last pictures came from, or else the folder of pictures."""
        last = self._library.preference(_FOLDER)
        if isinstance(last, str) and Path(last).is_dir():
            return last
        return QStandardPaths.writableLocation(_PICTURES)

    def _read(
        self, sources: Sequence[Path | QImage], *, ask: bool = False, spot: Spot | None = None
    ) -> None:
        if not sources or self._page.article is None or self._is_locked():
            return
        place = spot or Spot(self._page)
        self.reader.read(sources, lambda ready: self._on_read(ready, place, ask=ask))

    def _on_read(self, ready: Ready, spot: Spot, *, ask: bool) -> None:
        pictures = ready.pictures
        spot.settle(self._page)
        if ask and pictures:
            asked = self._ask_picture(pictures[0], "插入")
            pictures = [asked] if asked is not None else []
        if pictures:
            count = len(pictures)
            self._place(spot, pictures, "插入图片" if count == 1 else f"插入 {count} 张图片")
            hint = "" if ask else "双击图片可以加说明、改宽度。"
            self._tell("".join([*ready.remarks[:1], hint]) if count == 1 else hint)
        if ready.problems:
            Message.tell(self._window, "没有插入", "\n".join(ready.problems[:8]))

    def _ask_picture(self, picture: Picture, confirm: str = "确定") -> Picture | None:
        from bulletin_desk.ui.dialogs.picture_dialog import PictureDialog

        measure = self._page.body.objects.measure
        return PictureDialog.ask(self._window, picture, self._data(picture), measure, confirm)

    def _change_picture(self, number: int, picture: Picture) -> None:
        changed = self._ask_picture(picture)
        if changed is not None and changed != picture and self._block(number) is picture:
            self._replace(change_label(picture, changed), number, changed)

    def _turn(self, number: int, degrees: int) -> None:
        picture = self._block(number)
        if isinstance(picture, Picture):
            self._replace("旋转图片", number, turned(picture, degrees))

    # Tables

    def _change_table(self, number: int, table: Table) -> None:
        from bulletin_desk.ui.dialogs.table_dialog import TableDialog

        changed = TableDialog.ask(self._window, table)
        if changed is not None and changed != table and self._block(number) is table:
            self._replace("修改表格", number, changed)

    # The text

    def _place(self, spot: Spot, blocks: Sequence[Picture | Table], label: str) -> None:
        """Put blocks into their article, be it on show or not."""
        page = self._page
        if page.article is not None and page.article.id == spot.article_id:
            page.body.commit_preedit()
            spot.settle(page)
            article, last = spot.place(page.article, blocks)
            page.replace_body(label, article.body)
            page.body.put_caret(last + 1, 0)
            return
        bulletin = self._session.bulletin if self._session else None
        article = bulletin.find_article(spot.article_id) if bulletin else None
        if self._session is not None and bulletin is not None and article is not None:
            changed, _ = spot.place(article, blocks)
            self._session.apply(label, edits.replace_article(bulletin, changed))
            self._tell(f"图片已插入稿件“{article.title}”。")

    def _replace(self, label: str, number: int, block: Picture | Table) -> None:
        self._page.body.commit_preedit()
        self._page.replace_block(label, number, block)
        self.keys.choose(number)

    def _remove(self, number: int, label: str) -> None:
        article = self._page.article
        if article is not None:
            self._page.replace_body(label, article.body[:number] + article.body[number + 1 :])

    def _fill_menu(self, menu: QMenu, number: int) -> None:
        free, block = not self._is_locked(), self._block(number)
        picture = isinstance(block, Picture)
        name = "图片" if picture else "表格"

        def add(text: str, do: Callable[[], None], *, changes: bool = True) -> None:
            action = menu.addAction(text)
            action.triggered.connect(lambda: do())
            action.setEnabled(free or not changes)

        change = "图片说明、宽度…" if picture else "修改表格…"
        add(f"{change}\t回车", lambda: self.change_object(number))
        if picture:
            add("向左转", lambda: self._turn(number, -90))
            add("向右转", lambda: self._turn(number, 90))
        menu.addSeparator()
        add(f"剪切\t{_keys(_CUT)}", lambda: self.copy(number, cut=True))
        add(f"复制\t{_keys(_COPY)}", lambda: self.copy(number), changes=False)
        add(f"删除{name}", lambda: self._remove(number, f"删除{name}"))

    def _show_measure(self) -> None:
        """Let the editor show widths against the measure of the issue's template."""
        bulletin = self._session.bulletin if self._session else None
        if bulletin is None:
            return
        try:
            measure = load_template(bulletin.template).page.measure / MM
        except DeskError:
            return
        objects = self._page.body.objects
        if objects.measure != measure:
            objects.measure = measure
            document = self._page.body.document()
            document.markContentsDirty(0, document.characterCount())

    def _tell(self, sentence: str) -> None:
        if sentence and isinstance(self._window, QMainWindow):
            self._window.statusBar().showMessage(sentence, 10000)


_CUT, _COPY = QKeySequence.StandardKey.Cut, QKeySequence.StandardKey.Copy


def _keys(key: QKeySequence.StandardKey) -> str:
    return QKeySequence(key).toString()
