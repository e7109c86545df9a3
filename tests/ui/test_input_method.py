"""Input methods: no character is lost or moved, whatever happens while text is composed."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bulletin_desk.library.library import Library
from bulletin_desk.ui.dialogs.base import Files, LineDialog
from bulletin_desk.ui.outline.model import Node
from ui.driver import Desk, compose

START = "近日，青石县召开背街小巷整治工作推进会。"
WITH = "近日，nihao青石县召开背街小巷整治工作推进会。"


@pytest.fixture
def composing(desk: Desk) -> Desk:
    """The window with something being composed inside the first paragraph."""
    desk.open_sample()
    desk.body.put_caret(0, 3)
    for preedit in ("n", "ni", "nih", "niha", "nihao"):
        compose(desk.body, preedit)
    return desk


def first_paragraph(desk: Desk) -> str:
    return desk.article("a1").body[0].text


def test_nothing_reaches_the_bulletin_while_composing(composing: Desk) -> None:
    assert first_paragraph(composing) == START
    assert composing.session.undo_label is None
    assert composing.workshop.autosave.is_saved


def test_what_is_composed_comes_into_its_place(composing: Desk) -> None:
    compose(composing.body, "", "你好")
    assert first_paragraph(composing) == START.replace("，", "，你好", 1)


def test_cancelled_composing_leaves_no_trace(composing: Desk) -> None:
    compose(composing.body, "")
    assert first_paragraph(composing) == START
    assert composing.session.undo_label is None


def test_switching_to_another_article_keeps_it(composing: Desk) -> None:
    composing.choose("a2")
    assert first_paragraph(composing) == WITH
    assert composing.article("a2").body[0].text == "白杨县开展志愿服务活动。"
    composing.choose("a1")
    assert composing.body.toPlainText().startswith(WITH)


def test_choosing_the_masthead_keeps_it(composing: Desk) -> None:
    composing.desk.outline.choose(Node("masthead"))
    assert first_paragraph(composing) == WITH


def test_saving_a_version_keeps_it(composing: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LineDialog, "ask", lambda *_, **__: "送审")
    composing.press("Ctrl+S")
    assert composing.session.issue_id is not None
    versions = composing.library.versions(composing.session.issue_id)
    (version,) = [version for version in versions if not version.automatic]
    kept = composing.library.load_version(version.id).find_article("a1")
    assert kept is not None
    assert kept.body[0].text == WITH


def test_exporting_keeps_it(
    composing: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "x.pdf"
    monkeypatch.setattr(Files, "ask_save", lambda *_: target)
    with qtbot.wait_signal(composing.workshop.files.tasks.finished, timeout=20_000):
        composing.press("Ctrl+E")
    assert first_paragraph(composing) == WITH
    assert target.read_bytes().startswith(b"%PDF")


def test_closing_keeps_it(composing: Desk, library_path: Path) -> None:
    issue_id = composing.session.issue_id
    composing.window.close()
    with Library.open(library_path) as library:
        assert issue_id is not None
        kept = library.load_issue(issue_id).find_article("a1")
    assert kept is not None
    assert kept.body[0].text == WITH


def test_undo_waits_until_composing_is_over(composing: Desk) -> None:
    compose(composing.body, "", "一")
    compose(composing.body, "er")
    composing.press("Ctrl+Z")
    assert first_paragraph(composing) == START.replace("，", "，一", 1)
    compose(composing.body, "", "二")
    assert first_paragraph(composing) == START.replace("，", "，一二", 1)
    composing.press("Ctrl+Z")
    assert first_paragraph(composing) == START


def test_a_change_from_elsewhere_does_not_end_composing(composing: Desk) -> None:
    composing.workshop.issue._edits.rename_column("s1", "要闻")
    assert composing.body.preedit == "nihao"
    compose(composing.body, "", "你好")
    assert first_paragraph(composing) == START.replace("，", "，你好", 1)
    assert composing.bulletin.sections[0].name == "要闻"


def test_composing_over_a_selection_replaces_it(desk: Desk) -> None:
    desk.open_sample()
    desk.body.put_caret(0, 0)
    cursor = desk.body.textCursor()
    cursor.setPosition(3, cursor.MoveMode.KeepAnchor)
    desk.body.setTextCursor(cursor)
    compose(desk.body, "zuo")
    compose(desk.body, "", "昨日")
    assert first_paragraph(desk) == "昨日" + START[3:]
    desk.press("Ctrl+Z")
    assert first_paragraph(desk) == START


def test_positions_survive_characters_beyond_the_basic_plane(desk: Desk) -> None:
    desk.open_sample()
    desk.body.put_caret(0, 3)
    compose(desk.body, "", "𠮷野")
    assert desk.body.caret == (0, 5)
    desk.body.put_caret(0, 4)
    compose(desk.body, "", "某")
    assert first_paragraph(desk) == START.replace("，", "，𠮷某野", 1)
    desk.press("Ctrl+Z")
    assert desk.body.toPlainText().split("\n")[0] == first_paragraph(desk)


@pytest.mark.parametrize("name", ["title", "byline"])
def test_fields_keep_what_is_composed_when_another_part_is_chosen(desk: Desk, name: str) -> None:
    desk.open_sample()
    field = getattr(desk.desk.article, name)
    field.setFocus()
    compose(field, "biaoti")
    desk.choose("a2")
    assert "biaoti" in getattr(desk.article("a1"), name)
    assert "biaoti" not in getattr(desk.article("a2"), name)
