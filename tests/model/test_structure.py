"""The structure of bulletins as data."""

import datetime
import json

import pytest

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.richtext import ParagraphKind, Picture, Run, plain
from bulletin_desk.model.structure import pool_structure, structure

PICTURE = Picture("0" * 64, "image/png", 10, 10, caption=(Run("图片说明"),))


def test_an_empty_bulletin_has_null_for_what_is_absent() -> None:
    data = structure(Bulletin(contents=False))
    assert data == {
        "id": None,
        "series": None,
        "number": None,
        "issuer": None,
        "date": None,
        "toc": False,
        "sections": [],
        "distribution": {"report_to": None, "send_to": None, "issue_to": None, "copies": None},
        "warnings": [],
    }


def test_a_whole_bulletin() -> None:
    article = Article(
        title="甲乙丙 \n丁戊",
        byline="李晓明",
        run_in=True,
        body=(plain("第 一段的开头是这样写的，后面还有。"), PICTURE, plain("最后一段。")),
    )
    bulletin = Bulletin(
        masthead=Masthead("湖东\n简报", 3, issuer="湖东区文明办", date=datetime.date(2024, 1, 10)),
        sections=(Section(name="动态", articles=(article,)), Section(articles=())),
        distribution=Distribution("甲", "乙", "丙", 20),
    )
    data = structure(bulletin, ["请核对。"], 7)
    assert json.loads(json.dumps(data)) == data
    assert (data["id"], data["series"], data["number"]) == (7, "湖东简报", 3)
    assert (data["issuer"], data["date"], data["toc"]) == ("湖东区文明办", "2024-01-10", True)
    assert data["warnings"] == ["请核对。"]
    assert [section["name"] for section in data["sections"]] == ["动态", None]
    assert data["sections"][0]["articles"] == [
        {
            "title": "甲乙丙 丁戊",
            "byline": "李晓明",
            "run_in": True,
            "paragraphs": 2,
            "first": "第一段的开头是这样写的，",
            "last": "最后一段。",
        }
    ]


def test_signatures_and_pictures_are_no_paragraphs() -> None:
    signature = plain("湖东区文明办", ParagraphKind.SIGNATURE)
    article = Article(body=(PICTURE, plain("正文。"), signature))
    (shown,) = pool_structure([article])["sections"][0]["articles"]
    assert (shown["paragraphs"], shown["first"], shown["last"]) == (1, "正文。", "正文。")
    assert shown["title"] is None


@pytest.mark.parametrize(
    ("byline", "text", "last"),
    [
        ("", "完成任务。（市税务局供稿）", "完成任务。"),
        ("李晓明", "完成任务。（李晓明）", "完成任务。"),
        ("李晓明", "完成任务（详见附件）", "完成任务（详见附件）"),
        ("", "完成任务（）", "完成任务（）"),
    ],
)
def test_a_closing_byline_is_cut_from_last(byline: str, text: str, last: str) -> None:
    article = Article(byline=byline, body=(plain(text),))
    assert pool_structure([article])["sections"][0]["articles"][0]["last"] == last


def test_the_pool_is_one_section_without_a_name() -> None:
    data = pool_structure([Article(title="甲"), Article(title="乙")], ["请核对。"])
    assert data["toc"] is False
    assert [section["name"] for section in data["sections"]] == [None]
    assert [article["title"] for article in data["sections"][0]["articles"]] == ["甲", "乙"]
    assert data["sections"][0]["articles"][0]["first"] is None
    assert data["warnings"] == ["请核对。"]
