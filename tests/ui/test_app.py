import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, Qt
from PySide6.QtGui import QGuiApplication, QPalette

from bulletin_desk import app
from bulletin_desk.ui import theme
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.dialogs.library import LibraryDialog
from bulletin_desk.ui.main_window import MainWindow
from ui.driver import Desk, key


def test_fcitx_without_its_plugin_becomes_ibus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_IM_MODULE", "fcitx5")
    app.choose_input_method()
    assert os.environ["QT_IM_MODULE"] == "ibus"


def test_fcitx_with_its_plugin_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plugin = tmp_path / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so"
    plugin.parent.mkdir()
    plugin.touch()
    monkeypatch.setattr(QLibraryInfo, "path", lambda _: str(tmp_path))
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    app.choose_input_method()
    assert os.environ["QT_IM_MODULE"] == "fcitx"


def test_a_library_that_cannot_be_opened_is_told_and_another_chosen(
    qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow
) -> None:
    bad, good = tmp_path / "bad.db", tmp_path / "good.db"
    bad.write_bytes(b"no database at all" * 100)
    told: list[str] = []

    def ask(parent: object, sentence: str, path: Path) -> Path:
        told.append(sentence)
        return good

    monkeypatch.setattr(LibraryDialog, "ask", ask)
    library = app.open_library(window, bad)
    assert library is not None
    assert library.path == good
    library.close()
    assert len(told) == 1
    assert str(bad) in told[0]


def test_giving_up_on_the_library_opens_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow
) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"no database at all" * 100)
    monkeypatch.setattr(LibraryDialog, "ask", lambda *_: None)
    assert app.open_library(window, bad) is None


def test_a_bug_is_told_in_chinese_and_the_work_is_saved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.open_sample()
    key(desk.body, "abc")
    told: list[str] = []
    monkeypatch.setattr(Message, "tell", lambda parent, title, sentence: told.append(sentence))
    try:
        raise KeyError("x")
    except KeyError:
        kind, error, trace = sys.exc_info()
        assert kind is not None
        assert error is not None
        app.tell_of_a_bug(desk.window, kind, error, trace)
    assert "已经写好的内容都保存在稿库里" in told[0]
    assert "KeyError" in capsys.readouterr().err
    saved = desk.saved().find_article("a1")
    assert saved is not None
    assert saved.body[0].text.startswith("abc")


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK])
def test_text_is_well_readable_in_both_schemes(scheme: theme.Colours) -> None:
    palette = theme.make_palette(scheme)
    role = QPalette.ColorRole
    for ink, ground in (
        (role.Text, role.Base), (role.WindowText, role.Window), (role.PlaceholderText, role.Base),
        (role.HighlightedText, role.Highlight), (role.ButtonText, role.Button),
    ):  # fmt: skip
        assert contrast(palette, ink, ground) >= 4.5, (ink, ground)


def contrast(palette: QPalette, ink: QPalette.ColorRole, ground: QPalette.ColorRole) -> float:
    def light(role: QPalette.ColorRole) -> float:
        colour = palette.color(role)
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        linear = [p / 12.92 if p <= 0.04 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(ink), light(ground)))
    return (bright + 0.05) / (dark + 0.05)


def test_the_page_stays_white_on_a_dark_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "is_dark", lambda: True)
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    try:
        desk.open_sample()
        preview = desk.desk.preview
        image = preview.viewport().grab().toImage()
        box = preview._page_box(0).toRect()
        assert image.pixelColor(box.left() + 5, max(box.top(), 0) + 5).name() == "#ffffff"
        assert image.pixelColor(2, 2).name() == theme.DARK.desk
    finally:
        monkeypatch.undo()
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
