"""搜索命令: found by name and pinyin, run by Enter, the last ones first."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bulletin_desk.ui.palette.palette import Palette
from bulletin_desk.ui.palette.spelling import rank, readings
from ui.driver import Desk, compose

SPOKEN = readings(["导出 PDF", "重做", "页面缩略图", "行距", "出刊检查", "搜索命令"])


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("导出", "导出 PDF"),
        ("dc", "导出 PDF"),
        ("DCPDF", "导出 PDF"),
        ("daochu", "导出 PDF"),
        ("daoc", "导出 PDF"),
        ("dao chu", "导出 PDF"),
        ("pdf", "导出 PDF"),
        ("导chu", "导出 PDF"),
        ("cz", "重做"),  # chóng, though alone it is mostly read zhòng
        ("zz", "重做"),
        ("slt", "页面缩略图"),
        ("hj", "行距"),
        ("xj", "行距"),
        ("ckjc", "出刊检查"),
        ("jc", "出刊检查"),
    ],
)
def test_a_name_is_found(query: str, name: str) -> None:
    assert rank(query, name, SPOKEN) is not None


@pytest.mark.parametrize(
    ("query", "name"),
    [("cd", "导出 PDF"), ("dcx", "导出 PDF"), ("ch", "导出 pdf x 重"), ("打印", "导出 PDF")],
)
def test_another_name_is_not_found(query: str, name: str) -> None:
    assert rank(query, name, SPOKEN if query != "ch" else {}) is None


def test_the_words_themselves_come_before_their_sound() -> None:
    assert (rank("重", "重做", SPOKEN) or (9, 9)) < (rank("cz", "重做", SPOKEN) or (9, 9))


class Opened:
    """What a test sees and does while the palette is open."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self._desk, self._qtbot = desk, qtbot
        self.failure: BaseException | None = None

    def use(self, act) -> None:
        """Open the palette as the keys do and let `act` work in it; it must close it."""

        def when_open() -> None:
            palette = QApplication.activePopupWidget()
            try:
                assert isinstance(palette, Palette)
                act(palette)
            except BaseException as error:
                self.failure = error
            finally:
                if isinstance(palette, Palette):
                    palette.reject()

        QTimer.singleShot(0, when_open)
        self._desk.press("Ctrl+Shift+P")
        if self.failure:
            raise self.failure


def names(palette: Palette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def test_enter_runs_the_command_that_initials_find(desk: Desk, qtbot: QtBot) -> None:
    desk.open_sample()

    def act(palette: Palette) -> None:
        qtbot.wait_until(lambda: bool(palette.spoken))
        qtbot.keyClicks(palette.field, "xjgj")
        assert names(palette) == ["编辑　新建稿件"]
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    Opened(desk, qtbot).use(act)
    assert [a.title for a in desk.bulletin.articles()].count("") == 1


def test_while_a_word_is_composed_enter_runs_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.open_sample()
    before = desk.bulletin

    def act(palette: Palette) -> None:
        palette.field.setText("新建稿件")
        compose(palette.field, "xin")
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        assert palette.isVisible()

    Opened(desk, qtbot).use(act)
    assert desk.bulletin is before


def test_what_cannot_be_done_now_is_shown_but_not_run(desk: Desk, qtbot: QtBot) -> None:
    def act(palette: Palette) -> None:
        palette.field.setText("关闭本期")
        assert names(palette) == ["文件　关闭本期"]
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        assert palette.chosen is None

    Opened(desk, qtbot).use(act)


def test_the_command_used_last_comes_first(desk: Desk, qtbot: QtBot) -> None:
    def run(palette: Palette) -> None:
        palette.field.setText("全屏")
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    def look(palette: Palette) -> None:
        assert names(palette)[0] == "查看　全屏"

    Opened(desk, qtbot).use(run)
    desk.workshop.commands["fullscreen"].setChecked(False)
    Opened(desk, qtbot).use(look)


def test_arrows_move_in_the_list_and_nothing_found_is_said(desk: Desk, qtbot: QtBot) -> None:
    def act(palette: Palette) -> None:
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
        assert palette.list.currentRow() == 1
        palette.field.setText("不存在的命令")
        assert names(palette) == ["没有这样的命令"]

    Opened(desk, qtbot).use(act)
