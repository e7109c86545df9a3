"""Whatever the clerk does while an input method composes, no character is lost or moved.

Every action is tried at several places of the text and in several states of composing. What was
being composed either stays so, and is committed afterwards in its place, or has become text there.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from bulletin_desk.library.library import Library
from bulletin_desk.model.edits import replace_article
from bulletin_desk.model.richtext import ParagraphKind, plain
from bulletin_desk.ui.dialogs.base import LineDialog
from bulletin_desk.ui.find.feature import Find
from bulletin_desk.ui.outline.model import MASTHEAD, Node
from bulletin_desk.ui.preview.places import Place
from ui.driver import TABLE, Desk, compose

CONTROL = Qt.KeyboardModifier.ControlModifier
# A character beyond the basic plane, a rare one of the extensions, and marks.
TEXT = "近日，𠮷野县㐂镇召开“推进会”。"
BODY = (plain(TEXT), plain("一、提高认识", ParagraphKind.HEADING1), TABLE, plain("要落实𪚥。"))

Action = Callable[[Desk], None]


def save_version(desk: Desk) -> None:
    desk.press("Ctrl+S")


def switch(desk: Desk) -> None:
    desk.choose("a2")
    desk.choose("a1")


def masthead(desk: Desk) -> None:
    desk.desk.outline.choose(MASTHEAD)
    desk.choose("a1")


def undo(desk: Desk) -> None:
    desk.press("Ctrl+Z")


def undo_by_key(desk: Desk) -> None:
    desk.qtbot.keyClick(desk.body, Qt.Key.Key_Z, CONTROL)


def redo(desk: Desk) -> None:
    desk.press("Ctrl+Y")


def autosave(desk: Desk) -> None:
    desk.workshop.autosave.flush()


def flush(desk: Desk) -> None:
    desk.workshop.flush()


def lock(desk: Desk) -> None:
    desk.workshop.flush()
    desk.session.lock(True)
    desk.session.lock(False)


def layout(desk: Desk) -> None:
    desk.workshop.pages.update_now()


def bold(desk: Desk) -> None:
    desk.desk.article.bold_action.trigger()


def heading(desk: Desk) -> None:
    desk.qtbot.keyClick(desk.body, Qt.Key.Key_1, CONTROL)


def clean(desk: Desk) -> None:
    desk.desk.article.clean_action.trigger()


def clean_issue(desk: Desk) -> None:
    actions = desk.workshop.commands.menus["格式"].actions()
    next(action for action in actions if action.text() == "清理整期").trigger()


def note(desk: Desk) -> None:
    desk.desk.article.note_action.trigger()
    desk.press("Ctrl+Z")


def move_article(desk: Desk) -> None:
    desk.workshop.commands["down"].trigger()


def drag_article(desk: Desk) -> None:
    desk.desk.outline_model.articles_dropped.emit(["a1"], "s2", 1)
    desk.choose("a1")


def rename_column(desk: Desk) -> None:
    desk.desk.outline_model.renamed.emit(Node("section", "s1"), "要闻")


def new_article(desk: Desk) -> None:
    desk.workshop.commands["article"].trigger()
    desk.choose("a1")


def click_page(desk: Desk) -> None:
    desk.desk.go_to(Place("title", "a1", position=2))


def click_page_beside(desk: Desk) -> None:
    desk.desk.go_to(Place("body", "a1", 0, 2))


def other_field(desk: Desk) -> None:
    desk.desk.article.units.setFocus()


def find(desk: Desk) -> None:
    desk.press("Ctrl+F")
    bar = desk.workshop.feature(Find).bar
    assert bar is not None
    bar.words.setText("落实")
    desk.workshop.feature(Find).update_now()
    desk.workshop.commands["find_next"].trigger()


def find_next(desk: Desk) -> None:
    """With the bar open, the next hit is looked for from the text."""
    desk.body.commit_preedit()
    at = desk.body.caret
    find(desk)
    desk.body.setFocus()
    desk.body.put_caret(*at)
    cursor = desk.body.textCursor()
    compose(desk.body, "ni")
    desk.workshop.commands["find_next"].trigger()
    if desk.body.preedit:
        compose(desk.body, "")
    else:
        cursor.setPosition(cursor.position() - 2, QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText() == "ni"
        cursor.removeSelectedText()


def find_and_replace(desk: Desk) -> None:
    desk.press("Ctrl+H")
    finding = desk.workshop.feature(Find)
    assert finding.bar is not None
    finding.bar.words.setText("落实")
    finding.bar.replacement.setText("落实")
    finding.update_now()
    finding.bar.replace_all.click()


def change_elsewhere(desk: Desk) -> None:
    """Another paragraph changes under the composing, and comes back by undo."""
    article = desk.article("a1")
    body = (plain("新的一段。"), *article.body)
    changed = type(article)("a1", article.title, body=body)
    desk.session.apply("别处的修改", replace_article(desk.bulletin, changed))
    desk.session.undo()


def leave_window(desk: Desk) -> None:
    desk.body.clearFocus()


def click_in_the_text(desk: Desk) -> None:
    cursor = QTextCursor(desk.body.document().findBlockByNumber(3))
    desk.qtbot.mouseClick(
        desk.body.viewport(),
        Qt.MouseButton.LeftButton,
        pos=desk.body.cursorRect(cursor).center(),
    )


def paste_and_undo(desk: Desk) -> None:
    mime = QMimeData()
    mime.setText("会议,研究 3 项.")
    desk.body.insertFromMimeData(mime)
    desk.press("Ctrl+Z")
    desk.press("Ctrl+Z")


def drop_and_undo(desk: Desk) -> None:
    mime = QMimeData()
    mime.setText("会议")
    none = Qt.KeyboardModifier.NoModifier
    button = Qt.MouseButton.LeftButton
    point = QPointF(desk.body.cursorRect().center())
    desk.body.dropEvent(QDropEvent(point, Qt.DropAction.CopyAction, mime, button, none))
    desk.press("Ctrl+Z")


ACTIONS: tuple[Action, ...] = (
    save_version, switch, masthead, undo, undo_by_key, redo, autosave, flush, lock, layout, bold,
    heading, clean, clean_issue, note, move_article, drag_article, rename_column, new_article,
    click_page, click_page_beside, other_field, find, find_next, find_and_replace,
    change_elsewhere, leave_window, click_in_the_text, paste_and_undo, drop_and_undo,
)  # fmt: skip
# A place in the body: its block and how many characters stand before it.
PLACES = ((0, 0), (0, 4), (0, len(TEXT)), (1, 2), (3, 4))
STATES = (["n"], ["n", "ni", "ni h", "ni ha"], ["𠮷"], ["n", "你n", "你㐂𠮷"])


def whole(desk: Desk) -> list[str]:
    return [block.text for block in desk.article("a1").body]


def with_text(place: tuple[int, int], text: str) -> list[str]:
    texts = [block.text for block in BODY]
    block, at = place
    texts[block] = texts[block][:at] + text + texts[block][at:]
    return texts


@pytest.fixture
def writing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(LineDialog, "ask", lambda *_, **__: "送审")
    desk.open_sample()
    desk.desk.article.replace_body("样文", BODY)
    desk.session.end_step()
    return desk


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_no_character_is_lost_or_moved(writing: Desk, action: Action) -> None:
    for place in PLACES:
        for state in STATES:
            writing.desk.article.replace_body("样文", BODY)
            writing.body.setFocus()
            writing.body.put_caret(*place)
            for preedit in state:
                compose(writing.body, preedit)
            assert whole(writing) == with_text(place, "")
            action(writing)
            if writing.body.preedit:
                assert whole(writing) == with_text(place, "")
                compose(writing.body, "", "好𠮷")
                wanted = with_text(place, "好𠮷")
            else:
                wanted = with_text(place, state[-1])
            told = f"{action.__name__} at {place} while composing {state[-1]}"
            assert whole(writing) == wanted, told
            shown = [b.text for b in writing.body.body]
            assert shown == wanted, told
            assert writing.workshop.flush()
            kept = writing.saved().find_article("a1")
            assert kept is not None
            assert [block.text for block in kept.body] == wanted, told


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state[-1])
def test_closing_keeps_it(writing: Desk, place: tuple[int, int], state: list[str]) -> None:
    issue_id, path = writing.session.issue_id, writing.library.path
    writing.body.put_caret(*place)
    for preedit in state:
        compose(writing.body, preedit)
    writing.window.close()
    assert issue_id is not None
    with Library.open(path) as library:
        kept = library.load_issue(issue_id).find_article("a1")
    assert kept is not None
    assert [block.text for block in kept.body] == with_text(place, state[-1])


@pytest.mark.parametrize("name", ["title", "subtitle", "byline", "units"])
@pytest.mark.parametrize("action", [switch, flush, clean, move_article, change_elsewhere, lock])
def test_fields_keep_it_too(writing: Desk, name: str, action: Action) -> None:
    field = getattr(writing.desk.article, name)
    field.setFocus()
    compose(field, "", "甲𠮷")
    compose(field, "yi")
    action(writing)
    if field.preedit:
        compose(field, "", "乙")
    value = getattr(writing.article("a1"), name)
    text = "".join(value) if isinstance(value, tuple) else value
    assert text.startswith(("甲𠮷乙", "甲𠮷yi")) or text.endswith(("甲𠮷乙", "甲𠮷yi"))


def test_keys_of_the_editor_mean_nothing_while_composing(writing: Desk) -> None:
    """Enter, Backspace and Tab belong to the input method: what comes through is not acted on."""
    writing.body.put_caret(1, 0)
    compose(writing.body, "ni")
    for keys in (Qt.Key.Key_Return, Qt.Key.Key_Backspace):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, keys, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(writing.body, event)
    compose(writing.body, "", "你")
    kinds = [getattr(block, "kind", None) for block in writing.article("a1").body]
    assert kinds[1] is ParagraphKind.HEADING1
    assert "".join(whole(writing)) == "".join(with_text((1, 0), "你"))


def test_words_of_offices_are_not_marked_as_errors(writing: Desk) -> None:
    """Names are no mistakes: nothing underlines them, and input methods keep their predictions."""
    for field in (writing.body, writing.desk.article.title, writing.desk.article.units):
        hints = field.inputMethodHints()
        assert not hints & Qt.InputMethodHint.ImhNoPredictiveText
    for number in range(len(BODY)):
        block = writing.body.document().findBlockByNumber(number)
        assert block.layout().formats() == []
