"""Reuse: where an article stood before and what is like it, told in the lists and over the text."""

import datetime
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.lists.article_rows import AboutRole
from bulletin_desk.ui.outline.model import InfoRole, Node
from bulletin_desk.ui.reuse.compare import CompareDialog
from bulletin_desk.ui.reuse.feature import Reuse
from bulletin_desk.ui.shelf.feature import LibraryTab
from bulletin_desk.ui.shelf.list import Entry
from ui.driver import Desk

TEXT = (
    "3月12日上午，青石县组织机关干部和志愿者两百余人到清水河沿线开展河道清洁行动，",
    "大家分成六个小组，清理河岸垃圾，劝导不文明行为，向沿河住户发放倡议书三百多份。",
    "下一步，青石县将建立每月清洁日制度，落实河段责任人，把清洁行动坚持下去。",
)
RETOLD = (*TEXT[:2], "下一步，青石县将建立每周清洁日制度，落实河段责任人，让清洁行动成为常态。")


def told(key: str, title: str, *texts: str) -> Article:
    return Article(key, title, body=tuple(map(plain, texts)))


@pytest.fixture
def past(desk: Desk) -> int:
    """An issue of last year in the library, another one on the desk."""
    article = told("old", "青石县开展清洁河道行动", *TEXT)
    masthead = Masthead("文明建设简报", 5, date=datetime.date(2023, 4, 2))
    sections = (Section("s", "工作动态", (article,)),)
    issue_id = desk.library.add_issue(Bulletin(masthead=masthead, sections=sections))
    desk.open_sample()
    return issue_id


def place(desk: Desk, article: Article) -> None:
    desk.session.apply("插入", edits.insert_article(desk.bulletin, "s1", 0, article))


def info(desk: Desk, article_id: str) -> str:
    model = desk.desk.outline_model
    return str(model.data(model.index_of(Node("article", article_id)), InfoRole))


def test_an_article_like_a_past_one_is_marked_and_told(desk: Desk, past: int, qtbot: QtBot) -> None:
    place(desk, told("new", "清水河边志愿者忙", *RETOLD))
    qtbot.wait_until(lambda: "相近" in info(desk, "new"), timeout=20_000)
    said = desk.window.statusBar().currentMessage()
    assert "“清水河边志愿者忙”" in said
    assert "2023年第5期的“青石县开展清洁河道行动”" in said
    desk.choose("new")
    line = desk.workshop.feature(Reuse).line
    assert "2023年第5期的“青石县开展清洁河道行动”，相近" in line.label.text()
    assert line.compare.isVisible()
    desk.choose("a1")
    assert not line.isVisible()


def test_one_that_was_used_is_marked_and_its_issue_opened(
    desk: Desk, past: int, qtbot: QtBot
) -> None:
    place(desk, told("again", "青石县开展清洁河道行动", *TEXT))
    qtbot.wait_until(lambda: "用过" in info(desk, "again"), timeout=20_000)
    desk.choose("again")
    line = desk.workshop.feature(Reuse).line
    assert line.label.text() == "用过：2023年第5期"
    line.open.click()
    assert desk.session.issue_id == past


def test_both_texts_are_shown_beside_each_other(
    desk: Desk, past: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def look(dialog: CompareDialog) -> bool:
        shown.append(dialog.sides.toPlainText())
        return False

    monkeypatch.setattr(CompareDialog, "accepted_by_clerk", look)
    place(desk, told("new", "清水河边志愿者忙", *RETOLD))
    qtbot.wait_until(lambda: "相近" in info(desk, "new"), timeout=20_000)
    desk.choose("new")
    desk.workshop.feature(Reuse).line.compare.click()
    assert "每周清洁日" in shown[0]
    assert "每月清洁日" in shown[0]


def test_the_pool_is_marked_too(desk: Desk, past: int, qtbot: QtBot) -> None:
    desk.library.add_to_pool(
        [told("p1", "河道清洁两百人上阵", *RETOLD), told("p2", "学雷锋", "三月学雷锋。")]
    )
    desk.workshop.show_pool()
    rows = desk.desk.pool.list
    qtbot.wait_until(lambda: "相近" in rows.item(0).data(AboutRole), timeout=20_000)
    assert "2023年第5期" in rows.item(0).toolTip()
    assert "相近" not in rows.item(1).data(AboutRole)


def test_a_copy_says_where_it_comes_from_and_undo_takes_both(
    desk: Desk, past: int, qtbot: QtBot
) -> None:
    before = desk.bulletin
    desk.workshop.feature(LibraryTab).add([Entry(past, "old")])
    copy = next(a for a in desk.bulletin.articles() if a.origin)
    assert copy.origin == "2023年第5期"  # of the same series: its name says nothing new
    desk.choose(copy.id)
    line = desk.workshop.feature(Reuse).line
    reuse = desk.workshop.feature(Reuse)
    qtbot.wait_until(lambda: reuse.kinship.of(copy) is not None, timeout=20_000)
    # Said once: the issue that it is from is no other use.
    assert line.label.text() == "选自2023年第5期"
    assert "用过" not in info(desk, copy.id)
    assert line.open.isVisible()
    desk.session.undo()
    assert desk.bulletin == before


def test_a_copy_that_stood_elsewhere_too_says_so(desk: Desk, past: int, qtbot: QtBot) -> None:
    issue = desk.library.load_issue(past)
    masthead = replace(issue.masthead, number=6)
    sections = (Section("s", "工作动态", (told("again", "河道清洁行动", *TEXT),)),)
    desk.library.add_issue(replace(issue, masthead=masthead, sections=sections))
    desk.workshop.feature(LibraryTab).add([Entry(past, "old")])
    copy = next(a for a in desk.bulletin.articles() if a.origin)
    desk.choose(copy.id)
    qtbot.wait_until(lambda: "用过" in info(desk, copy.id), timeout=20_000)
    line = desk.workshop.feature(Reuse).line
    assert line.label.text() == "选自2023年第5期；用过：2023年第6期"


def test_a_copy_from_another_series_names_it(desk: Desk, past: int) -> None:
    other = replace(desk.library.load_issue(past), masthead=Masthead("创城通讯", 1, year=2022))
    sections = (Section("t", "工作动态", (told("else", "另一刊的稿件", *TEXT),)),)
    issue_id = desk.library.add_issue(replace(other, sections=sections))
    desk.workshop.feature(LibraryTab).add([Entry(issue_id, "else")])
    copy = next(a for a in desk.bulletin.articles() if a.origin)
    assert copy.origin == "《创城通讯》2022年第1期"


def test_what_stood_in_the_issue_when_it_was_opened_is_not_told_as_news(
    desk: Desk, past: int, qtbot: QtBot
) -> None:
    place(desk, told("again", "青石县开展清洁河道行动", *TEXT))
    qtbot.wait_until(lambda: "用过" in info(desk, "again"), timeout=20_000)
    issue_id = desk.session.issue_id
    assert issue_id is not None
    desk.workshop.open_issue(past)
    desk.window.statusBar().clearMessage()
    desk.workshop.open_issue(issue_id)
    qtbot.wait_until(lambda: "用过" in info(desk, "again"), timeout=20_000)
    assert "用过" not in desk.window.statusBar().currentMessage()


def test_the_line_stays_while_the_article_is_written_on(
    desk: Desk, past: int, qtbot: QtBot
) -> None:
    place(desk, told("again", "青石县开展清洁河道行动", *TEXT))
    qtbot.wait_until(lambda: "用过" in info(desk, "again"), timeout=20_000)
    desk.choose("again")
    line = desk.workshop.feature(Reuse).line
    said = line.label.text()
    known = desk.bulletin.find_article("again")
    assert known is not None
    for number in range(3):
        written = replace(known, body=(*known.body, plain("补" * (number + 1))))
        desk.session.apply("输入", edits.replace_article(desk.bulletin, written))
        assert line.isVisible()
        assert line.label.text() == said
    assert line.open.isVisible()
    gone = replace(known, title="学雷锋", body=(plain("三月学雷锋。"),))
    desk.session.apply("输入", edits.replace_article(desk.bulletin, gone))
    qtbot.wait_until(lambda: not line.isVisible(), timeout=20_000)
