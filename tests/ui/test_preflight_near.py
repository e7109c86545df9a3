"""出刊检查 tells of articles that are like past ones while one works, and holds nothing up."""

import datetime
from dataclasses import replace

from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from bulletin_desk.library.facts import switch_rules_off
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.preflight.feature import Preflight
from ui.driver import Desk, sample

TEXT = "近日，青石县组织三百多名志愿者沿河清理垃圾，半天清运杂物六吨，沿岸居民自发送来茶水。"


def with_article(number: int, year: int, article: Article) -> Bulletin:
    base = sample(number)
    masthead = replace(base.masthead, date=datetime.date(year, 3, 18))
    return replace(base, masthead=masthead, sections=(Section("s", "动态", (article,)),))


def open_repeat(desk: Desk, text: str) -> Preflight:
    past = Article("p", "青石县清洁河道", body=(plain(TEXT),))
    desk.library.add_issue(with_article(3, 2024, past))
    own = Article("a1", "志愿者走上河岸", body=(plain(text),))
    desk.workshop.open_issue(desk.library.add_issue(with_article(7, 2026, own)))
    desk.choose("a1")
    return desk.workshop.feature(Preflight)


def near(feature: Preflight) -> list[str]:
    return [problem.message for problem in feature.problems if problem.rule == "near"]


def test_a_repeat_is_told_and_stays_while_one_looks(desk: Desk, qtbot: QtBot) -> None:
    feature = open_repeat(desk, TEXT.replace("三百多", "近四百"))
    qtbot.wait_until(lambda: bool(near(feature)), timeout=20_000)
    assert near(feature)[0].startswith("与2024年第3期的《青石县清洁河道》相近（")
    desk.workshop.commands["check"].trigger()
    assert len(near(feature)) == 1
    assert "条提示" in feature.panel.summary.text()


def test_it_holds_nothing_up(desk: Desk, qtbot: QtBot) -> None:
    feature = open_repeat(desk, TEXT.replace("三百多", "近四百"))
    qtbot.wait_until(lambda: bool(near(feature)), timeout=20_000)
    held = [p.rule for p in feature.problems if p.severity != "notice"]
    assert held == []
    assert feature.confirm_before("导出")


def test_what_is_typed_is_looked_up_when_it_rests(desk: Desk, qtbot: QtBot) -> None:
    feature = open_repeat(desk, "另外一件事。")
    qtbot.wait_until(lambda: desk.workshop.pages.document is not None)
    feature.run()
    assert near(feature) == []
    desk.body.setFocus()
    desk.body.moveCursor(QTextCursor.MoveOperation.End)
    desk.body.textCursor().insertText(TEXT)
    qtbot.wait_until(lambda: bool(near(feature)), timeout=20_000)
    desk.workshop.session.undo()
    qtbot.wait_until(lambda: not near(feature), timeout=20_000)


def test_asked_for_at_once_it_follows_and_is_not_looked_for_switched_off(
    desk: Desk, qtbot: QtBot
) -> None:
    feature = open_repeat(desk, TEXT.replace("三百多", "近四百"))
    feature.show()
    qtbot.wait_until(lambda: bool(near(feature)), timeout=20_000)
    switch_rules_off(desk.library, ["near"])
    feature.run()
    assert near(feature) == []
