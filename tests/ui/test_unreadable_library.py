"""A library that cannot be read for a while: what is typed is kept and saved when it can be."""

import pytest

from bulletin_desk.library.errors import LibraryError
from bulletin_desk.ui.dialogs.base import Message
from ui.driver import Desk

READINGS = ("number_taken", "next_number", "pool", "issues", "preference", "known_units")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []
    monkeypatch.setattr(Message, "tell", lambda *args: sentences.append(args[-1]))
    return sentences


def test_what_is_typed_is_saved_though_nothing_else_can_be_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    desk.open_sample()
    article = next(desk.bulletin.articles())
    desk.choose(article.id)

    def fail(*_: object, **__: object) -> object:
        raise LibraryError("稿库读不出来，请检查磁盘。")

    for name in READINGS:
        monkeypatch.setattr(desk.library, name, fail)
    desk.body.put_caret(0, 0)
    desk.body.textCursor().insertText("本报讯")
    assert desk.workshop.flush()
    issue_id = desk.session.issue_id
    assert issue_id is not None
    saved = desk.library.load_issue(issue_id).find_article(article.id)
    assert saved is not None
    assert saved.body[0].text.startswith("本报讯")
    desk.workshop.commands["open"].trigger()
    desk.workshop.commands["rules"].trigger()
    assert told == ["稿库读不出来，请检查磁盘。"] * 2
