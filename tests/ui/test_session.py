import datetime
from dataclasses import replace

import pytest

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.ui import session as sessions
from bulletin_desk.ui.session import Session
from ui.driver import sample


def dated(bulletin: Bulletin, day: int) -> Bulletin:
    masthead = replace(bulletin.masthead, date=datetime.date(2026, 1, 1) + datetime.timedelta(day))
    return replace(bulletin, masthead=masthead)


@pytest.fixture
def session() -> Session:
    made = Session()
    made.open(1, sample())
    return made


def test_undo_and_redo_go_through_named_steps(session: Session) -> None:
    start = session.bulletin
    session.apply("移动稿件", dated(sample(), 1))
    session.apply("修改日期", dated(sample(), 2))
    end = session.bulletin
    assert (session.undo_label, session.redo_label) == ("修改日期", None)
    session.undo()
    session.undo()
    assert session.bulletin is start
    assert (session.undo_label, session.redo_label) == (None, "移动稿件")
    session.redo()
    session.redo()
    assert session.bulletin is end


def test_typing_folds_into_one_step(session: Session) -> None:
    start = session.bulletin
    for day in range(5):
        session.apply("输入文字", dated(sample(), day), ("a1", 0))
    session.undo()
    assert session.bulletin is start
    assert session.undo_label is None


def test_another_place_starts_another_step(session: Session) -> None:
    session.apply("输入文字", dated(sample(), 1), ("a1", 0))
    first = session.bulletin
    session.apply("输入文字", dated(sample(), 2), ("a1", 1))
    session.undo()
    assert session.bulletin is first


def test_a_pause_starts_another_step(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(sessions, "monotonic", lambda: clock[0])
    session.apply("输入文字", dated(sample(), 1), ("a1", 0))
    first = session.bulletin
    clock[0] += sessions.PAUSE_SECONDS + 0.1
    session.apply("输入文字", dated(sample(), 2), ("a1", 0))
    session.undo()
    assert session.bulletin is first


def test_a_caret_put_elsewhere_ends_the_step(session: Session) -> None:
    session.apply("输入文字", dated(sample(), 1), ("a1", 0))
    first = session.bulletin
    session.end_step()
    session.apply("输入文字", dated(sample(), 2), ("a1", 0))
    session.undo()
    assert session.bulletin is first


def test_an_edit_after_undo_drops_what_was_undone(session: Session) -> None:
    session.apply("一", dated(sample(), 1))
    session.undo()
    session.apply("二", dated(sample(), 2))
    assert session.redo_label is None


def test_the_stack_is_bounded(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(sessions.MAX_STEPS + 10):
        session.apply("改", dated(sample(), day % 300))
    undone = 0
    while session.undo_label:
        session.undo()
        undone += 1
    assert undone == sessions.MAX_STEPS


def test_the_same_bulletin_is_no_step(session: Session) -> None:
    assert session.bulletin is not None
    session.apply("没有变化", session.bulletin)
    assert session.undo_label is None
