"""Typing, composing, undo and the rest in any order: the text is what a plain string would be."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt

from bulletin_desk.model.richtext import ParagraphKind, plain
from ui.driver import Desk, compose, key

START = ("近日，𠮷野县。", "㐂要求")
# What is done, with its text or place.
Step = tuple[str, str | int]
_TEXTS = st.sampled_from(["甲", "𠮷", "a", "1", "一", "、", "好𪚥", "（一）", "，"])
_STEPS = st.one_of(
    st.tuples(st.just("type"), st.sampled_from("ab1.")),
    st.tuples(st.just("compose"), st.sampled_from(["n", "ni", "你h", "𠮷"])),
    st.tuples(st.just("commit"), _TEXTS),
    st.tuples(st.just("commit and go on"), _TEXTS),
    st.tuples(st.just("paste"), _TEXTS),
    st.tuples(st.just("caret"), st.integers(0, 30)),
    st.tuples(
        st.sampled_from(
            ["cancel", "enter", "backspace", "undo", "redo", "switch", "flush", "layout", "kind"]
        ),
        st.just(""),
    ),
)


class Plain:
    """The body as plain paragraphs with a caret: what the editor is compared with."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.texts: list[str] = list(START)
        self.block, self.at = 0, 0
        self.preedit = ""

    def put(self, text: str) -> None:
        line = self.texts[self.block]
        self.texts[self.block] = line[: self.at] + text + line[self.at :]
        self.at += len(text)

    def end_composing(self) -> None:
        """What is composed becomes text in its place."""
        self.put(self.preedit)
        self.preedit = ""

    def enter(self, kind: ParagraphKind) -> None:
        line = self.texts[self.block]
        if kind is not ParagraphKind.BODY and not line:
            return  # leaves the heading
        self.texts[self.block : self.block + 1] = [line[: self.at], line[self.at :]]
        self.block, self.at = self.block + 1, 0

    def backspace(self, kind: ParagraphKind) -> None:
        line = self.texts[self.block]
        if self.at:
            self.texts[self.block] = line[: self.at - 1] + line[self.at :]
            self.at -= 1
        elif kind is ParagraphKind.BODY and self.block:
            self.block -= 1
            self.at = len(self.texts[self.block])
            self.texts[self.block : self.block + 2] = [self.texts[self.block] + line]

    def look(self) -> None:
        """Take over what is on show, after undo and redo."""
        self.texts = [block.text for block in self.desk.body.body] or [""]
        self.block, self.at = self.desk.body.caret


def do(model: Plain, step: Step) -> None:
    """Do one thing in the window and the same to the plain text."""
    desk, (name, value) = model.desk, step
    body, kind = desk.body, desk.body.kind
    composing = bool(model.preedit)
    if name == "type" and not composing:
        key(body, str(value))
        model.put(str(value))
    elif name == "compose":
        compose(body, str(value))
        model.preedit = str(value)
    elif name in ("commit", "commit and go on"):
        model.preedit = "zai" if name.endswith("on") else ""
        compose(body, model.preedit, str(value))
        model.put(str(value))
    elif name == "cancel":
        compose(body, "")
        model.preedit = ""
    elif name in ("enter", "backspace") and not composing:
        keys = Qt.Key.Key_Return if name == "enter" else Qt.Key.Key_Backspace
        desk.qtbot.keyClick(body, keys)
        model.enter(kind) if name == "enter" else model.backspace(kind)
    elif name in ("undo", "redo"):
        desk.press("Ctrl+Z" if name == "undo" else "Ctrl+Y")
        if not composing:
            model.look()
    elif name == "layout":
        desk.workshop.pages.update_now()
    else:
        leave(model, name, value)


def leave(model: Plain, name: str, value: str | int) -> None:
    """Do what ends composing: its text stays where it was composed."""
    desk = model.desk
    if name in ("paste", "caret", "switch", "flush", "kind"):
        model.end_composing()
    if name == "paste":
        mime = QMimeData()
        mime.setText(str(value))
        desk.body.insertFromMimeData(mime)
        model.put(str(value))
    elif name == "caret":
        model.block = int(value) % len(model.texts)
        model.at = min(int(value) // 3, len(model.texts[model.block]))
        desk.body.put_caret(model.block, model.at)
    elif name == "switch":
        desk.choose("a2")
        desk.choose("a1")
        desk.body.setFocus()
        desk.body.put_caret(model.block, model.at)
    elif name == "flush":
        assert desk.workshop.flush()
    elif name == "kind":
        desk.body.set_kind(ParagraphKind.HEADING2)


def check(model: Plain, steps: Sequence[Step]) -> None:
    desk = model.desk
    wanted = model.texts
    kept = [block.text for block in desk.article("a1").body] or [""]
    if not model.preedit:
        assert kept == wanted, steps
        assert [block.text for block in desk.body.body] in (wanted, []), steps
        assert desk.body.caret == (model.block, model.at), steps
        kinds = [getattr(block, "kind", None) for block in desk.article("a1").body]
        assert kinds == [getattr(block, "kind", None) for block in desk.body.body]


@given(st.lists(_STEPS, max_size=25))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
def test_the_text_is_what_a_plain_string_would_be(desk: Desk, steps: list[Step]) -> None:
    if desk.session.bulletin is None:
        desk.open_sample()
    compose(desk.body, "")
    desk.desk.article.replace_body("样文", tuple(plain(text) for text in START))
    desk.session.end_step()
    desk.body.setFocus()
    desk.body.put_caret(0, 0)
    model = Plain(desk)
    for number, step in enumerate(steps):
        do(model, step)
        check(model, steps[: number + 1])
    compose(desk.body, "")
    model.preedit = ""
    check(model, steps)
    after = desk.article("a1").body
    done = 0
    while desk.session.undo_label is not None and done < 200:
        desk.session.undo()
        done += 1
    for _ in range(done):
        desk.session.redo()
    assert desk.article("a1").body == after
    assert [block.text for block in desk.body.body] == [block.text for block in after]
