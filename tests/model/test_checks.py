"""Every rule finds what it is for, and leaves alone what it must not flag."""

import datetime

import pytest

from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.checks import check_bulletin
from bulletin_desk.model.richtext import plain
from bulletin_desk.model.templates import load_template

TEMPLATE = load_template("jingshen-wenming")
MASTHEAD = Masthead("简报", 1, issuer="办公室", date=datetime.date(2026, 1, 2))


def rules(bulletin: Bulletin) -> set[str]:
    return {problem.rule for problem in check_bulletin(bulletin, TEMPLATE)}


def issue(*texts: str, title: str = "标题") -> Bulletin:
    article = Article(title=title, body=tuple(plain(text) for text in texts))
    return Bulletin(masthead=MASTHEAD, sections=(Section(articles=(article,)),))


def test_a_sound_issue_has_no_problem():
    assert rules(issue("他说：“开展《条例》宣传（第1次）。”发放3,000份。")) == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("他说：“好。", "unpaired-mark"),
        ("他说：好。”", "unpaired-mark"),
        ("《条例”宣传》", "unpaired-mark"),
        ("会议指出,要抓好落实。", "half-width-mark"),
        ("抓好落实。。", "doubled-mark"),
        ("抓好，，落实。", "doubled-mark"),
    ],
)
def test_marks_are_found(text: str, rule: str):
    assert rules(issue(text)) == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "发放3,000份，比分2:1。",
        "他说'好'，I'm fine, thanks。",
        "分三步：1）准备；2）实施。",
        "“‘一办三组’机制”已建立……",
        "时间为12:30",
    ],
)
def test_what_is_right_is_left_alone(text: str):
    assert rules(issue(text)) == set()


def test_what_is_missing_is_named():
    empty = Bulletin(sections=(Section(name="工作动态"),))
    assert rules(empty) == {"missing-masthead-part", "empty-section"}
    messages = [p.message for p in check_bulletin(empty, TEMPLATE)]
    assert [m for m in messages if "期号" in m]
    assert rules(issue(title="")) == {"no-title", "no-text"}
