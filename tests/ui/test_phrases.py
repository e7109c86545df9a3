"""常用语: edited in a dialog, kept from a selection, inserted where the caret is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from bulletin_desk.library.records import Phrase
from bulletin_desk.ui.dialogs.base import LineDialog
from bulletin_desk.ui.phrases.dialog import PhrasesDialog
from bulletin_desk.ui.phrases.picker import PhrasePicker
from ui.driver import Desk, compose

KEPT = [
    Phrase("编者按开头", "编者按：现将有关做法刊发，供各地学习借鉴。"),
    Phrase("落款", "云泽市文明办\n2026年3月"),
]


@pytest.fixture
def kept(desk: Desk) -> Desk:
    desk.library.save_phrases(KEPT)
    desk.open_sample()
    return desk


def in_picker(desk: Desk, act: Callable[[PhrasePicker], object]) -> None:
    """Do something in the picker once it is open."""
    seen: list[PhrasePicker] = []

    def look() -> None:
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, PhrasePicker)
        seen.append(popup)
        try:
            act(popup)
        finally:
            popup.close()

    QTimer.singleShot(0, look)
    desk.workshop.commands["insert_phrase"].trigger()
    assert seen


def enter(desk: Desk, words: str) -> Callable[[PhrasePicker], None]:
    def act(picker: PhrasePicker) -> None:
        compose(picker.field, "", words)
        desk.qtbot.keyClick(picker, Qt.Key.Key_Return)

    return act


def test_a_phrase_goes_where_the_caret_is_as_one_step(kept: Desk) -> None:
    kept.body.put_caret(0, 0)
    before = kept.bulletin
    in_picker(kept, enter(kept, "编者"))
    assert kept.article("a1").body[0].text.startswith("编者按：现将有关做法刊发")
    assert kept.session.undo_label == "插入常用语"
    assert kept.window.focusWidget() is kept.body
    kept.session.undo()
    assert kept.bulletin == before


def test_paragraphs_of_a_phrase_are_paragraphs(kept: Desk) -> None:
    last = len(kept.article("a1").body) - 1
    kept.body.put_caret(last, len(kept.article("a1").body[last].text))
    in_picker(kept, enter(kept, "2026年3月"))
    texts = [block.text for block in kept.article("a1").body]
    assert texts[-1] == "2026年3月"
    assert texts[-2].endswith("云泽市文明办")


def test_it_is_found_by_initials(kept: Desk) -> None:
    def act(picker: PhrasePicker) -> None:
        kept.qtbot.wait_until(lambda: bool(picker.spoken), timeout=20_000)
        compose(picker.field, "", "lk")
        assert [picker.list.item(n).text() for n in range(picker.list.count())] == ["落款"]
        assert picker.text.text().startswith("云泽市文明办")
        compose(picker.field, "", "zzz")
        assert picker.list.item(0).text() == "没有这样的常用语"

    in_picker(kept, act)


def test_a_line_takes_it_too(kept: Desk) -> None:
    field = kept.desk.article.subtitle
    field.setFocus()
    in_picker(kept, enter(kept, "落款"))
    assert kept.article("a1").subtitle == "云泽市文明办 2026年3月"


def test_a_final_issue_takes_none(kept: Desk) -> None:
    kept.session.lock(True)
    before = kept.bulletin
    kept.workshop.commands["insert_phrase"].trigger()
    assert "光标" in kept.window.statusBar().currentMessage()
    assert kept.bulletin is before


def test_without_phrases_it_is_said_how_to_keep_one(desk: Desk) -> None:
    desk.open_sample()
    desk.workshop.commands["insert_phrase"].trigger()
    assert "存为常用语" in desk.window.statusBar().currentMessage()


def test_what_is_selected_is_kept(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(parent: object, title: str, label: str, text: str = "", confirm: str = "") -> str:
        asked.append(text)
        return "推进会"

    monkeypatch.setattr(LineDialog, "ask", ask)
    kept.workshop.commands["keep_phrase"].trigger()
    assert kept.library.phrases() == KEPT
    kept.body.put_caret(0, 0)
    cursor = kept.body.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    kept.body.setTextCursor(cursor)
    kept.workshop.commands["keep_phrase"].trigger()
    text = "\n".join(block.text for block in kept.article("a1").body)
    assert kept.library.phrases() == [*KEPT, Phrase("推进会", text)]
    assert asked == [text[:12] + "…"]


def test_they_are_edited_in_a_dialog(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def act(dialog: PhrasesDialog) -> bool:
        dialog.show()
        dialog.name.selectAll()
        compose(dialog.name, "", "按语")
        dialog.rows.add.click()
        compose(dialog.text, "", "各地各单位要高度重视，认真抓好落实。")
        dialog.rows.up.click()
        dialog.accept()
        dialog.hide()
        return True

    monkeypatch.setattr(PhrasesDialog, "accepted_by_clerk", act)
    kept.workshop.commands["phrases"].trigger()
    assert kept.library.phrases() == [
        Phrase("按语", KEPT[0].text),
        Phrase("各地各单位要高度重视，认…", "各地各单位要高度重视，认真抓好落实。"),
        KEPT[1],
    ]
