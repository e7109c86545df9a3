"""The pages follow the text in turns: never in the way of typing, never out of date for long."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer

from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.compose import compose
from bulletin_desk.model.richtext import plain
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.display import Document
from bulletin_desk.typeset.dump import dump
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.typesetter import Typesetter
from bulletin_desk.ui import live_pages
from bulletin_desk.ui.live_pages import LivePages
from ui.driver import Desk, sample


def long_issue() -> Bulletin:
    articles = tuple(
        Article(f"l{n}", f"第{n}篇", body=tuple(plain(f"{n}之{m}，" * 30) for m in range(6)))
        for n in range(40)
    )
    return replace(sample(), sections=(Section("s", "动态", articles),))


def in_one_go(bulletin: Bulletin) -> str:
    flow = compose(bulletin, load_template(bulletin.template))
    return dump(Typesetter(Fonts()).typeset(flow))


def shown_by(pages: LivePages) -> str:
    assert pages.document is not None
    return dump(pages.document)


@pytest.fixture
def short_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every turn is over at once, so that even a fast machine needs many."""
    monkeypatch.setattr(live_pages, "TURN_SECONDS", 1e-5)


def pages_of(desk: Desk) -> LivePages:
    return desk.workshop.pages


@pytest.mark.usefixtures("short_turns")
def test_events_are_handled_while_a_long_issue_is_laid_out(desk: Desk) -> None:
    pages, turns = pages_of(desk), []
    ticker = QTimer(desk.window, interval=0)
    ticker.timeout.connect(lambda: turns.append(pages.document))
    issue_id = desk.library.add_issue(long_issue())
    with desk.qtbot.wait_signal(pages.typeset):
        desk.workshop.open_issue(issue_id)
        ticker.start()
    ticker.stop()
    assert turns.count(None) > 40
    assert shown_by(pages) == in_one_go(long_issue())


@pytest.mark.usefixtures("short_turns")
def test_a_change_halfway_begins_again_and_the_newest_text_is_shown(desk: Desk) -> None:
    pages = pages_of(desk)
    issue_id = desk.library.add_issue(long_issue())
    shown: list[Document] = []
    desk.workshop.open_issue(issue_id)
    pages.typeset.connect(shown.append)
    for turn in range(5):
        pages._take_turn()
        changed = replace(desk.bulletin, contents=turn % 2 == 0)
        desk.workshop.apply("目录", changed)
    changed = replace(desk.bulletin, template="gongzuo")
    desk.workshop.apply("模板", changed)
    desk.qtbot.wait_until(lambda: not pages.is_working, timeout=20000)
    assert dump(shown[-1]) == in_one_go(changed)


@pytest.mark.usefixtures("short_turns")
def test_pages_come_although_every_turn_is_followed_by_a_change(desk: Desk) -> None:
    """Who types without a pause still sees the page move."""
    pages = pages_of(desk)
    desk.workshop.open_issue(desk.library.add_issue(long_issue()))
    shown: list[object] = []
    pages.typeset.connect(shown.append)
    for number in range(3000):
        pages._take_turn()
        desk.workshop.apply("目录", replace(desk.bulletin, contents=number % 2 == 0))
        if shown:
            break
    assert shown


@pytest.mark.usefixtures("short_turns")
def test_what_is_exported_at_once_is_the_newest_text(desk: Desk) -> None:
    pages = pages_of(desk)
    desk.workshop.open_issue(desk.library.add_issue(long_issue()))
    pages._take_turn()
    desk.workshop.apply("目录", replace(desk.bulletin, contents=False))
    pages.update_now()
    assert shown_by(pages) == in_one_go(desk.bulletin)
    assert not pages.is_working


@pytest.mark.usefixtures("short_turns")
def test_another_issue_is_never_shown_the_pages_of_the_first(desk: Desk) -> None:
    pages = pages_of(desk)
    first = desk.library.add_issue(long_issue())
    second = desk.library.add_issue(sample(8))
    shown: list[Document] = []
    pages.typeset.connect(shown.append)
    desk.workshop.open_issue(first)
    pages._take_turn()
    desk.workshop.open_issue(second)
    desk.qtbot.wait_until(lambda: not pages.is_working)
    assert [dump(document) for document in shown] == [in_one_go(sample(8))]


def test_an_ordinary_issue_is_laid_out_in_one_turn(desk: Desk) -> None:
    pages = pages_of(desk)
    desk.open_sample()
    shown: list[object] = []
    pages.typeset.connect(shown.append)
    desk.workshop.apply("目录", replace(desk.bulletin, contents=False))
    pages._take_turn()
    assert len(shown) == 1


@pytest.mark.usefixtures("short_turns")
def test_a_template_that_is_lost_is_told_and_a_later_change_is_shown(desk: Desk) -> None:
    pages = pages_of(desk)
    desk.open_sample()
    told: list[str] = []
    pages.failed.connect(told.append)
    desk.workshop.apply("模板", replace(desk.bulletin, template="没有的模板"))
    desk.qtbot.wait_until(lambda: bool(told))
    desk.workshop.apply("模板", replace(desk.bulletin, template="gongzuo"))
    desk.qtbot.wait_until(lambda: not pages.is_working)
    assert shown_by(pages) == in_one_go(desk.bulletin)
