"""Packages and the whole library in the window: shown before they are kept, never in the way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bulletin_desk.exchange.library_export import export_library
from bulletin_desk.exchange.opening import Contents
from bulletin_desk.exchange.package import write_jianbao
from bulletin_desk.exchange.templates import Settled
from bulletin_desk.library import Library
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.ui.dialogs.base import Files, Message
from bulletin_desk.ui.exchange.dialog import PackageDialog
from bulletin_desk.ui.exchange.feature import Exchange
from exchange.samples import drawing, emptied, kept_issue
from ui.driver import Desk, dragged, sample

WAIT = 60_000


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "there.db") as library:
        yield library


@pytest.fixture
def package(there: Library, tmp_path: Path) -> Path:
    path = tmp_path / "一期.jianbao"
    write_jianbao(there, kept_issue(there, drawing()), path)
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[PackageDialog]:
    """The dialogs that were shown; each is confirmed."""
    shown: list[PackageDialog] = []

    def confirm(dialog: PackageDialog) -> bool:
        shown.append(dialog)
        return True

    monkeypatch.setattr(PackageDialog, "accepted_by_clerk", confirm)
    return shown


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []

    def tell(parent: object, title: str, sentence: str) -> None:
        sentences.append(sentence)

    monkeypatch.setattr(Message, "tell", tell)
    return sentences


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(Files, "ask_save", lambda *args: path)
    monkeypatch.setattr(Files, "ask_open", lambda *args: [path])


def do(desk: Desk, name: str) -> None:
    desk.workshop.commands[name].trigger()


def until(qtbot: QtBot, done: Callable[[], Any]) -> None:
    qtbot.waitUntil(lambda: bool(done()), timeout=WAIT)


def test_a_package_that_is_dropped_is_shown_and_opened(
    desk: Desk, qtbot: QtBot, package: Path, asked: list[PackageDialog]
) -> None:
    desk.workshop.import_dropped(dragged(package))
    until(qtbot, lambda: desk.session.bulletin is not None)
    assert desk.bulletin.series == "云泽精神文明建设简报"
    (dialog,) = asked
    assert [dialog.titles.item(n).text() for n in range(3)] == [
        "有图的稿件", "第二篇", "简讯一则。",
    ]  # fmt: skip
    assert dialog.confirm.text() == "导入"
    assert dialog.problem.isHidden()
    # Again: it is there, and is shown.
    desk.workshop.close_issue()
    desk.workshop.import_dropped(dragged(package))
    until(qtbot, lambda: desk.session.bulletin is not None)
    assert asked[1].confirm.text() == "打开稿库里的这一期"
    assert len(desk.library.issues()) == 1


def test_the_number_of_an_issue_here_makes_a_copy(
    desk: Desk, qtbot: QtBot, package: Path, there: Library, asked: list[PackageDialog]
) -> None:
    mine = desk.library.add_issue(emptied(there.load_issue(1)))
    desk.workshop.import_dropped(dragged(package))
    until(qtbot, lambda: desk.session.bulletin is not None)
    assert asked[0].confirm.text() == "导入为副本"
    assert asked[0].problem.text().startswith("稿库里已有内容不同的增刊第7期")
    assert desk.session.issue_id != mine
    assert desk.bulletin.masthead.number is None


def test_what_the_clerk_does_not_want_is_not_kept(
    desk: Desk,
    qtbot: QtBot,
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
) -> None:
    asked: list[str] = []

    def refuse(parent: object, name: str, contents: object, clash: str) -> bool:
        asked.append(name)
        return False

    monkeypatch.setattr(PackageDialog, "ask", refuse)
    bad = package.with_name("坏.jianbao")
    bad.write_bytes(b"PK\x03\x04")
    note = package.with_name("来稿.txt")
    note.write_text("白杨县开展活动\n近日，白杨县开展志愿服务活动。", encoding="utf-8")
    with qtbot.wait_signal(desk.workshop.files.importer.finished, timeout=WAIT):
        desk.workshop.import_dropped(dragged(package, bad, note))
    until(qtbot, lambda: told)
    assert asked == ["一期.jianbao"]
    assert told[0].startswith("坏.jianbao：“坏.jianbao”已损坏")
    assert desk.library.issues() == []
    assert len(desk.library.pool()) == 1


def test_the_open_issue_is_packed_as_it_stands(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulletin_desk.exchange.package import read_jianbao

    assert not desk.workshop.commands["pack"].isEnabled()
    desk.open_sample()
    target = tmp_path / "出.jianbao"
    choose(monkeypatch, target)
    desk.body.textCursor().insertText("刚刚写下的。")
    do(desk, "pack")
    until(qtbot, target.exists)
    bulletin = read_jianbao(target, tmp_path).bulletin
    assert bulletin == desk.bulletin
    assert "刚刚写下的。" in next(bulletin.articles()).text


def test_the_whole_library_goes_out_and_another_comes_in(
    desk: Desk,
    qtbot: QtBot,
    there: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
) -> None:
    desk.library.add_issue(sample(3))
    target = tmp_path / "稿库.zip"
    choose(monkeypatch, target)
    do(desk, "export_library")
    until(qtbot, lambda: "已导出整个稿库" in desk.window.statusBar().currentMessage())
    assert target.exists()
    kept_issue(there, drawing())
    export_library(there.path, tmp_path / "那边")
    choose(monkeypatch, tmp_path / "那边" / "library.json")
    do(desk, "import_library")
    until(qtbot, lambda: len(desk.library.issues()) == 2)
    until(qtbot, lambda: "导入 1 期简报" in desk.window.statusBar().currentMessage())
    assert told == []


class StoppedAt:
    """An event that is set when it is asked the given time."""

    def __init__(self, time: int) -> None:
        self._left = time

    def is_set(self) -> bool:
        self._left -= 1
        return self._left < 0

    def clear(self) -> None:
        pass

    def set(self) -> None:
        pass


def test_an_import_that_is_cancelled_says_what_stays(
    desk: Desk, qtbot: QtBot, there: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        there.add_issue(sample(number))
    export_library(there.path, tmp_path / "那边.zip")
    choose(monkeypatch, tmp_path / "那边.zip")
    exchange = desk.workshop.feature(Exchange)
    monkeypatch.setattr(exchange, "_stopped", StoppedAt(9))
    do(desk, "import_library")
    until(qtbot, lambda: "已取消" in desk.window.statusBar().currentMessage())
    assert len(desk.library.issues()) == 8  # those of the transaction that was complete
    assert exchange.progress.isHidden()


def test_what_is_too_long_is_cut_for_the_dialog(desk: Desk) -> None:
    article = Article(title="长" * 5_000)
    many = tuple(replace(article, id=f"a{n}") for n in range(400))
    masthead = Masthead(name="名" * 100_000)
    bulletin = Bulletin(masthead=masthead, sections=(Section("s1", articles=many),))
    contents = Contents(bulletin, Settled("gongzuo", "工作简报"), False, 0, 0)
    dialog = PackageDialog(desk.window, "一.jianbao", contents, "")
    assert dialog.titles.count() == 301
    assert dialog.titles.item(300).text() == "……还有 100 篇"
    assert max(len(label.text()) for label in dialog.findChildren(QLabel)) <= 201
    dialog.deleteLater()
