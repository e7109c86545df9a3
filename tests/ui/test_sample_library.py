"""The sample library: there at the first start alone, marked, and gone without a trace."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

from bulletin_desk import app, paths
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import IssueStatus
from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.richtext import Picture, Table, plain
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.preflight.feature import Preflight
from bulletin_desk.ui.start import sample
from ui import driver
from ui.driver import Desk


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """The window over a library with the sample and an issue and an article of the clerk's."""
    desk.library.add_issue(driver.sample())
    desk.library.add_to_pool([Article("own", "自己的稿件", body=(plain("自己的话。"),))])
    sample.add(desk.library)
    desk.desk.start.show_recent(desk.library.issues())
    return desk


def asked(monkeypatch: pytest.MonkeyPatch, answer: bool) -> list[str]:
    questions: list[str] = []

    def ask(_: object, title: str, question: str, confirm: str) -> bool:
        questions.append(question)
        return answer

    monkeypatch.setattr(Message, "ask", ask)
    return questions


def put_in(desk: Desk, article: Article) -> None:
    """Take an article of the pool into the open issue."""
    section = desk.bulletin.sections[0]
    changed = edits.insert_article(desk.bulletin, section.id, 0, article)
    desk.workshop.apply("加入待用稿", changed)


def series(desk: Desk) -> list[str]:
    return [record.name for record in desk.library.series()]


def test_the_sample_is_whole_and_of_its_own_series(desk: Desk) -> None:
    sample.add(desk.library)
    records = desk.library.issues()
    assert [record.status for record in records] == [IssueStatus.DRAFT, IssueStatus.FINAL]
    assert len(desk.library.series()) == 1
    assert len(desk.library.pool()) == 3
    blocks = [b for a in desk.library.load_issue(records[0].id).articles() for b in a.body]
    pictures = [block for block in blocks if isinstance(block, Picture)]
    assert len(pictures) == 2
    assert all(desk.library.picture(picture.digest) for picture in pictures)
    assert any(isinstance(block, Table) for block in blocks)


def test_the_sample_passes_the_check(desk: Desk) -> None:
    sample.add(desk.library)
    preflight = desk.workshop.feature(Preflight)
    for record in desk.library.issues():
        desk.workshop.open_issue(record.id)
        found = [(p.rule, p.message) for p in preflight.run() if p.rule != "substituted-font"]
        assert found == []


def test_the_sample_is_marked_and_goes_with_one_click(
    stocked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = asked(monkeypatch, answer=False)
    start = stocked.desk.start
    stocked.qtbot.wait_until(lambda: len(start.rows) == 2)
    marked = [row.name for row in start.rows if "示例" in _texts(row)]
    assert marked == ["云泽文明创建简报"]
    assert start.remove_sample.isVisible()
    start.remove_sample.click()
    assert questions == []
    assert series(stocked) == ["文明建设简报"]
    assert [article.id for article in stocked.library.pool()] == ["own"]
    assert not start.remove_sample.isVisible()
    assert stocked.library.check() == []


def test_changed_samples_go_only_when_confirmed(
    stocked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_id = max(sample.issues_of(stocked.library))
    stocked.workshop.open_issue(issue_id)
    stocked.workshop.apply("目录", replace(stocked.bulletin, contents=False))
    stocked.workshop.close_issue()
    questions = asked(monkeypatch, answer=False)
    stocked.desk.start.remove_sample.click()
    assert len(questions) == 1
    assert len(series(stocked)) == 2
    asked(monkeypatch, answer=True)
    stocked.desk.start.remove_sample.click()
    assert series(stocked) == ["文明建设简报"]


def test_what_was_only_opened_is_not_taken_for_changed(
    stocked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for issue_id in sample.issues_of(stocked.library):
        stocked.workshop.open_issue(issue_id)
        stocked.qtbot.wait_until(lambda: not stocked.workshop.pages.is_working)
    stocked.workshop.close_issue()
    assert not sample.is_changed(stocked.library)


def test_a_sample_article_in_an_issue_of_the_clerks_stays(stocked: Desk) -> None:
    own = next(r.id for r in stocked.library.issues() if r.series == "文明建设简报")
    article = next(a for a in stocked.library.pool() if a.id != "own")
    stocked.workshop.open_issue(own)
    put_in(stocked, article)
    stocked.workshop.close_issue()
    sample.remove(stocked.library)
    assert stocked.library.load_issue(own).find_article(article.id) is not None
    assert [a.id for a in stocked.library.pool()] == ["own"]


def test_a_sample_article_that_was_put_into_a_sample_issue_goes_too(stocked: Desk) -> None:
    article = next(a for a in stocked.library.pool() if a.id != "own")
    stocked.workshop.open_issue(max(sample.issues_of(stocked.library)))
    put_in(stocked, article)
    stocked.workshop.close_issue()
    sample.remove(stocked.library)
    assert [a.id for a in stocked.library.pool()] == ["own"]


def test_an_issue_that_follows_a_sample_is_the_clerks(stocked: Desk) -> None:
    past = stocked.library.load_issue(max(sample.issues_of(stocked.library)))
    masthead = replace(past.masthead, number=3, serial_number=43)
    own = stocked.library.add_issue(replace(past, masthead=masthead, sections=()))
    sample.remove(stocked.library)
    assert own in {record.id for record in stocked.library.issues()}


def test_only_the_first_start_has_the_sample(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The library of a test, one that is named, and one that is there already have none."""
    opened: list[bool] = []

    class Window(QObject):
        """Opens its library where the real one would show itself."""

        furnished = Signal()

        def __init__(self, open_library: Callable[[object], Library | None], _: object) -> None:
            super().__init__()
            self.open_library = open_library

        def show(self) -> None:
            library = self.open_library(self)
            assert library is not None
            opened.append(sample.is_in(library))
            library.close()

    monkeypatch.setattr(app, "MainWindow", Window)
    monkeypatch.setattr(app, "QApplication", SimpleNamespace(exec=lambda: 0))
    monkeypatch.setattr(app, "make_application", lambda _: qapp)
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    named = tmp_path / "named.db"
    app.run(named)
    sample_path = paths.default_library()
    app.run(sample_path)  # as the command line says it
    with Library.open(sample_path) as library:
        sample.remove(library)
    app.run()
    assert opened == [False, True, False]


def _texts(widget: object) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]  # type: ignore[attr-defined]
